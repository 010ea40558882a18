"""The pane beside the people who use Aspire: what one may do, and the form for somebody new."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from aspire_desktop.domain.office.errors import Explanation
from aspire_desktop.domain.office.staff import ColleagueRow, Role
from aspire_desktop.services.office.staff import AddColleague, ChangeColleague
from aspire_desktop.ui.looks.theme import CARD_PADDING, TypeRole
from aspire_desktop.ui.screens.office.settings.model import ROLE_WORDS
from aspire_desktop.ui.widgets.button import Button, Kind
from aspire_desktop.ui.widgets.card import Card
from aspire_desktop.ui.widgets.enter import entered
from aspire_desktop.ui.widgets.field_row import FieldRow
from aspire_desktop.ui.widgets.label import label

WIDTH = 320
WHAT_ROLES_DO = {
    Role.ADMINISTRATOR: "Runs cohorts, people and organisations, and gives roles",
    Role.TRAINER: "Marks registers and scores projects",
    Role.FINANCE: "Prepares and submits returns to funders",
}


@dataclass(frozen=True)
class Left:
    """The person left the form without adding anybody."""


class RoleBoxes(QWidget):
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

    def roles(self) -> frozenset[Role]:
        """Give the roles that are ticked."""
        return frozenset(role for role, box in self.boxes.items() if box.isChecked())

    def show_roles(self, roles: frozenset[Role]) -> None:
        """Tick these roles."""
        for role, box in self.boxes.items():
            box.setChecked(role in roles)


class Facts(QWidget):
    """What one person may do; each tick is saved as it is made. `changed` carries ChangeColleague."""

    changed = Signal(ChangeColleague)

    def __init__(self) -> None:
        super().__init__()
        self._row: ColleagueRow | None = None
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
        self._row = row
        self._name.setText(row.name)
        self.roles.show_roles(row.roles)
        self.active.setChecked(row.active)

    def show_again(self) -> None:
        """Take back ticks that were refused."""
        if self._row is not None:
            self.show_row(self._row)

    def _turn(self) -> None:
        if self._row is not None:
            self.changed.emit(ChangeColleague(self._row.id, self.roles.roles(), self.active.isChecked()))


class AddForm(QWidget):
    """Somebody new. `sent` carries AddColleague, `left` Left."""

    sent = Signal(AddColleague)
    left = Signal(Left)

    def __init__(self) -> None:
        super().__init__()
        self.name = QLineEdit()
        self.roles = RoleBoxes()
        self._row = FieldRow("&Name", self.name, "As their computer account calls them")
        self.add_button = Button("Add person", Kind.PRIMARY, keys="Enter")
        self.add_button.clicked.connect(self.send)
        cancel = Button("Cancel", keys="Esc")
        cancel.clicked.connect(self._leave)
        buttons = QHBoxLayout()
        buttons.addWidget(self.add_button)
        buttons.addWidget(cancel)
        buttons.addStretch(1)
        whole = _column(self)
        whole.addWidget(label("Somebody new", TypeRole.PANE))
        whole.addWidget(self._row)
        whole.addWidget(label("Roles", TypeRole.STRONG))
        whole.addWidget(self.roles)
        whole.addLayout(buttons)
        whole.addStretch(1)

    def begin(self) -> None:
        """Start empty."""
        self.name.clear()
        self.roles.show_roles(frozenset())
        self._row.set_error("")
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def complain(self, explanation: Explanation) -> None:
        """Show beside the name why it was refused."""
        self._row.set_error(" ".join(part for part in (explanation.what, explanation.do) if part))

    def send(self) -> None:
        """Ask for the person to be added."""
        if self.name.text().strip():
            self.sent.emit(AddColleague(self.name.text(), self.roles.roles()))
        else:
            self.complain(Explanation("Enter the name of the person."))

    def _leave(self) -> None:
        self.left.emit(Left())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Add with Enter, leave with Esc."""
        if entered(event, self.send):
            return
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)


class Pane(Card):
    """Facts, or the form in their place."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Details")
        self.setMinimumWidth(WIDTH - 40)
        self.facts, self.form = Facts(), AddForm()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.facts)
        self._stack.addWidget(self.form)
        self.body.addWidget(self._stack)

    @property
    def adding(self) -> bool:
        """Say whether the form is open."""
        return self._stack.currentWidget() is self.form

    def show_form(self) -> None:
        """Open the form."""
        self._stack.setCurrentWidget(self.form)
        self.form.begin()

    def show_row(self, row: ColleagueRow) -> None:
        """Show a person."""
        self.facts.show_row(row)
        self._stack.setCurrentWidget(self.facts)


def _column(widget: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(widget)
    column.setContentsMargins(CARD_PADDING + 2, CARD_PADDING, CARD_PADDING + 2, CARD_PADDING)
    column.setSpacing(8)
    return column
