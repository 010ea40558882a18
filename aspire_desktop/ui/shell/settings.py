"""The screen of settings: people, signatories, the office, thresholds, agreements, prices and forms."""

from PySide6.QtWidgets import QStackedWidget, QTabBar

from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.desk.screen import Screen
from aspire_desktop.ui.desk.signals import Destination
from aspire_desktop.ui.lists.front_list import FrontList
from aspire_desktop.ui.lists.section import Section
from aspire_desktop.ui.screens.money.agreements.section import Agreements
from aspire_desktop.ui.screens.money.layouts.section import FunderForms
from aspire_desktop.ui.screens.money.prices.section import Prices
from aspire_desktop.ui.screens.office.settings.organisation import Organisation
from aspire_desktop.ui.screens.office.settings.people import PeopleSection
from aspire_desktop.ui.screens.office.settings.signatories import Signatories
from aspire_desktop.ui.screens.programmes.versions.section import ThresholdList
from aspire_desktop.ui.widgets.button import Button, Face, Kind

SECTIONS: tuple[type[Section], ...] = (
    PeopleSection,
    Signatories,
    Organisation,
    ThresholdList,
    Agreements,
    Prices,
    FunderForms,
)


class Settings(Screen):
    """Shows the sections that the present roles may change; Destination names one by its key as tab."""

    key = "settings"
    title = "Settings"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        roles = desk.presence.roles
        self.sections = [made(self.desk) for made in SECTIONS if roles & made.roles]
        self.add_command = self.command("&Add", "Ctrl+N", "plus")
        self.add_button = Button("Add", Kind.PRIMARY, "plus", "Ctrl+N")
        self.add_button.clicked.connect(self.add_command.trigger)
        self.add_command.triggered.connect(lambda: self.section.begin())
        self.header.add_action(self.add_button)
        self.tab_commands(self._step)
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self._stack = QStackedWidget()
        for section in self.sections:
            self.tabs.addTab(section.title)
            self._stack.addWidget(section)
        lists = [section.files for section in self.sections if section.files is not None]
        self._lists = FrontList(self, lists, self.command) if lists else None
        self.tabs.currentChanged.connect(self._turn)
        self.whole.addWidget(self.tabs)
        self.whole.addWidget(self._stack, 1)
        self._turn(0)

    @property
    def section(self) -> Section:
        """Give the section in front."""
        return self.sections[self.tabs.currentIndex()]

    def load(self) -> None:
        """Load every section: they are small."""
        for section in self.sections:
            section.load()

    def open(self, destination: Destination) -> None:
        """Bring a section forward."""
        for number, section in enumerate(self.sections):
            if section.key == destination.tab:
                self.tabs.setCurrentIndex(number)

    def here(self) -> Destination:
        """Say which section is in front."""
        return Destination(self.key, tab=self.section.key)

    def _step(self, step: int) -> None:
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + step) % len(self.sections))
        self.take_focus()

    def _turn(self, number: int) -> None:
        section = self.sections[number]
        self.setWindowTitle(f"{self.title}, {section.title}")
        self._stack.setCurrentWidget(section)
        if self._lists is not None:
            self._lists.allow()
        self.panes = (self.tabs, *section.panes())
        self.main = next(iter(section.panes()), self.tabs)
        self.add_command.setText(f"&{section.add_words or 'Add'}")
        self.desk.allow_to(self.add_command, section.roles, there=bool(section.add_words))
        self.add_button.setText(section.add_words)
        self.add_button.set_face(Face("plus", keys="Ctrl+N"))
        self.add_button.setVisible(bool(section.add_words))
