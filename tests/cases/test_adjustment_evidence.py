"""Every adjustment has rows of evidence: the line it corrects, and what has changed since."""

from datetime import date, time
from decimal import Decimal

import pytest
from funded_office import Q1, Q2, UNIT, YEAR, FundedOffice, Held, add_aspire, add_sessions

from aspire_desktop.domain.money.settlements import QueryResult
from aspire_desktop.domain.office.clock import SetClock
from aspire_desktop.domain.office.values import AgreementId, ReturnId
from aspire_desktop.domain.programmes.attendance import Code
from aspire_desktop.domain.programmes.cohorts import Cohort, Session
from aspire_desktop.domain.programmes.enrolments import Status, Step
from aspire_desktop.services.money.funding import AddAgreement
from aspire_desktop.services.money.returns import RestateReturn
from aspire_desktop.services.money.settlements import AskQuery, SettleQuery
from aspire_desktop.services.programmes.attendance import MarkAttendance
from aspire_desktop.services.programmes.cohorts import MoveSession
from aspire_desktop.services.programmes.enrolments import ChangeFunding
from aspire_desktop.services.programmes.projects import ClearOutcome
from aspire_desktop.storage.lookups.money.settlements import line_choices
from aspire_desktop.storage.store import Store


@pytest.fixture
def funded(sqlite_store: Store, clock: SetClock) -> FundedOffice:
    made = FundedOffice(sqlite_store, clock)
    made.go_to(date(2026, 5, 1))
    return made


@pytest.fixture
def claimed(funded: FundedOffice) -> tuple[AgreementId, Held, ReturnId]:
    id = funded.agreement(cap=10)
    cohort = funded.cohort(date(2026, 6, 2), date(2026, 6, 3), date(2026, 9, 1))
    held = funded.enrol(id, cohort, "Ann")
    funded.mark(held, "PP")
    funded.go_to(date(2026, 7, 10))
    return id, held, funded.submit(id, Q1)


def proofs(funded: FundedOffice, id: AgreementId) -> list[tuple[str, str, str]]:
    facts = funded.draft(id, Q2)
    [line] = facts.adjustments
    assert {proof.line for proof in facts.evidence} == {line.number}
    assert {proof.participant for proof in facts.evidence} == {line.participant}
    first = facts.evidence[1]  # what follows the line that it corrects
    assert (
        line.evidence
        == {
            "Funder's query": "The funder's query",
            "Enrolment history": f"Enrolment history on {line.cohort.code}",
            "Register": f"Registers of {line.cohort.code}"
            if line.cause != "Project outcome changed"
            else f"Projects of {line.cohort.code}",
        }[first.kind]
    )
    return [(proof.kind, proof.title, proof.source) for proof in facts.evidence]


CORRECTED = ("Line corrected", "LGA/OD/1-R1, line 1", "Return LGA/OD/1-R1")


def test_a_corrected_register_is_named_with_its_marks(
    funded: FundedOffice, claimed: tuple[AgreementId, Held, ReturnId]
) -> None:
    id, held, _ = claimed
    funded.mark(held, "PA")
    assert proofs(funded, id) == [
        CORRECTED,
        ("Register", "Workshop day 1: Present", "Register of INS26-001, session 1"),
        ("Register", "Workshop day 2: Absent", "Register of INS26-001, session 2"),
    ]


def test_a_corrected_register_of_a_leaver_is_named_with_its_marks(
    funded: FundedOffice, claimed: tuple[AgreementId, Held, ReturnId]
) -> None:
    """They left after both days; what takes the claim back is the register, and not that they left."""
    id, held, _ = claimed
    with funded.writing() as work:
        work.add(Step(held.enrolment, Status.CONFIRMED, date(2026, 5, 1), date(2026, 5, 1)))
    funded.leave(held, date(2026, 6, 20), release=False)
    funded.office.do(MarkAttendance(held.sessions[1], (held.enrolment,), Code.ABSENT, "Signed for another"))
    assert funded.draft(id, Q2).adjustments[0].cause == "Register corrected"
    assert proofs(funded, id) == [
        CORRECTED,
        ("Register", "Workshop day 1: Present", "Register of INS26-001, session 1"),
        ("Register", "Workshop day 2: Absent", "Register of INS26-001, session 2"),
    ]


@pytest.mark.parametrize("on", [date(2026, 6, 23), date(2026, 12, 1)])
def test_a_moved_session_is_named_with_its_day(
    funded: FundedOffice, claimed: tuple[AgreementId, Held, ReturnId], on: date
) -> None:
    """Also of somebody who has left by that day, and where it is still to come."""
    id, held, _ = claimed
    with funded.writing() as work:
        work.add(Step(held.enrolment, Status.CONFIRMED, date(2026, 5, 1), date(2026, 5, 1)))
    funded.leave(held, date(2026, 6, 20), release=False)
    funded.office.do(MoveSession(held.sessions[1], on, time(9, 30), time(16, 30)))
    [line] = funded.draft(id, Q2).adjustments
    assert line.cause == "Session moved"
    assert [proof.on for proof in funded.draft(id, Q2).evidence] == [None, date(2026, 6, 2), on]


def test_a_leaving_is_named_with_the_history(
    funded: FundedOffice, claimed: tuple[AgreementId, Held, ReturnId]
) -> None:
    id, held, _ = claimed
    with funded.writing() as work:
        work.add(Step(held.enrolment, Status.CONFIRMED, date(2026, 5, 1), date(2026, 5, 1)))
    funded.leave(held, date(2026, 6, 2))
    assert proofs(funded, id) == [
        CORRECTED,
        ("Enrolment history", "Withdrawn", f"Enrolment history of P-{held.person:05} on INS26-001"),
    ]


@pytest.mark.parametrize(
    ("result", "amount"), [(QueryResult.ADJUSTED, Decimal("-50.00")), (QueryResult.REFUSED, None)]
)
def test_a_query_of_the_funder_is_named(
    funded: FundedOffice,
    claimed: tuple[AgreementId, Held, ReturnId],
    result: QueryResult,
    amount: Decimal | None,
) -> None:
    id, _, sent = claimed
    [line] = funded.office.ask(line_choices, sent)
    query = funded.office.do(AskQuery(line.id, "Both days?", funded.today)).value
    funded.office.do(SettleQuery(query, result, funded.today, amount))
    found = proofs(funded, id)
    assert found[0] == CORRECTED
    assert [(kind, source) for kind, _, source in found[1:]] == [
        ("Funder's query", "Queries of LGA/OD/1-R1, line 1")
    ]


def test_what_a_query_ended_with_is_dated_by_that_query(
    funded: FundedOffice, claimed: tuple[AgreementId, Held, ReturnId]
) -> None:
    """Another query about the line, that ended with its standing, changes no date of the correction."""
    id, _, sent = claimed
    [line] = funded.office.ask(line_choices, sent)
    settled = funded.today
    query = funded.office.do(AskQuery(line.id, "Both days?", settled)).value
    funded.office.do(SettleQuery(query, QueryResult.ADJUSTED, settled, Decimal("-50.00")))
    funded.go_to(date(2026, 8, 3))
    later = funded.office.do(AskQuery(line.id, "Which council?", funded.today)).value
    funded.office.do(SettleQuery(later, QueryResult.STANDS, funded.today))
    [correction] = funded.draft(id, Q2).adjustments
    assert (correction.effective_on, correction.noted_on) == (settled, settled)


def test_a_place_given_up_carries_when_that_was_noted(
    funded: FundedOffice, claimed: tuple[AgreementId, Held, ReturnId]
) -> None:
    id, held, _ = claimed
    funded.go_to(date(2026, 8, 3))
    funded.office.do(ChangeFunding(held.enrolment, None))
    [line] = funded.draft(id, Q2).adjustments
    assert (line.cause, line.reason) == ("Place released", "Funding changed")
    assert (line.effective_on, line.noted_on) == (funded.today, funded.today)


def test_an_outcome_that_was_cleared_is_named(funded: FundedOffice) -> None:
    """There is no outcome to show any more: that is what takes the claim back, since when it was noted."""
    with funded.writing() as work:
        programme, version, modules = add_aspire(work)
        aspire = work.add(Cohort("ASP26-1", version, funded.partner, "Hall", 20, 1))
        add_sessions(work, aspire.id, modules, (date(2026, 6, 2), date(2026, 6, 3)))
    covers = ((programme, None),)
    new = AddAgreement("LGA/ASP/1", funded.funder, covers, 10, UNIT, YEAR.begins, YEAR.ends)
    id = funded.office.do(new).value
    held = funded.enrol(id, aspire.id, "Ann")
    funded.mark(held, "PP")
    project = funded.panel_decides(held, aspire.id, "pass", date(2026, 6, 20))
    funded.go_to(date(2026, 7, 10))
    funded.submit(id, Q1)
    funded.go_to(date(2026, 8, 3))
    funded.office.do(ClearOutcome(project.id))
    [line] = funded.draft(id, Q2).adjustments
    assert line.cause == "Project outcome changed"
    assert (line.effective_on, line.noted_on) == (funded.today, funded.today)
    assert proofs(funded, id)[-1] == (
        "Project outcome",
        "No outcome on record any more",
        "Projects of ASP26-1",
    )


@pytest.mark.parametrize("restated", [False, True])
def test_a_query_is_named_by_the_line_it_was_asked_about(
    funded: FundedOffice, claimed: tuple[AgreementId, Held, ReturnId], restated: bool
) -> None:
    """A restated return numbers its lines anew: the query is kept with the line of the one before."""
    id, held, _ = claimed
    with funded.writing() as work:
        day = work.get(Session, held.sessions[0])
    second = funded.enrol(id, day.cohort_id, "Bob")
    funded.mark(second, "PP")
    [only] = funded.returned(id)
    sent = funded.office.do(RestateReturn(only.id, "Bob came too")).value
    first, other = funded.office.ask(line_choices, sent)
    for line, result, amount in (
        (first, QueryResult.REFUSED, None),
        (other, QueryResult.ADJUSTED, Decimal("-50.00")),
    ):
        query = funded.office.do(AskQuery(line.id, "Both days?", funded.today)).value
        funded.office.do(SettleQuery(query, result, funded.today, amount))
    if restated:
        funded.office.do(RestateReturn(sent, "Without Ann"))
    facts = funded.draft(id, Q2)
    told = [proof.source for proof in facts.evidence if proof.kind == "Funder's query"]
    assert told == [f"Queries of LGA/OD/1-R1, revision 2, line {number}" for number in (1, 2)[restated:]]
    assert facts.adjustments[-1].corrects_line == (1 if restated else 2)
