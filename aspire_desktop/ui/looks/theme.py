"""The one source of colours, type, spacing and row heights, and the door that applies them to the program."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import Enum, IntEnum, StrEnum
from functools import cache
from string import Template

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication

from aspire_desktop.places import RESOURCES

SHIPPED_FAMILY = "Source Sans 3"
FAMILIES = ("Segoe UI Variable Text", "Segoe UI", SHIPPED_FAMILY)
PAGE_MARGIN = 20
CARD_GAP = 12
CARD_PADDING = 14
CONTROL_GAP = 8
RADIUS = 4
CARD_RADIUS = 6


class Choice(StrEnum):
    """What a person may choose in Settings: follow the system, or always light or dark."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class RowHeight(IntEnum):
    """Heights of table rows in logical pixels, chosen in View > Row height."""

    COMPACT = 26
    STANDARD = 30
    RELAXED = 36


class Tone(StrEnum):
    """The sets of colours in which a status or a tag may be shown."""

    OK = "ok"
    DUE = "due"
    BAD = "bad"
    INFO = "info"
    NEUTRAL = "neutral"
    LOCKED = "locked"
    ACCENT = "accent"
    OUTLINE = "outline"


class TypeRole(Enum):
    """Roles of text as (points, semibold); sizes in points follow scaling and the system's text size."""

    DISPLAY = (20.0, True)
    PAGE = (16.0, True)
    PANE = (13.0, True)
    CARD = (10.5, True)
    BODY = (9.75, False)
    STRONG = (9.75, True)
    SMALL = (9.0, False)
    SMALL_STRONG = (9.0, True)
    SMALLEST = (8.5, False)


@dataclass(frozen=True)
class ToneColours:
    """Text, fill and border of one status set."""

    text: QColor
    fill: QColor
    border: QColor


@dataclass(frozen=True)
class Tokens:
    """The colours of one scheme, by the names the design gives them."""

    chrome: QColor
    canvas: QColor
    card: QColor
    head: QColor
    line: QColor
    line_strong: QColor
    ink: QColor
    ink_2: QColor
    ink_3: QColor
    disabled: QColor
    accent: QColor
    accent_hover: QColor
    on_accent: QColor
    accent_soft: QColor
    selection: QColor
    focus: QColor
    focus_inner: QColor
    sets: Mapping[Tone, ToneColours]

    def colour(self, name: str) -> QColor:
        """Give the colour of a token ("ink_2") or the text colour of a status set ("bad")."""
        if name in NAMES:
            found: QColor = getattr(self, name)
            return found
        return self.sets[Tone(name)].text


NAMES = frozenset(field.name for field in fields(Tokens)) - {"sets"}


@cache
def shipped_tokens(scheme: str) -> Tokens:
    """Read the "light" or "dark" tokens from resources/theme/tokens.toml."""
    read = tomllib.loads((RESOURCES / "theme" / "tokens.toml").read_text(encoding="utf-8"))[scheme]
    sets = {
        Tone(name): ToneColours(*(QColor(colours[part]) for part in ("text", "fill", "border")))
        for name, colours in read["sets"].items()
    }
    return Tokens(**{name: QColor(read[name]) for name in NAMES}, sets=sets)


def system_tokens(palette: QPalette) -> Tokens:
    """Make tokens of the system's own colours, for Windows contrast themes: pills become outlines."""
    base, text = palette.base().color(), palette.text().color()
    strong, on_strong = palette.highlight().color(), palette.highlightedText().color()
    plain = dict.fromkeys(("chrome", "canvas", "card", "head", "accent_soft", "focus_inner"), base)
    inked = dict.fromkeys(("line", "line_strong", "ink", "ink_2", "ink_3", "focus"), text)
    grey = {"disabled": palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)}
    accents = {"accent": strong, "accent_hover": strong, "on_accent": on_strong, "selection": base}
    outline = ToneColours(text, base, text)
    return Tokens(**plain, **inked, **grey, **accents, sets=dict.fromkeys(Tone, outline))


class Theme(QObject):
    """The theme in force; `changed` is emitted when colours, text size or row height change."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.choice = Choice.SYSTEM
        self.row_height = RowHeight.STANDARD
        self.text_percent = 100
        self.tokens = shipped_tokens("light")
        self._app: QApplication | None = None
        self._fonts: dict[TypeRole, QFont] = {}

    @property
    def dark(self) -> bool:
        """Say whether the cards are dark in the tokens in force."""
        return self.tokens.card.lightness() < 128

    def apply(self, app: QApplication) -> None:
        """Dress the program once at start: Fusion, palette, font and stylesheet; then follow the system."""
        if self._app is not app:
            self._app = app
            app.setStyle("Fusion")
            load_fonts()
            app.styleHints().colorSchemeChanged.connect(self._refresh)
        self._refresh()

    def choose(self, choice: Choice) -> None:
        """Follow the system, or stay light or dark."""
        self.choice = choice
        if self._app is not None:
            self._app.styleHints().setColorScheme(_SCHEMES[choice])
        self._refresh()

    def set_text_size(self, percent: int) -> None:
        """Scale all text, 80 to 200 per cent, on top of the system's scaling."""
        self.text_percent = max(80, min(200, percent))
        self._refresh()

    def set_row_height(self, height: RowHeight) -> None:
        """Choose the height of table rows."""
        self.row_height = height
        self.changed.emit()

    def row_pixels(self) -> int:
        """Give the height of a one-line table row in logical pixels; larger text never gets clipped."""
        text = QFontMetrics(self.font(TypeRole.BODY)).height()
        return max(int(self.row_height), text + 8)

    def font(self, role: TypeRole) -> QFont:
        """Give the font of a role with tabular figures, for text painted by hand."""
        if role not in self._fonts:
            self._fonts[role] = self._made(role)
        return self._fonts[role]

    def points(self, role: TypeRole) -> float:
        """Give the size of a role in points, with the chosen text size taken in."""
        return round(role.value[0] * self.text_percent / 100, 2)

    def _made(self, role: TypeRole) -> QFont:
        font = QFont()
        font.setFamilies(families())
        font.setPointSizeF(self.points(role))
        font.setWeight(QFont.Weight.DemiBold if role.value[1] else QFont.Weight.Normal)
        return font

    def _refresh(self) -> None:
        self._fonts.clear()
        if self._app is not None:
            self.tokens = self._wanted(self._app)
            self._app.setPalette(palette_of(self.tokens))
            self._app.setFont(self.font(TypeRole.BODY))
            sheet = self.stylesheet()
            if sheet != self._app.styleSheet():  # Qt would dress every widget anew
                _dress(self._app, sheet)
        else:
            self.tokens = shipped_tokens("dark" if self.choice is Choice.DARK else "light")
        self.changed.emit()

    def _wanted(self, app: QApplication) -> Tokens:
        hints = app.styleHints()
        if hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast:
            return system_tokens(app.style().standardPalette())
        dark = hints.colorScheme() is Qt.ColorScheme.Dark
        if self.choice is not Choice.SYSTEM:
            dark = self.choice is Choice.DARK
        return shipped_tokens("dark" if dark else "light")

    def stylesheet(self) -> str:
        """Fill the one stylesheet with the tokens and sizes in force."""
        template = (RESOURCES / "theme" / "aspire.qss").read_text(encoding="utf-8")
        words = {name: self.tokens.colour(name).name() for name in NAMES}
        words |= {f"{tone}_text": colours.text.name() for tone, colours in self.tokens.sets.items()}
        words |= {name: f"{self.points(role):g}" for name, role in _SIZES.items()}
        words["families"] = ", ".join(f'"{family}"' for family in families())
        words["bars"] = "\n".join(
            f'QFrame[bar="{tone}"] {{ background: {colours.fill.name()}; '
            f"border: 1px solid {colours.border.name()}; }}"
            for tone, colours in self.tokens.sets.items()
        )
        words["images"] = (RESOURCES / "theme" / ("dark" if self.dark else "light")).as_posix()
        return Template(template).substitute(words)


def _dress(app: QApplication, sheet: str) -> None:
    """Give the program another stylesheet, each widget once.

    Where one sheet takes the place of another, Qt dresses a widget again for every ancestor it has, eleven
    times on average; taking the old one off first dresses each twice.
    """
    app.setStyleSheet("")
    app.setStyleSheet(sheet)


_SCHEMES = {
    Choice.SYSTEM: Qt.ColorScheme.Unknown,
    Choice.LIGHT: Qt.ColorScheme.Light,
    Choice.DARK: Qt.ColorScheme.Dark,
}
_SIZES = {
    "display": TypeRole.DISPLAY,
    "page": TypeRole.PAGE,
    "pane": TypeRole.PANE,
    "card_title": TypeRole.CARD,
    "body": TypeRole.BODY,
    "small": TypeRole.SMALL,
    "smallest": TypeRole.SMALLEST,
}


@cache
def theme() -> Theme:
    """Give the one theme of the program."""
    return Theme()


@cache
def families() -> list[str]:
    """Give the families to draw with: the first of the design's that is installed, then the shipped one."""
    installed = [family for family in FAMILIES[:-1] if QFontDatabase.hasFamily(family)]
    return [*installed[:1], SHIPPED_FAMILY]


@cache
def load_fonts() -> None:
    """Make the shipped interface font known to Qt, once."""
    for weight in ("Regular", "Semibold", "Bold"):
        QFontDatabase.addApplicationFont(str(RESOURCES / "fonts" / f"SourceSans3-{weight}.ttf"))


def palette_of(tokens: Tokens) -> QPalette:
    """Make the full palette, disabled group included, so that unstyled parts agree with the tokens."""
    roles = QPalette.ColorRole
    palette = QPalette()
    for role, colour in (
        (roles.Window, tokens.canvas),
        (roles.Base, tokens.card),
        (roles.AlternateBase, tokens.head),
        (roles.Button, tokens.card),
        (roles.ToolTipBase, tokens.card),
        (roles.WindowText, tokens.ink),
        (roles.Text, tokens.ink),
        (roles.ButtonText, tokens.ink),
        (roles.ToolTipText, tokens.ink),
        (roles.PlaceholderText, tokens.ink_3),
        (roles.Highlight, tokens.accent),
        (roles.HighlightedText, tokens.on_accent),
        (roles.Link, tokens.accent),
        (roles.LinkVisited, tokens.accent),
        (roles.Accent, tokens.accent),
        (roles.Light, tokens.card),
        (roles.Midlight, tokens.head),
        (roles.Mid, tokens.line),
        (roles.Dark, tokens.line_strong),
        (roles.Shadow, tokens.ink_3),
    ):
        palette.setColor(role, colour)
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, tokens.disabled)
    return palette
