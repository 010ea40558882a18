"""Rows are made from queries by the names they share, and a column that is missing is never guessed."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from sqlalchemy import Row, create_engine, text

from aspire_desktop.storage.rows import row_of


@dataclass(frozen=True)
class Named:
    id: int
    code: str
    held: int = 0


@dataclass(frozen=True)
class Counted:
    id: int
    count: int


@dataclass(frozen=True)
class Mixed:
    short: int
    code: str
    wide: int
    id: int


@dataclass(frozen=True)
class Told:
    id: int
    held: int
    code: str = field(default="", kw_only=True)
    other: str = field(default="", kw_only=True)


@dataclass(frozen=True)
class Booked(Told):
    count: int


@contextmanager
def _asked(query: str) -> Iterator[Row[tuple[object, ...]]]:
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        yield connection.execute(text(query)).one()
    engine.dispose()


@pytest.fixture
def row() -> Iterator[Row[tuple[object, ...]]]:
    with _asked("SELECT 7 AS id, 'A' AS code, 'more' AS other, 2 AS count") as found:
        yield found


def test_fields_come_from_columns_of_their_name_and_from_what_is_given(row: Row[tuple[object, ...]]) -> None:
    assert row_of(Named, row, held=3) == Named(7, "A", 3)


@pytest.mark.parametrize("more", [{"wide": 4, "short": 1}, {"short": 1, "wide": 4}])
def test_what_is_given_lands_in_its_field_wherever_that_stands(
    more: dict[str, int], row: Row[tuple[object, ...]]
) -> None:
    assert row_of(Mixed, row, **more) == Mixed(short=1, code="A", wide=4, id=7)


def test_all_fields_may_be_columns() -> None:
    with _asked("SELECT 0 AS held, 'A' AS code, 7 AS id") as row:
        assert row_of(Named, row) == Named(7, "A", 0)


def test_fields_that_go_by_keyword_come_from_columns_and_what_is_given_too(
    row: Row[tuple[object, ...]],
) -> None:
    assert row_of(Told, row, held=3) == Told(7, 3, code="A", other="more")
    assert row_of(Booked, row, other="O", count=2, held=3) == Booked(7, 3, 2, code="A", other="O")
    with _asked("SELECT 'O' AS other, 7 AS id, 'A' AS code, 3 AS held") as found:
        assert row_of(Told, found) == Told(7, 3, code="A", other="O")


def test_a_column_that_a_query_forgot_is_missed(row: Row[tuple[object, ...]]) -> None:
    """Also where the field has a default, which would be a wrong figure."""
    with pytest.raises(AttributeError, match="held"):
        row_of(Named, row)


def test_what_is_no_field_is_refused(row: Row[tuple[object, ...]]) -> None:
    with pytest.raises(TypeError, match="size"):
        row_of(Named, row, held=3, size=1)


def test_a_row_of_hardly_any_columns_is_made_by_hand(row: Row[tuple[object, ...]]) -> None:
    with pytest.raises(TypeError, match="make it by hand"):
        row_of(Named, row, id=1, code="B")


def test_a_column_called_like_a_method_of_a_row_is_taken_by_hand(row: Row[tuple[object, ...]]) -> None:
    with pytest.raises(TypeError, match="make it by hand"):
        row_of(Counted, row)
