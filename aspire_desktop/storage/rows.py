"""Frozen rows from the rows of a query: what the query names as the row does is not copied by hand."""

from collections.abc import Callable
from dataclasses import fields
from operator import attrgetter, itemgetter
from typing import Any, TypeAlias, TypeVar

from sqlalchemy import Row

R = TypeVar("R")
_Taken: TypeAlias = Callable[[Any], tuple[Any, ...]]
_KNOWN: dict[tuple[object, ...], tuple[_Taken, _Taken]] = {}


def row_of(kind: type[R], row: Row[*tuple[Any, ...]], **more: object) -> R:
    """Make a frozen row: `more` by name, and every other field from the column of its name.

    No field is left to its default, so that a column that a query forgot is missed at once: raises
    AttributeError for a field that is neither given nor a column, TypeError for what is no field.
    """
    asked = (kind, *more)
    columns, placed = _KNOWN.get(asked) or _KNOWN.setdefault(asked, _taken(kind, tuple(more)))
    found = columns(row)
    return kind(*placed((*found, *more.values()))) if more else kind(*found)


def _taken(kind: type[Any], given: tuple[str, ...]) -> tuple[_Taken, _Taken]:
    """Tell how columns are had, and how they and what is given are put in the order of the fields.

    By place, which is quicker for every row than by keywords.
    """
    order = [part.name for part in fields(kind) if part.init]
    if unknown := set(given).difference(order):
        raise TypeError(f"{kind.__name__} has no field {', '.join(sorted(unknown))}")
    names = [name for name in order if name not in given]
    if len(names) < 2 or any(hasattr(Row, name) for name in names):  # a row has methods, such as count
        raise TypeError(f"{kind.__name__} cannot be made from columns here: make it by hand")
    places = [[*names, *given].index(name) for name in order]
    return attrgetter(*names), itemgetter(*places)
