"""Fixtures and gestures for tests of cohorts: a furnished office, the dialog in front, what it says."""

from collections.abc import Callable
from typing import TypeVar

import pytest
from cohort_office import CohortOffice, furnish
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QWidget

from aspire_desktop.services.door.office import Office
from tests.ui.bench import Bench

D = TypeVar("D", bound=QDialog)
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def furnished(opened: Office) -> CohortOffice:
    """The same with cohorts at every stage."""
    return furnish(opened)


@pytest.fixture
def cohorts(new_bench: Callable[[Office], Bench], furnished: CohortOffice) -> Bench:
    """A window at the list of cohorts."""
    made = new_bench(furnished.office)
    made.go("cohorts")
    return made


def dialog(kind: type[D]) -> D:
    """Give the dialog in front."""
    front = QApplication.activeModalWidget()
    assert isinstance(front, kind)
    return front


def no_dialog() -> bool:
    """Say whether no dialog is open."""
    return QApplication.activeModalWidget() is None


def words_in(widget: QWidget) -> list[str]:
    """Give the words a person can read in a part of the window, from top to bottom."""
    shown = [each for each in widget.findChildren(QLabel) if each.isVisible() and each.text()]
    shown.sort(key=lambda each: (each.mapTo(widget, QPoint()).y(), each.mapTo(widget, QPoint()).x()))
    return [each.text() for each in shown]


def button(widget: QWidget, words: str) -> QAbstractButton:
    """Give the button in view that bears these words."""
    found = [each for each in widget.findChildren(QAbstractButton) if each.text().replace("&", "") == words]
    [made] = [each for each in found if each.isVisible()]
    return made
