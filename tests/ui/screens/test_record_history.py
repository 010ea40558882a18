"""The history of one record by keyboard: Ctrl+H in a list, what an act changed, its undo, what refuses it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from aspire_desktop.domain.office.values import PersonId
from aspire_desktop.services.office.people import ChangePerson
from aspire_desktop.storage.lookups.office.people import person_row
from aspire_desktop.ui.screens.contact.people.view import People
from aspire_desktop.ui.screens.home.history.record import CAN_BE_UNDONE, REDO, UNDO, RecordHistory
from tests.ui.bench import Bench
from tests.ui.cohort_bench import dialog, no_dialog, words_in


@pytest.fixture
def folake(cohorts: Bench) -> PersonId:
    """The first of the list of people, whose job title and address were changed in turn."""
    screen = cohorts.go("people")
    assert isinstance(screen, People)
    person = screen.current
    assert person is not None
    return person.id


def changed(bench: Bench, id: PersonId, title: str, address: str) -> None:
    bench.desk.do(ChangePerson(id, "Folake", "Adebayo", address, title))
    bench.settle()


def opened(bench: Bench) -> RecordHistory:
    bench.ctrl(Qt.Key.Key_H)
    history = dialog(RecordHistory)
    bench.until(history.verdict.isVisible)
    return history


def test_what_an_act_changed_is_shown_and_enter_undoes_it_and_does_it_again(
    cohorts: Bench, folake: PersonId
) -> None:
    changed(cohorts, folake, "Head of HR", "folake.adebayo@council.gov.uk")
    history = opened(cohorts)
    assert history.windowTitle() == "History of Folake Adebayo"
    assert "+ Head of HR" in words_in(history.facts)
    assert CAN_BE_UNDONE.happened in words_in(history.verdict)
    cohorts.press(Qt.Key.Key_Return)
    cohorts.until(lambda: history.undo_button.text() == REDO)
    office = cohorts.desk.office
    row = office.ask(person_row, folake, office.clock.today())
    assert row is not None
    assert row.job_title != "Head of HR"
    assert history.list.rows[0] == history.list.current
    cohorts.press(Qt.Key.Key_Return)
    cohorts.until(lambda: history.undo_button.text() == UNDO)
    cohorts.press(Qt.Key.Key_Escape)
    assert no_dialog()


def test_what_stands_in_the_way_is_said_and_nothing_is_offered(cohorts: Bench, folake: PersonId) -> None:
    changed(cohorts, folake, "Head of HR", "folake.adebayo@council.gov.uk")
    changed(cohorts, folake, "Director of HR", "folake.adebayo@council.gov.uk")
    history = opened(cohorts)
    QTest.keyClick(history.list.table, Qt.Key.Key_Down)
    cohorts.until(lambda: any("changed since" in each for each in words_in(history.verdict)))
    assert not history.undo_button.isEnabled()


def test_a_row_that_is_no_record_has_no_history(cohorts: Bench) -> None:
    screen = cohorts.go("finance")
    assert screen is not None
    cohorts.ctrl(Qt.Key.Key_H)
    assert no_dialog()
