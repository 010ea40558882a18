"""What may be done with venues and their rooms: add, change, remove."""

from dataclasses import dataclass, replace
from typing import Self

from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.facts import told
from aspire_desktop.domain.office.limits import check_count
from aspire_desktop.domain.office.values import RoomId, VenueId, fold
from aspire_desktop.domain.office.working_days import Nation
from aspire_desktop.domain.office.written import WordsIfAny
from aspire_desktop.domain.programmes.cohorts import Session
from aspire_desktop.domain.programmes.venues import (
    DETAILS,
    Venue,
    VenueDetails,
    VenueRoom,
    check_venue_name,
)
from aspire_desktop.services.door.action import Action, Change, Effect
from aspire_desktop.storage.tables.programmes.cohorts import sessions
from aspire_desktop.storage.tables.programmes.venues import rooms, venues
from aspire_desktop.storage.work import UnitOfWork


@dataclass(frozen=True)
class AddVenue(VenueDetails, Action[RoomId]):
    """Add a venue; gives the room that stands for the whole of it."""

    nation: Nation = Nation.ENGLAND

    def apply(self, work: UnitOfWork) -> Effect[RoomId]:
        """Refuse a name that another venue has."""
        _check_name(work, self.name)
        venue = Venue(self.name, self.nation)
        venue.tell(**told(self, DETAILS))
        work.add(venue)
        return Effect(f"Add venue {venue.name}", work.add(VenueRoom(venue.id, "")).id)


@dataclass(frozen=True)
class _OfVenue:
    venue_id: VenueId


@dataclass(frozen=True)
class ChangeVenue(VenueDetails, _OfVenue, Change[None]):
    """Set what is known of a venue."""

    nation: Nation

    def stored(self, work: UnitOfWork) -> Self:
        """Give what is on record of the venue."""
        venue = work.get(Venue, self.venue_id)
        return replace(self, nation=venue.nation, **told(venue, DETAILS))

    def apply(self, work: UnitOfWork) -> Effect[None]:
        """Refuse a name that another venue has."""
        venue = work.get(Venue, self.venue_id)
        _check_name(work, self.name, venue.id)
        venue.nation = self.nation
        venue.tell(**told(self, DETAILS))
        return Effect(f"Change venue {venue.name}", None)


@dataclass(frozen=True)
class AddRoom(Action[RoomId]):
    """Add a room to a venue."""

    venue_id: VenueId
    name: WordsIfAny
    holds: int | None = None

    def apply(self, work: UnitOfWork) -> Effect[RoomId]:
        """Refuse a room without a name, and a name that the venue has already."""
        venue = work.get(Venue, self.venue_id)
        _check_room(work, venue, self.name, self.holds)
        added = work.add(VenueRoom(venue.id, self.name, self.holds))
        return Effect(f"Add {self.name} to {venue.name}", added.id)


@dataclass(frozen=True)
class ChangeRoom(Change[None]):
    """Give a room another name, or say how many people it takes."""

    room_id: RoomId
    name: WordsIfAny
    holds: int | None

    def stored(self, work: UnitOfWork) -> Self:
        """Give what is on record of the room."""
        room = work.get(VenueRoom, self.room_id)
        return replace(self, name=room.name, holds=room.holds)

    def apply(self, work: UnitOfWork) -> Effect[None]:
        """Refuse to take a room's name away, or to give it that of another room of the venue."""
        room = work.get(VenueRoom, self.room_id)
        venue = work.get(Venue, room.venue_id)
        if room.name or self.name:
            _check_room(work, venue, self.name, self.holds, room.id)
        check_count("People in a room", self.holds or 0)
        room.name, room.holds = self.name, self.holds
        return Effect(f"Change {room.name or venue.name}", None)


@dataclass(frozen=True)
class RemoveRoom(Action[None]):
    """Remove a room; the last one takes its venue with it."""

    room_id: RoomId

    def apply(self, work: UnitOfWork) -> Effect[None]:
        """Refuse a room in which a session is, or was."""
        room = work.get(VenueRoom, self.room_id)
        venue = work.get(Venue, room.venue_id)
        if work.first(Session, sessions.c.room_id == room.id):
            raise RuleBroken(
                f"A session is, or was, in {room.name or venue.name}, so it stays.",
                do="Give the session another room first.",
            )
        work.delete(room)
        if work.first(VenueRoom, rooms.c.venue_id == venue.id) is None:
            work.delete(venue)
        return Effect(f"Remove {room.name or venue.name}", None)


def _check_name(work: UnitOfWork, name: str, own: VenueId | None = None) -> None:
    other = work.first(Venue, venues.c.name_key == fold(name))
    check_venue_name(name, taken=other is not None and other.id != own)


def _check_room(
    work: UnitOfWork, venue: Venue, name: str, holds: int | None, own: RoomId | None = None
) -> None:
    check_count("People in a room", holds or 0)
    if not name:
        raise RuleBroken("A room needs a name.", about="name")
    there = work.all(VenueRoom, rooms.c.venue_id == venue.id)
    if any(fold(each.name) == fold(name) and each.id != own for each in there):
        raise RuleBroken(f"{venue.name} has a room {name} already.", about="name")
