"""The list of screens, in the order of the navigation; each is imported when it is first opened."""

from collections.abc import Callable
from dataclasses import dataclass

from aspire_desktop.domain.office.staff import Role
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.home.home import home_without_money
from aspire_desktop.storage.lookups.contact.messages import compose
from aspire_desktop.storage.lookups.intake.mappings import remembered_choices
from aspire_desktop.storage.lookups.money.funding import agreement_rows
from aspire_desktop.storage.lookups.network.alumni import alumni_rows
from aspire_desktop.storage.lookups.office.history import action_keys
from aspire_desktop.storage.lookups.office.organisations import organisation_rows
from aspire_desktop.storage.lookups.office.people import person_rows
from aspire_desktop.storage.lookups.programmes.attendance import register_list, registers_due
from aspire_desktop.storage.lookups.programmes.cohorts import cohort_row, cohort_rows, diary_rows
from aspire_desktop.storage.lookups.programmes.venues import room_rows
from aspire_desktop.storage.question import Question
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.desk.screen import Screen


@dataclass(frozen=True)
class ScreenEntry:
    """A screen: its key in a Destination, words, icon, how to make it, what it asks, how many things wait.

    Whoever may ask `asks`, the least that the screen asks when it is opened, sees it.

    `count` is asked on the reading thread, again whenever a table that it is read from changes. `last` puts
    it at the foot.
    `under` names the screen that a workspace belongs to: it has no item of its own, and that one is marked.
    `command` is what opens it from the File menu: "&Import…".
    """

    key: str
    words: str
    icon: str
    make: Callable[[Desk], Screen]
    asks: Question[..., object]
    count: Callable[[Office], int] | None = None
    last: bool = False
    under: str = ""
    command: str = ""

    @property
    def roles(self) -> frozenset[Role]:
        """Give the roles that see it."""
        return self.asks.roles


def _cohorts(desk: Desk) -> Screen:
    from aspire_desktop.ui.screens.programmes.cohorts.view import Cohorts

    return Cohorts(desk)


def _cohort(desk: Desk) -> Screen:
    from aspire_desktop.ui.screens.programmes.cohort.view import CohortWorkspace

    return CohortWorkspace(desk)


def _people(desk: Desk) -> Screen:
    from aspire_desktop.ui.screens.contact.people.view import People

    return People(desk)


def _home(desk: Desk) -> Screen:
    from aspire_desktop.ui.screens.home.today.view import Home

    return Home(desk)


def _organisations(desk: Desk) -> Screen:
    from aspire_desktop.ui.screens.office.organisations.view import Organisations

    return Organisations(desk)


def _imports(desk: Desk) -> Screen:
    from aspire_desktop.ui.screens.intake.imports.view import Imports

    return Imports(desk)


def _finance(desk: Desk) -> Screen:
    from aspire_desktop.ui.screens.money.finance.view import Finance

    return Finance(desk)


def _diary(desk: Desk) -> Screen:
    from aspire_desktop.ui.screens.programmes.diary import Diary

    return Diary(desk)


def _venues(desk: Desk) -> Screen:
    from aspire_desktop.ui.screens.programmes.venues.view import Venues

    return Venues(desk)


def _registers(desk: Desk) -> Screen:
    from aspire_desktop.ui.screens.programmes.registers.view import Registers

    return Registers(desk)


def _count_registers(office: Office) -> int:
    return len(office.ask(registers_due, office.clock.today()))


def _network(desk: Desk) -> Screen:
    from aspire_desktop.ui.screens.network.alumni.view import Network

    return Network(desk)


def _messages(desk: Desk) -> Screen:
    from aspire_desktop.ui.screens.contact.messages.view import Messages

    return Messages(desk)


def _settings(desk: Desk) -> Screen:
    from aspire_desktop.ui.shell.settings import Settings

    return Settings(desk)


def _history(desk: Desk) -> Screen:
    from aspire_desktop.ui.screens.home.history.view import History

    return History(desk)


ENTRIES = (
    ScreenEntry("home", "Home", "house", _home, home_without_money),
    ScreenEntry("cohorts", "Cohorts", "users-three", _cohorts, cohort_rows),
    ScreenEntry("diary", "Diary", "calendar-blank", _diary, diary_rows, under="cohorts", command="&Diary"),
    ScreenEntry("venues", "Venues", "map-pin", _venues, room_rows, under="cohorts", command="&Venues"),
    ScreenEntry("cohort", "Cohort", "users-three", _cohort, cohort_row, under="cohorts"),
    ScreenEntry("messages", "Messages", "envelope-simple", _messages, compose, under="cohorts"),
    ScreenEntry(
        "registers",
        "Registers",
        "clipboard-text",
        _registers,
        register_list,
        count=_count_registers,
    ),
    ScreenEntry("people", "People", "user", _people, person_rows),
    ScreenEntry("organisations", "Organisations", "buildings", _organisations, organisation_rows),
    ScreenEntry(
        "import", "Import", "upload-simple", _imports, remembered_choices, under="cohorts", command="&Import…"
    ),
    ScreenEntry("finance", "Finance", "bank", _finance, agreement_rows),
    ScreenEntry("network", "Network", "share-network", _network, alumni_rows),
    ScreenEntry("settings", "Settings", "gear", _settings, agreement_rows, last=True),
    ScreenEntry(
        "history",
        "History",
        "clock",
        _history,
        action_keys,
        under="settings",
        command="&History",
    ),
)
