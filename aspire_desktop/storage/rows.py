"""Frozen rows from the rows of a query: what the query names as the row does is not copied by hand."""

from collections.abc import Callable, Sequence
from dataclasses import fields
from operator import attrgetter, itemgetter
from typing import Any, TypeAlias, TypeVar

from sqlalchemy import Row

R = TypeVar("R")
_Taken: TypeAlias = Callable[[Any], tuple[Any, ...]]
_KNOWN: dict[tuple[object, ...], tuple[_Taken, _Taken, Callable[..., Any]]] = {}


def row_of(kind: type[R], row: Row[*tuple[Any, ...]], **more: object) -> R:
    """Make a frozen row: `more` by name, and every other field from the column of its name.

    No field is left to its default, so that a column that a query forgot is missed at once: raises
    AttributeError for a field that is neither given nor a column, TypeError for what is no field.
    """
    asked = (kind, *more)
    columns, placed, made = _KNOWN.get(asked) or _KNOWN.setdefault(asked, _taken(kind, tuple(more)))
    found = columns(row)
    whole: R = made(*placed((*found, *more.values()))) if more else made(*found)
    return whole


def _taken(kind: type[Any], given: tuple[str, ...]) -> tuple[_Taken, _Taken, Callable[..., Any]]:
    """Tell how columns are had, and how they and what is given are put in the order of the fields.

    By place, which is quicker for every row than by keywords; fields that go by keyword alone come last.
    """
    by_name = [part.name for part in fields(kind) if part.init and part.kw_only]
    order = [part.name for part in fields(kind) if part.init and not part.kw_only] + by_name
    if unknown := set(given).difference(order):
        raise TypeError(f"{kind.__name__} has no field {', '.join(sorted(unknown))}")
    names = [name for name in order if name not in given]
    if len(names) < 2 or any(hasattr(Row, name) for name in names):  # a row has methods, such as count
        raise TypeError(f"{kind.__name__} cannot be made from columns here: make it by hand")
    places = [[*names, *given].index(name) for name in order]
    return attrgetter(*names), itemgetter(*places), _by_name(kind, by_name) if by_name else kind


def _by_name(kind: type[R], names: Sequence[str]) -> Callable[..., R]:
    """Make a row with its last values by keyword."""

    def made(*values: object) -> R:
        placed, named = values[: -len(names)], values[-len(names) :]
        return kind(*placed, **dict(zip(names, named, strict=True)))

    return made
