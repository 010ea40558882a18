"""Days before an agreement began: what was made up then is claimed, and a cohort that began then is not."""

from datetime import date, timedelta

import pytest
from funded_office import Q1, Q2, FundedOffice, Held

from aspire_desktop.domain.money.claims import PlaceState
from aspire_desktop.domain.office.clock import SetClock
from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.values import AgreementId
from aspire_desktop.domain.programmes.attendance import Code, Mark
from aspire_desktop.storage.store import Store

BEFORE = Q1.begins - timedelta(days=5)
"""Five days before the agreement begins."""


@pytest.fixture
def funded(store: Store, clock: SetClock) -> FundedOffice:
    return FundedOffice(store, clock)


@pytest.fixture
def agreement(funded: FundedOffice) -> AgreementId:
    return funded.agreement(cap=10)


@pytest.fixture
def held(funded: FundedOffice, agreement: AgreementId) -> Held:
    """Somebody on a cohort of June, who made both days up before the agreement began."""
    found = funded.enrol(agreement, funded.cohort(date(2026, 6, 10), date(2026, 6, 11), date(2026, 8, 3)))
    with funded.writing() as work:
        for session in found.sessions[:2]:
            work.add(Mark(session, found.enrolment, Code.MADE_UP, made_up_on=BEFORE))
    return found


def test_what_was_made_up_before_the_agreement_began_is_claimed_in_its_first_return(
    funded: FundedOffice, agreement: AgreementId, held: Held
) -> None:
    [line] = funded.draft(agreement, Q1).lines
    assert line.threshold_met_on == BEFORE
    assert funded.states(agreement) == {held.place: PlaceState.IN_RETURN}
    funded.submit(agreement, Q1)
    assert funded.figures(agreement) == (9, 0, 0, 0, 1)


def test_it_is_claimed_in_the_next_return_where_the_first_is_submitted(
    funded: FundedOffice, agreement: AgreementId
) -> None:
    funded.submit(agreement, Q1)
    late = funded.enrol(agreement, funded.cohort(date(2026, 6, 10), date(2026, 6, 11), date(2026, 8, 3)))
    with funded.writing() as work:
        for session in late.sessions[:2]:
            work.add(Mark(session, late.enrolment, Code.MADE_UP, made_up_on=BEFORE))
    assert len(funded.draft(agreement, Q2).lines) == 1
    funded.submit(agreement, Q2)
    assert funded.states(agreement) == {late.place: PlaceState.CLAIMED}


def test_a_cohort_that_began_before_the_agreement_stands_in_the_way_of_its_return(
    funded: FundedOffice, agreement: AgreementId
) -> None:
    """Its sessions were moved after places were taken: another agreement pays, or none."""
    early = funded.enrol(agreement, funded.cohort(BEFORE, Q1.begins, date(2026, 8, 3)))
    other = funded.enrol(agreement, funded.cohort(Q1.begins, date(2026, 4, 2), date(2026, 8, 3)))
    for each in (early, other):
        funded.mark(each, "PP")
    [check] = [each for each in funded.draft(agreement, Q1).checks if "begin within" in each.title]
    assert not check.passed
    assert check.detail == "INS26-001 began on 27 March 2026, and LGA/OD/1 pays from 1 April 2026"
    assert check.places == (f"L-{early.place:04}",)
    with pytest.raises(RuleBroken, match="A cohort began before the agreement"):
        funded.submit(agreement, Q1)
    funded.mark(early, "PA")
    [check] = [each for each in funded.draft(agreement, Q1).checks if "begin within" in each.title]
    assert (check.passed, check.detail) == (True, "1 of 1")
