"""What was done, and what can be taken back or done again."""

from collections.abc import Container, Iterable, Sequence
from datetime import date

from sqlalchemy import Connection

from aspire_desktop.domain.office.errors import UndoRefused
from aspire_desktop.domain.office.history import HistoryLine, Step
from aspire_desktop.domain.office.values import (
    ActionId,
    EnrolmentId,
    PlaceId,
    QueryId,
)
from aspire_desktop.services.door.judging import holders, judged, judged_leavers, rows_of
from aspire_desktop.storage.chain import RowImages
from aspire_desktop.storage.images import values
from aspire_desktop.storage.lookups.money.held_wrongly import (
    claimed_for,
    given_up_for_nothing,
    held_undelivered,
    held_wrongly,
)
from aspire_desktop.storage.lookups.money.holders import holders_of
from aspire_desktop.storage.lookups.office.history import done_since, redo_step, step_of, undo_step


def undoable(connection: Connection, actor: str) -> Step:
    """Give the actor's next step of undo; raise UndoRefused where there is none."""
    step = undo_step(connection, actor)
    if step is None:
        raise UndoRefused("There is nothing of yours to undo.")
    return step


def redoable(connection: Connection, actor: str) -> Step:
    """Give the actor's next step of redo; raise UndoRefused where there is none."""
    step = redo_step(connection, actor)
    if step is None:
        raise UndoRefused("There is nothing of yours to redo.")
    return step


def reversible(connection: Connection, line: HistoryLine) -> Step:
    """Give the step that reverses an act as somebody saw it in a history.

    Raises UndoRefused where it can never be reversed, or was meanwhile.
    """
    step = step_of(connection, line.act.id)
    if step is None:
        raise UndoRefused(
            "This can no longer be taken back: it is final, or from before an erasure or an update.",
            do="Make a new change instead.",
        )
    if step.undoes != line.latest:
        raise UndoRefused(
            "This was undone or done again meanwhile.", do="Look at its history once more, then choose again."
        )
    return step


def refuse_unseen(
    connection: Connection, actor: str, seen: ActionId | None, own: Container[ActionId | None]
) -> None:
    """Raise UndoRefused where more was done on the actor's behalf than who asks has seen, or did itself.

    The step that was named to them is not the next one any more then. `seen` None: nothing was named.
    """
    if seen is None:
        return
    unseen = [each for each in done_since(connection, actor, seen) if each.id not in own]
    if not unseen:
        return
    more = f", and {len(unseen) - 1} more" if len(unseen) > 1 else ""
    last = unseen[-1].title or "something since erased"
    raise UndoRefused(
        f"Under your name something else was done meanwhile: {last}{more}.",
        do="Look at what the menu names now, then choose again.",
    )


def refuse_places_held_wrongly(connection: Connection, changes: Sequence[RowImages], today: date) -> None:
    """Raise UndoRefused where putting these changes back left a funded place as no action leaves one."""
    of_places = [change for change in changes if change.tbl == "places"]
    trouble = held_wrongly(
        connection,
        [PlaceId(change.row) for change in of_places if _passed(change)],
        [PlaceId(change.row) for change in of_places],
        {
            *(EnrolmentId(change.row) for change in changes if change.tbl == "enrolments"),
            *(id for change in of_places for id in holders(change)),
        },
        today,
    )
    if trouble:
        raise UndoRefused(trouble, do="Undo first what was done since, or make a new change.")
    ids = judged(connection, changes) | judged_leavers(connection, changes)
    _refuse_undelivered(connection, ids, today)
    _refuse_refused(connection, claimed_for(connection, map(QueryId, rows_of(changes, "queries"))), today)
    _refuse_given_up(connection, ids | set(map(EnrolmentId, rows_of(changes, "enrolments"))), today)


def _refuse_undelivered(connection: Connection, ids: Iterable[EnrolmentId], today: date) -> None:
    """Refuse to take back what somebody had attended or passed who left since, and kept a place for it."""
    for place in held_undelivered(connection, ids, today):
        raise UndoRefused(
            f"{_holder(connection, place, today)} has left since, and keeps a subsidised place that would not"
            " be delivered any more.",
            do="Undo first that they left, then this.",
        )


def _refuse_refused(connection: Connection, ids: Iterable[EnrolmentId], today: date) -> None:
    for place in given_up_for_nothing(connection, ids, today):
        raise UndoRefused(
            f"The place of {_holder(connection, place, today)} was given up for this result.",
            do="Reopen the query instead: that gives the place back.",
        )


def _refuse_given_up(connection: Connection, ids: Iterable[EnrolmentId], today: date) -> None:
    for place in given_up_for_nothing(connection, ids, today):
        raise UndoRefused(
            f"The place of {_holder(connection, place, today)} was given up, and would be theirs again.",
            do="Make the change by hand instead of undoing it: that gives the place back.",
        )


def _holder(connection: Connection, place: PlaceId, today: date) -> str:
    return holders_of(connection, [place], today)[place].person


def _passed(change: RowImages) -> bool:
    """Tell whether a place that is still there has another holder, or none."""
    if change.before is None or change.after is None:
        return False
    return values(change.before)["enrolment_id"] != values(change.after)["enrolment_id"]
