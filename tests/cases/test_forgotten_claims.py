"""Claims of a period that no return was made for: they are named, and can be claimed."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from funded_office import Q1, Q2, Q3, FundedOffice
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from aspire_desktop.domain.money.funding import PeriodTally, Tally
from aspire_desktop.domain.money.returns import InternalCheck, ReturnFacts
from aspire_desktop.domain.office.clock import SetClock
from aspire_desktop.domain.office.values import AgreementId
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.home.home import home_facts
from aspire_desktop.services.money.funding import AddAgreement, ChangeAgreement
from aspire_desktop.storage.lookups.money.agreements import programmes_covered
from aspire_desktop.storage.store import Store
from aspire_desktop.ui.screens.money.finance.view import Finance
from aspire_desktop.ui.widgets.cells import CellRole
from tests.ui.bench import Bench
from tests.ui.conftest import dressed

__all__ = ["dressed"]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

WAITS = "No claim waits in an earlier period"
REFERENCE = "LGA/OD/2026"
SUMMER, END = date(2026, 7, 1), date(2027, 3, 31)
UNIT = Decimal("350.00")


@pytest.fixture
def funded(sqlite_store: Store, clock: SetClock) -> FundedOffice:
    made = FundedOffice(sqlite_store, clock)
    made.go_to(date(2026, 6, 1))
    return made


@pytest.fixture
def forgotten(funded: FundedOffice) -> AgreementId:
    """An agreement from July with its first return sent; then it begins in April, and two came in May."""
    covers = ((funded.programme, None),)
    new = AddAgreement(REFERENCE, funded.funder, covers, 100, UNIT, SUMMER, END)
    id = funded.office.do(new).value
    late = funded.cohort(date(2026, 7, 14), date(2026, 7, 15), date(2026, 9, 2))
    funded.go_to(date(2026, 10, 2))
    funded.mark(funded.enrol(id, late), "PP")
    funded.submit(id, Q2)
    covered = funded.office.ask(programmes_covered, id)
    funded.office.do(ChangeAgreement(id, REFERENCE, covered, 100, UNIT, Q1.begins, END))
    spring = funded.cohort(date(2026, 5, 5), date(2026, 5, 6), date(2026, 6, 9))
    for name in ("Ann", "Bob"):
        funded.mark(funded.enrol(id, spring, name), "PP")
    return id


def waits(facts: ReturnFacts) -> InternalCheck:
    [found] = [check for check in facts.checks if check.title == WAITS]
    return found


def test_a_check_names_claims_of_a_period_never_submitted(
    funded: FundedOffice, forgotten: AgreementId
) -> None:
    found = waits(funded.draft(forgotten, Q3))
    assert not found.passed
    assert "Ann Ash on INS26-002, met on 6 May 2026; Bob Ash on INS26-002" in found.detail
    assert found.places == ("L-0002", "L-0003")
    assert funded.pool(forgotten).waiting == (PeriodTally(Q1, Tally(2, 2 * UNIT)),)
    due = funded.office.ask(home_facts, funded.today).returns
    assert [(each.period, each.tally, each.overdue) for each in due] == [(Q1, Tally(2, 2 * UNIT), True)]
    funded.submit(forgotten, Q1)
    assert waits(funded.draft(forgotten, Q3)).passed
    assert funded.pool(forgotten).waiting == ()
    assert funded.pool(forgotten).claimed == 3


def test_nothing_waits_where_the_next_return_takes_it(funded: FundedOffice, forgotten: AgreementId) -> None:
    """What lies in a submitted period is no forgotten claim."""
    funded.submit(forgotten, Q1)
    early = funded.cohort(date(2026, 4, 7), date(2026, 4, 8), date(2026, 6, 9))
    funded.mark(funded.enrol(forgotten, early), "PP")
    draft = funded.draft(forgotten, Q3)
    assert (len(draft.lines), waits(draft).passed) == (1, True)


def drafts(screen: Finance) -> list[tuple[str, str]]:
    model = screen.returns.list.model
    cells = [model.index(row, 0) for row in range(model.rowCount())]
    return [
        (str(cell.data()), str(cell.data(CellRole.SECOND_LINE)))
        for cell in cells
        if model.row_at(cell) and cell.data(CellRole.PILL).words == "Draft"
    ]


def chosen(screen: Finance) -> str:
    return str(screen.returns.table.currentIndex().data())


def choose(bench: Bench, screen: Finance, words: str) -> None:
    model = screen.returns.list.model
    [row] = [row for row in range(model.rowCount()) if model.index(row, 0).data() == words]
    screen.returns.table.setCurrentIndex(model.index(row, 0))
    bench.settle()


def finance(bench: Bench, id: int | None = None) -> Finance:
    screen = bench.go("finance", id)
    assert isinstance(screen, Finance)
    return screen


def send(bench: Bench, screen: Finance) -> None:
    """Press the button and confirm."""
    screen.returns.checks.submit_button.click()
    asked = screen.returns.confirm
    assert asked is not None
    QTest.keyClick(asked.act_button, Qt.Key.Key_Space)
    bench.settle()


def test_the_window_claims_what_was_forgotten(
    funded: FundedOffice, forgotten: AgreementId, new_bench: Callable[[Office], Bench]
) -> None:
    bench = new_bench(funded.office)
    screen = finance(bench)
    assert drafts(screen) == [
        ("Oct–Dec 2026", "0 places, £0 · to 31 Dec"),
        ("Apr–Jun 2026", "2 places, £700 · never sent"),
    ]
    assert chosen(screen) == "Oct–Dec 2026"
    choose(bench, screen, "Apr–Jun 2026")
    assert screen.returns.checks.submit_button.text() == "Submit and lock…"
    send(bench, screen)
    assert funded.pool(forgotten).claimed == 3
    assert [words for words, _ in drafts(screen)] == ["Oct–Dec 2026"]


def test_a_nil_return_is_sent_in_one_step_or_passed_by(
    funded: FundedOffice, new_bench: Callable[[Office], Bench]
) -> None:
    """Nothing happened from April to September: one may say so, or go on to the period of the claims."""
    first, second = funded.agreement(), funded.agreement()
    autumn = funded.cohort(date(2026, 10, 6), date(2026, 10, 7), date(2026, 11, 3))
    funded.go_to(date(2027, 1, 8))
    for each in (first, second):
        funded.mark(funded.enrol(each, autumn), "PP")
    bench = new_bench(funded.office)
    screen = finance(bench, first)
    assert [words for words, _ in drafts(screen)] == ["Oct–Dec 2026", "Apr–Jun 2026"]
    assert chosen(screen) == "Apr–Jun 2026"
    assert screen.returns.checks.submit_button.text() == "Submit nil return…"
    send(bench, screen)
    assert funded.returned(first)[0].summary.lines == 0
    assert funded.pool(first).waiting == (PeriodTally(Q3, Tally(1, UNIT)),)
    finance(bench, second)
    choose(bench, screen, "Oct–Dec 2026")
    send(bench, screen)
    assert funded.pool(second).claimed == 1
    assert funded.returned(second)[0].period == Q3
    assert chosen(screen) == "Oct–Dec 2026"
