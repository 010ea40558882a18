"""The box that says why the program did not open."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from aspire_desktop.ui.looks.theme import theme
from aspire_desktop.ui.shell import alone


def test_a_box_says_it_in_the_programs_font(qapp: QApplication, qtbot: QtBot) -> None:
    seen: list[tuple[str, str]] = []

    def read_and_close() -> None:
        for box in QApplication.topLevelWidgets():
            if isinstance(box, QMessageBox):
                seen.append((box.text(), box.font().family()))
                box.accept()

    theme().apply(qapp)
    QTimer.singleShot(0, read_and_close)
    alone.show("Office.aspire is open on PC-17.")
    assert seen == [("Office.aspire is open on PC-17.", QApplication.font().family())]
