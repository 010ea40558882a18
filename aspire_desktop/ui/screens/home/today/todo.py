"""The list of what needs doing: Enter or a click on the button does the next step."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QButtonGroup, QStackedWidget, QStyle, QStyleOptionViewItem

from aspire_desktop.ui.desk.signals import Destination
from aspire_desktop.ui.lists.board import BoardModel, Line
from aspire_desktop.ui.lists.give_way import GiveWay
from aspire_desktop.ui.looks.theme import RADIUS, TypeRole, theme
from aspire_desktop.ui.screens.home.today.tasks import Task, lines_of
from aspire_desktop.ui.widgets.button import Button
from aspire_desktop.ui.widgets.card import Card
from aspire_desktop.ui.widgets.cell_painting import PADDING, paint_ring
from aspire_desktop.ui.widgets.cells import Cell, Column
from aspire_desktop.ui.widgets.data_table import DataTable
from aspire_desktop.ui.widgets.delegates import CellDelegate, Index
from aspire_desktop.ui.widgets.empty_state import EmptyState

COLUMNS = (
    Column(Cell.PILL, 112),
    Column(Cell.TWO_LINES, stretch=True),
    Column(Cell.STRONG),
    Column(Cell.TEXT),
    Column(Cell.TEXT, 132),
)
HEADINGS = ("Status", "What", "Where", "When", "Action")
WHERE, WHEN, ACTION = range(2, len(COLUMNS))
EDGE, HEIGHT = 13, 26


class ButtonDelegate(CellDelegate):
    """Draws the words of a cell as a button: in the accent on the row that Enter runs."""

    role = TypeRole.STRONG

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row's ground and the button, with the ring round it and not round the cell."""
        plain = QStyleOptionViewItem(option)
        state: QStyle.StateFlag = option.state
        plain.state = state & ~QStyle.StateFlag.State_HasFocus
        super().paint(painter, plain, index)
        if state & QStyle.StateFlag.State_HasFocus:
            paint_ring(painter, self.box(option.rect, index).adjusted(-4, -4, 4, 4))

    def paint_content(self, painter: QPainter, rect: QRect, index: Index, selected: bool) -> None:
        """Draw the button."""
        tokens = theme().tokens
        box = self.box(rect.adjusted(-PADDING, 0, PADDING, 0), index)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(tokens.accent if selected else tokens.line_strong, 1))
        painter.setBrush(tokens.accent if selected else tokens.card)
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        painter.setFont(theme().font(TypeRole.STRONG if selected else TypeRole.BODY))
        painter.setPen(tokens.on_accent if selected else tokens.ink)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), self.words(index))
        painter.restore()

    def box(self, rect: QRect, index: Index) -> QRect:
        """Give where the button stands in its cell: at the right, as wide as its words."""
        width = self.width(index) + 18
        height = max(HEIGHT, QFontMetrics(theme().font(self.role)).height() + 8)
        return QRect(rect.right() - EDGE - width, rect.center().y() - height // 2, width, height)


class ToDo(Card):
    """What needs doing, of everybody or one's own. `opened` carries the Destination of a task."""

    opened = Signal(Destination)
    turned = Signal(bool)
    """Whether only one's own are wanted."""

    def __init__(self) -> None:
        super().__init__("To do")
        self.model = BoardModel(HEADINGS, self)
        self.table = DataTable("To do", COLUMNS, grouped=True)
        self.table.setModel(self.model)
        self.table.setItemDelegateForColumn(ACTION, ButtonDelegate(self.table))
        self.table.setSelectionMode(DataTable.SelectionMode.SingleSelection)
        self.table.horizontalHeader().hide()
        self.table.search_column = 1
        self._tasks: Sequence[Task] = ()
        GiveWay(self.table, {WHEN: 680, WHERE: 460}).turned.connect(self._reword)
        self.table.opened.connect(self._open)
        self.table.clicked.connect(self._click)
        self.nothing = EmptyState("check-circle", "Nothing needs doing", "All registers are marked.")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.nothing)
        self.body.addWidget(self._stack)
        self._add_choice()

    def _add_choice(self) -> None:
        self.mine, self.everyones = (Button(words, small=True) for words in ("Mine", "Everyone’s"))
        self._choice = QButtonGroup(self)
        for button in (self.mine, self.everyones):
            button.setCheckable(True)
            self._choice.addButton(button)
            self.add_trailing(button)
        self.mine.setChecked(True)
        self.mine.toggled.connect(self.turned)

    def show_tasks(self, tasks: Sequence[Task]) -> None:
        """Show these tasks, and stay on the one that was chosen; the first time, start on the first."""
        before = self.model.line_at(self.table.currentIndex())
        place = self.table.currentIndex().row()
        count = f"{len(tasks)} item{'' if len(tasks) == 1 else 's'}, most urgent first" if tasks else ""
        self.set_title("To do", count)
        self._tasks = tuple(tasks)
        self.model.show_lines(self._lines())
        for column in (WHERE, WHEN):  # what they do not need goes to the words of the task
            self.table.resizeColumnToContents(column)
        self._stack.setCurrentWidget(self.table if tasks else self.nothing)
        row = self.model.row_of(before.key) if before else None
        if row is None:
            row = self._near(place)
        if row is not None:
            self.table.setCurrentIndex(self.model.index(row, ACTION))

    def _lines(self) -> list[Line]:
        """Give the lines; where and when stand below the task where their columns have no room."""
        gone = [column for column in (WHEN, WHERE) if self.table.isColumnHidden(column)]
        return [_with_below(line, gone) for line in lines_of(self._tasks)]

    def _reword(self) -> None:
        """Show the tasks again with other columns."""
        index = self.table.currentIndex()
        row, column = index.row(), index.column()
        self.model.show_lines(self._lines())
        if row >= 0:
            self.table.setCurrentIndex(self.model.index(row, column))

    def _near(self, place: int) -> int | None:
        """Give the row where a finished task stood, or else the first."""
        ahead = range(max(0, place), self.model.rowCount())
        standing = (row for row in ahead if self.model.line_at(self.model.index(row, 0)))
        return next(standing, self.model.first_row())

    def start(self) -> None:
        """Put the keyboard on the chosen task."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self, index: QModelIndex) -> None:
        line = self.model.line_at(index)
        if line is not None and line.place is not None:
            self.opened.emit(line.place)

    def _click(self, index: QModelIndex) -> None:
        if index.column() == ACTION:
            self._open(index)
        elif self.model.line_at(index):
            self.table.setCurrentIndex(index.siblingAtColumn(ACTION))


def _with_below(line: Line, gone: Sequence[int]) -> Line:
    moved = [line.cells[column].words for column in gone if line.cells]
    if not any(moved):
        return line
    what = line.cells[WHERE - 1]
    second = " · ".join(filter(None, (*moved, what.second)))
    cells = (*line.cells[: WHERE - 1], replace(what, second=second), *line.cells[WHERE:])
    return replace(line, cells=cells)
