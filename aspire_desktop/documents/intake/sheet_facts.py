"""What a sheet shows and its values do not say: hidden rows, formats of codes, cells without a value."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from aspire_desktop.domain.intake.cells import Broken, Cell, Formatted
from aspire_desktop.domain.intake.number_formats import code_shown, is_code

Place = tuple[int, int]
"""A cell by its row and column, both counted from 0."""


@dataclass(frozen=True)
class SheetFacts:
    """Rows by their number from 1, columns and cells from 0."""

    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    filtered: bool = False
    """Whether a filter is set by which rows are hidden."""
    formats: Mapping[Place, str] = field(default_factory=dict)
    """Number formats that show codes."""
    shown: Mapping[Place, str] = field(default_factory=dict)
    """What numbers show, where the file says so itself."""
    broken: Mapping[Place, Broken] = field(default_factory=dict)
    """Formulas without a stored value, and errors; readers give both as empty."""
    covered: Mapping[int, list[int]] = field(default_factory=dict)
    """By row, the columns in which a cell joined downwards stands for that row too."""


@dataclass(frozen=True)
class SheetLook:
    """A sheet that holds something, before its values are read; `unread` says why they cannot be."""

    name: str
    hidden: bool
    facts: SheetFacts = SheetFacts()
    unread: str = ""


def with_code(value: Cell, format: str | None, text: str | None) -> Cell:
    """Put what a cell shows beside its number, where that is a code."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        return value
    if text is not None:
        return Formatted(value, text) if is_code(text, value) else value
    code = code_shown(format, value) if format is not None else None
    return value if code is None else Formatted(value, code)
