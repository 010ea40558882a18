"""What a check says is true: it says another sentence where it does not pass, and all count alike."""

from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from failing_checks import CHECKS, CheckedReturn, FailingCheck
from funded_office import Q1, FundedOffice
from openpyxl import load_workbook
from PySide6.QtWidgets import QLabel

from aspire_desktop.domain.money.returns import passed_words
from aspire_desktop.domain.office.clock import SetClock
from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.money.returns import SubmitReturn, workbook_of
from aspire_desktop.storage.engines import Location
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


@pytest.fixture
def checked(
    funded: FundedOffice, sqlite_location: Location, monkeypatch: pytest.MonkeyPatch
) -> CheckedReturn:
    return CheckedReturn(funded, sqlite_location, monkeypatch)


def about(made: CheckedReturn) -> list[object]:
    """Give what the workbook of the return says of itself."""
    content = made.funded.office.ask(workbook_of, made.agreement, made.period, made.funded.office.moment)
    book = load_workbook(BytesIO(content))
    return [row[0] for row in book["About this file"].iter_rows(values_only=True)]


def refusal(made: CheckedReturn) -> str:
    """Submit the return; give what refuses it, nothing where it may be submitted."""
    submitting = SubmitReturn(made.agreement, made.period.begins, made.period.ends)
    try:
        made.funded.office.preview(submitting)
    except RuleBroken as refused:
        return refused.explanation.what
    return ""


def test_no_check_is_without_its_two_sentences(checked: CheckedReturn) -> None:
    """A check that is added needs its row in CHECKS: how it fails, and in which words."""
    shown = checked.draft().checks
    assert [check.title for check in shown] == [check.passing for check in CHECKS]
    assert all(check.passed for check in shown)
    assert [check.said for check in shown] == [check.passing for check in CHECKS]


@pytest.mark.parametrize("failing", CHECKS, ids=[check.passing for check in CHECKS])
def test_a_check_that_fails_says_its_other_sentence_and_no_other_does(
    checked: CheckedReturn, failing: FailingCheck
) -> None:
    failing.fail(checked)
    said = [check.said for check in checked.draft().checks]
    assert said == [each.failing if each is failing else each.passing for each in CHECKS]
    told = about(checked)
    assert f"✗ {failing.failing}" in told
    assert not [words for words in told if isinstance(words, str) and words.endswith(failing.passing)]
    refused = refusal(checked)
    assert bool(refused) is not failing.advises
    assert failing.advises or f"does not pass its checks. {failing.failing}. " in refused


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
