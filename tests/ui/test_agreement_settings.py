"""The further terms of an agreement, allotments and roll-over, through what a person sees."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from busy_office import BusyOffice
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea

from aspire_desktop.documents.money.allotments import release_file
from aspire_desktop.documents.seals import new_key
from aspire_desktop.domain.money.agreements import AgreementTerms
from aspire_desktop.domain.money.allotments import ReleaseFacts
from aspire_desktop.domain.money.funding import ClaimPoint, SubstitutionRule, Vat
from aspire_desktop.services.door.office import Office
from aspire_desktop.storage.lookups.money.agreements import agreement_terms
from aspire_desktop.storage.lookups.money.allotments import allotment_rows
from aspire_desktop.storage.lookups.money.funding import agreement_rows, pool_rows
from aspire_desktop.ui.screens.money.agreements.dialogs import AllotDialog, RollOverDialog
from aspire_desktop.ui.screens.money.agreements.section import Agreements
from aspire_desktop.ui.shell.settings import Settings
from tests.ui.bench import Bench, take_picture, take_pictures
from tests.ui.conftest import Saving

TODAY = date(2026, 10, 8)
THEIRS = new_key()


def section(bench: Bench) -> Agreements:
    screen = bench.go("settings", tab="agreements")
    assert isinstance(screen, Settings)
    assert isinstance(screen.section, Agreements)
    return screen.section


def add_next(bench: Bench, shown: Agreements) -> None:
    """Add the agreement of the next year, and come back to the first."""
    bench.ctrl(Qt.Key.Key_N)
    bench.type("LGA/OD/2027")
    shown.agreement_form.covers.boxes[next(iter(shown.agreement_form.covers.boxes))].click()
    shown.agreement_form.unit.setText("350")
    bench.press(Qt.Key.Key_Return)
    shown.table.setCurrentIndex(shown.model.index_of(1))
    bench.settle()


def test_the_further_terms_are_kept(busy_bench: Bench, opened: Office, busy: BusyOffice) -> None:
    shown = section(busy_bench)
    terms = shown.agreement_form.terms
    assert not terms.sessions.isVisible()
    terms.claim.setCurrentIndex(2)
    assert terms.sessions.isVisible()
    terms.sessions.setValue(2)
    terms.amount_cap.setText("lots")
    shown.form.send()
    assert terms.amount_row.error == "“lots” is not an amount. Write pounds and pence, like 350.00."
    terms.amount_cap.setText("£34,000")
    terms.vat.setCurrentIndex(1)
    terms.types.show_words(["county", "district"])
    terms.regions.show_words(["West Midlands"])
    terms.members.setChecked(True)
    terms.most.setValue(60)
    terms.passes_on.setCurrentIndex(2)
    terms.again.setChecked(False)
    shown.form.send()
    busy_bench.settle()
    assert opened.ask(agreement_terms)[busy.agreement] == AgreementTerms(
        amount_cap=Decimal("34000.00"),
        claim_point=ClaimPoint.SESSIONS,
        sessions_needed=2,
        eligible_types=("county", "district"),
        eligible_regions=("West Midlands",),
        members_only=True,
        substitution=SubstitutionRule.ANY_TIME,
        vat=Vat.EXEMPT,
        organisation_cap=60,
        clawed_back_is_free=False,
    )
    assert shown.agreement_form.places.value() == 100
    assert [row.places for row in opened.ask(agreement_rows, TODAY)] == [97]
    assert terms.types.currentText() == "county, district"


def test_words_are_ticked_by_keyboard(busy_bench: Bench) -> None:
    types = section(busy_bench).agreement_form.terms.types
    types.setFocus()
    busy_bench.press(Qt.Key.Key_Space)
    menu = types.list_shown
    busy_bench.qtbot.waitUntil(menu.isVisible)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(menu, key)
    assert menu.isVisible()
    QTest.keyClick(menu, Qt.Key.Key_Escape)
    assert len(types.words()) == 2
    assert types.currentText().startswith(types.words()[0])


def test_places_roll_over(busy_bench: Bench, opened: Office, busy: BusyOffice, pictures: Path) -> None:
    shown = section(busy_bench)
    assert not shown.roll_button.isEnabled()
    add_next(busy_bench, shown)
    terms = shown.agreement_form.terms
    terms.next.setCurrentIndex(terms.next.findText("LGA/OD/2027"))
    shown.form.send()
    busy_bench.settle()
    assert shown.roll_button.isEnabled()
    shown.roll_button.click()
    dialog = shown.dialog
    assert isinstance(dialog, RollOverDialog)
    take_picture(dialog, pictures, "settings-roll-over")
    dialog.places.setValue(5)
    busy_bench.press(Qt.Key.Key_Return)
    assert dialog.reason_row.error == "Give the reason: it stays on record"
    busy_bench.type("Agreed by the LGA")
    busy_bench.press(Qt.Key.Key_Return)
    assert {row.reference: row.places for row in opened.ask(agreement_rows, TODAY)} == {
        "LGA/OD/2026-11": 95,
        "LGA/OD/2027": 105,
    }
    busy_bench.ctrl(Qt.Key.Key_Z)
    assert {row.places for row in opened.ask(agreement_rows, TODAY)} == {100}


def test_places_are_allotted_saved_and_taken_back(
    busy_bench: Bench, opened: Office, busy: BusyOffice, tmp_path: Path, pictures: Path, saving: Saving
) -> None:
    shown = section(busy_bench)
    saving.at(tmp_path)
    shown.ask_release = lambda: tmp_path / "release.json"
    shown.allot_button.click()
    dialog = shown.dialog
    assert isinstance(dialog, AllotDialog)
    busy_bench.press(Qt.Key.Key_Return)
    assert dialog.partner_row.error == "Choose an organisation from the list"
    dialog.partner.setCurrentText("North West Employers")
    dialog.places.setValue(12)
    busy_bench.press(Qt.Key.Key_Return)
    assert dialog.key_row.error.startswith("Enter the key")
    dialog.key.setText("ab")
    busy_bench.press(Qt.Key.Key_Return)
    assert dialog.message.isVisible()
    take_picture(dialog, pictures, "settings-allot")
    dialog.key.setText(THEIRS.public)
    busy_bench.press(Qt.Key.Key_Return)
    busy_bench.settle()
    assert shown.said == "Saved as Allotment LGA-OD-2026-11-A1.json"
    assert saving.offered == ["Allotment LGA-OD-2026-11-A1.json"]
    assert (tmp_path / saving.offered[0]).read_bytes().startswith(b"{")
    [row] = opened.ask(allotment_rows, TODAY)
    assert (row.partner, row.outstanding) == ("North West Employers", 12)
    take_pictures(busy_bench.window, pictures, "settings-allotted")
    _to_the_end(shown)
    take_pictures(busy_bench.window, pictures, "settings-agreement-end")
    (tmp_path / "release.json").write_bytes(release_file(ReleaseFacts(row.reference, 1, 5, TODAY), THEIRS))
    shown.recall_button.click()
    busy_bench.settle()
    assert [row.outstanding for row in opened.ask(allotment_rows, TODAY)] == [7]
    assert shown.said == "Take in release 1 of LGA/OD/2026-11-A1: 5 places free again"
    before = opened.ask(pool_rows, TODAY)
    shown.recall_button.click()
    busy_bench.settle()
    assert opened.ask(pool_rows, TODAY) == before
    shown.agreement_form.handed_on.save_buttons[0].click()
    busy_bench.settle()
    assert len(saving.offered) == 2
    (tmp_path / "release.json").unlink()
    shown.recall_button.click()
    busy_bench.settle()
    assert opened.ask(pool_rows, TODAY) == before


def _to_the_end(shown: Agreements) -> None:
    area = shown.form.findChild(QScrollArea)
    assert isinstance(area, QScrollArea)
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
