"""The mapping of a funder's form as JSON, written and read back with clear problems."""

import json
from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from aspire_desktop.domain.money.layouts import (
    LAST_ROW,
    AdjustmentField,
    Block,
    BlockColumn,
    Field,
    FormFigure,
    FormMapping,
    LineField,
    block_of,
    cell_place,
    column_number,
    letters,
    mapping_of,
)
from aspire_desktop.domain.office.errors import RuleBroken

Word = TypeVar("Word", bound=StrEnum)


def write_mapping(mapping: FormMapping) -> str:
    """Write the mapping as JSON with sorted keys: what Layout.mapping stores."""
    told = {
        "figures": {each.figure.value: str(each.cell) for each in mapping.figures},
        "lines": _block_json(mapping.lines),
        "adjustments": _block_json(mapping.adjustments),
        "totals": {each.figure.value: str(each.cell) for each in mapping.totals},
    }
    return json.dumps(told, sort_keys=True, ensure_ascii=False)


def read_mapping(text: str) -> FormMapping:
    """Read what write_mapping wrote; raise RuleBroken naming the first thing that cannot be."""
    try:
        found = json.loads(text)
    except ValueError as error:
        raise RuleBroken("The mapping of the form is not JSON.", do="Map the form again.") from error
    parts = _texts(found, "the mapping")
    unknown = set(parts) - {"figures", "lines", "adjustments", "totals"}
    if unknown:
        raise RuleBroken(f"The mapping has a part “{min(unknown)}”, which there is not.")
    return mapping_of(
        [(_word(FormFigure, key), cell_place(at)) for key, at in _pairs(parts.get("figures"), "figures")],
        _block(parts.get("lines"), LineField, "lines"),
        _block(parts.get("adjustments"), AdjustmentField, "adjustments"),
        [(_word(FormFigure, key), cell_place(at)) for key, at in _pairs(parts.get("totals"), "totals")],
    )


def _block_json(block: Block[Field] | None) -> dict[str, object] | None:
    if block is None:
        return None
    columns = {letters(each.column): each.field.value for each in block.columns}
    return {"sheet": block.sheet, "first_row": block.first_row, "columns": columns}


def _block(found: object, fields: type[Field], what: str) -> Block[Field] | None:
    if found is None:
        return None
    parts = _texts(found, what)
    sheet, row = parts.get("sheet"), parts.get("first_row")
    if not isinstance(sheet, str) or not sheet:
        raise RuleBroken(f"The {what} have no sheet.")
    if not isinstance(row, int) or isinstance(row, bool) or not 1 <= row <= LAST_ROW:
        raise RuleBroken(f"The {what} have no first row.", do="Give a row of the sheet, from 1.")
    columns = [
        BlockColumn(column_number(key), _word(fields, word))
        for key, word in _pairs(parts.get("columns"), what)
    ]
    return block_of(sheet, row, columns, what)


def _word(words: type[Word], text: str) -> Word:
    try:
        return words(text)
    except ValueError:
        known = ", ".join(each.value for each in words)
        raise RuleBroken(f"“{text}” is not something a return has.", do=f"It has: {known}.") from None


def _texts(found: object, what: str) -> Mapping[str, object]:
    if not isinstance(found, dict):
        raise RuleBroken(f"Something else stands where {what} should.", do="Map the form again.")
    return {str(key): value for key, value in found.items()}


def _pairs(found: object, what: str) -> list[tuple[str, str]]:
    return [(key, str(value)) for key, value in _texts(found or {}, what).items()]
