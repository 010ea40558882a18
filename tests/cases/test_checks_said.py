"""What a check says is true: it says another sentence where it does not pass, and all count alike."""

from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from funded_office import Q1, FundedOffice
from openpyxl import load_workbook
from PySide6.QtWidgets import QLabel

from aspire_desktop.domain.money.returns import ReturnFacts, passed_words
from aspire_desktop.domain.office.clock import SetClock
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.money.returns import workbook_of
from aspire_desktop.storage.store import Store
from aspire_desktop.ui.looks.theme import Tone
from aspire_desktop.ui.screens.money.finance.view import Finance
from aspire_desktop.ui.widgets.pill import Pill
from tests.ui.bench import Bench
from tests.ui.conftest import dressed

__all__ = ["dressed"]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def funded(sqlite_store: Store, clock: SetClock) -> FundedOffice:
    made = FundedOffice(sqlite_store, clock)
    made.go_to(date(2026, 6, 20))
    return made


def said(facts: ReturnFacts) -> dict[str, str]:
    return {check.title: check.said for check in facts.checks}


def test_each_sentence_is_another_one_where_the_check_does_not_pass(funded: FundedOffice) -> None:
    id = funded.agreement()
    early = said(funded.draft(id, Q1))
    assert early["The period is over"] == "The period is not over yet"
    funded.go_to(date(2026, 7, 2))
    later = said(funded.draft(id, Q1))
    assert later["The period is over"] == "The period is over"
    assert {title for title, words in later.items() if words != title} == set()


def test_the_pill_and_the_workbook_count_alike(
    funded: FundedOffice, new_bench: Callable[[Office], Bench]
) -> None:
    id = funded.agreement()
    facts = funded.draft(id, Q1)
    words = f"{len(facts.checks) - 1} of {len(facts.checks)} pass"
    assert passed_words(facts.checks) == words
    content = funded.office.ask(workbook_of, id, Q1, funded.office.moment)
    book = load_workbook(BytesIO(content))
    told = {row[0]: row[1] for row in book["Summary"].iter_rows(values_only=True)}
    assert told["Checks"] == f"{words}: see About this file"
    about = [row[0] for row in book["About this file"].iter_rows(values_only=True)]
    assert "✗ The period is not over yet" in about
    screen = new_bench(funded.office).go("finance")
    assert isinstance(screen, Finance)
    pill = screen.returns.checks.findChildren(Pill)[0]
    assert (pill.look.words, pill.look.tone) == (words, Tone.DUE)
    shown = [each.text() for each in screen.returns.checks.findChildren(QLabel)]
    assert "The period is not over yet" in shown
    assert "The period is over" not in shown
