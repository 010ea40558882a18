"""Sequences 1 and 6: one basis for a claim's line, its reason, its evidence, its pack and the year end."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdf
import pytest
from funded_office import Q2, Q3, UNIT, YEAR, FundedOffice

from aspire_desktop.domain.money.agreements import AgreementTerms
from aspire_desktop.domain.money.claim_basis import claim_basis
from aspire_desktop.domain.money.figures import differences
from aspire_desktop.domain.money.funding import ClaimPoint
from aspire_desktop.domain.money.returns import ReturnFacts
from aspire_desktop.domain.money.year_end import Section
from aspire_desktop.domain.office.clock import SetClock
from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.values import AgreementId, CohortId, Period
from aspire_desktop.services.money.evidence import WriteEvidence
from aspire_desktop.services.money.funding import INVARIANTS, AddAgreement
from aspire_desktop.services.programmes.programmes import ChangeVersion
from aspire_desktop.storage.engines import Location
from aspire_desktop.storage.lookups.money import claims
from aspire_desktop.storage.lookups.money.year_end import year_end
from aspire_desktop.storage.lookups.programmes.programmes import threshold_rows
from aspire_desktop.storage.store import Store

DAYS = (date(2026, 9, 15), date(2026, 9, 16), date(2026, 9, 24))
REVIEW = "Workshop day 3"
"""The third session of the version's own, which no claim by its chosen sessions asks for."""


@pytest.fixture
def funded(location: Location, clock: SetClock) -> Iterator[FundedOffice]:
    opened = Store(location, clock, INVARIANTS)
    made = FundedOffice(opened, clock)
    made.go_to(date(2026, 10, 8))
    yield made
    opened.close()


@pytest.fixture
def cohort(funded: FundedOffice) -> CohortId:
    return funded.cohort(*DAYS)


def by_rule(funded: FundedOffice, point: ClaimPoint, sessions: int | None = None) -> AgreementId:
    """Give an agreement with a claim point of its own; the version claims by chosen sessions."""
    terms = AgreementTerms(claim_point=point, sessions_needed=sessions)
    covers = ((funded.programme, None),)
    wanted = AddAgreement("LGA/OD/2026", funded.funder, covers, 100, UNIT, YEAR.begins, YEAR.ends, 3, terms)
    return funded.office.do(wanted).value


def proofs(facts: ReturnFacts) -> list[tuple[int, str, date | None]]:
    return [(proof.line, proof.title, proof.on) for proof in facts.evidence]


def failing(facts: ReturnFacts) -> list[str]:
    return [check.title for check in facts.checks if not check.passed]


def packed(funded: FundedOffice, agreement: AgreementId, period: Period, folder: Path) -> str:
    pack = funded.office.export(WriteEvidence(funded.submit(agreement, period), 9), folder)
    [paper] = pack.folder.glob("*/Register.pdf")
    return " ".join(page.extract_text() for page in pypdf.PdfReader(paper).pages)


def test_a_claim_at_the_start_is_proved_by_the_first_session_attended(
    funded: FundedOffice, cohort: CohortId, tmp_path: Path
) -> None:
    agreement = by_rule(funded, ClaimPoint.START)
    held = funded.enrol(agreement, cohort)
    funded.mark(held, "AAP")
    facts = funded.draft(agreement, Q2)
    [line] = facts.lines
    assert (line.threshold_met_on, line.amount) == (DAYS[2], UNIT)
    assert line.evidence == "Registers of INS26-001: 24 Sep 2026"
    assert proofs(facts) == [(1, REVIEW, DAYS[2])]
    assert (failing(facts), differences(facts)) == ([], ())
    ended = funded.office.ask(year_end, funded.today, agreement)
    assert [row.on for row in ended.of(Section.UNCLAIMED)] == [DAYS[2]]
    told = packed(funded, agreement, Q2, tmp_path / "pack")
    assert REVIEW in told
    assert "Workshop day 1" not in told
    assert "Workshop day 2" not in told


@pytest.mark.parametrize(
    ("point", "sessions"), [(ClaimPoint.COMPLETION, None), (ClaimPoint.SESSIONS, 3), (ClaimPoint.SESSIONS, 2)]
)
def test_the_review_day_is_named_where_the_rule_asks_for_it(
    funded: FundedOffice, cohort: CohortId, tmp_path: Path, point: ClaimPoint, sessions: int | None
) -> None:
    agreement = by_rule(funded, point, sessions)
    held = funded.enrol(agreement, cohort)
    funded.mark(held, "PPP" if sessions != 2 else "PAP")
    facts = funded.draft(agreement, Q2)
    attended = [DAYS[0], DAYS[2]] if sessions == 2 else list(DAYS)
    assert [on for _, _, on in proofs(facts)] == attended
    assert facts.lines[0].evidence.endswith("24 Sep 2026")
    assert REVIEW in packed(funded, agreement, Q2, tmp_path / "pack")
    funded.mark(held, "PPA" if sessions != 2 else "PAA")
    [undone] = funded.draft(agreement, Q3).adjustments
    assert (undone.cause, undone.amount) == ("Register corrected", -UNIT)
    assert f"{REVIEW}, 24 Sep 2026: Absent" in undone.reason
    again = funded.office.export(WriteEvidence(funded.returned(agreement)[0].id, 9), tmp_path / "again")
    [paper] = again.folder.glob("*/Register.pdf")
    told = " ".join(page.extract_text() for page in pypdf.PdfReader(paper).pages)
    assert REVIEW in told  # the register that the claim rested on, as it stands corrected
    assert "Absent" in told


def test_the_versions_own_rule_names_its_chosen_sessions_alone(
    funded: FundedOffice, cohort: CohortId, tmp_path: Path
) -> None:
    agreement = by_rule(funded, ClaimPoint.VERSION)
    held = funded.enrol(agreement, cohort)
    funded.mark(held, "PPP")
    facts = funded.draft(agreement, Q2)
    assert [on for _, _, on in proofs(facts)] == list(DAYS[:2])
    assert facts.lines[0].evidence == "Registers of INS26-001: 15 Sep 2026, 16 Sep 2026"
    assert REVIEW not in packed(funded, agreement, Q2, tmp_path / "pack")


def test_a_line_without_evidence_is_not_submitted(
    funded: FundedOffice, cohort: CohortId, monkeypatch: pytest.MonkeyPatch
) -> None:
    agreement = by_rule(funded, ClaimPoint.START)
    held = funded.enrol(agreement, cohort)
    funded.mark(held, "P")
    assert failing(funded.draft(agreement, Q2)) == []
    found = claim_basis
    # no rule of ours gives such a basis; one that did would not be paid for
    monkeypatch.setattr(f"{claims.__name__}.claim_basis", lambda *asked: replace(found(*asked), sessions=()))
    assert failing(funded.draft(agreement, Q2)) == ["Every line has its evidence"]
    with pytest.raises(RuleBroken, match="A line has no evidence"):
        funded.submit(agreement, Q2)
    assert funded.returned(agreement) == []


# Sequence 6


def asking(funded: FundedOffice, sessions: int, reason: str = "") -> ChangeVersion:
    [now] = [row for row in funded.office.ask(threshold_rows) if row.id == funded.version]
    marks, capacity = now.attended_marks, now.capacity
    return ChangeVersion(now.id, sessions, False, marks, None, capacity, now.minimum, reason)


def test_a_changed_rule_is_named_as_the_cause_of_what_it_takes_back(
    funded: FundedOffice, cohort: CohortId
) -> None:
    agreement = by_rule(funded, ClaimPoint.COMPLETION)
    funded.office.do(asking(funded, 2))  # nothing rests on the version yet
    for _ in range(6):
        funded.mark(funded.enrol(agreement, cohort), "PPA")
    funded.submit(agreement, Q2)
    funded.go_to(date(2026, 11, 5))
    with pytest.raises(RuleBroken, match="Returns or certificates rest on the rules of Inspire OD"):
        funded.office.do(asking(funded, 3))
    wanted = asking(funded, 3, "The handbook asks for three")
    warned = "This takes back 6 claims of submitted returns, −£2,100.00, on the next return of LGA/OD/2026."
    assert funded.office.preview(wanted).value.words == warned
    assert funded.draft(agreement, Q3).adjustments == ()
    funded.go_to(date(2026, 11, 6))
    done = funded.office.do(wanted)
    assert done.title == "Change the thresholds of Inspire OD. Reason: The handbook asks for three"
    undone = funded.draft(agreement, Q3).adjustments
    assert (len(undone), sum(each.amount for each in undone)) == (6, -6 * UNIT)
    assert {(each.cause, each.effective_on, each.noted_on) for each in undone} == {
        ("Claim rule changed", date(2026, 11, 6), date(2026, 11, 6))
    }
    assert undone[0].reason.endswith(
        "Inspire OD: sessions needed 2 to 3, changed by Ann on 6 November 2026: The handbook asks for three"
    )


def test_a_register_corrected_under_a_changed_rule_keeps_its_own_cause(
    funded: FundedOffice, cohort: CohortId
) -> None:
    agreement = by_rule(funded, ClaimPoint.COMPLETION)
    held = funded.enrol(agreement, cohort)
    funded.mark(held, "PPP")
    funded.submit(agreement, Q2)
    funded.office.do(asking(funded, 2, "Two will do"))
    funded.mark(held, "PAA")
    [undone] = funded.draft(agreement, Q3).adjustments
    assert (undone.cause, undone.effective_on) == ("Register corrected", DAYS[1])


def test_a_changed_rule_is_named_beside_the_claims_that_it_adds(
    funded: FundedOffice, cohort: CohortId
) -> None:
    agreement = by_rule(funded, ClaimPoint.COMPLETION)
    early, late = funded.enrol(agreement, cohort), funded.enrol(agreement, cohort)
    funded.mark(early, "PPP")
    funded.mark(late, "PPA")
    funded.submit(agreement, Q2)
    assert funded.draft(agreement, Q3).lines == ()
    wanted = asking(funded, 2, "Two will do")
    added = "This adds 1 claim, £350.00, on the next return of LGA/OD/2026."
    assert funded.office.preview(wanted).value.words == added
    funded.office.do(wanted)
    [line] = funded.draft(agreement, Q3).lines
    assert line.evidence.endswith("Inspire OD: sessions needed 3 to 2, changed by Ann on 8 October 2026")


def test_only_the_rule_that_holds_is_named_however_often_it_was_changed(
    funded: FundedOffice, cohort: CohortId
) -> None:
    """Undone and done again it is one change; put back by hand it is none, and another one stays."""
    agreement = by_rule(funded, ClaimPoint.COMPLETION)
    early, late = funded.enrol(agreement, cohort), funded.enrol(agreement, cohort)
    funded.mark(early, "PPP")
    funded.mark(late, "PPA")
    funded.submit(agreement, Q2)
    funded.office.do(asking(funded, 2, "Two will do"))
    funded.office.undo()
    assert funded.draft(agreement, Q3).lines == ()
    funded.go_to(date(2026, 10, 9))
    funded.office.redo()
    funded.office.do(asking(funded, 1, "One will do"))
    funded.office.do(asking(funded, 2, "Two after all"))
    [line] = funded.draft(agreement, Q3).lines
    assert line.evidence.count("sessions needed") == 1
    assert line.evidence.endswith("Inspire OD: sessions needed 3 to 2, changed by Ann on 9 October 2026")
