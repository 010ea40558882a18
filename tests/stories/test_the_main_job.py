"""The main job in the window: a cohort from three files to certificates and a return, by keys and words."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pypdf
import pytest
from PySide6.QtCore import Qt

from aspire_desktop.domain.office.clock import SetClock
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.programmes.verification import verify_certificate
from aspire_desktop.ui.widgets import file_dialogs
from tests.stories.person import Person
from tests.ui.bench import Bench
from tests.ui.cohort_bench import CTRL, SHIFT, no_dialog

AFTER_THE_REVIEW = datetime(2027, 2, 1, 9, 30, tzinfo=UTC)
COHORTS = """Cohort,Programme,Delivered by,Venue,Max places,Day 1,Day 2,Day 3
INS26-WM02,Inspire OD,West Midlands Employers,"Council House, Oldbury",12,09/12/2026,10/12/2026,21/01/2027
"""
AGREEMENTS = """Reference,Funder,Programme,Number of places,Price per place,From,To
LGA/OD/2026-11,Local Government Association,Inspire OD,2,350,01/10/2026,30/09/2027
"""
ASPIRE = """Cohort,Programme,Max places,Module 1,Module 2,Module 3,Module 4,Module 5
ASP26-WM03,Aspire 2.0,20,15/10/2026,12/11/2026,10/12/2026,14/01/2027,28/01/2027
"""
COMPLETED = ["Jones, Łucja", "Łuczak, Ŵyn", "O'Neill, Siân"]
PARTICIPANTS = (
    ("Forename", "Surname", "E-mail address", "Council", "Paid by", "PO number"),
    ("Ŵyn", "Łuczak", "wyn.luczak@walsall.gov.uk", "Walsall", "LGA", ""),
    ("Siân", "O'Neill", "sian.oneill@telford.gov.uk", "Telford & Wrekin", "LGA", ""),
    ("Priya", "Sandhu", "p.sandhu@dudley.gov.uk", "Dudley MBC", "Council", "PO 20431"),
    ("Tom", "Reid", "tom.reid@nowhere.gov.uk", "Nowhere Council", "Council", ""),
)


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """The folder with the three files that came by e-mail."""
    (tmp_path / "cohorts.csv").write_text(COHORTS, encoding="utf-8")
    (tmp_path / "agreements.csv").write_text(AGREEMENTS, encoding="utf-8")
    book = openpyxl.Workbook()
    for row in PARTICIPANTS:
        book.worksheets[0].append(row)
    book.save(tmp_path / "Inspire bookings.xlsx")
    book.close()
    return tmp_path


@pytest.fixture
def ann(new_bench: Callable[[Office], Bench], opened: Office, pictures: Path) -> Person:
    return Person(new_bench(opened), pictures)


def test_a_cohort_from_import_to_certificates_and_its_return(
    ann: Person, opened: Office, clock: SetClock, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    imports_the_cohort_and_its_agreement(ann, files, monkeypatch)
    imports_the_people(ann, files, monkeypatch)
    is_refused_a_third_place_of_two(ann)
    clock.instant = AFTER_THE_REVIEW
    marks_every_register(ann)
    issues_certificates(ann, opened, files, monkeypatch)
    submits_the_return(ann, files, monkeypatch)
    has_nothing_left_to_do(ann)


def test_an_aspire_cohort_needs_an_outcome_of_its_projects(
    ann: Person, clock: SetClock, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = ann.bench
    (files / "aspire.csv").write_text(ASPIRE, encoding="utf-8")
    chooses_files(monkeypatch, files / "aspire.csv")
    bench.press(Qt.Key.Key_Space)
    ann.fills("What is in the file?", "Cohorts")
    ann.presses("Choose a file…")
    takes_it_in(ann, "1 cohort")
    ann.goes_to("Cohorts")
    bench.press(Qt.Key.Key_Return)
    ann.waits_for("0 of 20 places held")
    for given, family in (("Ŵyn", "Łuczak"), ("Siân", "O'Neill")):
        adds_council_paid(ann, given, family)
    clock.instant = AFTER_THE_REVIEW
    bench.press(Qt.Key.Key_Tab, CTRL)
    bench.press(Qt.Key.Key_Tab, CTRL)
    ann.waits_for("Finish register")
    for _ in range(5):
        bench.press(Qt.Key.Key_P, SHIFT)
        bench.press(Qt.Key.Key_Return, CTRL)
        bench.press(Qt.Key.Key_Left, CTRL)
    bench.press(Qt.Key.Key_Tab, CTRL)
    decides_a_project(ann)
    bench.press(Qt.Key.Key_Tab, CTRL)
    ann.waits_for("Issue 1 certificate…")
    ann.keeps("aspire-certificates")
    assert statuses(ann) == ["Ready", "Blocked: project"]


def adds_council_paid(ann: Person, given: str, family: str) -> None:
    ann.bench.press(Qt.Key.Key_N, CTRL | SHIFT)
    ann.types(f"{given} {family}")
    ann.waits_for_list("People found")
    ann.bench.press(Qt.Key.Key_Return)
    ann.fills("Organisation", "Walsall Council")
    ann.fills("Place funded by", "Council")
    ann.bench.press(Qt.Key.Key_Return)
    assert no_dialog()


def decides_a_project(ann: Person) -> None:
    bench = ann.bench
    ann.waits_for("There are no projects yet")
    bench.ctrl(Qt.Key.Key_N)
    ann.fills("Title", "Hybrid work in Walsall")
    bench.press(Qt.Key.Key_Tab)
    bench.press(Qt.Key.Key_Space)
    bench.press(Qt.Key.Key_Return)
    assert no_dialog()
    ann.chooses("Projects", "Hybrid work in Walsall")
    bench.press(Qt.Key.Key_Return)
    ann.waits_for("Outcome of “Hybrid work in Walsall”")
    ann.fills("Outcome", "Merit")
    bench.press(Qt.Key.Key_Return)
    ann.keeps("aspire-projects")
    [line] = ann.rows("Projects")
    assert "Ŵyn Łuczak" in line
    assert "Merit" in line


def imports_the_cohort_and_its_agreement(ann: Person, files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bench = ann.bench
    assert ann.sees("Welcome to Aspire Desktop", "There are no cohorts here yet")
    assert ann.holds("Import…")
    ann.keeps("story-01-first-run")
    chooses_files(monkeypatch, files / "cohorts.csv")
    bench.press(Qt.Key.Key_Space)
    ann.fills("What is in the file?", "Cohorts")
    ann.presses("Choose a file…")
    takes_it_in(ann, "1 cohort")
    assert ann.sees("Thursday 8 October 2026"), "back on Home, which now has a day"

    chooses_files(monkeypatch, files / "agreements.csv")
    bench.menu("File", "Import…")
    ann.fills("What is in the file?", "Agreements")
    ann.presses("Choose a file…")
    takes_it_in(ann, "1 agreement")
    ann.keeps("story-02-home-with-a-cohort")


def imports_the_people(ann: Person, files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bench = ann.bench
    ann.goes_to("Cohorts")
    ann.chooses("Cohorts", "INS26-WM02")
    ann.keeps("story-03-cohorts")
    bench.press(Qt.Key.Key_Return)
    ann.waits_for("0 of 12 places held")
    ann.presses("Import participants…")
    assert ann.sees("For which cohort?")
    chooses_files(monkeypatch, files / "Inspire bookings.xlsx")
    assert ann.holds("Choose a file…")
    bench.press(Qt.Key.Key_Space)
    ann.goes_on("Continue to check")
    ann.waits_for("3 ready", "1 to check")
    assert not ann.button("Continue to confirm").isEnabled()
    ann.keeps("story-04-import-check")
    ann.chooses("Rows of the file", "Reid")
    bench.press(Qt.Key.Key_Delete)
    ann.waits_for("3 ready", "1 left out")
    ann.goes_on("Continue to confirm")
    ann.waits_for("3 people added, 1 left out")
    ann.keeps("story-05-import-confirm")
    ann.goes_on("Import 3 people")
    ann.waits_for("Imported 3 people. Undo takes all of it back.", "3 of 12 places held")
    ann.keeps("story-06-participants")
    traced = [
        [part for part in line.split(" | ") if part.startswith("LGA/OD/")]
        for line in ann.rows("Participants")
    ]
    assert traced == [["LGA/OD/2026-11, L-0001"], ["LGA/OD/2026-11, L-0002"], []]


def is_refused_a_third_place_of_two(ann: Person) -> None:
    bench = ann.bench
    bench.press(Qt.Key.Key_N, CTRL | SHIFT)
    ann.types("Łucja Jones")
    ann.waits_for_list("People found")
    bench.press(Qt.Key.Key_Return)
    ann.fills("Job title", "OD Adviser")
    ann.fills("Organisation", "Rugby Borough Council")
    bench.press(Qt.Key.Key_Return)
    ann.waits_for("2 of 2", "Nothing was changed.")
    ann.keeps("story-07-no-place-free")
    assert ann.says("Given name") == "Łucja"
    assert ann.says("Family name") == "Jones"
    assert ann.says("Organisation") == "Rugby Borough Council"
    ann.fills("Place funded by", "Council")
    bench.press(Qt.Key.Key_Return)
    assert no_dialog()
    ann.waits_for("4 of 12 places held", "2 LGA-subsidised", "2 council-paid")


def marks_every_register(ann: Person) -> None:
    bench = ann.bench
    ann.goes_to("Registers")
    bench.press(Qt.Key.Key_F5)
    ann.waits_for("3 registers are due")
    ann.keeps("story-08-registers")
    for day, letters in (("Workshop day 1", "PPPP"), ("Workshop day 2", "PLPP"), ("Review day", "PPPA")):
        ann.chooses("Registers", day)
        bench.press(Qt.Key.Key_Return)
        ann.waits_for("Finish register")
        bench.type(letters)
        bench.press(Qt.Key.Key_Return, CTRL)
        ann.waits_for("Complete")
        ann.keeps(f"story-09-{day.replace(' ', '-')}")
        bench.press(Qt.Key.Key_Escape)
    ann.waits_for("All registers are finished")


def issues_certificates(ann: Person, office: Office, files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bench = ann.bench
    ann.goes_to("Home")
    bench.settle()
    ann.keeps("story-10-home-ready")
    ann.chooses("To do", "3 certificates ready to issue")
    bench.press(Qt.Key.Key_Return)
    ann.waits_for("Issue 3 certificates…")
    assert statuses(ann) == ["Ready", "Ready", "Ready", "Blocked: attendance"]
    ann.keeps("story-11-certificates")
    bench.press(Qt.Key.Key_Return, CTRL)
    ann.keeps("story-12-issue")
    bench.press(Qt.Key.Key_Tab, SHIFT)
    bench.press(Qt.Key.Key_Space)
    ann.waits_for("3 certificates created.")
    assert statuses(ann) == ["Created", "Created", "Created", "Blocked: attendance"]
    folder = files / "Certificates"
    folder.mkdir()
    monkeypatch.setattr(file_dialogs, "ask_folder", lambda *_: folder)
    bench.ctrl(Qt.Key.Key_S)
    ann.waits_for("3 certificates saved in Certificates.")
    ann.keeps("story-13-issued")
    for name in ("Ŵyn Łuczak", "Siân O'Neill"):
        [file] = [each for each in folder.iterdir() if name.split()[1] in each.name]
        with pypdf.PdfReader(file) as reader:
            assert name in reader.pages[0].extract_text()
        found = office.ask(verify_certificate, file.read_bytes())
        assert (found.valid, found.name) == (True, name)


def submits_the_return(ann: Person, files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bench = ann.bench
    ann.goes_to("Finance")
    ann.waits_for("Submit and lock…")
    _year, draft = ann.rows("Returns")
    assert draft.startswith("Oct–Dec 2026"), draft
    ann.keeps("story-14-finance-draft")
    bench.press(Qt.Key.Key_Return, CTRL)
    assert ann.holds("Keep as draft")
    ann.keeps("story-15-submit")
    bench.press(Qt.Key.Key_Tab, SHIFT)
    assert ann.holds("Submit and lock")
    bench.press(Qt.Key.Key_Space)
    bench.settle()
    ann.waits_for("Nothing has changed.")
    target = files / "return.xlsx"
    monkeypatch.setattr(file_dialogs, "ask_target", lambda *_: target)
    bench.ctrl(Qt.Key.Key_E)
    ann.waits_for("Saved as return.xlsx")
    ann.keeps("story-16-finance-submitted")
    figures = read_figures(target)
    assert figures["Total for this period"] == [2, 700]
    assert figures["Claimed to date"] == [2, 700]
    assert figures["Remaining"] == [0, 0]
    book = openpyxl.load_workbook(target, data_only=True)
    headings, *lines = book["Places"].iter_rows(values_only=True)
    people = [line[headings.index("Participant")] for line in lines]
    book.close()
    assert people[:2] == ["Ŵyn Łuczak", "Siân O'Neill"]


def has_nothing_left_to_do(ann: Person) -> None:
    ann.goes_to("Network")
    ann.waits_for("Alumni  3")
    ann.keeps("story-17-network")
    assert [line.split(" | ")[0] for line in ann.rows("Alumni")] == COMPLETED
    ann.goes_to("Home")
    ann.waits_for("Nothing is overdue")
    assert not [line for line in ann.rows("To do") if "certificates ready" in line or "Return" in line]
    ann.keeps("story-18-home-done")


def chooses_files(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """Let the file dialog of the system choose this file."""
    monkeypatch.setattr(file_dialogs, "ask_open", lambda *_: path)


def takes_it_in(ann: Person, what: str) -> None:
    """Go through the steps of an import that has no problems."""
    ann.goes_on("Continue to check")
    ann.waits_for("1 ready")
    ann.goes_on("Continue to confirm")
    ann.goes_on(f"Import {what}")
    ann.waits_for(f"Imported {what}. Undo takes all of it back.")


def statuses(ann: Person) -> list[str]:
    """Give what the list of certificates says of each person."""
    return [line.rpartition(" | ")[2].removeprefix("Status: ") for line in ann.rows("Certificates")]


def read_figures(workbook: Path) -> dict[object, list[object]]:
    """Read places and amounts of the Summary as stored, by the words of their line."""
    book = openpyxl.load_workbook(workbook, data_only=True)
    rows = list(book["Summary"].iter_rows(values_only=True))
    book.close()
    return {row[0]: [row[3], row[5]] for row in rows if row[0]}
