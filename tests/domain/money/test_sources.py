"""Every figure of a return's sheets opens exactly the lines that it counts."""

from decimal import Decimal

import pytest
from return_facts import sample

from aspire_desktop.documents.money.returns import return_grid
from aspire_desktop.domain.money.figures import adjusted, claimed
from aspire_desktop.domain.money.funding import Tally
from aspire_desktop.domain.money.grid import Grid
from aspire_desktop.domain.money.returns import AdjustmentFacts, ReturnLineFacts
from aspire_desktop.domain.money.sheet_words import WORDS, ReturnSheet, SheetRow, row_called, written
from aspire_desktop.domain.money.sources import LineFacts, lines_behind

FACTS = sample()
LINES: tuple[LineFacts, ...] = (*FACTS.lines, *FACTS.adjustments)


def tally(lines: tuple[LineFacts, ...]) -> Tally:
    claims = [line for line in lines if isinstance(line, ReturnLineFacts)]
    return claimed(claims) + adjusted(line for line in lines if isinstance(line, AdjustmentFacts))


def number(words: str) -> Decimal:
    return Decimal(words.replace("£", "").replace(",", "").replace("−", "-"))


def test_figures_of_the_summary_are_what_their_lines_add_up_to() -> None:
    grid, opened = return_grid(FACTS, "Summary"), []
    for row, cells in enumerate(grid.rows):
        lines = lines_behind(grid, row, LINES)
        if lines:
            opened.append(cells[0].words)
            assert number(cells[3].words) == tally(lines).places, cells[0].words
            assert not cells[5].words or number(cells[5].words) == tally(lines).amount
    assert opened[-5:] == [
        "Total for this period", "Claims in this return", "Adjustments in this return", "This return",
        "In this return",
    ]  # fmt: skip
    assert len(opened) == 8


def test_each_organisation_and_cohort_opens_its_own() -> None:
    for title, places, amount in (("By organisation", 8, 9), ("By cohort", 10, 11)):
        grid = return_grid(FACTS, title)
        for row in range(1, len(grid.rows)):
            lines = lines_behind(grid, row, LINES)
            assert number(grid.rows[row][places].words) == tally(lines).places
            assert number(grid.rows[row][amount].words) == tally(lines).amount
        assert lines_behind(grid, 0, LINES) == ()


def test_control_opens_what_it_proves() -> None:
    grid = return_grid(FACTS, "Control")
    proved = {}
    for row, cells in enumerate(grid.rows):
        lines = lines_behind(grid, row, LINES)
        if lines:
            proved[cells[0].words] = len(lines)
            counted = {len(lines), tally(lines).places, tally(lines).amount}
            assert number(cells[2].words) in counted, cells[0].words
    assert proved["Lines on Adjustments"] == 2
    assert "Places remaining of the allocation" not in proved


def test_lines_open_themselves() -> None:
    for title in ("Places", "Adjustments", "Evidence"):
        grid = return_grid(FACTS, title)
        for row in range(1, len(grid.rows)):
            [line] = lines_behind(grid, row, LINES)
            assert str(line.number) == grid.rows[row][0].words
    assert lines_behind(return_grid(FACTS, "Declaration"), 0, LINES) == ()
    assert lines_behind(return_grid(FACTS, "Places"), 99, LINES) == ()


def grids() -> list[Grid]:
    return [return_grid(FACTS, written(sheet)) for sheet in ReturnSheet]


def opened_by(sheets: list[Grid]) -> list[tuple[LineFacts, ...]]:
    """Give what each row of these sheets opens, one after another."""
    return [lines_behind(grid, row, LINES) for grid in sheets for row in range(len(grid.rows))]


@pytest.mark.parametrize("what", [*ReturnSheet, *SheetRow])
def test_words_that_change_lose_no_source(
    what: ReturnSheet | SheetRow, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither that of a draft, written in the new words, nor that of a file submitted in the old ones."""
    submitted = grids()
    before = opened_by(submitted)
    monkeypatch.setitem(WORDS, what, ("In other words", *WORDS[what]))
    drafted = grids()
    assert drafted != submitted
    assert opened_by(drafted) == before
    assert opened_by(submitted) == before


def test_a_word_stands_for_one_row_alone() -> None:
    for kind in (ReturnSheet, SheetRow):
        told = [words for what in kind for words in WORDS[what]]
        assert len(set(told)) == len(told)
    assert [row_called(written(row)) for row in SheetRow] == list(SheetRow)
