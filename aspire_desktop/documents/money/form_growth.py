"""Tables of a form grow with the list that is written into them, or it is said why they cannot."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from aspire_desktop.documents.money.form_tables import FormTable, Names
from aspire_desktop.documents.money.form_xml import SheetXml
from aspire_desktop.domain.money.layouts import AdjustmentField, Block, CellPlace, LineField


def grown(
    names: Names,
    sheets: Mapping[str, SheetXml],
    lists: Sequence[tuple[Block[LineField] | Block[AdjustmentField], str, int]],
) -> tuple[Names, list[str]]:
    """Give the tables as long as the lists written into them, and say what stands in the way of any."""
    tables, told = list(names.tables), list[str]()
    for block, what, count in lists:
        last = block.first_row + count - 1
        for place, table in enumerate(tables):
            if not _takes(table, block) or last <= table.data.bottom:
                continue
            problem = _in_the_way(table, sheets[table.sheet], last) or _crossed(table, tables, last)
            if problem:
                ends = f"ends in row {table.data.bottom}, the {what} in row {last}"
                told.append(f"The table {table.name} {ends}, and it cannot grow: {problem}.")
            else:
                tables[place] = table.grown(last)
    return replace(names, tables=tuple(tables)), told


def _takes(table: FormTable, block: Block[LineField] | Block[AdjustmentField]) -> bool:
    across = any(table.area.left <= each.column <= table.area.right for each in block.columns)
    return across and table.sheet == block.sheet and table.data.top <= block.first_row <= table.data.bottom


def _in_the_way(table: FormTable, sheet: SheetXml, last: int) -> str:
    if table.totals:
        return "it has a row of totals below"
    if table.worked_out:
        return f"each row of its column {table.worked_out[0]} has a formula"
    filled = sorted(
        CellPlace(table.sheet, row, column)
        for (row, column), cell in sheet.cells.items()
        if cell.filled and table.area.bottom < row <= last and table.area.left <= column <= table.area.right
    )
    return f"{filled[0]} below it is filled" if filled else ""


def _crossed(table: FormTable, tables: Sequence[FormTable], last: int) -> str:
    for other in tables:
        beside = other.area.right < table.area.left or table.area.right < other.area.left
        if other.sheet == table.sheet and not beside and table.area.bottom < other.area.top <= last:
            return f"the table {other.name} begins below it"
    return ""
