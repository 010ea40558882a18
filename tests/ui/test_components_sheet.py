import runpy
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from aspire_desktop.ui.looks.theme import Choice, theme

SHEET = runpy.run_path(str(Path(__file__).with_name("components_sheet.py")))


@pytest.mark.parametrize("choice", [Choice.LIGHT, Choice.DARK])
@pytest.mark.parametrize("name", ["window", "error_dialog", "confirm_dialog"])
def test_every_component_draws_in_both_themes(qtbot: QtBot, name: str, choice: Choice) -> None:
    theme().choose(choice)
    page = SHEET[name]()
    assert isinstance(page, QWidget)
    qtbot.addWidget(page)
    page.show()
    image = page.grab().toImage()
    corner = image.pixelColor(image.width() - 3, 3)
    assert (corner.lightness() < 128) == (choice is Choice.DARK)
