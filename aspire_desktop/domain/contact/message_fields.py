"""The fields of messages: what each is called, and what it says to one person.

Access and dietary needs, marks and scores are none of them, and are never to be: a message goes where others
read it too.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from aspire_desktop.domain.contact.invitations import InvitationRow, SessionTold
from aspire_desktop.domain.office.people import full_name
from aspire_desktop.domain.office.values import SessionId, enumerated, long_date
from aspire_desktop.domain.programmes.cohorts import CohortRow
from aspire_desktop.domain.programmes.enrolments import PAID_AS, Funding, ParticipantRow
from aspire_desktop.domain.programmes.venues import RoomRow


@dataclass(frozen=True)
class Missing:
    """Stands for a value that is not on record; `words` says of what."""

    words: str


Value: TypeAlias = str | Missing


@dataclass(frozen=True)
class Occasion:
    """What a message is written about, alike for everybody in the cohort."""

    cohort: CohortRow
    sessions: tuple[SessionTold, ...]
    """All of the cohort's, by day and time."""
    trainers: tuple[str, ...]
    office: str
    office_address: str
    """Where answers go, and who invites to sessions; "" where the office has not set it."""
    sender: str
    today: date
    rooms: Mapping[SessionId, RoomRow] = field(default_factory=dict)
    """Of the sessions that have one."""

    @property
    def room(self) -> RoomRow | None:
        """Give the room of the next session, where one is chosen."""
        return self.rooms.get(self.session.session_id) if self.session else None

    @property
    def session(self) -> SessionTold | None:
        """Give the next session, or the last one where all are past."""
        ahead = (each for each in self.sessions if each.on >= self.today)
        return next(ahead, self.sessions[-1] if self.sessions else None)


@dataclass(frozen=True)
class Addressee:
    """Somebody in the cohort to whom a message may go."""

    place: ParticipantRow
    certificate_name: str
    kept_apart: bool
    """Whether the record is only kept as evidence, and used for nothing else."""
    invitations: tuple[InvitationRow, ...]
    """What they were told of each session, drafted or sent, oldest first."""

    @property
    def name(self) -> str:
        """Give the full name."""
        return full_name(self.place.given_name, self.place.family_name)

    @property
    def name_on_certificates(self) -> str:
        """Give the spelling they confirmed, or the name on record where they have not confirmed any."""
        return self.certificate_name or self.name


@dataclass(frozen=True)
class MessageField:
    """A field: its key is fixed, its words are what people see; the value is worked out for one person."""

    key: str
    words: str
    of: Callable[[Occasion, Addressee], str | Missing]
    personal: bool = True
    """Whether it may say something else to each person."""

    def value(self, occasion: Occasion, addressee: Addressee) -> Value:
        """Give what it says to somebody; Missing where that is nothing."""
        return self.of(occasion, addressee) or Missing(self.words)


def values_for(occasion: Occasion, addressee: Addressee) -> Mapping[str, Value]:
    """Give what every field says to somebody, by its key."""
    return {each.key: each.value(occasion, addressee) for each in FIELDS}


def session_words(session: SessionTold) -> str:
    """Write Module 3: Thursday 12 November 2026, 09:30 to 16:30."""
    return f"{session.title}: {day_words(session.on)}, {session.starts:%H:%M} to {session.ends:%H:%M}"


def day_words(day: date) -> str:
    """Write Thursday 12 November 2026."""
    return f"{day:%A} {long_date(day)}"


def _paid(_occasion: Occasion, addressee: Addressee) -> str | Missing:
    """Say who pays; a place that the council pays needs the number of its order."""
    place = addressee.place
    if place.funding is None:
        return ""
    words = PAID_AS[place.funding]
    if place.funding is not Funding.COUNCIL:
        return words
    return f"{words}, PO {place.po_number}" if place.po_number else Missing("PO number")


def _of_session(read: Callable[[SessionTold], str]) -> Callable[[Occasion, Addressee], str]:
    return lambda occasion, _: read(occasion.session) if occasion.session else ""


def _contact(room: RoomRow) -> str:
    """Say whom to ask at a venue, and how."""
    return ", ".join(filter(None, (room.contact, room.contact_phone, room.contact_email)))


def _of_room(key: str, words: str, read: Callable[[RoomRow], str]) -> MessageField:
    return _of_all(key, words, lambda of: read(of.room) if of.room else "")


def _days(sessions: Sequence[SessionTold]) -> str:
    return enumerated(day_words(each.on) for each in sessions)


def _lines(sessions: Sequence[SessionTold]) -> str:
    return "\n".join(map(session_words, sessions))


def _of_all(key: str, words: str, read: Callable[[Occasion], str]) -> MessageField:
    return MessageField(key, words, lambda occasion, _: read(occasion), personal=False)


FIELDS = (
    MessageField("first_name", "first name", lambda _, each: each.place.given_name or each.place.family_name),
    MessageField("full_name", "full name", lambda _, each: each.name),
    MessageField("job_title", "job title", lambda _, each: each.place.job_title),
    MessageField("council", "council", lambda _, each: each.place.organisation),
    MessageField("certificate_name", "name on certificates", lambda _, each: each.name_on_certificates),
    MessageField("paid", "how it is paid", _paid),
    _of_all("programme", "programme", lambda of: of.cohort.version),
    _of_all("cohort", "cohort", lambda of: of.cohort.code),
    _of_all("partner", "delivery partner", lambda of: of.cohort.partner),
    _of_all("venue", "venue", lambda of: of.cohort.venue),
    _of_room("room", "room", lambda each: each.words),
    _of_room("address", "venue address", lambda each: each.address),
    _of_room("directions", "directions", lambda each: each.directions),
    _of_room("entry", "how to get in", lambda each: each.access),
    _of_room("wifi", "Wi-Fi", lambda each: each.wifi),
    _of_room("contact", "venue contact", _contact),
    _of_all("trainers", "trainer", lambda of: enumerated(of.trainers)),
    MessageField("session", "session", _of_session(lambda each: each.title), personal=False),
    MessageField("date", "date", _of_session(lambda each: day_words(each.on)), personal=False),
    MessageField("start", "start", _of_session(lambda each: f"{each.starts:%H:%M}"), personal=False),
    MessageField("end", "end", _of_session(lambda each: f"{each.ends:%H:%M}"), personal=False),
    _of_all("sessions", "all sessions", lambda of: _lines(of.sessions)),
    _of_all("days", "session days", lambda of: _days(of.sessions)),
    _of_all("office", "office", lambda of: of.office),
    _of_all("reply_to", "reply address", lambda of: of.office_address),
    _of_all("sender", "sender", lambda of: of.sender),
)
"""Every field there is, in the order in which people choose from them."""
