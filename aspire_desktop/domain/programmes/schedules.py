"""Schedules: days proposed for a cohort's sessions, what clashes, and who must be told of a change."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from aspire_desktop.domain.office.values import (
    CohortId,
    PersonId,
    RoomId,
    SessionId,
    VersionId,
    a_few,
    enumerated,
    fold,
    short_date,
    short_day,
)
from aspire_desktop.domain.office.working_days import Nation, is_working_day
from aspire_desktop.domain.programmes.cohorts import RoomBooking, SessionRow
from aspire_desktop.domain.programmes.programmes import ModuleKind

_DAY = timedelta(days=1)


class Audience(StrEnum):
    """Who besides the participants must hear of a change."""

    TRAINER = "trainer"
    VENUE = "venue"
    CATERER = "caterer"


@dataclass(eq=False)
class Telling:
    """Somebody who must be told that a session changed; settled once somebody says that they were.

    It stays when the session is taken out.
    """

    id: int = field(init=False)
    cohort_id: CohortId
    session_id: SessionId
    title: str
    audience: Audience
    who: str
    was: str
    now: str
    """"" where the session is taken out, or moved away from them."""
    told_at: datetime | None = None
    """Who said so stands in the history."""


@dataclass(eq=False)
class Associate:
    """What is known of somebody who trains, by their name in the cohorts."""

    id: int = field(init=False)
    name: str
    indemnity_until: date | None = None
    fee: Decimal | None = None
    """A day, without VAT."""
    name_key: str = field(init=False)

    def __post_init__(self) -> None:
        self.name_key = fold(self.name)


@dataclass(eq=False)
class Accreditation:
    """Up to when somebody may train a version."""

    id: int = field(init=False)
    associate_id: int
    version_id: VersionId
    until: date


# What may be read of it


@dataclass(frozen=True)
class AssociateRow:
    """What is known of somebody who trains."""

    name: str
    indemnity_until: date | None
    accredited: Mapping[VersionId, date]


@dataclass(frozen=True)
class TrainerTerms:
    """Up to when somebody may train a version and is insured, and what a day of theirs costs."""

    accredited_until: date | None
    indemnity_until: date | None
    fee: Decimal | None


@dataclass(frozen=True)
class Planned:
    """A session with all that may clash: when, where, who trains it and who is on it."""

    session: SessionRow
    code: str
    version_id: VersionId
    version: str
    room_id: RoomId | None
    place: str
    """The room and its venue in words, "" where none is chosen."""
    venue: str
    holds: int | None
    booking: RoomBooking
    held_until: date | None
    numbers_by: date | None
    cost: Decimal | None
    link: str
    trained_by: tuple[str, ...]
    """Who trains this session alone; empty where all trainers of the cohort do."""
    trainers: tuple[str, ...]
    """Who trains it."""
    nation: Nation
    """Whose bank holidays count: of the venue, or else of who delivers the cohort."""
    people: Mapping[PersonId, str]
    """Who holds a place, with their names."""

    @property
    def words(self) -> str:
        """Name it as in other cohorts: INS26-WM02 Day 2, 09:30 to 16:00."""
        session = self.session
        return f"{self.code} {session.title}, {session.starts:%H:%M} to {session.ends:%H:%M}"

    @property
    def told(self) -> str:
        """Say when and where it is, as somebody is told who comes to it."""
        session = self.session
        when = f"{short_date(session.on)}, {session.starts:%H:%M} to {session.ends:%H:%M}"
        return ", ".join(filter(None, (when, self.place or ("online" if self.link else ""))))


class ClashKind(StrEnum):
    """What is wrong with a session as it is planned."""

    CLOSED = "day"
    TRAINER = "trainer"
    ROOM = "room"
    SMALL = "small"
    PERSON = "person"
    INDEMNITY = "indemnity"
    ACCREDITATION = "accreditation"
    HELD = "held"


@dataclass(frozen=True)
class SessionClash:
    """One thing that is wrong with a session, in a sentence."""

    session_id: SessionId
    kind: ClashKind
    words: str


@dataclass(frozen=True)
class TellingRow:
    """Somebody who is still to be told of a change."""

    id: int
    cohort_id: CohortId
    title: str
    audience: Audience
    who: str
    was: str
    now: str

    @property
    def words(self) -> str:
        """Say what they are to be told."""
        return f"{self.was} → {self.now}" if self.now else f"{self.was or self.title}: off for them"


@dataclass(frozen=True)
class TrainerRow:
    """Somebody who trains a cohort, with what they train and up to when they may."""

    name: str
    trains: str
    """What they train, in words."""
    accredited_until: date | None
    indemnity_until: date | None
    troubles: tuple[str, ...]


@dataclass(frozen=True)
class Surroundings:
    """What sessions are held against: the others of these days, bank holidays, and who may train."""

    others: tuple[Planned, ...]
    closed: Mapping[Nation, Mapping[date, str]]
    """Bank holidays with their names."""
    associates: Mapping[str, AssociateRow]
    """By folded name."""


@dataclass(frozen=True)
class CohortSchedule:
    """The sessions of a cohort as planned, what clashes, who trains, and who must still be told."""

    sessions: tuple[Planned, ...]
    clashes: tuple[SessionClash, ...]
    trainers: tuple[TrainerRow, ...]
    tellings: tuple[TellingRow, ...]
    around: Surroundings

    def clashes_of(self, id: SessionId) -> list[SessionClash]:
        """Give what is wrong with one session."""
        return [each for each in self.clashes if each.session_id == id]


# What follows from it


def proposed_days(
    kinds: Sequence[ModuleKind], first: date, weeks: int, closed: Collection[date]
) -> list[date]:
    """Propose a working day for each session: workshop days on end, others `weeks` apart.

    The weekday of the first stays, but for sessions that would fall on a bank holiday: they follow it.
    """
    if not kinds:
        return []
    nominal = _working_day_from(first, closed)
    days = [nominal]
    for before, kind in pairwise(kinds):
        if before is kind is ModuleKind.WORKSHOP:
            nominal = days[-1] + _DAY
        else:
            nominal += timedelta(weeks=weeks)
        days.append(_working_day_from(max(nominal, days[-1] + _DAY), closed))
    return days


def _working_day_from(day: date, closed: Collection[date]) -> date:
    while not is_working_day(day, closed):
        day += _DAY
    return day


def meet(one: SessionRow, other: SessionRow) -> bool:
    """Tell whether two sessions are at the same time, be it in part; one may begin as the other ends."""
    return one.on == other.on and one.starts < other.ends and other.starts < one.ends


def clashes_of(planned: Planned, around: Surroundings) -> Iterator[SessionClash]:
    """Give what is wrong with a session as it is planned: nothing of it stops anybody."""
    for kind, words in (*_of_itself(planned, around), *_with_others(planned, around.others)):
        yield SessionClash(planned.session.id, kind, words)


def _of_itself(planned: Planned, around: Surroundings) -> Iterator[tuple[ClashKind, str]]:
    session = planned.session
    yield from _of_day(session.on, planned.nation, around.closed[planned.nation])
    if planned.holds is not None and planned.holds < len(planned.people):
        takes = f"{planned.place} takes {planned.holds}, and {len(planned.people)} people hold a place."
        yield ClashKind.SMALL, takes
    if planned.booking is RoomBooking.HELD and planned.held_until and planned.held_until < session.on:
        until = f"The room is held to {short_day(planned.held_until)} and not confirmed."
        yield ClashKind.HELD, until
    for name in planned.trainers:
        yield from _of_trainer(name, planned, around.associates.get(fold(name)))


def _of_day(day: date, nation: Nation, closed: Mapping[date, str]) -> Iterator[tuple[ClashKind, str]]:
    if day in closed:
        yield ClashKind.CLOSED, f"Bank holiday in {nation}: {closed[day]}."
    elif not is_working_day(day, closed):
        yield ClashKind.CLOSED, f"{short_date(day)} is a {day:%A}."


def _of_trainer(name: str, planned: Planned, known: AssociateRow | None) -> Iterator[tuple[ClashKind, str]]:
    if known is None:
        return
    on = planned.session.on
    if known.indemnity_until and known.indemnity_until < on:
        ended = short_date(known.indemnity_until)
        yield ClashKind.INDEMNITY, f"{name}’s indemnity ends on {ended}, before the session."
    until = known.accredited.get(planned.version_id)
    if until is not None and until < on:
        yield ClashKind.ACCREDITATION, f"{name} may train {planned.version} up to {short_date(until)} only."
    elif until is None and known.accredited:
        yield ClashKind.ACCREDITATION, f"{name} is not accredited for {planned.version}."


def _with_others(planned: Planned, others: Iterable[Planned]) -> Iterator[tuple[ClashKind, str]]:
    ours = {fold(name): name for name in planned.trainers}
    for other in others:
        if other.session.id == planned.session.id or not meet(planned.session, other.session):
            continue
        for key in ours.keys() & {fold(name) for name in other.trainers}:
            yield ClashKind.TRAINER, f"{ours[key]} also trains {other.words}."
        if planned.room_id is not None and planned.room_id == other.room_id:
            yield ClashKind.ROOM, f"{planned.place} is held for {other.words}."
        if twice := sorted(planned.people[id] for id in planned.people.keys() & other.people.keys()):
            verb = "is" if len(twice) == 1 else "are"
            yield ClashKind.PERSON, f"{a_few(twice)} {verb} also on {other.words}."


def clash_summary(clashes: Sequence[SessionClash]) -> str:
    """Say how many clashes there are in how many sessions: "3 clashes in 2 sessions."."""
    many, sessions = len(clashes), len({each.session_id for each in clashes})
    of = "1 session" if sessions == 1 else f"{sessions} sessions"
    return f"{many} {'clash' if many == 1 else 'clashes'} in {of}." if many else "No clashes."


def trainer_rows(
    sessions: Sequence[Planned], names: Sequence[str], around: Surroundings
) -> Iterator[TrainerRow]:
    """Give everybody who trains a cohort, those named for a session alone too."""
    every = dict.fromkeys([*names, *(name for each in sessions for name in each.trained_by)])
    for name in every:
        own = [each for each in sessions if fold(name) in map(fold, each.trainers)]
        known = around.associates.get(fold(name))
        troubles = dict.fromkeys(words for each in own for _, words in _of_trainer(name, each, known))
        version = sessions[0].version_id if sessions else None
        yield TrainerRow(
            name,
            _trained(own, len(sessions)),
            known.accredited.get(version) if known and version else None,
            known.indemnity_until if known else None,
            tuple(troubles),
        )


def _trained(own: Sequence[Planned], sessions: int) -> str:
    if not own:
        return "No session"
    return "Every session" if len(own) == sessions else ", ".join(each.session.title for each in own)


@dataclass(frozen=True)
class ToTell:
    """Somebody who must be told, and what they knew and are to know."""

    audience: Audience
    who: str
    was: str
    now: str


def who_must_be_told(was: Planned, now: Planned | None) -> list[ToTell]:
    """Give who besides the participants must be told that a session is another now; None: taken out.

    A venue hears that it is free again, a new one that it is wanted. Where nothing that they know changed
    nobody is told.
    """
    then, told = was.told, now.told if now else ""
    if then == told and now is not None and now.trainers == was.trainers:
        return []
    found = [
        ToTell(Audience.TRAINER, name, then, told if now and name in now.trainers else "")
        for name in was.trainers
        if then != told or now is None or name not in now.trainers
    ]
    if now is not None:
        found += [
            ToTell(Audience.TRAINER, name, "", told) for name in now.trainers if name not in was.trainers
        ]
    if then != told:
        if was.venue:
            stays = now is not None and now.venue == was.venue
            found.append(ToTell(Audience.VENUE, was.venue, then, told if stays else ""))
        if now is not None and now.venue and now.venue != was.venue and was.venue:
            found.append(ToTell(Audience.VENUE, now.venue, "", told))
        if was.numbers_by is not None:
            found.append(ToTell(Audience.CATERER, "Caterer", then, told))
    return found


def telling_summary(found: Sequence[ToTell], people: int) -> str:
    """Say in one line who must be told of a change, participants first."""
    counted = [f"{people} {'person' if people == 1 else 'people'}"] if people else []
    counted += [each.who if each.audience is not Audience.CATERER else "the caterer" for each in found]
    return f"Must be told: {enumerated(dict.fromkeys(counted))}." if counted else ""
