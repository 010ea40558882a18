"""Messages to the people of a cohort: to whom, whether each may go, and what became of it."""

import hashlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from aspire_desktop.domain.contact.invitations import (
    InvitationRow,
    last_told,
    next_told,
    outdated,
    uid_of,
)
from aspire_desktop.domain.contact.message_fields import Addressee, Occasion, values_for
from aspire_desktop.domain.contact.wordings import (
    INVITES,
    Letter,
    MessageKind,
    WordingRow,
    fields_in,
    lacking,
    written,
)
from aspire_desktop.domain.office.errors import NotUnderstood
from aspire_desktop.domain.office.values import EnrolmentId, enumerated
from aspire_desktop.domain.office.working_days import working_days_before, working_days_between
from aspire_desktop.domain.office.written import email_of
from aspire_desktop.domain.programmes.cohorts import Stage
from aspire_desktop.domain.programmes.enrolments import LEFT, ON_REGISTER


class Way(StrEnum):
    """How a message leaves the program."""

    DRAFT = "e-mail draft"
    BCC = "one mail to all"
    SHEET = "mail-merge sheet"
    ADDRESSES = "copied addresses"
    SERVER = "office's server"

    @property
    def carries_entries(self) -> bool:
        """Whether calendar entries go with it; the others leave as words alone."""
        return self in (Way.DRAFT, Way.SERVER)


class MessageState(StrEnum):
    """What became of a message: a draft counts as sent only when somebody says so."""

    DRAFTED = "drafted"
    SENT = "sent"


@dataclass(eq=False)
class Message:
    """One message to one person of a cohort, in the wording it was written from."""

    id: int = field(init=False)
    enrolment_id: EnrolmentId
    kind: MessageKind
    wording_id: int
    way: Way
    state: MessageState
    digest: str
    """Of what it said, by which making the same again is known; "" once the person is erased."""
    made_at: datetime
    made_by: str
    sent_at: datetime | None = None
    sent_by: str = ""


# What may be read of it


@dataclass(frozen=True)
class MessageRow:
    """A message as listed: to whom, what, when, which way and by whom."""

    id: int
    enrolment_id: EnrolmentId
    given_name: str
    family_name: str
    kind: MessageKind
    number: int
    """The version of the wording."""
    way: Way
    state: MessageState
    digest: str
    made_at: datetime
    made_by: str
    sent_at: datetime | None
    sent_by: str


@dataclass(frozen=True)
class Due:
    """By when joining instructions are to go out, by the working days of the nation of a cohort."""

    on: date
    days_left: int
    """Working days from today on; below nought once the day is past."""
    rule: int
    """How many working days before the first session."""


class Readiness(StrEnum):
    """Whether a message may go to somebody."""

    READY = "ready"
    MADE = "made"
    """The very same is drafted or sent already."""
    MISSING = "missing"
    BLOCKED = "blocked"


@dataclass(frozen=True)
class Prepared:
    """A message as it would go to one person now, or why it cannot."""

    addressee: Addressee
    readiness: Readiness
    reason: str
    """What is missing or in the way, in words; "" where it may go."""
    letter: Letter | None
    """None where it may not go."""
    invitations: tuple[InvitationRow, ...]
    updates: int
    """How many calendar entries that were sent before are no longer so."""
    digest: str

    @property
    def enrolment_id(self) -> EnrolmentId:
        """Give whose place it is."""
        return self.addressee.place.id

    @property
    def may_go(self) -> bool:
        """Tell whether it can be made: also once more."""
        return self.letter is not None


@dataclass(frozen=True)
class Composed:
    """A kind of message as it would go to a cohort now."""

    wording: WordingRow
    occasion: Occasion
    prepared: tuple[Prepared, ...]
    """Of everybody it is for, by family name."""
    sent_before: tuple[MessageRow, ...]
    """What went to the cohort, of whatever kind, the latest first."""
    updates: int
    """How many people on the register hold an invitation that is no longer so."""
    cancellations: int
    """How many people who left still hold one."""
    due: Due | None
    """By when joining instructions are to go out; None once the first session is past."""


@dataclass(frozen=True)
class Mailbox:
    """A name with an e-mail address."""

    name: str
    address: str


@dataclass(frozen=True)
class Outgoing:
    """A message that goes to one person."""

    letter: Letter
    sender: Mailbox
    to: Mailbox


@dataclass(frozen=True)
class MergeRow:
    """A message as a row of a mail-merge sheet; `fields` are in the order of the wording."""

    address: str
    fields: tuple[str, ...]
    letter: Letter


# What follows from it


def due_on(first_on: date, days: int, closed: Collection[date]) -> date:
    """Give the day by which joining instructions go out, `days` working days before the first session."""
    return working_days_before(first_on, days, closed)


def due(first_on: date, days: int, closed: Collection[date], today: date) -> Due:
    """Say by when joining instructions are to go out, and how long that is from today."""
    on = due_on(first_on, days, closed)
    left = working_days_between(today, on, closed) - working_days_between(on, today, closed)
    return Due(on, left, days)


def addressed(kind: MessageKind, people: Iterable[Addressee], occasion: Occasion) -> list[Addressee]:
    """Give whom a kind of message is for: those on the register, or those whose sessions are cancelled."""
    if kind is MessageKind.CANCELLATION:
        return [each for each in people if _has_lost(each, occasion)]
    return [each for each in people if each.place.status in ON_REGISTER]


def _has_lost(addressee: Addressee, occasion: Occasion) -> bool:
    """Tell whether somebody left who was told of a session still ahead, or whose cohort is cancelled."""
    told = bool(_told_ahead(addressee, occasion.today))
    return addressee.place.status in LEFT and (told or occasion.cohort.stage is Stage.CANCELLED)


def _told_ahead(addressee: Addressee, today: date) -> list[InvitationRow]:
    return [each for each in last_told(addressee.invitations).values() if each.session.on >= today]


def invitations_for(
    kind: MessageKind, occasion: Occasion, addressee: Addressee, database: str
) -> tuple[InvitationRow, ...]:
    """Give the calendar entries that go with a message, each with its uid and sequence.

    None where the office has no address: an invitation says who invites.
    """
    if not occasion.office_address:
        return ()
    if kind is MessageKind.CANCELLATION:
        told = _told_ahead(addressee, occasion.today)
        return tuple(next_told(each.uid, each, replace(each.session, cancelled=True)) for each in told)
    if kind not in INVITES:
        return ()
    last, found = last_told(addressee.invitations), list[InvitationRow]()
    for each in occasion.sessions:
        known = last.get(each.session_id)
        if max(each.on, known.session.on if known else each.on) >= occasion.today:
            uid = uid_of(database, each.session_id, addressee.place.id)
            found.append(next_told(uid, known, each))
    return (*found, *_taken_out(occasion, last.values()))


def _taken_out(occasion: Occasion, last: Iterable[InvitationRow]) -> Iterator[InvitationRow]:
    """Give the cancellation of every entry still ahead whose session is not there any more."""
    there = {each.session_id for each in occasion.sessions}
    for told in last:
        if told.session.session_id not in there and told.session.on >= occasion.today:
            yield next_told(told.uid, told, replace(told.session, cancelled=True))


def updates_due(occasion: Occasion, addressee: Addressee) -> int:
    """Count the calendar entries that were sent to somebody and are no longer so."""
    stays = addressee.place.status in ON_REGISTER and occasion.cohort.stage is not Stage.CANCELLED
    return sum(1 for _ in outdated(addressee.invitations, occasion.sessions, occasion.today, stays=stays))


def prepare(
    wording: WordingRow,
    occasion: Occasion,
    addressee: Addressee,
    database: str,
    made: Collection[str] = (),
) -> Prepared:
    """Write a message to one person, or say why it may not go; `made` are the digests of theirs so far.

    Preview, files and the record of what went out all ask it here.
    """
    updates = updates_due(occasion, addressee)
    if blocked := _in_the_way(addressee):
        return Prepared(addressee, Readiness.BLOCKED, blocked, None, (), updates, "")
    values = values_for(occasion, addressee)
    if missing := lacking(wording, values):
        return Prepared(addressee, Readiness.MISSING, enumerated(missing), None, (), updates, "")
    letter = written(wording, values)
    entries = invitations_for(wording.kind, occasion, addressee, database)
    digest = _digest(addressee.place.email, letter, entries)
    readiness = Readiness.MADE if digest in made else Readiness.READY
    return Prepared(addressee, readiness, "", letter, entries, updates, digest)


def _in_the_way(addressee: Addressee) -> str:
    if addressee.kept_apart:
        return "asked to be erased"
    try:
        return "" if email_of(addressee.place.email) else "no address"
    except NotUnderstood:
        return "the address is not whole"


def _digest(to: str, letter: Letter, entries: Iterable[InvitationRow]) -> str:
    """Give by what the same message is known again; whether an entry was sent is no part of it."""
    told = [repr((each.uid, each.sequence, each.session)) for each in entries]
    return hashlib.sha256("\0".join((to, letter.subject, letter.body, *told)).encode()).hexdigest()


def merge_row(wording: WordingRow, occasion: Occasion, prepared: Prepared) -> MergeRow:
    """Give a message that may go as a row of a mail-merge sheet."""
    assert prepared.letter is not None
    values = values_for(occasion, prepared.addressee)
    fields = tuple(str(values[each.key]) for each in fields_in(wording))
    return MergeRow(prepared.addressee.place.email, fields, prepared.letter)


def address_text(prepared: Iterable[Prepared]) -> str:
    """Give addresses as mail programs take them into their line for them."""
    return "; ".join(dict.fromkeys(each.addressee.place.email for each in prepared))
