"""The sections of settings through keys and visible words."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from busy_office import BusyOffice
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget

from aspire_desktop.domain.money.charges import Charged, ChargeKind
from aspire_desktop.domain.money.funding import Vat
from aspire_desktop.domain.office.errors import Explanation
from aspire_desktop.domain.office.staff import EVERYONE, Role
from aspire_desktop.domain.programmes.attendance import Code
from aspire_desktop.domain.programmes.enrolments import Funding
from aspire_desktop.services.door.action import Change
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.door.touched import OnlyTouched, with_facts
from aspire_desktop.services.money.charges import RaiseCharge, RemovePrice, SetPrice
from aspire_desktop.services.money.funding import ChangeAgreement
from aspire_desktop.services.money.returns import SubmitReturn
from aspire_desktop.services.office.settings import ChangeSettings
from aspire_desktop.services.office.signatories import AddSignatory
from aspire_desktop.services.office.staff import AddColleague
from aspire_desktop.services.programmes.attendance import MarkAttendance
from aspire_desktop.services.programmes.enrolments import ChangeFunding
from aspire_desktop.services.programmes.programmes import ChangeModule, ChangeVersion
from aspire_desktop.storage.lookups.money.agreements import agreement_terms
from aspire_desktop.storage.lookups.money.charges import price_rows, vat_terms
from aspire_desktop.storage.lookups.money.funding import agreement_rows
from aspire_desktop.storage.lookups.office.organisations import organisation_rows
from aspire_desktop.storage.lookups.office.settings import office_settings
from aspire_desktop.storage.lookups.office.signatories import signatory_rows
from aspire_desktop.storage.lookups.programmes.cohorts import session_rows
from aspire_desktop.storage.lookups.programmes.programmes import threshold_rows, version_rows
from aspire_desktop.storage.store import Store
from aspire_desktop.ui.forms.form_row import UNDECIDED, ClashLine
from aspire_desktop.ui.lists.section import ListSection
from aspire_desktop.ui.screens.money.agreements.section import Agreements
from aspire_desktop.ui.screens.money.prices.section import Prices, VatDialog
from aspire_desktop.ui.screens.office.settings.organisation import Organisation
from aspire_desktop.ui.screens.office.settings.signatories import Signatories
from aspire_desktop.ui.screens.programmes.versions.form import Followers, followers_words
from aspire_desktop.ui.screens.programmes.versions.section import ThresholdList
from aspire_desktop.ui.shell.settings import Settings
from aspire_desktop.ui.widgets.dialogs import ConfirmDialog
from tests.ui.bench import SMALL, Bench, take_pictures
from tests.ui.cohort_bench import dialog

TODAY = date(2026, 10, 8)


def section(bench: Bench, tab: str) -> object:
    screen = bench.go("settings", tab=tab)
    assert isinstance(screen, Settings)
    assert screen.section.key == tab
    return screen.section


def test_a_signatory_is_added_changed_and_removed(busy_bench: Bench, opened: Office) -> None:
    shown = section(busy_bench, "signatories")
    assert isinstance(shown, Signatories)
    busy_bench.ctrl(Qt.Key.Key_N)
    assert shown.signing_form.organisation.currentText() == "West Midlands Employers"
    busy_bench.press(Qt.Key.Key_Tab)
    busy_bench.type("Rebecca Davis")
    busy_bench.press(Qt.Key.Key_Tab)
    busy_bench.type("Chief Executive")
    busy_bench.press(Qt.Key.Key_Return)
    [row] = opened.ask(signatory_rows, TODAY)
    assert (row.organisation, row.name) == ("West Midlands Employers", "Rebecca Davis")
    assert shown.table.currentIndex().data() == "Rebecca Davis"
    busy_bench.press(Qt.Key.Key_Return)
    busy_bench.type("Bea Davis")
    busy_bench.press(Qt.Key.Key_Return)
    assert opened.ask(signatory_rows, TODAY)[0].name.endswith("Bea Davis")
    shown.form.remove_button.click()
    busy_bench.settle()
    assert opened.ask(signatory_rows, TODAY) == []
    busy_bench.ctrl(Qt.Key.Key_Z)
    assert len(opened.ask(signatory_rows, TODAY)) == 1


def test_the_office_changes_its_words(busy_bench: Bench, opened: Office) -> None:
    shown = section(busy_bench, "organisation")
    assert isinstance(shown, Organisation)
    shown.form.prefix.setFocus()
    shown.form.prefix.selectAll()
    busy_bench.type("w-m")
    busy_bench.press(Qt.Key.Key_Return)
    assert "cannot be a certificate number" in shown.form.rows[0].error
    shown.form.prefix.selectAll()
    busy_bench.type("emc")
    busy_bench.press(Qt.Key.Key_Return)
    assert opened.ask(office_settings).certificate_prefix == "EMC"
    assert shown.form.prefix.text() == "EMC"


def test_thresholds_say_who_follows_them(busy_bench: Bench, opened: Office) -> None:
    shown = section(busy_bench, "thresholds")
    assert isinstance(shown, ThresholdList)
    busy_bench.press(Qt.Key.Key_Down)
    form = shown.threshold_form
    assert form.title.text() == "Aspire 2.0"
    assert "ASP26-NW01, ASP26-WM02" in form.said.text()
    assert "follow this version" in form.said.text()
    assert "Submitted" in form.said.text()
    busy_bench.press(Qt.Key.Key_Return)
    busy_bench.press(Qt.Key.Key_Return)
    assert form.send_button.isEnabled(), "what was saved unchanged can be changed and saved"
    busy_bench.press(Qt.Key.Key_Return)
    form.sessions.setValue(3)
    busy_bench.press(Qt.Key.Key_Return)
    assert opened.ask(threshold_rows)[1].sessions_needed == 3
    fields = form.modules[0]
    fields.title.setFocus()
    fields.title.selectAll()
    busy_bench.type("Being strategic")
    busy_bench.press(Qt.Key.Key_Tab)
    assert opened.ask(threshold_rows)[1].modules[0].title == "Being strategic"
    shown.table.setFocus()
    busy_bench.ctrl(Qt.Key.Key_Z)
    busy_bench.ctrl(Qt.Key.Key_Z)
    assert opened.ask(threshold_rows)[1].sessions_needed == 4


@pytest.mark.parametrize(
    ("followers", "words"),
    [
        (Followers((), 0), "No cohort follows this version yet."),
        (Followers(("INS27-01",), 0), "INS27-01 follows this version and"),
        (Followers(("INS27-01",), 2), "INS27-01 and 2 cohorts that are over follow this version and"),
        (Followers((), 1), "1 cohort that is over follows this version and"),
    ],
)
def test_cohorts_that_are_over_are_judged_by_a_changed_rule_too(followers: Followers, words: str) -> None:
    assert followers_words(followers).startswith(words)


@pytest.mark.parametrize("tab", ["agreements", "thresholds", "prices"])
def test_tab_goes_through_a_form_as_people_read(busy_bench: Bench, tab: str) -> None:
    shown = section(busy_bench, tab)
    assert isinstance(shown, ListSection)
    shown.begin() if shown.add_words else shown.form.start()
    busy_bench.settle()
    at: QWidget | None = shown.form.rows[0].field
    met: list[QWidget] = []
    while at is not None and at not in met and len(met) < 400:
        met.append(at)
        at = at.nextInFocusChain()
    stops = [each for each in met if _is_stop(each, shown.form)]
    assert len(stops) > 4
    tops = [each.mapTo(shown.form, QPoint(0, 0)) for each in stops]
    assert all(
        after.y() > before.y() - 12 and (after.y() > before.y() + 12 or after.x() >= before.x())
        for before, after in pairwise(tops)
    ), [each.accessibleName() or each.objectName() for each in stops]


def _is_stop(part: QWidget, form: QWidget) -> bool:
    tabbed = bool(part.focusPolicy() & Qt.FocusPolicy.TabFocus) and part.focusProxy() is None
    return tabbed and part.isEnabled() and part.isVisible() and form.isAncestorOf(part)


def test_a_complaint_is_shown_whole_and_another_record_from_its_top(busy_bench: Bench) -> None:
    shown = section(busy_bench, "agreements")
    assert isinstance(shown, ListSection)
    busy_bench.window.resize(SMALL)
    form = shown.form
    area = form.findChild(QScrollArea)
    assert area is not None
    for row in form.rows:
        area.verticalScrollBar().setValue(0)
        form.complain(Explanation("This is a long complaint about what was typed here. " * 4), row)
        top = row.mapTo(area.viewport(), QPoint(0, 0)).y()
        needed = row.heightForWidth(row.width()) if row.hasHeightForWidth() else row.sizeHint().height()
        assert row.height() >= needed
        assert top + row.height() <= area.viewport().height() or top <= 0, row.field.accessibleName()
        form.clear_errors()
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    form.turn("Another agreement")
    assert area.verticalScrollBar().value() == 0


def test_what_a_change_of_rules_takes_back_is_said_before_it_is_done(
    busy_bench: Bench, opened: Office, busy: BusyOffice
) -> None:
    opened.do(SubmitReturn(busy.agreement, date(2026, 4, 1), date(2026, 6, 30)))
    shown = section(busy_bench, "thresholds")
    assert isinstance(shown, ThresholdList)
    [place] = [n for n, row in enumerate(opened.ask(threshold_rows)) if row.title == "Inspire OD"]
    for _ in range(place):
        busy_bench.press(Qt.Key.Key_Down)
    form, before = shown.threshold_form, opened.ask(threshold_rows)[place]
    assert form.title.text() == "Inspire OD"
    form.marks.boxes[Code.PRESENT].setChecked(False)
    form.marks.boxes[Code.PRESENT].setFocus()
    form.send()
    busy_bench.settle()
    assert "Give the reason of the correction" in form.reason_row.error
    assert not form.rows[0].error
    busy_bench.type("Signed in twice")
    assert form.reason.text() == "Signed in twice"
    form.send()
    busy_bench.settle()
    [asked] = shown.findChildren(ConfirmDialog)
    told = " ".join(label.text() for label in asked.findChildren(QLabel))
    assert "This takes back 13 claims of submitted returns, −£4,550.00" in told
    asked.safe_button.click()
    busy_bench.settle()
    assert opened.ask(threshold_rows)[place] == before
    form.send()
    busy_bench.settle()
    shown.findChildren(ConfirmDialog)[-1].act_button.click()
    busy_bench.settle()
    assert "P" not in opened.ask(threshold_rows)[place].attended_marks


def rest_on_minutes(opened: Office, busy: BusyOffice) -> int:
    """Submit a claim for somebody who left early after just long enough; give where Inspire OD is listed."""
    rows = opened.ask(threshold_rows)
    [place] = [n for n, row in enumerate(rows) if row.title == "Inspire OD"]
    row = rows[place]
    needed = (row.sessions_needed, row.project_needed, row.attended_marks, 50, row.capacity, row.minimum)
    opened.do(ChangeVersion(row.id, *needed))
    day, stayed = opened.ask(session_rows, busy.cohorts["INS26-WM01"])[0], row.modules[0].minutes // 2 + 1
    one = (busy.places["INS26-WM01"][0],)
    opened.do(MarkAttendance(day.id, one, Code.LEFT_EARLY, reason="Left", minutes_stayed=stayed))
    opened.do(SubmitReturn(busy.agreement, date(2026, 4, 1), date(2026, 6, 30)))
    return place


def test_minutes_that_claims_rest_on_are_corrected_for_a_reason(
    busy_bench: Bench, opened: Office, busy: BusyOffice
) -> None:
    place = rest_on_minutes(opened, busy)
    shown = section(busy_bench, "thresholds")
    assert isinstance(shown, ThresholdList)
    for _ in range(place):
        busy_bench.press(Qt.Key.Key_Down)
    form, before = shown.threshold_form, opened.ask(threshold_rows)[place]
    fields, most = form.modules[0], before.modules[0].minutes * 2
    fields.minutes.setFocus()
    fields.minutes.setValue(most)
    busy_bench.press(Qt.Key.Key_Tab)
    assert "Give the reason of the correction" in form.reason_row.error
    assert fields.minutes.value() == most
    form.reason.setText("The break was counted")
    for keeps in (True, False):
        fields.minutes.setValue(most)
        form.send()
        busy_bench.settle()
        asked = shown.findChildren(ConfirmDialog)[-1]
        told = " ".join(label.text() for label in asked.findChildren(QLabel))
        assert "This takes back 1 claim of submitted returns, −£350.00" in told
        (asked.safe_button if keeps else asked.act_button).click()
        busy_bench.settle()
        assert (opened.ask(threshold_rows)[place] == before) is keeps
        assert fields.minutes.value() == (before.modules[0].minutes if keeps else most)
    assert opened.ask(threshold_rows)[place].modules[0].minutes == most
    assert not form.reason.text()
    assert not form.reason_row.error


def test_enter_in_minutes_saves_modules_and_then_thresholds(
    busy_bench: Bench, opened: Office, busy: BusyOffice
) -> None:
    place = rest_on_minutes(opened, busy)
    shown = section(busy_bench, "thresholds")
    assert isinstance(shown, ThresholdList)
    for _ in range(place):
        busy_bench.press(Qt.Key.Key_Down)
    form, before = shown.threshold_form, opened.ask(threshold_rows)[place]
    fewer = before.modules[0].minutes - 5
    form.capacity.setValue(before.capacity + 1)
    form.reason.setText("The break was counted")
    form.modules[0].minutes.setFocus()
    form.modules[0].minutes.setValue(fewer)
    busy_bench.press(Qt.Key.Key_Return)
    now = opened.ask(threshold_rows)[place]
    assert (now.modules[0].minutes, now.capacity) == (fewer, before.capacity + 1)
    assert not shown.findChildren(ConfirmDialog)


def test_an_agreement_is_added_changed_and_kept(busy_bench: Bench, opened: Office) -> None:
    shown = section(busy_bench, "agreements")
    assert isinstance(shown, Agreements)
    form = shown.agreement_form
    busy_bench.ctrl(Qt.Key.Key_N)
    busy_bench.press(Qt.Key.Key_Return)
    assert form.reference_row.error == "Enter the reference of the agreement."
    busy_bench.type("LGA/OD/2027")
    form.covers.boxes[next(iter(form.covers.boxes))].click()
    form.unit.setText("412.50")
    busy_bench.press(Qt.Key.Key_Return)
    [added] = [row for row in opened.ask(agreement_rows, TODAY) if row.reference == "LGA/OD/2027"]
    assert (added.unit, added.places, added.covers) == (Decimal("412.50"), 100, ("Aspire",))
    assert (added.begins, added.ends) == (date(2026, 4, 1), date(2027, 3, 31))
    form.places.setValue(60)
    form.send()
    busy_bench.settle()
    assert {row.places for row in opened.ask(agreement_rows, TODAY)} == {60, 100}
    first = shown.model.index_of(1)
    assert first.isValid()
    shown.table.setCurrentIndex(first)
    form.remove_button.click()
    busy_bench.settle()
    assert "has been used" in form.reference_row.error


def test_finance_sees_agreements_and_prices_alone(
    new_bench: Callable[[Office], Bench], opened_store: Store, opened: Office
) -> None:
    opened.do(AddColleague("Flo", frozenset({Role.FINANCE})))
    bench = new_bench(Office(opened_store, "Flo"))
    screen = bench.go("settings")
    assert isinstance(screen, Settings)
    assert [each.title for each in screen.sections] == ["Agreements", "Prices", "Funders’ forms"]
    bench.ctrl(Qt.Key.Key_N)
    assert screen.section.findChild(type(screen.add_button), "") is not None


def test_pictures_of_settings(busy_bench: Bench, pictures: Path) -> None:
    for tab in ("people", "signatories", "organisation", "thresholds", "agreements"):
        section(busy_bench, tab)
        take_pictures(busy_bench.window, pictures, f"settings-{tab}")


def test_a_price_is_set_and_removed_by_keyboard(busy_bench: Bench, opened: Office) -> None:
    shown = section(busy_bench, "prices")
    assert isinstance(shown, Prices)
    busy_bench.ctrl(Qt.Key.Key_N)
    form = shown.price_form
    form.kind.setCurrentText("Late withdrawal")
    assert form.within.isVisible()
    form.since.show_date(date(2026, 4, 1))
    form.version.setFocus()
    busy_bench.press(Qt.Key.Key_Return)
    assert form.amount_row.error == "Enter the price, like 495.00"
    form.amount.setFocus()
    busy_bench.type("1,495")
    busy_bench.press(Qt.Key.Key_Return)
    [row] = opened.ask(price_rows)
    assert (row.kind, row.amount, row.within_days) == (ChargeKind.LATE_WITHDRAWAL, Decimal(1495), 14)
    form.amount.setText("495.00")
    form.amount.setFocus()
    busy_bench.press(Qt.Key.Key_Return)
    assert [each.amount for each in opened.ask(price_rows)] == [Decimal("495.00")]
    form.remove_button.click()
    busy_bench.settle()
    assert opened.ask(price_rows) == []
    busy_bench.ctrl(Qt.Key.Key_Z)
    assert len(opened.ask(price_rows)) == 1


def test_a_price_that_a_colleague_removed_meanwhile_is_not_put_back(
    busy_bench: Bench, opened: Office, ellie: Office
) -> None:
    version = next(row.id for row in opened.ask(version_rows) if row.title == "Inspire OD")
    fee = SetPrice(version, ChargeKind.PLACE, True, Decimal(495), Vat.STANDARD, date(2026, 4, 1))
    price = opened.do(fee).value
    shown = section(busy_bench, "prices")
    assert isinstance(shown, Prices)
    busy_bench.until(lambda: shown.price_form.read is not None)
    ellie.do(RemovePrice(price))
    shown.price_form.amount.setText("500")
    shown.price_form.send_button.click()
    busy_bench.settle()
    assert "Somebody has removed this price meanwhile." in [
        row.error.partition(" Add")[0] for row in shown.price_form.rows
    ]
    assert opened.ask(price_rows) == []


def test_a_price_that_charges_rest_on_stays(busy_bench: Bench, opened: Office, busy: BusyOffice) -> None:
    version = next(row.id for row in opened.ask(version_rows) if row.title == "Inspire OD")
    for member in (True, False):
        opened.do(SetPrice(version, ChargeKind.PLACE, member, Decimal(495), Vat.STANDARD, date(2020, 1, 1)))
    enrolment = busy.places["INS26-WM01"][0]
    opened.do(ChangeFunding(enrolment, Funding.COUNCIL))
    opened.do(RaiseCharge(Charged(enrolment, ChargeKind.PLACE)))
    shown = section(busy_bench, "prices")
    assert isinstance(shown, Prices)
    used = [row.used for row in opened.ask(price_rows)]
    assert sorted(used) == [False, True]
    shown.table.setCurrentIndex(shown.model.index(used.index(True), 0))
    assert not shown.price_form.amount.isEnabled()
    assert "Add another from a later day" in shown.price_form.said.text()
    busy_bench.press(Qt.Key.Key_Return)
    assert not shown.price_form.said.isHidden()


def test_vat_is_the_offices_to_set(busy_bench: Bench, opened: Office) -> None:
    shown = section(busy_bench, "prices")
    assert isinstance(shown, Prices)
    shown.vat_button.click()
    asked = dialog(VatDialog)
    asked.percent.setText("a fifth")
    busy_bench.press(Qt.Key.Key_Return)
    assert asked.percent_row.error == "“a fifth” is not a rate in percent. Write it like 20 or 17.5."
    asked.percent.setText("17.5 %")
    asked.standard.setText("S")
    busy_bench.press(Qt.Key.Key_Return)
    terms = opened.ask(vat_terms)
    assert (terms.percent, terms.standard, terms.zero) == (Decimal("17.5"), "S", "T0")
    assert shown.vat_words.text() == "The standard rate of VAT is 17.5 %."


def test_pictures_of_prices(busy_bench: Bench, opened: Office, pictures: Path) -> None:
    versions = {row.title: row.id for row in opened.ask(version_rows)}
    for title, kind, member, amount, days in (
        ("Inspire OD", ChargeKind.PLACE, True, "495.00", None),
        ("Inspire OD", ChargeKind.PLACE, False, "650.00", None),
        ("Inspire OD", ChargeKind.LATE_WITHDRAWAL, True, "100.00", 14),
        ("Aspire 2.0", ChargeKind.PLACE, True, "1495.00", None),
        ("Aspire 2.0", ChargeKind.NO_SHOW, True, "150.00", None),
    ):
        fee = (Decimal(amount), Vat.STANDARD, date(2026, 4, 1), days)
        opened.do(SetPrice(versions[title], kind, member, *fee))
    busy_bench.go("settings", tab="prices")
    take_pictures(busy_bench.window, pictures, "settings-prices")


def test_what_is_typed_stays_while_a_colleague_changes_the_same_settings(
    busy_bench: Bench, opened: Office, opened_store: Store
) -> None:
    shown = section(busy_bench, "organisation")
    assert isinstance(shown, Organisation)
    opened.do(AddColleague("Ellie Marsh", EVERYONE))
    theirs, now = Office(opened_store, "Ellie Marsh"), opened.ask(office_settings)
    shown.form.line.setText("Mine")
    theirs.do(ChangeSettings(now.office_name, "EMC", "Theirs", now.declaration))
    shown.load()
    busy_bench.settle()
    assert (shown.form.line.text(), shown.form.touched) == ("Mine", True)
    shown.form.send()
    busy_bench.settle()
    [line] = shown.form.findChildren(ClashLine)
    assert (line.mine.words, line.theirs.words) == ("Mine: Mine", "Theirs: Theirs")
    line.mine.click()
    shown.form.send()
    busy_bench.settle()
    kept = opened.ask(office_settings)
    assert (kept.partnership_line, kept.certificate_prefix) == ("Mine", "EMC")
    assert (shown.form.prefix.text(), shown.form.findChildren(ClashLine)) == ("EMC", [])


def test_a_term_changed_meanwhile_is_shown_beside_mine_and_others_are_kept(
    busy_bench: Bench, opened: Office, ellie: Office, busy: BusyOffice
) -> None:
    shown = section(busy_bench, "agreements")
    assert isinstance(shown, Agreements)
    form = shown.agreement_form
    read = form.read
    assert isinstance(read, ChangeAgreement)
    others = {"terms.organisation_cap": 50, "terms.clawed_back_is_free": False}
    ellie.do(OnlyTouched(with_facts(read, others), read))
    form.terms.most.setValue(60)
    form.reference.setText("LGA/OD/2026-12")
    form.send()
    busy_bench.settle()
    [line] = form.findChildren(ClashLine)
    assert (line.mine.words, line.theirs.words) == ("Mine: 60", "Theirs: 50")
    line.mine.click()
    form.send()
    busy_bench.settle()
    terms = opened.ask(agreement_terms)[busy.agreement]
    assert (terms.organisation_cap, terms.clawed_back_is_free) == (60, False)
    assert opened.ask(agreement_rows, TODAY)[0].reference == "LGA/OD/2026-12"


def test_a_module_changed_meanwhile_is_shown_beside_mine(
    busy_bench: Bench, opened: Office, ellie: Office
) -> None:
    shown = section(busy_bench, "thresholds")
    assert isinstance(shown, ThresholdList)
    form = shown.threshold_form
    fields, read = form.modules[0], form.modules[0].read
    assert isinstance(read, ChangeModule)
    ellie.do(OnlyTouched(replace(read, title="Theirs", minutes=read.minutes + 10), read))
    fields.title.setFocus()
    fields.title.setText("Mine")
    busy_bench.press(Qt.Key.Key_Tab)
    [line] = form.findChildren(ClashLine)
    assert (line.mine.words, line.theirs.words) == ("Mine: Mine", "Theirs: Theirs")
    form.send()
    busy_bench.settle()
    assert fields.rows[0].error == UNDECIDED
    line.mine.click()
    busy_bench.settle()
    now = opened.ask(threshold_rows)[0].modules[0]
    assert (now.title, now.minutes) == ("Mine", read.minutes + 10)


@pytest.mark.parametrize("tab", ["signatories", "agreements", "thresholds", "prices"])
def test_every_form_beside_a_list_carries_what_it_read(busy_bench: Bench, opened: Office, tab: str) -> None:
    inspire = next(row.id for row in opened.ask(version_rows) if row.title == "Inspire OD")
    fee = (Decimal(495), Vat.STANDARD, date(2026, 4, 1))
    opened.do(SetPrice(inspire, ChargeKind.PLACE, True, *fee))
    employers = opened.ask(organisation_rows, TODAY)[0].id
    opened.do(AddSignatory(employers, "Rebecca Davis", "Chief Executive"))
    shown = section(busy_bench, tab)
    assert isinstance(shown, ListSection)
    assert isinstance(shown.form.read, Change)
    assert not shown.form.touched
    assert shown.form.action() == shown.form.read, "what was not touched is as it was read"
