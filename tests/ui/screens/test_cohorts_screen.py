"""The list of cohorts as a person sees and works it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from cohort_office import CohortOffice
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from aspire_desktop.domain.programmes.attendance import Code
from aspire_desktop.domain.programmes.cohorts import Stage
from aspire_desktop.domain.programmes.enrolments import Funding
from aspire_desktop.domain.programmes.open_work import OpenWork
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.programmes.attendance import FinishRegister, MarkAttendance, ReopenRegister
from aspire_desktop.storage.lookups.programmes.cohorts import cohort_rows, session_rows
from aspire_desktop.storage.lookups.programmes.programmes import version_rows
from aspire_desktop.ui.screens.programmes.cohort.view import CohortWorkspace
from aspire_desktop.ui.screens.programmes.cohorts.model import COHORTS, FILTERS, STILL_OPEN, cohorts_today
from aspire_desktop.ui.screens.programmes.cohorts.new_cohort import NewCohort
from aspire_desktop.ui.screens.programmes.cohorts.view import Cohorts
from aspire_desktop.ui.widgets.words import attentions, stage_look
from tests.ui.bench import Bench, take_picture, take_pictures
from tests.ui.cohort_bench import button, dialog, no_dialog, words_in

STATUS = [field.heading for field in COHORTS.fields].index("Status")


@pytest.fixture
def screen(cohorts: Bench) -> Cohorts:
    assert isinstance(cohorts.screen, Cohorts)
    cohorts.screen.table.setFocus()
    return cohorts.screen


def _shown(screen: Cohorts) -> list[str]:
    return [str(screen.model.index(row, 0).data()) for row in range(screen.model.rowCount())]


def _choose(bench: Bench, screen: Cohorts, code: str) -> None:
    screen.table.setCurrentIndex(screen.model.index(_shown(screen).index(code), 0))
    bench.until(lambda: code in words_in(screen.pane))


def test_cohorts_stand_under_their_programme_latest_first(screen: Cohorts) -> None:
    assert _shown(screen) == [
        "Aspire · Strategic HR and OD Business Partner Programme, 2",
        "ASP26-01",
        "ASP26-02",
        "Inspire OD, 2",
        "INS26-02",
        "INS26-01",
    ]
    QAbstractItemModelTester(screen.model, QAbstractItemModelTester.FailureReportingMode.Fatal)


def test_a_row_says_dates_places_status_and_what_is_next(screen: Cohorts) -> None:
    row = _shown(screen).index("INS26-02")
    columns = [screen.model.fields.index(field) for field in screen.list.columns.shown]
    words = [str(screen.model.index(row, column).data()) for column in columns]
    assert words == [
        "INS26-02",
        "Inspire OD",
        "West Midlands Employers",
        "9–11 Dec 2026",
        "9 of 12",
        "3 free",
        "Confirmed",
        "Workshop day 1, 9 Dec",
    ]
    assert screen.totals.text() == "9 booked of 70 places shown"


def test_the_pane_tells_places_dates_attention_and_who_waits(cohorts: Bench, screen: Cohorts) -> None:
    _choose(cohorts, screen, "INS26-02")
    said = words_in(screen.pane)
    for words in (
        "LGA-subsidised",
        "Offered, waiting for reply",
        "Held of 12",
        "Wed 9 Dec 2026, 09:30 to 16:30",
        "Ruth Adeyemi, Martin Pell",
        "1 offer unanswered.",
        "2 council-paid places without a PO number.",
        "Zainab Ibrahim",
    ):
        assert words in said
    assert said.index("Zainab Ibrahim") < said.index("Paul Jennings")


def test_filters_narrow_the_list_and_are_cleared(cohorts: Bench, screen: Cohorts) -> None:
    screen.filters[2].choose("North West Employers")
    cohorts.settle()
    assert _shown(screen)[1:] == ["ASP26-02"]
    assert screen.counted.text() == "1 of 4 cohorts"
    screen.filters[3].choose("running")
    cohorts.settle()
    assert screen.nothing.isVisible()
    screen.clear_link.click()
    cohorts.settle()
    assert len(_shown(screen)) == 6


@pytest.mark.parametrize(
    ("open", "said"),
    [
        (OpenWork(), "Complete"),
        (OpenWork(to_come=1, registers=1), "Running"),
        (OpenWork(unmarked=7, registers=1, outcomes=2, certificates=1), "7 left"),
        (OpenWork(registers=1, outcomes=2), "Check"),
        (OpenWork(outcomes=2, certificates=1), "Panel due"),
        (OpenWork(certificates=1, waiting=1), "To award"),
        (OpenWork(unsettled=1, unmarked=3, waiting=1), "Check"),
        (OpenWork(waiting=2), "2 waiting"),
    ],
)
def test_a_cohort_whose_days_are_over_says_what_is_to_be_done_first(
    furnished: CohortOffice, open: OpenWork, said: str
) -> None:
    today = furnished.office.clock.today()
    [row] = [row for row in furnished.office.ask(cohort_rows, today) if row.code == "ASP26-02"]
    assert row.stage is Stage.COMPLETED
    row = replace(row, held=3)
    assert stage_look(row, open).words == said
    told = attentions(row, [], [], 1, today, open)
    assert [each.words for each in told] == list(open.sentences or ["This cohort is complete."])
    assert all(each.fine == (said == "Complete") for each in told)


def test_a_cohort_that_nobody_is_on_is_over_and_empty_and_never_complete(furnished: CohortOffice) -> None:
    furnished.cohort("INS26-00", "Inspire OD", date(2026, 5, 4))
    office, today = furnished.office, furnished.office.clock.today()
    [each] = [each for each in cohorts_today(office) if each.row.code == "INS26-00"]
    assert each.row.stage is Stage.COMPLETED
    assert (each.look.words, each.stage_key) == ("Over, empty", STILL_OPEN)
    assert each.left == ("Its days are over, and nobody holds a place.",)
    told = attentions(each.row, [], [], 1, today, each.open)
    assert [(one.words, one.fine) for one in told] == [(each.left[0], False)]


def test_complete_is_said_again_when_the_last_register_is_finished(
    new_bench: Callable[[Office], Bench], furnished: CohortOffice
) -> None:
    office = furnished.office
    empty = _still_open(office)
    cohort = furnished.cohort("INS26-00", "Inspire OD", date(2026, 5, 4))
    places = tuple(furnished.enrol(cohort, [0, 1], Funding.COUNCIL, order="PO 1"))
    days = office.ask(session_rows, cohort)
    for day in days:
        office.do(MarkAttendance(day.id, places, Code.ABSENT))
        office.do(FinishRegister(day.id))
    office.do(ReopenRegister(days[0].id))
    bench = new_bench(office)
    screen = bench.go("cohorts")
    assert isinstance(screen, Cohorts)
    _choose(bench, screen, "INS26-00")
    status = screen.model.index(_shown(screen).index("INS26-00"), STATUS)
    assert (status.data(), status.data(Qt.ItemDataRole.ToolTipRole)) == (
        "Check",
        "1 register is not finished.",
    )
    assert "1 register is not finished." in words_in(screen.pane)
    assert [choice.words for choice in FILTERS[3].choices(cohorts_today(office))][-1] == "Over, not complete"
    assert _still_open(office) == [*empty, "INS26-00"]
    bench.window.desk.do(FinishRegister(days[0].id))
    bench.until(lambda: "This cohort is complete." in words_in(screen.pane))
    assert _still_open(office) == empty


def _still_open(office: Office) -> list[str]:
    return [each.row.code for each in cohorts_today(office) if each.stage_key == STILL_OPEN]


def test_typing_finds_a_cohort(cohorts: Bench, screen: Cohorts) -> None:
    cohorts.ctrl(Qt.Key.Key_F)
    cohorts.type("ins26-01")
    cohorts.press(Qt.Key.Key_Return)
    assert _shown(screen)[1:] == ["INS26-01"]


def test_a_programme_folds_with_enter(cohorts: Bench, screen: Cohorts) -> None:
    cohorts.press(Qt.Key.Key_Home)
    cohorts.press(Qt.Key.Key_Return)
    assert _shown(screen)[1] == "Inspire OD, 2"
    cohorts.press(Qt.Key.Key_Return)
    assert len(_shown(screen)) == 6


def test_enter_opens_the_workspace_and_alt_left_comes_back(cohorts: Bench, screen: Cohorts) -> None:
    _choose(cohorts, screen, "INS26-02")
    cohorts.press(Qt.Key.Key_Return)
    assert isinstance(cohorts.screen, CohortWorkspace)
    assert cohorts.screen.header.title == "INS26-02"
    assert button(cohorts.window.rail, "Cohorts").isChecked()
    cohorts.press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert cohorts.window.pages.front is screen


def test_a_new_cohort_follows_its_version(cohorts: Bench, screen: Cohorts) -> None:
    cohorts.ctrl(Qt.Key.Key_N)
    form = dialog(NewCohort)
    form.version.setCurrentText("Inspire OD")
    assert form.capacity.value() == 20
    assert form.code.text() == "INS26-03"
    cohorts.until(lambda: "Review day, 09:30 to 16:30" in words_in(form.schedule))
    cohorts.press(Qt.Key.Key_Return)
    assert no_dialog()
    assert isinstance(cohorts.screen, CohortWorkspace)
    assert cohorts.screen.header.title == "INS26-03"
    assert cohorts.window.status.undo.text() == "Undo: Add cohort INS26-03"


def test_a_new_cohort_begins_with_the_newest_version_of_what_ran_last(
    cohorts: Bench, screen: Cohorts
) -> None:
    office = cohorts.desk.office
    versions = office.ask(version_rows)
    newest = {row.programme_id: row for row in versions}
    ran = max(office.ask(cohort_rows, office.clock.today()), key=lambda row: row.id)
    expected = newest[next(row.programme_id for row in versions if row.id == ran.version_id)]
    cohorts.ctrl(Qt.Key.Key_N)
    assert dialog(NewCohort).version.currentText() == expected.title
    dialog(NewCohort).reject()


def test_a_code_in_use_is_refused_and_nothing_typed_is_lost(cohorts: Bench, screen: Cohorts) -> None:
    cohorts.ctrl(Qt.Key.Key_N)
    form = dialog(NewCohort)
    form.code.setText("INS26-01")
    form.told["venue"].setText("Council House, Oldbury")
    cohorts.press(Qt.Key.Key_Return)
    assert "There is a cohort INS26-01 already." in words_in(form.message)
    assert form.told["venue"].text() == "Council House, Oldbury"
    form.code.clear()
    cohorts.press(Qt.Key.Key_Return)
    assert form.code_row.error == "Enter a code, like INS27-01"
    assert form.code.hasFocus()
    cohorts.press(Qt.Key.Key_Escape)
    assert no_dialog()


def test_an_empty_office_offers_the_first_cohort(
    new_bench: Callable[[Office], Bench], opened: Office
) -> None:
    bench = new_bench(opened)
    screen = bench.go("cohorts")
    assert isinstance(screen, Cohorts)
    assert "There are no cohorts yet" in words_in(screen)
    screen.nothing.button.click()
    bench.settle()
    assert dialog(NewCohort).version.currentText() == "Aspire 2.0"
    dialog(NewCohort).reject()


def test_pictures(cohorts: Bench, screen: Cohorts, furnished: CohortOffice, pictures: Path) -> None:
    _choose(cohorts, screen, "INS26-02")
    take_pictures(cohorts.window, pictures, "cohorts")
    cohorts.ctrl(Qt.Key.Key_N)
    form = dialog(NewCohort)
    form.version.setCurrentText("Inspire OD")
    cohorts.until(lambda: "Review day, 09:30 to 16:30" in words_in(form.schedule))
    take_picture(form, pictures, "new-cohort")
    form.reject()


def test_headings_cannot_be_opened_as_cohorts(screen: Cohorts) -> None:
    assert screen.model.row_at(QModelIndex()) is None
    assert screen.model.row_at(screen.model.index(0, 0)) is None
