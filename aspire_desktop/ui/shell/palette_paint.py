"""How the rows of the palette are drawn: the letters that were typed bold and underlined."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QIcon, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from aspire_desktop.domain.office.values import fold
from aspire_desktop.ui.looks.icons import NAV, paint_icon
from aspire_desktop.ui.looks.theme import TypeRole, theme
from aspire_desktop.ui.shell.palette_rows import Hit, HitsHeading, PaletteModel
from aspire_desktop.ui.widgets.cell_painting import elided
from aspire_desktop.ui.widgets.key_cap import cap_size, paint_cap

Index = QModelIndex | QPersistentModelIndex
INDENT = 16
ROW, HEADING = 38, 24
_MIDDLE = Qt.AlignmentFlag.AlignVCenter


class PaletteDelegate(QStyledItemDelegate):
    """Draws headings, what can be chosen, and what cannot be run with the reason beside it."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        """Ask for the height of a row."""
        text = QFontMetrics(theme().font(TypeRole.BODY)).height()
        heading = isinstance(index.data(Qt.ItemDataRole.UserRole), HitsHeading)
        return QSize(200, max(HEADING, text + 6) if heading else max(ROW, text + 16))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        row, rect = index.data(Qt.ItemDataRole.UserRole), QRect(option.rect)
        if isinstance(row, HitsHeading):
            _paint_heading(painter, rect, row)
        elif isinstance(row, Hit):
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            model = index.model()
            _paint_hit(painter, rect, row, chosen, model.typed if isinstance(model, PaletteModel) else "")


def _paint_heading(painter: QPainter, rect: QRect, heading: HitsHeading) -> None:
    tokens = theme().tokens
    painter.fillRect(rect, tokens.head)
    painter.fillRect(rect.left(), rect.top(), rect.width(), 1, tokens.line)
    painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, tokens.line)
    painter.setFont(theme().font(TypeRole.SMALL_STRONG))
    painter.setPen(tokens.ink_2)
    inside = rect.adjusted(INDENT, 0, -INDENT, 0)
    painter.drawText(inside, int(_MIDDLE), heading.words)
    painter.setFont(theme().font(TypeRole.SMALL))
    painter.drawText(inside, int(_MIDDLE | Qt.AlignmentFlag.AlignRight), heading.count)


def _paint_hit(painter: QPainter, rect: QRect, hit: Hit, chosen: bool, typed: str) -> None:
    tokens = theme().tokens
    if chosen:
        painter.fillRect(rect, tokens.selection)
        painter.fillRect(rect.left(), rect.top(), 3, rect.height(), tokens.accent)
    box = QRect(rect.left() + INDENT, rect.center().y() - NAV // 2 + 1, NAV, NAV)
    if hit.glyph is not None:
        hit.glyph.paint(painter, box, mode=QIcon.Mode.Disabled if hit.reason else QIcon.Mode.Normal)
    else:
        paint_icon(painter, box, hit.icon, "accent" if chosen else "ink_2")
    right = _paint_right(painter, rect, hit, chosen)
    left = box.right() + 12
    painter.setPen(tokens.ink_2 if hit.reason else tokens.ink)
    name = QRect(left, rect.top(), right - left, rect.height())
    left += _paint_marked(painter, name, hit.name, typed, TypeRole.BODY)
    painter.setPen(tokens.ink_2)
    room = QRect(left + 12, rect.top(), right - left - 12, rect.height())
    _paint_marked(painter, room, hit.reason or hit.detail, "" if hit.reason else typed, TypeRole.SMALL)


def _paint_right(painter: QPainter, rect: QRect, hit: Hit, chosen: bool) -> int:
    """Draw the keys of a command, or what Enter does; give where they begin."""
    tokens, right = theme().tokens, rect.right() - INDENT
    opens = chosen and not hit.reason
    keys = hit.keys or ("Enter" if opens else "")
    if keys:
        right -= cap_size(keys).width()
        paint_cap(painter, right, rect.center().y() + 1, keys, tokens.ink_2, tokens.line_strong)
        right -= 12
    if opens and hit.found is not None:
        painter.setFont(theme().font(TypeRole.SMALL))
        painter.setPen(tokens.ink_2)
        painter.drawText(
            QRect(0, rect.top(), right, rect.height()), int(_MIDDLE | Qt.AlignmentFlag.AlignRight), "Open"
        )
        right -= painter.fontMetrics().horizontalAdvance("Open") + 12
    return right


def _parts(words: str, typed: str) -> list[tuple[bool, str]]:
    """Split words round the first place that holds each word typed; the marked ones with True."""
    folded = fold(words)
    if not typed or len(folded) != len(words):
        return [(False, words)]
    marks = set[int]()
    for each in [fold(typed)] if fold(typed) in folded else fold(typed).split():
        at = folded.find(each)
        marks.update(range(at, at + len(each)) if at >= 0 else ())
    parts: list[tuple[bool, str]] = []
    for number, letter in enumerate(words):
        marked = number in marks
        if parts and parts[-1][0] is marked:
            parts[-1] = (marked, parts[-1][1] + letter)
        else:
            parts.append((marked, letter))
    return parts


def _paint_marked(painter: QPainter, rect: QRect, words: str, typed: str, role: TypeRole) -> int:
    """Draw words with what was typed bold and underlined; give their width."""
    strong_role = TypeRole.STRONG if role is TypeRole.BODY else TypeRole.SMALL_STRONG
    plain, strong = theme().font(role), QFont(theme().font(strong_role))
    strong.setUnderline(True)
    left = rect.left()
    for marked, part in _parts(words, typed):
        font = strong if marked else plain
        painter.setFont(font)
        room = rect.right() - left
        shown = elided(font, part, room)
        painter.drawText(QRect(left, rect.top(), room, rect.height()), int(_MIDDLE), shown)
        left += QFontMetrics(font).horizontalAdvance(shown)
        if shown != part:
            break
    return left - rect.left()
