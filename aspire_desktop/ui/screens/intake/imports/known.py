"""What the first step of an import asks of the record."""

from collections.abc import Sequence
from dataclasses import dataclass

from aspire_desktop.domain.intake.columns import ImportKind
from aspire_desktop.domain.programmes.cohorts import CohortRow
from aspire_desktop.services.door.office import Office
from aspire_desktop.storage.lookups.office.organisations import organisation_rows
from aspire_desktop.storage.lookups.programmes.cohorts import cohort_rows


@dataclass(frozen=True)
class KnownToImport:
    """What the first step offers, and the names by which employers are completed."""

    kinds: Sequence[ImportKind]
    cohorts: Sequence[CohortRow]
    employers: Sequence[str]


def known_to_import(office: Office) -> KnownToImport:
    """Ask for cohorts and employers; which kinds may be taken in the screen knows."""
    today = office.clock.today()
    employers = [row.name for row in office.ask(organisation_rows, today)]
    return KnownToImport((), office.ask(cohort_rows, today), employers)
