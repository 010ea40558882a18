"""The year end tells what the pool tells: money to give back, people of the forecast, partners' places."""

from datetime import date
from decimal import Decimal

import pytest
from funded_office import Q1, UNIT, FundedOffice

from aspire_desktop.domain.money.funding import Allotment, AllotmentRelease, PoolFigure, Tally
from aspire_desktop.domain.money.settlements import QueryResult, Remittance, RemittanceShare
from aspire_desktop.domain.money.year_end import Section, YearEnd
from aspire_desktop.domain.office.clock import SetClock
from aspire_desktop.domain.office.values import AgreementId, ReturnId
from aspire_desktop.domain.programmes.enrolments import Status, Step
from aspire_desktop.services.money.settlements import AskQuery, SettleQuery
from aspire_desktop.storage.lookups.money.settlements import line_choices
from aspire_desktop.storage.lookups.money.year_end import year_end
from aspire_desktop.storage.store import Store

JULY = date(2026, 7, 10)


@pytest.fixture
def funded(store: Store, clock: SetClock) -> FundedOffice:
    made = FundedOffice(store, clock)
    made.go_to(date(2026, 5, 1))
    return made


def at(funded: FundedOffice, id: AgreementId, on: date | None = None) -> YearEnd:
    return funded.office.ask(year_end, on or funded.today, id)


def pay(funded: FundedOffice, id: AgreementId, sent: ReturnId, amount: Decimal) -> None:
    with funded.writing() as work:
        remittance = work.add(Remittance(id, "BACS 1", funded.today, amount))
        work.add(RemittanceShare(remittance.id, sent, amount))


def agrees(funded: FundedOffice, id: AgreementId) -> YearEnd:
    """Compare the year end of today with the pool, figure by figure."""
    facts, pool = at(funded, id), funded.pool(id)
    open_to = pool.tally(PoolFigure.CLAIMABLE) + pool.tally(PoolFigure.IN_RETURN)
    assert facts.total(Section.UNCLAIMED) - facts.total(Section.GIVE_BACK) == open_to
    assert facts.total(Section.FORECAST).places == pool.committed
    free = [row for row in facts.of(Section.AT_RISK) if row.what.startswith("Free")]
    assert sum(row.places for row in free) == pool.free
    return facts


def test_money_to_be_given_back_and_whom_it_was_for(funded: FundedOffice) -> None:
    """Four claims are paid, and two people turn out not to have come: £700 goes back to the funder."""
    id = funded.agreement(cap=20)
    spring = funded.cohort(date(2026, 6, 2), date(2026, 6, 3), date(2026, 7, 1))
    held = [funded.enrol(id, spring, name) for name in ("Ann", "Bob", "Cas", "Dee")]
    for each in held:
        funded.mark(each, "PP")
    funded.go_to(JULY)
    sent = funded.submit(id, Q1)
    pay(funded, id, sent, 4 * UNIT)
    assert agrees(funded, id).total(Section.GIVE_BACK) == Tally()
    funded.mark(held[0], "PA")
    with funded.writing() as work:
        work.add(Step(held[1].enrolment, Status.CONFIRMED, date(2026, 5, 1), date(2026, 5, 1)))
    funded.leave(held[1], JULY)
    pool = funded.pool(id)
    assert pool.tally(PoolFigure.IN_RETURN) == Tally(-2, -2 * UNIT)
    facts = agrees(funded, id)
    assert facts.total(Section.GIVE_BACK) == Tally(2, 2 * UNIT)
    assert [(row.person, row.what) for row in facts.of(Section.GIVE_BACK)] == [
        ("Ann Ash", "Claimed in LGA/OD/1-R1 line 1, claim rule not met"),
        ("Bob Ash", "Claimed in LGA/OD/1-R1 line 2, place released"),
    ]
    assert [row.person for row in facts.of(Section.FORECAST)] == ["Ann Ash"]
    assert facts.total(Section.UNPAID) == facts.total(Section.DEFERRED) == Tally()
    before = at(funded, id, date(2026, 7, 9))
    assert before.total(Section.GIVE_BACK) == Tally()
    funded.go_to(date(2026, 10, 2))
    funded.submit(id, funded.open_period(id))
    assert agrees(funded, id).total(Section.GIVE_BACK) == Tally()


@pytest.mark.parametrize(("amount", "section"), [("-50.00", Section.GIVE_BACK), ("50.00", Section.UNCLAIMED)])
def test_what_a_funder_changed_is_told_until_a_return_says_it(
    funded: FundedOffice, amount: str, section: Section
) -> None:
    id = funded.agreement(cap=20)
    spring = funded.cohort(date(2026, 6, 2), date(2026, 6, 3), date(2026, 7, 1))
    funded.mark(funded.enrol(id, spring, "Ann"), "PP")
    funded.go_to(JULY)
    [line] = funded.office.ask(line_choices, funded.submit(id, Q1))
    query = funded.office.do(AskQuery(line.id, "Both days?", JULY)).value
    funded.office.do(SettleQuery(query, QueryResult.ADJUSTED, JULY, Decimal(amount)))
    assert agrees(funded, id).total(section) == Tally(0, Decimal("50.00"))
    funded.go_to(date(2026, 10, 2))
    funded.submit(id, funded.open_period(id))
    assert agrees(funded, id).total(section) == Tally()


def test_a_release_dated_in_the_future_is_counted_alike(funded: FundedOffice) -> None:
    """It is refused now; one that was taken in before counts in the year end from the day it came."""
    id = funded.agreement(cap=20)
    with funded.writing() as work:
        allotment = work.add(Allotment(id, funded.partner, "A1", 8, funded.today, "00", "00"))
    taken_in = date(2026, 6, 4)
    funded.go_to(taken_in)
    with funded.writing() as work:
        work.add(AllotmentRelease(allotment.id, 1, 6, date(2099, 1, 1), "00"))
    assert (funded.pool(id).free, funded.pool(id).committed) == (18, 2)
    assert agrees(funded, id).total(Section.FORECAST).places == 2
    assert at(funded, id, date(2026, 6, 3)).total(Section.FORECAST).places == 8


def test_a_claim_that_was_refused_is_to_be_given_back(funded: FundedOffice) -> None:
    """Its place is held and was attended as before; its funder will not pay for it."""
    id = funded.agreement(cap=20)
    held = funded.enrol(id, funded.cohort(date(2026, 6, 2), date(2026, 6, 3), date(2026, 7, 1)), "Ann")
    funded.mark(held, "PP")
    funded.go_to(JULY)
    [line] = funded.office.ask(line_choices, funded.submit(id, Q1))
    query = funded.office.do(AskQuery(line.id, "Was she there?", JULY)).value
    funded.office.do(SettleQuery(query, QueryResult.REFUSED, JULY))
    facts = at(funded, id)
    assert facts.total(Section.GIVE_BACK) == Tally(1, UNIT)
    assert [row.what for row in facts.of(Section.GIVE_BACK)] == ["Claimed in LGA/OD/1-R1 line 1, refused"]
    assert facts.total(Section.FORECAST).places == funded.pool(id).committed == 1
    [coming], [risk, _free] = facts.of(Section.FORECAST), facts.of(Section.AT_RISK)
    assert coming.what == risk.what == "Refused by the funder, the place still held"
    assert coming.on is None
