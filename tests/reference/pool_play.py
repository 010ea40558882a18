"""What every rule of chance needs: an office to work in, attempts that may be refused, and counts of them."""

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import wraps
from typing import ClassVar, Concatenate, ParamSpec, TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant
from pool_checks import Sent, check_everything
from pool_office import PoolOffice, pool_office
from pool_recount import ON_REGISTER, Counted, Recount, Row, Tables, read_table, read_tables
from pool_rests import Rests
from round_trips import rows

from aspire_desktop.domain.office.clock import SetClock
from aspire_desktop.domain.office.errors import NotAllowed, NotFound, Refused
from aspire_desktop.domain.office.values import EnrolmentId
from aspire_desktop.domain.programmes.enrolments import Status
from aspire_desktop.services.door.action import Action
from aspire_desktop.services.home.inspections import INSPECTIONS
from aspire_desktop.services.money.funding import INVARIANTS
from aspire_desktop.storage import journal
from aspire_desktop.storage.chain import Head
from aspire_desktop.storage.engines import Location
from aspire_desktop.storage.soundness import problems
from aspire_desktop.storage.store import Store

T = TypeVar("T")
P = ParamSpec("P")
S = TypeVar("S", bound="PoolPlay")
NUMBER = st.integers(0, 59)
"""Which of the rows there are: counted round."""
WHO = st.integers(0, 1)
PLAYED: list[str] = []
"""The name of every rule, so that it can be asked which of them never came to anything."""


@dataclass
class Tally:
    """What a campaign has done so far."""

    steps: int = 0
    rules: Counter[str] = field(default_factory=Counter)
    """How often each rule came to something: at least one of its actions was done."""
    done: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    compared: int = 0
    """Refusals after which every row was compared with what it was before."""


def counted(method: Callable[Concatenate[S, P], None]) -> Callable[Concatenate[S, P], None]:
    """Count how often a rule comes to something."""

    @wraps(method)
    def played(self: S, /, *drawn: P.args, **named: P.kwargs) -> None:
        before = self.tally.done.total()
        method(self, *drawn, **named)
        self.tally.rules[method.__name__] += self.tally.done.total() > before

    PLAYED.append(method.__name__)
    return played


class PoolPlay(RuleBasedStateMachine):
    """An office with a clock, in which actions are attempted and everything is checked after each step."""

    fresh: ClassVar[Callable[[], AbstractContextManager[Location]]]
    """Gives a database with a new office, of which each run has one of its own."""
    tally: ClassVar[Tally] = Tally()

    def __init__(self) -> None:
        super().__init__()
        self._open = ExitStack()
        location = self._open.enter_context(type(self).fresh())
        self.clock = SetClock(datetime(2026, 7, 5, 9, 30, tzinfo=UTC))
        self.store = Store(location, self.clock, INVARIANTS)
        self._open.callback(self.store.close)
        self.made: PoolOffice = pool_office(self.store, self.clock)
        self.sent, self.rests = Sent(), Rests()
        self._checked: tuple[Head, date] | None = None
        self._drafted: dict[int, Counted] = {}
        self._known: Tables = {}
        self.undone = [0, 0]
        """How much each colleague took back and has not done again, nor something new since."""
        self._steps = 0

    def teardown(self) -> None:
        """Check all of the database before it goes: its history, its rows, its files, its rules."""
        try:
            assert problems(self.store.location, INVARIANTS, INSPECTIONS) == []
        finally:
            self._open.close()

    # What rules are made from

    @property
    def today(self) -> date:
        """Give the day it is in the office."""
        return self.clock.today()

    def attempt(self, action: Action[object], who: int = 0) -> None:
        """Carry out an action, or be refused with nothing changed."""
        if self.count(type(action).__name__, lambda: self.made.offices[who].do(action)):
            self.undone[who] = 0

    def count(self, name: str, ask: Callable[[], object]) -> bool:
        """Ask for something, and tell whether it was done.

        Where it is refused, the journal and often all rows are what they were.
        """
        head, before = self._head(), rows(self.store) if self._steps % 8 == 0 else None
        try:
            ask()
        except (NotAllowed, NotFound):
            raise
        except Refused as refusal:
            self.tally.refused[name] += 1
            self.tally.reasons[f"{name}: {refusal}"] += 1
            assert self._head() == head
            if before is not None:
                assert rows(self.store) == before
                self.tally.compared += 1
            return False
        self.tally.done[name] += 1
        return True

    def _head(self) -> Head:
        with self.store.reading() as connection:
            return journal.head(connection)

    def known(self, name: str) -> list[Row]:
        """Give the rows of a table as they were when everything was checked last."""
        return self._known.get(name, [])

    def table(self, name: str) -> list[Row]:
        """Give the rows of a table as they are now."""
        return read_table(self.store, name)

    def enrolment(self, number: int, *statuses: Status) -> EnrolmentId | None:
        """Give one of the enrolments, or of those that stand so."""
        found = [row["id"] for row in self.table("enrolments") if not statuses or row["status"] in statuses]
        return pick(found, number)

    def sessions_of(self, cohort: int | None) -> list[Row]:
        """Give the sessions of a cohort."""
        return [row for row in self.table("sessions") if row["cohort_id"] == cohort]

    def on_register(self, cohort: int) -> tuple[EnrolmentId, ...]:
        """Give who is on the register of a cohort."""
        rows = [row for row in self.table("enrolments") if row["cohort_id"] == cohort]
        rows = [row for row in rows if row["status"] in ON_REGISTER]
        return tuple(EnrolmentId(row["id"]) for row in rows)

    @invariant()
    def everything_holds(self) -> None:
        """Check every agreement after every step that changed something, be it the day."""
        self.tally.steps += 1
        self._steps += 1
        state = self._head(), self.today
        if state != self._checked:
            if self._steps % 5 == 0:
                self._drafted.clear()
            recount = Recount(read_tables(self.store), self.today)
            self._known = recount.tables
            check_everything(self.made.offices[0], self.store, self.sent, self._drafted, recount)
            self.rests.check(recount)
            self._checked = state


def cycle(found: Sequence[T], number: int) -> T:
    """Give one of several, counted round."""
    return found[number % len(found)]


def pick(found: Sequence[T], number: int) -> T | None:
    """Give one of several, or None of none."""
    return cycle(found, number) if found else None
