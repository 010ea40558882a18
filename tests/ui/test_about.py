"""The dialogs of the window: what they say, and that each can be left with the keyboard."""

from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel

from aspire_desktop.domain.office.values import OrganisationId
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.office.organisations import RemoveOrganisation
from aspire_desktop.ui.desk.signals import Fault
from aspire_desktop.ui.desk.watch import Watch
from aspire_desktop.ui.shell.about import show_fault
from tests.ui.bench import Bench, take_picture, take_pictures

During = Callable[[Callable[[QDialog], None]], None]


@pytest.fixture
def during(bench: Bench) -> During:
    """Do something with the next dialog that opens, then leave it with Esc."""

    def arrange(do: Callable[[QDialog], None]) -> None:
        def look() -> None:
            dialog = QApplication.activeModalWidget()
            if isinstance(dialog, QDialog):
                looking.stop()
                do(dialog)
                QTest.keyClick(dialog, Qt.Key.Key_Escape)

        looking = QTimer(bench.window, interval=20)
        looking.timeout.connect(look)
        looking.start()

    return arrange


def _words(dialog: QDialog) -> str:
    return " ".join(part.text() for part in dialog.findChildren(QLabel))


def test_about_names_version_and_licences(bench: Bench, during: During, pictures: Path) -> None:
    seen: list[str] = []

    def look(dialog: QDialog) -> None:
        seen.append(_words(dialog))
        take_picture(dialog, pictures, "about")

    during(look)
    bench.menu("Help", "About Aspire Desktop")
    assert "Aspire Desktop 0." in seen[0]


def test_the_keys_are_listed_with_their_commands(bench: Bench, during: During, pictures: Path) -> None:
    seen: list[str] = []

    def look(dialog: QDialog) -> None:
        seen.append(_words(dialog))
        take_picture(dialog, pictures, "shortcuts")

    during(look)
    bench.go("organisations")
    bench.menu("Help", "Keyboard shortcuts")
    assert "Add organisation" in seen[0]
    assert "Search or run a command" in seen[0]


def test_a_fault_says_what_is_safe(bench: Bench, during: During, pictures: Path) -> None:
    seen: list[str] = []

    def look(dialog: QDialog) -> None:
        seen.append(_words(dialog))
        take_picture(dialog, pictures, "fault")

    during(look)
    show_fault(bench.window, Fault("F-12AB34", "Reference F-12AB34"))
    assert "What was saved is safe." in seen[0]
    assert "F-12AB34" in seen[0]


def test_closing_during_long_work_asks_and_esc_keeps_working(bench: Bench, during: During) -> None:
    gate, ended = Event(), list[int]()

    def job(office: Office, watch: Watch) -> int:
        gate.wait(5)
        return 1

    bench.desk.run(job, ended.append)
    during(lambda dialog: None)
    bench.window.close()
    assert bench.window.isVisible()
    gate.set()
    bench.settle()
    assert ended == [1]
    bench.window.close()
    assert not bench.window.isVisible()


def test_a_refusal_stays_until_it_is_closed(bench: Bench, pictures: Path) -> None:
    bench.desk.do(RemoveOrganisation(OrganisationId(77)))
    bench.settle()
    assert bench.window.notices.message.isVisible()
    take_pictures(bench.window, pictures, "refusal")
    bench.window.notices.message.closed.emit()
    assert bench.window.status.saved.text() == "Nothing to save yet"
