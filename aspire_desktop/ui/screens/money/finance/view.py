"""The screen of finance: a pool of funded places, and tabs for what becomes of them."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from aspire_desktop.domain.money.claims import AgreementRow
from aspire_desktop.domain.money.funding import PoolFigure
from aspire_desktop.domain.office.file_names import file_name
from aspire_desktop.domain.office.values import AgreementId, enumerated, money, short_date
from aspire_desktop.services.money.reservations import ReservePlaces
from aspire_desktop.services.money.statements import WriteStatement
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.desk.screen import Screen
from aspire_desktop.ui.desk.signals import Destination
from aspire_desktop.ui.desk.tabs import Bench, TabArea
from aspire_desktop.ui.looks.theme import CARD_GAP
from aspire_desktop.ui.screens.money.finance.charges import ChargesTab
from aspire_desktop.ui.screens.money.finance.ledger import LedgerTab
from aspire_desktop.ui.screens.money.finance.model import Invoiced, Position, position
from aspire_desktop.ui.screens.money.finance.reservation_dialogs import Offers, ReserveDialog, offers
from aspire_desktop.ui.screens.money.finance.return_files import ReturnFiles
from aspire_desktop.ui.screens.money.finance.returns import ReturnsTab
from aspire_desktop.ui.screens.money.finance.settlements import SettlementsTab
from aspire_desktop.ui.screens.money.finance.strip import PoolStrip
from aspire_desktop.ui.screens.money.finance.tabs import AgreementTab
from aspire_desktop.ui.screens.money.finance.year_end import YearEndTab
from aspire_desktop.ui.widgets.button import Button
from aspire_desktop.ui.widgets.empty_state import EmptyState
from aspire_desktop.ui.widgets.fields import ChoiceField
from aspire_desktop.ui.widgets.file_dialogs import SaveAs
from aspire_desktop.ui.widgets.opening import open_file

TABS: tuple[type[AgreementTab], ...] = (ReturnsTab, LedgerTab, SettlementsTab, ChargesTab, YearEndTab)


STATEMENT = SaveAs("Save pool statement", "PDF (*.pdf)")


class Finance(Screen):
    """One agreement at a time: its pool above, and below it the tabs, through which Ctrl+Tab goes."""

    key = "finance"
    title = "Finance"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._wanted: AgreementId | None = None
        self._found: Position | None = None
        self._make_commands()
        self._make_tabs()
        self._make_strip()
        self._lay_out()
        self._turn()

    def _make_commands(self) -> None:
        self.next_command, self.previous_command = self.tab_commands(lambda step: self.tabs.step(step))
        self.print_command = self.command("&Print pool statement…", "Ctrl+P", "printer")
        self.print_command.triggered.connect(self._ask_where)
        self.reserve_command = self.command("Reserve p&laces…", "Ctrl+Shift+R", "plus")
        self.reserve_command.triggered.connect(self._ask_for_offers)
        self.dialog: ReserveDialog | None = None
        self.open_file: Callable[[Path], None] = open_file

    def _make_tabs(self) -> None:
        bench = Bench(self.desk, self.command)
        made = [each(bench) for each in TABS]
        self.returns = next(tab for tab in made if isinstance(tab, ReturnsTab))
        self.returns.to_credit.connect(self._open_invoiced)
        self.invoices = next(tab for tab in made if isinstance(tab, ChargesTab))
        self.files = ReturnFiles(self.returns)
        self.tabs = TabArea("Parts of finance", made)
        self.tabs.turned.connect(self._turn)
        self.returns.middle.marked.connect(self._mark)

    def _make_strip(self) -> None:
        self.choice = ChoiceField()
        self.choice.setAccessibleName("Agreement")
        self.choice.setSizeAdjustPolicy(ChoiceField.SizeAdjustPolicy.AdjustToContents)  # it is filled later
        self.choice.activated.connect(self._choose_agreement)
        self.header.add_action(self.choice)
        self.reserve_button = Button("Reserve places…", icon="plus")
        self.reserve_button.stand_for(self.reserve_command)
        self.header.add_action(self.reserve_button)
        self.print_button = Button("Print pool statement", icon="printer", keys="Ctrl+P")
        self.print_button.stand_for(self.print_command)
        self.header.add_action(self.print_button)
        self.strip = PoolStrip()
        self.strip.opened.connect(self._open_figure)
        self.strip.square.connect(self._open_square)

    def _lay_out(self) -> None:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(CARD_GAP - 4)
        column.addWidget(self.strip)
        column.addWidget(self.tabs, 1)
        self.nothing = EmptyState(
            "bank",
            "There are no agreements yet",
            "An agreement says how many places a funder pays for, and at what price.",
            "Add agreement",
        )
        self.nothing.button.clicked.connect(lambda: self.desk.go(Destination("settings", tab="agreements")))
        self._stack = QStackedWidget()
        for each in (QWidget(), page, self.nothing):
            self._stack.addWidget(each)
        self._page = page
        self.whole.addWidget(self._stack, 1)

    @property
    def tab(self) -> AgreementTab:
        """Give the tab in front."""
        front = self.tabs.front
        assert isinstance(front, AgreementTab)
        return front

    def load(self) -> None:
        """Ask for the agreement that is wanted; the tab in front loads when it is known."""
        notes = {each.key: each.note_of for each in TABS}
        self.desk.ask(partial(position, self._wanted, notes), self.show_position, subject="position")

    def open(self, destination: Destination) -> None:
        """Show an agreement, at a tab if one is named."""
        self.tabs.bring(destination.tab)
        if destination.id is not None and destination.id != self._wanted:
            self._wanted = AgreementId(destination.id)
            self.load()
        if destination.part:
            self.returns.want(destination.part)

    def here(self) -> Destination:
        """Say which agreement and tab is shown."""
        return Destination(self.key, self._wanted, self.tab.key)

    def show_position(self, found: Position) -> None:
        """Show an agreement and its pool, and let the tab in front load."""
        first, self._found = self._found is None, found
        self._stack.setCurrentWidget(self._page if found.chosen else self.nothing)
        for button in (self.print_button, self.reserve_button):
            button.setVisible(found.chosen is not None)
        self.desk.allow(self.print_command, WriteStatement, there=found.chosen is not None)
        self.desk.allow(self.reserve_command, ReservePlaces, there=found.chosen is not None)
        if first:
            self.take_focus()
        self._fill_choice(found)
        if found.chosen is None or found.pool is None:
            self.header.set_title(self.title)
            return
        self._wanted = found.chosen.id
        self.header.set_title(*_heading(found.chosen))
        self.strip.show_pool(found.pool)
        self.tabs.note(found.notes)
        self.tab.show_agreement(found.chosen)

    def _fill_choice(self, found: Position) -> None:
        self.choice.setVisible(len(found.agreements) > 1)
        self.choice.clear()
        self.choice.addItems([f"{each.reference}, {enumerated(each.covers)}" for each in found.agreements])
        ids = [each.id for each in found.agreements]
        if found.chosen is not None:
            self.choice.setCurrentIndex(ids.index(found.chosen.id))

    def _choose_agreement(self, number: int) -> None:
        if self._found is not None:
            self._wanted = self._found.agreements[number].id
            self.load()

    def _turn(self) -> None:
        """Take the fields and panes of the tab in front, and let it load."""
        self.setWindowTitle(f"{self.title}, {self.tab.title}")
        self.filter_field = self.tab.filter_field
        self.panes = (self.strip.waffle, *self.tabs.panes)
        self.main = self.tabs.main
        if self._found is not None and self._found.chosen is not None:
            self.tab.show_agreement(self._found.chosen)

    def _open_figure(self, figure: PoolFigure) -> None:
        if self._found is not None and self._found.pool is not None:
            self.strip.mark(figure)
            self.tabs.bring(self.returns.key)
            self.returns.middle.open_figure(figure, self._found.pool)

    def _open_square(self, square: int) -> None:
        if self._found is not None and self._found.pool is not None:
            self.tabs.bring(self.returns.key)
            self.returns.middle.open_square(square, self._found.pool)

    def _open_invoiced(self, wanted: Invoiced) -> None:
        """Go to the charges of places that are claimed too, so that their invoice can be credited."""
        self.invoices.point_at(wanted.enrolments)
        self.desk.go(Destination(self.key, self._wanted, self.invoices.key))

    def _ask_for_offers(self) -> None:
        agreement = self._found.chosen if self._found else None
        if agreement is not None:
            then = partial(self._reserve, agreement)
            self.desk.ask(partial(offers, agreement.id), then, subject="reservation")

    def _reserve(self, agreement: AgreementRow, offered: Offers) -> None:
        self.dialog = ReserveDialog(self.desk, agreement, offered)
        self.dialog.ask()

    def _ask_where(self) -> None:
        """Write the statement of the pool to a PDF and open it for printing."""
        agreement = self._found.chosen if self._found else None
        if agreement is None:
            return
        offered = file_name("Pool statement", agreement.reference, ending=".pdf")
        self.desk.export(STATEMENT, offered, WriteStatement(agreement.id), self.open_file)

    def _mark(self, figure: PoolFigure | None) -> None:
        """Mark the figure whose people are shown; when they are left, the keyboard goes back to it."""
        before = self.strip.marked
        inside = self.returns.middle.behind.holds_keyboard
        self.strip.mark(figure)
        if figure is None and before is not None and inside:
            self.strip.buttons[before].setFocus(Qt.FocusReason.OtherFocusReason)


def _heading(agreement: AgreementRow) -> tuple[str, str]:
    dates = f"{short_date(agreement.begins)} to {short_date(agreement.ends)}"
    title = f"{enumerated(agreement.covers)} places"
    return title, f"{agreement.funder} · {agreement.reference} · {money(agreement.unit)} a place · {dates}"
