from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter, QRawFont

from aspire_desktop.places import RESOURCES
from aspire_desktop.ui.looks.theme import TypeRole, theme

FONTS = sorted((RESOURCES / "fonts").glob("*.ttf"))
NEEDED = "ŴŵŶŷŁłĖėōśž–—−…·•›→←↑↓£€‘’“”×"


@pytest.mark.parametrize("file", FONTS, ids=lambda file: str(file.stem))
def test_each_font_has_the_letters_of_the_names_and_sums(file: Path) -> None:
    raw = QRawFont(str(file), 20)
    assert [letter for letter in NEEDED if not raw.supportsCharacter(ord(letter))] == []


def test_each_font_file_has_its_own_name_and_its_licence_beside_it() -> None:
    raws = [QRawFont(str(file), 20) for file in FONTS]
    assert len({(raw.familyName(), raw.styleName(), raw.weight()) for raw in raws}) == len(FONTS) == 5
    licences = [file.read_text(encoding="utf-8") for file in (RESOURCES / "fonts").glob("OFL-*.txt")]
    assert len(licences) == 2
    assert all("SIL OPEN FONT LICENSE Version 1.1" in text for text in licences)


def drawn(letter: str, font: QFont) -> QImage:
    image = QImage(40, 40, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setPen(QColor("black"))
    painter.setFont(font)
    painter.drawText(image.rect(), Qt.AlignmentFlag.AlignCenter, letter)
    painter.end()
    return image


@pytest.mark.parametrize("letter", "gŵŁ−✓8")
def test_letters_are_drawn_in_ink_and_not_as_boxes(letter: str) -> None:
    font = theme().font(TypeRole.DISPLAY)
    assert QRawFont.fromFont(font).supportsCharacter(ord(letter))
    image, missing = drawn(letter, font), drawn("\U000e0fff", font)
    ink = sum(image.pixelColor(x, y).value() < 128 for x in range(40) for y in range(40))
    assert ink > 8
    assert image != missing


def test_figures_are_tabular() -> None:
    metrics = QFontMetrics(theme().font(TypeRole.BODY))
    assert len({metrics.horizontalAdvance(figure) for figure in "0123456789"}) == 1
