"""The pane beside the list: facts of the organisation chosen, and the form in its place while one is open."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from aspire_desktop.domain.office.errors import Explanation
from aspire_desktop.domain.office.organisations import OrganisationRow
from aspire_desktop.domain.office.values import OrganisationId
from aspire_desktop.services.door.action import Action
from aspire_desktop.services.office.organisations import (
    AddOrganisation,
    RenameOrganisation,
    SucceedOrganisation,
)
from aspire_desktop.ui.looks.theme import CARD_PADDING, CONTROL_GAP, TypeRole
from aspire_desktop.ui.screens.office.organisations.model import FACTS, MEMBER, standing
from aspire_desktop.ui.widgets.button import Button, Kind
from aspire_desktop.ui.widgets.card import Card
from aspire_desktop.ui.widgets.date_field import DateField, dates_are_read
from aspire_desktop.ui.widgets.empty_state import EmptyState
from aspire_desktop.ui.widgets.enter import entered
from aspire_desktop.ui.widgets.field_row import FieldRow
from aspire_desktop.ui.widgets.fields import ChoiceField
from aspire_desktop.ui.widgets.label import label
from aspire_desktop.ui.widgets.pill import Pill

WIDTH = 330
NOT_RECORDED = "–"


class Facts(QWidget):
    """What is known of one organisation, with a button for each command."""

    def __init__(self) -> None:
        super().__init__()
        self._name = label("", TypeRole.PANE, wraps=True)
        self._member = Pill(MEMBER, "Membership")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(CARD_PADDING + 2, CARD_PADDING, CARD_PADDING + 2, CARD_PADDING)
        whole.setSpacing(CONTROL_GAP)
        whole.addWidget(self._name)
        whole.addWidget(self._member)
        self._values = {words: label("", wraps=True) for words in (each.heading for each in FACTS)}
        for words, value in self._values.items():
            value.setAccessibleName(words)
            row = QHBoxLayout()
            name = label(words, ink="2")
            name.setFixedWidth(name.fontMetrics().horizontalAdvance("Membership") + 12)
            row.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(value, 1)
            whole.addLayout(row)
        whole.addSpacing(CONTROL_GAP)
        self._buttons = QVBoxLayout()
        self._buttons.setSpacing(CONTROL_GAP)
        whole.addLayout(self._buttons)
        whole.addStretch(1)

    def add_commands(self, commands: Sequence[QAction]) -> None:
        """Add a button for each command."""
        for command in commands:
            self._buttons.addWidget(_button_of(command))

    def show_row(self, row: OrganisationRow) -> None:
        """Show an organisation."""
        self._name.setText(row.name)
        look = standing(row)
        self._member.setVisible(look is not None)
        self._member.set_look(look or MEMBER)
        for each in FACTS:
            value = each.words(row)
            self._values[each.heading].setText(value or NOT_RECORDED)
            self._values[each.heading].setAccessibleDescription(value or "not recorded")


class Form(QWidget):
    """A few fields, a button that says what it does, and Cancel (Esc). `sent` carries the Action to do."""

    sent = Signal(object)
    left = Signal()

    def __init__(self, title: str, verb: str) -> None:
        super().__init__()
        self.title = label(title, TypeRole.PANE, wraps=True)
        self.send_button = Button(verb, Kind.PRIMARY, keys="Enter")
        self.send_button.clicked.connect(self.send)
        cancel = Button("Cancel", keys="Esc")
        cancel.clicked.connect(self.left)
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(CARD_PADDING + 2, CARD_PADDING, CARD_PADDING + 2, CARD_PADDING)
        self._whole.setSpacing(12)
        self._whole.addWidget(self.title)
        self._fields = QVBoxLayout()
        self._fields.setSpacing(12)
        self._whole.addLayout(self._fields)
        buttons = QHBoxLayout()
        buttons.addWidget(self.send_button)
        buttons.addWidget(cancel)
        buttons.addStretch(1)
        self._whole.addLayout(buttons)
        self._whole.addStretch(1)
        self._rows: list[FieldRow] = []

    def add(self, row: FieldRow) -> None:
        """Add a field below those before."""
        self._rows.append(row)
        self._fields.addWidget(row)

    def begin(self) -> None:
        """Clear the errors and go to the first field."""
        self.complain(Explanation("", ""))
        self.send_button.setEnabled(True)
        self._rows[0].field.setFocus(Qt.FocusReason.OtherFocusReason)

    def complain(self, explanation: Explanation) -> None:
        """Show beside the first field why it was refused, and let the person try again."""
        words = " ".join(part for part in (explanation.what, explanation.do) if part)
        self._rows[0].set_error(words)
        self.send_button.setEnabled(True)

    def action(self) -> Action[object] | None:
        """Give what the fields ask for, or None with the reason beside a field."""
        raise NotImplementedError

    def send(self) -> None:
        """Ask for it to be done; the form stays until it is."""
        action = self.action() if dates_are_read(self) else None
        if action is not None:
            self.send_button.setEnabled(False)
            self.sent.emit(action)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Send with Enter, leave with Esc."""
        if entered(event, self.send):
            return
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class AddForm(Form):
    """A new organisation."""

    def __init__(self) -> None:
        super().__init__("New organisation", "Add organisation")
        self.name, self.gss = QLineEdit(), QLineEdit()
        self.type, self.region = _choice(), _choice()
        for words, field, hint in (
            ("&Name", self.name, ""),
            ("T&ype", self.type, ""),
            ("&Region", self.region, ""),
            ("&Code", self.gss, "Its GSS code, like E08000030, if it has one"),
        ):
            self.add(FieldRow(words, field, hint))

    def offer(self, types: Sequence[str], regions: Sequence[str]) -> None:
        """Offer the types and regions in use."""
        for field, words in ((self.type, types), (self.region, regions)):
            typed = field.currentText()
            field.clear()
            field.addItems(list(words))
            field.setCurrentText(typed)

    def begin(self) -> None:
        """Start empty."""
        for line in (self.name, self.gss):
            line.clear()
        for choice in (self.type, self.region):
            choice.setCurrentText("")
        super().begin()

    def action(self) -> Action[object] | None:
        """Give the organisation to add."""
        if not self.name.text().strip():
            self.complain(Explanation("Enter the name of the organisation."))
            return None
        gss = self.gss.text().strip() or None
        return AddOrganisation(self.name.text(), self.type.currentText(), self.region.currentText(), gss)


class RenameForm(Form):
    """Another name from a day on."""

    def __init__(self, today: date) -> None:
        super().__init__("Rename organisation", "Rename organisation")
        self._id = OrganisationId(0)
        self.name, self.on = QLineEdit(), DateField(today)
        self.add(FieldRow("&New name", self.name))
        self.add(FieldRow("Fro&m", self.on, "What is dated before keeps the old name"))

    def begin_with(self, row: OrganisationRow) -> None:
        """Start from the present name."""
        self._id = row.id
        self.name.setText(row.name)
        self.begin()
        self.name.selectAll()

    def action(self) -> Action[object] | None:
        """Give the renaming."""
        if not self.name.text().strip():
            self.complain(Explanation("Enter the new name of the organisation."))
            return None
        return RenameOrganisation(self._id, self.name.text(), self.on.day)


class SucceedForm(Form):
    """Who took over from an organisation, and when."""

    def __init__(self, today: date) -> None:
        super().__init__("", "Record successor")
        self._id = OrganisationId(0)
        self._others: Sequence[OrganisationRow] = ()
        self.successor, self.on = ChoiceField(), DateField(today)
        self.add(FieldRow("Taken over &by", self.successor))
        self.add(FieldRow("&On", self.on))

    def begin_with(self, row: OrganisationRow, others: Sequence[OrganisationRow]) -> None:
        """Start with the organisations that may have taken over."""
        self._id = row.id
        self._others = [other for other in others if other.id != row.id and other.ended_on is None]
        self.title.setText(f"Who took over from {row.name}?")
        if row.ended_on is not None:
            self.on.show_date(row.ended_on + timedelta(days=1))
        self.successor.clear()
        self.successor.addItems([other.name for other in self._others])
        self.begin()

    def action(self) -> Action[object] | None:
        """Give the succession."""
        if not self._others:
            self.complain(Explanation("Add the organisation that took over first."))
            return None
        chosen = self._others[self.successor.currentIndex()]
        return SucceedOrganisation(self._id, chosen.id, self.on.day)


class Pane(Card):
    """Shows facts, a form, or why there is nothing."""

    def __init__(self, forms: Sequence[Form]) -> None:
        super().__init__()
        self.setAccessibleName("Details")
        self.setMinimumWidth(WIDTH - 50)
        self.facts = Facts()
        self._none = EmptyState("buildings", "Choose one to see it here")
        self._stack = QStackedWidget()
        for page in (self._none, self.facts, *forms):
            self._stack.addWidget(page)
        self.body.addWidget(self._stack)

    @property
    def form(self) -> Form | None:
        """Give the form that is open."""
        page = self._stack.currentWidget()
        return page if isinstance(page, Form) else None

    def show_form(self, form: Form) -> None:
        """Bring a form forward."""
        self._stack.setCurrentWidget(form)

    def show_row(self, row: OrganisationRow | None) -> None:
        """Bring the facts of an organisation forward, or say that none is chosen."""
        if row is not None:
            self.facts.show_row(row)
        self._stack.setCurrentWidget(self._none if row is None else self.facts)


def _button_of(command: QAction) -> Button:
    made = Button(command.text(), keys=command.shortcut().toString())
    made.clicked.connect(command.trigger)
    command.enabledChanged.connect(made.setEnabled)
    made.setEnabled(command.isEnabled())
    return made


def _choice() -> ChoiceField:
    made = ChoiceField()
    made.setEditable(True)
    made.setInsertPolicy(ChoiceField.InsertPolicy.NoInsert)
    return made
