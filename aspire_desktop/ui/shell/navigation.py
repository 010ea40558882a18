"""The list of screens, in the order of the navigation; each is imported when it is first opened."""

from collections.abc import Callable
from dataclasses import dataclass

from aspire_desktop.domain.office.staff import EVERYONE, OFFICE, Role
from aspire_desktop.services.door.office import Office
from aspire_desktop.storage.lookups.programmes.attendance import registers_due
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.desk.screen import Screen


@dataclass(frozen=True)
class Entry:
    """A screen: its key in a Destination, words, icon, how to make it, who sees it, how many things wait.

    `count` is asked on the reading thread whenever one of `topics` changes. `last` puts it at the foot.
    `under` names the screen that a workspace belongs to: it has no item of its own, and that one is marked.
    `command` is what opens it from the File menu: "&Import…".
    """

    key: str
    words: str
    icon: str
    make: Callable[[Desk], Screen]
    roles: frozenset[Role] = EVERYONE
    count: Callable[[Office], int] | None = None
    topics: frozenset[str] = frozenset()
    last: bool = False
    under: str = ""
    command: str = ""


def _cohorts(desk: Desk) -> Screen:
    from aspire_desktop.ui.screens.programmes.cohorts.view import Cohorts

    return Cohorts(desk)


def _cohort(desk: Desk) -> Screen:
    from aspire_desktop.ui.screens.programmes.cohort.view import CohortWorkspace

    return CohortWorkspace(desk)


def _people(desk: Desk) -> Screen:
    from aspire_desktop.ui.screens.office.people.view import People

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


def _registers(desk: Desk) -> Screen:
    from aspire_desktop.ui.screens.programmes.registers.view import Registers

    return Registers(desk)


def _count_registers(office: Office) -> int:
    return len(office.ask(registers_due, office.clock.today()))


def _network(desk: Desk) -> Screen:
    from aspire_desktop.ui.screens.network.alumni.view import Network

    return Network(desk)


def _settings(desk: Desk) -> Screen:
    from aspire_desktop.ui.screens.office.settings.view import Settings

    return Settings(desk)


ENTRIES = (
    Entry("home", "Home", "house", _home),
    Entry("cohorts", "Cohorts", "users-three", _cohorts),
    Entry("cohort", "Cohort", "users-three", _cohort, under="cohorts"),
    Entry(
        "registers",
        "Registers",
        "clipboard-text",
        _registers,
        count=_count_registers,
        topics=frozenset({"sessions", "enrolments", "cohorts"}),
    ),
    Entry("people", "People", "user", _people),
    Entry("organisations", "Organisations", "buildings", _organisations),
    Entry("import", "Import", "upload-simple", _imports, under="cohorts", command="&Import…"),
    Entry("finance", "Finance", "bank", _finance, roles=OFFICE),
    Entry("network", "Network", "share-network", _network),
    Entry("settings", "Settings", "gear", _settings, roles=OFFICE, last=True),
)
