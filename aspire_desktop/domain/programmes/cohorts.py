"""Cohorts, their sessions and trainers."""

from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from enum import StrEnum

from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.facts import Fact, Privacy, facts_in, tell
from aspire_desktop.domain.office.limits import check_count
from aspire_desktop.domain.office.values import (
    CohortId,
    ModuleId,
    OrganisationId,
    RoomId,
    SessionId,
    VersionId,
    fold,
    tidy,
)
from aspire_desktop.domain.office.written import (
    WordsIfAny,
    code_of,
    count_of,
    date_of,
    name_if_any,
    names_of,
    time_of,
    words_if_any,
)


class Stage(StrEnum):
    """Where a cohort stands."""

    PLANNED = "planned"
    TENTATIVE = "tentative"
    CONFIRMED = "confirmed"
    RUNNING = "running"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


COHORT_CANCELLED = "Cohort cancelled"
"""Why the places of a cohort that is cancelled are cancelled and released."""
FIRM = frozenset({Stage.CONFIRMED, Stage.RUNNING, Stage.COMPLETED})
"""Stages of a cohort whose dates are meant."""
OVER = frozenset({Stage.COMPLETED, Stage.CANCELLED})
"""Stages of a cohort that is no longer to come and does not run."""
STAGE_WORDS: dict[Stage, str] = {stage: stage.value.capitalize() for stage in Stage}

_STAGE_MOVES: dict[Stage, frozenset[Stage]] = {
    Stage.PLANNED: frozenset({Stage.TENTATIVE, Stage.CONFIRMED, Stage.CANCELLED}),
    Stage.TENTATIVE: frozenset({Stage.PLANNED, Stage.CONFIRMED, Stage.CANCELLED}),
    Stage.CONFIRMED: frozenset({Stage.TENTATIVE, Stage.RUNNING, Stage.CANCELLED}),
    Stage.RUNNING: frozenset({Stage.CONFIRMED, Stage.COMPLETED, Stage.CANCELLED}),
    Stage.COMPLETED: frozenset({Stage.RUNNING}),
    Stage.CANCELLED: frozenset(),
}


class RoomBooking(StrEnum):
    """Where the booking of a session's room stands."""

    NONE = "not booked"
    NOT_NEEDED = "not needed"
    HELD = "held"
    CONFIRMED = "confirmed"


@dataclass(eq=False)
class Cohort:
    """A group that takes one version of a programme together; `code` is unique."""

    id: CohortId = field(init=False)
    code: str
    version_id: VersionId
    partner_id: OrganisationId
    """The delivering partner."""
    venue: str
    capacity: int
    minimum: int
    stage: Stage = Stage.CONFIRMED
    decide_on: date | None = None
    """By when it is decided whether a tentative cohort runs."""
    code_key: str = field(init=False)

    def __post_init__(self) -> None:
        self.code, self.venue = tidy(self.code), tidy(self.venue)
        self.code_key = fold(self.code)

    def tell(self, **facts: str) -> None:
        """Set facts by their names."""
        tell(self, facts)


@dataclass(eq=False)
class Session:
    """One register: a day of a cohort, local date and times with their zone."""

    id: SessionId = field(init=False)
    cohort_id: CohortId
    module_id: ModuleId
    position: int
    on: date
    starts: time
    ends: time
    zone: str = "Europe/London"
    finished: bool = False
    """Set when the register is finished; a mark changed afterwards needs a reason."""
    room_id: RoomId | None = None
    booking: RoomBooking = RoomBooking.NONE
    held_until: date | None = None
    """Up to when the venue holds the room without its being confirmed."""
    numbers_by: date | None = None
    """By when the caterer wants numbers; None where nobody is catered for."""
    cost: Decimal | None = None
    """Of room and catering."""
    link: str = ""
    """Where it is joined online."""
    trained_by: tuple[str, ...] = ()
    """Who trains it alone; empty where all trainers of the cohort do."""


@dataclass(eq=False)
class Trainer:
    """Somebody who trains a cohort; often an external associate, so a name is enough."""

    id: int = field(init=False)
    cohort_id: CohortId
    name: str


# What is known of it

COHORT = (
    Fact(
        "code",
        "Code",
        "cohorts",
        heading="Cohort",
        column="code",
        headings="cohort/cohort code/reference/ref/cohort ref/cohort reference/cohort name/cohort no/"
        "cohort number/group",
        rule=code_of,
        privacy=Privacy.IMPERSONAL,
    ),
    Fact(
        "programme",
        "Programme",
        column="programme",
        headings="program/programmes/course/programme name/programme title/programme version/"
        "name of programme/scheme",
    ),
    Fact(
        "partner",
        "Delivery partner",
        "cohorts",
        column="delivery partner",
        headings="partner/delivered by/delivering partner/delivery organisation/provider/delivery/"
        "delivering organisation",
        rule=name_if_any,
        of_body=True,
    ),
    Fact(
        "venue",
        "Venue",
        "cohorts",
        column="venue",
        headings="location/where/place/venue name/site/room",
        rule=words_if_any,
        privacy=Privacy.IMPERSONAL,
    ),
    Fact(
        "capacity",
        "Places",
        "cohorts",
        column="capacity",
        headings="places/max/maximum/size/max places/maximum places/number of places/max participants/"
        "no of places/max number/seats",
        rule=count_of,
    ),
    Fact(
        "trainers",
        "Trainers",
        "trainers",
        column="trainers",
        headings="trainer/facilitator/facilitators/tutor/tutors/trainer s/facilitator s/led by",
        rule=names_of,
        privacy=Privacy.IMPERSONAL,
        part="name",
    ),
    Fact("on", "Date", "sessions", rule=date_of),
    Fact(
        "starts",
        "Starts",
        "sessions",
        column="start time",
        headings="start/starts/from/time from/starting time/begins/time start/starts at",
        rule=time_of,
    ),
    Fact(
        "ends",
        "Ends",
        "sessions",
        column="end time",
        headings="end/ends/to/until/time to/finish/finish time/ending time/time end/ends at/finishes",
        rule=time_of,
    ),
    Fact("stage", "Status", "cohorts", privacy=Privacy.IMPERSONAL),
)
"""What is known of a cohort; its days have columns of their own."""


@dataclass(frozen=True)
class CohortDetails:
    """What is typed of a cohort in words, as `PersonDetails`; who, when and how many are typed fields."""

    venue: WordsIfAny


DETAILS = facts_in(CohortDetails, COHORT)


# What may be read of it


@dataclass(frozen=True)
class Room:
    """The places of a cohort, and how many of them people hold."""

    capacity: int
    held: int

    @property
    def left(self) -> int:
        """Count the places that nobody holds; fewer than none where the cohort is over its capacity."""
        return self.capacity - self.held

    @property
    def free(self) -> int:
        """Count the places that may be given; a cohort that is over its capacity has none."""
        return max(0, self.left)

    @property
    def over(self) -> int:
        """Count the people beyond its capacity."""
        return max(0, -self.left)

    @property
    def is_full(self) -> bool:
        """Tell whether no place is left."""
        return self.left <= 0

    def __str__(self) -> str:
        return f"{self.held} of {self.capacity} places"


@dataclass(frozen=True)
class _Delivered:
    id: CohortId
    code: str
    version_id: VersionId
    programme: str
    version: str
    partner_id: OrganisationId
    partner: str


@dataclass(frozen=True)
class CohortRow(CohortDetails, _Delivered):
    """A cohort as listed, with its one count of places held."""

    capacity: int
    minimum: int
    held: int
    stage: Stage
    first_on: date | None
    last_on: date | None
    next_on: date | None
    next_title: str
    sessions: int
    sessions_held: int
    decide_on: date | None = None

    @property
    def room(self) -> Room:
        """Give its places."""
        return Room(self.capacity, self.held)


@dataclass(frozen=True)
class SessionRow:
    """A session as listed."""

    id: SessionId
    cohort_id: CohortId
    position: int
    title: str
    on: date
    starts: time
    ends: time
    finished: bool
    minutes: int
    for_claim: bool


@dataclass(frozen=True)
class DiaryRow:
    """A session among those of all cohorts, with the cohort and who trains it."""

    session: SessionRow
    cohort: CohortRow
    trainers: str
    to_come: bool


# What follows from it


def places_words(code: str, room: Room) -> str:
    """Say how full a cohort is: "Cohort ASP-2026-02 is full: 20 of 20 places."."""
    if room.is_full:
        return f"Cohort {code} is full: {room}."
    return f"Cohort {code} has {room.free} of {room.capacity} places free."


def check_capacity(capacity: int) -> None:
    """Raise RuleBroken for a cohort without a place, or with more than anybody counts."""
    check_count("Places of a cohort", capacity)
    if capacity < 1:
        raise RuleBroken("A cohort needs at least one place.", about="capacity")


def check_times(starts: time, ends: time) -> None:
    """Raise RuleBroken for a session that ends before it starts."""
    if ends <= starts:
        raise RuleBroken(
            f"A session cannot end at {ends:%H:%M} when it starts at {starts:%H:%M}.", about="ends"
        )


def check_place_free(code: str, room: Room, reason: str = "") -> None:
    """Raise RuleBroken where a cohort is full and no reason is given for going over its capacity."""
    if room.is_full and not reason.strip():
        raise RuleBroken(
            places_words(code, room),
            do="Put the person on the waiting list, or give a reason to go over.",
        )


def people_needed(minimum: int, capacity: int) -> int:
    """Give how many people a cohort needs to run: what its version asks for, but never more than it takes."""
    return min(minimum, capacity)


def minimum_words(minimum: int, held: int) -> str:
    """Say that a cohort has too few people to run, or nothing where it has enough."""
    return f"{held} of the {minimum} people it needs to run." if held < minimum else ""


def refuse_moving_finished(*, finished: bool) -> None:
    """Raise RuleBroken where a session is to be moved whose register is finished."""
    if finished:
        raise RuleBroken("This register is finished, so its session stays where it was.")


def refuse_taking_out_begun(*, begun: bool) -> None:
    """Raise RuleBroken where a session is to be taken out whose register says something of somebody."""
    if begun:
        raise RuleBroken(
            "This register is begun, so its session stays.", do="Clear its marks first, or move the session."
        )


def check_stage(old: Stage, new: Stage) -> None:
    """Raise RuleBroken where a cohort cannot go from one stage to another. A cancelled one stays so."""
    if new is not old and new not in _STAGE_MOVES[old]:
        ways = ", ".join(sorted(_STAGE_MOVES[old])) or "nothing else"
        raise RuleBroken(f"A {old} cohort cannot become {new}.", do=f"It can become: {ways}.")


def stage_on(stage: Stage, first_on: date | None, last_on: date | None, today: date) -> Stage:
    """Give the stage a cohort ought to show today: a confirmed one runs from its first session on.

    From the day after its last session its days are over: whether it is complete is asked of what is open
    besides (`domain/programmes/open_work.py`). Planned, tentative and cancelled
    cohorts stay what they are: a date alone confirms nothing.
    """
    if stage not in (Stage.CONFIRMED, Stage.RUNNING) or first_on is None or today < first_on:
        return stage
    return Stage.COMPLETED if last_on is not None and today > last_on else Stage.RUNNING
