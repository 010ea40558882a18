"""The statement of a pool with sixty invented entries, newest first."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from aspire_desktop.domain.money.funding import Pool
from aspire_desktop.domain.money.ledger import LedgerEntry
from aspire_desktop.domain.money.statements import PoolStatement
from aspire_desktop.domain.office.values import AgreementId, Period, PersonId

POOL = Pool(AgreementId(1), "LGA/OD/2026-11", 100, 28, 31, 2, 11, 28, Decimal(350))


def entry(number: int, *, what: str = "Place committed") -> LedgerEntry:
    return LedgerEntry(
        number=number,
        at=datetime(2026, 9, 1, 8, 30, tzinfo=UTC) + timedelta(hours=number),
        by="Helen Marsh",
        what=what,
        person="Siân O’Neill",
        person_id=PersonId(number),
        organisation="Telford & Wrekin Council",
        cohort="INS26-WM01",
        place=f"L-{number:04d}",
        committed=-1,
        claimed=1,
        free_after=100 - number,
        claimed_after=number,
        amount=Decimal("-350.00"),
        return_reference="LGA/OD/2026-11-R2",
    )


STATEMENT = PoolStatement(
    office="West Midlands Employers",
    funder="Local Government Association",
    covers=("Inspire OD",),
    dates=Period(date(2026, 4, 1), date(2027, 3, 31)),
    pool=POOL,
    entries=tuple(entry(number) for number in range(60, 0, -1)),
    made_by="Helen Marsh",
    made_at=datetime(2026, 10, 8, 9, 30, tzinfo=UTC),
)
