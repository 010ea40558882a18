"""Every place that shows a figure of a pool shows the same: screens, commands, files, ledger, year end."""

import ast
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from funded_office import Q1, Q2, Q3, FundedOffice
from openpyxl import load_workbook
from pypdf import PdfReader
from PySide6.QtWidgets import QLabel, QWidget

import aspire_desktop
from aspire_desktop.app.commands.money.pool import run_pool
from aspire_desktop.app.request import Request
from aspire_desktop.domain.money.funding import Agreement, Pool, PoolFigure, Tally
from aspire_desktop.domain.money.settlements import QueryResult
from aspire_desktop.domain.money.year_end import Section
from aspire_desktop.domain.office.clock import SetClock
from aspire_desktop.domain.office.values import AgreementId, Period, ReturnId, money, pounds
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.money.returns import workbook_of
from aspire_desktop.services.money.settlements import AskQuery, SettleQuery
from aspire_desktop.services.money.statements import statement_file
from aspire_desktop.storage.lookups.money.ledger import ledger_entries
from aspire_desktop.storage.lookups.money.settlements import line_choices
from aspire_desktop.storage.lookups.money.year_end import year_end
from aspire_desktop.storage.store import Store
from aspire_desktop.ui.charts.pool import FIGURES
from aspire_desktop.ui.screens.home.today.view import Home
from aspire_desktop.ui.screens.money.finance.view import Finance
from aspire_desktop.ui.widgets.cells import CellRole
from tests.ui.bench import Bench
from tests.ui.conftest import dressed

__all__ = ["dressed"]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

CAP = Decimal("3600.00")
IN_WORKBOOK = {
    PoolFigure.FREE: "Free",
    PoolFigure.COMMITTED: "Committed",
    PoolFigure.CLAIMABLE: "Claimable",
    PoolFigure.IN_RETURN: "In this return",
    PoolFigure.CLAIMED: "Claimed before",
}


@pytest.fixture
def funded(sqlite_store: Store, clock: SetClock) -> FundedOffice:
    return FundedOffice(sqlite_store, clock)


@pytest.fixture
def capped(funded: FundedOffice) -> AgreementId:
    """Ten places at £350, and £3,600: five are taken, of which two people came in April and one in July."""
    id = funded.agreement(cap=100)
    with funded.writing() as work:
        work.get(Agreement, id).amount_cap = CAP
    spring = funded.cohort(date(2026, 4, 14), date(2026, 4, 15), date(2026, 5, 20))
    summer = funded.cohort(date(2026, 7, 14), date(2026, 7, 15), date(2026, 9, 2))
    for _ in range(2):
        funded.mark(funded.enrol(id, spring), "PP")
    funded.mark(funded.enrol(id, summer), "PP")
    for _ in range(2):
        funded.enrol(id, summer)
    return id


@dataclass(frozen=True)
class _Here(Request):
    """What a command is given, in an office that is open already."""

    here: Office | None = field(default=None, kw_only=True)

    @contextmanager
    def office(self) -> Iterator[Office]:
        assert self.here is not None
        yield self.here


def settle(funded: FundedOffice, sent: ReturnId, result: QueryResult, amount: Decimal | None) -> None:
    line = funded.office.ask(line_choices, sent)[0]
    query = funded.office.do(AskQuery(line.id, "For two days?", funded.today)).value
    funded.office.do(SettleQuery(query, result, funded.today, amount))


def test_a_claim_adjusted_by_its_funder_is_the_same_everywhere(
    funded: FundedOffice, capped: AgreementId, new_bench: Callable[[Office], Bench]
) -> None:
    """One claim is lowered by £50: the open return is −£50 on every screen as in every document."""
    sent = funded.submit(capped, Q1)
    funded.submit(capped, Q2)
    settle(funded, sent, QueryResult.ADJUSTED, Decimal("-50.00"))
    bench = new_bench(funded.office)
    pool = funded.pool(capped)
    assert pool.tally(PoolFigure.IN_RETURN) == Tally(0, Decimal("-50.00"))
    assert (pool.tally(PoolFigure.CLAIMED).amount, pool.whole.amount) == (Decimal("1050.00"), CAP)
    assert pool.tally(PoolFigure.FREE) == Tally(5, Decimal("1900.00"))
    check(funded, capped, bench, Q3)
    home = bench.go("home")
    assert isinstance(home, Home)
    funded.go_to(date(2027, 1, 20))
    home.refresh()
    bench.settle()
    assert "0 places, −£50" in in_tasks(home)
    funded.submit(capped, Q3)
    assert funded.pool(capped).tally(PoolFigure.CLAIMED) == Tally(3, Decimal("1000.00"))
    check(funded, capped, bench, Period(date(2027, 1, 1), date(2027, 3, 31)))
    finance = bench.go("finance")
    assert isinstance(finance, Finance)
    model = finance.returns.list.model
    cells = [model.index(row, 0) for row in range(model.rowCount())]
    assert any(
        "0 places, −£50" in str(cell.data(CellRole.SECOND_LINE)) for cell in cells if model.row_at(cell)
    )


def test_claims_waiting_and_taken_back_are_the_same_everywhere(
    funded: FundedOffice, capped: AgreementId, new_bench: Callable[[Office], Bench]
) -> None:
    """Every figure of the pool holds something: free, committed, to be claimed later, open, claimed."""
    bench = new_bench(funded.office)
    check(funded, capped, bench, Q1)
    assert all(funded.pool(capped).tally(figure).places for figure in PoolFigure if figure != "claimed")
    sent = funded.submit(capped, Q1)
    settle(funded, sent, QueryResult.REFUSED, None)
    check(funded, capped, bench, Q2)


def check(funded: FundedOffice, id: AgreementId, bench: Bench, period: Period) -> None:
    """Compare what every place says of the open period with the pool."""
    pool = funded.pool(id)
    assert sum((pool.tally(figure) for figure in PoolFigure), Tally()) == pool.whole
    check_screens(bench, pool)
    check_command(funded, pool)
    check_workbook(funded, id, period, pool)
    check_statement(funded, id, pool)
    entries = funded.office.ask(ledger_entries, id, funded.today)
    assert sum(entry.amount for entry in entries) == pool.claimed_amount
    assert sum(entry.claimed for entry in entries) == pool.claimed
    year = funded.office.ask(year_end, funded.today, id)
    free = [row.amount for row in year.of(Section.AT_RISK) if row.what.startswith(("Free", "Left"))]
    assert sum(free, Decimal("0.00")) == pool.free_amount


def check_screens(bench: Bench, pool: Pool) -> None:
    home = bench.go("home")
    assert isinstance(home, Home)
    home.refresh()
    bench.settle()
    finance = bench.go("finance")
    assert isinstance(finance, Finance)
    finance.refresh()
    bench.settle()
    for figure in FIGURES:
        tally = pool.tally(figure)
        words = f"{tally.places} place".replace("-", "−")
        spoken = finance.strip.buttons[figure].accessibleName()
        assert words in spoken
        assert spoken.endswith(f", {money(tally.amount)}")
        assert money(tally.amount) in labels(finance.strip.buttons[figure])
        if tally != Tally():
            assert money(tally.amount) in labels(home.pool)
    assert money(pool.cap_amount) in labels(finance.strip)
    assert money(pool.cap_amount) in labels(home.pool)
    sheet = finance.returns.sheet
    assert sheet is not None
    if sheet.submitted is None:
        assert Tally(sheet.summary.places, sheet.summary.amount) == pool.tally(PoolFigure.IN_RETURN)


def check_command(funded: FundedOffice, pool: Pool) -> None:
    answer = run_pool(
        _Here(funded.clock, here=funded.office), Namespace(agreement=pool.reference, statement=None)
    )
    facts = answer.facts
    amounts = facts["amounts"]
    assert isinstance(amounts, dict)
    for figure in PoolFigure:
        assert Tally(int(str(facts[figure])), amounts[figure]) == pool.tally(figure)
        assert any(line.endswith(f", {pounds(pool.tally(figure).amount)}") for line in answer.lines[1:6])
    assert (facts["cap"], amounts["cap"]) == (pool.cap, pool.cap_amount)


def check_workbook(funded: FundedOffice, id: AgreementId, period: Period, pool: Pool) -> None:
    content = funded.office.ask(workbook_of, id, period, funded.office.moment)
    found: dict[str, list[Tally]] = {}
    for row in load_workbook(BytesIO(content))["Summary"].iter_rows(values_only=True):
        if isinstance(row[3], int):
            found.setdefault(str(row[0]), []).append(Tally(row[3], Decimal(str(row[5]))))
    assert {figure: found[words][-1] for figure, words in IN_WORKBOOK.items()} == {
        figure: pool.tally(figure) for figure in PoolFigure
    }
    assert found["Total for this period"] == found["This return"] == [pool.tally(PoolFigure.IN_RETURN)]
    assert found["Pool"] == found["Allocation"] == [pool.whole]


def check_statement(funded: FundedOffice, id: AgreementId, pool: Pool) -> None:
    text = (
        PdfReader(BytesIO(funded.office.ask(statement_file, id, funded.office.moment)))
        .pages[0]
        .extract_text()
    )
    for tally in (*(pool.tally(figure) for figure in PoolFigure), pool.whole):
        assert pounds(tally.amount) in text


def labels(widget: QWidget) -> list[str]:
    return [each.text() for each in widget.findChildren(QLabel)]


def in_tasks(home: Home) -> str:
    model = home.todo.model
    cells = [model.index(row, 1) for row in range(model.rowCount())]
    return " ".join(str(cell.data(CellRole.SECOND_LINE)) for cell in cells)


def test_no_screen_and_no_command_multiplies_money() -> None:
    """A count times a price is right only until a funder changes one claim."""
    root = Path(str(aspire_desktop.__file__)).parent
    found = [
        f"{file.relative_to(root)}:{node.lineno}"
        for floor in ("ui", "app")
        for file in sorted((root / floor).rglob("*.py"))
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult)
        for side in (node.left, node.right)
        if isinstance(side, ast.Attribute) and side.attr in {"unit", "amount", "price", "subsidy"}
    ]
    assert found == []
