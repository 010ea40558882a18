"""What may be read of the record of actions."""

from dataclasses import dataclass
from datetime import datetime

from aspire_desktop.domain.values import ActionId


@dataclass(frozen=True)
class ActionRow:
    """An action as listed in the history; `undoes` names the action that it put back."""

    id: ActionId
    at: datetime
    actor: str
    title: str
    undoes: ActionId | None
    final: bool


@dataclass(frozen=True)
class Step:
    """The next step of undo or redo: the action to put back, its root's title, final acts stepped over."""

    undoes: ActionId
    root: ActionId
    title: str
    stepped_over: tuple[str, ...] = ()
