"""What the statement of a pool is printed from: totals and ledger as they stood at one moment."""

from dataclasses import dataclass
from datetime import datetime

from aspire_desktop.domain.money.funding import Pool
from aspire_desktop.domain.money.ledger import LedgerEntry
from aspire_desktop.domain.office.values import Period


@dataclass(frozen=True)
class PoolStatement:
    """A pool with its ledger, and the agreement's facts."""

    office: str
    funder: str
    covers: tuple[str, ...]
    """Programmes and versions that the agreement pays for."""
    dates: Period
    pool: Pool
    entries: tuple[LedgerEntry, ...]
    made_by: str
    made_at: datetime
    """An aware instant."""
