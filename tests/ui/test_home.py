"""Home through keys and visible words."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from busy_office import TODAY, BusyOffice, busy_office
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from aspire_desktop.domain.money.claims import PlaceState
from aspire_desktop.domain.office.staff import Role
from aspire_desktop.domain.office.values import Period
from aspire_desktop.domain.programmes.attendance import Code
from aspire_desktop.domain.programmes.enrolments import Enrolment, Status
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.home.home import home_facts
from aspire_desktop.services.office.staff import AddColleague
from aspire_desktop.services.programmes.attendance import FillUnmarked, FinishRegister
from aspire_desktop.storage.journal import Entry
from aspire_desktop.storage.lookups.money.funding import pool_places, pool_rows
from aspire_desktop.storage.lookups.programmes.cohorts import cohort_rows, session_rows
from aspire_desktop.storage.store import Store
from aspire_desktop.storage.tables.schema import SCHEMA
from aspire_desktop.ui.desk.signals import Destination
from aspire_desktop.ui.screens.home.today.tasks import Task
from aspire_desktop.ui.screens.home.today.view import Home
from aspire_desktop.ui.screens.money.finance.view import Finance
from aspire_desktop.ui.screens.programmes.cohorts.new_cohort import NewCohort
from aspire_desktop.ui.shell.navigation import ENTRIES
from tests.ui.bench import Bench, take_pictures


def shown(bench: Bench) -> Home:
    assert isinstance(bench.screen, Home)
    return bench.screen


def tasks(screen: Home) -> list[str]:
    return [task.title for task in shown_tasks(screen)]


def shown_tasks(screen: Home) -> list[Task]:
    return list(screen.todo.model.rows)


def went_to(bench: Bench) -> list[Destination]:
    went: list[Destination] = []
    bench.desk.bell.wanted.connect(went.append)
    return went


def test_the_most_urgent_task_has_the_keyboard_and_enter_runs_it(busy_bench: Bench) -> None:
    screen, went = shown(busy_bench), went_to(busy_bench)
    assert busy_bench.window.windowTitle().startswith("Home")
    assert screen.header.title == "Thursday 8 October 2026"
    assert tasks(screen)[:4] == [
        "Register not marked: Workshop day 1",
        "Return not submitted",
        "Register not marked: Digital technologies in HR/OD",
        "Register not marked: Workshop day 2",
    ]
    assert busy_bench.window.focusWidget() is screen.todo.table
    busy_bench.press(Qt.Key.Key_Return)
    assert went[-1].screen == "registers"
    busy_bench.go("home")
    assert busy_bench.window.focusWidget() is screen.todo.table
    busy_bench.press(Qt.Key.Key_Down)
    busy_bench.press(Qt.Key.Key_Return)
    assert (went[-1].screen, went[-1].part) == ("finance", "2026-04-01")


def test_a_return_that_is_due_opens_on_its_own_period(busy_bench: Bench) -> None:
    finance = busy_bench.go("finance")
    assert isinstance(finance, Finance)
    listed, found = finance.returns.list, finance.returns._found
    assert found is not None
    opened = found.drafts[0]
    earlier = replace(opened, period=Period(date(2025, 10, 1), date(2025, 12, 31)))
    busy_bench.desk.go(Destination("finance", finance.here().id, "returns", "2025-10-01"))
    busy_bench.settle()
    assert listed.current == opened, "nothing is due for that period"
    listed.show_returns(replace(found, drafts=(opened, earlier)))
    assert listed.current == earlier
    listed.show_returns(replace(found, drafts=(opened, earlier)))
    assert listed.current == earlier


def test_each_kind_of_work_is_listed(busy_bench: Bench) -> None:
    screen = shown(busy_bench)
    assert tasks(screen)[4:] == [
        "7 certificates ready to issue",
        "No free places, 3 people waiting",
        "12 people without a project outcome",
        "Nobody is named to sign certificates",
    ]
    assert [screen.low.model.index(row, 2).data() for row in range(2)] == ["16/18", "20/20"]
    progress = screen.progress.model
    assert [progress.index(row, 0).data() for row in range(4)] == [
        "ASP26-WM02", "INS26-YH01", "ASP26-NW01", "INS26-WM01",
    ]  # fmt: skip
    assert "Thu 8 Oct: ASP26-WM02" in screen.ahead.timeline.accessibleName()


def test_no_places_running_low_is_said_in_words(busy_bench: Bench) -> None:
    low = shown(busy_bench).low
    low.show_rows([])
    busy_bench.settle()
    assert low.nothing.isVisible()
    assert low.nothing.height() >= low.nothing.minimumSizeHint().height()


def test_a_task_goes_away_when_it_is_done(busy_bench: Bench, opened_store: Store, busy: BusyOffice) -> None:
    screen = shown(busy_bench)
    office = Office(opened_store, "Ann")
    [first] = [row for row in office.ask(session_rows, busy.cohorts["INS26-YH01"]) if row.position == 1]
    busy_bench.desk.do(FillUnmarked(first.id, Code.PRESENT))
    busy_bench.settle()
    assert tasks(screen)[0] == "Register not finished: Workshop day 1"
    assert shown_tasks(screen)[0].verb == "Finish register"
    busy_bench.desk.do(FinishRegister(first.id))
    busy_bench.settle()
    assert tasks(screen)[0] == "Return not submitted"
    busy_bench.ctrl(Qt.Key.Key_Z)
    assert tasks(screen)[0] == "Register not finished: Workshop day 1"
    busy_bench.ctrl(Qt.Key.Key_Z)
    assert tasks(screen)[0] == "Register not marked: Workshop day 1"


def test_whoever_has_no_answer_on_a_cohort_that_is_over_is_to_be_answered(
    busy_bench: Bench, opened_store: Store, busy: BusyOffice
) -> None:
    with opened_store.writing("Ann") as work:
        work.get(Enrolment, busy.places["ASP26-WM01"][0]).status = Status.WAITING
        work.get(Enrolment, busy.places["ASP26-WM01"][1]).status = Status.OFFERED
        opened_store.seal(
            work, Entry(opened_store.clock.now(), "Ann", "Make", "Wait", final=True, schema=SCHEMA)
        )
    screen = shown(busy_bench)
    screen.refresh()
    busy_bench.settle()
    [task] = [each for each in shown_tasks(screen) if each.key.startswith("unanswered")]
    assert (task.title, task.where, task.verb) == ("2 people without an answer", "ASP26-WM01", "Open cohort")
    assert task.detail == (
        "1 person was nominated or offered a place and is not confirmed."
        " 1 person is still on the waiting list."
    )


def test_mine_follows_the_role(
    new_bench: Callable[[Office], Bench], opened_store: Store, busy: BusyOffice
) -> None:
    Office(opened_store, "Ann").do(AddColleague("Ruth", frozenset({Role.TRAINER})))
    bench = new_bench(Office(opened_store, "Ruth"))
    screen = shown(bench)
    assert all(title.startswith("Register") for title in tasks(screen))
    screen.todo.everyones.click()
    assert len(tasks(screen)) == 7


def test_a_square_opens_the_person(busy_bench: Bench, opened_store: Store, busy: BusyOffice) -> None:
    screen, went = shown(busy_bench), went_to(busy_bench)
    places = Office(opened_store, "Ann").ask(pool_places, busy.agreement, TODAY)
    [first, *_] = [place for place in places if place.state is PlaceState.IN_RETURN]
    screen.pool.waffle.setFocus()
    busy_bench.press(Qt.Key.Key_Return)
    assert went[-1] == Destination("people", first.person_id)
    screen.pool.waffle.square_chosen.emit(99)
    busy_bench.settle()
    assert went[-1] == Destination("finance", busy.agreement)


def test_an_empty_office_is_shown_how_to_begin(
    new_bench: Callable[[Office], Bench], opened_store: Store
) -> None:
    bench = new_bench(Office(opened_store, "Ann"))
    screen, went = shown(bench), went_to(bench)
    assert screen.first_run.isVisible()
    assert bench.window.focusWidget() is screen.first_run.import_button
    bench.press(Qt.Key.Key_Space)
    assert went[-1] == Destination("import", tab="cohorts")
    screen.first_run.ready.links[0].click()
    bench.settle()
    assert went[-1] == Destination("settings", tab="people")
    busy_office(opened_store)
    bench.go("home")
    screen.refresh()
    bench.settle()
    assert not screen.first_run.isVisible()
    assert len(tasks(screen)) == 8


def test_one_question_answers_the_whole_screen_fast(opened_store: Store, busy: BusyOffice) -> None:
    office = Office(opened_store, "Ann")
    facts = office.ask(home_facts, TODAY)
    assert facts.funded[0].pool == office.ask(pool_rows, TODAY)[0]
    rows = {row.code: row for row in office.ask(cohort_rows, TODAY)}
    assert all(each.cohort == rows[each.cohort.code] for each in facts.running)


def test_pictures_of_home(busy_bench: Bench, pictures: Path) -> None:
    take_pictures(busy_bench.window, pictures, "home")


def test_pictures_of_the_first_run(
    new_bench: Callable[[Office], Bench], opened_store: Store, pictures: Path
) -> None:
    bench = new_bench(Office(opened_store, "Ann"))
    take_pictures(bench.window, pictures, "first-run")


def test_every_way_from_home_leads_somewhere(busy_bench: Bench) -> None:
    screen = shown(busy_bench)
    keys = {entry.key for entry in ENTRIES}
    model = screen.todo.model
    rows = [model.row_at(model.index(row, 0)) for row in range(model.rowCount())]
    places = [row.place for row in rows if row is not None]
    assert all(place.screen in keys for place in places)
    went = went_to(busy_bench)
    for button in (screen.first_run.import_button, screen.first_run.cohort_button):
        button.click()
        busy_bench.settle()
    assert {place.screen for place in went} <= keys
    [asked] = busy_bench.window.findChildren(NewCohort)  # it belongs to this window, and closes with it
    asked.close()


def test_the_first_cohort_is_begun_from_home(
    new_bench: Callable[[Office], Bench], opened_store: Store
) -> None:
    bench = new_bench(Office(opened_store, "Ann"))
    shown(bench).first_run.cohort_button.click()
    bench.until(lambda: QApplication.activeModalWidget() is not None)
    assert isinstance(QApplication.activeModalWidget(), NewCohort)
    bench.press(Qt.Key.Key_Escape)


def test_ready_certificates_open_at_their_tab(busy_bench: Bench) -> None:
    screen = shown(busy_bench)
    for _ in range(screen.todo.model.rowCount()):
        if screen.todo.table.currentIndex().siblingAtColumn(1).data() == "7 certificates ready to issue":
            break
        busy_bench.press(Qt.Key.Key_Down)
    busy_bench.press(Qt.Key.Key_Return)
    assert busy_bench.screen.here().tab == "certificates"
