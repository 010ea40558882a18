"""Every adjustment has rows of evidence: the line it corrects, and what has changed since."""

from datetime import date
from decimal import Decimal

import pytest
from funded_office import Q1, Q2, FundedOffice, Held

from aspire_desktop.domain.clock import SetClock
from aspire_desktop.domain.enrolments import Status, Step
from aspire_desktop.domain.settlements import QueryResult
from aspire_desktop.domain.values import AgreementId, ReturnId
from aspire_desktop.services.settlements import AskQuery, SettleQuery, line_choices
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
