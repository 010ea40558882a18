"""Looks are remembered, and a file that cannot be read counts as nothing remembered."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget
from pytestqt.qtbot import QtBot

from aspire_desktop.ui.desk.memory import FILE, Memory
from aspire_desktop.ui.desk.signals import Destination


def test_what_is_kept_comes_back(tmp_path: Path) -> None:
    memory = Memory(tmp_path)
    memory.keep_place(Destination("organisations", 7))
    memory.kept.theme = "dark"
    memory.save()
    again = Memory(tmp_path)
    assert again.last_place() == Destination("organisations", 7)
    assert again.kept.theme == "dark"


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", '{"text_percent": "big", "layouts": {"a": 3}}', '{"theme": "purple", "row_height": 7}'],
)
def test_a_file_that_makes_no_sense_is_as_good_as_none(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    kept = Memory(tmp_path).kept
    assert (kept.text_percent, kept.theme, kept.row_height) == (100, "system", 30)


def test_a_splitter_keeps_its_sizes(qtbot: QtBot, tmp_path: Path) -> None:
    def shown(memory: Memory) -> QSplitter:
        splitter = QSplitter(Qt.Orientation.Horizontal)
        qtbot.addWidget(splitter)
        splitter.addWidget(QWidget())
        splitter.addWidget(QWidget())
        splitter.resize(600, 100)
        memory.follow_splitter("list", splitter)
        splitter.show()
        return splitter

    memory = Memory(tmp_path)
    first = shown(memory)
    first.moveSplitter(150, 1)
    memory.save()
    assert shown(Memory(tmp_path)).sizes() == first.sizes()
