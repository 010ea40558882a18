"""The list of what needs doing: Enter or a click on the button does the next step."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QButtonGroup, QStyle, QStyleOptionViewItem

from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.desk.signals import Destination
from aspire_desktop.ui.lists.fields import Field
from aspire_desktop.ui.lists.list_commands import ListCommands
from aspire_desktop.ui.lists.list_of import Empty, ListOf
from aspire_desktop.ui.lists.row_list import RowList
from aspire_desktop.ui.lists.sifting import Grouping
from aspire_desktop.ui.looks.theme import RADIUS, Tone, TypeRole, theme
from aspire_desktop.ui.screens.home.today.tasks import Task, Urgency
from aspire_desktop.ui.widgets.button import Button
from aspire_desktop.ui.widgets.card import Card
from aspire_desktop.ui.widgets.cell_painting import PADDING, paint_ring
from aspire_desktop.ui.widgets.cells import Cell
from aspire_desktop.ui.widgets.delegates import CellDelegate, Index

WHAT, WHERE, WHEN, ACTION = range(1, 5)
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


def _when_tone(task: Task) -> Tone | None:
    return Tone.BAD if task.group is Urgency.OVERDUE else None


def tasks_list(below: Callable[[Task], str]) -> ListOf[Task]:
    """Tell the list of tasks; `below` gives what stands under the words of one."""
    return ListOf(
        name="To do",
        noun=("item", "items"),
        key=lambda task: task.key,
        fields=(
            Field("Status", lambda task: task.look.words, Cell.PILL, 112, pill=lambda task: task.look),
            Field(
                "What",
                lambda task: task.title,
                Cell.TWO_LINES,
                stretch=True,
                value=lambda task: f"{task.title} · {task.detail}",
                second=below,
            ),
            Field("Where", lambda task: task.where, Cell.STRONG, least=460),
            Field("When", lambda task: task.when, least=680, tone=_when_tone),
            Field("Action", lambda task: task.verb, width=132),
        ),
        grouping=Grouping(
            "Urgency", lambda task: task.group, lambda task: list(Urgency).index(task.group), folds=False
        ),
        empty=Empty("check-circle", "Nothing needs doing", "All registers are finished."),
    )


class ToDo(Card):
    """What needs doing, of everybody or one's own. `opened` carries the Destination of a task."""

    opened = Signal(Destination)
    turned = Signal(bool)
    """Whether only one's own are wanted."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("To do")
        self.list = RowList(desk, tasks_list(self._below))
        self.list.setParent(self)
        self.files = ListCommands(self.list)
        self.files.offer_for_rows([self.files.opening("&Open")])
        self.model, self.table = self.list.model, self.list.table
        self.table.setItemDelegateForColumn(ACTION, ButtonDelegate(self.table))
        self.table.horizontalHeader().hide()
        self.table.search_column = WHAT
        self.list.opened.connect(self._open)
        self.table.clicked.connect(self._click)
        self.body.addWidget(self.list.stack)
        self.body.addWidget(self.files.jobs)
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
        count = f"{len(tasks)} item{'' if len(tasks) == 1 else 's'}, most urgent first" if tasks else ""
        self.set_title("To do", count)
        self.list.take(tasks)
        for column in (WHERE, WHEN):  # what they do not need goes to the words of the task
            self.table.resizeColumnToContents(column)
        self._stand_on_button(self.table.currentIndex())

    def _below(self, task: Task) -> str:
        """Give what stands below a task; with it where and when, where their columns have no room."""
        gone = self.list.columns.given_way
        moved = (task.when if "When" in gone else "", task.where if "Where" in gone else "")
        return " · ".join(part for part in (*moved, task.detail) if part)

    def _stand_on_button(self, index: QModelIndex) -> None:
        if self.model.row_at(index) is not None:
            self.table.setCurrentIndex(index.siblingAtColumn(ACTION))

    def start(self) -> None:
        """Put the keyboard on the chosen task."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self) -> None:
        if self.list.current is not None:
            self.opened.emit(self.list.current.place)

    def _click(self, index: QModelIndex) -> None:
        if index.column() == ACTION:
            self._open()
        else:
            self._stand_on_button(index)
