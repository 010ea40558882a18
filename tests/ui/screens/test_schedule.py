"""The schedule as a person sees it: rooms and trainers, clashes in words at once, and who must be told."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from cohort_office import CohortOffice
from PySide6.QtCore import Qt

from aspire_desktop.domain.programmes.cohorts import RoomBooking, SessionRow, Stage
from aspire_desktop.services.programmes.cohorts import SetStage
from aspire_desktop.services.programmes.schedules import ArrangeSession
from aspire_desktop.services.programmes.venues import AddRoom, AddVenue
from aspire_desktop.storage.lookups.programmes.cohorts import cohort_rows, session_rows
from aspire_desktop.storage.lookups.programmes.venues import room_rows
from aspire_desktop.ui.screens.home.today.view import Home
from aspire_desktop.ui.screens.programmes.cohort.move_schedule import MoveScheduleDialog
from aspire_desktop.ui.screens.programmes.cohort.schedule import Schedule
from aspire_desktop.ui.screens.programmes.cohort.schedule_dialogs import DecisionDialog, TrainerDialog
from aspire_desktop.ui.screens.programmes.cohort.session_dialogs import (
    ArrangeSessionDialog,
    MoveSessionDialog,
)
from aspire_desktop.ui.screens.programmes.cohort.view import CohortWorkspace
from aspire_desktop.ui.screens.programmes.venues.dialogs import RoomDialog, VenueDialog
from aspire_desktop.ui.screens.programmes.venues.view import Venues
from tests.ui.bench import Bench, take_picture, take_pictures
from tests.ui.cohort_bench import dialog, no_dialog, words_in

CODE = "INS26-02"


@dataclass(frozen=True)
class Planned:
    """A schedule on screen, with the sessions of the cohort."""

    bench: Bench
    screen: CohortWorkspace
    tab: Schedule
    days: list[SessionRow]


@pytest.fixture
def planned(cohorts: Bench, furnished: CohortOffice) -> Planned:
    """A cohort whose first session is in a room of a venue, and the same room is taken that day."""
    office = furnished.office
    rows = {row.code: row for row in office.ask(cohort_rows, office.clock.today())}
    days = office.ask(session_rows, rows[CODE].id)
    venue = AddVenue("Council House, Oldbury", "Freeth Street, Oldbury", "", "", "", "Jo Webb", "", "")
    whole = office.do(venue).value
    venue_id = next(row.venue_id for row in office.ask(room_rows) if row.id == whole)
    room = office.do(AddRoom(venue_id, "Training Room 1", 24)).value
    for day in days:
        facts = (RoomBooking.HELD, day.on, day.on - timedelta(days=7), None, "", ("Ruth Adeyemi",))
        office.do(ArrangeSession(day.id, room, *facts))
    screen = cohorts.go("cohort", rows[CODE].id, "schedule")
    assert isinstance(screen, CohortWorkspace)
    tab = screen.tab
    assert isinstance(tab, Schedule)
    cohorts.until(lambda: tab.model.rowCount() == len(days))
    return Planned(cohorts, screen, tab, days)


def test_a_bank_holiday_is_said_as_it_is_typed_and_stays_above_the_list(
    planned: Planned, pictures: Path
) -> None:
    bench, tab = planned.bench, planned.tab
    tab.table.setFocus()
    bench.press(Qt.Key.Key_F2)
    form = dialog(MoveSessionDialog)
    assert form.clashes.isHidden()
    form.on.show_date(date(2026, 12, 28))
    assert form.clashes.text().startswith("Bank holiday in England: Boxing Day")
    assert "Must be told:" in form.telling.text()
    assert "Council House, Oldbury" in form.telling.text()
    take_picture(form, pictures, "move-session")
    bench.press(Qt.Key.Key_Return)
    bench.until(lambda: tab.bar.isVisible())
    assert any("2 clashes in 1 session." in words for words in words_in(tab.bar))
    assert tab.tellings.isVisible()
    assert "Who must be told" in words_in(tab)
    take_pictures(bench.window, pictures, "schedule-clashes")
    tab.next_command.trigger()
    bench.settle()
    line = tab.list.current
    assert line is not None
    assert line.planned.session.on == date(2026, 12, 28)
    count = tab.tellings.list.total
    tab.tellings.table.setFocus()
    bench.press(Qt.Key.Key_Home)
    bench.press(Qt.Key.Key_Return)
    bench.until(lambda: tab.tellings.list.total == count - 1)


def test_the_whole_schedule_moves_in_one_step_and_comes_back(planned: Planned, pictures: Path) -> None:
    bench, tab = planned.bench, planned.tab
    tab.table.setFocus()
    bench.ctrl(Qt.Key.Key_M)
    form = dialog(MoveScheduleDialog)
    form.number.put(3)
    assert "Workshop day 1: 9 Dec → Wed 30 Dec, 1 clash" in form.days.text()
    assert "Review day: 11 Dec → Fri 8 Jan, 1 clash" in form.days.text()  # not on New Year's Day
    take_picture(form, pictures, "move-schedule")
    bench.press(Qt.Key.Key_Return)
    assert no_dialog()
    bench.until(lambda: str(tab.model.index(0, 2).data()) == "Wed 30 Dec 2026")
    assert bench.window.status.undo.text() == "Undo: Move 3 sessions of INS26-02"
    bench.ctrl(Qt.Key.Key_Z)
    bench.until(lambda: str(tab.model.index(0, 2).data()) == "Wed 9 Dec 2026")


def test_a_session_is_given_its_room_its_caterer_and_its_trainer(planned: Planned, pictures: Path) -> None:
    bench, tab = planned.bench, planned.tab
    tab.table.setFocus()
    bench.press(Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    form = dialog(ArrangeSessionDialog)
    form.booking.setCurrentText("Confirmed")
    form.trained_by.setText("Joan Tully")
    take_picture(form, pictures, "arrange-session")
    bench.press(Qt.Key.Key_Return)
    bench.until(lambda: "Joan Tully" in {row.name for row in tab.trainers.list.sifted.rows})
    assert tab.list.current is not None
    assert tab.list.current.booking == "Confirmed"


def test_a_trainer_whose_indemnity_ends_before_a_session_clashes(planned: Planned) -> None:
    bench, tab = planned.bench, planned.tab
    tab.trainers.table.setFocus()
    bench.press(Qt.Key.Key_Home)
    bench.press(Qt.Key.Key_Return)
    form = dialog(TrainerDialog)
    form.indemnity_until.show_date(planned.days[0].on - timedelta(days=1))
    bench.press(Qt.Key.Key_Return)
    bench.until(lambda: tab.bar.isVisible())
    assert any("indemnity ends on" in words for words in words_in(tab.bar))


def test_a_tentative_cohort_says_when_it_is_decided(planned: Planned, furnished: CohortOffice) -> None:
    bench, screen = planned.bench, planned.screen
    screen.decide_command.trigger()
    bench.settle()
    form = dialog(DecisionDialog)
    form.decide_on.show_date(furnished.office.clock.today())
    bench.press(Qt.Key.Key_Return)
    assert no_dialog()
    bench.desk.do(SetStage(planned.days[0].cohort_id, Stage.TENTATIVE))
    home = bench.go("home")
    assert isinstance(home, Home)
    bench.until(lambda: any("Decide whether it runs" in words for words in _tasks(home)))


def _tasks(home: Home) -> list[str]:
    model = home.todo.model
    return [str(model.index(row, 1).data()) for row in range(model.rowCount())]


def test_venues_are_added_with_their_rooms(cohorts: Bench, pictures: Path) -> None:
    screen = cohorts.go("venues")
    assert isinstance(screen, Venues)
    assert "There are no venues yet" in words_in(screen)
    cohorts.ctrl(Qt.Key.Key_N)
    dialog(VenueDialog)
    cohorts.type("Council House")
    cohorts.press(Qt.Key.Key_Return)
    cohorts.until(lambda: screen.list.total == 1)
    screen.table.setFocus()
    cohorts.press(Qt.Key.Key_End)
    cohorts.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    dialog(RoomDialog)
    cohorts.type("Training Room 1")
    cohorts.press(Qt.Key.Key_Return)
    cohorts.until(lambda: screen.list.total == 2)
    take_pictures(cohorts.window, pictures, "venues")
    screen.table.setFocus()
    cohorts.press(Qt.Key.Key_End)
    cohorts.press(Qt.Key.Key_Delete)
    cohorts.until(lambda: screen.list.total == 1)
