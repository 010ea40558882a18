"""Returns: what is claimed when, taken back when, and that nothing submitted is ever altered."""

import io
from datetime import date, timedelta

import openpyxl
import pytest
from funded_office import Q1, Q2, Q3, UNIT, YEAR, FundedOffice, Held, add_aspire, add_sessions
from sqlalchemy import text

from aspire_desktop.domain.money.claims import PlaceState
from aspire_desktop.domain.money.figures import differences, line_json, summary_of
from aspire_desktop.domain.money.funding import Place, ReturnStatus, Tally
from aspire_desktop.domain.money.stored_lines import read_adjustment, read_claim
from aspire_desktop.domain.office.errors import NotAllowed, Refused
from aspire_desktop.domain.office.people import Person
from aspire_desktop.domain.office.staff import Role
from aspire_desktop.domain.office.values import AgreementId, CohortId, Period
from aspire_desktop.domain.programmes.cohorts import Cohort
from aspire_desktop.domain.programmes.projects import Project
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.money.funding import AddAgreement
from aspire_desktop.services.money.returns import SubmitReturn, workbook_of
from aspire_desktop.services.office.organisations import RenameOrganisation
from aspire_desktop.services.office.staff import AddColleague
from aspire_desktop.storage.engines import Location, upkeep_engine
from aspire_desktop.storage.lookups.money.returns import adjustment_lines, claim_lines
from aspire_desktop.storage.store import Store

DAYS = (date(2026, 9, 24), date(2026, 9, 25), date(2026, 11, 5))


@pytest.fixture
def cohort(funded: FundedOffice) -> CohortId:
    return funded.cohort(*DAYS)


def bytes_of(funded: FundedOffice, agreement: AgreementId, period: Period) -> bytes:
    return funded.office.ask(workbook_of, agreement, period, funded.office.moment)


@pytest.mark.parametrize(
    ("second_day", "period"),
    [(Q2.ends, Q2), (Q2.begins, Q2), (Q3.begins, Q3), (Q2.begins - timedelta(days=1), Q1)],
)
def test_a_claim_falls_in_the_period_of_its_day(
    funded: FundedOffice, agreement: AgreementId, second_day: date, period: Period
) -> None:
    cohort = funded.cohort(second_day - timedelta(days=1), second_day, second_day + timedelta(days=40))
    held = funded.enrol(agreement, cohort)
    funded.mark(held, "PP")
    drafts = {each: len(funded.draft(agreement, each).lines) for each in (Q1, Q2, Q3)}
    assert drafts == {Q1: 0, Q2: 0, Q3: 0} | {period: 1}


def test_the_draft_says_what_it_claims(
    funded: FundedOffice, agreement: AgreementId, cohort: CohortId
) -> None:
    funded.office.do(RenameOrganisation(funded.council, "Walsall MBC", date(2026, 10, 1), "E08000099"))
    held, waiting = funded.enrol(agreement, cohort, "Siân"), funded.enrol(agreement, cohort)
    funded.mark(held, "PL")
    funded.mark(waiting, "PA")
    facts = funded.draft(agreement, Q2)
    [line] = facts.lines
    assert (facts.reference, facts.status, line.number) == ("LGA/OD/1-R1", ReturnStatus.DRAFT, 1)
    assert (line.participant.name, line.place, line.amount) == ("Siân Ash", "L-0001", UNIT)
    assert (line.organisation.name, line.organisation.gss) == ("Walsall Council", "E08000030")
    assert (line.threshold_met_on, line.sessions_required, line.sessions_attended) == (DAYS[1], 3, 2)
    assert (line.job_title, line.po_number) == ("HR manager", "PO 7")
    assert [proof.on for proof in facts.evidence] == list(DAYS[:2])
    assert differences(facts) == ()
    assert [check.title for check in facts.checks if not check.passed] == []
    told = summary_of(facts)
    assert (told.lines, told.amount, told.cumulative, told.remaining, told.adjustments) == (1, UNIT, 1, 9, 0)


def test_a_submitted_return_is_locked(funded: FundedOffice, agreement: AgreementId, cohort: CohortId) -> None:
    held = funded.enrol(agreement, cohort)
    funded.mark(held, "PP")
    id = funded.submit(agreement, Q2)
    sent, stored = bytes_of(funded, agreement, Q2), funded.office.ask(claim_lines, id)
    assert openpyxl.load_workbook(io.BytesIO(sent)).sheetnames[0] == "Summary"
    with funded.writing() as work:
        work.get(Person, held.person).tell(given_name="Siân", family_name="O'Neill")
    funded.office.do(RenameOrganisation(funded.council, "Walsall MBC", date(2026, 9, 1)))
    funded.mark(held, "PA")
    funded.clock.instant += timedelta(days=3)
    assert bytes_of(funded, agreement, Q2) == sent
    assert funded.office.ask(claim_lines, id) == stored
    assert stored[0].participant.name.endswith("Ash")
    [row] = funded.returned(agreement)
    assert (row.summary.reference, row.summary.lines, row.summary.amount) == ("LGA/OD/1-R1", 1, UNIT)
    undone = funded.office.undo()
    assert "Submit return LGA/OD/1-R1" not in undone.title


def test_a_late_register_falls_in_the_next_return(
    funded: FundedOffice, agreement: AgreementId, cohort: CohortId
) -> None:
    held = funded.enrol(agreement, cohort)
    funded.submit(agreement, Q2)
    assert funded.figures(agreement) == (9, 1, 0, 0, 0)
    funded.mark(held, "PP")
    assert funded.figures(agreement) == (9, 0, 0, 1, 0)
    [row] = funded.returned(agreement)
    assert str(row.since) == "+1"
    assert [line.threshold_met_on for line in funded.draft(agreement, Q3).lines] == [DAYS[1]]
    assert funded.draft(agreement, Q1).lines == ()
    funded.submit(agreement, Q3)
    assert [str(row.since) for row in funded.returned(agreement)] == ["", ""]
    assert funded.figures(agreement) == (9, 0, 0, 0, 1)


def test_present_corrected_to_absent_is_taken_back_and_claimed_again(
    funded: FundedOffice, agreement: AgreementId, cohort: CohortId
) -> None:
    held = funded.enrol(agreement, cohort)
    funded.mark(held, "PP")
    first = funded.submit(agreement, Q2)
    funded.mark(held, "PA")
    assert funded.figures(agreement) == (9, 1, 0, -1, 1)
    assert str(funded.returned(agreement)[0].since) == "−1"
    facts = funded.draft(agreement, Q3)
    [undone] = facts.adjustments
    assert (undone.cause, undone.reason) == ("Register corrected", "Workshop day 2, 25 Sep 2026: Absent")
    assert (undone.corrects_return, undone.corrects_line, undone.places) == ("LGA/OD/1-R1", 1, -1)
    assert (undone.amount, undone.number, differences(facts)) == (-UNIT, 1, ())
    second = funded.submit(agreement, Q3)
    assert funded.figures(agreement) == (9, 1, 0, 0, 0)
    funded.mark(held, "PP")
    assert funded.figures(agreement) == (9, 0, 1, 0, 0)
    funded.go_to(date(2027, 1, 4))
    q4 = Period(date(2027, 1, 1), YEAR.ends)
    [again] = funded.draft(agreement, q4).lines
    assert again.previous_claim == "LGA/OD/1-R1 line 1"
    funded.submit(agreement, q4)
    assert [row.summary.cumulative for row in funded.returned(agreement)] == [1, 0, 1]
    assert [row.summary.amount for row in funded.returned(agreement)] == [UNIT, -UNIT, UNIT]
    [line], [taken] = funded.office.ask(claim_lines, first), funded.office.ask(adjustment_lines, second)
    assert (line_json(read_claim(line_json(line))), line_json(taken)) == (line_json(line), line_json(undone))
    assert read_adjustment(line_json(taken)) == taken


def test_a_correction_corrected_in_time_leaves_no_line(
    funded: FundedOffice, agreement: AgreementId, cohort: CohortId
) -> None:
    held = funded.enrol(agreement, cohort)
    funded.mark(held, "PP")
    funded.submit(agreement, Q2)
    funded.mark(held, "PA")
    funded.mark(held, "PP")
    assert funded.draft(agreement, Q3).adjustments == ()
    assert funded.figures(agreement) == (9, 0, 0, 0, 1)


def test_a_withdrawal_backdated_into_a_submitted_period_frees_the_place(
    funded: FundedOffice, agreement: AgreementId, cohort: CohortId
) -> None:
    held = funded.enrol(agreement, cohort)
    funded.mark(held, "PP")
    funded.submit(agreement, Q2)
    funded.leave(held, date(2026, 9, 23))
    assert funded.states(agreement) == {held.place: PlaceState.GIVEN_UP}
    assert funded.figures(agreement) == (10, 0, 0, -1, 1)
    [undone] = funded.draft(agreement, Q3).adjustments
    assert (undone.cause, undone.reason) == ("Withdrawn", "Left the council")
    assert (undone.effective_on, undone.noted_on) == (date(2026, 9, 23), funded.today)
    funded.submit(agreement, Q3)
    assert funded.figures(agreement) == (10, 0, 0, 0, 0)
    assert funded.states(agreement) == {}
    funded.come_back(held, agreement)
    funded.go_to(date(2027, 1, 4))
    [again] = funded.draft(agreement, Period(date(2027, 1, 1), YEAR.ends)).lines
    assert (again.place, again.previous_claim) == ("L-0002", "LGA/OD/1-R1 line 1")


def test_somebody_off_the_register_is_taken_back_while_the_place_is_held(
    funded: FundedOffice, agreement: AgreementId, cohort: CohortId
) -> None:
    held = funded.enrol(agreement, cohort)
    funded.mark(held, "PP")
    funded.submit(agreement, Q2)
    funded.leave(held, date(2026, 9, 23), release=False)
    assert funded.figures(agreement) == (9, 1, 0, -1, 1)


def test_a_released_place_is_taken_back_with_its_reason(
    funded: FundedOffice, agreement: AgreementId, cohort: CohortId
) -> None:
    held = funded.enrol(agreement, cohort)
    funded.mark(held, "PP")
    funded.submit(agreement, Q2)
    with funded.writing() as work:
        place = work.get(Place, held.place)
        place.released_on, place.release_reason = funded.today, "Funding changed"
    [undone] = funded.draft(agreement, Q3).adjustments
    assert (undone.cause, undone.reason) == ("Place released", "Funding changed")


def test_a_period_left_out_waits_for_its_own_return(funded: FundedOffice, agreement: AgreementId) -> None:
    held = funded.enrol(agreement, funded.cohort(date(2026, 5, 1), date(2026, 5, 2), date(2026, 6, 1)))
    funded.mark(held, "PP")
    assert funded.figures(agreement) == (9, 0, 0, 1, 0)
    assert funded.draft(agreement, Q2).lines == ()
    funded.submit(agreement, Q2)
    assert funded.figures(agreement) == (9, 0, 1, 0, 0)
    assert funded.draft(agreement, Q3).lines == ()
    assert len(funded.draft(agreement, Q1).lines) == 1
    funded.submit(agreement, Q1)
    assert funded.figures(agreement) == (9, 0, 0, 0, 1)
    assert funded.draft(agreement, Q3).before == Tally(1, UNIT)


def test_a_period_that_is_not_over_loses_nothing(
    funded: FundedOffice, agreement: AgreementId, cohort: CohortId
) -> None:
    held = funded.enrol(agreement, funded.cohort(date(2026, 10, 6), date(2026, 10, 9), date(2026, 11, 5)))
    failed = [check.title for check in funded.draft(agreement, Q3).checks if not check.passed]
    assert failed == ["The period is over"]
    funded.submit(agreement, Q3)
    funded.go_to(date(2026, 10, 9))
    funded.mark(held, "PP")
    assert funded.figures(agreement) == (9, 0, 1, 0, 0)
    funded.go_to(date(2027, 1, 1))
    assert funded.figures(agreement) == (9, 0, 0, 1, 0)


@pytest.mark.parametrize(
    ("period", "words"),
    [
        (Q2, "submitted already. Nothing was changed. Later changes become adjustments"),
        (Period(date(2026, 9, 30), date(2026, 10, 31)), "overlaps"),
        (Period(date(2026, 3, 1), date(2026, 3, 31)), "is over before that"),
        (Period(date(2026, 10, 9), date(2026, 10, 31)), "Submit it once it has begun"),
    ],
)
def test_periods_that_cannot_be_submitted(
    funded: FundedOffice, agreement: AgreementId, period: Period, words: str
) -> None:
    funded.submit(agreement, Q2)
    with pytest.raises(Refused, match=words):
        funded.submit(agreement, period)


def test_trainers_do_not_submit(funded: FundedOffice, agreement: AgreementId) -> None:
    funded.office.do(AddColleague("Tom", frozenset({Role.TRAINER})))
    with pytest.raises(NotAllowed, match="administrator or finance"):
        Office(funded.store, "Tom").do(SubmitReturn(agreement, Q2.begins, Q2.ends))


def test_nobody_is_claimed_twice(funded: FundedOffice, agreement: AgreementId, cohort: CohortId) -> None:
    """A second place passes only where the rule was off; the return still refuses it."""
    held = funded.enrol(agreement, cohort)
    loose = Store(funded.store.location, funded.clock)
    second: list[Held] = []
    other = funded.cohort(*DAYS)
    funded.store, strict = loose, funded.store
    with funded.writing() as work:
        second.append(funded.take(work, agreement, other, held.person))
    for each in (held, *second):
        funded.mark(each, "PP")
    funded.store = strict
    loose.close()
    with pytest.raises(Refused, match="Somebody is claimed twice"):
        funded.submit(agreement, Q2)


def test_a_damaged_workbook_stops_the_next_return(
    funded: FundedOffice, agreement: AgreementId, location: Location
) -> None:
    funded.submit(agreement, Q1)
    engine = upkeep_engine(location)
    with engine.begin() as connection:
        connection.execute(text("UPDATE blob SET content = :other"), {"other": b"other"})
    engine.dispose()
    with pytest.raises(Refused, match=r"Not as submitted: LGA/OD/1-R1"):
        funded.submit(agreement, Q2)


def test_a_programme_claimed_on_completion(funded: FundedOffice) -> None:
    with funded.writing() as work:
        programme, version, modules = add_aspire(work)
        cohort = work.add(Cohort("ASP26-01", version, funded.partner, "Hall", 20, 1))
        add_sessions(work, cohort.id, modules, DAYS[:2])
    covers = ((programme, version),)
    agreement = funded.office.do(
        AddAgreement("LGA/ASP", funded.funder, covers, 5, UNIT, YEAR.begins, YEAR.ends)
    ).value
    held = funded.enrol(agreement, cohort.id)
    funded.mark(held, "PP")
    assert funded.draft(agreement, Q2).lines == ()
    project = funded.panel_decides(held, cohort.id, "pass", date(2026, 9, 30))
    facts = funded.draft(agreement, Q2)
    assert [proof.kind for proof in facts.evidence] == ["Register", "Register", "Project outcome"]
    funded.submit(agreement, Q2)
    with funded.writing() as work:
        work.get(Project, project.id).outcome = "refer"
    [undone] = funded.draft(agreement, Q3).adjustments
    assert (undone.cause, undone.reason) == ("Project outcome changed", "The project outcome is Refer.")
