"""Venues and their rooms: where a session takes place, and what people need to know to get in."""

from dataclasses import dataclass, field

from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.facts import Fact, Privacy, facts_in, tell
from aspire_desktop.domain.office.values import RoomId, VenueId, fold, tidy
from aspire_desktop.domain.office.working_days import Nation
from aspire_desktop.domain.office.written import Email, Words, WordsIfAny, email_of, name_of, words_if_any


@dataclass(eq=False)
class Venue:
    """A building; its name is unique. The whole of it is a room without a name."""

    id: VenueId = field(init=False)
    name: str
    nation: Nation
    """Whose bank holidays it keeps."""
    address: str = ""
    access: str = ""
    wifi: str = ""
    directions: str = ""
    contact: str = ""
    contact_email: str = ""
    contact_phone: str = ""
    name_key: str = field(init=False)

    def __post_init__(self) -> None:
        self.name = tidy(self.name)
        self.name_key = fold(self.name)

    def tell(self, **facts: str) -> None:
        """Set facts by their names, and by what it is found with them."""
        tell(self, facts)
        self.name_key = fold(self.name)


@dataclass(eq=False)
class VenueRoom:
    """A room of a venue that can be booked; `holds` is how many people it takes, None where nobody said."""

    id: RoomId = field(init=False)
    venue_id: VenueId
    name: str
    holds: int | None = None


# What is known of it

VENUE = (
    Fact("name", "Name", "venues", heading="Venue", rule=name_of, privacy=Privacy.IMPERSONAL),
    Fact("address", "Address", "venues", rule=words_if_any, privacy=Privacy.IMPERSONAL),
    Fact("access", "Access notes", "venues", rule=words_if_any, privacy=Privacy.FREE),
    Fact("wifi", "Wi-Fi", "venues", rule=words_if_any, privacy=Privacy.FREE),
    Fact("directions", "Directions", "venues", rule=words_if_any, privacy=Privacy.FREE),
    Fact("contact", "Contact", "venues", rule=words_if_any, privacy=Privacy.FREE),
    Fact("contact_email", "Contact’s e-mail", "venues", rule=email_of, privacy=Privacy.FREE),
    Fact("contact_phone", "Contact’s phone", "venues", rule=words_if_any, privacy=Privacy.FREE),
)
"""What is known of a venue in words. Whoever is its contact may be a participant elsewhere: names go."""


@dataclass(frozen=True)
class VenueDetails:
    """What is typed of a venue in words."""

    name: Words
    address: WordsIfAny
    access: WordsIfAny
    wifi: WordsIfAny
    directions: WordsIfAny
    contact: WordsIfAny
    contact_email: Email
    contact_phone: WordsIfAny


DETAILS = facts_in(VenueDetails, VENUE)


# What may be read of it


@dataclass(frozen=True)
class RoomRow(VenueDetails):
    """A room with all that is known of its venue; the whole venue is a room without a name."""

    id: RoomId
    venue_id: VenueId
    room: str
    holds: int | None
    nation: Nation

    @property
    def words(self) -> str:
        """Name it as people do: Training Room 1, Council House."""
        return ", ".join(filter(None, (self.room, self.name)))

    @property
    def told(self) -> str:
        """Say where it is, as calendars are told."""
        return ", ".join(filter(None, (self.room, self.name, self.address)))


# What follows from it


def check_venue_name(name: str, *, taken: bool) -> None:
    """Raise RuleBroken for a venue without a name, or with that of another one."""
    if not tidy(name):
        raise RuleBroken("A venue needs a name.", about="name")
    if taken:
        raise RuleBroken(f"There is a venue {tidy(name)} already.", about="name")
