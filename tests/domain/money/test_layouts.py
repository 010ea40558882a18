"""The mapping of a funder's form: cells in words, JSON there and back, contradictions named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aspire_desktop.domain.money.layout_mapping import read_mapping, write_mapping
from aspire_desktop.domain.money.layout_values import _FIGURES
from aspire_desktop.domain.money.layouts import (
    COUNTED,
    AdjustmentField,
    BlockColumn,
    CellPlace,
    FormFigure,
    LineField,
    block_of,
    cell_place,
    column_number,
    letters,
    mapping_of,
)
from aspire_desktop.domain.money.line_fields import ADJUSTMENT_FIELDS, CLAIM_FIELDS
from aspire_desktop.domain.office.errors import RuleBroken

CELLS = st.builds(
    CellPlace, st.text("ab 'Ä1-", min_size=1), st.integers(1, 1_048_576), st.integers(1, 16_384)
)
COLUMNS = st.dictionaries(st.integers(1, 16_384), st.sampled_from(LineField), min_size=1)


@given(CELLS)
def test_a_cell_is_read_as_it_is_written(cell: CellPlace) -> None:
    assert cell_place(str(cell)) == cell


@given(st.integers(1, 16_384))
def test_columns_are_read_as_they_are_written(column: int) -> None:
    assert column_number(letters(column).lower()) == column


@given(st.dictionaries(st.sampled_from(FormFigure), CELLS, min_size=1), COLUMNS)
def test_a_mapping_is_read_as_it_is_written(
    figures: dict[FormFigure, CellPlace], taken: dict[int, LineField]
) -> None:
    if len(set(figures.values())) < len(figures):
        return
    lines = block_of("Lines", 9, [BlockColumn(column, field) for column, field in taken.items()], "lines")
    mapping = mapping_of(figures.items(), lines, None, ())
    assert read_mapping(write_mapping(mapping)) == mapping


def test_every_word_of_the_closed_lists_has_a_value() -> None:
    assert set(_FIGURES) == set(FormFigure)
    assert set(CLAIM_FIELDS) == set(LineField)
    assert set(ADJUSTMENT_FIELDS) == set(AdjustmentField)
    assert FormFigure.DIGEST not in COUNTED


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("B7", "“B7” is not a cell"),
        ("Summary!7B", "not a cell"),
        ("Summary!B0", "not a cell"),
        ("Summary!B1048577", "below the last row"),
        ("Summary!XFE1", "not a column"),
    ],
)
def test_what_is_no_cell_is_named(text: str, told: str) -> None:
    with pytest.raises(RuleBroken, match=told):
        cell_place(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[", "is not JSON"),
        ("[]", "Something else stands where the mapping should"),
        ('{"figure": {}}', "has a part “figure”"),
        ('{"figures": {"tite": "A!B1"}}', "“tite” is not something a return has"),
        ('{"figures": {"title": "A!B1", "office": "A!B1"}}', "A!B1 cannot take both title and office"),
        ('{"figures": {"title": "A!B1"}, "totals": {"office": "A!B2"}}', "cannot be compared with office"),
        ('{"figures": {"title": "A!B1"}, "totals": {"net places": "A!B1"}}', "so it proves nothing"),
        ('{"lines": {"first_row": 3, "columns": {"A": "line"}}}', "have no sheet"),
        ('{"lines": {"sheet": "A", "first_row": 0, "columns": {"A": "line"}}}', "have no first row"),
        ('{"lines": {"sheet": "A", "first_row": 3, "columns": {}}}', "have no column"),
        ('{"lines": {"sheet": "A", "first_row": 3, "columns": {"A": "line", "a": "place"}}}', "Column A of"),
        ('{"lines": {"sheet": "A", "first_row": 3, "columns": {"1": "line"}}}', "“1” is not a column"),
    ],
)  # fmt: skip
def test_a_mapping_that_cannot_be_is_refused_in_words(text: str, told: str) -> None:
    with pytest.raises(RuleBroken, match=told):
        read_mapping(text)


def test_a_cell_alone_means_the_one_sheet() -> None:
    assert cell_place(" b7 ", "Claim") == CellPlace("Claim", 7, 2)
