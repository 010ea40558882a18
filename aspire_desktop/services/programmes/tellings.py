"""Who must be told that a session changed: noted with the change itself, and settled once they were."""

from collections.abc import Callable
from dataclasses import dataclass

from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.programmes.cohorts import Session
from aspire_desktop.domain.programmes.schedules import Planned, Telling, ToTell, who_must_be_told
from aspire_desktop.services.door.action import Action, Effect
from aspire_desktop.storage.lookups.programmes.schedules import planned_session
from aspire_desktop.storage.tables.programmes.schedules import tellings
from aspire_desktop.storage.work import UnitOfWork


@dataclass(frozen=True)
class MarkTold(Action[int]):
    """Say that people were told of a change."""

    telling_ids: tuple[int, ...]

    def apply(self, work: UnitOfWork) -> Effect[int]:
        """Mark each that is still to be told, and give how many were; refuse where none is."""
        found = work.all(Telling, tellings.c.id.in_(self.telling_ids), tellings.c.told_at.is_(None))
        if not found:
            raise RuleBroken("They are all marked as told already.", do="Refresh the screen.")
        for each in found:
            each.told_at = work.clock.now()
        whom = found[0].who if len(found) == 1 else f"{len(found)} who must know"
        return Effect(f"Mark {whom} as told", len(found))


def noting_whom_to_tell(work: UnitOfWork, session: Session, change: Callable[[], object]) -> None:
    """Carry out a change of a session, and note who must be told of it; what is past nobody is told."""
    was = work.ask(planned_session, session.id)
    change()
    now = work.ask(planned_session, session.id)
    if max(was.session.on, now.session.on) >= work.clock.today():
        _note(work, was, now)


def note_taken_out(work: UnitOfWork, was: Planned) -> None:
    """Note who must be told that a session is off."""
    if was.session.on >= work.clock.today():
        _note(work, was, None)


def _note(work: UnitOfWork, was: Planned, now: Planned | None) -> None:
    for each in who_must_be_told(was, now):
        _note_one(work, was, each)


def _note_one(work: UnitOfWork, was: Planned, each: ToTell) -> None:
    """Join what somebody is to be told to what they have not been told yet; nothing where it is as it was."""
    waiting = work.first(
        Telling,
        tellings.c.session_id == was.session.id,
        tellings.c.audience == each.audience,
        tellings.c.who == each.who,
        tellings.c.told_at.is_(None),
    )
    if waiting is None:
        ids = (was.session.cohort_id, was.session.id)
        work.add(Telling(*ids, was.session.title, each.audience, each.who, each.was, each.now))
    elif waiting.was == each.now:
        work.delete(waiting)
    else:
        waiting.now = each.now
