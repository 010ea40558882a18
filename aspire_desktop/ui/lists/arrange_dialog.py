"""The dialog that says which columns of a list are shown, and in which order; by keyboard as by mouse."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.forms.form_dialog import FormDialog
from aspire_desktop.ui.widgets.button import Button
from aspire_desktop.ui.widgets.field import Field

INTRO = "The order holds for the list on screen, for what is copied from it, and for its files."
SHOWN = 12
"""Lines seen at once."""
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class ColumnsField(QWidget, Field[tuple[str, ...]]):
    """Every column with a box to tick, in an order that buttons, or Alt with an arrow, change."""

    def __init__(self, known: Sequence[str], shown: Sequence[str]) -> None:
        super().__init__()
        self.list = QListWidget()
        self.list.setProperty("quoted", True)
        self.list.setAccessibleName("Columns")
        self.list.setAccessibleDescription("Space ticks, Alt with the up or down arrow moves")
        for heading in dict.fromkeys([*shown, *known]):
            QListWidgetItem(heading, self.list)
        self.put(tuple(shown))
        row = max(26, self.list.fontMetrics().height() + 8)
        self.list.setFixedHeight(min(SHOWN, self.list.count()) * row + 10)
        self.list.setCurrentRow(0)
        self.list.installEventFilter(self)
        self.up = self._button("Move &up", "Alt+Up", -1)
        self.down = self._button("Move &down", "Alt+Down", 1)
        self.setFocusProxy(self.list)
        self._lay_out()

    def _button(self, words: str, keys: str, step: int) -> Button:
        made = Button(words, keys=keys, small=True)
        made.clicked.connect(lambda: self.move_by(step))
        return made

    def _lay_out(self) -> None:
        column, line = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list)
        for each in (self.up, self.down):
            line.addWidget(each)
        line.addStretch(1)
        column.addLayout(line)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Move the column that the keyboard is on by Alt with an arrow."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = _STEPS.get(Qt.Key(event.key()), 0)
            if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
                self.move_by(step)
                return True
        return False

    def move_by(self, step: int) -> None:
        """Move the current column up or down, as far as there is a place."""
        row = self.list.currentRow()
        if row >= 0 and 0 <= row + step < self.list.count():
            self.list.insertItem(row + step, self.list.takeItem(row))
            self.list.setCurrentRow(row + step)

    @property
    def given(self) -> tuple[str, ...]:
        """Give the columns that are ticked, in their order."""
        items = map(self.list.item, range(self.list.count()))
        return tuple(each.text() for each in items if each.checkState() is Qt.CheckState.Checked)

    def put(self, value: tuple[str, ...]) -> None:
        """Tick these columns."""
        for number in range(self.list.count()):
            item = self.list.item(number)
            ticked = item.text() in value
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)

    def when_changed(self, hear: Callable[[], object]) -> None:
        """Have `hear` called when a column is ticked, not any more, or moved."""
        self.list.itemChanged.connect(lambda _: hear())
        self.list.model().rowsInserted.connect(lambda *_: hear())


class ArrangeDialog(FormDialog):
    """Ticks and order of the columns; `then` takes those that are ticked."""

    def __init__(
        self, desk: Desk, known: Sequence[str], shown: Sequence[str], then: Callable[[tuple[str, ...]], None]
    ) -> None:
        super().__init__(desk, "Arrange columns", "Use this order", INTRO)
        self._then = then
        self.columns = ColumnsField(known, shown)
        self.add("&Columns", self.columns, need="Tick at least one column")

    def send(self) -> None:
        """Hand the columns on."""
        self.accept()
        self._then(self.columns.given)
