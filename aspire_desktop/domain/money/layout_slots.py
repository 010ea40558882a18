"""The mapping of a funder's form as people write it, slot by slot; two changes of one put together."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from aspire_desktop.domain.money.layouts import (
    COUNTED,
    AdjustmentField,
    Block,
    BlockColumn,
    CellPlace,
    Field,
    FigureCell,
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

BEGINS = "first line stands at"


class Part(Enum):
    """The parts of a mapping, in their order."""

    FIGURES = "figures"
    LINES = "lines"
    ADJUSTMENTS = "adjustments"
    TOTALS = "totals"


@dataclass(frozen=True)
class Slot:
    """One thing that may be mapped."""

    part: Part
    word: str


Texts = Mapping[Slot, str]
"""Where each thing goes, as it is written: Summary!B7 or C; "" or nothing for one that goes nowhere."""
SLOTS: Mapping[Part, tuple[Slot, ...]] = {
    Part.FIGURES: tuple(Slot(Part.FIGURES, word.value) for word in FormFigure),
    Part.LINES: tuple(Slot(Part.LINES, word) for word in (BEGINS, *(each.value for each in LineField))),
    Part.ADJUSTMENTS: tuple(
        Slot(Part.ADJUSTMENTS, word) for word in (BEGINS, *(each.value for each in AdjustmentField))
    ),
    Part.TOTALS: tuple(Slot(Part.TOTALS, word.value) for word in COUNTED),
}
_EVERY = tuple(slot for slots in SLOTS.values() for slot in slots)


def texts_of(mapping: FormMapping) -> dict[Slot, str]:
    """Write a mapping slot by slot."""
    texts = _figures_told(Part.FIGURES, mapping.figures) | _figures_told(Part.TOTALS, mapping.totals)
    return texts | _block_told(Part.LINES, mapping.lines) | _block_told(Part.ADJUSTMENTS, mapping.adjustments)


def mapping_from(texts: Texts, only_sheet: str = "") -> FormMapping:
    """Read what is written; raise RuleBroken naming what cannot be."""
    return mapping_of(
        _figures_read(texts, Part.FIGURES, only_sheet),
        _block_read(texts, Part.LINES, LineField, only_sheet),
        _block_read(texts, Part.ADJUSTMENTS, AdjustmentField, only_sheet),
        _figures_read(texts, Part.TOTALS, only_sheet),
    )


def joined(mine: FormMapping, read: FormMapping, theirs: FormMapping) -> FormMapping | None:
    """Put two changes of what was read together; None where they set one slot differently, or contradict."""
    own, before, other = _facts(mine), _facts(read), _facts(theirs)
    if _set_twice(own, before, other):
        return None
    both = {slot: _at(other if _at(own, slot) == _at(before, slot) else own, slot) for slot in _EVERY}
    try:
        return mapping_from(both)
    except RuleBroken:
        return None


def disputed(mine: FormMapping, read: FormMapping, theirs: FormMapping) -> list[Slot]:
    """Give the slots of two changes that cannot be put together, of which one or the other must stay.

    Where no slot is set twice the two contradict as wholes: then it is every slot in which they differ.
    """
    own, before, other = _facts(mine), _facts(read), _facts(theirs)
    return _set_twice(own, before, other) or [slot for slot in _EVERY if _at(own, slot) != _at(other, slot)]


def taken_over(mine: FormMapping, read: FormMapping, theirs: FormMapping) -> list[Slot]:
    """Give the slots that the other change alone has set, and that are not in dispute."""
    own, before, other = _facts(mine), _facts(read), _facts(theirs)
    theirs_alone = [slot for slot in _EVERY if _at(own, slot) == _at(before, slot) != _at(other, slot)]
    kept = disputed(mine, read, theirs)
    return [slot for slot in theirs_alone if slot not in kept]


def _set_twice(own: Texts, before: Texts, other: Texts) -> list[Slot]:
    return [slot for slot in _EVERY if len({_at(each, slot) for each in (own, before, other)}) == 3]


def _at(texts: Texts, slot: Slot) -> str:
    return texts.get(slot, "")


def _facts(mapping: FormMapping) -> dict[Slot, str]:
    """Write a mapping with lists that begin in column A: where they begin says a sheet and a row alone."""
    texts = texts_of(mapping)
    for part, block in ((Part.LINES, mapping.lines), (Part.ADJUSTMENTS, mapping.adjustments)):
        if block is not None:
            texts[Slot(part, BEGINS)] = str(CellPlace(block.sheet, block.first_row, 1))
    return texts


def _figures_told(part: Part, cells: tuple[FigureCell, ...]) -> dict[Slot, str]:
    return {Slot(part, each.figure.value): str(each.cell) for each in cells}


def _block_told(part: Part, block: Block[Field] | None) -> dict[Slot, str]:
    if block is None:
        return {}
    first = CellPlace(block.sheet, block.first_row, min(each.column for each in block.columns))
    told = {Slot(part, each.field.value): letters(each.column) for each in block.columns}
    return {Slot(part, BEGINS): str(first)} | told


def _figures_read(texts: Texts, part: Part, only_sheet: str) -> list[tuple[FormFigure, CellPlace]]:
    filled = [(slot, _at(texts, slot).strip()) for slot in SLOTS[part]]
    return [(FormFigure(slot.word), cell_place(text, only_sheet)) for slot, text in filled if text]


def _block_read(texts: Texts, part: Part, fields: type[Field], only_sheet: str) -> Block[Field] | None:
    begins, *rest = ((slot, _at(texts, slot).strip()) for slot in SLOTS[part])
    columns = [BlockColumn(column_number(text), fields(slot.word)) for slot, text in rest if text]
    if not begins[1]:
        if columns:
            raise RuleBroken(
                f"It is not said where the {part.value} begin.", do="Name their first cell, like Claim!A9."
            )
        return None
    first = cell_place(begins[1], only_sheet)
    return block_of(first.sheet, first.row, columns, part.value)
