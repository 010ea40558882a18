"""The navigation at the left: places to go, what is pinned, settings and who works here."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QSizePolicy, QVBoxLayout, QWidget

from aspire_desktop.ui.looks.icons import BUTTON, NAV, Weight, paint_icon
from aspire_desktop.ui.looks.theme import RADIUS, TypeRole, theme
from aspire_desktop.ui.widgets.cell_painting import elided
from aspire_desktop.ui.widgets.enter import entered
from aspire_desktop.ui.widgets.label import label, rule

WIDE, NARROW = 196, 52


@dataclass(frozen=True)
class NavItem:
    """A place to go: its key, words, icon and the shortcut people read ("Ctrl+1")."""

    key: str
    words: str
    icon: str
    keys: str = ""


class NavButton(QAbstractButton):
    """One line of the navigation."""

    def __init__(self, item: NavItem, small: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.item = item
        self._small = small
        self._count = 0
        self.narrow = False
        self.setText(item.words)
        self.setCheckable(not small)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.set_count(0)
        theme().changed.connect(self.updateGeometry)

    def set_count(self, count: int) -> None:
        """Show how many things wait there; 0 shows nothing."""
        self._count = count
        self.setAccessibleName(f"{self.item.words}, {count} waiting" if count else self.item.words)
        keys = f" ({self.item.keys})" if self.item.keys else ""
        self.setToolTip(f"{self.item.words}{keys}")
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Click on Enter as on Space."""
        if not entered(event, self.click):
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Ask for 34 pixels of height, 30 for pinned lines."""
        least = 30 if self._small else 34
        return QSize(NARROW - 16, max(least, self.fontMetrics().height() + 12))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw ground, icon, words and count."""
        painter = QPainter(self)
        tokens, current = theme().tokens, self.isChecked()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if current or self.underMouse():
            painter.setPen(QPen(tokens.line, 1) if current else Qt.PenStyle.NoPen)
            painter.setBrush(tokens.card if current else tokens.accent_soft)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        if current:
            painter.fillRect(QRectF(0, self.height() / 2 - 8, 3, 16), tokens.accent)
        size = BUTTON if self._small else NAV
        left = (self.width() - size) // 2 if self.narrow else 12
        box = QRect(left, (self.height() - size) // 2, size, size)
        weight = Weight.FILL if current else Weight.REGULAR
        paint_icon(painter, box, self.item.icon, "accent" if current else "ink_2", weight)
        if not self.narrow:
            self._paint_words(painter, current)

    def _paint_words(self, painter: QPainter, current: bool) -> None:
        tokens = theme().tokens
        role = TypeRole.STRONG if current else TypeRole.SMALL if self._small else TypeRole.BODY
        painter.setFont(theme().font(role))
        painter.setPen(tokens.ink)
        count = f"{self._count:,}" if self._count else ""
        taken = painter.fontMetrics().horizontalAdvance(count) + 16 if count else 8
        room = QRect(39, 0, self.width() - 39 - taken, self.height())
        flags = int(Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(room, flags, elided(painter.font(), self.item.words, room.width()))
        if count:
            at_right = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
            painter.drawText(self.rect().adjusted(0, 0, -14, 0), at_right, count)


class NavList(QFrame):
    """`chosen` carries the key of an item, `pinned_chosen` the key of a pinned line."""

    chosen = Signal(str)
    pinned_chosen = Signal(str)

    def __init__(
        self, items: Sequence[NavItem], last: Sequence[NavItem] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("nav")
        self.setAccessibleName("Navigation")
        self._buttons: dict[str, NavButton] = {}
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(8, 8, 8, 8)
        self._whole.setSpacing(0)
        for item in items:
            self._whole.addWidget(self._made(item))
        self._heading = label("Pinned", TypeRole.SMALL_STRONG, "3")
        self._heading.setContentsMargins(12, 12, 0, 4)
        self._pinned = QVBoxLayout()
        self._pinned_buttons: list[NavButton] = []
        self._whole.addWidget(self._heading)
        self._whole.addLayout(self._pinned)
        self._whole.addStretch(1)
        for item in last:
            self._whole.addWidget(self._made(item))
        self._person = label("", TypeRole.SMALL_STRONG)
        self._role = label("", TypeRole.SMALL, "2", wraps=True)
        self._whole.addWidget(rule())
        for part in (self._person, self._role):
            part.setContentsMargins(12, 0, 0, 0)
            self._whole.addWidget(part)
        self._person.setContentsMargins(12, 8, 0, 0)
        self.set_pinned(())
        self.set_narrow(False)

    def _made(self, item: NavItem) -> NavButton:
        button = NavButton(item)
        button.setAutoExclusive(True)
        button.clicked.connect(lambda: self.chosen.emit(item.key))
        self._buttons[item.key] = button
        return button

    def set_current(self, key: str) -> None:
        """Mark where the person is; raises KeyError for an unknown key."""
        self._buttons[key].setChecked(True)

    def set_count(self, key: str, count: int) -> None:
        """Show how many things wait at a place; raises KeyError for an unknown key."""
        self._buttons[key].set_count(count)

    def set_pinned(self, items: Sequence[NavItem]) -> None:
        """Show these pinned lines, in place of any before."""
        for button in self._pinned_buttons:
            button.deleteLater()
        self._pinned_buttons = [NavButton(item, small=True) for item in items]
        for button in self._pinned_buttons:
            button.narrow = self.narrow
            button.clicked.connect(lambda _=False, key=button.item.key: self.pinned_chosen.emit(key))
            self._pinned.addWidget(button)
        self._heading.setVisible(bool(items) and not self.narrow)

    def set_person(self, name: str, role: str) -> None:
        """Show who works here, at the foot."""
        self._person.setText(name)
        self._role.setText(role)

    @property
    def narrow(self) -> bool:
        """Say whether only icons are shown."""
        return self.width() == NARROW

    def set_narrow(self, narrow: bool) -> None:
        """Collapse to icons, or show the words again."""
        self.setFixedWidth(NARROW if narrow else WIDE)
        for button in (*self._buttons.values(), *self._pinned_buttons):
            button.narrow = narrow
            button.update()
        self._heading.setVisible(bool(self._pinned_buttons) and not narrow)
        self._person.setVisible(not narrow)
        self._role.setVisible(not narrow)
