"""Reading a whole sheet as a table of checked rows; what the spreadsheet hides is left out or taken."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from aspire_desktop.domain.intake.cells import Cell, Sheet, SheetRow, is_blank, shown
from aspire_desktop.domain.intake.columns import HAVE_DATES, NEEDS, ImportKind
from aspire_desktop.domain.intake.headings import HeadingChoices, Mapping, find_headings
from aspire_desktop.domain.intake.import_rows import parse_row
from aspire_desktop.domain.intake.imports import Checks, HiddenParts, Rejected, Table, TableRow
from aspire_desktop.domain.intake.month_first import holds_month_first
from aspire_desktop.domain.intake.session_headings import SessionHint
from aspire_desktop.domain.office.errors import Unreadable

_MOST_NAMED = 20
"""Hidden rows that are named one by one."""


class Hidden(StrEnum):
    """What becomes of rows and columns that the spreadsheet does not show."""

    LEAVE = "leave"
    TAKE = "take"


@dataclass(frozen=True)
class Wanted:
    """What of a file is to be taken; sheet None where it must be clear which one is meant."""

    sheet: str | None = None
    hidden: Hidden = Hidden.LEAVE


def table_from(
    sheet: Sheet,
    kind: ImportKind,
    checks: Checks,
    choices: HeadingChoices | None = None,
    sessions: Iterable[SessionHint] = (),
    hidden: Hidden = Hidden.LEAVE,
) -> Table:
    """Read a whole sheet.

    Raises Unreadable where it lacks needed columns or has no row of data.
    """
    mapping = find_headings(kind, sheet.rows, choices, sessions, closed_columns(sheet, hidden))
    rows = rows_below(sheet, kind, mapping, checks_for(sheet, kind, checks))
    if not rows:
        raise Unreadable(
            f"The file has headings in row {mapping.row} but no rows of data below them.",
            do="Choose another file.",
        )
    left = frozenset() if hidden is Hidden.TAKE else sheet.hidden_rows
    kept = tuple(row for row in rows if row.number not in left)
    told = (*sheet.remarks, *hidden_words(sheet, mapping, left))
    return Table(kind, mapping, kept, sheet.name, told=told, hidden=hidden_parts(sheet, mapping))


def checks_for(sheet: Sheet, kind: ImportKind, checks: Checks) -> Checks:
    """Give the checks that a sheet as it was read needs; they hold for it whatever is typed over later."""
    return replace(checks, month_first=kind in HAVE_DATES and holds_month_first(sheet))


def rows_below(sheet: Sheet, kind: ImportKind, mapping: Mapping, checks: Checks) -> tuple[TableRow, ...]:
    """Read the rows of data below the headings of a mapping, the hidden ones included."""
    return tuple(
        _table_row(kind, mapping, row, checks)
        for row in sheet.rows
        if row.number > mapping.row and _holds_data(mapping, row)
    )


def count_below(sheet: Sheet, mapping: Mapping) -> int:
    """Count the rows of data below the headings of a mapping, the hidden ones included."""
    return sum(row.number > mapping.row and _holds_data(mapping, row) for row in sheet.rows)


def closed_columns(sheet: Sheet, hidden: Hidden) -> frozenset[int]:
    """Give the columns that are not to be looked at, counted from 0."""
    return frozenset() if hidden is Hidden.TAKE else sheet.hidden_columns


def hidden_words(sheet: Sheet, mapping: Mapping, left_out: frozenset[int]) -> tuple[str, ...]:
    """Say which rows and columns of data the spreadsheet does not show, and what became of each."""
    hidden = _hidden_data(sheet, mapping)
    rows = count_below(sheet, mapping) if hidden else 0
    by = " by a filter" if sheet.filtered else ""
    words = []
    for fate, some in (
        ("left out", [row for row in hidden if row.number in left_out]),
        ("taken", [row for row in hidden if row.number not in left_out]),
    ):
        if some:
            named = ", ".join(_named(mapping, row) for row in some[:_MOST_NAMED])
            more = f" and {len(some) - _MOST_NAMED:,} more" if len(some) > _MOST_NAMED else ""
            count = f"{len(some):,} of {rows:,} row{'' if rows == 1 else 's'}"
            now, was = _is_and_was(some)
            words.append(f"{count} {now} hidden{by} and {was} {fate}: {named}{more}.")
    return (*words, *_hidden_column_words(sheet, mapping))


def _hidden_data(sheet: Sheet, mapping: Mapping) -> list[SheetRow]:
    if not sheet.hidden_rows:
        return []
    below = (row for row in sheet.rows if row.hidden and row.number > mapping.row)
    return [row for row in below if _holds_data(mapping, row)]


def _hidden_column_words(sheet: Sheet, mapping: Mapping) -> Iterator[str]:
    hidden = [each for each in mapping.headings if each.position in sheet.hidden_columns]
    for fate, some in (
        ("left out", [each.text for each in hidden if each.target is None]),
        ("taken", [each.text for each in hidden if each.target is not None]),
    ):
        if some:
            names = ", ".join(f"“{name}”" for name in some)
            what = "Column" if len(some) == 1 else "Columns"
            yield f"{what} {names} {_is_and_was(some)[0]} hidden and {_is_and_was(some)[1]} {fate}."


def _is_and_was(some: Sequence[object]) -> tuple[str, str]:
    return ("is", "was") if len(some) == 1 else ("are", "were")


def hidden_parts(sheet: Sheet, mapping: Mapping) -> HiddenParts:
    """Give the rows of data and the columns that the spreadsheet does not show."""
    columns = (each.text for each in mapping.headings if each.position in sheet.hidden_columns)
    return HiddenParts(tuple(row.number for row in _hidden_data(sheet, mapping)), tuple(columns))


def _named(mapping: Mapping, row: SheetRow) -> str:
    """Name a row by its number and what stands first in it; needs are told to nobody."""
    told = (
        shown(row.cells[each.position])
        for each in mapping.matched
        if each.position < len(row.cells) and each.target not in NEEDS
    )
    words = " ".join([text for text in told if text.strip()][:2])
    return f"row {row.number} ({words})" if words else f"row {row.number}"


def _table_row(kind: ImportKind, mapping: Mapping, row: SheetRow, checks: Checks) -> TableRow:
    read = parse_row(kind, mapping, row.number, row.cells, checks)
    if isinstance(read, Rejected):
        return TableRow(row.number, row.cells, None, read.problems)
    return TableRow(row.number, row.cells, read, ())


def _holds_data(mapping: Mapping, row: SheetRow) -> bool:
    """Tell data from blank rows, from rows that were only numbered, and from headings repeated on a page."""
    cells = row.cells
    for position in mapping.places.values():
        if position < len(cells) and not is_blank(cells[position]):
            return not _repeats_headings(mapping, cells)
    return any(not is_blank(cell) and not shown(cell).strip(" .").isdigit() for cell in cells)


def _repeats_headings(mapping: Mapping, cells: Sequence[Cell]) -> bool:
    return all(
        each.position < len(cells) and shown(cells[each.position]).split() == each.text.split()
        for each in mapping.headings
    )
