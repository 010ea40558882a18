"""A sheet on the screen holds what the file holds, cell for cell."""

import time
from dataclasses import replace

import pytest
from return_facts import build_return, make_line, sample

from aspire_desktop.documents.money.returns import return_grid, return_workbook
from aspire_desktop.documents.workbooks.grid import stored_grid
from aspire_desktop.domain.money.funding import ReturnStatus
from aspire_desktop.domain.money.grid import Grid, cell_name, column_letters
from aspire_desktop.domain.money.returns import ReturnFacts

SHEETS = (
    "Summary", "Places", "Adjustments", "By organisation", "By cohort", "Evidence",
    "Declaration", "Control", "About this file",
)  # fmt: skip
DRAFT = sample()
RETURNS = {
    "draft": DRAFT,
    "submitted": sample(ReturnStatus.SUBMITTED),
    "without names": replace(DRAFT, anonymous=True),
    "empty": build_return((), ()),
}


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return {name: return_workbook(facts) for name, facts in RETURNS.items()}


@pytest.mark.parametrize("title", SHEETS)
@pytest.mark.parametrize("name", RETURNS)
def test_the_screen_shows_the_cells_of_the_file(files: dict[str, bytes], name: str, title: str) -> None:
    shown, written = return_grid(RETURNS[name], title), stored_grid(files[name], title)
    assert shown.titles == written.titles == SHEETS
    assert shown.widths == written.widths
    for row, (ours, theirs) in enumerate(zip(shown.rows, written.rows, strict=True)):
        for column, (one, other) in enumerate(zip(ours, theirs, strict=True)):
            assert one == other, cell_name(row, column)


def found(grid: Grid, words: str) -> str:
    [name] = [
        cell_name(row, column)
        for row, cells in enumerate(grid.rows)
        for column, cell in enumerate(cells)
        if cell.words == words
    ]
    return name


def test_figures_are_written_as_in_excel_and_held_bare() -> None:
    grid = return_grid(DRAFT, "Summary")
    assert found(grid, "Total for this period") == "A14"
    total = grid.rows[13]
    assert [(cell.words, cell.holds) for cell in (total[3], total[5])] == [
        ("13", "13"),
        ("£4,537.66", "4537.66"),
    ]
    assert total[3].style.strong_top
    [less] = {row[5].words for row in grid.rows if len(row) > 5 and row[5].words.startswith("−£350")}
    assert less == "−£350.00"


def test_formulas_are_held_with_their_value_shown() -> None:
    grid = return_grid(DRAFT, "Control")
    assert grid.rows[1][0].words == "All figures agree"
    assert grid.rows[1][0].holds.startswith("=IF(COUNTIF(")


def test_a_sheet_that_a_file_does_not_have_is_its_first() -> None:
    assert stored_grid(return_workbook(DRAFT), "Our form").title == "Summary"


def test_columns_are_lettered_as_in_spreadsheets() -> None:
    assert [column_letters(number) for number in (0, 25, 26, 33, 701, 702)] == [
        "A", "Z", "AA", "AH", "ZZ", "AAA",
    ]  # fmt: skip


def test_five_thousand_lines_are_shown_at_once() -> None:
    facts: ReturnFacts = build_return(tuple(make_line(number) for number in range(1, 5001)), (), cap=10000)
    begun = time.process_time()
    assert len(return_grid(facts, "Summary").rows) < 60
    assert len(return_grid(facts, "Places").rows) == 5001
    assert time.process_time() - begun < 10
