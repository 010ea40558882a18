"""The ledger of a pool as it is read: every place taken, claimed, taken back and given up, numbered."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from aspire_desktop.domain.values import ActionId


@dataclass(frozen=True)
class LedgerEntry:
    """One entry; `committed` and `claimed` are what it adds, `free_after` is the running balance."""

    number: int
    label: str
    """Such as L-0117."""
    at: datetime
    """An aware instant."""
    by: str
    what: str
    person: str
    organisation: str
    cohort: str
    place: str
    """The place's label, or empty."""
    committed: int
    claimed: int
    free_after: int
    amount: Decimal
    """Pounds claimed or taken back, else nought."""
    return_reference: str
    action_id: ActionId
