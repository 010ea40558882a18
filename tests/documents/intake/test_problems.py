import csv
import io

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from aspire_desktop.documents.intake.problems import problems_csv, problems_xlsx
from aspire_desktop.domain.intake.imports import Problem

LIST = [
    Problem(5, "E-mail", "p.langford@stoke", "“p.langford@stoke” is not whole."),
    Problem(9, "Forename", '=HYPERLINK("http://x")', "Text"),
    Problem(12, "+44", "-1", "@x"),
    Problem(13, "Note", "bell\x07\ud800\ufffe", "a" * 40_000),
]


def test_the_list_as_text_runs_nothing() -> None:
    content = problems_csv(LIST)
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert rows[0] == ["Row", "Column", "Value", "Problem"]
    assert rows[1] == ["5", "E-mail", "p.langford@stoke", "“p.langford@stoke” is not whole."]
    assert rows[2][2] == '\'=HYPERLINK("http://x")'
    assert rows[3] == ["12", "'+44", "'-1", "'@x"]


def test_the_list_as_a_workbook_runs_nothing() -> None:
    book = load_workbook(io.BytesIO(problems_xlsx(LIST)))
    sheet = book["Rows left out"]
    assert [cell.value for cell in sheet[2]] == [
        5,
        "E-mail",
        "p.langford@stoke",
        "“p.langford@stoke” is not whole.",
    ]
    risky = sheet["C3"]
    assert (risky.value, risky.data_type, risky.quotePrefix) == ('=HYPERLINK("http://x")', "s", True)
    assert sheet["C5"].value == "bell\ufffd\ufffd\ufffd"
    assert str(sheet["D5"].value).endswith("(cut short)")


@settings(deadline=None)
@given(st.lists(st.builds(Problem, st.integers(1, 9), st.text(), st.text(), st.text()), max_size=4))
def test_any_text_can_be_listed(problems: list[Problem]) -> None:
    text = problems_csv(problems).decode("utf-8-sig")
    for row in csv.reader(io.StringIO(text, newline="")):
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row)
    sheet = load_workbook(io.BytesIO(problems_xlsx(problems))).active
    assert sheet is not None
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
