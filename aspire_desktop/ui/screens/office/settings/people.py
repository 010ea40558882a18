"""The section of people and roles: who uses Aspire, and what each may do."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QWidget

from aspire_desktop.domain.office.errors import Explanation
from aspire_desktop.domain.office.staff import ColleagueRow
from aspire_desktop.domain.office.values import ColleagueId
from aspire_desktop.services.door.action import Action, Done
from aspire_desktop.services.door.touched import OnlyTouched
from aspire_desktop.services.office.staff import AddColleague
from aspire_desktop.storage.lookups.office.staff import colleague_rows
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.desk.signals import Told
from aspire_desktop.ui.lists.list_commands import ListCommands
from aspire_desktop.ui.lists.row_list import RowList
from aspire_desktop.ui.lists.section import Section
from aspire_desktop.ui.looks.theme import CARD_GAP
from aspire_desktop.ui.screens.office.settings.model import COLLEAGUES
from aspire_desktop.ui.screens.office.settings.pane import WIDTH, ColleaguePane


class PeopleSection(Section):
    """Roles change as they are ticked; undo takes a change back."""

    key = "people"
    title = "People and roles"
    roles = AddColleague.roles
    add_words = "Add a person"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.list = RowList(self.desk, COLLEAGUES)
        self.list.setParent(self)
        self.files = files = ListCommands(self.list)
        self.list.followed.connect(self._follow_row)
        self.model, self.table = self.list.model, self.list.table
        self.pane = ColleaguePane()
        self.pane.form.sent.connect(self._add)
        self.pane.form.left.connect(self._leave_form)
        self.pane.facts.changed.connect(self._change)
        self.card = self.list.card
        self.card.set_title(COLLEAGUES.name)
        self.list.put_button_in(self.card)
        self.card.body.addWidget(files.jobs)
        self._lay_out()

    def _lay_out(self) -> None:
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self.card)
        splitter.addWidget(self.pane)
        splitter.setStretchFactor(0, 1)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(CARD_GAP)
        splitter.setSizes([820, WIDTH])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(splitter)
        self.desk.memory.follow_splitter("settings", splitter)

    def panes(self) -> Sequence[QWidget]:
        """Give the list and the form."""
        return (self.table, self.pane)

    def begin(self) -> None:
        """Open the form for somebody new."""
        self.pane.show_form()

    def load(self) -> None:
        """Ask who uses Aspire."""
        self.desk.ask(colleague_rows.about(), self.show_rows, subject="list")

    def show_rows(self, rows: Sequence[ColleagueRow]) -> None:
        """Show the people, and stay on the one that was chosen."""
        self.card.set_title(COLLEAGUES.name, f"{len(rows)} people" if len(rows) > 1 else "1 person")
        self.list.take(rows)

    def _follow_row(self) -> None:
        if self.list.current is not None and not self.pane.adding:
            self.pane.show_row(self.list.current)

    def _add(self, action: Action[ColleagueId]) -> None:
        self.desk.do(action, self._end_form, self.pane.form.complain)

    def _end_form(self, done: Done[ColleagueId]) -> None:
        self.list.choose(done.value)
        self._leave_form()
        self.load()

    def _leave_form(self) -> None:
        if self.list.current is not None:
            self.pane.show_row(self.list.current)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _change(self, action: OnlyTouched[None]) -> None:
        self.desk.do(action, failed=self._refuse)

    def _refuse(self, explanation: Explanation) -> None:
        self.pane.facts.show_again()
        self.desk.bell.told.emit(Told(explanation))
