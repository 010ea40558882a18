"""Nobody locks a return that says something else by then than what they confirmed."""

import pytest
from busy_office import TODAY, BusyOffice
from PySide6.QtWidgets import QApplication

from aspire_desktop.domain.programmes.attendance import Code
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.money.returns import SubmitReturn
from aspire_desktop.services.programmes.attendance import MarkAttendance
from aspire_desktop.services.programmes.enrolments import ChangeFunding
from aspire_desktop.storage.lookups.money.returns import return_rows
from aspire_desktop.storage.lookups.programmes.cohorts import session_rows
from aspire_desktop.ui.screens.money.finance.restate import RestateDialog
from tests.ui.bench import Bench
from tests.ui.test_finance import JUNE, finance, returns, said

FIRST = "INS26-WM01"


@pytest.fixture
def bench(busy_bench: Bench, ellie: Office) -> Bench:
    """A window on the busy office, and Ellie at another."""
    return busy_bench


def _mark_absent(office: Office, busy: BusyOffice, number: int) -> None:
    [first, *_] = office.ask(session_rows, busy.cohorts[FIRST])
    office.do(MarkAttendance(first.id, (busy.places[FIRST][number],), Code.ABSENT, "The sheet said so"))


def test_a_return_that_says_less_than_was_confirmed_is_not_locked(
    bench: Bench, ellie: Office, busy: BusyOffice
) -> None:
    screen = finance(bench)
    screen.returns.submit_command.trigger()
    confirm = screen.returns.confirm
    assert confirm is not None
    assert "This locks 13 places, £4,550" in said(confirm)
    for place in busy.places[FIRST][:2]:
        ellie.do(ChangeFunding(place, None))
    confirm.act_button.click()
    bench.settle()
    assert ellie.ask(return_rows, TODAY) == []
    told = said(bench.window.notices)
    assert "by now it comes to 11 places, £3,850. Nothing was submitted." in told
    assert returns(screen) == ["Apr–Jun 2026: Draft"]
    bench.until(screen.returns.submit_command.isEnabled)
    screen.returns.submit_command.trigger()
    assert screen.returns.confirm is not None
    assert "This locks 11 places, £3,850" in said(screen.returns.confirm)
    screen.returns.confirm.act_button.click()
    bench.settle()
    [row] = ellie.ask(return_rows, TODAY)
    assert row.summary.places == 11


def test_a_revision_that_says_less_than_was_confirmed_is_not_submitted(
    bench: Bench, ellie: Office, busy: BusyOffice
) -> None:
    ellie.do(SubmitReturn(busy.agreement, *JUNE))
    _mark_absent(ellie, busy, 0)
    screen = finance(bench)
    screen.returns.table.setCurrentIndex(screen.returns.list.model.index(2, 0))
    bench.settle()
    screen.returns.restate_command.trigger()
    bench.until(lambda: isinstance(QApplication.activeModalWidget(), RestateDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, RestateDialog)
    assert "Restated 12 places, £4,200." in said(dialog)
    _mark_absent(ellie, busy, 1)
    dialog.reason.setText("The register was wrong")
    dialog.send_button.click()
    bench.until(dialog.message.isVisible)
    assert "by now it comes to 11 places, £3,850. Nothing was submitted." in said(dialog)
    assert [row.summary.revision for row in ellie.ask(return_rows, TODAY)] == [1]
    dialog.reject()
