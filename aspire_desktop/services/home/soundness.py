"""What to do about what the check of a database found, by the kind of each finding."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from aspire_desktop.services.home.inspections import INSPECTIONS, emptied_by_undo, not_as_submitted
from aspire_desktop.services.money.funding import INVARIANTS
from aspire_desktop.storage.chain import Head
from aspire_desktop.storage.engines import Location
from aspire_desktop.storage.lookups.money.caps import (
    claimed_once,
    organisations_within_cap,
    places_within_cap,
    pounds_within_cap,
)
from aspire_desktop.storage.lookups.money.carried import results_stand
from aspire_desktop.storage.lookups.money.charges import charged_once
from aspire_desktop.storage.lookups.money.terms_kept import (
    places_covered,
    references_told_apart,
    terms_fit,
    terms_kept,
)
from aspire_desktop.storage.lookups.office.staff import somebody_administers
from aspire_desktop.storage.lookups.programmes.kept_apart import needs_not_kept
from aspire_desktop.storage.soundness import Finding, FindingKind, findings

RESTORE: Final = "Restore the latest backup: aspire-desktop restore FILE."
COMPARE: Final = (
    "Its history was altered by something other than this program. Keep the file, and compare it with "
    "the anchor that a backup told or a return’s evidence has: aspire-desktop check --anchor ANCHOR."
)
REMEDIES: Final[Mapping[Callable[..., object], str]] = MappingProxyType(
    {
        places_within_cap: "Release a place of that person or agreement, or give the agreement more places.",
        pounds_within_cap: "Give the agreement a cap in pounds that holds both, in Settings.",
        organisations_within_cap: "Release a place of that organisation, or let the agreement give it more.",
        claimed_once: "Restate the latest return that claims the place: return --revise REASON.",
        charged_once: "Waive or credit one of the two charges, in Finance.",
        terms_fit: "Change the agreement in Settings, so that its parts go together.",
        references_told_apart: "Give the agreement another reference, in Settings.",
        terms_kept: "Give the agreement back what the return was submitted by, in Settings.",
        places_covered: "Let the agreement pay for that programme again, in Settings, or release the places.",
        results_stand: "Settle the query again as the return has it, or restate that return.",
        somebody_administers: "Nobody here may give that role any more. " + RESTORE,
        needs_not_kept: "Erase the person in People, or lift the restriction and take the needs away.",
        emptied_by_undo: "Redo what was undone, correct the record, or revoke the certificate: "
        "aspire-desktop revoke NUMBER --reason TEXT.",
        not_as_submitted: "Restore a backup made while it was as submitted: aspire-desktop restore FILE.",
    }
)
"""Which act puts right what breaks a rule or what an inspection finds."""


def found_in(location: Location, anchor: Head | None = None) -> list[Finding]:
    """Give everything that is wrong with a database, by every rule and inspection."""
    return findings(location, INVARIANTS, INSPECTIONS, anchor)


def advice(found: Sequence[Finding]) -> list[str]:
    """Say what to do about the findings: each act once, what is damaged or was altered first."""
    kinds = {each.kind for each in found}
    told = [RESTORE] if FindingKind.DAMAGED in kinds else []
    told += [COMPARE] if FindingKind.ALTERED in kinds else []
    told += [REMEDIES[each.rule] for each in found if each.rule is not None]
    return list(dict.fromkeys(told))
