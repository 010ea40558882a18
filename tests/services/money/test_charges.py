"""Prices, charges and their file, through the one door and on both engines."""

import csv
import io
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from whole_office import WholeOffice

from aspire_desktop.domain.money.charges import Charged, ChargeKind, ChargeRow, ChargeState, Sums
from aspire_desktop.domain.money.funding import Vat
from aspire_desktop.domain.money.returns import Evidence, InternalCheck, ReturnLineFacts
from aspire_desktop.domain.office.errors import NotAllowed, RuleBroken, UndoRefused
from aspire_desktop.domain.office.staff import EVERYONE, Role
from aspire_desktop.domain.office.values import ChargeId, EnrolmentId, Period, PriceId
from aspire_desktop.domain.programmes.cohorts import Stage
from aspire_desktop.domain.programmes.enrolments import Funding, Status
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.money.charges import (
    ChangeVat,
    CreditCharge,
    NoteInvoice,
    RaiseCharge,
    RemovePrice,
    SetPrice,
    WaiveCharge,
    WriteCharges,
)
from aspire_desktop.services.money.returns import SubmitReturn, draft_return
from aspire_desktop.services.office.organisations import (
    DescribeOrganisation,
    RenameOrganisation,
    SucceedOrganisation,
)
from aspire_desktop.services.office.people import AddPerson
from aspire_desktop.services.office.staff import AddColleague
from aspire_desktop.services.programmes.cohorts import SetStage
from aspire_desktop.services.programmes.enrolments import (
    ChangeBooking,
    ChangeFunding,
    EnrolParticipant,
    MoveEnrolment,
)
from aspire_desktop.storage.lookups.money.charges import charge_rows, price_rows, vat_terms
from aspire_desktop.storage.store import Store

TODAY = date(2026, 10, 8)
FIRST = date(2026, 9, 9)
PERIOD = Period(date(2026, 7, 1), date(2026, 9, 30))
CHECK = "No place is also invoiced"


def set_price(
    world: WholeOffice,
    amount: str,
    since: date = date(2026, 4, 1),
    kind: ChargeKind = ChargeKind.PLACE,
    *,
    member: bool = True,
    within: int | None = None,
) -> PriceId:
    wanted = SetPrice(world.inspire, kind, member, Decimal(amount), Vat.STANDARD, since, within)
    return world.office.do(wanted).value


def place(world: WholeOffice, number: int = 2) -> Charged:
    return Charged(world.places[number], ChargeKind.PLACE)


def rows_of(world: WholeOffice, enrolment: EnrolmentId) -> list[ChargeRow]:
    rows = world.office.ask(charge_rows, world.workshops)
    return [row for row in rows if row.charge.charged.enrolment_id == enrolment]


def states(world: WholeOffice, number: int = 2) -> list[ChargeState]:
    return [row.state for row in rows_of(world, world.places[number])]


def invoiced(world: WholeOffice, number: int = 2, invoice: str = "INV-20418") -> ChargeId:
    return world.office.do(NoteInvoice(place(world, number), invoice, date(2026, 10, 1))).value


def check(world: WholeOffice) -> InternalCheck:
    draft = world.office.ask(draft_return, world.agreement, PERIOD, world.office.moment)
    [found] = [each for each in draft.checks if each.title == CHECK]
    return found


def line(world: WholeOffice) -> ReturnLineFacts:
    [found] = world.office.ask(draft_return, world.agreement, PERIOD, world.office.moment).lines
    return found


def test_a_council_paid_place_is_due_at_the_price_of_its_first_day(world: WholeOffice) -> None:
    [row] = rows_of(world, world.places[2])
    assert (row.state, row.charge.sums, row.warning) == (ChargeState.DUE, None, "No price is set")
    set_price(world, "450.00")
    set_price(world, "495.00", date(2026, 9, 9))
    set_price(world, "520.00", date(2026, 9, 10))
    set_price(world, "600.00", member=False)
    [row] = rows_of(world, world.places[2])
    assert row.charge.sums == Sums(Decimal("495.00"), Decimal("99.00"))
    assert (row.organisation, row.gss, row.charge.on) == ("Walsall Council", "E08000030", FIRST)
    assert row.description == "Place, Inspire OD, INS26-WM01, Callum Fraser"
    world.office.do(
        DescribeOrganisation(world.walsall, "metropolitan", "", date(1974, 4, 1), date(2026, 9, 8))
    )
    [row] = rows_of(world, world.places[2])
    assert row.charge.sums == Sums(Decimal("600.00"), Decimal("120.00"))


def test_a_charge_is_raised_invoiced_credited_and_then_due_again(world: WholeOffice) -> None:
    set_price(world, "495.00")
    world.office.do(RaiseCharge(place(world)))
    assert states(world) == [ChargeState.RAISED]
    with pytest.raises(RuleBroken, match="Nothing is due for Callum Fraser"):
        world.office.do(RaiseCharge(place(world)))
    charge = invoiced(world)
    with pytest.raises(RuleBroken, match="INV-20418 stands for this charge"):
        world.office.do(NoteInvoice(place(world), "INV-2", TODAY))
    with pytest.raises(RuleBroken, match="INV-20418 stands for this charge"):
        world.office.do(WaiveCharge(place(world), "Goodwill"))
    with pytest.raises(RuleBroken, match="a credit note comes after"):
        world.office.do(CreditCharge(charge, "CN-1", date(2026, 9, 30)))
    world.office.do(CreditCharge(charge, "CN-1", TODAY))
    assert states(world) == [ChargeState.CREDITED, ChargeState.DUE]
    with pytest.raises(RuleBroken, match="no invoice to credit"):
        world.office.do(CreditCharge(charge, "CN-2", TODAY))


def test_what_was_raised_keeps_its_amount_and_its_vat(world: WholeOffice) -> None:
    id = set_price(world, "495.00")
    world.office.do(RaiseCharge(place(world)))
    for attempt in (RemovePrice(id), SetPrice(world.inspire, *_same("1.00"))):
        with pytest.raises(RuleBroken, match=r"raised at £495\.00"):
            world.office.do(attempt)
    set_price(world, "800.00", date(2026, 9, 1))
    terms = world.office.ask(vat_terms)
    assert (terms.percent, terms.code(Vat.EXEMPT)) == (Decimal(20), "T2")
    world.office.do(ChangeVat(type(terms)(Decimal("17.5"), "", "EX", "Z", "S")))
    [row] = rows_of(world, world.places[2])
    assert row.charge.sums == Sums(Decimal("495.00"), Decimal("99.00"))
    assert world.office.ask(vat_terms).percent == Decimal("17.5")
    assert world.office.ask(vat_terms).code(Vat.OUTSIDE) == "outside the scope"


def _same(amount: str) -> tuple[ChargeKind, bool, Decimal, Vat, date]:
    return ChargeKind.PLACE, True, Decimal(amount), Vat.STANDARD, date(2026, 4, 1)


def test_a_price_that_nothing_rests_on_is_put_right_or_removed(world: WholeOffice) -> None:
    id = set_price(world, "495.00")
    assert set_price(world, "459.00") == id
    [row] = world.office.ask(price_rows)
    assert (row.amount, row.used) == (Decimal("459.00"), False)
    world.office.do(RemovePrice(id))
    assert world.office.ask(price_rows) == []


@pytest.mark.parametrize("amount", ["1e40", "-1e40", "NaN", "Infinity"])
def test_a_price_that_nobody_pays_is_refused(world: WholeOffice, amount: str) -> None:
    with pytest.raises(RuleBroken, match="A price: at most £1,000,000"):
        set_price(world, amount)
    with pytest.raises(RuleBroken, match="Days before the first session: at most"):
        set_price(world, "90.00", kind=ChargeKind.LATE_WITHDRAWAL, within=2**70)


def test_a_waiver_needs_a_reason_and_answers_what_is_due(world: WholeOffice) -> None:
    set_price(world, "495.00")
    with pytest.raises(RuleBroken, match="with a reason"):
        world.office.do(WaiveCharge(place(world), " "))
    world.office.do(WaiveCharge(place(world), "Stood in at a day’s notice"))
    [row] = rows_of(world, world.places[2])
    assert (row.state, row.charge.waiver_reason) == (ChargeState.WAIVED, "Stood in at a day’s notice")
    with pytest.raises(RuleBroken, match="was waived: Stood in"):
        world.office.do(NoteInvoice(place(world), "INV-1", TODAY))


def test_a_no_show_and_a_late_withdrawal_cost_what_the_office_says(world: WholeOffice) -> None:
    world.office.do(MoveEnrolment(world.places[1], Status.NO_SHOW, TODAY))
    world.office.do(MoveEnrolment(world.places[2], Status.WITHDRAWN, TODAY, "New job"))
    assert states(world, 1) == states(world, 2) == []
    set_price(world, "60.00", kind=ChargeKind.NO_SHOW)
    set_price(world, "100.00", kind=ChargeKind.LATE_WITHDRAWAL, within=14)
    found = {row.charge.charged.kind: row.charge.sums for row in world.office.ask(charge_rows)}
    assert found[ChargeKind.NO_SHOW] == Sums(Decimal("60.00"), Decimal("12.00"))
    assert found[ChargeKind.LATE_WITHDRAWAL] == Sums(Decimal("100.00"), Decimal("20.00"))
    world.office.do(SetStage(world.workshops, Stage.CANCELLED))
    assert world.office.ask(charge_rows, world.workshops) == []


def test_whoever_leaves_the_waiting_list_is_charged_nothing(world: WholeOffice) -> None:
    set_price(world, "100.00", kind=ChargeKind.LATE_WITHDRAWAL, within=14)
    waiting = EnrolParticipant(world.workshops, world.people[4], Funding.COUNCIL, status=Status.WAITING)
    id = world.office.do(waiting).value
    world.office.do(MoveEnrolment(id, Status.WITHDRAWN, TODAY))
    assert rows_of(world, id) == []


def test_an_invoice_goes_to_one_organisation(world: WholeOffice) -> None:
    set_price(world, "495.00")
    set_price(world, "495.00", member=False)
    person = world.office.do(AddPerson("Di", "Ray", "di@dudley.gov.uk", "", world.dudley)).value
    other = world.office.do(EnrolParticipant(world.workshops, person, Funding.COUNCIL)).value
    invoiced(world)
    with pytest.raises(RuleBroken, match="another organisation"):
        world.office.do(NoteInvoice(Charged(other, ChargeKind.PLACE), "INV-20418", TODAY))
    with pytest.raises(RuleBroken, match="still to come"):
        world.office.do(NoteInvoice(Charged(other, ChargeKind.PLACE), "INV-9", date(2026, 10, 9)))


def test_a_missing_purchase_order_warns_until_the_booking_has_one(world: WholeOffice) -> None:
    set_price(world, "495.00")
    world.office.do(RaiseCharge(place(world)))
    assert rows_of(world, world.places[2])[0].warning == "No PO number"
    world.office.do(ChangeBooking(world.places[2], "HR Adviser", "PO 88"))
    invoiced(world)
    world.office.do(ChangeBooking(world.places[2], "HR Adviser", "PO 89"))
    [row] = rows_of(world, world.places[2])
    assert (row.charge.po_number, row.warning) == ("PO 88", "")


def test_an_organisation_is_called_as_on_the_day_of_the_invoice(world: WholeOffice) -> None:
    set_price(world, "495.00")
    invoiced(world)
    world.office.do(RenameOrganisation(world.walsall, "Walsall MBC", date(2026, 10, 2)))
    assert rows_of(world, world.places[2])[0].organisation == "Walsall Council"


def test_an_invoice_after_a_succession_names_the_successor(world: WholeOffice) -> None:
    set_price(world, "495.00")
    world.office.do(SucceedOrganisation(world.walsall, world.dudley, date(2026, 9, 30)))
    assert rows_of(world, world.places[2])[0].organisation == "Walsall Council"
    invoiced(world)
    [row] = rows_of(world, world.places[2])
    assert (row.organisation, row.gss) == ("Dudley Metropolitan Borough Council", "E08000027")


def test_only_finance_and_administrators_deal_with_money(world: WholeOffice, open_store: Store) -> None:
    world.office.do(AddColleague("Fay", frozenset({Role.FINANCE})))
    wanted = SetPrice(world.inspire, *_same("495.00"))
    with pytest.raises(NotAllowed):
        Office(open_store, "Tom").do(wanted)
    Office(open_store, "Fay").do(wanted)


def test_a_credit_is_not_taken_back_once_the_place_is_charged_again(
    world: WholeOffice, open_store: Store
) -> None:
    set_price(world, "495.00")
    world.office.do(AddColleague("Bob", EVERYONE))
    charge = invoiced(world)
    world.office.do(CreditCharge(charge, "CN-1", TODAY))
    Office(open_store, "Bob").do(RaiseCharge(place(world)))
    with pytest.raises((RuleBroken, UndoRefused), match="charged twice"):
        world.office.undo()


def also_invoiced(world: WholeOffice) -> ChargeId:
    """Invoice Siân's place, then have it subsidised after all."""
    set_price(world, "495.00")
    world.office.do(ChangeFunding(world.places[0], Funding.COUNCIL))
    charge = invoiced(world, 0)
    world.office.do(ChangeFunding(world.places[0], Funding.LGA))
    return charge


def test_no_place_of_a_return_is_also_invoiced(world: WholeOffice) -> None:
    assert check(world) == InternalCheck(CHECK, True, "1 of 1", Evidence.CHARGES)
    charge = also_invoiced(world)
    found = check(world)
    assert not found.passed
    assert found.detail.startswith(
        "Walsall Council was invoiced £594.00 for a place that is claimed too: "
        "Siân O’Neill, INS26-WM01, INV-20418, L-"
    )
    [row] = rows_of(world, world.places[0])
    assert row.warning == "Not due any more: credit the invoice"
    with pytest.raises(RuleBroken, match="A place is also invoiced"):
        world.office.do(SubmitReturn(world.agreement, PERIOD.begins, PERIOD.ends))
    world.office.do(CreditCharge(charge, "CN-1", TODAY))
    assert check(world).passed
    assert line(world).invoice == ""


def test_a_return_line_says_what_is_charged_beside_the_subsidy(world: WholeOffice) -> None:
    plain = line(world)
    assert (plain.price, plain.vat, plain.employer_contribution) == (Decimal("350.00"), None, None)
    also_invoiced(world)
    told = line(world)
    assert (told.price, told.subsidy) == (Decimal("495.00"), Decimal("350.00"))
    assert (told.employer_contribution, told.vat) == (Decimal("495.00"), Decimal("99.00"))
    assert told.invoice == "INV-20418"


def test_the_finance_system_gets_a_line_for_each_charge(world: WholeOffice, tmp_path: Path) -> None:
    set_price(world, "495.00")
    world.office.do(ChangeBooking(world.places[2], "HR Adviser", "=PO+1"))
    charge = invoiced(world)
    world.office.do(CreditCharge(charge, "CN-7", TODAY))
    world.office.do(RaiseCharge(place(world)))
    written = world.office.export(WriteCharges(world.workshops), tmp_path / "charges.csv")
    assert (written.charges, written.sums) == (2, Sums(Decimal("495.00"), Decimal("99.00")))
    content = written.file.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    heads, *lines = csv.reader(io.StringIO(content.decode("utf-8-sig")))
    assert heads[:5] == ["Date", "Invoice", "Customer", "GSS code", "Purchase order"]
    assert heads[5:] == ["Description", "Net", "VAT code", "VAT", "Gross"]
    words = "Place, Inspire OD, INS26-WM01, Callum Fraser"
    customer = ["Walsall Council", "E08000030", "'=PO+1"]
    sums = ["495.00", "T1", "99.00", "594.00"]
    assert lines == [
        ["01/10/2026", "INV-20418", *customer, words, *sums],
        [
            "08/10/2026", "CN-7", *customer, f"Credit of invoice INV-20418: {words}",
            "-495.00", "T1", "-99.00", "-594.00",
        ],
        ["08/10/2026", "", *customer, words, *sums],
    ]  # fmt: skip
    assert sum(Decimal(each[-1]) for each in lines) == written.sums.gross


def test_what_is_only_due_or_was_waived_is_not_written(world: WholeOffice, tmp_path: Path) -> None:
    set_price(world, "495.00")
    assert world.office.export(WriteCharges(), tmp_path / "one.csv").charges == 0
    world.office.do(WaiveCharge(place(world), "Goodwill"))
    assert world.office.export(WriteCharges(), tmp_path / "two.csv").charges == 0
