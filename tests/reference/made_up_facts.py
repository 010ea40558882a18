"""Facts of any type for a dialog to be opened on: every field filled in, nothing of it true."""

import inspect
import types
from collections.abc import Callable, Collection, Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import NewType, TypeVar, Union, get_args, get_origin, get_type_hints

M = TypeVar("M")
PLAIN: dict[object, object] = {
    str: "Words",
    int: 1,
    bool: True,
    float: 1.0,
    Decimal: Decimal(350),
    date: date(2026, 10, 8),
    datetime: datetime(2026, 10, 8, 9, 30, tzinfo=UTC),
    time: time(9, 30),
    Path: Path("words.txt"),
    object: "Words",
    type(None): None,
}


def built(kind: type[M], known: Mapping[type, object]) -> M:
    """Make an object of a class from the types that its constructor names; what has a standard keeps it.

    `known` gives what cannot be made up, such as the desk, by its type.
    """
    hints, make = get_type_hints(kind.__init__), _callable(kind)
    wanted = inspect.signature(kind).parameters.values()
    needed = [each.name for each in wanted if each.default is inspect.Parameter.empty]
    return make(*(made_up(hints[name], known) for name in needed))


def made_up(kind: object, known: Mapping[type, object]) -> object:
    """Make a value of a type; raise TypeError where nothing is known to make one from."""
    if isinstance(kind, NewType):
        return made_up(kind.__supertype__, known)
    if kind in PLAIN:
        return PLAIN[kind]
    if get_origin(kind) is not None or isinstance(kind, types.UnionType):
        return _made_of_parts(kind, known)
    assert isinstance(kind, type), kind
    ready = [value for each, value in known.items() if issubclass(each, kind)]
    if ready:
        return ready[0]
    if issubclass(kind, Enum):
        return next(iter(kind))
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        filled = {each.name: made_up(hints[each.name], known) for each in fields(kind) if each.init}
        return _callable(kind)(**filled)
    raise TypeError(f"nothing is known to make up a {kind} from")


def _made_of_parts(kind: object, known: Mapping[type, object]) -> object:
    """Make a union's first kind, one entry for every kind of collection, and calls that do nothing."""
    origin, parts = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return made_up(parts[0], known)
    assert isinstance(origin, type), kind
    if issubclass(origin, Callable):  # type: ignore[arg-type]  # mypy takes it for a form, not a class
        return lambda *_: None
    values = [made_up(part, known) for part in parts if part is not ...]
    if issubclass(origin, Mapping):
        return {values[0]: values[1]}
    for collection in (tuple, frozenset, set):
        if issubclass(origin, collection):
            return collection(values)
    assert issubclass(origin, Collection), kind
    return values


def _callable(kind: type[M]) -> Callable[..., M]:
    return kind
