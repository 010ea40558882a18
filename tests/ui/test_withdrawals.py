"""A withdrawal with both its dates, from the dialog to what the return says of it."""

from datetime import date

from busy_office import BusyOffice
from PySide6.QtCore import Qt

from aspire_desktop.domain.office.values import EnrolmentId
from aspire_desktop.domain.programmes.enrolments import Status
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.money.returns import SubmitReturn
from aspire_desktop.storage.lookups.programmes.enrolments import step_rows
from aspire_desktop.ui.screens.programmes.cohort.place_dialogs import LeaveDialog
from aspire_desktop.ui.screens.programmes.cohort.view import CohortWorkspace
from tests.ui.bench import Bench
from tests.ui.cohort_bench import dialog, words_in
from tests.ui.test_finance import JUNE, finance

LEFT, TOLD = date(2026, 5, 6), date(2026, 10, 1)
"""She left after the first of two days that prove the claim; the office heard of it five months later."""
COHORT = "INS26-WM01"


def test_both_dates_of_a_withdrawal_stand_in_the_return(
    busy_bench: Bench, opened: Office, busy: BusyOffice
) -> None:
    opened.do(SubmitReturn(busy.agreement, *JUNE))
    _withdraw(busy_bench, busy, "6 May 2026", "01/10/2026")
    step = opened.ask(step_rows, _place(busy))[-1]
    assert step.status is Status.WITHDRAWN
    assert (step.on, step.noted_on, step.reason) == (LEFT, TOLD, "New job")
    told = _adjustment(busy_bench)
    assert (told["Took effect on"], told["Noted on"]) == ("6 May 2026", "1 Oct 2026")
    assert told["Amount"] == "−£350.00"
    assert "New job" in told["Reason"]


def test_a_day_that_is_still_to_come_is_refused_in_the_dialog(
    busy_bench: Bench, opened: Office, busy: BusyOffice
) -> None:
    _withdraw(busy_bench, busy, "6 May 2026", "9 Oct 2026")
    said = " ".join(words_in(dialog(LeaveDialog)))
    assert "Nobody can have told it on 9 October 2026, which is still to come." in said
    assert all(step.status is not Status.WITHDRAWN for step in opened.ask(step_rows, _place(busy)))


def _place(busy: BusyOffice) -> EnrolmentId:
    return busy.places[COHORT][0]


def _withdraw(bench: Bench, busy: BusyOffice, effective: str, told: str) -> None:
    """Withdraw somebody who was claimed for, by the keyboard alone."""
    screen = bench.go("cohort", busy.cohorts[COHORT], "participants")
    assert isinstance(screen, CohortWorkspace)
    people = screen.participants
    rows = [people.model.row_at(people.model.index(n, 0)) for n in range(people.model.rowCount())]
    people.table.selectRow([row.id if row else None for row in rows].index(_place(busy)))
    people.table.setFocus()
    bench.press(Qt.Key.Key_Delete)
    dialog(LeaveDialog)
    bench.type("New job")
    for typed in (effective, told):
        bench.press(Qt.Key.Key_Tab)
        bench.ctrl(Qt.Key.Key_A)
        bench.type(typed)
    bench.press(Qt.Key.Key_Return)


def _adjustment(bench: Bench) -> dict[str, str]:
    """Give the one line of the draft's sheet of adjustments by its headings."""
    preview = finance(bench).returns.preview
    preview.grid.setFocus()
    while preview.title != "Adjustments":
        bench.ctrl(Qt.Key.Key_PageDown)
    heads, line, *_ = ([preview.grid.cell(row, column) for column in range(20)] for row in range(2))
    return {head.words: cell.words for head, cell in zip(heads, line, strict=True) if head and cell}
