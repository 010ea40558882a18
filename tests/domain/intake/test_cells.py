import contextlib
from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aspire_desktop.domain.intake.cells import (
    Broken,
    Cell,
    as_amount,
    as_count,
    as_date,
    as_text,
    as_time,
    is_blank,
    shown,
)
from aspire_desktop.domain.office.errors import NotUnderstood


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("03/04/2026", date(2026, 4, 3)),
        ("3/4/2026", date(2026, 4, 3)),
        ("3.4.26", date(2026, 4, 3)),
        ("03-04-26", date(2026, 4, 3)),
        ("2026-04-03", date(2026, 4, 3)),
        ("2026-04-03 00:00:00", date(2026, 4, 3)),
        ("3 April 2026", date(2026, 4, 3)),
        ("April 3, 2026", date(2026, 4, 3)),
        ("Friday, Apr 3rd 26", date(2026, 4, 3)),
        ("3rd Apr 2026", date(2026, 4, 3)),
        ("Fri 3 April 2026", date(2026, 4, 3)),
        ("Friday, 3 April 2026", date(2026, 4, 3)),
        ("3-Apr-26", date(2026, 4, 3)),
        ("29 Feb 2028", date(2028, 2, 29)),
        (datetime(2026, 4, 3), date(2026, 4, 3)),  # noqa: DTZ001 - a cell has no zone
        (date(2026, 4, 3), date(2026, 4, 3)),
        ("", None),
        ("  ", None),
        (None, None),
    ],
)
def test_dates_are_british(cell: Cell, day: date | None) -> None:
    assert as_date(cell) == day


@pytest.mark.parametrize(
    "cell",
    ["04/13/2026", "31/06/2026", "29/02/2027", "3 Smarch 2026", "soon", 46115.0, 46115, "46115", "3/4"],
)
def test_what_is_not_a_date_is_a_problem(cell: Cell) -> None:
    with pytest.raises(NotUnderstood, match="not a date"):
        as_date(cell)


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        ("09:30", time(9, 30)),
        ("9.30am", time(9, 30)),
        ("9:30 a.m.", time(9, 30)),
        ("2 pm", time(14)),
        ("12.15pm", time(12, 15)),
        ("12am", time(0)),
        ("16:00:00", time(16)),
        (time(9, 30), time(9, 30)),
        ("", None),
    ],
)
def test_times(cell: Cell, moment: time | None) -> None:
    assert as_time(cell) == moment


@pytest.mark.parametrize("text", ["25:00", "9.75", "13pm", "noon", "9"])
def test_what_is_not_a_time_is_a_problem(text: str) -> None:
    with pytest.raises(NotUnderstood, match="not a time"):
        as_time(text)


@pytest.mark.parametrize(
    ("cell", "amount"),
    [("£350.00", "350.00"), ("350", "350"), ("£1,350.5", "1350.5"), (350.1, "350.1"), (350, "350"), (0, "0")],
)
def test_amounts_are_exact(cell: Cell, amount: str) -> None:
    assert as_amount(cell) == Decimal(amount)


@pytest.mark.parametrize("cell", ["350,00", "€350", "-5", "1,35", "350.005", "free", True, "1e3"])
def test_what_is_not_an_amount_is_a_problem(cell: Cell) -> None:
    with pytest.raises(NotUnderstood, match="not an amount"):
        as_amount(cell)


def test_counts_are_whole_and_at_least_one() -> None:
    assert [as_count(cell) for cell in ("20", 20.0, "1,300", "")] == [20, 20, 1300, None]
    for cell in ("0", "-1", "2.5", "twenty", "20 places", "²", "9" * 400):
        with pytest.raises(NotUnderstood, match="whole number"):
            as_count(cell)


def test_numbers_and_dates_are_shown_as_a_person_sees_them() -> None:
    cells: list[Cell] = [4500012345.0, 2.5, True, date(2026, 4, 3), time(9, 5), None, Broken("=A1", "why")]
    assert [shown(cell) for cell in cells] == ["4500012345", "2.5", "TRUE", "03/04/2026", "09:05", "", "=A1"]


@pytest.mark.parametrize("text", ["a\x00b", "a\u202eb", "\ud800", "a\u2066b", "\x1b[2J", "\uffff"])
def test_characters_that_cannot_be_shown_are_refused(text: str) -> None:
    with pytest.raises(NotUnderstood, match="cannot be shown"):
        as_text(text)


def test_text_is_tidied_but_kept() -> None:
    assert as_text("  Zoe\u0308\u00a0 O'Neill\r\n ") == "Zoë O'Neill"
    assert as_text("\ufeffann@x.gov.uk\u200b") == "ann@x.gov.uk"
    assert as_text("=1+1") == "=1+1"
    with pytest.raises(NotUnderstood, match="32,767"):
        as_text("a" * 32_768)


@settings(deadline=None)
@given(st.text(max_size=40) | st.floats() | st.integers() | st.booleans() | st.datetimes() | st.none())
def test_every_cell_is_read_or_refused_in_words(cell: Cell) -> None:
    is_blank(cell)
    for read in (as_text, as_date, as_time, as_amount, as_count):
        with contextlib.suppress(NotUnderstood):
            read(cell)
