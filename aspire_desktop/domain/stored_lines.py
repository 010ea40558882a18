"""Reads the stored copies of return lines back; figures.line_json writes them."""

import json
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from types import NoneType
from typing import TypeVar, get_args, get_type_hints

from aspire_desktop.domain.returns import AdjustmentFacts, ReturnLineFacts

F = TypeVar("F", ReturnLineFacts, AdjustmentFacts)


def read_claim(text: str) -> ReturnLineFacts:
    """Read a claim as it was submitted."""
    return _whole(ReturnLineFacts, text)


def read_adjustment(text: str) -> AdjustmentFacts:
    """Read an adjustment as it was submitted."""
    return _whole(AdjustmentFacts, text)


def _whole(kind: type[F], text: str) -> F:
    read = _typed(kind, json.loads(text))
    assert isinstance(read, kind)
    return read


def _typed(kind: type, value: object) -> object:
    if isinstance(value, dict) and is_dataclass(kind):
        return kind(**{name: _typed(part, value[name]) for name, part in _parts(kind)})
    if isinstance(value, str) and kind is Decimal:
        return Decimal(value)
    if isinstance(value, str) and kind is date:
        return date.fromisoformat(value)
    return value


@cache
def _parts(kind: type) -> tuple[tuple[str, type], ...]:
    """Give a dataclass's fields with their types, None left aside."""
    hints = get_type_hints(kind)
    return tuple((part.name, _without_none(hints[part.name])) for part in fields(kind))


def _without_none(hint: type) -> type:
    [found] = [part for part in get_args(hint) or (hint,) if part is not NoneType]
    assert isinstance(found, type)
    return found
