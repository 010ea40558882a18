"""Facts as JSON and back: what is stored stays readable, and is written alike, whatever fields come later.

A field that comes later has a default, which stands for it where it was not stored, and is not written. So
facts from before it was thought of are read, and written to the letter as before: their digest stays. A
default is part of what is stored from then on, and never changes.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import Enum
from types import NoneType, UnionType
from typing import NewType, TypeAlias, TypeVar, get_args, get_origin, get_type_hints

from aspire_desktop.domain.office.errors import Unreadable

F = TypeVar("F")
Reader: TypeAlias = Callable[[object], object]
_READERS: dict[object, Reader] = {}
_KNOWN: dict[type, Mapping[str, object]] = {}


def written(facts: object) -> str:
    """Write facts as JSON with sorted keys: dates in ISO form, amounts as text."""
    return json.dumps(facts, default=_plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def read(kind: type[F], text: str) -> F:
    """Read facts back; raise Unreadable where they are none of this kind, or one of them is missing."""
    try:
        told = json.loads(text)
    except ValueError as strange:
        raise _strange(kind, str(strange)) from None
    return built(kind, told)


def built(kind: type[F], told: object) -> F:
    """Give the facts that JSON told; raise Unreadable as `read` does."""
    try:
        return _sure(kind, _reader(kind)(told))
    except (ValueError, InvalidOperation) as strange:
        raise _strange(kind, str(strange)) from None


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    later = _defaults(type(value))
    if not later:
        return vars(value)
    return {name: each for name, each in vars(value).items() if name not in later or each != later[name]}


def _defaults(kind: type) -> Mapping[str, object]:
    """Give what stands for the fields of a dataclass that need not be stored."""
    if kind not in _KNOWN:
        assert is_dataclass(kind)
        parts = fields(kind)
        _KNOWN[kind] = {part.name: part.default for part in parts if part.default is not MISSING}
    return _KNOWN[kind]


def _reader(hint: object) -> Reader:
    """Give what reads a value of one type."""
    if hint not in _READERS:
        _READERS[hint] = _made(hint)
    return _READERS[hint]


def _made(hint: object) -> Reader:
    if isinstance(hint, NewType):
        return _reader(hint.__supertype__)
    if isinstance(hint, UnionType):
        [kind] = [part for part in get_args(hint) if part is not NoneType]
        some = _reader(kind)
        return lambda value: None if value is None else some(value)
    if get_origin(hint) is tuple:
        each = _reader(get_args(hint)[0])
        return lambda value: tuple(map(each, _sure(list, value)))
    assert isinstance(hint, type)
    return _whole(hint) if is_dataclass(hint) else _single(hint)


def _single(kind: type) -> Reader:
    if issubclass(kind, date):
        return lambda value: kind.fromisoformat(_sure(str, value))
    if issubclass(kind, Decimal | Enum):
        return lambda value: kind(_sure(str, value))
    return lambda value: value if type(value) is kind else _sure(kind, value)


def _whole(kind: type) -> Reader:
    hints, needed = get_type_hints(kind), get_type_hints(kind).keys() - _defaults(kind).keys()
    readers = {name: _reader(hint) for name, hint in hints.items()}

    def whole(value: object) -> object:
        told = _sure(dict, value)
        if missing := needed - told.keys():
            raise ValueError(f"{kind.__name__} lacks {', '.join(sorted(missing))}")
        if unknown := told.keys() - readers.keys():
            raise ValueError(f"{kind.__name__} has {', '.join(sorted(unknown))}")
        return kind(**{name: readers[name](each) for name, each in told.items()})

    return whole


def _sure(kind: type[F], value: object) -> F:
    if not isinstance(value, kind):
        raise ValueError(f"{value!r:.40} is no {kind.__name__}")
    return value


def _strange(kind: type, why: str) -> Unreadable:
    return Unreadable(
        f"What is stored is not the {kind.__name__} that this version knows: {why}.",
        do="Have the database checked: aspire-desktop check.",
    )
