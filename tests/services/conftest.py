"""Offices that many tests of what may be done begin with, each on both engines and under every rule."""

from collections.abc import Iterator

import pytest
from funded_office import FundedOffice, Held
from whole_office import WholeOffice, whole_office

from aspire_desktop.domain.office.clock import SetClock
from aspire_desktop.domain.office.values import AgreementId, CohortId
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.money.funding import INVARIANTS
from aspire_desktop.storage.engines import Location
from aspire_desktop.storage.store import Store


@pytest.fixture
def funded(location: Location, clock: SetClock) -> Iterator[FundedOffice]:
    """Inspire OD, a funder, a partner and a council, with no agreement yet."""
    opened = Store(location, clock, INVARIANTS)
    yield FundedOffice(opened, clock)
    opened.close()


@pytest.fixture
def agreement(funded: FundedOffice) -> AgreementId:
    """An agreement of ten places."""
    return funded.agreement(cap=10)


@pytest.fixture
def three(funded: FundedOffice, agreement: AgreementId, cohort: CohortId) -> list[Held]:
    """Three people of the test's own cohort who came on its first two days."""
    held = [funded.enrol(agreement, cohort) for _ in range(3)]
    for each in held:
        funded.mark(each, "PP")
    return held


@pytest.fixture
def world(open_office: Office) -> WholeOffice:
    """An office in which every action can be done."""
    return whole_office(open_office)
