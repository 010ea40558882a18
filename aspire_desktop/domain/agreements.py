"""Which agreement pays for a place: the one whose dates hold the cohort's first session."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from aspire_desktop.domain.enrolments import Funding
from aspire_desktop.domain.errors import RuleBroken
from aspire_desktop.domain.values import AgreementId


@dataclass(frozen=True)
class Candidate:
    """An agreement that covers a cohort's programme, as asked when a place is to be taken."""

    id: AgreementId
    reference: str
    by_lga: bool
    """Whether its funder answers to the name LGA; a bursary is any other funder's agreement."""
    places: int
    taken: int
    begins: date
    ends: date


def fitting_agreements(
    candidates: Sequence[Candidate], funding: Funding, first_on: date | None
) -> list[Candidate]:
    """Give the agreements of the funding whose dates hold the first session, by their last days."""
    fitting = [
        each
        for each in candidates
        if each.by_lga == (funding is Funding.LGA) and first_on and each.begins <= first_on <= each.ends
    ]
    return sorted(fitting, key=lambda each: (each.ends, each.id))


def choose_agreement(candidates: Sequence[Candidate], funding: Funding, first_on: date | None) -> Candidate:
    """Choose the agreement whose dates hold the first session.

    Of several, the one that ends first with a place free. Raises RuleBroken where no agreement
    covers the cohort, or no place is free.
    """
    kind = "LGA agreement" if funding is Funding.LGA else "bursary agreement"
    fitting = fitting_agreements(candidates, funding, first_on)
    if not fitting:
        raise RuleBroken(
            f"No {kind} covers this cohort.",
            do="Add the agreement in Settings, or choose another funding.",
        )
    for each in fitting:
        if each.taken < each.places:
            return each
    full = ", ".join(f"{each.reference} ({each.taken} of {each.places} taken)" for each in fitting)
    raise RuleBroken(
        f"No subsidised place is free: {full}.",
        do="Choose another funding, or wait until a place is released.",
    )
