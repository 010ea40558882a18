"""Chance at work in an office with several agreements: every rule is a real action through the one door.

A rule is a method with `@rule`, and `@counted` where it acts: it picks rows by number, and `attempt`s an
action. Refusals are part of the game; what must hold afterwards is in `pool_checks`.
"""

from datetime import date, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule
from pool_awards import AwardsPlay
from pool_office import go_to
from pool_play import NUMBER, WHO, counted, cycle, pick
from pool_recount import Row

from aspire_desktop.domain.office.values import (
    CohortId,
    OrganisationId,
    PersonId,
    PlaceId,
    ProjectId,
    SessionId,
)
from aspire_desktop.domain.programmes.attendance import Code
from aspire_desktop.domain.programmes.cohorts import Stage
from aspire_desktop.domain.programmes.enrolments import Funding, Status
from aspire_desktop.services.contact.merging import MergePeople
from aspire_desktop.services.money.reservations import EndReservation, ReservePlaces
from aspire_desktop.services.office.organisations import (
    AddOrganisation,
    RenameOrganisation,
    SucceedOrganisation,
)
from aspire_desktop.services.office.people import MovePerson
from aspire_desktop.services.programmes.attendance import FinishRegister, MarkAttendance, ReopenRegister
from aspire_desktop.services.programmes.cohorts import MoveSession, SetStage
from aspire_desktop.services.programmes.enrolments import (
    ChangeFunding,
    EnrolParticipant,
    MoveEnrolment,
    Substitute,
)
from aspire_desktop.services.programmes.projects import AddProject, ClearOutcome, RecordOutcome

FIRST_DAY = date(2026, 5, 1)
LAST_DAY = date(2028, 3, 31)
FUNDINGS = st.sampled_from([Funding.LGA, Funding.LGA, Funding.LGA, Funding.BURSARY, Funding.COUNCIL])
ASPIRE_COHORTS = slice(5, None)
"""Those of the office's cohorts that are claimed once they are completed."""


class PoolMachine(AwardsPlay):
    """An office in which chance enrols, marks, submits, restates and undoes."""

    # Places

    @rule(
        person=NUMBER,
        cohort=NUMBER,
        funding=FUNDINGS,
        status=st.sampled_from(["confirmed"] * 3 + ["offered", "waiting"]),
        who=WHO,
    )
    @counted
    def enrol(self, person: int, cohort: int, funding: Funding, status: str, who: int) -> None:
        """Enrol somebody on one of the cohorts."""
        chosen = PersonId(cycle([row["id"] for row in self.table("people")], person))
        self.attempt(
            EnrolParticipant(cycle(self.made.cohorts, cohort), chosen, funding, status=Status(status)), who
        )

    @rule(number=NUMBER, cohort=NUMBER, who=WHO)
    @counted
    def take_up_again(self, number: int, cohort: int, who: int) -> None:
        """Enrol somebody who deferred on another cohort."""
        deferred = [row for row in self.table("enrolments") if row["status"] is Status.DEFERRED]
        row = pick(deferred, number)
        if row is not None:
            wanted = EnrolParticipant(cycle(self.made.cohorts, cohort), row["person_id"], row["funding"])
            self.attempt(wanted, who)

    @rule(agreement=NUMBER, council=NUMBER, count=st.integers(1, 2), cohort=NUMBER, who=WHO)
    @counted
    def reserve(self, agreement: int, council: int, count: int, cohort: int, who: int) -> None:
        """Reserve places for a council, on a cohort or on any."""
        on = pick([None, *self.made.cohorts], cohort % 3)
        body = cycle(self.made.councils, council)
        self.attempt(ReservePlaces(cycle(self.made.agreements, agreement), body, count, on), who)

    @precondition(lambda self: any(row["organisation_id"] is not None for row in self.known("places")))
    @rule(number=NUMBER, who=WHO)
    @counted
    def end_reservation(self, number: int, who: int) -> None:
        """Let one of the places go that are, or were, reserved."""
        reserved = [row["id"] for row in self.table("places") if row["organisation_id"] is not None]
        place = pick(reserved, number)
        if place is not None:
            self.attempt(EndReservation(PlaceId(place)), who)

    @rule(number=NUMBER, person=NUMBER, back=st.sampled_from([0, 30, 200]), who=WHO)
    @counted
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
    @counted
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
    @counted
    def leave(self, number: int, status: Status, back: int, who: int) -> None:
        """Let somebody leave, today or backdated."""
        enrolment = self.enrolment(number, Status.OFFERED, Status.CONFIRMED, Status.ACTIVE, Status.COMPLETED)
        if enrolment is not None:
            self.attempt(MoveEnrolment(enrolment, status, self.today - timedelta(days=back), "New job"), who)

    @rule(number=NUMBER, funding=FUNDINGS, who=WHO)
    @counted
    def change_funding(self, number: int, funding: Funding, who: int) -> None:
        """Let another funder pay."""
        enrolment = self.enrolment(number)
        if enrolment is not None:
            self.attempt(ChangeFunding(enrolment, funding), who)

    # Registers

    @precondition(lambda self: any(self.to_finish(row) for row in self.known("sessions")))
    @rule(number=NUMBER, code=st.sampled_from([Code.PRESENT, Code.PRESENT, Code.LATE]), who=WHO)
    @counted
    def attend(self, number: int, code: Code, who: int) -> None:
        """Mark everybody on a cohort at the sessions that are over, and finish their registers."""
        open_ones = [row for row in self.table("sessions") if self.to_finish(row)]
        cohort = cycle(sorted({row["cohort_id"] for row in open_ones}), number)
        there = self.on_register(cohort)
        for session in (row for row in open_ones if row["cohort_id"] == cohort and there):
            self.attempt(MarkAttendance(SessionId(session["id"]), there, code), who)
            self.attempt(FinishRegister(SessionId(session["id"])), who)

    @rule(number=NUMBER, who=WHO)
    @counted
    def attend_alone(self, number: int, who: int) -> None:
        """Mark one person as present at every session that is over."""
        enrolment = self.enrolment(number, Status.CONFIRMED, Status.ACTIVE, Status.WITHDRAWN)
        [cohort] = [row["cohort_id"] for row in self.table("enrolments") if row["id"] == enrolment] or [None]
        for session in self.sessions_of(cohort):
            if enrolment is not None and session["on"] <= self.today:
                marked = MarkAttendance(SessionId(session["id"]), (enrolment,), Code.PRESENT, "Seen there")
                self.attempt(marked, who)

    @rule(
        number=NUMBER,
        session=st.integers(0, 4),
        code=st.sampled_from(
            [Code.PRESENT, Code.ABSENT, Code.MADE_UP, Code.EXCUSED, Code.NOT_REQUIRED, None]
        ),
        back=st.integers(0, 100),
        who=WHO,
    )
    @counted
    def correct_register(self, number: int, session: int, code: Code | None, back: int, who: int) -> None:
        """Correct somebody's mark, with a reason; a session made up may have been so at any time since."""
        enrolment = self.enrolment(
            number, Status.CONFIRMED, Status.ACTIVE, Status.COMPLETED, Status.WITHDRAWN
        )
        if enrolment is not None:
            [row] = [row for row in self.table("enrolments") if row["id"] == enrolment]
            day = SessionId(cycle(self.sessions_of(row["cohort_id"]), session)["id"])
            on = self.today - timedelta(days=back) if code is Code.MADE_UP else None
            self.attempt(MarkAttendance(day, (enrolment,), code, "Mixed up", made_up_on=on), who)

    @rule(number=NUMBER, who=WHO)
    @counted
    def reopen(self, number: int, who: int) -> None:
        """Open a finished register again."""
        session = pick([row["id"] for row in self.table("sessions") if row["finished"]], number)
        if session is not None:
            self.attempt(ReopenRegister(SessionId(session)), who)

    @rule(number=NUMBER, days=st.sampled_from([-20, -2, 3, 40]), who=WHO)
    @counted
    def move_session(self, number: int, days: int, who: int) -> None:
        """Move a session whose register is not finished, never to before the agreements."""
        session = pick([row for row in self.table("sessions") if not row["finished"]], number)
        if session is not None:
            on = max(session["on"] + timedelta(days=days), FIRST_DAY)
            times = session["starts"], session["ends"]
            self.attempt(MoveSession(SessionId(session["id"]), on, *times), who)

    # Projects

    @rule(number=NUMBER, together=st.booleans(), who=WHO)
    @counted
    def begin_project(self, number: int, together: bool, who: int) -> None:
        """Let somebody of an Aspire cohort begin a project, or all `together` who have none."""
        busy = {row["enrolment_id"] for row in self.table("project_members")}
        cohort = cycle(self.made.cohorts[ASPIRE_COHORTS], number)
        without = [id for id in self.on_register(cohort) if id not in busy]
        chosen = pick(without, number)
        if chosen is not None:
            members = tuple(without) if together else (chosen,)
            self.attempt(AddProject(cohort, f"Project {self._steps}", members), who)

    @rule(
        number=NUMBER,
        outcome=st.sampled_from(["merit", "pass", "pass-with-amendments", "refer", None]),
        back=st.sampled_from([0, 5, 40, 120]),
        who=WHO,
    )
    @counted
    def decide(self, number: int, outcome: str | None, back: int, who: int) -> None:
        """Let a panel decide about a project, today or as noted late, or take its outcome off it."""
        chosen = pick([row["id"] for row in self.table("projects")], number)
        if chosen is not None and outcome is not None:
            day = self.today - timedelta(days=back)
            self.attempt(RecordOutcome(ProjectId(chosen), outcome, day), who)
        elif chosen is not None:
            self.attempt(ClearOutcome(ProjectId(chosen)), who)

    # Organisations, people and cohorts

    @rule(council=NUMBER, who=WHO)
    @counted
    def rename(self, council: int, who: int) -> None:
        """Give a council another name from today."""
        name = f"Council {self._steps}"
        self.attempt(RenameOrganisation(cycle(self.made.councils, council), name, self.today), who)

    @precondition(lambda self: self._steps % 4 == 0)
    @rule(council=NUMBER, who=WHO)
    @counted
    def succeed(self, council: int, who: int) -> None:
        """Let a new council take over from one."""
        self.attempt(AddOrganisation(f"New Council {self._steps}", "unitary", "West Midlands"), who)
        newest = OrganisationId(self.table("organisations")[-1]["id"])
        self.attempt(SucceedOrganisation(cycle(self.made.councils, council), newest, self.today), who)

    @rule(person=NUMBER, council=NUMBER, who=WHO)
    @counted
    def move_employer(self, person: int, council: int, who: int) -> None:
        """Let somebody work elsewhere from today."""
        chosen = PersonId(cycle([row["id"] for row in self.table("people")], person))
        self.attempt(MovePerson(chosen, cycle(self.made.councils, council), "OD Lead", self.today), who)

    @rule(person=NUMBER, other=NUMBER, who=WHO)
    @counted
    def merge(self, person: int, other: int, who: int) -> None:
        """Make one record of two."""
        ids = [PersonId(row["id"]) for row in self.table("people")]
        self.attempt(MergePeople(cycle(ids, person), cycle(ids, other)), who)

    @precondition(lambda self: self._steps % 3 == 1)
    @rule(cohort=NUMBER, who=WHO)
    @counted
    def cancel_cohort(self, cohort: int, who: int) -> None:
        """Cancel a cohort."""
        self.attempt(SetStage(CohortId(cycle(self.made.cohorts, cohort)), Stage.CANCELLED), who)

    # Time and second thoughts

    @rule(who=WHO, times=st.integers(1, 3))
    @counted
    def undo(self, who: int, times: int) -> None:
        """Take back what one did last; a later redo may be refused for what others did in between."""
        self._take_back(who, times)

    @rule(who=WHO, times=st.integers(1, 3), between=st.integers(0, 2))
    @counted
    def undo_and_redo(self, who: int, times: int, between: int) -> None:
        """Take back what one did last, and do it again: at once, or after the other took something back."""
        self._take_back(who, times)
        self._take_back(1 - who, between)
        self._do_again(who, times)

    @precondition(lambda self: any(self.undone))
    @rule(who=WHO, times=st.integers(1, 3))
    @counted
    def redo(self, who: int, times: int) -> None:
        """Do again what somebody took back, whatever others did in between."""
        self._do_again(who if self.undone[who] else 1 - who, times)

    @rule(days=st.sampled_from([1, 20, 45, 92]))
    def wait(self, days: int) -> None:
        """Let time pass: a day, some weeks, a quarter."""
        go_to(self.clock, min(self.today + timedelta(days=days), LAST_DAY))

    def _take_back(self, who: int, times: int) -> None:
        for _ in range(times):
            self.undone[who] += self.count("undo", self.made.offices[who].undo)

    def _do_again(self, who: int, times: int) -> None:
        for _ in range(min(times, self.undone[who])):
            self.undone[who] -= self.count("redo", self.made.offices[who].redo)

    def to_finish(self, session: Row) -> bool:
        """Tell whether a session is over and its register still open."""
        return bool(session["on"] <= self.today and not session["finished"])
