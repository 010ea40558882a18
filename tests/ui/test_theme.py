import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QColor, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication, QFrame, QWidget
from pytestqt.qtbot import QtBot

from aspire_desktop.places import RESOURCES
from aspire_desktop.ui.looks.theme import (
    SHIPPED_FAMILY,
    Choice,
    RowHeight,
    Tokens,
    Tone,
    TypeRole,
    palette_of,
    shipped_tokens,
    system_tokens,
    theme,
)


def luminance(colour: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(part / 255) for part in (colour.red(), colour.green(), colour.blue()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


PAIRS = [
    ("ink", "card", 16.08, 13.39),
    ("ink", "selection", 12.40, 9.22),
    ("ink_2", "card", 8.12, 8.83),
    ("ink_2", "chrome", 6.88, 10.43),
    ("ink_2", "selection", 6.26, 6.08),
    ("ink_3", "card", 5.97, 6.56),
    ("ink_3", "canvas", 5.50, 7.22),
    ("ink_3", "chrome", 5.06, 7.75),
    ("ink_3", "selection", 4.60, 4.52),
    ("accent", "card", 8.05, 7.76),
    ("accent", "accent_soft", 6.83, 6.23),
    ("on_accent", "accent", 8.05, 8.16),
    ("bad", "selection", 6.07, 5.51),
]
EDGES = [
    ("line_strong", "card", 3.92, 4.60),
    ("line_strong", "canvas", 3.61, 5.06),
    ("focus", "selection", 16.19, 10.41),
]
SETS = [
    (Tone.OK, 6.29, 7.56),
    (Tone.DUE, 6.76, 8.06),
    (Tone.BAD, 6.58, 7.46),
    (Tone.INFO, 7.36, 7.55),
    (Tone.NEUTRAL, 6.78, 6.90),
    (Tone.LOCKED, 7.56, 7.66),
]


def both(front: str, back: str) -> list[float]:
    return [
        round(contrast(tokens.colour(front), tokens.colour(back)), 2)
        for tokens in (shipped_tokens("light"), shipped_tokens("dark"))
    ]


@pytest.mark.parametrize(("front", "back", "light", "dark"), PAIRS)
def test_text_has_the_contrast_the_design_promises(front: str, back: str, light: float, dark: float) -> None:
    assert both(front, back) == [light, dark]
    assert min(light, dark) >= 4.5


@pytest.mark.parametrize(("front", "back", "light", "dark"), EDGES)
def test_edges_have_the_contrast_the_design_promises(
    front: str, back: str, light: float, dark: float
) -> None:
    assert both(front, back) == [light, dark]
    assert min(light, dark) >= 3.0


@pytest.mark.parametrize(("tone", "light", "dark"), SETS)
def test_pills_have_the_contrast_the_design_promises(tone: Tone, light: float, dark: float) -> None:
    found = [
        round(contrast(sets[tone].text, sets[tone].fill), 2)
        for sets in (shipped_tokens("light").sets, shipped_tokens("dark").sets)
    ]
    assert found == [light, dark]
    assert min(found) >= 4.5


def test_selection_alone_is_too_faint_so_the_bar_carries_it() -> None:
    assert both("selection", "card") == [1.30, 1.45]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_set_and_every_ink_can_be_read(scheme: str) -> None:
    tokens = shipped_tokens(scheme)
    assert set(tokens.sets) == set(Tone)
    assert all(contrast(colours.text, colours.fill) >= 4.5 for colours in tokens.sets.values())
    grounds = (tokens.card, tokens.canvas, tokens.head, tokens.chrome, tokens.accent_soft)
    assert min(contrast(ink, ground) for ink in (tokens.ink, tokens.ink_2) for ground in grounds) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pictures_in_the_stylesheet_take_their_colour_from_the_tokens(scheme: str) -> None:
    tokens = shipped_tokens(scheme)
    for name, colour in (
        ("check", tokens.on_accent),
        ("minus", tokens.on_accent),
        ("caret-down", tokens.ink_2),
    ):
        drawing = (RESOURCES / "theme" / scheme / f"{name}.svg").read_text(encoding="utf-8")
        assert f'fill="{colour.name().upper()}"' in drawing


def test_choosing_dark_changes_palette_and_tells_the_widgets(qapp: QApplication) -> None:
    told: list[bool] = []
    theme().changed.connect(lambda: told.append(theme().dark))
    theme().choose(Choice.DARK)
    assert told[-1]
    assert qapp.palette().color(QPalette.ColorRole.Base) == shipped_tokens("dark").card


class Dressed(QObject):
    """Counts how often Qt dresses a widget anew."""

    def __init__(self) -> None:
        super().__init__()
        self.times = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
        self.times += event.type() == QEvent.Type.StyleChange
        return False


def test_a_theme_dresses_widgets_twice_however_deep_and_the_same_theme_never(
    qapp: QApplication, qtbot: QtBot
) -> None:
    """Left to itself Qt dresses a widget again for each of its ancestors, seconds in a window."""
    window, dressed = QWidget(), Dressed()
    qtbot.addWidget(window)
    inside = window
    for _depth in range(12):
        inside = QFrame(inside)
    inside.installEventFilter(dressed)
    window.show()
    theme().apply(qapp)
    theme().choose(Choice.LIGHT)
    assert dressed.times == 0
    theme().choose(Choice.DARK)
    assert dressed.times == 2


def test_choosing_the_system_follows_it(qapp: QApplication) -> None:
    theme().choose(Choice.SYSTEM)
    assert theme().tokens == shipped_tokens("light")


def test_text_grows_with_the_chosen_size_and_rows_never_clip_it() -> None:
    theme().set_row_height(RowHeight.COMPACT)
    assert theme().row_pixels() == 26
    theme().set_text_size(200)
    assert theme().points(TypeRole.BODY) == 19.5
    assert theme().row_pixels() > 36
    assert "font-size: 18pt" in theme().stylesheet()


def test_the_body_font_is_the_shipped_one_off_screen() -> None:
    assert QFontInfo(theme().font(TypeRole.BODY)).family() == SHIPPED_FAMILY
    assert QFontInfo(theme().font(TypeRole.STRONG)).weight() == 600


def test_contrast_themes_use_the_colours_of_the_system_only() -> None:
    palette = palette_of(shipped_tokens("dark"))
    tokens: Tokens = system_tokens(palette)
    assert tokens.card == palette.base().color()
    assert tokens.disabled == palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
    assert tokens.disabled != tokens.ink
    assert tokens.sets[Tone.BAD].fill == tokens.card
    assert tokens.sets[Tone.BAD].text == palette.text().color()


def test_an_unknown_colour_is_refused() -> None:
    with pytest.raises(ValueError, match="mauve"):
        theme().tokens.colour("mauve")
