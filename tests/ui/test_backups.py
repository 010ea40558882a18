"""Backups in the window: how they are listed, and the three steps of a restore."""

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from aspire_desktop.domain.office.backups import (
    BackupPlaceState,
    BackupRow,
    BackupState,
    Checked,
    Loss,
    Shelf,
)
from aspire_desktop.ui.shell.backups import BackupsDialog, PlacesChosen
from aspire_desktop.ui.shell.restoring import RestoreDialog
from tests.ui.bench import Bench

AT = datetime(2026, 10, 7, 5, tzinfo=UTC)
FILE = Path("D:/Aspire backups/Office 2026-10-07 060000.aspire")
LOSS = Loss(AT, True, 23, 3, ("Submit return LGA/1-R1",), (("Add person", 22),))


def words_of(part: QWidget) -> str:
    """Give every word that a person sees."""
    return " ".join(each.text() for each in part.findChildren(QLabel) if not each.isHidden())


def test_places_and_copies_are_listed_with_their_state(bench: Bench) -> None:
    places = (
        BackupPlaceState(Path("D:/Aspire backups"), connected=True, newest=AT),
        BackupPlaceState(Path("E:/Aspire backups"), connected=False, newest=AT.replace(day=1)),
    )
    row = BackupRow(FILE.name, AT, 18_400_000, 141, Checked.SOUND, Shelf.DAILY, (FILE,))
    dialog = BackupsDialog(bench.window.desk, lambda _: LOSS)
    dialog.take(BackupState(places, (row,), 22))
    dialog.open()
    bench.settle()
    said = words_of(dialog)
    assert "22 changes since the newest" in said
    assert "Not connected: last backed up there on 1 Oct 2026" in said
    [shown] = dialog.list.rows
    assert shown is row
    assert dialog.restore_button.isEnabled()
    asked: list[PlacesChosen] = []
    dialog.places_chosen.connect(asked.append)
    for button in dialog.findChildren(type(dialog.now_button)):
        if button.accessibleName() == f"Take out {places[1].folder}":
            button.click()
    assert asked == [PlacesChosen((places[0].folder,))]
    dialog.close()


def test_what_would_be_missing_is_seen_and_the_safe_button_has_the_keyboard(bench: Bench) -> None:
    dialog = RestoreDialog(bench.window.desk, lambda _: LOSS, FILE)
    dialog.open()
    bench.settle()
    bench.until(dialog.continue_button.isEnabled)
    assert "23 changes by 3 people would be missing" in dialog.warning.accessibleName()
    assert dialog.said.text().index("Submit return LGA/1-R1") < dialog.said.text().index("22 × Add person")
    bench.until(dialog.isActiveWindow)
    bench.press(Qt.Key.Key_C, Qt.KeyboardModifier.AltModifier)
    assert dialog.step == 3
    assert QApplication.focusWidget() is dialog.cancel_button
    bench.press(Qt.Key.Key_B, Qt.KeyboardModifier.AltModifier)
    assert dialog.step == 2
    for _ in range(2):
        bench.press(Qt.Key.Key_C, Qt.KeyboardModifier.AltModifier)
    assert dialog.result() == dialog.DialogCode.Accepted


def test_esc_at_any_step_changes_nothing(bench: Bench) -> None:
    for steps in (0, 1):
        dialog = RestoreDialog(bench.window.desk, lambda _: LOSS, FILE)
        dialog.open()
        bench.settle()
        bench.until(dialog.continue_button.isEnabled)
        for _ in range(steps):
            dialog.continue_button.click()
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        assert dialog.result() == dialog.DialogCode.Rejected


def test_a_backup_of_another_database_says_so(bench: Bench) -> None:
    dialog = RestoreDialog(bench.window.desk, lambda _: Loss(AT, same=False), FILE)
    dialog.open()
    bench.settle()
    bench.until(dialog.continue_button.isEnabled)
    assert "not a backup of the database that is open" in dialog.warning.accessibleName()
    dialog.close()
