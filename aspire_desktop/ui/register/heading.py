"""The head of the register: the session's title above its day, the one worked on filled."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QWidget

from aspire_desktop.domain.office.values import short_day
from aspire_desktop.domain.programmes.registers import RegisterColumn
from aspire_desktop.ui.looks.theme import TypeRole, theme
from aspire_desktop.ui.register.model import RegisterModel
from aspire_desktop.ui.widgets.cell_painting import PADDING, elided
from aspire_desktop.ui.widgets.table_header import TableHeader

_CENTRE = int(Qt.AlignmentFlag.AlignCenter)


class RegisterHeading(TableHeader):
    """Reads the sessions from a RegisterModel."""

    def __init__(self, model: RegisterModel, parent: QWidget | None = None) -> None:
        super().__init__((), parent)
        self._register = model
        self.today_column = -1
        self.setSectionsClickable(False)
        self.setSectionsMovable(False)

    def words(self, column: int, width: int | None = None) -> str:
        """Give the upper line of a session's heading, its title cut to what fits a width."""
        session = self._register.session_at(column)
        title = session.session.title if session else ""
        after = " · today" if column == self.today_column else ""
        if width is None:
            return title + after
        font = theme().font(TypeRole.SMALL_STRONG)
        return elided(font, title, width - QFontMetrics(font).horizontalAdvance(after)) + after

    def band(self) -> int:
        """Give the height of the upper line."""
        return max(24, QFontMetrics(theme().font(TypeRole.SMALL_STRONG)).height() + 8)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Ask for two lines."""
        lower = max(22, QFontMetrics(theme().font(TypeRole.SMALL)).height() + 4)
        return QSize(super().sizeHint().width(), self.band() + lower)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N802, N803
        """Draw one heading."""
        session = self._register.session_at(logicalIndex)
        if session is None:
            super().paintSection(painter, rect, logicalIndex)
            if logicalIndex >= self._register.attended:
                painter.fillRect(rect.left(), rect.top(), 1, rect.height(), theme().tokens.line)
            return
        painter.save()
        self._paint_session(painter, rect, session, logicalIndex)
        painter.restore()

    def _paint_session(self, painter: QPainter, rect: QRect, session: RegisterColumn, column: int) -> None:
        tokens = theme().tokens
        current = column == self._register.session
        upper = QRect(rect.left(), rect.top(), rect.width(), self.band())
        lower = rect.adjusted(0, upper.height(), 0, 0)
        painter.fillRect(upper, tokens.accent if current else tokens.head)
        painter.fillRect(lower, tokens.accent_soft if current else tokens.head)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, tokens.line)
        painter.fillRect(rect.left(), rect.top(), 1, rect.height(), tokens.line)
        if not current:
            painter.fillRect(upper.left(), upper.bottom(), upper.width(), 1, tokens.line)
        upper_ink = tokens.on_accent if current else tokens.ink_2
        _write(painter, upper, self.words(column, rect.width() - PADDING), TypeRole.SMALL_STRONG, upper_ink)
        _write(painter, lower, short_day(session.session.on), TypeRole.SMALL, tokens.ink_2)


def _write(painter: QPainter, box: QRect, words: str, role: TypeRole, ink: QColor) -> None:
    font = theme().font(role)
    painter.setFont(font)
    painter.setPen(ink)
    painter.drawText(box, _CENTRE, elided(font, words, box.width() - PADDING))
