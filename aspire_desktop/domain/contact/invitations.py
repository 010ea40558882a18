"""Invitations: what a person's calendar was last told of a session, and what it must be told now.

One calendar entry a session and person: its uid stays, and its sequence rises with every change, so that an
update replaces the entry and never adds one (RFC 5545, 3.8.7.4).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time
from uuid import UUID, uuid5

from aspire_desktop.domain.office.values import EnrolmentId, SessionId


@dataclass(eq=False)
class Invitation:
    """What one message tells a person's calendar of one session."""

    id: int = field(init=False)
    message_id: int
    session_id: SessionId
    """Of a session that may be taken out by now."""
    title: str
    uid: str
    sequence: int
    on: date
    starts: time
    ends: time
    zone: str
    place: str
    cancelled: bool


# What may be read of it


@dataclass(frozen=True)
class SessionTold:
    """As much of a session as a calendar is told: local day and times with their zone, and the place."""

    session_id: SessionId
    title: str
    on: date
    starts: time
    ends: time
    zone: str
    place: str
    cancelled: bool = False


@dataclass(frozen=True)
class InvitationRow:
    """A calendar entry as some message told it, or as the next one is to tell it."""

    session: SessionTold
    uid: str
    sequence: int
    sent: bool
    """Whether the message that tells it was sent; a draft may never be."""


# What follows from it


def uid_of(database: str, session_id: SessionId, enrolment_id: EnrolmentId) -> str:
    """Give the one uid of the entry of a person's place for a session; no other database gives the same."""
    return str(uuid5(UUID(bytes=bytes.fromhex(database)[:16]), f"{session_id}/{enrolment_id}"))


def last_told(told: Iterable[InvitationRow], *, sent_only: bool = False) -> dict[SessionId, InvitationRow]:
    """Give what was told last of each session; `told` comes oldest first."""
    return {each.session.session_id: each for each in told if each.sent or not sent_only}


def tells_else(told: SessionTold, now: SessionTold) -> bool:
    """Tell whether a calendar that was told the one must be told the other: a new title alone is nothing."""
    return replace(told, title="") != replace(now, title="")


def next_told(uid: str, last: InvitationRow | None, now: SessionTold) -> InvitationRow:
    """Give the entry as it is to be told now: its sequence rises only where it says something else.

    A draft counts like a message that was sent: it may have been, without anybody saying so here.
    """
    if last is None:
        return InvitationRow(now, uid, 0, sent=False)
    rise = tells_else(last.session, now)
    return InvitationRow(now, last.uid, last.sequence + rise, sent=False)


def outdated(
    told: Iterable[InvitationRow], now: Sequence[SessionTold], today: date, *, stays: bool
) -> Iterator[tuple[InvitationRow, SessionTold]]:
    """Give what was sent of sessions to come and is no longer so, each with how it is now.

    `stays` is whether the person still takes part: of whoever does not, every entry is to be cancelled.
    """
    current = {each.session_id: each for each in now}
    for id, row in last_told(told, sent_only=True).items():
        if row.session.cancelled and (not stays or id not in current):
            continue
        there = current.get(id) if stays else None
        fresh = there or replace(row.session, cancelled=True)
        if max(row.session.on, fresh.on) >= today and tells_else(row.session, fresh):
            yield row, fresh
