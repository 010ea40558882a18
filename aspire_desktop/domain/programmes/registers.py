"""Registers as they are read: one column for each session, one row for each person, and their sums."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from aspire_desktop.domain.office.values import CohortId, EnrolmentId, PersonId, SessionId
from aspire_desktop.domain.programmes.attendance import Code, MarkRow, Standing, counts, is_spared, standing
from aspire_desktop.domain.programmes.cohorts import SessionRow
from aspire_desktop.domain.programmes.enrolments import Departure
from aspire_desktop.domain.programmes.programmes import Rules


class RegisterState(StrEnum):
    """How far a session's register has come."""

    NOT_YET = "not yet"
    EMPTY = "empty"
    """Nobody stands on it."""
    LEFT = "left"
    MARKED = "marked"
    DONE = "done"


_WORDS = {
    RegisterState.NOT_YET: "Not yet",
    RegisterState.EMPTY: "Nobody",
    RegisterState.MARKED: "All marked",
    RegisterState.DONE: "Done",
}


@dataclass(frozen=True)
class MarkTally:
    """How many people have one mark."""

    code: Code
    people: int


@dataclass(frozen=True)
class RegisterColumn:
    """A session with what its register says in sum; every code has its tally, in the order of Code."""

    session: SessionRow
    state: RegisterState
    left: int
    """How many people on the register are not marked."""
    tallies: tuple[MarkTally, ...]
    people: int
    """How many stand on its register, those who left later too."""
    attended: int
    """How many attended, by what the version counts: somebody who left early by the minutes they stayed."""
    missed: int
    """How many are marked and did not; of whom it was not required is in neither."""

    @property
    def words(self) -> str:
        """Say the state: Not yet, Nobody, 7 left, All marked or Done."""
        return f"{self.left} left" if self.state is RegisterState.LEFT else _WORDS[self.state]


@dataclass(frozen=True)
class RegisterRow:
    """A person on the register, with a mark (or None) for each column in turn."""

    enrolment_id: EnrolmentId
    person_id: PersonId
    given_name: str
    family_name: str
    job_title: str
    organisation: str
    marks: tuple[MarkRow | None, ...]
    standing: Standing
    departure: Departure | None = None
    """When they left; up to then they stand on the register, and in its sums."""

    def stands_at(self, session: SessionRow) -> bool:
        """Tell whether they stand on the register of a session."""
        return self.departure is None or self.departure.stands_on(session.on)


@dataclass(frozen=True)
class CohortRegister:
    """The whole register of a cohort, people by family name."""

    cohort_id: CohortId
    code: str
    columns: tuple[RegisterColumn, ...]
    rows: tuple[RegisterRow, ...]


@dataclass(frozen=True)
class MarkEntry:
    """One mark as a file gives it; None clears."""

    session_id: SessionId
    enrolment_id: EnrolmentId
    code: Code | None
    reason: str = ""
    """Needed where the session's register is finished and the mark differs."""


@dataclass(frozen=True)
class RegisterListRow:
    """One session's register as listed."""

    session: SessionRow
    cohort: str
    """The cohort's code."""
    programme: str
    venue: str
    trainers: tuple[str, ...]
    people: int
    """How many stand on the register."""
    marked: int
    """How many of them are marked."""

    def is_due(self, today: date) -> bool:
        """Tell whether somebody is still to be marked or, where everybody is, it is still to be finished."""
        return self.state(today) in (RegisterState.LEFT, RegisterState.MARKED)

    def state(self, today: date) -> RegisterState:
        """Give how far it has come."""
        return _state(self.session, self.people, self.people - self.marked, today)


@dataclass(frozen=True)
class RegisterChange:
    """Something that was done with a cohort's registers, as its title tells it."""

    at: datetime
    actor: str
    title: str


# What follows from it


def column(
    rules: Rules, session: SessionRow, place: int, rows: Sequence[RegisterRow], today: date
) -> RegisterColumn:
    """Add up a session: the marks in that place of everybody who stands on its register."""
    marks = [row.marks[place] for row in rows if row.stands_at(session)]
    counted = Counter(mark.code for mark in marks if mark)
    left = len(marks) - counted.total()
    tallies = tuple(MarkTally(code, counted[code]) for code in Code)
    asked = [mark for mark in marks if mark and not is_spared(mark)]
    attended = sum(counts(rules, session, mark) for mark in asked)
    state = _state(session, len(marks), left, today)
    return RegisterColumn(session, state, left, tallies, len(marks), attended, len(asked) - attended)


def row_standing(
    rules: Rules,
    days: Sequence[SessionRow],
    marks: Sequence[MarkRow],
    left: Departure | None,
    today: date,
) -> Standing:
    """Work out how somebody on the register stands: who left, by the sessions that they stood on it for."""
    own = [day for day in days if left is None or left.stands_on(day.on)]
    return standing(rules, own, marks, today)


def _state(session: SessionRow, people: int, left: int, today: date) -> RegisterState:
    if session.finished:
        return RegisterState.DONE
    if session.on > today:
        return RegisterState.NOT_YET
    if not people:
        return RegisterState.EMPTY
    return RegisterState.LEFT if left else RegisterState.MARKED


def with_marks(
    register: CohortRegister,
    rules: Rules,
    session_id: SessionId,
    given: Mapping[EnrolmentId, MarkRow | None],
    today: date,
) -> CohortRegister:
    """Give the register as it is once these people have these marks (None: not marked) at a session.

    A session or a person that the register does not have (any more) changes nothing.
    """
    days = [each.session for each in register.columns]
    place = next((number for number, day in enumerate(days) if day.id == session_id), None)
    if place is None:
        return register
    rows = []
    for row in register.rows:
        if row.enrolment_id in given:
            marks = (*row.marks[:place], given[row.enrolment_id], *row.marks[place + 1 :])
            stands = row_standing(rules, days, [mark for mark in marks if mark], row.departure, today)
            row = replace(row, marks=marks, standing=stands)
        rows.append(row)
    added_up = column(rules, days[place], place, rows, today)
    columns = (*register.columns[:place], added_up, *register.columns[place + 1 :])
    return replace(register, columns=columns, rows=tuple(rows))
