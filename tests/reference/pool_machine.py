"""Chance at work in an office with several agreements: every rule is a real action through the one door.

A rule is a method with `@rule`: it picks rows by number, and `attempt`s an action. Refusals are part of the
game; what must hold afterwards is in `pool_checks`.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import ClassVar, TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from pool_checks import Sent, check_everything
from pool_office import PoolOffice, go_to, pool_office
from pool_recount import Counted, Recount, Row, read_table, read_tables
from round_trips import rows

from aspire_desktop.domain.attendance import Code
from aspire_desktop.domain.clock import SetClock
from aspire_desktop.domain.cohorts import Stage
from aspire_desktop.domain.enrolments import Funding, Status
from aspire_desktop.domain.errors import NotAllowed, NotFound, Refused
from aspire_desktop.domain.settlements import QueryResult
from aspire_desktop.domain.values import (
    AgreementId,
    CohortId,
    EnrolmentId,
    OrganisationId,
    PersonId,
    PlaceId,
    QueryId,
    ReturnId,
    ReturnLineId,
    SessionId,
)
from aspire_desktop.services.action import Action
from aspire_desktop.services.attendance import FinishRegister, MarkAttendance, ReopenRegister
from aspire_desktop.services.cohorts import SetStage
from aspire_desktop.services.enrolments import ChangeFunding, EnrolParticipant, MoveEnrolment, Substitute
from aspire_desktop.services.funding import INVARIANTS, ChangeAgreement, programmes_covered
from aspire_desktop.services.merging import MergePeople
from aspire_desktop.services.organisations import AddOrganisation, RenameOrganisation, SucceedOrganisation
from aspire_desktop.services.people import MovePerson
from aspire_desktop.services.reservations import EndReservation, ReservePlaces
from aspire_desktop.services.returns import RestateReturn, SubmitReturn
from aspire_desktop.services.settlements import AcceptReturn, AskQuery, ReopenQuery, SettleQuery
from aspire_desktop.storage import journal
from aspire_desktop.storage.engines import Location
from aspire_desktop.storage.store import Store

T = TypeVar("T")
LAST_DAY = date(2028, 3, 31)
NUMBER = st.integers(0, 59)
"""Which of the rows there are: counted round."""
WHO = st.integers(0, 1)
FUNDINGS = st.sampled_from([Funding.LGA, Funding.LGA, Funding.LGA, Funding.BURSARY, Funding.COUNCIL])


@dataclass
class Tally:
    """What a campaign has done so far."""

    steps: int = 0
    done: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    compared: int = 0
    """Refusals after which every row was compared with what it was before."""


class PoolMachine(RuleBasedStateMachine):
    """An office in which chance enrols, marks, submits, restates and undoes."""

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
        self.sent = Sent()
        self._checked: tuple[journal.Head, date] | None = None
        self._drafted: dict[int, Counted] = {}
        self._undone = 0
        self._steps = 0

    def teardown(self) -> None:
        """Check the journal, every digest of it, before the database goes."""
        try:
            with self.store.reading() as connection:
                assert journal.verify(connection) == []
        finally:
            self._open.close()

    # What rules are made from

    @property
    def today(self) -> date:
        """Give the day it is in the office."""
        return self.clock.today()

    def attempt(self, action: Action[object], who: int = 0) -> None:
        """Carry out an action, or be refused with nothing changed."""
        self.count(type(action).__name__, lambda: self.made.offices[who].do(action))

    def count(self, name: str, ask: Callable[[], object]) -> None:
        """Ask for something; where that is refused, its journal and often all its rows are what they were."""
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
        else:
            self.tally.done[name] += 1

    def _head(self) -> journal.Head:
        with self.store.reading() as connection:
            return journal.head(connection)

    def table(self, name: str) -> list[Row]:
        """Give the rows of a table as they are now."""
        return read_table(self.store, name)

    def enrolment(self, number: int, *statuses: Status) -> EnrolmentId | None:
        """Give one of the enrolments, or of those that stand so."""
        found = [row["id"] for row in self.table("enrolments") if not statuses or row["status"] in statuses]
        return pick(found, number)

    @invariant()
    def everything_holds(self) -> None:
        """Check every agreement after every step that changed something, be it the day."""
        self.tally.steps += 1
        self._steps += 1
        state = self._head(), self.today
        if state != self._checked:
            if self._steps % 5 == 0:
                self._drafted.clear()
            check_everything(self.made.offices[0], self.store, self.sent, self._drafted, self.today)
            self._checked = state

    # Places

    @rule(
        person=NUMBER,
        cohort=NUMBER,
        funding=FUNDINGS,
        status=st.sampled_from(["confirmed"] * 3 + ["offered", "waiting"]),
        who=WHO,
    )
    def enrol(self, person: int, cohort: int, funding: Funding, status: str, who: int) -> None:
        """Enrol somebody on one of the cohorts."""
        chosen = PersonId(cycle([row["id"] for row in self.table("people")], person))
        self.attempt(
            EnrolParticipant(cycle(self.made.cohorts, cohort), chosen, funding, status=Status(status)), who
        )

    @rule(number=NUMBER, cohort=NUMBER, who=WHO)
    def take_up_again(self, number: int, cohort: int, who: int) -> None:
        """Enrol somebody who deferred on another cohort."""
        deferred = [row for row in self.table("enrolments") if row["status"] is Status.DEFERRED]
        row = pick(deferred, number)
        if row is not None:
            wanted = EnrolParticipant(cycle(self.made.cohorts, cohort), row["person_id"], row["funding"])
            self.attempt(wanted, who)

    @rule(agreement=NUMBER, council=NUMBER, count=st.integers(1, 2), cohort=NUMBER, who=WHO)
    def reserve(self, agreement: int, council: int, count: int, cohort: int, who: int) -> None:
        """Reserve places for a council, on a cohort or on any."""
        on = pick([None, *self.made.cohorts], cohort % 3)
        body = cycle(self.made.councils, council)
        self.attempt(ReservePlaces(cycle(self.made.agreements, agreement), body, count, on), who)

    @rule(number=NUMBER, who=WHO)
    def end_reservation(self, number: int, who: int) -> None:
        """Let one of the places go that are, or were, reserved."""
        reserved = [row["id"] for row in self.table("places") if row["organisation_id"] is not None]
        place = pick(reserved, number)
        if place is not None:
            self.attempt(EndReservation(PlaceId(place)), who)

    @rule(number=NUMBER, person=NUMBER, back=st.sampled_from([0, 30, 200]), who=WHO)
    def substitute(self, number: int, person: int, back: int, who: int) -> None:
        """Let somebody take over a place, today or as noted late."""
        leaving = self.enrolment(number, Status.OFFERED, Status.CONFIRMED, Status.ACTIVE)
        joining = PersonId(cycle([row["id"] for row in self.table("people")], person))
        if leaving is not None:
            self.attempt(Substitute(leaving, joining, self.today - timedelta(days=back)), who)

    @rule(
        number=NUMBER,
        status=st.sampled_from([each for each in Status if each is not Status.SUBSTITUTED]),
        who=WHO,
    )
    def move(self, number: int, status: Status, who: int) -> None:
        """Move somebody on."""
        enrolment = self.enrolment(number)
        if enrolment is not None:
            self.attempt(MoveEnrolment(enrolment, status, self.today, "As told"), who)

    @rule(
        number=NUMBER,
        status=st.sampled_from([Status.WITHDRAWN, Status.DEFERRED]),
        back=st.sampled_from([0, 5, 40, 120]),
        who=WHO,
    )
    def leave(self, number: int, status: Status, back: int, who: int) -> None:
        """Let somebody leave, today or backdated."""
        enrolment = self.enrolment(number, Status.OFFERED, Status.CONFIRMED, Status.ACTIVE, Status.COMPLETED)
        if enrolment is not None:
            self.attempt(MoveEnrolment(enrolment, status, self.today - timedelta(days=back), "New job"), who)

    @rule(number=NUMBER, funding=FUNDINGS, who=WHO)
    def change_funding(self, number: int, funding: Funding, who: int) -> None:
        """Let another funder pay."""
        enrolment = self.enrolment(number)
        if enrolment is not None:
            self.attempt(ChangeFunding(enrolment, funding), who)

    # Registers

    @rule(cohort=NUMBER, code=st.sampled_from([Code.PRESENT, Code.PRESENT, Code.LATE]), who=WHO)
    def attend(self, cohort: int, code: Code, who: int) -> None:
        """Mark everybody on a cohort at the sessions that are over, and finish their registers."""
        for session in self._sessions(cycle(self.made.cohorts, cohort)):
            there = self._on_register(session["cohort_id"])
            if there and session["on"] <= self.today and not session["finished"]:
                self.attempt(MarkAttendance(SessionId(session["id"]), there, code), who)
                self.attempt(FinishRegister(SessionId(session["id"])), who)

    @rule(
        number=NUMBER,
        session=st.integers(0, 2),
        code=st.sampled_from(
            [Code.PRESENT, Code.ABSENT, Code.MADE_UP, Code.EXCUSED, Code.NOT_REQUIRED, None]
        ),
        back=st.integers(0, 100),
        who=WHO,
    )
    def correct_register(self, number: int, session: int, code: Code | None, back: int, who: int) -> None:
        """Correct somebody's mark, with a reason; a session made up may have been so at any time since."""
        enrolment = self.enrolment(number, Status.CONFIRMED, Status.ACTIVE, Status.COMPLETED)
        if enrolment is not None:
            [row] = [row for row in self.table("enrolments") if row["id"] == enrolment]
            day = SessionId(self._sessions(row["cohort_id"])[session]["id"])
            on = self.today - timedelta(days=back) if code is Code.MADE_UP else None
            self.attempt(MarkAttendance(day, (enrolment,), code, "Mixed up", made_up_on=on), who)

    @rule(number=NUMBER, who=WHO)
    def reopen(self, number: int, who: int) -> None:
        """Open a finished register again."""
        session = pick([row["id"] for row in self.table("sessions") if row["finished"]], number)
        if session is not None:
            self.attempt(ReopenRegister(SessionId(session)), who)

    # Organisations, people and cohorts

    @rule(council=NUMBER, who=WHO)
    def rename(self, council: int, who: int) -> None:
        """Give a council another name from today."""
        name = f"Council {self._steps}"
        self.attempt(RenameOrganisation(cycle(self.made.councils, council), name, self.today), who)

    @precondition(lambda self: self._steps % 4 == 0)
    @rule(council=NUMBER, who=WHO)
    def succeed(self, council: int, who: int) -> None:
        """Let a new council take over from one."""
        self.attempt(AddOrganisation(f"New Council {self._steps}", "unitary", "West Midlands"), who)
        newest = OrganisationId(self.table("organisations")[-1]["id"])
        self.attempt(SucceedOrganisation(cycle(self.made.councils, council), newest, self.today), who)

    @rule(person=NUMBER, council=NUMBER, who=WHO)
    def move_employer(self, person: int, council: int, who: int) -> None:
        """Let somebody work elsewhere from today."""
        chosen = PersonId(cycle([row["id"] for row in self.table("people")], person))
        self.attempt(MovePerson(chosen, cycle(self.made.councils, council), "OD Lead", self.today), who)

    @rule(person=NUMBER, other=NUMBER, who=WHO)
    def merge(self, person: int, other: int, who: int) -> None:
        """Make one record of two."""
        ids = [PersonId(row["id"]) for row in self.table("people")]
        self.attempt(MergePeople(cycle(ids, person), cycle(ids, other)), who)

    @precondition(lambda self: self._steps % 4 == 1)
    @rule(cohort=NUMBER, who=WHO)
    def cancel_cohort(self, cohort: int, who: int) -> None:
        """Cancel a cohort."""
        self.attempt(SetStage(CohortId(cycle(self.made.cohorts, cohort)), Stage.CANCELLED), who)

    # Agreements and returns

    @rule(number=NUMBER, more=st.integers(-1, 1), who=WHO)
    def change_cap(self, number: int, more: int, who: int) -> None:
        """Let an agreement pay for one place more or fewer."""
        id = cycle(self.made.agreements, number)
        [row] = [row for row in self.table("agreements") if row["id"] == id]
        covers = self.made.offices[who].ask(programmes_covered, id)
        figures = (row["places"] + more, row["unit"], row["begins"], row["ends"])
        self.attempt(ChangeAgreement(id, row["reference"], covers, *figures), who)

    @rule(agreement=NUMBER, who=WHO)
    def submit(self, agreement: int, who: int) -> None:
        """Submit the coming return of an agreement."""
        self._submit(cycle(self.made.agreements, agreement), 0, who)

    @precondition(lambda self: self._steps % 5 == 0)
    @rule(agreement=NUMBER, who=WHO)
    def leave_a_quarter_out(self, agreement: int, who: int) -> None:
        """Submit the return after the coming one, or one that was left out before."""
        self._submit(cycle(self.made.agreements, agreement), 1, who)

    @rule(agreement=NUMBER, who=WHO)
    def restate(self, agreement: int, who: int) -> None:
        """Restate the latest return of an agreement."""
        id = cycle(self.made.agreements, agreement)
        sent = [row["id"] for row in self.table("returns") if row["agreement_id"] == id]
        if sent:
            self.attempt(RestateReturn(ReturnId(max(sent)), "A register was wrong"), who)

    @rule(number=NUMBER, result=st.sampled_from(list(QueryResult)), less=st.integers(1, 9000), who=WHO)
    def query(self, number: int, result: QueryResult, less: int, who: int) -> None:
        """Let a funder ask about a claim, and say how that ended."""
        line = pick([row["id"] for row in self.table("return_lines") if row["kind"] == "claim"], number)
        if line is not None:
            self.attempt(AskQuery(ReturnLineId(line), "Who attended?", self.today), who)
            asked = pick([row["id"] for row in self.table("queries") if row["result"] is None], number)
            if asked is not None:
                amount = Decimal(-less) / 100 if result is QueryResult.ADJUSTED else None
                self.attempt(SettleQuery(QueryId(asked), result, self.today, amount), who)

    @rule(number=NUMBER, who=WHO)
    def reopen_query(self, number: int, who: int) -> None:
        """Take back how a query ended."""
        settled = pick([row["id"] for row in self.table("queries") if row["result"] is not None], number)
        if settled is not None:
            self.attempt(ReopenQuery(QueryId(settled)), who)

    @rule(number=NUMBER, who=WHO)
    def accept(self, number: int, who: int) -> None:
        """Let a funder accept a return."""
        sent = pick([row["id"] for row in self.table("returns")], number)
        if sent is not None:
            self.attempt(AcceptReturn(ReturnId(sent), self.today, "R Hill"), who)

    # Time and second thoughts

    @rule(who=WHO, times=st.integers(1, 3))
    def undo(self, who: int, times: int) -> None:
        """Take back what one did last."""
        for _ in range(times):
            self.count("undo", self.made.offices[who].undo)
        self._undone += times

    @precondition(lambda self: self._undone > 0)
    @rule(who=WHO)
    def redo(self, who: int) -> None:
        """Do again what one took back."""
        self._undone -= 1
        self.count("redo", self.made.offices[who].redo)

    @rule(days=st.sampled_from([1, 20, 45, 92]))
    def wait(self, days: int) -> None:
        """Let time pass: a day, some weeks, a quarter."""
        go_to(self.clock, min(self.today + timedelta(days=days), LAST_DAY))

    def _sessions(self, cohort: int) -> list[Row]:
        return [row for row in self.table("sessions") if row["cohort_id"] == cohort]

    def _on_register(self, cohort: int) -> tuple[EnrolmentId, ...]:
        on = ("confirmed", "active", "completed", "not completed", "no-show")
        rows = [row for row in self.table("enrolments") if row["cohort_id"] == cohort and row["status"] in on]
        return tuple(EnrolmentId(row["id"]) for row in rows)

    def _submit(self, id: AgreementId, later: int, who: int) -> None:
        recount = Recount(read_tables(self.store), self.today)
        [row] = [row for row in recount.tables["agreements"] if row["id"] == id]
        begins, ends = _quarter(recount, row, later)
        self.attempt(SubmitReturn(id, begins, ends), who)


def _quarter(recount: Recount, agreement: Row, later: int) -> tuple[date, date]:
    """Give the coming quarter; with `later` the one after it, or one that was left out."""
    coming = recount.agreement(agreement).coming
    assert coming is not None
    if not later:
        return coming
    submitted = {row["begins"] for row in recount.returns if row["agreement_id"] == agreement["id"]}
    before = [first for first in QUARTERS if first < coming[0] and first not in submitted]
    begins = before[0] if before else coming[1] + timedelta(days=1)
    return begins, next(first for first in QUARTERS if first > begins) - timedelta(days=1)


QUARTERS = [date(year, month, 1) for year in range(2026, 2031) for month in (1, 4, 7, 10)][1:]


def cycle(found: Sequence[T], number: int) -> T:
    """Give one of several, counted round."""
    return found[number % len(found)]


def pick(found: Sequence[T], number: int) -> T | None:
    """Give one of several, or None of none."""
    return cycle(found, number) if found else None
