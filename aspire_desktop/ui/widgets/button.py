"""Buttons: primary, secondary and quiet, with an icon before the words and the shortcut printed after."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QAction, QColor, QFont, QFontMetrics, QIcon, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QWidget

from aspire_desktop.ui.looks.icons import BUTTON, paint_icon
from aspire_desktop.ui.looks.theme import TypeRole, theme
from aspire_desktop.ui.widgets.commands import reason_of
from aspire_desktop.ui.widgets.enter import entered
from aspire_desktop.ui.widgets.key_cap import cap_size, paint_cap

GAP = 8
TRAILING = 12


class Kind(StrEnum):
    """One primary button a page; secondary for the rest; quiet inside card headers and rows."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    QUIET = "quiet"


@dataclass(frozen=True)
class Face:
    """What stands on a button besides its words: icons by name, the shortcut as people read it."""

    icon: str = ""
    icon_token: str = ""
    keys: str = ""
    trailing: str = ""


class Button(QPushButton):
    """A button of the design. `keys` ("Ctrl+N") is printed on it and said; the QAction owns the shortcut."""

    def __init__(
        self,
        text: str,
        kind: Kind = Kind.SECONDARY,
        icon: str = "",
        keys: str = "",
        small: bool = False,
        icon_token: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._kind = kind
        self._face = Face(icon, icon_token, keys)
        self.setProperty("kind", str(kind))
        self.setProperty("small", small)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if keys:
            self.setAccessibleDescription(f"Shortcut {keys}")
        self._command: QAction | None = None
        self._whose = ""
        theme().changed.connect(self.updateGeometry)

    def stand_for(self, command: QAction) -> None:
        """Carry out a command, be usable as it is, and say whose it is where it is not for the person."""
        self._command = command
        self.clicked.connect(command.trigger)
        command.changed.connect(self._follow_command)
        self._follow_command()

    def _follow_command(self) -> None:
        if self._command is not None:
            self.setEnabled(self._command.isEnabled())
            whose, self._whose = self._whose, reason_of(self._command)
            if whose != self._whose:
                self.setToolTip(self._whose)

    @property
    def kind(self) -> Kind:
        """Give how it stands among the buttons beside it."""
        return self._kind

    def set_kind(self, kind: Kind) -> None:
        """Have it stand out more, or less."""
        self._kind = kind
        self.setProperty("kind", str(kind))
        self.style().polish(self)
        self.updateGeometry()

    @property
    def face(self) -> Face:
        """Give what stands on the button besides its words."""
        return self._face

    def set_face(self, face: Face) -> None:
        """Change icon, shortcut or trailing icon."""
        self._face = face
        self.updateGeometry()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Click on Enter as on Space."""
        if not entered(event, self.click):
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Ask for words, icons and cap with 12 pixels at both ends; 30 high, 26 when small."""
        small = bool(self.property("small"))
        metrics = QFontMetrics(self._font())
        height = max(26 if small else 30, metrics.height() + (6 if small else 10))
        ends = 20 if small else 24
        return QSize(max(height, ends + self._width_of_content(metrics) + 2), height)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Never cut the words."""
        return self.sizeHint()

    def _words(self) -> str:
        return self.text().replace("&&", "\0").replace("&", "").replace("\0", "&")

    def _width_of_content(self, metrics: QFontMetrics) -> int:
        face = self._face
        parts = [metrics.horizontalAdvance(self._words())] if self.text() else []
        parts += [BUTTON] if face.icon else []
        parts += [cap_size(face.keys).width()] if face.keys else []
        parts += [TRAILING] if face.trailing else []
        return sum(parts) + GAP * max(0, len(parts) - 1)

    def _font(self) -> QFont:
        return theme().font(TypeRole.STRONG if self._kind is Kind.PRIMARY else TypeRole.BODY)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Let the stylesheet draw the box, then draw what stands on it from the left."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text, option.icon = "", QIcon()
        option.features &= ~QStyleOptionButton.ButtonFeature.HasMenu  # the face has a caret of its own
        painter = QPainter(self)
        self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)
        painter.setFont(self._font())
        width = self._width_of_content(painter.fontMetrics())
        left = max(6, (self.width() - width) // 2)
        self._paint_face(painter, left)

    def _paint_face(self, painter: QPainter, left: int) -> None:
        face, ink = self._face, self._ink()
        token = face.icon_token if self.isEnabled() and face.icon_token else self._ink_token()
        middle = self.height() / 2
        if face.icon:
            paint_icon(painter, QRect(left, round(middle - BUTTON / 2), BUTTON, BUTTON), face.icon, token)
            left += BUTTON + GAP
        painter.setPen(ink)
        if self.text():
            width = painter.fontMetrics().horizontalAdvance(self._words())
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextShowMnemonic
            painter.drawText(QRect(left, 0, width + 4, self.height()), int(flags), self.text())
            left += width + GAP
        if face.keys:
            paint_cap(painter, left, middle, face.keys, self._cap_ink(), self._cap_edge())
        if face.trailing:
            box = QRect(left, round(middle - TRAILING / 2), TRAILING, TRAILING)
            paint_icon(painter, box, face.trailing, self._ink_token())

    def _ink_token(self) -> str:
        if not self.isEnabled():
            return "disabled"
        return "on_accent" if self._kind is Kind.PRIMARY else "ink"

    def _ink(self) -> QColor:
        return theme().tokens.colour(self._ink_token())

    def _cap_ink(self) -> QColor:
        plain = self.isEnabled() and self._kind is not Kind.PRIMARY
        return theme().tokens.ink_2 if plain else self._ink()

    def _cap_edge(self) -> QColor:
        tokens = theme().tokens
        if not self.isEnabled():
            return tokens.line
        return tokens.on_accent if self._kind is Kind.PRIMARY else tokens.line_strong


def icon_button(icon: str, name: str, parent: QWidget | None = None) -> Button:
    """Make a quiet square button that shows an icon only; `name` is its tooltip and spoken name."""
    made = Button("", Kind.QUIET, icon, parent=parent)
    made.setToolTip(name)
    made.setAccessibleName(name)
    return made
