"""Rules of money that two places keep, and sequences in which they used to disagree."""

from dataclasses import replace
from datetime import date

import pytest
from funded_office import Q1, YEAR, FundedOffice, add_sessions

from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.values import CohortId, Period
from aspire_desktop.domain.programmes.cohorts import Cohort
from aspire_desktop.domain.programmes.enrolments import Status
from aspire_desktop.domain.programmes.programmes import ClaimRule, Module, ModuleKind, Version
from aspire_desktop.services.money.funding import ChangeAgreement
from aspire_desktop.services.programmes.enrolments import MoveEnrolment

DAYS = (date(2026, 4, 9), date(2026, 4, 10), date(2026, 5, 5))


@pytest.fixture
def funded(funded: FundedOffice) -> FundedOffice:
    funded.go_to(date(2026, 7, 5))
    return funded


def cohort_of_second_version(funded: FundedOffice) -> CohortId:
    with funded.writing() as work:
        version = Version(funded.programme, "2", "Inspire OD 2", 3, False, False, ClaimRule.CLAIM_SESSIONS)
        version = work.add(version)
        modules = [
            work.add(Module(version.id, at, f"Day {at}", ModuleKind.WORKSHOP, 330, for_claim=at < 3)).id
            for at in (1, 2, 3)
        ]
        cohort = work.add(Cohort("INS2-001", version.id, funded.partner, "Hall", 99, 1))
        add_sessions(work, cohort.id, modules, DAYS)
    return cohort.id


def test_one_person_is_claimed_for_each_version(funded: FundedOffice) -> None:
    agreement = funded.agreement()
    one, other = funded.enrol(agreement, funded.cohort(*DAYS)), cohort_of_second_version(funded)
    with funded.writing() as work:
        two = funded.take(work, agreement, other, one.person)
    funded.mark(one, "PP")
    funded.mark(two, "PP")
    funded.submit(agreement, Q1)
    assert [row.summary.lines for row in funded.returned(agreement)] == [2]


def test_an_agreement_stays_changeable_after_a_return_beyond_its_end(funded: FundedOffice) -> None:
    agreement = funded.agreement()
    funded.go_to(date(2027, 7, 5))
    funded.submit(agreement, Period(date(2027, 4, 1), date(2027, 6, 30)))
    covers = ((funded.programme, None),)
    wanted = ChangeAgreement(
        agreement, "LGA/1b", covers, 120, funded.pool(agreement).unit, YEAR.begins, YEAR.ends
    )
    funded.office.do(wanted)
    assert funded.pool(agreement).cap == 120
    funded.submit(agreement, Period(date(2027, 1, 1), date(2027, 3, 31)))
    with pytest.raises(RuleBroken, match="must hold it"):
        funded.office.do(replace(wanted, ends=date(2027, 3, 30)))


def test_nobody_is_substituted_by_nobody(funded: FundedOffice) -> None:
    held = funded.enrol(funded.agreement(), funded.cohort(*DAYS))
    with pytest.raises(RuleBroken, match="passed on to somebody"):
        funded.office.do(MoveEnrolment(held.enrolment, Status.SUBSTITUTED, funded.today))
