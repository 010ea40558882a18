"""Several bookings moved on at once, and those that go on with another cohort."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from aspire_desktop.domain.office.errors import Refused, RuleBroken, Stale
from aspire_desktop.domain.office.values import CohortId, EnrolmentId, tidy
from aspire_desktop.domain.office.written import Prose
from aspire_desktop.domain.programmes.approvals import Approval
from aspire_desktop.domain.programmes.cohorts import Cohort
from aspire_desktop.domain.programmes.enrolments import (
    BEFORE_A_PLACE,
    Enrolment,
    Needs,
    Status,
    check_deferral,
)
from aspire_desktop.domain.programmes.programmes import Version
from aspire_desktop.services.door.action import Action, Effect
from aspire_desktop.services.programmes.enrolments import EnrolParticipant, MoveEnrolment, enrol, name_on
from aspire_desktop.storage.lookups.programmes.cohorts import session_rows
from aspire_desktop.storage.tables.programmes.enrolments import approvals, enrolments, needs
from aspire_desktop.storage.work import UnitOfWork


@dataclass(frozen=True)
class NotMoved:
    """Somebody who was not moved on with the others, and why."""

    name: str
    reason: str


@dataclass(frozen=True)
class MovePeople(Action[tuple[NotMoved, ...]]):
    """Move several people on: each who can be is moved, and whoever cannot be does not stop the others."""

    moves: tuple[MoveEnrolment, ...]

    def apply(self, work: UnitOfWork) -> Effect[tuple[NotMoved, ...]]:
        """Give who was left as they are; refuse where that is everybody."""
        titles, left = list[str](), list[NotMoved]()
        for move in self.moves:
            if move.is_done(work):
                continue
            try:
                move.refuse(work)
            except Refused as refused:
                left.append(self._left(work, move, refused))
                continue
            titles.append(move.apply(work).title)
            work.flush()
        if left and not titles:
            raise Stale(_not_moved(left), frozenset({enrolments.name}))
        title = titles[0] if len(titles) == 1 else f"Move {len(titles)} people on: {self.moves[0].status}"
        return Effect(title, tuple(left))

    def _left(self, work: UnitOfWork, move: MoveEnrolment, refused: Refused) -> NotMoved:
        enrolment = work.get(Enrolment, move.enrolment_id)
        said = refused.explanation
        now = f"{enrolment.status} by now. " if said.clashes else ""
        return NotMoved(name_on(work, enrolment), f"{now}{said.what}")


@dataclass(frozen=True)
class DeferTo(Action[EnrolmentId]):
    """Defer somebody to a later cohort of the same version, where their place goes on.

    Funding, purchase order, needs and the manager's approval go along; the booking here stays, deferred.
    """

    enrolment_id: EnrolmentId
    cohort_id: CohortId
    on: date
    reason: Prose = ""
    over_capacity_reason: Prose = ""
    notified_on: date | None = None
    read: Status | None = None
    """As what the place was read by whoever defers; None where nobody looked."""

    def apply(self, work: UnitOfWork) -> Effect[EnrolmentId]:
        """Refuse a cohort of another version, one that is over, and one later than the version allows."""
        leaving = work.get(Enrolment, self.enrolment_id)
        here, there = work.get(Cohort, leaving.cohort_id), work.get(Cohort, self.cohort_id)
        version = work.get(Version, here.version_id)
        if there.version_id != version.id:
            raise RuleBroken(
                f"{there.code} is not of {version.title}, so the place cannot go on there.",
                do="Choose a cohort of the same version, or withdraw the person and book them anew.",
                about="cohort_id",
            )
        days = [day.on for day in work.ask(session_rows, there.id)]
        check_deferral(there.code, days, self.on, version.deferral_months)
        why = _because(f"Deferred to {there.code}", self.reason)
        leave = MoveEnrolment(
            leaving.id, Status.DEFERRED, self.on, why, notified_on=self.notified_on, read=self.read
        )
        _leave(work, leave)
        wanted = EnrolParticipant(
            there.id,
            leaving.person_id,
            leaving.funding,
            leaving.po_number,
            over_capacity_reason=self.over_capacity_reason,
        )
        joining = enrol(work, wanted, f"Deferred from {here.code}")
        _carry(work, leaving, joining)
        return Effect(f"Defer {name_on(work, leaving)} from {here.code} to {there.code}", joining.id)


@dataclass(frozen=True)
class MoveToCohort(Action[EnrolmentId]):
    """Move somebody who has no place yet to another cohort, to stand there as they stand here.

    Whoever waits goes to the end of the waiting list there. The booking here stays, withdrawn.
    """

    enrolment_id: EnrolmentId
    cohort_id: CohortId
    reason: Prose = ""
    read: Status | None = None

    def apply(self, work: UnitOfWork) -> Effect[EnrolmentId]:
        """Refuse somebody who holds a place: that one is deferred."""
        leaving = work.get(Enrolment, self.enrolment_id)
        here, there = work.get(Cohort, leaving.cohort_id), work.get(Cohort, self.cohort_id)
        stood = leaving.status
        if stood not in BEFORE_A_PLACE:
            raise RuleBroken(
                f"The place of {name_on(work, leaving)} is {stood}, so it cannot be moved.",
                do="Defer the person to the other cohort instead.",
            )
        why = _because(f"Moved to {there.code}", self.reason)
        _leave(work, MoveEnrolment(leaving.id, Status.WITHDRAWN, work.clock.today(), why, read=self.read))
        wanted = EnrolParticipant(
            there.id, leaving.person_id, leaving.funding, leaving.po_number, status=stood
        )
        joining = enrol(work, wanted, f"Moved from {here.code}")
        _carry(work, leaving, joining)
        return Effect(f"Move {name_on(work, leaving)} from {here.code} to {there.code}", joining.id)


def _leave(work: UnitOfWork, move: MoveEnrolment) -> None:
    """Move somebody on who goes elsewhere; raise Stale where a colleague did, perhaps to another cohort."""
    if move.is_done(work):
        enrolment = work.get(Enrolment, move.enrolment_id)
        what = f"The place of {name_on(work, enrolment)} is {enrolment.status} by now."
        raise Stale(what, frozenset({enrolments.name}))
    move.apply(work)
    work.flush()


def _carry(work: UnitOfWork, leaving: Enrolment, joining: Enrolment) -> None:
    """Let needs and the manager's approval go along; both stay with the booking that is left as well."""
    noted = work.first(Needs, needs.c.enrolment_id == leaving.id)
    if noted is not None:
        work.add(Needs(joining.id, noted.access, noted.dietary))
    given = work.first(Approval, approvals.c.enrolment_id == leaving.id)
    if given is not None:
        work.add(Approval(joining.id, given.by, given.on, given.note, given.name, given.document))


def _because(what: str, reason: str) -> str:
    return f"{what}: {tidy(reason)}" if tidy(reason) else what


def _not_moved(left: Sequence[NotMoved]) -> str:
    return " ".join(f"{each.name}: {each.reason}" for each in left)
