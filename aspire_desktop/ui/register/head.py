"""The header of the register: which session, the ones before and after, printing and finishing."""

from PySide6.QtCore import Qt

from aspire_desktop.ui.register.bar import pressing
from aspire_desktop.ui.register.commands import Commands
from aspire_desktop.ui.register.model import RegisterModel
from aspire_desktop.ui.register.words import session_and_day
from aspire_desktop.ui.widgets.button import Button, Kind
from aspire_desktop.ui.widgets.page_header import PageHeader

LONGEST = 14
"""Letters of a neighbour's title; the whole is the tooltip."""


class RegisterHead(PageHeader):
    """Has a button for each command that concerns a whole session."""

    def __init__(self, model: RegisterModel, commands: Commands) -> None:
        super().__init__("Register")
        self._model = model
        self._commands = commands
        self._narrow = False
        self.before = pressing(commands.before, "", "caret-left", "Ctrl+←")
        self.after = pressing(commands.after, "", "", "Ctrl+→")
        self.print_button = pressing(commands.print_sheet, "Print sign-in sheet", "printer", "")
        self.reopen_button = pressing(commands.reopen, "Open register again", "lock-simple-open", "")
        self.finish_button = Button("Finish register", Kind.PRIMARY, "check", "Ctrl+Enter")
        self.finish_button.stand_for(commands.finish)
        for button in (self.before, self.after, self.print_button, self.reopen_button, self.finish_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keyboard in the grid
            self.add_action(button)

    def show_narrow(self, narrow: bool) -> None:
        """Leave out the titles of the neighbours where there is little room."""
        self._narrow = narrow
        self._show_neighbours()

    def show_session(self) -> None:
        """Name the session worked on and its neighbours."""
        column = self._model.session_at(self._model.session)
        if column is not None:
            self.set_title(f"{column.session.title} register")
        self._show_neighbours()

    def allow(self, finished: bool) -> None:
        """Offer to finish, or to open again."""
        self.finish_button.setVisible(not finished)
        self.reopen_button.setVisible(finished)

    def _show_neighbours(self) -> None:
        for button, step in ((self.before, -1), (self.after, 1)):
            other = self._model.session_at(self._model.session + step)
            words = session_and_day(other.session) if other else ""
            button.setVisible(other is not None)
            button.setText("" if self._narrow or other is None else _short(other.session.title))
            button.setToolTip(words)
            button.setAccessibleName(words or "No other session")
            button.updateGeometry()


def _short(title: str) -> str:
    return title if len(title) <= LONGEST else f"{title[: LONGEST - 1].rstrip()}…"
