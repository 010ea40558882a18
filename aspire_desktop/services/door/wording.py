"""What the words of an action are read as: each by the rule that its field declares in its type."""

from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from functools import cache
from typing import Any, TypeVar, get_type_hints

from aspire_desktop.domain.office.errors import about
from aspire_desktop.services.door.action import Action, Change
from aspire_desktop.services.door.touched import OnlyTouched
from aspire_desktop.storage.work import UnitOfWork

A = TypeVar("A", bound=Action[Any])
Rule = Callable[[str], object]


def understood(action: A, work: UnitOfWork) -> A:
    """Give an action with its words read; raise NotUnderstood, naming the field, for words against its rule.

    Of a change only those are asked that differ from what is stored: an old address that is not whole stands
    in nobody's way. What an action consists of, such as each of several, is read too.
    """
    if isinstance(action, OnlyTouched):
        return replace(action, wanted=_read_by_rules(action.wanted, action.read, work))
    return _read_by_rules(action, action.stored(work) if isinstance(action, Change) else None, work)


def _read_by_rules(action: A, known: Action[Any] | None, work: UnitOfWork) -> A:
    """Read the words that differ from those that are known already."""
    read: dict[str, Any] = {}
    for name, value in _values(action):
        rule = rules_of(type(action)).get(name)
        if isinstance(value, Action):
            read[name] = understood(value, work)
        elif isinstance(value, tuple) and any(isinstance(each, Action) for each in value):
            read[name] = tuple(understood(each, work) for each in value)
        elif rule is not None and (known is None or value != getattr(known, name)):
            with about(name):
                read[name] = _read(rule, value)
    return replace(action, **read) if read else action


def _read(rule: Rule, value: object) -> object:
    if isinstance(value, str):
        return rule(value)
    return tuple(rule(each) for each in value) if isinstance(value, tuple) else value


def _values(action: Action[Any]) -> Iterator[tuple[str, Any]]:
    for each in fields(action):
        yield each.name, getattr(action, each.name)


@cache
def rules_of(kind: type[Action[Any]]) -> dict[str, Rule]:
    """Give the rule of each field of an action that has one."""
    hints = get_type_hints(kind, include_extras=True)
    return {name: rule for name, hint in hints.items() for rule in getattr(hint, "__metadata__", ())}
