"""The screen of registers: a list of what is due, and the register that is opened from it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from aspire_desktop.domain.office.values import SessionId
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.desk.signals import Destination
from aspire_desktop.ui.lists.list_screen import ListScreen
from aspire_desktop.ui.looks.theme import CONTROL_GAP
from aspire_desktop.ui.register.panel import RegisterPanel, ShownRegister
from aspire_desktop.ui.screens.programmes.registers.model import REGISTERS, RegisterToday
from aspire_desktop.ui.widgets.page_header import Crumb


class Registers(ListScreen[RegisterToday]):
    """Registers due and of late; Enter opens one in the panel, Esc or Alt+Left leads back."""

    key = "registers"
    title = "Registers"

    def __init__(self, desk: Desk) -> None:
        self._opened: SessionId | None = None
        self.pages, self.list_page = QStackedWidget(), QWidget()
        super().__init__(desk, REGISTERS)
        self.panel = RegisterPanel(desk)
        self.panel.shown.connect(self._follow_panel)
        self.panel.header.crumb_chosen.connect(self._go_back)
        opening = QAction("&Open register\tEnter", self)
        opening.triggered.connect(lambda: self.open_row(self.current))
        self.commands = [opening, *self.panel.commands]
        self.offer_list(opening)
        back = QShortcut(QKeySequence("Esc"), self.panel, self._go_back)
        back.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.list.shown.connect(self._count_due)
        self.pages.addWidget(self.list_page)
        self.pages.addWidget(self.panel)
        self.whole.addWidget(self.pages, 1)

    def list_layout(self) -> QVBoxLayout:
        """Let the list stand on a page of its own."""
        page = QVBoxLayout(self.list_page)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(CONTROL_GAP)
        return page

    def load(self) -> None:
        """Ask for the registers; the panel asks for its own."""
        super().load()
        if self._opened is not None:
            self.panel.refresh()

    def _count_due(self) -> None:
        every = self.list.sifted.every
        self.counted.setText(_due(sum(each.due for each in every), len(every)))

    def open(self, destination: Destination) -> None:
        """Show the list, or the register of a session."""
        self._opened = None if destination.id is None else SessionId(destination.id)
        self.files.show_in_menu(self._opened is None)
        if self._opened is None:
            self.panel.put_away()
            self.header.show()
            self.pages.setCurrentWidget(self.list_page)
            self.panes = (self.search, self.table)
            self.list.choice.restore()
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.list.choice.key = self._opened
            self.header.hide()
            self.pages.setCurrentWidget(self.panel)
            self.panes = (self.panel.grid, self.panel.bar)
            self.panel.show_session(self._opened)

    def here(self) -> Destination:
        """Say which register is open."""
        return Destination(self.key, self._opened)

    def _follow_panel(self, shown: ShownRegister) -> None:
        if self._opened is not None:
            self._opened = self.list.choice.key = shown.session_id
        words = ", ".join(part for part in (f"{shown.code} {shown.programme}", shown.venue) if part)
        self.panel.header.set_breadcrumb([Crumb("Registers", self.key), Crumb(words)])

    def open_row(self, row: RegisterToday | None) -> None:
        """Go to the register."""
        if row is not None:
            self.desk.go(Destination(self.key, row.row.session.id))

    def _go_back(self) -> None:
        self.desk.go(Destination(self.key))


def _due(due: int, total: int) -> str:
    if not due:
        return "All registers are finished" if total else ""
    return "1 register is due" if due == 1 else f"{due} registers are due"
