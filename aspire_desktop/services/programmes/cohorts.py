"""What may be done with cohorts: add, change, move a session, cancel."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Any, ClassVar, Self

from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.facts import told
from aspire_desktop.domain.office.organisations import Organisation
from aspire_desktop.domain.office.values import (
    CohortId,
    ModuleId,
    OrganisationId,
    SessionId,
    VersionId,
    fold,
    long_date,
    tidy,
)
from aspire_desktop.domain.office.written import Code, Names
from aspire_desktop.domain.programmes.cohorts import (
    DETAILS,
    Cohort,
    CohortDetails,
    Room,
    Session,
    Stage,
    Trainer,
    check_capacity,
    check_stage,
    check_times,
    people_needed,
    refuse_moving_finished,
    refuse_taking_out_begun,
)
from aspire_desktop.domain.programmes.programmes import Module, Version
from aspire_desktop.services.door.action import Action, Change, Effect
from aspire_desktop.services.money.places import settle_left_behind
from aspire_desktop.services.office.organisations import called
from aspire_desktop.services.programmes.cancellations import cancel_places
from aspire_desktop.services.programmes.tellings import note_taken_out, noting_whom_to_tell
from aspire_desktop.storage.lookups.programmes.attendance import is_begun
from aspire_desktop.storage.lookups.programmes.cohorts import held_places
from aspire_desktop.storage.lookups.programmes.enrolments import booked_for
from aspire_desktop.storage.lookups.programmes.schedules import planned_session
from aspire_desktop.storage.tables.programmes.cohorts import cohorts, sessions, trainers
from aspire_desktop.storage.tables.programmes.programmes import modules
from aspire_desktop.storage.work import UnitOfWork


@dataclass(frozen=True)
class _New:
    code: Code
    version_id: VersionId
    partner_id: OrganisationId


@dataclass(frozen=True)
class AddCohort(CohortDetails, _New, Action[CohortId]):
    """Add a cohort with one session for each day given, following the version's modules in order."""

    days: tuple[date, ...]
    capacity: int | None = None
    """None: as the version says."""
    starts: time | None = None
    ends: time | None = None
    """None: as each module says."""
    trainers: Names = ()

    def apply(self, work: UnitOfWork) -> Effect[CohortId]:
        """Refuse a code in use, more days than modules, and days out of order."""
        added = add_cohort(work, self)
        return Effect(f"Add cohort {added.code}", added.id)


@dataclass(frozen=True)
class _Delivered:
    cohort_id: CohortId
    partner_id: OrganisationId


@dataclass(frozen=True)
class ChangeCohort(CohortDetails, _Delivered, Change[None]):
    """Set what is typed of a cohort, its capacity, delivering partner and trainers."""

    capacity: int
    trainers: Names
    named: ClassVar[Mapping[str, Callable[[UnitOfWork, Any], str]]] = {"partner_id": called}

    def stored(self, work: UnitOfWork) -> Self:
        """Give what is on record of the cohort."""
        cohort = work.get(Cohort, self.cohort_id)
        return replace(
            self,
            partner_id=cohort.partner_id,
            capacity=cohort.capacity,
            trainers=tuple(each.name for each in work.all(Trainer, trainers.c.cohort_id == cohort.id)),
            **told(cohort, DETAILS),
        )

    def apply(self, work: UnitOfWork) -> Effect[None]:
        """Refuse a capacity below the places that are held."""
        cohort = work.get(Cohort, self.cohort_id)
        check_capacity(self.capacity)
        held = work.ask(held_places, cohort.id)
        if Room(self.capacity, held).over:
            raise RuleBroken(
                f"{cohort.code} has {held} places held, so its capacity cannot be {self.capacity}."
            )
        work.get(Organisation, self.partner_id)
        if self.capacity != cohort.capacity:
            cohort.minimum = people_needed(work.get(Version, cohort.version_id).minimum, self.capacity)
        cohort.partner_id, cohort.capacity = self.partner_id, self.capacity
        cohort.tell(**told(self, DETAILS))
        named = work.all(Trainer, trainers.c.cohort_id == cohort.id)
        if tuple(each.name for each in named) != self.trainers:
            for trainer in named:
                work.delete(trainer)
            _add_trainers(work, cohort.id, self.trainers)
        return Effect(f"Change cohort {cohort.code}", None)


@dataclass(frozen=True)
class MoveSession(Change[None]):
    """Give a session another day or other times."""

    session_id: SessionId
    on: date
    starts: time
    ends: time

    def stored(self, work: UnitOfWork) -> Self:
        """Give when the session is by now."""
        session = work.get(Session, self.session_id)
        return replace(self, on=session.on, starts=session.starts, ends=session.ends)

    def apply(self, work: UnitOfWork) -> Effect[None]:
        """Refuse a finished register, and times that end before they start."""
        session = work.get(Session, self.session_id)
        refuse_moving_finished(finished=session.finished)
        check_times(self.starts, self.ends)
        noting_whom_to_tell(work, session, lambda: self._move(session))
        cohort = work.get(Cohort, session.cohort_id)
        settle_left_behind(work, work.ask(booked_for, session.id))
        return Effect(f"Move session {session.position} of {cohort.code} to {long_date(self.on)}", None)

    def _move(self, session: Session) -> None:
        session.on, session.starts, session.ends = self.on, self.starts, self.ends


@dataclass(frozen=True)
class AddSession(Action[SessionId]):
    """Give a cohort the session of a module for which it has none."""

    cohort_id: CohortId
    module_id: ModuleId
    on: date
    starts: time
    ends: time

    def apply(self, work: UnitOfWork) -> Effect[SessionId]:
        """Refuse a module of another version, a second session of one, and times out of order."""
        cohort, module = work.get(Cohort, self.cohort_id), work.get(Module, self.module_id)
        if module.version_id != cohort.version_id:
            raise RuleBroken(f"{module.title} is no part of what {cohort.code} follows.")
        if work.first(Session, sessions.c.cohort_id == cohort.id, sessions.c.module_id == module.id):
            raise RuleBroken(f"{cohort.code} has a session of {module.title} already.", do="Move that one.")
        check_times(self.starts, self.ends)
        added = work.add(Session(cohort.id, module.id, module.position, self.on, self.starts, self.ends))
        settle_left_behind(work, work.ask(booked_for, added.id))
        return Effect(f"Add {module.title} to {cohort.code} on {long_date(self.on)}", added.id)


@dataclass(frozen=True)
class RemoveSession(Action[None]):
    """Take a session out that nobody is marked in; whoever was invited is to be sent a cancellation."""

    session_id: SessionId

    def apply(self, work: UnitOfWork) -> Effect[None]:
        """Refuse a session whose register is begun: what it says of people stays on record."""
        session = work.get(Session, self.session_id)
        refuse_taking_out_begun(begun=work.ask(is_begun, session.id))
        cohort, module = work.get(Cohort, session.cohort_id), work.get(Module, session.module_id)
        booked = work.ask(booked_for, session.id)
        note_taken_out(work, work.ask(planned_session, session.id))
        work.delete(session)
        settle_left_behind(work, booked)
        return Effect(f"Take {module.title} out of {cohort.code}", None)


@dataclass(frozen=True)
class SetStage(Change[None]):
    """Move a cohort to another stage, such as confirmed or cancelled."""

    cohort_id: CohortId
    stage: Stage

    def stored(self, work: UnitOfWork) -> Self:
        """Give where the cohort stands."""
        return replace(self, stage=work.get(Cohort, self.cohort_id).stage)

    def apply(self, work: UnitOfWork) -> Effect[None]:
        """Refuse a stage that cannot follow the present one; a cancelled cohort cancels its places."""
        cohort = work.get(Cohort, self.cohort_id)
        check_stage(cohort.stage, self.stage)
        if self.stage is Stage.CANCELLED:
            cancel_places(work, cohort.id)
        cohort.stage = self.stage
        return Effect(f"Set {cohort.code} to {self.stage}", None)


def add_cohort(work: UnitOfWork, wanted: AddCohort) -> Cohort:
    """Add a cohort within an action that does more."""
    if not tidy(wanted.code):
        raise RuleBroken("A cohort needs a code.")
    if work.first(Cohort, cohorts.c.code_key == fold(wanted.code)):
        raise RuleBroken(f"There is a cohort {tidy(wanted.code)} already.")
    version = work.get(Version, wanted.version_id)
    work.get(Organisation, wanted.partner_id)
    own = work.all(Module, modules.c.version_id == version.id)
    _refuse_days(version, own, wanted.days)
    for module in own:
        check_times(wanted.starts or module.starts, wanted.ends or module.ends)
    capacity = version.capacity if wanted.capacity is None else wanted.capacity
    check_capacity(capacity)
    minimum = people_needed(version.minimum, capacity)
    cohort = Cohort(wanted.code, version.id, wanted.partner_id, wanted.venue, capacity, minimum)
    cohort.tell(**told(wanted, DETAILS))
    work.add(cohort)
    work.add_all(
        [_session(cohort.id, module, on, wanted) for module, on in zip(own, wanted.days, strict=False)]
    )
    _add_trainers(work, cohort.id, wanted.trainers)
    return cohort


def _refuse_days(version: Version, own: Sequence[Module], days: Sequence[date]) -> None:
    if not days:
        raise RuleBroken("A cohort needs the date of at least its first session.")
    if len(days) > len(own):
        raise RuleBroken(f"{version.title} has {len(own)} sessions, and {len(days)} dates were given.")
    if list(days) != sorted(days):
        raise RuleBroken("The dates of the sessions are not in order.", do="Check the day and the month.")


def _session(cohort_id: CohortId, module: Module, on: date, wanted: AddCohort) -> Session:
    return Session(
        cohort_id,
        module.id,
        module.position,
        on,
        wanted.starts or module.starts,
        wanted.ends or module.ends,
    )


def _add_trainers(work: UnitOfWork, cohort_id: CohortId, names: Sequence[str]) -> None:
    work.add_all([Trainer(cohort_id, tidy(name)) for name in names if tidy(name)])
