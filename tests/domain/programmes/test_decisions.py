"""The decision whether a tentative cohort runs."""

from dataclasses import replace
from datetime import date

import pytest

from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.programmes.cohorts import Stage
from aspire_desktop.domain.programmes.decisions import check_minimum, decided_by, decision_words
from tests.domain.programmes.test_open_work import OVER

BY = date(2026, 11, 2)
OPEN = replace(OVER, stage=Stage.TENTATIVE, decide_on=BY, minimum=8, held=5)


def test_a_tentative_cohort_says_by_when_and_how_many_it_has() -> None:
    assert decided_by(OPEN) == BY
    assert decision_words(OPEN) == "Go or no-go 2 Nov: 5 of the 8 people it needs"
    assert decision_words(replace(OPEN, held=8)) == "Go or no-go 2 Nov: 8 people, enough to run"


def test_nothing_is_open_once_it_is_decided() -> None:
    for each in (replace(OPEN, stage=Stage.CONFIRMED), replace(OPEN, decide_on=None)):
        assert (decided_by(each), decision_words(each)) == (None, "")


def test_no_cohort_needs_more_people_than_it_takes() -> None:
    check_minimum(20, 20)
    with pytest.raises(RuleBroken, match="cannot need 21"):
        check_minimum(21, 20)
