"""The ledger of an agreement: what happened to its places, entry by entry, with a running balance."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from aspire_desktop.domain.office.values import PersonId, fold


@dataclass(frozen=True)
class LedgerBalance:
    """What a ledger comes to: how many entries it has, and the places free and claimed after them."""

    entries: int
    free: int
    claimed: int


@dataclass(frozen=True)
class LedgerEntry:
    """One thing that happened to places of an agreement. Entries are never edited or deleted.

    At every entry free, committed and claimed add up to the cap: what is committed here is every place
    taken that no submitted return claims, less those that are free again while their claim is still to
    be taken back.
    """

    number: int
    at: datetime
    """An aware instant."""
    by: str
    what: str
    """What happened, in words without names."""
    person_id: PersonId | None
    person: str
    """Who holds the place now, or for whom it is reserved; empty where there is nobody."""
    organisation: str
    cohort: str
    place: str
    """The place's label, such as L-0108; empty where it is about more than one."""
    committed: int
    """How many places more (or fewer) are committed."""
    claimed: int
    free_after: int
    claimed_after: int
    amount: Decimal
    """Pounds claimed, taken back or corrected by a return."""
    return_reference: str

    @property
    def label(self) -> str:
        """Write the entry's number: E-0117."""
        return f"E-{self.number:04d}"

    @property
    def words(self) -> str:
        """Give the words by which it is found."""
        whom = (self.person, self.organisation, self.cohort, self.place)
        return " ".join((self.label, self.what, *whom, self.return_reference, self.by))


@dataclass(frozen=True)
class LedgerFilter:
    """Which entries are wanted: of a cohort, of a return, with a text, or (empty) any."""

    cohort: str = ""
    return_reference: str = ""
    text: str = ""

    def of(self, entries: Iterable[LedgerEntry]) -> tuple[LedgerEntry, ...]:
        """Give those that are wanted, in their order; what was free after each is not touched by it."""
        return tuple(
            entry
            for entry in entries
            if self.cohort in ("", entry.cohort)
            and self.return_reference in ("", entry.return_reference)
            and fold(self.text) in fold(entry.words)
        )

    @property
    def words(self) -> tuple[str, ...]:
        """Say what is left out."""
        told = (("Cohort", self.cohort), ("Return", self.return_reference))
        said = [f"{name}: {wanted}" for name, wanted in told if wanted]
        return tuple([f"“{self.text}”", *said] if self.text else said)
