"""The bar of marks above the grid: what the keys do, for the mouse."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QMenu, QSizePolicy, QWidget

from aspire_desktop.domain.programmes.attendance import WORDS, Code
from aspire_desktop.ui.looks.theme import theme
from aspire_desktop.ui.register.commands import Commands
from aspire_desktop.ui.widgets.button import Button, Face
from aspire_desktop.ui.widgets.label import label
from aspire_desktop.ui.widgets.mark import MARKS, Tile

OFTEN = (Code.PRESENT, Code.LATE, Code.ABSENT, Code.EXCUSED)
GAP = 6
SELDOM = (Code.LEFT_EARLY, Code.MADE_UP, Code.NOT_REQUIRED)


class MarkBar(QWidget):
    """Buttons of the frequent marks; the rest, and the fills, under More."""

    def __init__(self, commands: Commands) -> None:
        super().__init__()
        self._commands = commands
        self._words = label("Mark as", ink="2")
        self.buttons = {code: self._of_mark(code) for code in OFTEN}
        self.more = Button("More")
        self.more.set_face(Face(trailing="caret-down"))
        self.more.clicked.connect(self._open_more)
        self.clear = pressing(commands.clear, "Clear", "circle-dashed", "Del")
        self.fill = pressing(
            commands.fills[Code.PRESENT], "Fill unmarked with Present", "arrow-line-down", "Shift+P"
        )
        self.undo = Button("Undo", icon="arrow-u-up-left", keys="Ctrl+Z")
        self.move_down = QCheckBox("Move down after marking")
        self.move_down.setChecked(commands.move_down.isChecked())
        self.move_down.toggled.connect(commands.move_down.setChecked)
        commands.move_down.toggled.connect(self.move_down.setChecked)
        self._menu = QMenu(self)
        self._narrow = False
        self._fill_menu()
        theme().changed.connect(self._fit)
        self._lay_out()

    def _of_mark(self, code: Code) -> Button:
        look = MARKS[Tile(str(code))]
        return pressing(self._commands.marks[code], WORDS[code], look.glyph, str(code), str(look.tone))

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(self._words)
        for widget in (*self.buttons.values(), self.clear, self.more, self.fill):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.undo)
        row.addWidget(self.move_down)
        for button in self.findChildren(Button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keyboard in the grid
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_narrow(self, narrow: bool) -> None:
        """Offer undo here where the card that has it is not shown."""
        self._narrow = narrow
        self._fit()

    def _fill_menu(self) -> None:
        commands = self._commands
        self._menu.addActions([commands.marks[code] for code in SELDOM])
        self._menu.addActions([commands.clear, commands.note])
        self._menu.addSeparator()
        self._menu.addActions([commands.fills[code] for code in Code])
        self._menu.addSeparator()
        self._menu.addAction(commands.move_down)

    def _fit(self) -> None:
        """Leave to the menu what there is no room for."""
        row = [self._words, *self.buttons.values(), self.clear, self.more, self.fill, self.move_down]
        row += [self.undo] if self._narrow else []
        self.undo.setVisible(self._narrow)
        self.fill.setText(self._commands.fills[Code.PRESENT].text())
        gone: list[QWidget] = []
        for each in (self._words, self.clear, self.move_down, None, self.fill):
            if sum(widget.sizeHint().width() + GAP for widget in row if widget not in gone) <= self.width():
                break
            if each is None:
                self.fill.setText("Fill with Present")
            else:
                gone.append(each)
        for widget in row:
            widget.setVisible(widget not in gone)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Show more or less."""
        super().resizeEvent(event)
        self._fit()

    def _open_more(self) -> None:
        self._menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))


def pressing(command: QAction, words: str, glyph: str, keys: str, token: str = "") -> Button:
    """Make a button for a command, usable as the command is."""
    made = Button(words, icon=glyph, keys=keys, icon_token=token)
    made.stand_for(command)
    return made
