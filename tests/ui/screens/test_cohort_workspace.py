"""The workspace of a cohort, worked from the keyboard, and the whole story from a cohort to certificates."""

import errno
from datetime import date
from itertools import count
from pathlib import Path

import openpyxl
import pytest
import sqlcipher3
from cohort_office import CohortOffice
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest

from aspire_desktop.domain.office.staff import Role
from aspire_desktop.domain.office.values import CohortId
from aspire_desktop.domain.programmes.attendance import Code
from aspire_desktop.domain.programmes.enrolments import Funding, Status
from aspire_desktop.services.office.people import SetCertificateName
from aspire_desktop.services.office.staff import ChangeColleague
from aspire_desktop.services.programmes.attendance import FillUnmarked, FinishRegister, MarkAttendance
from aspire_desktop.storage import files
from aspire_desktop.storage.lookups.office.staff import colleague_rows
from aspire_desktop.storage.lookups.programmes.cohorts import cohort_rows, session_rows
from aspire_desktop.storage.lookups.programmes.enrolments import (
    needs_of,
    participant_rows,
    step_rows,
    waiting_rows,
)
from aspire_desktop.storage.work import UnitOfWork
from aspire_desktop.ui.screens.programmes.cohort.add_person import AddPersonDialog, SubstituteDialog
from aspire_desktop.ui.screens.programmes.cohort.certificate_dialogs import ReissueDialog, RevokeDialog
from aspire_desktop.ui.screens.programmes.cohort.certificates import CertificatesTab
from aspire_desktop.ui.screens.programmes.cohort.change_cohort import ChangeCohortDialog
from aspire_desktop.ui.screens.programmes.cohort.participants import Participants
from aspire_desktop.ui.screens.programmes.cohort.place_dialogs import (
    NO_PLACE,
    BookingDialog,
    FundingDialog,
    LeaveDialog,
    NeedsDialog,
    OverCapacityDialog,
)
from aspire_desktop.ui.screens.programmes.cohort.project_dialogs import OutcomeDialog, ProjectDialog
from aspire_desktop.ui.screens.programmes.cohort.projects import ProjectsTab
from aspire_desktop.ui.screens.programmes.cohort.schedule import Schedule
from aspire_desktop.ui.screens.programmes.cohort.session_dialogs import AddSessionDialog, MoveSessionDialog
from aspire_desktop.ui.screens.programmes.cohort.view import CohortWorkspace
from aspire_desktop.ui.screens.programmes.cohorts.new_cohort import NewCohort
from aspire_desktop.ui.widgets.dialogs import ConfirmDialog
from tests.ui.bench import Bench, take_picture, take_pictures
from tests.ui.cohort_bench import CTRL, SHIFT, dialog, no_dialog, words_in

HELD = [
    "Adebayo, Folake",
    "Ashworth, Daniel",
    "Begum, Nasreen",
    "Carter, Josephine",
    "Dhillon, Manpreet",
    "Evans, Rhiannon",
    "Fenwick, Thomas",
    "Gill, Harpreet",
    "Hollis, Katherine",
]


def _cohort(office: CohortOffice, code: str = "INS26-02") -> CohortId:
    rows = office.office.ask(cohort_rows, office.office.clock.today())
    return next(row.id for row in rows if row.code == code)


def _open(bench: Bench, office: CohortOffice, code: str = "INS26-02", tab: str = "") -> CohortWorkspace:
    made = bench.go("cohort", _cohort(office, code), tab)
    assert isinstance(made, CohortWorkspace)
    bench.until(lambda: made.header.title == code)
    return made


@pytest.fixture
def screen(cohorts: Bench, furnished: CohortOffice) -> CohortWorkspace:
    return _open(cohorts, furnished)


@pytest.fixture
def people(screen: CohortWorkspace) -> Participants:
    return screen.participants


def _names(people: Participants) -> list[str]:
    return [str(people.model.index(row, 1).data()) for row in range(people.model.rowCount())]


def _choose(people: Participants, name: str) -> None:
    people.table.selectRow(_names(people).index(name))
    people.table.setFocus()


def _cell(people: Participants, name: str, column: int) -> str:
    return str(people.model.index(_names(people).index(name), column).data())


def _find(bench: Bench, form: AddPersonDialog | SubstituteDialog, text: str) -> None:
    bench.type(text)
    bench.until(lambda: form.person.list.isVisible() and form.person.list.count() > 0)


# what is shown


def test_the_header_says_where_the_cohort_stands(screen: CohortWorkspace) -> None:
    said = words_in(screen)
    for words in ("Inspire OD", "West Midlands Employers", "9–11 Dec 2026", "Council House, Oldbury"):
        assert words in said
    assert "9 of 12 places held" in said
    assert "8 confirmed, 1 offered" in said
    notes = [f"{screen.strip.tabText(n)} {screen.strip.note(n)}" for n in range(screen.strip.count())]
    assert notes == [
        "Participants 9",
        "Schedule 3",
        "Attendance starts 9 Dec",
        "Projects not used",
        "Certificates 0",
    ]


def test_everybody_stands_with_funding_booking_and_trace(people: Participants) -> None:
    assert _names(people) == HELD
    assert _cell(people, "Gill, Harpreet", 4) == "LGA-subsidised"
    assert _cell(people, "Gill, Harpreet", 5) == "LGA 2026, L-0005"
    assert _cell(people, "Carter, Josephine", 7) == "PO 20431"
    assert people.counts.text() == "5 LGA-subsidised  ·  3 council-paid  ·  1 offered"
    QAbstractItemModelTester(people.model, QAbstractItemModelTester.FailureReportingMode.Fatal)


def test_ctrl_tab_goes_round_the_tabs(cohorts: Bench, screen: CohortWorkspace) -> None:
    seen = []
    for _ in range(5):
        cohorts.press(Qt.Key.Key_Tab, CTRL)
        seen.append(screen.tab.key)
        assert cohorts.window.windowTitle() == f"{screen.header.title}, {screen.tab.title}"
    assert seen == ["schedule", "attendance", "projects", "certificates", "participants"]


def test_a_destination_names_the_tab(cohorts: Bench, furnished: CohortOffice) -> None:
    screen = _open(cohorts, furnished, "ASP26-01", "projects")
    assert screen.tab.key == "projects"
    assert screen.here().tab == "projects"


def test_a_cohort_that_is_gone_says_so(cohorts: Bench, screen: CohortWorkspace) -> None:
    cohorts.go("cohort", 999)
    assert "This cohort is not here any more" in words_in(screen)


def test_filters_leave_out_and_say_so(cohorts: Bench, people: Participants) -> None:
    people.funding_filter.choose("council")
    assert _names(people) == ["Carter, Josephine", "Evans, Rhiannon", "Fenwick, Thomas", "Hollis, Katherine"]
    people.booking_filter.choose("withdrawn")
    assert "Nobody matches these filters" in words_in(people)
    people.clear_link.click()
    assert _names(people) == HELD
    people.booking_filter.choose("withdrawn")
    people.nothing.button.click()
    assert _names(people) == HELD
    assert no_dialog()


# places


def test_somebody_on_record_is_added_by_keyboard(
    cohorts: Bench, people: Participants, furnished: CohortOffice
) -> None:
    furnished.person(11)
    cohorts.press(Qt.Key.Key_N, CTRL | SHIFT)
    form = dialog(AddPersonDialog)
    _find(cohorts, form, "lawal")
    cohorts.press(Qt.Key.Key_Return)
    assert form.person.text() == "Tunde Lawal"
    cohorts.press(Qt.Key.Key_Return)
    assert no_dialog()
    assert "Lawal, Tunde" in _names(people)
    assert [row.family_name for row in people.selection] == ["Lawal"], "the next act is for whom one added"
    assert cohorts.window.status.undo.text() == "Undo: Enrol Tunde Lawal on INS26-02"
    cohorts.ctrl(Qt.Key.Key_Z)
    assert "Lawal, Tunde" not in _names(people)


def test_somebody_new_is_added_on_the_way(cohorts: Bench, people: Participants) -> None:
    cohorts.press(Qt.Key.Key_N, CTRL | SHIFT)
    form = dialog(AddPersonDialog)
    _find(cohorts, form, "Siobhan Kelly")
    cohorts.press(Qt.Key.Key_Return)
    assert (form.told["given_name"].text(), form.told["family_name"].text()) == ("Siobhan", "Kelly")
    cohorts.type("s.kelly")
    cohorts.press(Qt.Key.Key_Return)
    assert form.newcomer_rows[2].error == "“s.kelly” is not a full e-mail address, like name@council.gov.uk."
    assert form.newcomer_rows[-1].error == "Choose where the person works from the list"
    form.told["email"].setText("s.kelly@redditch.gov.uk")
    form.organisation.setEditText("Redditch Borough Council")
    cohorts.press(Qt.Key.Key_Return)
    assert no_dialog()
    assert _cell(people, "Kelly, Siobhan", 3) == "Redditch Borough Council"
    cohorts.ctrl(Qt.Key.Key_Z)
    assert "Kelly, Siobhan" not in _names(people)


def test_without_a_free_subsidised_place_nothing_typed_is_lost(
    cohorts: Bench, furnished: CohortOffice
) -> None:
    code = "CODE"
    assert code not in furnished.people
    furnished.person(11)
    cohort = furnished.cohort("INS28-01", "Inspire OD", date(2028, 3, 1))
    cohorts.settle()
    cohorts.go("cohort", cohort)
    cohorts.press(Qt.Key.Key_N, CTRL | SHIFT)
    form = dialog(AddPersonDialog)
    _find(cohorts, form, "lawal")
    cohorts.press(Qt.Key.Key_Return)
    form.order.setText("PO 9")
    cohorts.press(Qt.Key.Key_Return)
    said = " ".join(words_in(form.message))
    assert "No LGA agreement covers this cohort." in said
    assert "Nothing was changed." in said
    assert "choose another funding" in said
    assert (form.person.text(), form.order.text()) == ("Tunde Lawal", "PO 9")
    form.funding.setCurrentText("Council-paid")
    cohorts.press(Qt.Key.Key_Return)
    assert no_dialog()


def test_a_full_cohort_asks_for_a_reason(cohorts: Bench, furnished: CohortOffice) -> None:
    furnished.person(11)
    cohort = furnished.cohort("INS26-09", "Inspire OD", date(2026, 12, 1), 1)
    furnished.enrol(cohort, [0], Funding.COUNCIL)
    cohorts.go("cohort", cohort)
    cohorts.press(Qt.Key.Key_N, CTRL | SHIFT)
    form = dialog(AddPersonDialog)
    assert "No place is free." in words_in(form)
    _find(cohorts, form, "lawal")
    cohorts.press(Qt.Key.Key_Return)
    assert form.status is Status.WAITING
    form.booking.setCurrentText("Confirmed")
    form.funding.setCurrentText("Council-paid")
    cohorts.press(Qt.Key.Key_Return)
    assert form.reason_row.error == "INS26-09 is full. Say why one more person may join it"
    cohorts.type("Agreed with the trainer")
    cohorts.press(Qt.Key.Key_Return)
    assert no_dialog()
    rows = furnished.office.ask(participant_rows, cohort, furnished.office.clock.today())
    assert len(rows) == 2


def test_del_withdraws_with_a_reason_and_one_undo(
    cohorts: Bench, people: Participants, furnished: CohortOffice
) -> None:
    for name in ("Adebayo, Folake", "Begum, Nasreen"):
        _choose(people, name)
        cohorts.press(Qt.Key.Key_Space)
    assert people.selected.text() == "2 ticked"
    cohorts.press(Qt.Key.Key_Delete)
    form = dialog(LeaveDialog)
    cohorts.press(Qt.Key.Key_Return)
    assert form.reason_row.error == "Give the reason: it stays on record"
    assert form.intro.text().startswith("Folake Adebayo and Nasreen Begum. ")
    cohorts.type("New job")
    cohorts.press(Qt.Key.Key_Return)
    assert no_dialog()
    assert _names(people)[-3:] == ["No longer on this cohort, 2", "Adebayo, Folake", "Begum, Nasreen"] or (
        _cell(people, "Adebayo, Folake", 6) == "Withdrawn"
    )
    assert cohorts.window.status.undo.text() == "Undo: Withdraw 2 people"
    cohorts.ctrl(Qt.Key.Key_Z)
    assert _names(people) == HELD


def test_funding_changes_for_all_or_for_nobody(cohorts: Bench, people: Participants) -> None:
    _choose(people, "Evans, Rhiannon")
    people.funding_command.trigger()
    form = dialog(FundingDialog)
    form.funding.setCurrentText("Bursary")
    cohorts.press(Qt.Key.Key_Return)
    assert "No bursary agreement covers this cohort." in words_in(form.message)
    form.funding.setCurrentText("LGA-subsidised")
    cohorts.press(Qt.Key.Key_Return)
    assert _cell(people, "Evans, Rhiannon", 4) == "LGA-subsidised"
    assert _cell(people, "Evans, Rhiannon", 5) == "LGA 2026, L-0006"


def test_f2_sets_the_po_number(cohorts: Bench, people: Participants) -> None:
    _choose(people, "Evans, Rhiannon")
    cohorts.press(Qt.Key.Key_F2)
    dialog(BookingDialog)
    cohorts.type("PO 555")
    cohorts.press(Qt.Key.Key_Return)
    assert _cell(people, "Evans, Rhiannon", 7) == "PO 555"


def test_ctrl_e_writes_the_list_in_which_the_keyboard_is(
    cohorts: Bench, people: Participants, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered = []

    def chosen(_window: object, _kind: object, name: str) -> Path:
        offered.append(name)
        return tmp_path / name

    monkeypatch.setattr("aspire_desktop.ui.lists.list_commands.ask_where", chosen)
    for table in (people.table, people.waiting.table):
        table.setFocus()
        cohorts.ctrl(Qt.Key.Key_E)
        cohorts.settle()
    names = ["Participants of INS26-02 2026-10-08.xlsx", "Waiting list of INS26-02 2026-10-08.xlsx"]
    assert offered == names == sorted(path.name for path in tmp_path.glob("*.xlsx"))
    book = openpyxl.load_workbook(tmp_path / names[1])
    assert book.properties.title == "Waiting list of INS26-02"
    assert book["List"]["B1"].value == "Name"
    assert book["List"].max_row == 3


def test_a_place_is_offered_from_the_waiting_list(cohorts: Bench, people: Participants) -> None:
    assert "2 people, in order of joining. Places free: 3." in words_in(people.waiting)
    table = people.waiting.table
    cohorts.until(lambda: table.model().rowCount() == 2)
    table.setFocus()
    cohorts.press(Qt.Key.Key_Return)
    assert _cell(people, "Ibrahim, Zainab", 6) == "Offered"
    assert table.model().rowCount() == 1
    people.waiting.offer_button.click()
    cohorts.settle()
    assert not people.waiting.isVisible()


def test_whoever_waits_is_taken_off_the_list(
    cohorts: Bench, people: Participants, furnished: CohortOffice
) -> None:
    """With Del in the list or by its button; whoever is chosen among those with a place stays."""
    _choose(people, "Evans, Rhiannon")
    waiting = people.waiting
    waiting.table.setFocus()
    cohorts.press(Qt.Key.Key_Delete)
    form = dialog(LeaveDialog)
    assert form.windowTitle().startswith("Withdraw Zainab Ibrahim")
    assert NO_PLACE in words_in(form)
    cohorts.type("Not this year")
    cohorts.press(Qt.Key.Key_Return)
    assert [str(waiting.list.model.index(0, column).data()) for column in (0, 1)] == ["1", "Jennings, Paul"]
    waiting.leave_button.click()
    assert dialog(LeaveDialog).windowTitle().startswith("Withdraw Paul Jennings")
    cohorts.type("Found another programme")
    cohorts.press(Qt.Key.Key_Return)
    assert not waiting.isVisible()
    assert cohorts.window.focusWidget() is people.table, "the keyboard went with the list that it was in"
    assert furnished.office.ask(waiting_rows, _cohort(furnished), furnished.office.clock.today()) == []
    assert _cell(people, "Evans, Rhiannon", 6) == "Confirmed"
    assert cohorts.window.status.undo.text() == "Undo: Paul Jennings, INS26-02: withdrawn"


def test_a_long_waiting_list_scrolls_within_its_own_height(
    people: Participants, furnished: CohortOffice
) -> None:
    office, cohort = furnished.office, _cohort(furnished)
    [row] = [each for each in office.ask(cohort_rows, office.clock.today()) if each.id == cohort]
    waiting = office.ask(waiting_rows, cohort, office.clock.today())
    people.waiting.show_rows([waiting[0]] * 40, row)
    table = people.waiting.table
    assert people.waiting.height() < 240
    assert table.verticalScrollBar().maximum() > 0
    assert people.table.height() > 200


def test_ticking_everybody_sorts_nothing_and_ticks_end_with_the_page(
    cohorts: Bench, people: Participants
) -> None:
    header = people.table.horizontalHeader()
    before = (header.sortIndicatorSection(), header.sortIndicatorOrder())
    where = QPoint(header.sectionViewportPosition(0) + header.sectionSize(0) // 2, header.height() // 2)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert len(people.ticks.ticked) == people.model.rowCount()
    assert (header.sortIndicatorSection(), header.sortIndicatorOrder()) == before
    cohorts.go("cohorts")
    assert people.ticks.ticked == []


def test_confirming_over_capacity_asks_for_a_reason(cohorts: Bench, furnished: CohortOffice) -> None:
    cohort = furnished.cohort("INS26-09", "Inspire OD", date(2026, 12, 1), 1)
    [_, nominated] = [
        *furnished.enrol(cohort, [0], Funding.COUNCIL),
        *furnished.enrol(cohort, [1], Funding.COUNCIL, Status.NOMINATED),
    ]
    cohorts.go("cohort", cohort)
    screen = cohorts.screen
    assert isinstance(screen, CohortWorkspace)
    assert screen.participants.counts.text() == "1 council-paid  ·  1 nominated"
    _choose(screen.participants, "Ashworth, Daniel")
    screen.participants.confirm_command.trigger()
    dialog(OverCapacityDialog)
    cohorts.type("Agreed with the trainer")
    cohorts.press(Qt.Key.Key_Return)
    steps = furnished.office.ask(step_rows, nominated)
    assert (steps[-1].status, steps[-1].reason) == (Status.CONFIRMED, "Agreed with the trainer")


def test_a_substitute_takes_the_place_with_its_funding(
    cohorts: Bench, people: Participants, furnished: CohortOffice
) -> None:
    furnished.person(11)
    _choose(people, "Adebayo, Folake")
    people.substitute_command.trigger()
    form = dialog(SubstituteDialog)
    cohorts.press(Qt.Key.Key_Return)
    assert form.name_row.error == "Choose a person from the list, or add a new one"
    _find(cohorts, form, "lawal")
    cohorts.press(Qt.Key.Key_Return)
    cohorts.press(Qt.Key.Key_Return)
    assert no_dialog()
    assert _cell(people, "Lawal, Tunde", 5) == "LGA 2026, L-0001"
    assert _cell(people, "Adebayo, Folake", 6) == "Substituted"


def test_needs_open_on_the_person_of_the_chosen_row(cohorts: Bench, people: Participants) -> None:
    people.table.setFocus()
    cohorts.press(Qt.Key.Key_Down)
    cohorts.press(Qt.Key.Key_Down)
    [chosen] = people.selection
    people.needs_command.trigger()
    cohorts.settle()
    form = dialog(NeedsDialog)
    assert form.person.currentIndex() > 0
    assert form.person.currentText() == f"{chosen.given_name} {chosen.family_name}"
    form.reject()


def test_needs_are_for_administrators(cohorts: Bench, people: Participants, furnished: CohortOffice) -> None:
    people.needs_command.trigger()
    cohorts.settle()
    form = dialog(NeedsDialog)
    form.told["access"].setText("Hearing loop")
    cohorts.press(Qt.Key.Key_Return)
    [noted] = furnished.office.ask(needs_of, _cohort(furnished))
    assert noted.access == "Hearing loop"
    assert all("Hearing" not in words for words in words_in(people))
    [ann] = furnished.office.ask(colleague_rows)
    furnished.office.do(ChangeColleague(ann.id, frozenset({Role.ADMINISTRATOR}), active=True))
    assert people.needs_command.isEnabled()


# the other tabs


def test_a_cohort_is_changed_and_cancelled_in_one_step(cohorts: Bench, screen: CohortWorkspace) -> None:
    cohorts.press(Qt.Key.Key_E, CTRL | SHIFT)
    form = dialog(ChangeCohortDialog)
    form.told["venue"].setText("Library of Birmingham")
    form.capacity.setValue(3)
    cohorts.press(Qt.Key.Key_Return)
    assert "INS26-02 has 9 places held, so its capacity cannot be 3." in words_in(form.message)
    form.capacity.setValue(14)
    form.stage.setCurrentText("Tentative")
    cohorts.press(Qt.Key.Key_Return)
    assert no_dialog()
    assert "Library of Birmingham" in words_in(screen)
    assert "9 of 14 places held" in words_in(screen)


def test_a_session_is_moved_with_f2(cohorts: Bench, furnished: CohortOffice) -> None:
    screen = _open(cohorts, furnished, tab="schedule")
    tab = screen.tab
    assert isinstance(tab, Schedule)
    tab.table.setFocus()
    cohorts.press(Qt.Key.Key_F2)
    form = dialog(MoveSessionDialog)
    form.on.show_date(date(2026, 12, 7))
    cohorts.press(Qt.Key.Key_Return)
    assert str(tab.model.index(0, 2).data()) == "Mon 7 Dec 2026"


def test_a_session_is_taken_out_with_del_and_added_with_ctrl_n(
    cohorts: Bench, furnished: CohortOffice
) -> None:
    tab = _open(cohorts, furnished, "ASP26-01", "schedule").tab
    assert isinstance(tab, Schedule)
    cohorts.until(lambda: tab.model.rowCount() > 1)
    many, tab_rows = tab.model.rowCount(), tab.model
    tab.table.setFocus()
    cohorts.press(Qt.Key.Key_End)
    last = str(tab_rows.index(many - 1, 1).data())
    cohorts.press(Qt.Key.Key_Delete)
    cohorts.until(lambda: tab_rows.rowCount() == many - 1)
    cohorts.ctrl(Qt.Key.Key_N)
    form = dialog(AddSessionDialog)
    assert form.module.currentText() == last
    form.on.show_date(date(2027, 3, 4))
    cohorts.press(Qt.Key.Key_Return)
    cohorts.until(lambda: tab_rows.rowCount() == many)


def test_projects_are_added_decided_and_cleared(cohorts: Bench, furnished: CohortOffice) -> None:
    furnished.enrol(_cohort(furnished, "ASP26-01"), [0, 1, 2], Funding.COUNCIL)
    screen = _open(cohorts, furnished, "ASP26-01", "projects")
    tab = screen.tab
    assert isinstance(tab, ProjectsTab)
    cohorts.until(tab.add_command.isEnabled)
    cohorts.ctrl(Qt.Key.Key_N)
    form = dialog(ProjectDialog)
    cohorts.type("Staff voice")
    cohorts.press(Qt.Key.Key_Return)
    assert form.people_row.error == "Tick at least one person"
    cohorts.press(Qt.Key.Key_Space)
    cohorts.press(Qt.Key.Key_Return)
    assert no_dialog()
    assert str(tab.model.index(0, 1).data()) == "Folake Adebayo"
    tab.table.setFocus()
    cohorts.press(Qt.Key.Key_Return)
    dialog(OutcomeDialog).outcome.setCurrentText("Merit")
    cohorts.press(Qt.Key.Key_Return)
    assert str(tab.model.index(0, 3).data()) == "Merit"
    tab.clear_command.trigger()
    cohorts.settle()
    assert str(tab.model.index(0, 3).data()) == ""
    cohorts.press(Qt.Key.Key_Delete)
    assert "There are no projects yet" in words_in(tab)


def _attended(furnished: CohortOffice) -> CohortId:
    """A cohort that is over: two people attended all of it, one was absent once."""
    office = furnished.office
    cohort = furnished.cohort("INS26-07", "Inspire OD", date(2026, 9, 1))
    enrolled = furnished.enrol(cohort, [0, 1, 2], Funding.COUNCIL)
    for day in office.ask(session_rows, cohort):
        office.do(FillUnmarked(day.id, Code.PRESENT))
    office.do(MarkAttendance(day.id, (enrolled[2],), Code.ABSENT))
    office.do(FinishRegister(day.id))
    return cohort


def _certificates(bench: Bench, furnished: CohortOffice) -> CertificatesTab:
    cohort = _attended(furnished)
    bench.go("cohort", cohort, "certificates")
    screen = bench.screen
    assert isinstance(screen, CohortWorkspace)
    tab = screen.tab
    assert isinstance(tab, CertificatesTab)
    bench.until(lambda: tab.model.rowCount() == 3)
    return tab


def _statuses(tab: CertificatesTab) -> list[str]:
    return [str(tab.model.index(row, 6).data()) for row in range(tab.model.rowCount())]


def test_certificates_are_issued_with_ctrl_enter(cohorts: Bench, furnished: CohortOffice) -> None:
    tab = _certificates(cohorts, furnished)
    assert _statuses(tab) == ["Ready", "Ready", "Blocked: attendance"]
    assert tab.issue_button.text() == "Issue 2 certificates…"
    tab.table.selectRow(2)
    cohorts.settle()
    assert tab.reason.text() == "Nasreen Begum is not ready: Attended 2 of 3 sessions; 3 are needed."
    tab.table.setFocus()
    cohorts.press(Qt.Key.Key_Return, CTRL)
    question = dialog(ConfirmDialog)
    cohorts.until(question.safe_button.hasFocus)
    question.act_button.click()
    cohorts.until(lambda: _statuses(tab) == ["Created", "Created", "Blocked: attendance"])
    assert "2 certificates created." in words_in(tab.news)
    assert str(tab.model.index(0, 5).data()) == "WME-INS-2026-0001"


def test_who_cannot_be_printed_is_named_before_anything_is_issued(
    cohorts: Bench, furnished: CohortOffice
) -> None:
    tab = _certificates(cohorts, furnished)
    person = tab.model.row_at(tab.model.index(0, 0))
    assert person is not None
    furnished.office.do(SetCertificateName(person.person.person_id, "Ann \U0001f600"))
    tab.load()
    cohorts.until(lambda: _statuses(tab) == ["Blocked: printing", "Ready", "Blocked: attendance"])
    assert tab.issue_button.text() == "Issue 1 certificate…"
    tab.table.selectRow(0)
    cohorts.settle()
    assert "no typeface has a letter for" in tab.reason.text()


def _full_from(
    monkeypatch: pytest.MonkeyPatch, owner: object, name: str, error: Exception, good: int = 1
) -> None:
    """Have the disk be full from a call on: so many go well before."""
    calls, real = count(1), getattr(owner, name)

    def until_full(*given: object, **named: object) -> object:
        if next(calls) > good:
            raise error
        return real(*given, **named)

    monkeypatch.setattr(owner, name, until_full)


def test_a_batch_that_stops_half_way_says_what_is_kept_and_goes_on_when_asked_again(
    cohorts: Bench, furnished: CohortOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    tab = _certificates(cohorts, furnished)
    full = sqlcipher3.OperationalError("database or disk is full")
    with monkeypatch.context() as patched:
        _full_from(patched, UnitOfWork, "keep", full)
        tab.issue_command.trigger()
        dialog(ConfirmDialog).act_button.click()
        cohorts.until(lambda: _statuses(tab)[0] == "Created")
    assert cohorts.window.notices.message.accessibleName() == (
        "The disk is full. 1 certificate was issued before that and stays issued; the rest were not. "
        "Issuing again goes on with the rest. Free some space and try again."
    )
    assert _statuses(tab) == ["Created", "Ready", "Blocked: attendance"]
    assert tab.progress is None
    tab.issue_command.trigger()
    dialog(ConfirmDialog).act_button.click()
    cohorts.until(lambda: _statuses(tab) == ["Created", "Created", "Blocked: attendance"])
    assert "1 certificate created." in words_in(tab.news)


def test_a_batch_holds_back_a_name_that_became_impossible_meanwhile(
    cohorts: Bench, furnished: CohortOffice
) -> None:
    """Somebody else changed it while the question was open; the list says so after the batch alone."""
    tab = _certificates(cohorts, furnished)
    person = tab.model.row_at(tab.model.index(0, 0))
    assert person is not None
    tab.issue_command.trigger()
    question = dialog(ConfirmDialog)
    furnished.office.do(SetCertificateName(person.person.person_id, "Ann \U0001f600"))
    question.act_button.click()
    cohorts.until(lambda: _statuses(tab) == ["Blocked: printing", "Created", "Blocked: attendance"])
    said = " ".join(words_in(tab.news))
    assert said.startswith("1 certificate created. Folake Adebayo: ")
    assert "U+1F600" in said


def test_files_that_stop_half_way_are_counted(
    cohorts: Bench, furnished: CohortOffice, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    tab = _certificates(cohorts, furnished)
    tab.issue_command.trigger()
    dialog(ConfirmDialog).act_button.click()
    cohorts.until(lambda: _statuses(tab) == ["Created", "Created", "Blocked: attendance"])
    with monkeypatch.context() as patched:
        _full_from(patched, files, "sync", OSError(errno.ENOSPC, "No space left on device"))
        tab.save_to(tmp_path)
        cohorts.until(cohorts.window.notices.message.isVisible)
    said = cohorts.window.notices.message.accessibleName()
    assert "The certificates are safe in Aspire; 1 of 2 files were saved." in said
    assert "Nothing was changed" not in said
    assert len(list(tmp_path.glob("*.pdf"))) == 1
    tab.save_to(tmp_path)
    cohorts.until(lambda: len(list(tmp_path.glob("*.pdf"))) == 2)


def test_a_certificate_is_renamed_reissued_and_revoked(
    cohorts: Bench, furnished: CohortOffice, tmp_path: Path
) -> None:
    tab = _certificates(cohorts, furnished)
    tab.table.selectRow(0)
    cohorts.until(lambda: tab.side.name.text() == "Folake Adebayo")
    tab.side.name.setText("Folake Ọlá Adebayo")
    tab.side.name.editingFinished.emit()
    cohorts.settle()
    assert cohorts.window.status.undo.text().endswith("Folake Ọlá Adebayo")
    tab.issue_command.trigger()
    dialog(ConfirmDialog).act_button.click()
    cohorts.until(lambda: _statuses(tab)[0] == "Created")
    tab.reissue_command.trigger()
    form = dialog(ReissueDialog)
    cohorts.press(Qt.Key.Key_Return)
    assert form.reason_row.error == "Give the reason: it stays on record"
    cohorts.type("Spelling")
    form.name.setText("Folake Oláwùmí Adebayo")
    cohorts.press(Qt.Key.Key_Return)
    cohorts.until(lambda: str(tab.model.index(0, 5).data()) == "WME-INS-2026-0003")
    cohorts.until(lambda: tab.side.name.text() == "Folake Oláwùmí Adebayo")
    assert "Folake Oláwùmí Adebayo" in tab.side.page.accessibleName()
    tab.save_to(tmp_path)
    cohorts.until(lambda: len(list(tmp_path.glob("*.pdf"))) == 2)
    tab.revoke_command.trigger()
    dialog(RevokeDialog)
    cohorts.type("Issued in error")
    cohorts.press(Qt.Key.Key_Return)
    cohorts.until(lambda: _statuses(tab)[0] == "Revoked")
    cohorts.until(lambda: "WME-INS-2026-0001" in words_in(tab.side))


# the whole story


def test_from_a_new_cohort_to_certificates_by_keyboard(cohorts: Bench, furnished: CohortOffice) -> None:
    furnished.person(11)
    cohorts.ctrl(Qt.Key.Key_N)
    form = dialog(NewCohort)
    form.version.setCurrentText("Inspire OD")
    for field, day in zip(form.days, (date(2026, 9, 1), date(2026, 9, 2), date(2026, 10, 1)), strict=True):
        field.show_date(day)
    cohorts.press(Qt.Key.Key_Return)
    screen = cohorts.screen
    assert isinstance(screen, CohortWorkspace)
    cohorts.until(lambda: screen.header.title == "INS26-03")
    cohorts.press(Qt.Key.Key_N, CTRL | SHIFT)
    _find(cohorts, dialog(AddPersonDialog), "lawal")
    cohorts.press(Qt.Key.Key_Return)
    cohorts.press(Qt.Key.Key_Return)
    assert no_dialog()
    cohorts.press(Qt.Key.Key_Tab, CTRL)
    cohorts.press(Qt.Key.Key_Tab, CTRL)
    assert screen.tab.key == "attendance"
    cohorts.until(lambda: screen.attendance.panel.grid.hasFocus())
    for _ in range(3):
        cohorts.press(Qt.Key.Key_P)
        cohorts.press(Qt.Key.Key_Left, CTRL)
    cohorts.press(Qt.Key.Key_Tab, CTRL)
    cohorts.press(Qt.Key.Key_Tab, CTRL)
    tab = screen.tab
    assert isinstance(tab, CertificatesTab)
    cohorts.until(lambda: _statuses(tab) == ["Ready"])
    cohorts.press(Qt.Key.Key_Return, CTRL)
    question = dialog(ConfirmDialog)
    cohorts.press(Qt.Key.Key_Tab, SHIFT)
    assert question.act_button.hasFocus()
    cohorts.press(Qt.Key.Key_Space)
    cohorts.until(lambda: _statuses(tab) == ["Created"])


def test_pictures(cohorts: Bench, screen: CohortWorkspace, furnished: CohortOffice, pictures: Path) -> None:
    _choose(screen.participants, "Gill, Harpreet")
    cohorts.press(Qt.Key.Key_Space)
    take_pictures(cohorts.window, pictures, "cohort-participants")
    cohorts.press(Qt.Key.Key_Tab, CTRL)
    take_pictures(cohorts.window, pictures, "cohort-schedule")
    furnished.enrol(_cohort(furnished, "ASP26-01"), [0, 1, 2], Funding.COUNCIL)
    _open(cohorts, furnished, "ASP26-01", "projects")
    take_pictures(cohorts.window, pictures, "cohort-projects")
    tab = _certificates(cohorts, furnished)
    take_pictures(cohorts.window, pictures, "cohort-certificates")
    tab.issue_command.trigger()
    take_picture(dialog(ConfirmDialog), pictures, "issue")
    dialog(ConfirmDialog).reject()
    _open(cohorts, furnished, "INS26-07", "attendance")
    cohorts.qtbot.wait(100)
    take_pictures(cohorts.window, pictures, "cohort-attendance")
