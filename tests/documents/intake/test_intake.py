from pathlib import Path

import pytest
from openpyxl import Workbook

from aspire_desktop.documents.intake.intake import read_choices, read_table
from aspire_desktop.domain.intake.columns import Column, ImportKind, SessionColumn
from aspire_desktop.domain.intake.headings import HeadingChoice
from aspire_desktop.domain.intake.imports import PersonLine
from aspire_desktop.domain.office.errors import Unreadable


def test_a_later_sheet_is_taken_where_the_first_is_only_instructions(tmp_path: Path) -> None:
    book = Workbook()
    first = book.active
    assert first is not None
    first.append(["Please fill in the next sheet"])
    book.create_sheet("Bookings").append(["Name", "Council"])
    book["Bookings"].append(["Ann Bo", "Walsall"])
    book.save(tmp_path / "a.xlsx")
    table = read_table(tmp_path / "a.xlsx", ImportKind.PEOPLE)
    assert table.sheet == "Bookings"
    assert table.lines(PersonLine) == (PersonLine(2, "Ann", "Bo", "", "", "Walsall"),)


def test_a_mapping_is_read_and_used(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Who,Based at,Council\nAnn Bo,Walsall,no\n", encoding="utf-8")
    (tmp_path / "map.json").write_text(
        '{"Who": "full name", "Based at": "organisation", "Council": null}', encoding="utf-8"
    )
    choices = read_choices(tmp_path / "map.json", ImportKind.PEOPLE)
    assert choices.made[2] == HeadingChoice("Council", None)
    table = read_table(tmp_path / "a.csv", ImportKind.PEOPLE, choices)
    assert table.mapping.places == {Column.FULL_NAME: 0, Column.ORGANISATION: 1}
    assert [each.text for each in table.mapping.left_out] == ["Council"]


def test_a_mapping_may_name_sessions(tmp_path: Path) -> None:
    (tmp_path / "map.json").write_text('{"24 Sept": "Session 1", "Mail": "E-mail"}', encoding="utf-8-sig")
    choices = read_choices(tmp_path / "map.json", ImportKind.ATTENDANCE)
    assert [choice.target for choice in choices.made] == [SessionColumn(1), Column.EMAIL]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("[1]", "not a list of headings"),
        ("{", "not a JSON file"),
        ('{"Who": "shoe size"}', "“shoe size” is not a column"),
    ],
)
def test_a_mapping_that_is_not_understood_is_refused(tmp_path: Path, content: str, says: str) -> None:
    (tmp_path / "map.json").write_text(content, encoding="utf-8")
    with pytest.raises(Unreadable, match=says):
        read_choices(tmp_path / "map.json", ImportKind.PEOPLE)


def test_a_file_without_the_columns_it_needs_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Colour,Size\nred,9\n", encoding="utf-8")
    with pytest.raises(Unreadable, match="no column for name"):
        read_table(tmp_path / "a.csv", ImportKind.PARTICIPANTS)
