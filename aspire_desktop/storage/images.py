"""Row images: a row's values as canonical text, alike on every engine, and back."""

import json
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Any, NewType, TypeAlias

from sqlalchemy import Column, Table

Image = NewType("Image", str)
"""Canonical JSON of one row: keys sorted, no spaces."""
Plain: TypeAlias = str | int | bool | None
Values: TypeAlias = dict[str, Plain]
"""A row by column name, in values that JSON can hold."""


def canonical(value: object) -> str:
    """Write JSON in the one form that is hashed."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def plain(value: object) -> Plain:
    """Give a column value in a form that JSON can hold."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, str | Decimal):
        return str(value)
    if isinstance(value, tuple):
        return canonical(value)
    raise TypeError(f"a {type(value).__name__} cannot stand in a row image")


def image(row: Mapping[str, object]) -> Image:
    """Take the image of a row."""
    return Image(canonical({name: plain(value) for name, value in row.items()}))


def values(taken: Image) -> Values:
    """Read an image back as plain values."""
    read: Values = json.loads(taken)
    return read


def restored(table: Table, taken: Values) -> dict[str, object]:
    """Give plain values the types that the table's columns expect."""
    return {name: _typed(table.c[name], value) for name, value in taken.items()}


def _typed(column: Column[Any], value: Plain) -> object:
    if value is None:
        return None
    kind = column.type.python_type
    if isinstance(value, str) and issubclass(kind, datetime | date | time):
        return kind.fromisoformat(value)
    if kind in (bool, int, str):
        return value
    if isinstance(value, str) and kind is tuple:
        return tuple(json.loads(value))
    return kind(value)
