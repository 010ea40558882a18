"""Tests of the interface draw off screen, in the shipped font, at 96 dots to the inch."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from aspire_desktop.ui.looks.theme import Choice, RowHeight, theme


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> Iterator[None]:
    """Start and leave every test in the light theme at standard sizes."""
    theme().apply(qapp)
    theme().choose(Choice.LIGHT)
    yield
    theme().set_row_height(RowHeight.STANDARD)
    if theme().text_percent != 100:
        theme().set_text_size(100)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the off-screen plugin say what it cannot do without failing a test."""
    for item in items:
        item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support", extend=True))
