"""What a place waits for, on the page of a cohort: an approval, an answer, its turn, another cohort."""

from datetime import date, timedelta

import pytest
from cohort_office import CohortOffice
from PySide6.QtCore import Qt

from aspire_desktop.domain.office.values import CohortId, EnrolmentId
from aspire_desktop.domain.programmes.enrolments import ParticipantRow, Status
from aspire_desktop.services.home.home import home_facts
from aspire_desktop.services.programmes.enrolments import EnrolParticipant
from aspire_desktop.storage.lookups.programmes.enrolments import participant_rows, waiting_rows
from aspire_desktop.ui.desk.signals import Destination
from aspire_desktop.ui.screens.home.today.tasks import tasks_of
from aspire_desktop.ui.screens.programmes.cohort.approval_dialogs import (
    AnswerDayDialog,
    ApprovalDialog,
    OvertakeDialog,
)
from aspire_desktop.ui.screens.programmes.cohort.participants import Participants
from aspire_desktop.ui.screens.programmes.cohort.place_dialogs import (
    DeferDialog,
    LeaveDialog,
    MoveCohortDialog,
)
from aspire_desktop.ui.screens.programmes.cohort.view import CohortWorkspace
from tests.ui.bench import Bench
from tests.ui.cohort_bench import CTRL, SHIFT, dialog, no_dialog


@pytest.fixture
def cohort(furnished: CohortOffice) -> CohortId:
    """A cohort to come, where one person is offered a place and two wait; another one follows it."""
    made = furnished.cohort("INS27-07", "Inspire OD", date(2027, 2, 3))
    furnished.cohort("INS27-08", "Inspire OD", date(2027, 5, 5))
    for number, status in enumerate((Status.OFFERED, Status.WAITING, Status.WAITING), 9):
        furnished.office.do(EnrolParticipant(made, furnished.person(number), status=status))
    return made


@pytest.fixture
def people(cohorts: Bench, cohort: CohortId) -> Participants:
    cohorts.settle()
    screen = cohorts.go("cohort", cohort)
    assert isinstance(screen, CohortWorkspace)
    cohorts.settle()
    return screen.participants


def offered(furnished: CohortOffice, cohort: CohortId) -> ParticipantRow:
    today = furnished.office.clock.today()
    rows = furnished.office.ask(participant_rows, cohort, today)
    return next(row for row in rows if row.status is not Status.WAITING)


def line(furnished: CohortOffice, cohort: CohortId) -> list[EnrolmentId]:
    today = furnished.office.clock.today()
    return [row.place.id for row in furnished.office.ask(waiting_rows, cohort, today)]


def test_an_offer_is_approved_prolonged_and_declined_by_key(
    cohorts: Bench, furnished: CohortOffice, cohort: CohortId, people: Participants
) -> None:
    people.table.selectRow(0)
    people.table.setFocus()
    cohorts.until(people.approval_command.isEnabled)
    cohorts.press(Qt.Key.Key_A, CTRL | SHIFT)
    approval = dialog(ApprovalDialog)
    approval.by.setText("Ann Bell")
    cohorts.press(Qt.Key.Key_Return)
    assert not no_dialog()  # nothing shows it yet
    approval.note.setText("E-mail of 3 November")
    cohorts.press(Qt.Key.Key_Return)
    assert no_dialog()
    assert offered(furnished, cohort).approved_by == "Ann Bell"
    people.answer_command.trigger()
    dialog(AnswerDayDialog).never.setChecked(True)
    cohorts.press(Qt.Key.Key_Return)
    assert offered(furnished, cohort).offered_until is None
    assert not people.lapse_command.isEnabled()
    people.decline_command.trigger()
    dialog(LeaveDialog).reason.setText("Too busy")
    cohorts.press(Qt.Key.Key_Return)
    assert offered(furnished, cohort).status is Status.DECLINED


def test_the_free_place_names_who_is_next_and_the_line_is_moved_for_a_reason(
    cohorts: Bench, furnished: CohortOffice, cohort: CohortId, people: Participants
) -> None:
    first, second = line(furnished, cohort)
    assert people.waiting.next_line.text().startswith("The free place goes to ")
    people.waiting.list.choice.wait_for(second)
    cohorts.settle()
    people.waiting.table.setFocus()
    people.waiting.table.selectRow(1)
    cohorts.press(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    dialog(OvertakeDialog).reason.setText("Left out last time")
    cohorts.press(Qt.Key.Key_Return)
    assert line(furnished, cohort) == [second, first]
    people.waiting.table.selectRow(1)
    people.waiting.move_command.trigger()
    cohorts.settle()
    dialog(MoveCohortDialog)
    cohorts.press(Qt.Key.Key_Return)
    assert line(furnished, cohort) == [second]


def test_a_place_is_deferred_to_a_cohort_that_is_named(
    cohorts: Bench, furnished: CohortOffice, cohort: CohortId, people: Participants
) -> None:
    people.table.selectRow(0)
    cohorts.until(people.defer_command.isEnabled)
    people.defer_command.trigger()
    cohorts.settle()
    form = dialog(DeferDialog)
    form.to_cohort.setCurrentIndex(form.to_cohort.count() - 1)
    there = form.to_cohort.given
    assert there is not None
    form.reason.setText("Leave")
    cohorts.press(Qt.Key.Key_Return)
    assert no_dialog()
    assert offered(furnished, cohort).status is Status.DEFERRED
    assert offered(furnished, there).status is Status.CONFIRMED


def test_an_offer_past_its_day_is_overdue_on_home(furnished: CohortOffice, cohort: CohortId) -> None:
    over = furnished.office.clock.today() + timedelta(days=16)
    facts = furnished.office.ask(home_facts, over)
    task = next(each for each in tasks_of(facts) if each.key == f"offers {cohort}")
    assert (task.title, task.when) == ("1 person did not answer an offer", "2 days late")
    assert task.place == Destination("cohort", cohort, "participants")
