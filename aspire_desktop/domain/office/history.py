"""What may be read of the record of actions."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from aspire_desktop.domain.office.facts import FactChange
from aspire_desktop.domain.office.staff import ADMINISTRATORS, Role
from aspire_desktop.domain.office.values import ActionId


@dataclass(frozen=True)
class ActionRow:
    """An action as listed in the history; `undoes` names the action that it put back."""

    id: ActionId
    at: datetime
    actor: str
    title: str
    undoes: ActionId | None
    final: bool
    kind: str = ""
    """The kind of action, as the journal notes it."""


@dataclass(frozen=True)
class ActionsAmong:
    """Among which actions some are listed: by whom, of which kind, done since a day; empty for any."""

    actor: str = ""
    kind: str = ""
    since: date | None = None


ANYTHING = ActionsAmong()


@dataclass(frozen=True)
class ActionChoices:
    """Who did something, and the kinds of what was done."""

    actors: Sequence[str]
    kinds: Sequence[str]


@dataclass(frozen=True)
class RowChange:
    """What an action changed of one row: which (`table` and `row`), what it is called now, and its facts."""

    table: str
    row: int
    called: str
    facts: tuple[FactChange, ...]


@dataclass(frozen=True)
class Record:
    """A record whose history is wanted: the table and the number of its row, and what it is called."""

    table: str
    row: int
    called: str = ""


@dataclass(frozen=True)
class HistoryLine:
    """An act in the history of a record, with its undoing: `latest` is the newest of both and of redoing."""

    act: ActionRow
    latest: ActionId
    undone: bool
    reversible: bool
    """Whether the act alone lets it be taken back, or done again: others may stand in the way."""


class HistoryOrder(StrEnum):
    """By what actions can be sorted; those of one person come as they were done."""

    WHEN = "when"
    WHO = "who"


@dataclass(frozen=True)
class Step:
    """The next step of undo or redo: the action to put back, its root's title, final acts stepped over.

    `roles` are those that the root asked for: whoever takes it back, or does it again, holds one of them now.
    """

    undoes: ActionId
    root: ActionId
    title: str
    roles: frozenset[Role]
    stepped_over: tuple[str, ...] = ()


@dataclass(frozen=True)
class NextSteps:
    """What somebody can take back and do again, as it was when `seen` was the latest action of anybody."""

    seen: ActionId
    undo: Step | None
    redo: Step | None


@dataclass(frozen=True)
class News:
    """How far the record goes by now, and the tables that were changed since it was asked before."""

    seen: ActionId
    tables: frozenset[str]


# What follows from it

_REASON = ". Reason: "


def with_reason(title: str, reason: str) -> str:
    """Write the reason that somebody typed behind the title of what they did; empty where there is none."""
    return f"{title}{_REASON}{reason}" if reason else title


def typed_reason(title: str | None) -> str:
    """Read the reason out of an action's title; empty where none was typed, or it was erased."""
    return (title or "").partition(_REASON)[2]


def kind_noted(name: str, roles: frozenset[Role]) -> str:
    """Write a kind of action as the journal notes it, with who may do it: "ChangeBooking (administrator)"."""
    return f"{name} ({' '.join(sorted(roles))})"


def act_noted(kind: str) -> str:
    """Read what was done from a noted kind: "ChangeBooking"."""
    return kind.partition(" (")[0]


def act_words(act: str) -> str:
    """Say a kind of action as people read it: "Change booking"."""
    return re.sub(r"(?<=[a-z])[A-Z]", lambda found: f" {found[0].lower()}", act)


def roles_asked(kind: str) -> frozenset[Role]:
    """Read who may do an action from its noted kind; administrators, where it was noted without."""
    asked = kind.partition("(")[2].rstrip(")").split()
    return frozenset(map(Role, asked)) or ADMINISTRATORS
