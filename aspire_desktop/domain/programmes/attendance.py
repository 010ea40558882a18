"""Marks on registers, and what follows from them. Not marked is not Absent."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Protocol

from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.values import EnrolmentId, SessionId, long_date
from aspire_desktop.domain.programmes.cohorts import SessionRow
from aspire_desktop.domain.programmes.programmes import Rules


class Code(StrEnum):
    """The seven marks of a register."""

    PRESENT = "P"
    LATE = "L"
    LEFT_EARLY = "F"
    ABSENT = "A"
    EXCUSED = "E"
    MADE_UP = "M"
    NOT_REQUIRED = "N"


WORDS: dict[Code, str] = {
    Code.PRESENT: "Present",
    Code.LATE: "Late",
    Code.LEFT_EARLY: "Left early",
    Code.ABSENT: "Absent",
    Code.EXCUSED: "Excused",
    Code.MADE_UP: "Made up",
    Code.NOT_REQUIRED: "Not required",
}


@dataclass(eq=False)
class Mark:
    """What a register says of one person at one session; no row means not marked."""

    id: int = field(init=False)
    session_id: SessionId
    enrolment_id: EnrolmentId
    code: Code
    note: str = ""
    made_up_on: date | None = None
    """With Made up: when that was; None: on the session's own day."""
    made_up_at: str = ""
    """Where it was made up: often another partner's cohort."""
    minutes_stayed: int | None = None
    """How long somebody stayed who left early."""


# What may be read of it


@dataclass(frozen=True)
class MarkRow:
    """A mark as registers, certificates and claims read it."""

    session_id: SessionId
    enrolment_id: EnrolmentId
    code: Code
    note: str = ""
    made_up_on: date | None = None
    made_up_at: str = ""
    minutes_stayed: int | None = None


@dataclass(frozen=True)
class Standing:
    """How one person stands on one day. Sessions that are Not required are in none of the counts."""

    attended: int
    held: int
    """Sessions whose day has come."""
    marked: int
    """Held sessions that are marked; not marked is not Absent."""
    required: int
    """All sessions, held or to come."""
    needed: int
    """How many must be attended to complete."""
    best: int
    """How many can still be attended at most: those attended, and all not marked yet."""
    absences_in_a_row: int
    """Unannounced absences since the last session that was attended or excused."""
    longest_absence: int
    """The longest such run at any time."""

    @property
    def out_of_reach(self) -> bool:
        """Whether the threshold can no longer be reached."""
        return self.best < self.needed

    @property
    def can_miss(self) -> int:
        """How many of the sessions not marked yet may be missed; nought where it is out of reach."""
        return min(self.best - self.attended, max(0, self.best - self.needed))

    @property
    def can_miss_no_more(self) -> bool:
        """Whether the next session missed puts the threshold out of reach."""
        return self.attended < self.needed == self.best

    @property
    def percent(self) -> int | None:
        """Attended of marked, in whole percent with halves up; None while nothing is marked."""
        return _percent(self.attended, self.marked)


# What follows from it

QUARTER = Decimal("0.25")


class Register(Protocol):
    """As much of a session as marking asks for; Session and SessionRow both have it."""

    @property
    def on(self) -> date:
        """Its day."""
        ...

    @property
    def finished(self) -> bool:
        """Whether its register is finished."""
        ...


def may_mark(code: Code | None, session: Register, today: date, reason: str = "") -> None:
    """Raise RuleBroken where the session cannot take the mark (None: clear it) on this day.

    Before its day a session takes only Excused, or has that cleared. After its register is
    finished any change needs a reason.
    """
    if session.on > today and code not in (Code.EXCUSED, None):
        raise RuleBroken(
            f"This session is on {long_date(session.on)}: before its day it takes only Excused.",
            do="Mark it on the day.",
        )
    refuse_without_reason(finished=session.finished, reason=reason)


def refuse_without_reason(*, finished: bool, reason: str = "") -> None:
    """Raise RuleBroken for a change of a finished register that no reason was given for."""
    if finished and not reason.strip():
        raise RuleBroken("This register is finished.", do="Give a reason for the change.")


def attended_on(rules: Rules, session: SessionRow, mark: MarkRow | None, today: date) -> date | None:
    """Give the date on which somebody attended a session, or None where they have not (yet).

    That is the session's own day, and for Made up the day it was made up, where one is given.
    """
    if mark is None or session.on > today or not counts(rules, session, mark):
        return None
    day = mark.made_up_on if mark.code is Code.MADE_UP and mark.made_up_on else session.on
    return day if day <= today else None


def attended_dates(
    rules: Rules, sessions: Iterable[SessionRow], marks: Iterable[MarkRow], today: date
) -> tuple[date, ...]:
    """Give the dates on which one person attended, earliest first."""
    by_session = {mark.session_id: mark for mark in marks}
    days = (attended_on(rules, session, by_session.get(session.id), today) for session in sessions)
    return tuple(sorted(day for day in days if day is not None))


def standing(rules: Rules, sessions: Sequence[SessionRow], marks: Sequence[MarkRow], today: date) -> Standing:
    """Work out how one person stands; marks of sessions that are not given are left out.

    A session that was moved to a later day counts as not marked until then, unless excused.
    """
    by_session = _marks_that_stand(sessions, marks, today)
    required = [session for session in sessions if not is_spared(by_session.get(session.id))]
    held = [session for session in required if session.on <= today]
    attended = len(attended_dates(rules, required, marks, today))
    runs = list(_absences(held, by_session))
    return Standing(
        attended=attended,
        held=len(held),
        marked=sum(session.id in by_session for session in held),
        required=len(required),
        needed=needed(rules, len(sessions), len(sessions) - len(required)),
        best=attended + sum(_is_open(rules, each, by_session.get(each.id), today) for each in required),
        absences_in_a_row=runs[-1] if runs else 0,
        longest_absence=max(runs, default=0),
    )


def needed(rules: Rules, sessions: int, not_required: int) -> int:
    """Give how many sessions must be attended, of which some are Not required.

    They take up the sessions that may be missed anyway first, and lower what is needed only
    then: of five modules of which four are needed, one Not required leaves 4 of 4, two leave
    3 of 3. Sessions that are not in the diary yet lower nothing, and one is always needed.
    """
    spare = max(0, sessions - rules.sessions_needed)
    lowered = rules.sessions_needed - max(0, not_required - spare)
    return max(1, lowered) if rules.sessions_needed else 0


def cpd_hours(rules: Rules, sessions: Iterable[SessionRow], marks: Iterable[MarkRow], today: date) -> Decimal:
    """Give the CPD hours of one person, to the nearest quarter of an hour with halves up.

    Hours are the minutes of activity (breaks out) of the sessions attended, never the
    difference between two clock times, which is wrong on the day the clocks change. Somebody
    who left early is credited with the minutes they stayed.
    """
    by_session = {mark.session_id: mark for mark in marks}
    minutes = sum(
        _minutes(session, by_session[session.id])
        for session in sessions
        if attended_on(rules, session, by_session.get(session.id), today)
    )
    quarters = (Decimal(minutes) / 15).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    return quarters * QUARTER


def counts(rules: Rules, session: SessionRow, mark: MarkRow) -> bool:
    """Tell whether a mark counts as attended: for completion, and so in every sum."""
    if is_spared(mark):
        return False
    if mark.code in rules.attended_marks:
        return True
    share, stayed = rules.left_early_percent, mark.minutes_stayed
    if mark.code is not Code.LEFT_EARLY or share is None or stayed is None:
        return False
    return stayed * 100 >= share * session.minutes


def is_spared(mark: MarkRow | None) -> bool:
    """Tell whether a session was not required of somebody."""
    return mark is not None and mark.code is Code.NOT_REQUIRED


def _is_open(rules: Rules, session: SessionRow, mark: MarkRow | None, today: date) -> bool:
    """Tell whether a session may yet be attended: not marked, or with a mark that counts on a day to come."""
    return mark is None or (counts(rules, session, mark) and attended_on(rules, session, mark, today) is None)


def _marks_that_stand(
    sessions: Iterable[SessionRow], marks: Iterable[MarkRow], today: date
) -> dict[SessionId, MarkRow]:
    to_come = {session.id for session in sessions if session.on > today}
    return {
        mark.session_id: mark for mark in marks if mark.code is Code.EXCUSED or mark.session_id not in to_come
    }


def _absences(sessions: Iterable[SessionRow], by_session: dict[SessionId, MarkRow]) -> Iterator[int]:
    """Give the length of the run of absences as it stands after each marked session."""
    run = 0
    for session in sorted(sessions, key=lambda each: (each.on, each.starts)):
        mark = by_session.get(session.id)
        if mark is None:
            continue  # nobody knows yet, so it neither lengthens nor ends a run
        run = run + 1 if mark.code is Code.ABSENT else 0
        yield run


def _minutes(session: SessionRow, mark: MarkRow) -> int:
    if mark.code is Code.LEFT_EARLY and mark.minutes_stayed is not None:
        return min(mark.minutes_stayed, session.minutes)
    return session.minutes


def _percent(part: int, whole: int) -> int | None:
    return (200 * part + whole) // (2 * whole) if whole else None


@dataclass(frozen=True)
class SignInPerson:
    """Somebody expected at a session, as printed on its sheet: never with access or dietary needs."""

    name: str
    organisation: str


@dataclass(frozen=True)
class SignInSheet:
    """What is printed for one session, for people to sign as they come in."""

    cohort: str
    """The cohort's code."""
    programme: str
    session: str
    """The session's title."""
    on: date
    starts: time
    ends: time
    venue: str
    trainers: tuple[str, ...]
    people: tuple[SignInPerson, ...]
    walk_ins: int = 4
    """How many empty rows stand below the people."""
