"""What was done, and what can be taken back or done again."""

from sqlalchemy import Connection

from aspire_desktop.domain.errors import UndoRefused
from aspire_desktop.domain.history import Step
from aspire_desktop.storage.lookups.history import action_rows, redo_step, undo_step

__all__ = ["action_rows", "redo_step", "redoable", "undo_step", "undoable"]


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
