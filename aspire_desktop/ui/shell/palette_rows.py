"""The rows of the palette: kinds of thing, headings and hits, and how they are drawn."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from aspire_desktop.domain.office.values import fold
from aspire_desktop.ui.looks.icons import NAV, paint_icon
from aspire_desktop.ui.looks.theme import TypeRole, theme
from aspire_desktop.ui.widgets.cell_painting import elided
from aspire_desktop.ui.widgets.key_cap import cap_size, paint_cap

Index = QModelIndex | QPersistentModelIndex
INDENT = 16
ROW, HEADING = 38, 24


@dataclass(frozen=True)
class Kind:
    """A kind of thing that is found: its sign, heading, icon and the screen that shows it."""

    sign: str
    words: str
    icon: str
    screen: str
    tab: str = ""


KINDS = {
    "organisation": Kind("%", "Organisations", "buildings", "organisations"),
    "person": Kind("@", "People", "user", "people"),
    "cohort": Kind("#", "Cohorts", "users-three", "cohorts"),
    "certificate": Kind("№", "Certificates", "certificate", "cohort", "certificates"),
    "action": Kind(">", "Actions", "keyboard", ""),
}


@dataclass(frozen=True)
class Hit:
    """A row that can be chosen."""

    kind: str
    name: str
    detail: str
    icon: str
    keys: str
    run: Callable[[], object]


@dataclass(frozen=True)
class Heading:
    """A row that names the hits below it, and how many there are."""

    words: str
    count: int


class PaletteModel(QAbstractListModel):
    """Headings and hits. DisplayRole holds the row in words; UserRole the row itself."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rows: list[Heading | Hit] = []
        self.typed = ""

    def show_hits(self, hits: Sequence[Hit], typed: str, most: int) -> None:
        """Show at most `most` hits of each kind, in the order in which kinds are declared."""
        self.beginResetModel()
        self.typed = typed
        self._rows = []
        for key, kind in KINDS.items():
            ours = [hit for hit in hits if hit.kind == key]
            if ours:
                self._rows += [Heading(kind.words, len(ours)), *ours[:most]]
        self.endResetModel()

    def hits(self) -> Iterator[Hit]:
        """Give the hits shown."""
        return (row for row in self._rows if isinstance(row, Hit))

    def hit(self, index: Index) -> Hit | None:
        """Give the hit of a row, None for a heading."""
        row = self._rows[index.row()] if index.isValid() else None
        return row if isinstance(row, Hit) else None

    def first_hit(self) -> QModelIndex | None:
        """Give the first row that can be chosen."""
        return self.index(1) if self._rows else None

    def neighbour(self, index: Index, step: int) -> QModelIndex:
        """Give the next row that can be chosen, round the end."""
        places = [number for number, row in enumerate(self._rows) if isinstance(row, Hit)]
        if not places:
            return QModelIndex()
        now = places.index(index.row()) if index.row() in places else -step
        return self.index(places[(now + step) % len(places)])

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        """Count headings and hits."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give a row in words, or the row itself."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.words if isinstance(row, Heading) else f"{row.name} {row.detail}".strip()
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let hits be chosen, headings not."""
        if isinstance(self.data(index, Qt.ItemDataRole.UserRole), Heading):
            return Qt.ItemFlag.ItemIsEnabled
        return super().flags(index)


class PaletteDelegate(QStyledItemDelegate):
    """Draws headings, and hits with the letters that were typed bold and underlined."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        """Ask for the height of a row."""
        text = QFontMetrics(theme().font(TypeRole.BODY)).height()
        heading = isinstance(index.data(Qt.ItemDataRole.UserRole), Heading)
        return QSize(200, max(HEADING, text + 6) if heading else max(ROW, text + 16))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        row, rect = index.data(Qt.ItemDataRole.UserRole), QRect(option.rect)
        if isinstance(row, Heading):
            _paint_heading(painter, rect, row)
        elif isinstance(row, Hit):
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            model = index.model()
            _paint_hit(painter, rect, row, chosen, model.typed if isinstance(model, PaletteModel) else "")


def _paint_heading(painter: QPainter, rect: QRect, heading: Heading) -> None:
    tokens = theme().tokens
    painter.fillRect(rect, tokens.head)
    painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, tokens.line)
    painter.setFont(theme().font(TypeRole.SMALL_STRONG))
    painter.setPen(tokens.ink_2)
    inside = rect.adjusted(INDENT, 0, -INDENT, 0)
    painter.drawText(inside, int(Qt.AlignmentFlag.AlignVCenter), heading.words)
    right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
    painter.drawText(inside, int(right), str(heading.count))


def _paint_hit(painter: QPainter, rect: QRect, hit: Hit, chosen: bool, typed: str) -> None:
    tokens = theme().tokens
    middle = rect.center().y()
    if chosen:
        painter.fillRect(rect, tokens.selection)
        painter.fillRect(rect.left(), rect.top(), 3, rect.height(), tokens.accent)
    box = QRect(rect.left() + INDENT, middle - NAV // 2 + 1, NAV, NAV)
    paint_icon(painter, box, hit.icon, "accent" if chosen else "ink_2")
    keys = hit.keys or ("Enter" if chosen else "")
    right = rect.right() - INDENT
    if keys:
        right -= cap_size(keys).width()
        paint_cap(painter, right, rect.center().y() + 1, keys, tokens.ink_2, tokens.line_strong)
        right -= 12
    left = box.right() + 12
    painter.setPen(tokens.ink)
    left += _paint_marked(painter, QRect(left, rect.top(), right - left, rect.height()), hit.name, typed)
    painter.setFont(theme().font(TypeRole.SMALL))
    painter.setPen(tokens.ink_2)
    room = QRect(left + 12, rect.top(), right - left - 12, rect.height())
    painter.drawText(
        room, int(Qt.AlignmentFlag.AlignVCenter), elided(painter.font(), hit.detail, room.width())
    )


def _paint_marked(painter: QPainter, rect: QRect, name: str, typed: str) -> int:
    """Draw the name with what was typed bold and underlined; give its width."""
    plain, strong = theme().font(TypeRole.BODY), QFont(theme().font(TypeRole.STRONG))
    strong.setUnderline(True)
    at = fold(name).find(fold(typed)) if typed and len(fold(name)) == len(name) else -1
    end = at + len(fold(typed))
    parts = [(plain, name)] if at < 0 else [(plain, name[:at]), (strong, name[at:end]), (plain, name[end:])]
    left = rect.left()
    for font, words in parts:
        painter.setFont(font)
        shown = elided(font, words, rect.right() - left)
        painter.drawText(
            QRect(left, rect.top(), rect.right() - left, rect.height()),
            int(Qt.AlignmentFlag.AlignVCenter),
            shown,
        )
        left += QFontMetrics(font).horizontalAdvance(shown)
    return left - rect.left()
