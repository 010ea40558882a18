"""What the import asks, answered in the window: names, namesakes, sessions, who pays and who waits."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from aspire_desktop.domain.office.values import CohortId
from aspire_desktop.services.door.office import Office
from aspire_desktop.ui.desk.signals import Destination
from aspire_desktop.ui.screens.intake.imports.meant import MeantDialog
from aspire_desktop.ui.screens.intake.imports.outcome import outcome_rows
from aspire_desktop.ui.screens.intake.imports.problems import Remedy, WayOut
from aspire_desktop.ui.screens.intake.imports.progress import CONFIRM, MATCH
from aspire_desktop.ui.screens.intake.imports.view import Imports
from tests.ui.bench import Bench
from tests.ui.screens.test_import_screen import alt, choosing, people, pills, push, read, seen


def test_answers_given_once_hold_for_the_whole_file(
    bench: Bench,
    wizard: Imports,
    sqlite_office: Office,
    cohort: CohortId,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "bookings.csv"
    rows = ("Bo Li,,Wolves", "Mary Jane Watkins,m@walsall.gov.uk,Wolves", "Bo Li,,Wolves")
    path.write_text("\n".join(("Name,E-mail,Council", *rows, "")), encoding="utf-8")
    wizard.choose.funding_field.setCurrentText("Their council")
    wizard.choose.funding_field.activated.emit(2)
    read(bench, wizard, monkeypatch, path)
    assert pills(wizard) == ["0 ready", "3 to check"]

    checked = wizard.drafting.review
    assert checked is not None
    unknown = next(each for each in checked.findings if each.problem.value == "Wolves")
    wizard.check.remedied.emit(Remedy(unknown, WayOut.ASK_MEANT, unknown.offer.new))
    bench.settle()
    (dialog,) = wizard.window().findChildren(MeantDialog)
    bench.until(lambda: dialog.choice.count() > 30)
    dialog.choice.setCurrentText("City of Wolverhampton Council")
    dialog.send_button.click()
    bench.settle()
    assert pills(wizard) == ["1 ready", "1 to check", "1 duplicate"]

    checked = wizard.drafting.review
    assert checked is not None
    doubtful = next(each for each in checked.findings if each.offer.instead)
    wizard.check.remedied.emit(Remedy(doubtful, WayOut.WRITE, doubtful.offer.instead[0]))
    bench.settle()
    push(bench, wizard, "Two people", 4)
    assert pills(wizard) == ["3 ready"]
    alt(bench, Qt.Key.Key_C)
    assert wizard.step == CONFIRM
    assert wizard.drafting.review is not None
    told = [row.happens for row in outcome_rows(wizard.drafting.review)]
    assert "Kept as another name of it" in told
    assert told.count("Confirmed place, council-paid") == 3
    alt(bench, Qt.Key.Key_C)
    assert sorted(people(sqlite_office, cohort)) == [
        "Bo Li, City of Wolverhampton Council",
        "Bo Li, City of Wolverhampton Council",
        "Mary Jane Watkins, City of Wolverhampton Council",
    ]


def test_a_column_that_looks_like_a_session_is_settled_before_one_goes_on(
    bench: Bench, cohort: CohortId, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "marks.csv"
    path.write_text("E-mail,Session 1,Celebration day\nb@walsall.gov.uk,E,E\n", encoding="utf-8")
    screen = bench.go("import", cohort, "attendance")
    assert isinstance(screen, Imports)
    choosing(monkeypatch, path)
    screen.choose.zone.button.click()
    bench.until(lambda: screen.step == MATCH)
    bench.settle()
    assert screen.footer.why.text() == "Say which session “Celebration day” is, or leave it out"
    assert not screen.footer.go_on.isEnabled()
    choice = screen.match.table.heading.choices[2]
    choice.activated.emit(0)
    bench.settle()
    assert screen.footer.go_on.isEnabled()


def test_those_who_wait_are_counted_when_the_file_is_in(
    bench: Bench,
    wizard: Imports,
    sqlite_office: Office,
    cohort: CohortId,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "bookings.csv"
    rows = (f"P{n},Q,p{n}@walsall.gov.uk,Walsall" for n in range(42))
    path.write_text("\n".join(("First name,Last name,E-mail,Council", *rows, "")), encoding="utf-8")
    read(bench, wizard, monkeypatch, path)
    alt(bench, Qt.Key.Key_C)
    assert "2 go to the waiting list" in seen(wizard)
    alt(bench, Qt.Key.Key_C)
    assert bench.screen.here() == Destination("cohort", cohort, "participants")
    words = "Imported 42 people, 2 of them on the waiting list. Undo takes all of it back."
    assert bench.window.notices.done.accessibleName() == words


def test_the_first_problem_has_the_keyboard_and_columns_left_out_are_named(
    bench: Bench, wizard: Imports, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "names.csv"
    rows = ("Kowalczyk JOANNA,a@walsall.gov.uk,Walsall,5", "Bo Li,b@walsall.gov.uk,Walsall,5")
    path.write_text("\n".join(("Name,E-mail,Council,Shoe size", *rows, "Cher,,Walsall,")), encoding="utf-8")
    read(bench, wizard, monkeypatch, path)
    assert wizard.check.table.currentIndex().row() == 0
    for row in (0, 2):
        wizard.check.table.go_to(wizard.check.model.index(row, 1))
        bench.press(Qt.Key.Key_Delete)
    alt(bench, Qt.Key.Key_C)
    assert wizard.step == CONFIRM
    model = wizard.confirm.list.model
    headings = [found.words for row in range(model.rowCount()) if (found := model.heading_at(row))]
    assert headings == ["Columns left out", "Added", "Left out"]
    assert model.rows[0].name == "Shoe size"
