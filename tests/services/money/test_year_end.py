"""The year end as at a date: five sections, each with its people, and the date kept to."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from funded_office import Q1, Q2, UNIT, FundedOffice, Held
from openpyxl import load_workbook

from aspire_desktop.domain.money.charges import Charge, ChargeKind
from aspire_desktop.domain.money.funding import Agreement, Allotment, Place, Tally, Vat
from aspire_desktop.domain.money.settlements import QueryResult, Remittance, RemittanceShare
from aspire_desktop.domain.money.year_end import Section, YearEnd
from aspire_desktop.domain.office.clock import Moment
from aspire_desktop.domain.office.values import AgreementId, CohortId, ReturnId
from aspire_desktop.domain.programmes.cohorts import Cohort
from aspire_desktop.domain.programmes.enrolments import Enrolment, Funding, Status, Step
from aspire_desktop.services.money.returns import RestateReturn
from aspire_desktop.services.money.settlements import AcceptReturn, AskQuery, SettleQuery
from aspire_desktop.services.money.year_end import year_end_file
from aspire_desktop.storage.lookups.money.settlements import line_choices
from aspire_desktop.storage.lookups.money.year_end import year_end

NOTHING = (0, Decimal("0.00"))
YEAR_END = date(2026, 9, 30)


@pytest.fixture
def funded(funded: FundedOffice) -> FundedOffice:
    funded.go_to(date(2026, 5, 1))
    return funded


@pytest.fixture
def spring(funded: FundedOffice) -> CohortId:
    return funded.cohort(date(2026, 6, 2), date(2026, 6, 3), date(2026, 7, 1))


def at(funded: FundedOffice, on: date = YEAR_END, agreement: AgreementId | None = None) -> YearEnd:
    return funded.office.ask(year_end, on, agreement)


def tally(funded: FundedOffice, section: Section, on: date = YEAR_END) -> tuple[int, Decimal]:
    total = at(funded, on).total(section)
    return total.places, total.amount


def people(facts: YearEnd, section: Section) -> list[tuple[str, str, str]]:
    return [(row.person, row.place, row.what) for row in facts.of(section) if row.person]


def _without_sessions(funded: FundedOffice) -> CohortId:
    with funded.writing() as work:
        return work.add(Cohort("INS26-900", funded.version, funded.partner, "Hall", 20, 1)).id


def attended(funded: FundedOffice, agreement: AgreementId, cohort: CohortId, name: str) -> Held:
    held = funded.enrol(agreement, cohort, name)
    funded.mark(held, "PP")
    return held


def pay(
    funded: FundedOffice, agreement: AgreementId, on: date, amount: str, *shares: tuple[ReturnId, str]
) -> None:
    with funded.writing() as work:
        remittance = work.add(Remittance(agreement, "BACS 7", on, Decimal(amount)))
        for return_id, share in shares:
            work.add(RemittanceShare(remittance.id, return_id, Decimal(share)))


def test_delivered_places_are_unclaimed_until_a_return_is_submitted(
    funded: FundedOffice, agreement: AgreementId, spring: CohortId
) -> None:
    attended(funded, agreement, spring, "Ann")
    funded.enrol(agreement, spring, "Bob")
    assert people(at(funded), Section.UNCLAIMED) == [("Ann Ash", "L-0001", "Claim rule met on 3 June 2026")]
    assert tally(funded, Section.UNCLAIMED, date(2026, 6, 2)) == NOTHING
    funded.go_to(date(2026, 7, 10))
    funded.submit(agreement, Q1)
    assert tally(funded, Section.UNCLAIMED) == NOTHING
    assert tally(funded, Section.UNCLAIMED, date(2026, 7, 9)) == (1, UNIT)
    assert tally(funded, Section.UNPAID) == (1, UNIT)
    assert tally(funded, Section.UNPAID, date(2026, 7, 9)) == NOTHING


def test_what_is_paid_by_the_date_is_not_unpaid(
    funded: FundedOffice, agreement: AgreementId, spring: CohortId
) -> None:
    attended(funded, agreement, spring, "Ann")
    attended(funded, agreement, spring, "Bob")
    funded.go_to(date(2026, 7, 10))
    returned = funded.submit(agreement, Q1)
    pay(funded, agreement, date(2026, 8, 1), "100.00", (returned, "100.00"))
    pay(funded, agreement, date(2026, 10, 1), "650.00", (returned, "620.00"))
    facts = at(funded)
    assert facts.total(Section.UNPAID) == Tally(2, Decimal("600.00"))
    assert [row.what for row in facts.of(Section.UNPAID)] == [
        "Return LGA/OD/1-R1, line 1",
        "Return LGA/OD/1-R1, line 2",
        "Return LGA/OD/1-R1, paid by remittance BACS 7",
    ]
    assert tally(funded, Section.UNPAID, date(2026, 10, 1)) == NOTHING
    later = at(funded, date(2026, 10, 1))
    assert [(row.what, row.amount) for row in later.of(Section.DEFERRED)] == [
        ("Paid above return LGA/OD/1-R1", Decimal("20.00")),
        ("Remittance BACS 7, for no return yet", Decimal("30.00")),
    ]


def test_a_revision_counts_from_the_day_it_was_submitted(
    funded: FundedOffice, agreement: AgreementId, spring: CohortId
) -> None:
    attended(funded, agreement, spring, "Ann")
    funded.go_to(date(2026, 7, 10))
    returned = funded.submit(agreement, Q1)
    pay(funded, agreement, date(2026, 7, 20), "350.00", (returned, "350.00"))
    attended(funded, agreement, spring, "Bob")
    funded.go_to(date(2026, 8, 10))
    funded.office.do(RestateReturn(returned, "A register came late"))
    assert tally(funded, Section.UNPAID, date(2026, 8, 9)) == NOTHING
    assert tally(funded, Section.UNPAID) == (2, UNIT)
    assert at(funded).of(Section.UNPAID)[0].what == "Return LGA/OD/1-R1, revision 2, line 1"


def test_what_a_restatement_took_from_a_paid_return_is_to_be_given_back(
    funded: FundedOffice, agreement: AgreementId, spring: CohortId
) -> None:
    """£700 paid, one claim of two restated away: the funder's £350 are no income of a later year."""
    attended(funded, agreement, spring, "Ann")
    bob = attended(funded, agreement, spring, "Bob")
    funded.go_to(date(2026, 7, 10))
    returned = funded.submit(agreement, Q1)
    pay(funded, agreement, date(2026, 7, 20), "705.00", (returned, "705.00"))
    funded.mark(bob, "AA")
    funded.go_to(date(2026, 8, 10))
    funded.office.do(RestateReturn(returned, "Bob was not there"))
    assert tally(funded, Section.GIVE_BACK, date(2026, 8, 9)) == (1, UNIT)
    facts = at(funded)
    assert [(row.what, row.amount) for row in facts.of(Section.GIVE_BACK)] == [
        ("Return LGA/OD/1-R1, revision 2, paid before it was restated", UNIT)
    ]
    assert [(row.what, row.amount) for row in facts.of(Section.DEFERRED)] == [
        ("Paid above return LGA/OD/1-R1, revision 2", Decimal("5.00"))
    ]
    assert facts.total(Section.UNPAID) == Tally()


def test_the_forecast_goes_by_the_last_session_that_is_claimed_for(
    funded: FundedOffice, agreement: AgreementId, spring: CohortId
) -> None:
    autumn = funded.cohort(date(2026, 10, 29), date(2026, 11, 4), date(2026, 12, 9))
    unplanned = _without_sessions(funded)
    for cohort in (spring, autumn, autumn, unplanned):
        funded.enrol(agreement, cohort)
    months = at(funded).months()
    assert [(month.words, month.tally.places) for month in months] == [
        ("November 2026", 2),
        ("No month: overdue or not planned", 2),
    ]
    assert tally(funded, Section.FORECAST) == (4, 4 * UNIT)
    assert at(funded, date(2026, 5, 1)).months()[0].words == "June 2026"


def test_places_are_at_risk_after_the_end_nameless_or_free(
    funded: FundedOffice, agreement: AgreementId
) -> None:
    late = funded.cohort(date(2027, 3, 30), date(2027, 4, 6), date(2027, 5, 4))
    funded.enrol(agreement, late, "Ann")
    with funded.writing() as work:
        on = date(2026, 5, 1)
        work.add(Place(agreement, None, on, organisation_id=funded.council))
        work.add(Place(agreement, None, on, organisation_id=funded.council, reserved_for="Mei Lin"))
        work.add(Allotment(agreement, funded.partner, "A-0001", 3, on, "00", "00"))
    facts = at(funded)
    assert people(facts, Section.AT_RISK) == [
        ("Ann Ash", "L-0001", "Expected 6 Apr 2027, after the end on 31 Mar 2027"),
        ("Nobody named yet", "L-0002", "Reserved, nobody named yet"),
    ]
    assert facts.of(Section.AT_RISK)[-1].places == 4
    assert facts.total(Section.FORECAST).places == 6
    assert [row.organisation for row in facts.of(Section.FORECAST)][-1] == "West Midlands Employers"
    assert at(funded, date(2027, 4, 1)).total(Section.AT_RISK).places == 2


def test_free_places_are_at_risk_by_what_the_pool_has_free_in_pounds(
    funded: FundedOffice, agreement: AgreementId, spring: CohortId
) -> None:
    """A cap in pounds leaves a remainder, and a funder who pays less for one place leaves some more."""
    with funded.writing() as work:
        work.get(Agreement, agreement).amount_cap = Decimal("1499.99")
    attended(funded, agreement, spring, "Ann")
    assert at(funded, funded.today).total(Section.AT_RISK) == Tally(3, Decimal("1149.99"))
    funded.go_to(date(2026, 7, 1))
    [line] = funded.office.ask(line_choices, funded.submit(agreement, Q1))
    query = funded.office.do(AskQuery(line.id, "Was she there?", funded.today)).value
    funded.office.do(SettleQuery(query, QueryResult.ADJUSTED, funded.today, Decimal("-50.00")))
    for day in (funded.today, date(2026, 10, 1)):
        funded.go_to(day)
        pool = funded.pool(agreement)
        assert (pool.free, pool.free_amount) == (3, Decimal("1199.99"))
        assert at(funded, day).total(Section.AT_RISK) == Tally(pool.free, pool.free_amount)
        if day == date(2026, 7, 1):
            funded.go_to(date(2026, 10, 1))
            funded.submit(agreement, Q2)


def test_pounds_that_pay_for_no_further_place_are_at_risk_too(
    funded: FundedOffice, agreement: AgreementId, spring: CohortId
) -> None:
    with funded.writing() as work:
        work.get(Agreement, agreement).amount_cap = Decimal("400.00")
    attended(funded, agreement, spring, "Ann")
    [row] = at(funded, funded.today).of(Section.AT_RISK)
    assert (row.places, row.amount) == (0, Decimal("50.00"))
    assert row.what == "Left in pounds, less than a place, to be claimed by 31 March 2027"


def test_a_place_released_after_the_date_still_stood_on_it(
    funded: FundedOffice, agreement: AgreementId, spring: CohortId
) -> None:
    ann = attended(funded, agreement, spring, "Ann")
    with funded.writing() as work:
        work.add(Step(ann.enrolment, Status.CONFIRMED, date(2026, 5, 1), date(2026, 5, 1)))
    funded.go_to(date(2026, 10, 5))
    funded.leave(ann, date(2026, 10, 5))
    assert tally(funded, Section.UNCLAIMED) == (1, UNIT)
    assert tally(funded, Section.UNCLAIMED, date(2026, 10, 5)) == NOTHING


def test_invoices_for_cohorts_not_begun_are_deferred(
    funded: FundedOffice, agreement: AgreementId, spring: CohortId
) -> None:
    autumn = funded.cohort(date(2026, 10, 29), date(2026, 11, 4), date(2026, 12, 9))
    held = [funded.enrol(agreement, cohort, name) for cohort, name in ((spring, "Ann"), (autumn, "Bob"))]
    for each in held:
        with funded.writing() as work:
            charge = Charge(
                each.enrolment, ChargeKind.PLACE, date(2026, 5, 1), UNIT, Vat.EXEMPT, Decimal("0.00")
            )
            charge.invoice, charge.invoiced_on = "INV-1", date(2026, 5, 2)
            charge.credited_on = date(2026, 10, 3)
            work.add(charge)
    assert people(at(funded), Section.DEFERRED) == [("Bob Ash", "", "Invoice INV-1, begins 29 Oct 2026")]
    assert tally(funded, Section.DEFERRED, date(2026, 5, 2)) == (2, 2 * UNIT)
    assert tally(funded, Section.DEFERRED, date(2026, 5, 1)) == NOTHING
    assert tally(funded, Section.DEFERRED, date(2026, 10, 3)) == NOTHING
    assert at(funded, agreement=agreement).total(Section.DEFERRED).places == 0


def test_the_files_say_the_same(funded: FundedOffice, agreement: AgreementId, spring: CohortId) -> None:
    attended(funded, agreement, spring, "=Ann")
    funded.enrol(agreement, spring, "Bob")
    moment = Moment(date(2026, 10, 8), datetime(2026, 10, 8, 9, tzinfo=UTC), "Ann")
    asked = (YEAR_END, agreement, moment)
    book = load_workbook(io.BytesIO(funded.office.ask(year_end_file, *asked, separated=False)))
    assert book.sheetnames == ["Summary", *(section.value for section in Section), "About this file"]
    summary = [[cell.value for cell in row] for row in book["Summary"].iter_rows(min_row=5, max_row=10)]
    assert summary == [
        ["Delivered and unclaimed", 1, 350],
        ["Claimed and unpaid", 0, 0],
        ["To be given back", 0, 0],
        ["Deferred income", 0, 0],
        ["Forecast by month", 1, 350],
        ["At risk of lapsing", 8, 2800],
    ]
    assert book["Delivered and unclaimed"]["C2"].data_type == "s"
    assert "Deferredincome" not in book["Deferred income"].tables
    text = funded.office.ask(year_end_file, *asked, separated=True).decode("utf-8-sig")
    lines = text.splitlines()
    assert lines[0].startswith("Section,Agreement,What,Person")
    assert len(lines) == 1 + len(at(funded, agreement=agreement).rows)
    assert ",'=Ann Ash," in lines[1]


def test_a_place_delivered_to_somebody_who_withdrew_later_is_unclaimed(
    funded: FundedOffice, agreement: AgreementId, spring: CohortId
) -> None:
    held = attended(funded, agreement, spring, "Zoë")
    early = funded.enrol(agreement, spring, "Siân")
    funded.go_to(date(2026, 6, 20))
    funded.leave(held, date(2026, 6, 15), release=False)
    funded.leave(early, date(2026, 6, 15), release=False)
    pool = funded.pool(agreement)
    assert (pool.in_return + pool.claimable, pool.committed) == (1, 1)
    assert tally(funded, Section.UNCLAIMED, funded.today) == (1, UNIT)
    assert people(at(funded, funded.today), Section.UNCLAIMED) == [
        ("Zoë Ash", "L-0001", "Claim rule met on 3 June 2026")
    ]
    assert tally(funded, Section.UNCLAIMED, date(2026, 6, 2)) == NOTHING


def test_a_place_that_another_pays_for_now_is_not_unclaimed(
    funded: FundedOffice, agreement: AgreementId, spring: CohortId
) -> None:
    held = attended(funded, agreement, spring, "Zoë")
    with funded.writing() as work:
        work.get(Enrolment, held.enrolment).funding = Funding.COUNCIL
    pool = funded.pool(agreement)
    assert (pool.in_return + pool.claimable, pool.committed) == (0, 1)
    assert tally(funded, Section.UNCLAIMED, date(2026, 6, 30)) == NOTHING


def test_a_return_that_only_takes_back_is_money_for_the_funder(
    funded: FundedOffice, agreement: AgreementId, spring: CohortId
) -> None:
    held = attended(funded, agreement, spring, "Zoë")
    funded.go_to(date(2026, 7, 1))
    first = funded.submit(agreement, Q1)
    pay(funded, agreement, date(2026, 7, 2), "350.00", (first, "350.00"))
    funded.mark(held, "PA")
    funded.go_to(date(2026, 10, 1))
    second = funded.submit(agreement, Q2)
    assert tally(funded, Section.UNPAID, funded.today) == (-1, -UNIT)
    assert tally(funded, Section.DEFERRED, funded.today) == NOTHING
    assert funded.returned(agreement)[0].outstanding == -UNIT
    pay(funded, agreement, funded.today, "-350.00", (second, "-350.00"))
    assert tally(funded, Section.UNPAID, funded.today) == NOTHING


def test_whoever_a_funder_refused_is_not_unclaimed_by_another_place(
    funded: FundedOffice, agreement: AgreementId, spring: CohortId
) -> None:
    held = attended(funded, agreement, spring, "Zoë")
    funded.go_to(date(2026, 7, 1))
    sent = funded.submit(agreement, Q1)
    [line] = funded.office.ask(line_choices, sent)
    query = funded.office.do(AskQuery(line.id, "Was she there?", funded.today)).value
    funded.office.do(SettleQuery(query, QueryResult.REFUSED, funded.today))
    funded.leave(held, date(2026, 6, 1))
    funded.come_back(held, agreement)
    pool = funded.pool(agreement)
    assert (pool.committed, pool.claimable, pool.in_return) == (1, 0, -1)
    assert tally(funded, Section.UNCLAIMED, funded.today) == NOTHING


def test_a_return_that_comes_to_nothing_names_its_people_until_it_is_accepted(
    funded: FundedOffice, agreement: AgreementId, spring: CohortId
) -> None:
    ann = attended(funded, agreement, spring, "Ann")
    funded.go_to(date(2026, 7, 10))
    funded.submit(agreement, Q1)
    funded.mark(ann, "PA")
    attended(funded, agreement, spring, "Bob")
    funded.go_to(date(2026, 10, 1))
    second = funded.submit(agreement, Q2)
    told = [(row.person, row.amount) for row in at(funded, date(2026, 10, 2)).of(Section.UNPAID)]
    assert sorted(told) == [("Ann Ash", -UNIT), ("Ann Ash", UNIT), ("Bob Ash", UNIT)]
    assert tally(funded, Section.UNPAID, date(2026, 10, 2)) == (1, UNIT)
    funded.office.do(AcceptReturn(second, date(2026, 10, 1), "LGA"))
    told = [(row.person, row.amount) for row in at(funded, date(2026, 10, 2)).of(Section.UNPAID)]
    assert told == [("Ann Ash", UNIT)]
