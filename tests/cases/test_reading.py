"""How files are read: each file that failed once, through the command line, against its right value."""

import shutil
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from terminal import Facts, Terminal, Told

from aspire_desktop.storage.engines import connect

FILES = Path(__file__).parent / "files"
COHORT = (
    "Code,Programme,Delivery partner,Venue,Capacity,Session 1,Session 2,Session 3\n"
    "INS26-01,Inspire OD,West Midlands Employers,Oldbury,20,05/05/2026,12/05/2026,19/05/2026\n"
)


class Intake:
    """Takes files in by command."""

    def __init__(self, terminal: Terminal, database: Path, folder: Path) -> None:
        self._terminal, self._database = terminal, database
        file = folder / "cohorts.csv"
        file.write_text(COHORT, encoding="utf-8")
        self.told("cohorts", file)

    def told(self, kind: str, file: Path | str, *words: str) -> Told:
        cohort = ("--cohort", "INS26-01") if kind == "participants" else ()
        path = FILES / file if isinstance(file, str) else file
        return self._terminal("--database", self._database, "import", kind, path, *cohort, *words)

    def facts(self, kind: str, file: Path | str, *words: str) -> Facts:
        return self.told(kind, file, "--json", *words).facts

    def people(self, text: str) -> set[str]:
        """Give the names on record in which a text is found."""
        found = self._terminal("--database", self._database, "search", text, "--json").facts["results"]
        assert isinstance(found, list)
        return {each["name"] for each in found if each["kind"] == "person"}


@pytest.fixture
def intake(terminal: Terminal, database: Path, tmp_path: Path) -> Intake:
    return Intake(terminal, database, tmp_path)


def test_hidden_rows_are_listed_and_left_out_unless_taken(intake: Intake) -> None:
    told = intake.told("participants", "hidden_row.xlsx")
    assert "1 of 3 rows is hidden and was left out: row 3 (Wendy Withdrew)." in told.out.splitlines()
    assert "2 rows read, 2 new" in told.out
    assert intake.people("withdrew") == set()
    taken = intake.facts("participants", "hidden_row.xlsx", "--hidden", "take")
    assert (taken["read"], taken["new"], taken["matched"]) == (3, 1, 2)
    assert taken["hidden"] == {"rows": [3], "columns": [], "taken": True}
    assert intake.people("withdrew") == {"Wendy Withdrew"}
    assert intake.told("participants", "hidden_row.xlsx", "--hidden", "perhaps").code == 2


def test_a_filter_that_is_set_is_named_and_hidden_columns_too(intake: Intake, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["First name", "Last name", "E-mail", "Council", "Funding"])
    for name in ("Ana Bell", "Bo Li", "Carl Dean", "Di Eve", "Ed Fox", "Flo Gray"):
        first, last = name.split()
        sheet.append([first, last, f"{first.lower()}@walsall.gov.uk", "Walsall Council", "council"])
    sheet.auto_filter.ref = "A1:E7"
    sheet.auto_filter.add_filter_column(0, ["Ana", "Bo", "Carl"])
    for number in (3, 5, 7):
        sheet.row_dimensions[number].hidden = True
    sheet.column_dimensions["E"].hidden = True
    book.save(tmp_path / "filtered.xlsx")
    out = intake.told("participants", tmp_path / "filtered.xlsx").out
    rows = "row 3 (Bo Li), row 5 (Di Eve), row 7 (Flo Gray)"
    assert f"3 of 6 rows are hidden by a filter and were left out: {rows}." in out
    assert "Column “Funding” is hidden and was left out." in out
    out = intake.told("participants", tmp_path / "filtered.xlsx", "--hidden", "take").out
    assert f"3 of 6 rows are hidden by a filter and were taken: {rows}." in out
    assert "Column “Funding” is hidden and was taken." in out


def test_a_needed_column_that_is_hidden_is_named(intake: Intake, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["Name", "Council"])
    book.worksheets[0].append(["Ana Bell", "Walsall"])
    book.worksheets[0].column_dimensions["B"].hidden = True
    book.save(tmp_path / "a.xlsx")
    told = intake.told("people", tmp_path / "a.xlsx")
    assert told.code == 1
    assert "Hidden columns were left out: “Council”." in told.err
    assert intake.facts("people", tmp_path / "a.xlsx", "--hidden", "take")["new"] == 1


def test_the_one_sheet_that_fits_is_found_wherever_it_stands(intake: Intake) -> None:
    facts = intake.facts("people", "list_on_sixth_sheet.xlsx")
    assert (facts["sheet"], facts["new"]) == ("Delegates", 6)
    assert facts["other_sheets"] == ["Read me", "Notes 2", "Notes 3", "Notes 4", "Notes 5"]


def test_two_sheets_that_fit_are_named_with_what_they_hold(intake: Intake, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].title = "Bookings"
    for title in ("Bookings", "Waiting list", "Notes", "Last year"):
        sheet = book[title] if title in book.sheetnames else book.create_sheet(title)
        sheet.append(["Text"] if title == "Notes" else ["Name", "Council"])
        sheet.append([title] if title == "Notes" else [f"Ann {title.split()[0]}", "Walsall"])
    book["Last year"].sheet_state = "hidden"
    book.save(tmp_path / "two.xlsx")
    refused = intake.told("people", tmp_path / "two.xlsx")
    assert refused.code == 1
    assert "2 sheets of “two.xlsx” can be meant." in refused.err
    assert "“Bookings” (1 row: Name, Council)" in refused.err
    assert "--sheet NAME" in refused.err
    assert intake.people("Ann") == set()
    assert intake.facts("people", tmp_path / "two.xlsx", "--sheet", "waiting LIST")["new"] == 1
    assert intake.people("Ann") == {"Ann Waiting"}
    unknown = intake.told("people", tmp_path / "two.xlsx", "--sheet", "Nowhere").err
    assert "has no sheet “Nowhere”" in unknown
    assert "“Last year” (1 row, hidden: Name, Council)" in unknown
    named = intake.told("people", tmp_path / "two.xlsx", "--sheet", "Notes").err
    assert "no column for name" in named


def test_no_sheet_that_fits_tells_what_each_holds(intake: Intake, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["Colour", "Size"])
    book.create_sheet("More").append(["Name"])
    book.save(tmp_path / "none.xlsx")
    told = intake.told("people", tmp_path / "none.xlsx").err
    assert "None of the 2 sheets of “none.xlsx” that are shown holds people." in told
    assert "“Sheet” (1 row, no column for name" in told


def test_what_the_cell_shows_is_taken_for_purchase_orders(intake: Intake, database: Path) -> None:
    facts = intake.facts("participants", "po_numbers.xlsx")
    (problem,) = _problems(facts)
    assert (problem["row"], problem["column"]) == (3, "PO number")
    assert "15 digits" in str(problem["problem"])
    assert _orders(database) == {"Bell": "0045001234", "Dean": "PO-00731"}


def test_a_shortened_number_is_a_problem_row_and_a_whole_one_is_taken(intake: Intake, database: Path) -> None:
    facts = intake.facts("participants", "po_scientific.csv")
    (problem,) = _problems(facts)
    assert (problem["row"], problem["value"]) == (2, "4.50012E+11")
    assert "shortened" in str(problem["problem"])
    assert _orders(database) == {"Li": "0045001234"}


def test_broken_letters_are_never_taken_and_what_was_meant_is_offered(intake: Intake) -> None:
    for name, says in (
        ("enc_mojibake.csv", ["“Siân”", "“O’Neill”"]),
        ("enc_html_entity.csv", ["“Siân”", "“O'Neill”"]),
        ("enc_replacement.csv", ["was lost"]),
        ("enc_question_mark.csv", ["question mark", "question mark"]),
    ):
        facts = intake.facts("people", name)
        assert (facts["read"], facts["rejected"]) == (1, 1), name
        problems = _problems(facts)
        assert len(problems) == len(says)
        for problem, words in zip(problems, says, strict=True):
            assert words in str(problem["problem"])
    assert intake.people("walsall.gov.uk") == set()


@pytest.mark.parametrize(
    ("name", "people", "says"),
    [
        ("enc_mixed_utf8_cp1252.csv", {"Siân Owen", "Renée Hughes"}, "mixes two codes for letters"),
        ("people_cp850.csv", {"Siân Owen", "Zoë Hall", "Renée Price"}, "read as DOS (code page 850)"),
        ("people_mac_roman.csv", {"Siân Owen", "Zoë Hall", "Renée Price"}, "read as Mac Roman"),
    ],
)
def test_letters_of_old_codes_are_read_right_and_the_guess_is_said(
    intake: Intake, name: str, people: set[str], says: str
) -> None:
    told = intake.told("people", name)
    assert says in told.out
    assert "“Renée”" in told.out
    assert intake.people("walsall.gov.uk") == people


def test_letters_that_two_codes_read_differently_are_a_question(intake: Intake, tmp_path: Path) -> None:
    file = tmp_path / "names.csv"
    file.write_bytes("First name,Last name,Council\nSiân,Owen,Walsall\nBo,Li,Walsall\n".encode("mac_roman"))
    facts = intake.facts("people", file)
    (problem,) = _problems(facts)
    assert (problem["row"], problem["column"]) == (2, "First name")
    assert "“Siën” or “Siân”" in str(problem["problem"])
    assert facts["new"] == 1


def test_one_date_written_month_first_makes_every_doubtful_one_a_question(intake: Intake) -> None:
    facts = intake.facts("cohorts", "us_two_rows.csv")
    assert (facts["read"], facts["new"], facts["rejected"]) == (2, 0, 2)
    told = {(problem["row"], problem["column"]): str(problem["problem"]) for problem in _problems(facts)}
    assert set(told) == {(row, f"Session {number}") for row in (2, 3) for number in (1, 2, 3)}
    assert "10 May 2026 or 5 October 2026" in told[2, "Session 1"]
    assert "20 October 2026" in told[3, "Session 1"]


def test_dates_that_a_british_spreadsheet_turned_round_are_asked_about_too(
    intake: Intake, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Code", "Programme", "Session 1", "Session 2", "Session 3"])
    sheet.append(["A", "Inspire OD", date(2026, 5, 10), date(2026, 6, 10), date(2026, 7, 11)])
    sheet.append(["B", "Inspire OD", "10/20/2026", "10/21/2026", "11/17/2026"])
    sheet.append(["C", "Inspire OD", date(2026, 5, 5), date(2026, 6, 16), "7 July 2026"])
    book.save(tmp_path / "dates.xlsx")
    facts = intake.facts("cohorts", tmp_path / "dates.xlsx")
    assert {problem["row"] for problem in _problems(facts)} == {2, 3}
    assert facts["new"] == 1


@pytest.mark.parametrize("name", ["kinds.ods", "kinds.xls"])
def test_lists_of_other_spreadsheet_programs_are_taken_as_they_show(
    intake: Intake, database: Path, name: str
) -> None:
    file = FILES.parents[1] / "documents" / "files" / name
    told = intake.told("participants", file, "--sheet", "Names")
    assert "1 of 4 rows is hidden and was left out: row 4 (Wendy Withdrew)." in told.out
    assert "Row 6, PO number:" in told.out
    assert "15 digits" in told.out
    assert _orders(database) == {"Bell": "0045001234", "O’Neill": "PO-00731"}


def test_a_workbook_whose_name_ends_as_another_kind_is_read_as_what_it_is(
    intake: Intake, tmp_path: Path
) -> None:
    file = Path(shutil.copy(FILES / "list_on_sixth_sheet.xlsx", tmp_path / "list.xls"))
    assert intake.facts("people", file)["new"] == 6


def test_pipes_separate_too(intake: Intake, tmp_path: Path) -> None:
    file = tmp_path / "pipes.txt"
    file.write_text("First name|Last name|Council\nAna|Bell|Walsall\n", encoding="utf-8")
    assert intake.facts("people", file)["new"] == 1


def test_a_shared_formula_without_a_value_is_named_without_an_empty_formula(
    intake: Intake, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["First name", "Last name", "Council"])
    book.worksheets[0].append(["Ana", "Bell", "=A2"])
    book.save(tmp_path / "a.xlsx")
    with zipfile.ZipFile(tmp_path / "a.xlsx") as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    assert b"<f>A2</f>" in sheet
    parts["xl/worksheets/sheet1.xml"] = sheet.replace(b"<f>A2</f>", b'<f t="shared" si="0"/>')
    with zipfile.ZipFile(tmp_path / "b.xlsx", "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    (problem,) = _problems(intake.facts("people", tmp_path / "b.xlsx"))
    assert str(problem["problem"]).startswith("Cell C2 holds a formula without a stored value.")


def _problems(facts: Facts) -> list[Facts]:
    found = facts["problems"]
    assert isinstance(found, list)
    return found


def _orders(database: Path) -> dict[str, str]:
    """Give the purchase orders on record by last name."""
    opened = connect(database, Path(f"{database}.key").read_text().strip())
    rows = opened.execute(
        "SELECT family_name, po_number FROM enrolments JOIN people ON people.id = person_id"
    ).fetchall()
    opened.close()
    return {str(name): str(number) for name, number in rows}
