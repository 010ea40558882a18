"""A funder's own form: looked through, mapped, filled in and its totals compared with ours.

A form is an .xlsx file of somebody else's, so it is looked through before anything is read from it.
"""

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import chain
from typing import TypeAlias

from aspire_desktop.documents.money.form_filling import filled_bytes, with_parts
from aspire_desktop.documents.money.form_growth import grown
from aspire_desktop.documents.money.form_reach import Written, cut_short, plain_totals
from aspire_desktop.documents.money.form_styles import Styles
from aspire_desktop.documents.money.form_sums import CannotTell, Sums
from aspire_desktop.documents.money.form_tables import Names, read_names
from aspire_desktop.documents.money.form_xml import Area, SheetXml, tree
from aspire_desktop.documents.workbooks import workbook_parts
from aspire_desktop.documents.workbooks.workbook_parts import Unfit
from aspire_desktop.domain.money.funding import ReturnStatus
from aspire_desktop.domain.money.layout_values import figure_value
from aspire_desktop.domain.money.layouts import (
    LAST_ROW,
    AdjustmentField,
    Block,
    CellPlace,
    FigureCell,
    FilledForm,
    FormFigure,
    FormMapping,
    LineField,
    TotalFound,
    letters,
)
from aspire_desktop.domain.money.line_fields import ADJUSTMENT_FIELDS, CLAIM_FIELDS, FieldValue
from aspire_desktop.domain.money.returns import ReturnFacts
from aspire_desktop.domain.office.errors import RuleBroken, Unreadable
from aspire_desktop.domain.office.values import pounds

MOST_BYTES = 10 * 2**20
MOST_UNPACKED = 40 * 2**20
MOST_FORMULAS = 20_000


AnyBlock: TypeAlias = Block[LineField] | Block[AdjustmentField]


@dataclass(frozen=True)
class EmptyForm:
    """An empty form that was looked through."""

    content: bytes
    sheets: Mapping[str, SheetXml]
    names: Names = field(default_factory=Names)


def read_form(content: bytes, name: str) -> EmptyForm:
    """Look a form through; raise Unreadable, saying why, where it cannot be one."""
    try:
        return _read(content)
    except Unfit as unfit:
        because = str(unfit)
    except (zipfile.BadZipFile, KeyError, EOFError, ValueError, NotImplementedError):
        because = "it is damaged, or it is not an Excel workbook (.xlsx)"
    raise Unreadable(
        f"“{name}” cannot be a form, because {because}.",
        do="Save it in Excel as an .xlsx workbook without macros, and choose that file.",
    )


def _read(content: bytes) -> EmptyForm:
    if len(content) > MOST_BYTES:
        raise Unfit(f"it is larger than {MOST_BYTES // 2**20} MB")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        workbook_parts.check(archive)
        _check_kind(archive)
        sheets: dict[str, SheetXml] = {}
        for each in workbook_parts.worksheets(archive):
            xml = archive.read(each.part)
            workbook_parts.check_extent(xml)
            sheets[each.name] = SheetXml(each.name, each.part, xml)
        Styles(archive.read("xl/styles.xml"))
        names = read_names(archive, list(sheets.values()))
    if not sheets:
        raise Unfit("it has no sheet")
    formulas = sum(cell.formula is not None for sheet in sheets.values() for cell in sheet.cells.values())
    if formulas > MOST_FORMULAS:
        raise Unfit(f"it has more than {MOST_FORMULAS:,} formulas")
    return EmptyForm(content, sheets, names)


def _check_kind(archive: zipfile.ZipFile) -> None:
    names = [part.filename for part in archive.infolist()]
    if sum(part.file_size for part in archive.infolist()) > MOST_UNPACKED:
        raise Unfit(f"it unpacks to more than {MOST_UNPACKED // 2**20} MB")
    if len({name.casefold() for name in names}) < len(names):
        raise Unfit("two parts of it have one name")
    types = archive.read("[Content_Types].xml")
    if b"macroEnabled" in types or any("vbaproject" in name.casefold() for name in names):
        raise Unfit("it has macros")
    _, book = tree(archive.read("xl/workbook.xml"))
    settings = book.child("workbookPr")
    if settings is not None and settings.attributes.get("date1904", "0") not in ("0", "false"):
        raise Unfit("it counts days from 1904, as old versions for the Mac did")


# What stands in the way of a mapping


def mapping_problems(form: EmptyForm, mapping: FormMapping) -> tuple[str, ...]:
    """Say everything for which a form cannot take what is mapped into it, whatever the return."""
    cells = chain(
        ((each.cell, each.figure.value, True) for each in mapping.figures),
        ((each.cell, f"the total of {each.figure}", False) for each in mapping.totals),
    )
    told = [problem for at, what, fills in cells for problem in _cell_problems(form, at, what, fills=fills)]
    for block, what in ((mapping.lines, "lines"), (mapping.adjustments, "adjustments")):
        told += [] if block is None else _block_problems(form, block, what)
    return tuple(told)


def _cell_problems(form: EmptyForm, at: CellPlace, what: str, *, fills: bool) -> Iterator[str]:
    sheet = form.sheets.get(at.sheet)
    if sheet is None:
        yield f"{at}, for {what}: the form has no sheet “{at.sheet}”. {_sheets(form)}"
        return
    merged = sheet.merged_at(at.row, at.column)
    if merged is not None and (merged.top, merged.left) != (at.row, at.column):
        first = f"{letters(merged.left)}{merged.top}"
        yield f"{at}, for {what}, lies within joined cells. Name their first one, {first}."
    cell = sheet.cells.get((at.row, at.column))
    if fills and cell is not None and cell.formula is not None:
        yield f"{at}, for {what}, holds a formula of the form. Check it as a total instead."


def _block_problems(form: EmptyForm, block: AnyBlock, what: str) -> Iterator[str]:
    sheet = form.sheets.get(block.sheet)
    if sheet is None:
        yield f"The {what}: the form has no sheet “{block.sheet}”. {_sheets(form)}"
        return
    if _room(sheet, block) == 0:
        at = next(each.column for each in block.columns if _in_the_way(sheet, block.first_row, each.column))
        yield (
            f"The {what}: {letters(at)}{block.first_row} of “{block.sheet}”, in the first row, is filled "
            "already, or joined with other cells."
        )


def _sheets(form: EmptyForm) -> str:
    return f"It has: {', '.join(form.sheets)}."


def _in_the_way(sheet: SheetXml, row: int, column: int) -> bool:
    cell, merged = sheet.cells.get((row, column)), sheet.merged_at(row, column)
    return (cell is not None and cell.filled) or (merged is not None and not _takes_a_row(merged, column))


def _takes_a_row(merged: Area, column: int) -> bool:
    """Tell whether joined cells are one wide cell of one row, which its first column fills in."""
    return merged.top == merged.bottom and merged.left == column


def _room(sheet: SheetXml, block: AnyBlock) -> int:
    """Count the rows from the first one down to the next that is filled in a mapped column."""
    columns = {each.column for each in block.columns}
    filled = [row for (row, column), cell in sheet.cells.items() if column in columns and cell.filled]
    joined = [
        max(each.top, block.first_row)
        for each in sheet.merged
        if each.bottom >= block.first_row
        and any(each.left <= column <= each.right and not _takes_a_row(each, column) for column in columns)
    ]
    rows = [row for row in [*filled, *joined] if row >= block.first_row]
    return min(rows, default=LAST_ROW + 1) - block.first_row


# Filling


def fill_form(form: EmptyForm, mapping: FormMapping, facts: ReturnFacts) -> FilledForm:
    """Fill a form in; the same return always gives the same bytes.

    Raises RuleBroken naming every problem, and for a submitted return whose totals the form puts otherwise.
    """
    names, cramped = grown(form.names, form.sheets, _lists(mapping, facts))
    problems = [*mapping_problems(form, mapping), *_too_many(form, mapping, facts), *cramped]
    if problems:
        raise RuleBroken(
            f"The form cannot be filled in. {' '.join(problems)}",
            do="Change the mapping of the form in Settings, or the form.",
        )
    written = _values(mapping, facts)
    sums = Sums(form.sheets, written, names.plain)
    totals = tuple(_total(sums, each, facts) for each in (*mapping.totals, *_unmapped(sums, mapping, facts)))
    content, still_open = filled_bytes(form.content, form.sheets, written, sums)
    longer = {table.part: table.xml for table in names.tables if table not in form.names.tables}
    short = tuple(cut_short(sums, _columns(mapping, facts)))
    filled = FilledForm(with_parts(content, longer), totals, still_open, (*short, *_notes(mapping)))
    if (filled.differing or short) and facts.status is ReturnStatus.SUBMITTED:
        raise RuleBroken(
            f"The funder's form does not add up. {' '.join([*map(str, filled.differing), *short])}",
            do="Put the form or its mapping right in Settings, then submit the return.",
        )
    return filled


def _too_many(form: EmptyForm, mapping: FormMapping, facts: ReturnFacts) -> Iterator[str]:
    blocks = (
        (mapping.lines, "lines", len(facts.lines)),
        (mapping.adjustments, "adjustments", len(facts.adjustments)),
    )
    for block, what, count in blocks:
        if block is None or block.sheet not in form.sheets:
            continue
        room = _room(form.sheets[block.sheet], block)
        if 0 < room < count:
            yield (
                f"The form has {room} rows for {what} on “{block.sheet}”, from row {block.first_row} down to "
                f"the next filled cell, and the return has {count}."
            )
    if mapping.lines is not None and mapping.adjustments is None and facts.adjustments:
        yield (
            f"The return has {len(facts.adjustments)} adjustments, and the form has a place for lines alone."
        )


def _values(mapping: FormMapping, facts: ReturnFacts) -> dict[CellPlace, FieldValue]:
    written: dict[CellPlace, FieldValue] = {}

    def write(at: CellPlace, value: FieldValue) -> None:
        if at in written:
            raise RuleBroken(f"Two things of the return go into {at}.", do="Change the mapping of the form.")
        written[at] = value

    for each in mapping.figures:
        write(each.cell, figure_value(each.figure, facts))
    if mapping.lines is not None:
        for row, line in enumerate(facts.lines, start=mapping.lines.first_row):
            for column in mapping.lines.columns:
                write(
                    CellPlace(mapping.lines.sheet, row, column.column), CLAIM_FIELDS[column.field].value(line)
                )
    if mapping.adjustments is not None:
        block = mapping.adjustments
        for row, correction in enumerate(facts.adjustments, start=block.first_row):
            for taken in block.columns:
                write(
                    CellPlace(block.sheet, row, taken.column),
                    ADJUSTMENT_FIELDS[taken.field].value(correction),
                )
    return written


def _lists(mapping: FormMapping, facts: ReturnFacts) -> list[tuple[AnyBlock, str, int]]:
    """Give the lists that are filled in: where, what, and how many rows."""
    blocks: list[tuple[AnyBlock | None, str, int]] = [
        (mapping.lines, "lines", len(facts.lines)),
        (mapping.adjustments, "adjustments", len(facts.adjustments)),
    ]
    return [(block, what, count) for block, what, count in blocks if block is not None and count]


def _columns(mapping: FormMapping, facts: ReturnFacts) -> list[Written]:
    return [
        Written(
            f"the {what}",
            block.sheet,
            Area(block.first_row, each.column, block.first_row + count - 1, each.column),
        )
        for block, what, count in _lists(mapping, facts)
        for each in block.columns
    ]


def _unmapped(sums: Sums, mapping: FormMapping, facts: ReturnFacts) -> Iterator[FigureCell]:
    """Find totals that nobody mapped: cells of the form that add up a column of amounts and nothing else."""
    known = {each.cell for each in mapping.totals}
    for block, what, count in _lists(mapping, facts):
        figure = FormFigure.CLAIMS_AMOUNT if what == "lines" else FormFigure.ADJUSTMENT_AMOUNT
        amounts = [each.column for each in block.columns if each.field.value == LineField.AMOUNT.value]
        last = block.first_row + count - 1
        columns = [Written(what, block.sheet, Area(block.first_row, at, last, at)) for at in amounts]
        for at, _ in plain_totals(sums, columns):
            if at not in known:
                yield FigureCell(figure, at)


def _notes(mapping: FormMapping) -> tuple[str, ...]:
    """Say what the form has no place for, before a return needs it."""
    if mapping.lines is None or mapping.adjustments is not None:
        return ()
    return ("The form has no place for adjustments: a return that has some cannot be submitted with it.",)


def _total(sums: Sums, total: FigureCell, facts: ReturnFacts) -> TotalFound:
    ours = figure_value(total.figure, facts)
    assert isinstance(ours, int | Decimal)
    said = _said(ours, ours)
    try:
        if sums.is_empty(total.cell):
            raise CannotTell("nothing stands in it")
        theirs = sums.value(total.cell)
    except CannotTell as reason:
        return TotalFound(total.cell, total.figure, said, None, False, str(reason))
    return TotalFound(total.cell, total.figure, said, _said(theirs, ours), theirs == ours)


def _said(value: int | Decimal, like: int | Decimal) -> str:
    """Write a figure as places or as pounds, whichever the one that it is compared with is."""
    if isinstance(like, Decimal):
        return pounds(Decimal(value)) if value == round(value, 2) else f"£{value:,f}"
    return f"{int(value):,}" if value == int(value) else f"{value:,f}"
