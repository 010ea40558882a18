"""A cap that was raised is not taken back while its places are used, allotted ones too."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from funded_office import UNIT, YEAR, FundedOffice

from aspire_desktop.documents.seals import new_key
from aspire_desktop.domain.money.agreements import AgreementTerms
from aspire_desktop.domain.office.clock import SetClock
from aspire_desktop.domain.office.errors import Refused
from aspire_desktop.domain.office.staff import Role
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.money.allotments import AllotPlaces
from aspire_desktop.services.money.funding import INVARIANTS, ChangeAgreement
from aspire_desktop.services.office.staff import AddColleague
from aspire_desktop.storage.engines import Location
from aspire_desktop.storage.store import Store

DAYS = (date(2026, 9, 24), date(2026, 9, 25), date(2026, 11, 5))
THEIRS = new_key()


@pytest.fixture
def funded(location: Location, clock: SetClock) -> Iterator[FundedOffice]:
    opened = Store(location, clock, INVARIANTS)
    yield FundedOffice(opened, clock)
    opened.close()


@pytest.mark.parametrize(("taken", "allotted"), [(4, 0), (2, 2), (0, 4)])
@pytest.mark.parametrize("in_pounds", [False, True])
def test_a_raised_cap_is_not_undone_below_what_is_taken_or_allotted(
    funded: FundedOffice, taken: int, allotted: int, *, in_pounds: bool
) -> None:
    id, cohort = funded.agreement(cap=3), funded.cohort(*DAYS)
    pounds = Decimal("1050.00") if in_pounds else None
    covers = ((funded.programme, None),)
    figures = (UNIT, YEAR.begins, YEAR.ends, 3)
    funded.office.do(AddColleague("Flo", frozenset({Role.FINANCE})))
    office = Office(funded.store, "Flo")
    office.do(ChangeAgreement(id, "LGA/OD/1", covers, 5, *figures, AgreementTerms(amount_cap=pounds)))
    if in_pounds:
        office.do(ChangeAgreement(id, "LGA/OD/1", covers, 5, *figures, AgreementTerms()))
    for _ in range(taken):
        funded.enrol(id, cohort)
    if allotted:
        funded.office.do(AllotPlaces(id, funded.partner, allotted, THEIRS.public))
    with pytest.raises(Refused) as refused:
        office.undo()
    told = refused.value.explanation
    assert told.what == "Agreement LGA/OD/1 has 4 places taken, so it cannot have only 3."
    assert told.do == "Release places first."
    assert funded.figures(id) == (1, 4, 0, 0, 0)
