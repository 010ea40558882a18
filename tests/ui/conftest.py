"""Tests of the interface draw off screen, in the shipped font, at 96 dots to the inch."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from aspire_desktop.ui.looks.theme import Choice, RowHeight, theme
from aspire_desktop.ui.widgets import file_dialogs


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> Iterator[None]:
    """Start and leave every test in the light theme at standard sizes."""
    theme().apply(qapp)
    theme().choose(Choice.LIGHT)
    yield
    theme().set_row_height(RowHeight.STANDARD)
    if theme().text_percent != 100:
        theme().set_text_size(100)


class Saving:
    """Answers for whoever is asked where to save: a place, or a folder in which names are kept as offered."""

    def __init__(self) -> None:
        self.place = Path()
        self.offered: list[str] = []

    def at(self, place: Path) -> None:
        self.place = place

    def ask(self, _parent: QWidget | None, _title: str, offered: str = "", _kinds: str = "") -> Path:
        self.offered.append(offered)
        return self.place / offered if self.place.is_dir() else self.place


@pytest.fixture
def saving(monkeypatch: pytest.MonkeyPatch) -> Saving:
    """Dialogs for files and folders to write are not shown, but answered."""
    answers = Saving()
    monkeypatch.setattr(file_dialogs, "ask_target", answers.ask)
    monkeypatch.setattr(file_dialogs, "ask_folder", answers.ask)
    return answers


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the off-screen plugin say what it cannot do without failing a test."""
    for item in items:
        item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support", extend=True))
