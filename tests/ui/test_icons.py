from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon

from aspire_desktop.places import RESOURCES
from aspire_desktop.ui.looks.icons import Weight, icon, pixmap
from aspire_desktop.ui.looks.theme import Choice, shipped_tokens, theme
from aspire_desktop.ui.widgets.mark import MARKS
from aspire_desktop.ui.widgets.status import all_statuses

FILES = sorted((RESOURCES / "icons").rglob("*.svg"))


def inked(name: str, token: str) -> set[str]:
    image = pixmap(name, token, 16).toImage()
    return {
        image.pixelColor(x, y).name()
        for x in range(16)
        for y in range(16)
        if image.pixelColor(x, y).alpha() > 250
    }


def test_every_icon_takes_its_colour_from_the_theme() -> None:
    assert len(FILES) > 100
    assert all('fill="currentColor"' in file.read_text(encoding="utf-8") for file in FILES)
    assert (RESOURCES / "icons" / "LICENSE-Phosphor.txt").read_text(encoding="utf-8").startswith("MIT")


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_every_icon_draws_ink(file: Path) -> None:
    image = pixmap(file.stem, "ink", 16, Weight(file.parent.name)).toImage()
    assert any(image.pixelColor(x, y).alpha() > 100 for x in range(16) for y in range(16))


def test_icons_follow_the_theme_and_the_scale() -> None:
    made = icon("house", "accent")
    light = made.pixmap(QSize(16, 16), 1.5)
    assert (light.width(), light.devicePixelRatio()) == (24, 1.5)
    theme().choose(Choice.DARK)
    assert made.pixmap(QSize(16, 16), 1.5).toImage() != light.toImage()
    assert inked("house", "accent") == {shipped_tokens("dark").accent.name()}


def test_disabled_icons_are_quieter() -> None:
    made = icon("house", "accent")
    off, on = (made.pixmap(QSize(16, 16), mode) for mode in (QIcon.Mode.Disabled, QIcon.Mode.Normal))
    assert off.toImage() != on.toImage()


def test_glyphs_of_pills_and_marks_are_shipped_in_bold() -> None:
    glyphs = {look.glyph for look in all_statuses()} | {look.glyph for look in MARKS.values()}
    shipped = {file.stem for file in FILES if file.parent.name == "bold"}
    assert glyphs <= shipped


def test_an_icon_that_is_not_shipped_is_refused_at_once() -> None:
    with pytest.raises(FileNotFoundError):
        icon("unicorn")
