"""The history, read from the keyboard: what was done, and beside it what that changed."""

from datetime import datetime
from pathlib import Path

import pytest
from cohort_office import CohortOffice
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from aspire_desktop.domain.office.clock import OFFICE_ZONE
from aspire_desktop.domain.office.facts import FactChange
from aspire_desktop.domain.office.history import ActionRow, RowChange
from aspire_desktop.domain.office.values import ActionId, OrganisationId
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.office.organisations import AddOrganisation
from aspire_desktop.services.office.people import AddPerson, ChangePerson
from aspire_desktop.services.programmes.enrolments import NoteNeeds
from aspire_desktop.storage.lookups.programmes.cohorts import cohort_rows
from aspire_desktop.storage.lookups.programmes.enrolments import participant_rows
from aspire_desktop.ui.screens.home.history.pane import NO_FACTS, SHOWN, ActionPane, ToldAction
from aspire_desktop.ui.screens.home.history.view import History
from aspire_desktop.ui.widgets.scrolled import Scrolled
from tests.ui.bench import Bench, take_pictures
from tests.ui.cohort_bench import words_in

LONG = f"{'a' * 60}@{'narnia-' * 7}council.{'b' * 60}.gov.uk"


@pytest.fixture
def walsall(sqlite_office: Office) -> OrganisationId:
    return sqlite_office.do(AddOrganisation("Narnia Council")).value


def history(bench: Bench, title: str) -> History:
    """Open the history and choose the newest action of this title."""
    screen = bench.go("history")
    assert isinstance(screen, History)
    screen.refresh()
    bench.settle()
    choose(bench, screen, title)
    return screen


def choose(bench: Bench, screen: History, title: str) -> None:
    rows = [screen.model.index(row, 3) for row in range(screen.model.rowCount())]
    screen.table.setCurrentIndex(next(index for index in rows if index.data() == title))
    bench.until(lambda: title in read(screen))


def read(screen: History) -> list[str]:
    """Give what a person reads in the pane below its heading, from top to bottom."""
    return [words.replace("\u200b", "") for words in words_in(screen.pane)][1:]


def heard(screen: History) -> str:
    """Give what a screen reader says of the pane that has the keyboard."""
    pane = screen.pane.focusProxy()
    assert pane is not None
    return pane.accessibleDescription()


def test_what_an_action_changed_is_told_fact_by_fact(
    bench: Bench, sqlite_office: Office, walsall: OrganisationId
) -> None:
    bo = sqlite_office.do(AddPerson("Bo", "Li", "bo@narnia.gov.uk", "HR Adviser", walsall)).value
    sqlite_office.do(ChangePerson(bo, "Bo", "Li", "b.li@narnia.gov.uk", ""))
    screen = history(bench, "Change Bo Li")
    assert read(screen)[2:] == [
        "Bo Li, Narnia Council",
        "Job title: HR Adviser → nothing",
        "Bo Li",
        "E-mail address: bo@narnia.gov.uk → b.li@narnia.gov.uk",
    ]
    assert read(screen)[1].startswith("Ann, ")


def test_what_did_not_touch_a_record_says_that_there_is_nothing_to_tell(
    bench: Bench, walsall: OrganisationId
) -> None:
    assert read(history(bench, "Add Narnia Council"))[2:] == [NO_FACTS]


def test_with_no_row_to_choose_the_pane_says_so(bench: Bench, walsall: OrganisationId) -> None:
    screen = history(bench, "Add Narnia Council")
    bench.ctrl(Qt.Key.Key_F)
    bench.type("nobody ever did this")
    bench.until(lambda: "No actions listed" in read(screen))


def test_undoing_is_told_the_other_way_round_at_once(
    bench: Bench, sqlite_office: Office, walsall: OrganisationId
) -> None:
    bo = sqlite_office.do(AddPerson("Bo", "Li", "bo@narnia.gov.uk", "", walsall)).value
    bench.desk.do(ChangePerson(bo, "Bo", "Lee", "bo@narnia.gov.uk", ""))
    bench.settle()
    screen = history(bench, "Change Bo Li")
    assert read(screen)[2:] == ["Bo Lee", "Family name: Li → Lee"]
    bench.ctrl(Qt.Key.Key_Z)
    choose(bench, screen, "Undo: Change Bo Li")
    assert read(screen)[2:] == ["Bo Li", "Family name: Lee → Li"]


def test_what_somebody_needs_is_not_said(cohorts: Bench, furnished: CohortOffice) -> None:
    office = furnished.office
    today = office.clock.today()
    cohort = next(row for row in office.ask(cohort_rows, today) if row.held)
    booked = office.ask(participant_rows, cohort.id, today)[0]
    for access in ("Hearing loop", "Step-free room"):
        done = office.do(NoteNeeds(booked.id, access, "Vegan"))
    screen = history(cohorts, done.title)
    assert read(screen)[2:] == [f"{booked.given_name} {booked.family_name}", "Access needs changed"]
    assert heard(screen) == f"{booked.given_name} {booked.family_name}: Access needs changed"


def test_f6_goes_to_the_pane_and_a_screen_reader_hears_it(
    bench: Bench, sqlite_office: Office, walsall: OrganisationId
) -> None:
    bo = sqlite_office.do(AddPerson("Bo", "Li", "bo@narnia.gov.uk", "", walsall)).value
    sqlite_office.do(ChangePerson(bo, "Bo", "Lee", "bo@narnia.gov.uk", ""))
    screen = history(bench, "Change Bo Li")
    screen.table.setFocus()
    bench.press(Qt.Key.Key_F6)
    assert bench.window.focusWidget() is screen.pane.focusProxy()
    assert heard(screen) == "Bo Lee: Family name “Lee”, was “Li”"
    bench.press(Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert screen.table.hasFocus()


def test_a_long_address_is_broken_and_never_clipped(
    bench: Bench, sqlite_office: Office, walsall: OrganisationId, pictures: Path
) -> None:
    bo = sqlite_office.do(AddPerson("Bo", "Li", "bo@narnia.gov.uk", "", walsall)).value
    sqlite_office.do(ChangePerson(bo, "Bo", "Li", LONG, ""))
    screen = history(bench, "Change Bo Li")
    assert read(screen)[3] == f"E-mail address: bo@narnia.gov.uk → {LONG}"
    take_pictures(bench.window, pictures, "history")
    [scroll] = screen.pane.findChildren(Scrolled)
    page = scroll.widget()
    assert page is not None
    assert page.width() <= scroll.viewport().width()


def test_of_thousands_of_records_the_first_are_told_and_the_others_counted(qtbot: QtBot) -> None:
    pane, at = ActionPane(), datetime(2026, 10, 8, 10, 30, tzinfo=OFFICE_ZONE)
    qtbot.addWidget(pane)
    rows = [RowChange("people", n, f"Bo {n}", (FactChange("Job title", "", "HRBP"),)) for n in range(5000)]
    pane.show_told(ToldAction(ActionRow(ActionId(1), at, "Ann", "Import people", None, False), rows))
    pane.show()
    assert len([words for words in words_in(pane) if words.startswith("Bo ")]) == SHOWN
    assert words_in(pane)[-1] == f"and {5000 - SHOWN:,} more records"
