"""What the palette searches, and where what is found is seen."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from aspire_desktop.domain.home.search import Found, FoundKey
from aspire_desktop.services.door.office import Office
from aspire_desktop.storage.lookups.home.search import (
    found_again,
    returns_again,
    search,
    search_returns,
    search_slips,
)
from aspire_desktop.ui.desk.signals import Destination


@dataclass(frozen=True)
class FoundKind:
    """A kind of thing that is found: its sign, heading, icon, and the screen and tab that show it."""

    sign: str
    words: str
    icon: str
    screen: str
    tab: str = ""


RECENT, ACTION = "recent", "action"
KINDS = {
    RECENT: FoundKind("", "Recent", "clock", ""),
    "organisation": FoundKind("%", "Organisations", "buildings", "organisations"),
    "person": FoundKind("@", "People", "user", "people"),
    "cohort": FoundKind("#", "Cohorts", "users-three", "cohort"),
    "session": FoundKind("", "Registers", "clipboard-text", "registers"),
    "certificate": FoundKind("№", "Certificates", "certificate", "cohort", "certificates"),
    "return": FoundKind("", "Returns", "bank", "finance", "returns"),
    ACTION: FoundKind(">", "Actions", "keyboard", ""),
}
"""In the order in which they are shown."""
_COHORT_TABS = {
    "participants": ("Open participants", "users"),
    "schedule": ("Open schedule", "calendar-blank"),
    "attendance": ("Open registers of the cohort", "clipboard-text"),
    "projects": ("Open projects", "presentation"),
    "certificates": ("Open certificates", "certificate"),
}


@dataclass(frozen=True)
class WayToFound:
    """One of the places where something found is seen, or what to type to see more of it."""

    words: str
    icon: str
    to: Destination
    typed: str = ""


def place_of(found: Found) -> Destination:
    """Give where something found is seen."""
    kind = KINDS[found.kind]
    return Destination(kind.screen, found.id, kind.tab, found.part)


def key_of(place: Destination) -> FoundKey | None:
    """Give what is seen at a place; None where that is a list."""
    if place.id is None:
        return None
    for name, kind in KINDS.items():
        if kind.screen == place.screen and kind.tab in ("", place.tab) and bool(kind.tab) == bool(place.part):
            return FoundKey(name, place.id, place.part)
    return None


def ways_to(found: Found, screens: Collection[str]) -> list[WayToFound]:
    """Give every place where something found is seen, of these screens, its own first."""
    kind = KINDS[found.kind]
    ways = [WayToFound(f"Open {found.name}", kind.icon, place_of(found))]
    if found.kind == "cohort":
        ways = [
            WayToFound(words, icon, Destination("cohort", found.id, tab))
            for tab, (words, icon) in _COHORT_TABS.items()
        ]
        ways.append(WayToFound("Show in the list of cohorts", "rows", Destination("cohorts", found.id)))
    elif found.kind == "organisation":
        ways.append(
            WayToFound(
                "Show its people", "users", Destination("people"), f"{KINDS['person'].sign}{found.name}"
            )
        )
    elif found.kind == "person":
        ways.append(WayToFound("Show in the network", "share-network", Destination("network", found.id)))
    elif found.kind == "certificate":
        ways.append(
            WayToFound("Open the cohort", "users-three", Destination("cohort", found.id, "participants"))
        )
    elif found.kind == "return":
        ways.append(WayToFound("Open the ledger", "bank", Destination("finance", found.id, "ledger")))
    return [way for way in ways if way.to.screen in screens]


def find_everything(office: Office, text: str, limit: int, kinds: Collection[str]) -> Sequence[Found]:
    """Find records of these kinds; runs on the reading thread."""
    found = office.ask(search, text, office.clock.today(), limit)
    if "return" in kinds:
        found += office.ask(search_returns, text, office.clock.today(), limit)
    return [each for each in found if each.kind in kinds]


def find_nearly(office: Office, text: str, limit: int, kinds: Collection[str]) -> Sequence[Found]:
    """Find records that the text names but for a slip; for where nothing else is found."""
    found = office.ask(search_slips, text, office.clock.today(), limit)
    return [each for each in found if each.kind in kinds]


def find_again(office: Office, keys: Sequence[FoundKey], kinds: Collection[str]) -> Sequence[Found]:
    """Give what was found before as it is called by now, in this order; what is gone is left out."""
    today = office.clock.today()
    found = list(office.ask(found_again, keys, today))
    if "return" in kinds:
        found += office.ask(returns_again, keys, today)
    now = {each.key: each for each in found if each.kind in kinds}
    return [now[key] for key in keys if key in now]
