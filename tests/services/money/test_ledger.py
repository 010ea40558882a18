"""The ledger of an agreement: every entry adds up, an undo is one too, and it agrees with a recount."""

from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest
from funded_office import Q2, UNIT, FundedOffice, Held

from aspire_desktop.domain.money.claims import PlaceState
from aspire_desktop.domain.money.ledger import LedgerBalance, LedgerEntry, LedgerFilter
from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.values import AgreementId, CohortId
from aspire_desktop.domain.programmes.enrolments import Funding
from aspire_desktop.services.door.export import untold
from aspire_desktop.services.money.ledger import WriteLedger
from aspire_desktop.services.money.reservations import EndReservation, NameReservation, ReservePlaces
from aspire_desktop.services.money.returns import RestateReturn
from aspire_desktop.services.office.people import AddPerson
from aspire_desktop.services.programmes.enrolments import EnrolParticipant
from aspire_desktop.storage.lookups.money.funding import agreement_rows, pool_places
from aspire_desktop.storage.lookups.money.ledger import ledger_balance, ledger_entries

FIRST = date(2026, 7, 6)


@pytest.fixture
def agreement(funded: FundedOffice) -> AgreementId:
    return funded.agreement(cap=4)


@pytest.fixture
def cohort(funded: FundedOffice) -> CohortId:
    return funded.cohort(FIRST, FIRST + timedelta(days=1), FIRST + timedelta(days=40))


def told(funded: FundedOffice, agreement: AgreementId) -> list[LedgerEntry]:
    """Give the ledger, oldest first, after checking that it adds up and agrees with the pool."""
    entries = funded.office.ask(ledger_entries, agreement, funded.today)
    pool, committed = funded.pool(agreement), 0
    for entry in reversed(entries):
        committed += entry.committed
        assert min(entry.free_after, entry.claimed_after) >= 0
        assert entry.free_after + entry.claimed_after + committed == pool.cap
    assert (entries[0].free_after, entries[0].claimed_after) == (pool.free, pool.claimed)
    balance = funded.office.ask(ledger_balance, agreement)
    assert balance == LedgerBalance(len(entries), pool.free, pool.claimed)
    assert committed == pool.committed + pool.claimable + pool.in_return
    assert [entry.number for entry in entries] == list(range(len(entries), 0, -1))
    return entries[::-1]


def enrol(funded: FundedOffice, cohort: CohortId, name: str) -> None:
    person = funded.office.do(AddPerson(name, "Ash", "", "HR manager", funded.council)).value
    funded.office.do(EnrolParticipant(cohort, person, Funding.BURSARY))


def test_places_taken_released_and_claimed(
    funded: FundedOffice, agreement: AgreementId, cohort: CohortId
) -> None:
    held = funded.enrol(agreement, cohort, "Priya")
    funded.mark(held, "PP")
    funded.submit(agreement, Q2)
    funded.leave(held, FIRST)
    entries = told(funded, agreement)
    assert [(entry.what, entry.committed, entry.claimed, entry.free_after) for entry in entries] == [
        ("The agreement pays for 4 places", 0, 0, 4),
        ("Place committed", 1, 0, 3),
        ("Claimed", -1, 1, 3),
        ("Place released, its claim is to be taken back: Withdrawn", -1, 0, 4),
    ]
    claim = entries[2]
    assert (claim.person, claim.organisation, claim.cohort) == ("Priya Ash", "Walsall Council", "INS26-001")
    assert (claim.amount, claim.return_reference, claim.label) == (UNIT, "LGA/OD/1-R1", "E-0003")


def test_an_undo_is_an_entry_of_its_own(
    funded: FundedOffice, agreement: AgreementId, cohort: CohortId
) -> None:
    enrol(funded, cohort, "Priya")
    funded.office.undo()
    assert [entry.what for entry in told(funded, agreement)] == [
        "The agreement pays for 4 places",
        "Place committed",
        "Undo: Enrol Priya Ash on INS26-001",
    ]
    funded.office.redo()
    assert told(funded, agreement)[-1].free_after == 3


def test_a_revision_is_told_where_it_differs(
    funded: FundedOffice, agreement: AgreementId, cohort: CohortId
) -> None:
    held = [funded.enrol(agreement, cohort) for _ in range(2)]
    for each in held:
        funded.mark(each, "PP")
    first = funded.submit(agreement, Q2)
    funded.mark(held[0], "PA")
    funded.office.do(RestateReturn(first, "Day 2 was wrong"))
    entry = told(funded, agreement)[-1]
    assert (entry.what, entry.claimed, entry.amount) == ("Restated: no longer in it", -1, -UNIT)


def test_a_ledger_tells_nothing_of_another_agreement(funded: FundedOffice, agreement: AgreementId) -> None:
    """Neither of its places that are there, nor of those that an undo took away again."""
    other, office = funded.agreement(cap=4), funded.office
    office.do(ReservePlaces(agreement, funded.council))
    office.do(ReservePlaces(other, funded.council))
    office.do(ReservePlaces(other, funded.council))
    office.undo()
    assert [entry.what for entry in told(funded, agreement)] == [
        "The agreement pays for 4 places",
        "Place reserved",
    ]
    entries = told(funded, other)
    assert [entry.free_after for entry in entries] == [4, 3, 2, 3]
    assert entries[-1].what.startswith("Undo: Reserve")


def test_reserved_places_are_committed_and_taken_up(
    funded: FundedOffice, agreement: AgreementId, cohort: CohortId
) -> None:
    reserved = funded.office.do(ReservePlaces(agreement, funded.council, 3, cohort)).value
    funded.office.do(NameReservation(reserved[1], "Siân Ash"))
    assert funded.figures(agreement) == (1, 3, 0, 0, 0)
    places = funded.office.ask(pool_places, agreement, funded.today)
    assert [place.person for place in places] == [
        "Nobody named yet, reserved for Walsall Council",
        "Siân Ash, reserved for Walsall Council",
        "Nobody named yet, reserved for Walsall Council",
    ]
    enrol(funded, cohort, "Sian")
    assert funded.states(agreement) == dict.fromkeys(reserved, PlaceState.COMMITTED)
    assert [entry.place for entry in told(funded, agreement)[-1:]] == [f"L-{reserved[1]:04d}"]
    for name in ("Tom", "Una", "Vera"):
        enrol(funded, cohort, name)
    assert funded.figures(agreement) == (0, 4, 0, 0, 0)
    with pytest.raises(RuleBroken, match="No subsidised place is free"):
        enrol(funded, cohort, "Will")
    told(funded, agreement)


def test_a_place_reserved_by_another_name_or_cohort_is_left(
    funded: FundedOffice, agreement: AgreementId, cohort: CohortId
) -> None:
    other = funded.cohort(FIRST, FIRST + timedelta(days=1), FIRST + timedelta(days=40))
    for wanted in (
        ReservePlaces(agreement, funded.council, 1, other),
        ReservePlaces(agreement, funded.council, 1, cohort, "Zoë Ash"),
        ReservePlaces(agreement, funded.partner, 2),
    ):
        funded.office.do(wanted)
    with pytest.raises(RuleBroken, match=r"LGA/OD/1 \(4 of 4 taken\)"):
        enrol(funded, cohort, "Priya")
    enrol(funded, cohort, "Zoe")
    enrol(funded, other, "Priya")
    told(funded, agreement)


def test_a_reservation_that_ends_is_free_again(
    funded: FundedOffice, agreement: AgreementId, cohort: CohortId
) -> None:
    [place] = funded.office.do(ReservePlaces(agreement, funded.council)).value
    funded.office.do(EndReservation(place, "The council has nobody"))
    assert told(funded, agreement)[-1].what == "Place released: The council has nobody"
    with pytest.raises(RuleBroken, match="has ended"):
        funded.office.do(EndReservation(place))
    [taken] = funded.office.do(ReservePlaces(agreement, funded.council)).value
    enrol(funded, cohort, "Priya")
    with pytest.raises(RuleBroken, match="taken up already"):
        funded.office.do(EndReservation(taken))


def test_more_than_is_free_is_not_reserved(funded: FundedOffice, agreement: AgreementId) -> None:
    with pytest.raises(RuleBroken, match="at most 4"):
        funded.office.do(ReservePlaces(agreement, funded.council, 5))
    [reserved] = funded.office.do(ReservePlaces(agreement, funded.council)).value
    with pytest.raises(RuleBroken, match="none is free"):
        funded.office.do(ReservePlaces(agreement, funded.council, 4))
    funded.office.do(EndReservation(reserved))
    with pytest.raises(RuleBroken, match="At least one"):
        funded.office.do(ReservePlaces(agreement, funded.council, 0))
    with pytest.raises(RuleBroken, match="One name is for one place"):
        funded.office.do(ReservePlaces(agreement, funded.council, 2, name="Ann"))
    assert funded.figures(agreement) == (4, 0, 0, 0, 0)


def test_taken_by_one_who_left_and_came_back(
    funded: FundedOffice, agreement: AgreementId, cohort: CohortId
) -> None:
    held: Held = funded.enrol(agreement, cohort)
    funded.leave(held, FIRST)
    funded.come_back(held, agreement)
    assert [entry.committed for entry in told(funded, agreement)] == [0, 1, -1, 1]


def test_the_workbook_of_a_ledger_holds_the_entries_that_are_wanted_or_says_there_are_none(
    funded: FundedOffice, agreement: AgreementId, cohort: CohortId, tmp_path: Path
) -> None:
    funded.enrol(agreement, cohort)
    [row] = funded.office.ask(agreement_rows, funded.today)
    file = WriteLedger(row, LedgerFilter()).write(funded.office, tmp_path / "ledger.xlsx", untold)
    sheet = openpyxl.load_workbook(file).worksheets[0]
    assert any(cell.value == "Person 1 Ash" for line in sheet.iter_rows() for cell in line)
    with pytest.raises(RuleBroken, match="no such entries"):
        WriteLedger(row, LedgerFilter(text="Nobody of this name")).write(
            funded.office, tmp_path / "none.xlsx", untold
        )
    assert not (tmp_path / "none.xlsx").exists()
