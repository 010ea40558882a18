"""The import from choosing a file to taking it back, through keys and what is seen."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from model_rules import check_model
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from trouble_file import ROWS, write_workbook

from aspire_desktop.domain.intake.columns import ImportKind
from aspire_desktop.domain.money.funding import Agreement, Cover
from aspire_desktop.domain.office.values import CohortId, OrganisationId
from aspire_desktop.domain.programmes.enrolments import Status
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.office.people import AddPerson
from aspire_desktop.services.programmes.cohorts import AddCohort
from aspire_desktop.storage.engines import Location
from aspire_desktop.storage.journal import Entry
from aspire_desktop.storage.lookups.office.organisations import organisation_rows
from aspire_desktop.storage.lookups.office.people import person_row
from aspire_desktop.storage.lookups.programmes.enrolments import participant_rows
from aspire_desktop.storage.lookups.programmes.programmes import version_rows
from aspire_desktop.storage.store import Store
from aspire_desktop.storage.tables.schema import SCHEMA
from aspire_desktop.ui.desk.signals import Destination
from aspire_desktop.ui.screens.intake.imports.problems import Remedy, WayOut
from aspire_desktop.ui.screens.intake.imports.progress import CHECK, CHOOSE, CONFIRM, MATCH
from aspire_desktop.ui.screens.intake.imports.view import Imports
from aspire_desktop.ui.widgets import file_dialogs
from aspire_desktop.ui.widgets.button import Button, Kind
from aspire_desktop.ui.widgets.comparison import Pick
from aspire_desktop.ui.widgets.pill import Pill
from tests.ui.bench import Bench, take_pictures

TODAY = date(2026, 10, 8)


def organisation(office: Office, name: str) -> OrganisationId:
    return next(row.id for row in office.ask(organisation_rows, TODAY) if row.name == name)


@pytest.fixture
def sqlite_location(open_sqlite_location: Location) -> Location:
    """A database with councils and programmes."""
    return open_sqlite_location


@pytest.fixture
def cohort(sqlite_office: Office, sqlite_store: Store) -> CohortId:
    """An Inspire OD cohort of 40 places, and agreements that pay for places."""
    office = sqlite_office
    version = next(row for row in office.ask(version_rows) if row.title == "Inspire OD")
    funders = ("Local Government Association", "Chartered Institute of Personnel and Development")
    with sqlite_store.writing("Ann") as work:
        for funder in funders:
            id = organisation(office, funder)
            begins, ends = date(2026, 4, 1), date(2027, 3, 31)
            agreement = Agreement(f"{funder}/1", id, 50, Decimal("350"), begins, ends)
            work.add(agreement)
            work.add(Cover(agreement.id, version.programme_id))
        store_entry = Entry(office.clock.now(), "Ann", "Agree", "Agree", final=True, schema=SCHEMA)
        sqlite_store.seal(work, store_entry)
    partner = organisation(office, "West Midlands Employers")
    days = (date(2026, 12, 9), date(2026, 12, 10), date(2027, 1, 21))
    return office.do(AddCohort("INS26-WM02", version.id, partner, "Oldbury", days, 40)).value


@pytest.fixture
def trouble(tmp_path: Path) -> Path:
    return write_workbook(tmp_path / "Inspire bookings Oct.xlsx").path


@pytest.fixture
def wizard(bench: Bench, cohort: CohortId) -> Imports:
    """The wizard, opened from the screen of organisations as another screen's button does."""
    bench.go("organisations")
    screen = bench.go("import", cohort, "participants")
    assert isinstance(screen, Imports)
    return screen


def choosing(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """Let the dialog of the system choose this file."""
    monkeypatch.setattr(file_dialogs, "ask_open", lambda *_: path)


def alt(bench: Bench, key: Qt.Key) -> None:
    """Press a key with Alt, and wait until all is checked."""
    bench.press(key, Qt.KeyboardModifier.AltModifier)
    bench.settle()


def pills(screen: Imports) -> list[str]:
    return [pill.look.words for pill in screen.check.pills() if isinstance(pill, Pill)]


def read(bench: Bench, screen: Imports, monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """Choose a file with Enter, and go on to its rows."""
    choosing(monkeypatch, path)
    assert bench.window.focusWidget() is screen.choose.zone.button
    bench.press(Qt.Key.Key_Space)
    bench.until(lambda: screen.step == MATCH and screen.drafting.review is not None)
    if screen.match.hidden.isVisible():
        screen.match.hidden.turn.click()
        bench.settle()
        assert "was taken" in screen.match.hidden.accessibleName()
    alt(bench, Qt.Key.Key_C)
    assert screen.step == CHECK


def go_to_row(screen: Imports, number: int, position: int) -> None:
    screen.check.table.go_to(screen.check.model.place_of(number, position))
    screen.check.table.setFocus()


def push(bench: Bench, screen: Imports, words: str, row: int) -> None:
    """Press the button that a problem offers."""
    buttons = screen.check.problems.findChildren(Button)
    wanted = (each for each in buttons if each.accessibleDescription().startswith(f"Row {row}."))
    next(each for each in wanted if each.text() == words).click()
    bench.settle()


def people(office: Office, cohort: CohortId) -> list[str]:
    rows = office.ask(participant_rows, cohort, TODAY)
    return [f"{row.given_name} {row.family_name}, {row.organisation}" for row in rows]


def fix_in_place(bench: Bench, screen: Imports, number: dict[tuple[str, ...], int]) -> None:
    """Type over the first problem, walk to the next and leave its row out."""
    # the first problem has the keyboard; typing fixes it in place
    stoke = number["Peter", "Stoke"]
    assert screen.check.table.chosen_rows() == (stoke,)
    assert screen.check.table.currentIndex().data() == "p.langford@stoke"
    bench.press(Qt.Key.Key_F2)
    bench.ctrl(Qt.Key.Key_A)
    bench.type("p.stoke@stoke.gov.uk")
    bench.press(Qt.Key.Key_Return)
    bench.until(lambda: pills(screen)[:2] == ["24 ready", "9 must fix"])
    assert screen.check.table.currentIndex().data() == "p.stoke@stoke.gov.uk"

    # F8 goes to the next problem and Shift+F8 back to it; Del leaves its row out
    bench.press(Qt.Key.Key_F8)
    assert screen.check.table.chosen_rows() == (number["Two", "Ats"],)
    bench.press(Qt.Key.Key_F8)
    bench.press(Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert screen.check.table.chosen_rows() == (number["Two", "Ats"],)
    bench.press(Qt.Key.Key_Delete)
    assert pills(screen) == ["24 ready", "8 must fix", "7 to check", "1 left out"]

    # Ctrl+Z takes back what was done here, and only that
    bench.ctrl(Qt.Key.Key_Z)
    assert pills(screen) == ["24 ready", "9 must fix", "7 to check"]
    bench.press(Qt.Key.Key_Delete)


def use_offers(bench: Bench, screen: Imports, number: dict[tuple[str, ...], int]) -> None:
    """Take a suggestion, leave a cell empty, and add an organisation."""
    # the offers: a name written much like one on record, one to be added, a cell left empty
    push(bench, screen, "Use it", number["Brim", "Ingham"])
    push(bench, screen, "Leave empty", number["Tibor", "Nagy"])
    checked = screen.drafting.review
    assert checked is not None
    unknown = next(each for each in checked.findings if each.problem.value == "Cherwell DC")
    screen.check.remedied.emit(Remedy(unknown, WayOut.ADD, unknown.offer.new))
    bench.settle()
    assert pills(screen) == ["27 ready", "8 must fix", "4 to check", "1 left out"]


def test_a_file_with_trouble_from_choosing_to_undoing(
    bench: Bench,
    wizard: Imports,
    sqlite_office: Office,
    cohort: CohortId,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    written = write_workbook(tmp_path / "bookings.xlsx")
    number = {row.cells[:2]: at for row, at in zip(ROWS, written.numbers, strict=True)}
    before = organisations(sqlite_office)
    read(bench, wizard, monkeypatch, written.path)
    assert pills(wizard) == ["23 ready", "10 must fix", "7 to check"]
    assert wizard.footer.why.text() == "17 rows must be fixed or left out first"
    assert not wizard.footer.go_on.isEnabled()

    fix_in_place(bench, wizard, number)
    use_offers(bench, wizard, number)
    assert organisations(sqlite_office) == before
    wizard.check.problems.leave_button.click()
    bench.settle()
    assert pills(wizard) == ["27 ready", "13 left out"]
    alt(bench, Qt.Key.Key_C)
    assert wizard.step == CONFIRM
    assert wizard.footer.go_on.text() == "Import 26 people"
    assert "26 people added, 1 already there, 13 left out" in seen(wizard)
    assert people(sqlite_office, cohort) == []

    alt(bench, Qt.Key.Key_C)
    assert bench.screen.here() == Destination("cohort", cohort, "participants")
    said = bench.window.notices.done
    assert said.isVisible()
    assert said.accessibleName() == "Imported 26 people. Undo takes all of it back."
    taken = people(sqlite_office, cohort)
    assert len(taken) == 26
    assert "Peter Stoke, Stoke-on-Trent City Council" in taken
    assert "Brim Ingham, Birmingham City Council" in taken
    assert "Cher Well, Cherwell DC" in taken
    assert organisations(sqlite_office) == before | {"Cherwell DC"}

    bench.ctrl(Qt.Key.Key_Z)
    assert people(sqlite_office, cohort) == []
    assert organisations(sqlite_office) == before
    assert not said.isVisible()


def test_columns_are_matched_by_hand_and_remembered(
    bench: Bench, wizard: Imports, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("Who,Wo arbeitet\nBo Li,Walsall\n", encoding="utf-8")
    choosing(monkeypatch, path)
    bench.press(Qt.Key.Key_Space)
    bench.until(lambda: wizard.step == MATCH)
    assert not wizard.footer.go_on.isEnabled()
    assert wizard.footer.why.text().startswith("Say which column is the name")
    choices = wizard.match.table.heading.choices
    assert choices[0].hasFocus()
    for choice, words in ((choices[0], "Full name"), (choices[1], "Organisation")):
        choice.setFocus()
        choice.setCurrentText(words)
        choice.activated.emit(choice.currentIndex())
        bench.settle()
    alt(bench, Qt.Key.Key_C)
    alt(bench, Qt.Key.Key_C)
    alt(bench, Qt.Key.Key_C)
    assert bench.window.notices.done.accessibleName().startswith("Imported 1 person.")

    bench.menu("File", "Import…")
    assert bench.screen is wizard
    wizard.choose.begin(ImportKind.PARTICIPANTS, wizard._known.cohorts[0].id)
    wizard.choose.choose(path)
    bench.until(lambda: wizard.step == MATCH)
    assert wizard.match.known.isVisible()
    assert wizard.footer.go_on.isEnabled()


def test_a_file_that_cannot_be_read_says_so_and_the_next_one_can(
    bench: Bench, wizard: Imports, trouble: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 cut short")
    choosing(monkeypatch, broken)
    bench.press(Qt.Key.Key_Space)
    bench.until(wizard.choose.trouble.isVisible)
    said = wizard.choose.trouble.accessibleName()
    assert "broken.xlsx" in said
    assert "Nothing was changed." in said
    assert wizard.step == CHOOSE
    choosing(monkeypatch, trouble)
    bench.press(Qt.Key.Key_Space)
    bench.until(lambda: wizard.step == MATCH)
    alt(bench, Qt.Key.Key_B)
    assert not wizard.choose.trouble.isVisible()


def test_a_possible_duplicate_is_merged_with_what_was_chosen(
    bench: Bench,
    wizard: Imports,
    sqlite_office: Office,
    cohort: CohortId,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    pictures: Path,
) -> None:
    dudley = organisation(sqlite_office, "Dudley Metropolitan Borough Council")
    person = AddPerson("Joanna", "Kowalczyk", "joanna.kowalczyk@dudley.gov.uk", "Senior HR Partner", dudley)
    id = sqlite_office.do(person).value
    path = tmp_path / "Inspire bookings Oct.csv"
    path.write_text(DOUBTS, encoding="utf-8")
    read(bench, wizard, monkeypatch, path)
    assert pills(wizard) == ["4 ready", "1 must fix", "2 to check", "1 duplicate"]
    take_pictures(bench.window, pictures, "import-3-check-duplicate")
    go_to_row(wizard, 4, 1)
    values = wizard.check.likeness.findChildren(Pick)
    assert [each.words for each in values if each.isChecked()] == [person.email, person.job_title]
    next(each for each in values if each.words == "Senior HR BP").click()
    wizard.check.likeness.same.click()
    bench.settle()
    assert pills(wizard) == ["5 ready", "1 must fix", "2 to check"]
    wizard.check.problems.leave_button.click()
    bench.settle()
    alt(bench, Qt.Key.Key_C)
    alt(bench, Qt.Key.Key_C)
    row = sqlite_office.ask(person_row, id, TODAY)
    assert row is not None
    assert (row.email, row.job_title) == (person.email, "Senior HR BP")
    assert "Joanna Kowalczyk, Dudley Metropolitan Borough Council" in people(sqlite_office, cohort)


def test_people_beyond_the_places_go_to_the_waiting_list_and_that_is_said_first(
    bench: Bench,
    wizard: Imports,
    sqlite_office: Office,
    cohort: CohortId,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lines = "\n".join(f"P{n},Q,p{n}@walsall.gov.uk,Walsall,council" for n in range(42))
    path = tmp_path / "many.csv"
    path.write_text(f"First name,Last name,E-mail,Council,Funding\n{lines}\n", encoding="utf-8")
    read(bench, wizard, monkeypatch, path)
    alt(bench, Qt.Key.Key_C)
    assert wizard.confirm.places.accessibleName().startswith(
        "42 rows, 40 places free: 2 go to the waiting list."
    )
    alt(bench, Qt.Key.Key_C)
    rows = sqlite_office.ask(participant_rows, cohort, TODAY)
    assert [row.status for row in rows].count(Status.WAITING) == 2


def test_the_heading_says_what_is_to_be_imported_before_a_file_is_chosen(
    bench: Bench, wizard: Imports
) -> None:
    field = wizard.choose.kind_field
    assert wizard._heading() == "Import participants to INS26-WM02"
    field.setFocus()
    bench.press(Qt.Key.Key_Down)
    assert field.currentText() == "People"
    titles = [each.text() for each in wizard.header.findChildren(QLabel)]
    assert "Import people" in titles


def test_a_file_of_several_sheets_asks_which_one_and_says_what_is_hidden(
    bench: Bench, wizard: Imports, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pictures: Path
) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].title = "Read me"
    book.worksheets[0].append(["Please fill in the other sheets"])
    for title, names in (("Bookings", ["Ann Bo", "Cy Do", "Ed Fu"]), ("Waiting list", ["Gil Ho"])):
        sheet = book.create_sheet(title)
        sheet.append(["Name", "Council"])
        for name in names:
            sheet.append([name, "Walsall"])
    book["Bookings"].row_dimensions[3].hidden = True
    book.save(tmp_path / "two.xlsx")
    choosing(monkeypatch, tmp_path / "two.xlsx")
    bench.press(Qt.Key.Key_Space)
    bench.until(wizard.choose.sheets.isVisible)
    take_pictures(bench.window, pictures, "import-1-sheets")
    assert wizard.step == CHOOSE
    assert wizard.footer.why.text() == "Choose the sheet to be read"
    assert (wizard.choose.sheets.use.kind, wizard.choose.zone.button.kind) == (Kind.PRIMARY, Kind.SECONDARY)
    check_model(wizard.choose.sheets.model)
    told = [[wizard.choose.sheets.model.index(row, n).data() for n in range(3)] for row in range(3)]
    assert told[0][:2] == ["Read me", "1"]
    assert told[0][2].startswith("No column for name")
    assert told[1] == ["Bookings", "3", "Name, Council"]
    assert wizard.choose.sheets.table.hasFocus()
    assert wizard.choose.sheets.table.currentIndex().row() == 1

    bench.press(Qt.Key.Key_Return)
    bench.until(lambda: wizard.step == MATCH and wizard.drafting.review is not None)
    assert wizard.match.hidden.accessibleName().startswith(
        "1 of 3 rows is hidden and was left out: row 3 (Cy Do Walsall)."
    )
    take_pictures(bench.window, pictures, "import-2-hidden")
    alt(bench, Qt.Key.Key_C)
    assert pills(wizard) == ["2 ready", "1 left out"]
    alt(bench, Qt.Key.Key_B)
    wizard.match.hidden.turn.click()
    bench.settle()
    assert "was taken" in wizard.match.hidden.accessibleName()
    alt(bench, Qt.Key.Key_C)
    assert pills(wizard) == ["3 ready"]


def test_the_guess_at_letters_is_said_and_what_was_broken_is_put_right_by_one_button(
    bench: Bench, wizard: Imports, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pictures: Path
) -> None:
    path = tmp_path / "names.csv"
    lines = ("First name,Last name,Council", "SiÃ¢n,Owen,Walsall", "Ren?e,Price,Walsall", "")
    path.write_bytes("\n".join(lines).encode() + "Zoë,Hall,Walsall\n".encode("cp1252"))
    choosing(monkeypatch, path)
    bench.press(Qt.Key.Key_Space)
    bench.until(lambda: wizard.step == MATCH and wizard.drafting.review is not None)
    told = wizard.match.told.accessibleName()
    assert told.startswith("The file mixes two codes for letters, UTF-8 and Windows-1252")
    assert told.endswith("Look at “Zoë”.")
    take_pictures(bench.window, pictures, "import-2-letters")
    alt(bench, Qt.Key.Key_C)
    assert pills(wizard) == ["1 ready", "1 must fix", "1 to check"]
    take_pictures(bench.window, pictures, "import-3-letters")
    push(bench, wizard, "Use it", 2)
    assert pills(wizard) == ["2 ready", "1 must fix"]
    assert wizard.check.model.place_of(2, 0).data() == "Siân"


def test_leaving_asks_only_when_something_was_typed(
    bench: Bench, wizard: Imports, trouble: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(bench, wizard, monkeypatch, trouble)
    bench.press(Qt.Key.Key_Delete)
    answers = [False, True]
    monkeypatch.setattr(
        "aspire_desktop.ui.screens.intake.imports.view.ask_to_leave", lambda _: answers.pop(0)
    )
    bench.press(Qt.Key.Key_Escape)
    assert bench.screen is wizard
    bench.press(Qt.Key.Key_Escape)
    assert bench.screen.key == "organisations"
    assert not bench.window.notices.isVisible()
    bench.menu("File", "Import…")
    assert wizard.step == CHOOSE
    bench.press(Qt.Key.Key_Escape)
    assert bench.screen.key == "organisations"
    assert answers == []


def test_the_problem_list_is_saved_to_send_back(
    bench: Bench, wizard: Imports, trouble: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(bench, wizard, monkeypatch, trouble)
    target = tmp_path / "problems.csv"
    monkeypatch.setattr(file_dialogs, "ask_target", lambda *_: target)
    wizard.footer.save.click()
    bench.until(target.exists)
    assert target.read_text(encoding="utf-8-sig").count("Council / Organisation") == 4
    assert wizard.footer.why.text() == "The problem list is in problems.csv"


def test_an_empty_file_is_saved_to_be_filled_in(
    bench: Bench, wizard: Imports, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "empty.xlsx"
    monkeypatch.setattr(file_dialogs, "ask_target", lambda *_: target)
    wizard.choose.zone.template_button.setFocus()
    bench.press(Qt.Key.Key_Return)
    bench.until(lambda: wizard.footer.why.text() == "The empty file is empty.xlsx")
    assert target.exists()


def test_only_rows_with_problems_are_shown(
    bench: Bench, wizard: Imports, trouble: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    check_model(wizard.check.model)
    check_model(wizard.confirm.list.model)
    read(bench, wizard, monkeypatch, trouble)
    alt(bench, Qt.Key.Key_O)
    bench.until(lambda: wizard.check.model.rowCount() == 17)
    wizard.check.table.setFocus()
    bench.press(Qt.Key.Key_Delete)
    assert wizard.check.model.rowCount() == 16
    assert wizard.check.table.chosen_rows()


def test_pictures(
    bench: Bench, wizard: Imports, trouble: Path, monkeypatch: pytest.MonkeyPatch, pictures: Path
) -> None:
    take_pictures(bench.window, pictures, "import-1-choose")
    choosing(monkeypatch, trouble)
    wizard.choose.browse()
    bench.until(lambda: wizard.step == MATCH and wizard.drafting.review is not None)
    take_pictures(bench.window, pictures, "import-2-match")
    wizard.go_to(CHECK)
    bench.settle()
    take_pictures(bench.window, pictures, "import-3-check")
    wizard.check.problems.leave_button.click()
    bench.settle()
    wizard.go_to(CONFIRM)
    take_pictures(bench.window, pictures, "import-4-confirm")
    alt(bench, Qt.Key.Key_C)
    take_pictures(bench.window, pictures, "import-5-done")


def organisations(office: Office) -> set[str]:
    return {row.name for row in office.ask(organisation_rows, TODAY)}


def seen(screen: Imports) -> str:
    return " ".join(each.text() for each in screen.confirm.findChildren(QLabel) if each.isVisible())


DOUBTS = """Delegate name,Email address,Council,Job,Paid by,Diet / access
Adeyinka Bello,a.bello@wolverhampton.gov.uk,City of Wolverhampton Council,HR Business Partner,LGA,Vegetarian
Georgina Tate,georgina.tate@solihull.gov.uk,Solihull MBC,OD Partner,Council,
Joanna Kowalczyk,jo.kowalczyk@dudley.gov.uk,Dudley MBC,Senior HR BP,LGA,
Peter Langford,p.langford@stoke,Stoke-on-Trent City Council,HR Adviser,LGA,
Shreya Banerjee,s.banerjee@coventry.gov.uk,Coventry City Council,People Partner,Council,
Louise Whittaker,l.whittaker@cherwell.gov.uk,Cherwel,HR Business Partner,LGA,
Owen Rees,owen.rees@herefordshire.gov.uk,Herefordshire Council,HR Manager,Bursary,Hearing loop
Farida Noor,farida.noor@walsall.gov.uk,Walsall Council,OD Adviser,TBC,
"""
