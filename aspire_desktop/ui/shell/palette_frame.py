"""What stands round the rows of the palette: the signs that keep to one kind, and the keys at its foot."""

from collections.abc import Callable, Collection

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QWidget

from aspire_desktop.ui.looks.icons import paint_icon
from aspire_desktop.ui.looks.theme import TypeRole, theme
from aspire_desktop.ui.shell.finding import KINDS
from aspire_desktop.ui.widgets.enter import entered
from aspire_desktop.ui.widgets.key_cap import KeyCap
from aspire_desktop.ui.widgets.label import ElidedLabel, label

ICON = 14
ORDER = ("person", "cohort", "organisation", "certificate", "action")
HINT = "or type the sign"


class SignChip(QAbstractButton):
    """A pill that keeps to one kind; `sign` is what does the same when it is typed."""

    def __init__(self, words: str, sign: str, icon: str = "") -> None:
        super().__init__()
        self.sign, self._icon = sign, icon
        self.setText(f"{words} {sign}".strip())
        self.setAccessibleName(f"{words}, sign {sign}" if sign else words)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the sign is typed in the field
        theme().changed.connect(self.updateGeometry)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Click on Enter as on Space."""
        if not entered(event, self.click):
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Ask for icon, words and round ends."""
        metrics = QFontMetrics(theme().font(TypeRole.SMALL_STRONG))
        icon = ICON + 6 if self._icon else 0
        return QSize(metrics.horizontalAdvance(self.text()) + icon + 20, max(24, metrics.height() + 4))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the pill; the one in force is filled."""
        tokens, painter = theme().tokens, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(tokens.accent if self.isChecked() else tokens.line_strong, 1))
        painter.setBrush(tokens.accent_soft if self.isChecked() else tokens.card)
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        left = 10
        if self._icon:
            middle = self.rect().center().y() + 1
            paint_icon(painter, QRect(left, middle - ICON // 2, ICON, ICON), self._icon, "ink_2")
            left += ICON + 6
        painter.setFont(theme().font(TypeRole.SMALL_STRONG if self.isChecked() else TypeRole.SMALL))
        painter.setPen(tokens.accent if self.isChecked() else tokens.ink_2)
        room = QRect(left, 0, self.width() - left, self.height())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), self.text())


class Signs(QWidget):
    """The line of pills; `chosen` carries the sign of the one that was pressed, "" for all kinds."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        signed = {key: kind for key, kind in KINDS.items() if kind.sign}
        self._chips = {"": SignChip("All", "")}
        for key in sorted(signed, key=ORDER.index):
            self._chips[key] = SignChip(signed[key].words, signed[key].sign, signed[key].icon)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 14, 10)
        row.setSpacing(6)
        for chip in self._chips.values():
            row.addWidget(chip)
            chip.clicked.connect(self._choosing(chip.sign))
        row.addSpacing(8)
        hint = ElidedLabel(HINT, TypeRole.SMALL, "2")
        hint.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(hint, 1)

    def _choosing(self, sign: str) -> Callable[[], None]:
        return lambda: self.chosen.emit(sign)

    def offer(self, kinds: Collection[str]) -> None:
        """Leave out the kinds that are not found."""
        for key, chip in self._chips.items():
            chip.setVisible(key in ("", *kinds))

    def show_kind(self, kind: str) -> None:
        """Fill the pill of the kind that is kept to."""
        for key, chip in self._chips.items():
            chip.setChecked(key == kind)


class Foot(QFrame):
    """What the keys do, and what was opened last while something else is looked for."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("part", "footer")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 7, 16, 7)
        row.setSpacing(6)
        self._caps: dict[str, list[QWidget]] = {}
        for caps, words in (
            (("↑", "↓"), "choose"),
            (("Enter",), "open"),
            (("Tab",), "actions for this result"),
            (("Esc",), "close"),
        ):
            parts: list[QWidget] = [KeyCap(cap) for cap in caps]
            parts.append(label(words, TypeRole.SMALL, "2"))
            for part in parts:
                row.addWidget(part)
            row.addSpacing(8)
            self._caps[words] = parts
        self._recent = ElidedLabel("", TypeRole.SMALL, "2")
        self._recent.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._recent, 1)

    def show_tab(self, *, offered: bool) -> None:
        """Say what Tab does where it does something."""
        for part in self._caps["actions for this result"]:
            part.setVisible(offered)

    def show_recent(self, words: str) -> None:
        """Name what was opened last."""
        self._recent.setText(words)
