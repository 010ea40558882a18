"""The pane beside the people who use Aspire: what one may do, and the form for somebody new."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QStackedWidget, QVBoxLayout, QWidget

from aspire_desktop.domain.office.staff import ColleagueRow, Role
from aspire_desktop.domain.office.written import name_of
from aspire_desktop.services.door.action import Action
from aspire_desktop.services.door.touched import OnlyTouched
from aspire_desktop.services.office.staff import AddColleague, ChangeColleague
from aspire_desktop.ui.forms.pane_form import PaneForm
from aspire_desktop.ui.forms.text_fields import TextField
from aspire_desktop.ui.looks.theme import CARD_PADDING, TypeRole
from aspire_desktop.ui.screens.office.settings.model import ROLE_WORDS
from aspire_desktop.ui.widgets.card import Card
from aspire_desktop.ui.widgets.field import Field
from aspire_desktop.ui.widgets.label import label
from aspire_desktop.ui.widgets.scrolled import Scrolled

WIDTH = 320
WHAT_ROLES_DO = {
    Role.ADMINISTRATOR: "Runs cohorts, people and organisations, and gives roles",
    Role.TRAINER: "Marks registers and scores projects",
    Role.FINANCE: "Prepares and submits returns to funders",
}


class RoleBoxes(QWidget, Field[frozenset[Role]]):
    """A check box for each role with what it is for; `turned` when the person turns one."""

    turned = Signal()

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self.boxes = {role: QCheckBox(words) for role, words in ROLE_WORDS.items()}
        for role, box in self.boxes.items():
            what = label(WHAT_ROLES_DO[role], TypeRole.SMALL, "2", wraps=True)
            what.setContentsMargins(24, 0, 0, 6)
            box.setAccessibleDescription(WHAT_ROLES_DO[role])
            box.clicked.connect(self.turned)
            column.addWidget(box)
            column.addWidget(what)
        self.setFocusProxy(next(iter(self.boxes.values())))

    @property
    def given(self) -> frozenset[Role]:
        """Give the roles that are ticked."""
        return frozenset(role for role, box in self.boxes.items() if box.isChecked())

    def put(self, value: frozenset[Role]) -> None:
        """Tick these roles."""
        for role, box in self.boxes.items():
            box.setChecked(role in value)

    def said(self, value: frozenset[Role]) -> str:
        """Name roles."""
        return ", ".join(words for role, words in ROLE_WORDS.items() if role in value)

    def when_changed(self, hear: Callable[[], object]) -> None:
        """Have `hear` called when a role is ticked or not."""
        for box in self.boxes.values():
            box.toggled.connect(lambda _: hear())


class ColleagueFacts(QWidget):
    """What one person may do; each tick is saved as it is made. `changed` carries OnlyTouched."""

    changed = Signal(OnlyTouched)

    def __init__(self) -> None:
        super().__init__()
        self._read: ChangeColleague | None = None
        self._name = label("", TypeRole.PANE, wraps=True)
        self.roles = RoleBoxes()
        self.active = QCheckBox("May use Aspire")
        self.roles.turned.connect(self._turn)
        self.active.clicked.connect(self._turn)
        whole = _column(self)
        whole.addWidget(self._name)
        whole.addWidget(label("Roles", TypeRole.STRONG))
        whole.addWidget(self.roles)
        whole.addWidget(label("Access", TypeRole.STRONG))
        whole.addWidget(self.active)
        whole.addStretch(1)

    def show_row(self, row: ColleagueRow) -> None:
        """Show a person as stored."""
        self._read = ChangeColleague(row.id, row.roles, row.active)
        self._name.setText(row.name)
        self.show_again()

    def show_again(self) -> None:
        """Take back ticks that were refused."""
        if self._read is not None:
            self.roles.put(self._read.given)
            self.active.setChecked(self._read.active)

    def _turn(self) -> None:
        if self._read is not None:
            wanted = replace(self._read, given=self.roles.given, active=self.active.isChecked())
            self.changed.emit(OnlyTouched(wanted, self._read))


class AddColleagueForm(PaneForm):
    """Somebody new."""

    def __init__(self) -> None:
        super().__init__("Add person")
        self.name, self.roles = TextField(rule=name_of), RoleBoxes()
        account, need = "As their computer account calls them", "Enter the name of the person."
        self.add("&Name", self.name, account, need=need, about="name")
        self.add("Roles", self.roles)

    def show_new(self) -> None:
        """Start empty."""
        self.turn("Somebody new", "Add person")
        self.name.put("")
        self.roles.put(frozenset())
        self.start()

    def action(self) -> Action[Any]:
        """Add the person."""
        return AddColleague(self.name.given, self.roles.given)


class ColleaguePane(Card):
    """Facts, or the form in their place."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Details")
        self.setMinimumWidth(WIDTH - 40)
        self.facts, self.form = ColleagueFacts(), AddColleagueForm()
        self._stack = QStackedWidget()
        self._told = Scrolled(self.facts, sideways=True)
        self._stack.addWidget(self._told)
        self._stack.addWidget(self.form)
        self.body.addWidget(self._stack)

    @property
    def adding(self) -> bool:
        """Say whether the form is open."""
        return self._stack.currentWidget() is self.form

    def show_form(self) -> None:
        """Open the form."""
        self._stack.setCurrentWidget(self.form)
        self.form.show_new()

    def show_row(self, row: ColleagueRow) -> None:
        """Show a person."""
        self.facts.show_row(row)
        self._stack.setCurrentWidget(self._told)


def _column(widget: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(widget)
    column.setContentsMargins(CARD_PADDING + 2, CARD_PADDING, CARD_PADDING + 2, CARD_PADDING)
    column.setSpacing(8)
    return column
