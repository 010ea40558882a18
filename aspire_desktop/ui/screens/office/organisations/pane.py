"""The pane beside the list: facts of the organisation chosen, and the form in its place while one is open."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from aspire_desktop.domain.office.organisations import OrganisationRow
from aspire_desktop.ui.forms.pane_form import PaneForm
from aspire_desktop.ui.lists.unchosen import Unchosen
from aspire_desktop.ui.looks.theme import CARD_PADDING, CONTROL_GAP, TypeRole
from aspire_desktop.ui.screens.office.organisations.model import FACTS, MEMBER, standing
from aspire_desktop.ui.widgets.button import Button
from aspire_desktop.ui.widgets.card import Card
from aspire_desktop.ui.widgets.empty_state import EmptyState
from aspire_desktop.ui.widgets.label import label
from aspire_desktop.ui.widgets.pill import Pill
from aspire_desktop.ui.widgets.scrolled import Scrolled
from aspire_desktop.ui.widgets.wrapping_row import WrappingRow

WIDTH = 330
NOT_RECORDED = "–"


class FactsOfOrganisation(QWidget):
    """What is known of one organisation, with a button for each command.

    `unnamed` carries another name that it should answer to no more.
    """

    unnamed = Signal(str)

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
        self._also_head = label("Also called", ink="2")
        self._also, self._may = QVBoxLayout(), False
        self._also.setSpacing(2)
        whole.addWidget(self._also_head)
        whole.addLayout(self._also)
        whole.addSpacing(CONTROL_GAP)
        self._buttons = WrappingRow()
        whole.addLayout(self._buttons)
        whole.addStretch(1)

    def add_commands(self, commands: Sequence[QAction]) -> None:
        """Add a button for each command."""
        for command in commands:
            self._buttons.addWidget(_button_of(command))

    def may_unname(self, may: bool) -> None:
        """Offer to take names back, or not."""
        self._may = may

    def _show_also(self, names: Sequence[str]) -> None:
        while (item := self._also.takeAt(0)) is not None:
            if (line := item.widget()) is not None:
                line.hide()
                line.deleteLater()
        self._also_head.setVisible(bool(names))
        for name in names:
            self._also.addWidget(self._also_line(name))

    def _also_line(self, name: str) -> QWidget:
        made = QWidget()
        line = QHBoxLayout(made)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(label(name, wraps=True), 1)
        if self._may:
            back = Button("Take back", small=True)
            back.setAccessibleName(f"Take back the name {name}")
            back.clicked.connect(lambda: self.unnamed.emit(name))
            line.addWidget(back)
        return made

    def show_row(self, row: OrganisationRow) -> None:
        """Show an organisation."""
        self._show_also(row.also)
        self._name.setText(row.name)
        look = standing(row)
        self._member.setVisible(look is not None)
        self._member.set_look(look or MEMBER)
        for each in FACTS:
            value = each.words(row)
            self._values[each.heading].setText(value or NOT_RECORDED)
            self._values[each.heading].setAccessibleDescription(value or "not recorded")


class OrganisationPane(Card):
    """Shows facts, a form, or why there is nothing."""

    def __init__(self, forms: Sequence[PaneForm]) -> None:
        super().__init__()
        self.setAccessibleName("Details")
        self.setMinimumWidth(WIDTH - 50)
        self.facts = FactsOfOrganisation()
        self._none = EmptyState("buildings", "")
        self._stack = QStackedWidget()
        self._told = Scrolled(self.facts, sideways=True)
        for page in (self._none, self._told, *forms):
            self._stack.addWidget(page)
        self.body.addWidget(self._stack)

    @property
    def form(self) -> PaneForm | None:
        """Give the form that is open."""
        page = self._stack.currentWidget()
        return page if isinstance(page, PaneForm) else None

    def show_form(self, form: PaneForm) -> None:
        """Bring a form forward."""
        self._stack.setCurrentWidget(form)

    def show_row(self, row: OrganisationRow | Unchosen) -> None:
        """Bring the facts of an organisation forward, or say why there is none."""
        if isinstance(row, Unchosen):
            self._none.say(row.heading, row.sentences)
            self._stack.setCurrentWidget(self._none)
        else:
            self.facts.show_row(row)
            self._stack.setCurrentWidget(self._told)


def _button_of(command: QAction) -> Button:
    made = Button(command.text(), keys=command.shortcut().toString())
    made.stand_for(command)
    return made
