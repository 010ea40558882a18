"""Frozen rows from the rows of a query: what the query names as the row does is not copied by hand."""

from collections.abc import Callable
from dataclasses import fields
from operator import attrgetter
from typing import Any, TypeAlias, TypeVar

from sqlalchemy import Row

R = TypeVar("R")
_Columns: TypeAlias = tuple[tuple[str, ...], Callable[[object], tuple[object, ...]]]
_KNOWN: dict[tuple[type, tuple[str, ...]], _Columns] = {}


def row_of(kind: type[R], row: Row[Any], **more: object) -> R:
    """Make a frozen row: `more` by name, and every other field from the column of its name.

    No field is left to its default, so that a column that a query forgot is missed at once: raises
    AttributeError for a field that is neither given nor a column, TypeError for what is no field.
    """
    asked = (kind, tuple(more))
    if asked not in _KNOWN:
        _KNOWN[asked] = _columns(*asked)
    names, values = _KNOWN[asked]
    if not more:
        return kind(*values(row))
    return kind(**dict(zip(names, values(row), strict=True)), **more)


def _columns(kind: type[Any], given: tuple[str, ...]) -> _Columns:
    names = tuple(part.name for part in fields(kind) if part.init and part.name not in given)
    if len(names) < 2 or any(hasattr(Row, name) for name in names):  # a row has methods, such as count
        raise TypeError(f"{kind.__name__} cannot be made from columns here: make it by hand")
    return names, attrgetter(*names)
