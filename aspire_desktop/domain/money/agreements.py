"""What an agreement asks for, whom it pays for, and which agreement pays for a place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from aspire_desktop.domain.money.funding import ClaimPoint, SubstitutionRule, Vat
from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.limits import MOST, check_count, check_pounds
from aspire_desktop.domain.office.values import (
    AgreementId,
    OrganisationId,
    Period,
    fold,
    long_date,
    tidy,
    to_pence,
)
from aspire_desktop.domain.programmes.enrolments import Funding

_COMPASS = ("east", "north", "south", "west")


@dataclass(frozen=True)
class AgreementTerms:
    """What an agreement says beside its places, price and dates: each means what it means in Agreement."""

    amount_cap: Decimal | None = None
    claim_point: ClaimPoint = ClaimPoint.VERSION
    sessions_needed: int | None = None
    eligible_types: tuple[str, ...] = ()
    eligible_regions: tuple[str, ...] = ()
    members_only: bool = False
    substitution: SubstitutionRule = SubstitutionRule.VERSION
    vat: Vat = Vat.OUTSIDE
    organisation_cap: int | None = None
    clawed_back_is_free: bool = True
    rolls_into_id: AgreementId | None = None

    @property
    def claim_rule(self) -> tuple[ClaimPoint, int | None]:
        """Give what decides when a place may be claimed: submitted returns rest on it."""
        return self.claim_point, self.sessions_needed


@dataclass(frozen=True)
class Figures:
    """What an agreement has beside its terms, wanted or on record; `covers` counts its programmes."""

    reference: str
    covers: int
    places: int
    unit: Decimal
    begins: date
    ends: date
    period_months: int


@dataclass(frozen=True)
class Employer:
    """An organisation as it stands when somebody of it is to take a place."""

    id: OrganisationId
    name: str
    type: str
    region: str
    """Empty for one that works nationally."""
    member: bool
    """Whether it is a member on the day of the cohort's first session."""


@dataclass(frozen=True)
class CoveringAgreement:
    """An agreement that covers a cohort's programme, as asked when a place is to be taken."""

    id: AgreementId
    reference: str
    by_lga: bool
    """Whether its funder answers to the name LGA; a bursary is any other funder's agreement."""
    places: int
    taken: int
    begins: date
    ends: date
    terms: AgreementTerms = field(default_factory=AgreementTerms)
    held: int = 0
    """How many live places the asking organisation has under the agreement already."""


def fitting_agreements(
    candidates: Sequence[CoveringAgreement], funding: Funding, first_on: date | None
) -> list[CoveringAgreement]:
    """Give the agreements of the funding whose dates hold the first session, by their ends."""
    fitting = [
        each
        for each in candidates
        if each.by_lga == (funding is Funding.LGA) and first_on and each.begins <= first_on <= each.ends
    ]
    return sorted(fitting, key=lambda each: (each.ends, each.id))


def choose_agreement(
    candidates: Sequence[CoveringAgreement],
    funding: Funding,
    first_on: date | None,
    employer: Employer | None = None,
) -> CoveringAgreement:
    """Choose the agreement whose dates hold the first session.

    Of several, the one that ends first, pays for the employer and has a place free. Raises RuleBroken
    where no agreement covers the cohort, and saying of each why it does not pay.
    """
    kind = "LGA agreement" if funding is Funding.LGA else "bursary agreement"
    fitting = fitting_agreements(candidates, funding, first_on)
    if not fitting or first_on is None:
        raise RuleBroken(
            f"No {kind} covers this cohort.",
            do="Add the agreement in Settings, or choose another funding.",
        )
    for each in fitting:
        if each.taken < each.places and not obstacle(each, employer, first_on):
            return each
    raise _nothing_free(fitting, employer, first_on)


def obstacle(candidate: CoveringAgreement, employer: Employer | None, first_on: date) -> str:
    """Say which rule of an agreement keeps an employer's people from its places; empty where none does."""
    if employer is None:
        return ""
    words = ineligible(candidate.reference, candidate.terms, employer, first_on)
    cap = candidate.terms.organisation_cap
    if not words and cap is not None and candidate.held >= cap:
        return f"{_at_most(candidate.reference, cap)}; {employer.name} has {candidate.held}."
    return words


def ineligible(reference: str, terms: AgreementTerms, employer: Employer, first_on: date) -> str:
    """Say why an agreement does not pay for an organisation at all; empty where it does."""
    if terms.eligible_types and not _among(employer.type, terms.eligible_types):
        kinds = _one_of(terms.eligible_types)
        return (
            f"{reference} pays for organisations of the type {kinds}; {employer.name} is of the type "
            f"{employer.type}."
        )
    if terms.eligible_regions and not _among(employer.region, terms.eligible_regions):
        regions = _one_of([_in_a_sentence(region) for region in terms.eligible_regions])
        lies = f"is in {_in_a_sentence(employer.region)}" if employer.region else "has no region on record"
        return f"{reference} pays for organisations of {regions}; {employer.name} {lies}."
    if terms.members_only and not employer.member:
        return (
            f"{reference} pays for member organisations; {employer.name} is not a member on "
            f"{long_date(first_on)}."
        )
    return ""


def vat_within(amount: Decimal, vat: Vat, percent: Decimal) -> Decimal | None:
    """Give the VAT that an amount paid by a funder holds, at the standard rate in percent.

    A claim is never more than the agreement's price, so VAT is within it. None where it is no matter of VAT.
    """
    if vat is Vat.STANDARD:
        return to_pence(amount * percent / (100 + percent))
    return Decimal("0.00") if vat is Vat.ZERO else None


def over_organisation_cap(reference: str, cap: int, name: str, held: int) -> str:
    """Say that one organisation would have more places of an agreement than it pays for."""
    return f"{_at_most(reference, cap)}; {name} would have {held}."


_MOST_MONTHS = 120


def check_terms(terms: AgreementTerms, unit: Decimal) -> None:
    """Raise RuleBroken for terms that pay for nothing or that cannot be carried out."""
    cap = terms.amount_cap
    check_pounds("The cap in pounds", cap or Decimal(0))
    check_count("Sessions needed for a claim", terms.sessions_needed or 0)
    check_count("Places for one organisation", terms.organisation_cap or 0)
    if cap is not None and (cap < unit or cap <= 0 or cap != to_pence(cap)):
        raise RuleBroken("The cap in pounds must be in whole pence, and pay for at least one place.")
    needs = terms.claim_point is ClaimPoint.SESSIONS
    if needs and (terms.sessions_needed is None or terms.sessions_needed < 1):
        raise RuleBroken("A claim after attended sessions needs their number.", do="Give one or more.")
    if not needs and terms.sessions_needed is not None:
        raise RuleBroken(
            "A number of sessions is only asked for where sessions make the claim.",
            do="Leave it out, or let the claim rest on sessions.",
        )
    if terms.organisation_cap is not None and terms.organisation_cap < 1:
        raise RuleBroken("One organisation may hold at least one place.", do="Leave the cap out for none.")


def check_figures(figures: Figures, terms: AgreementTerms) -> None:
    """Raise RuleBroken for an agreement that pays for nothing, or whose parts do not go together."""
    if not tidy(figures.reference):
        raise RuleBroken("An agreement needs a reference.", do="Give the one on the grant letter.")
    if not figures.covers:
        raise RuleBroken("An agreement needs a programme to pay for.")
    if figures.places < 1:
        raise RuleBroken("An agreement pays for at least one place.")
    check_count("Places of an agreement", figures.places)
    check_pounds("The price of a place", figures.unit, MOST)
    if figures.unit < 0 or figures.unit != to_pence(figures.unit):
        raise RuleBroken("The price of a place must be in whole pence, and not below £0.")
    if not 1 <= figures.period_months <= _MOST_MONTHS:
        raise RuleBroken(f"A return covers at least one month, and at most {_MOST_MONTHS}.")
    check_terms(terms, figures.unit)
    Period(figures.begins, figures.ends)


def check_chain(start: AgreementId, reference: str, following: Mapping[AgreementId, AgreementId]) -> None:
    """Raise RuleBroken where places would roll over from one agreement to the next for ever."""
    passed, id = {start}, following.get(start)
    while id is not None:
        if id in passed:
            raise RuleBroken(
                f"Places of agreement {reference} would roll over into itself in the end.",
                do="Choose an agreement that comes after it.",
            )
        passed.add(id)
        id = following.get(id)


def check_substitution_rule(
    rule: SubstitutionRule, reference: str, on: date, session_days: Sequence[date]
) -> None:
    """Raise RuleBroken where an agreement's own rule keeps a place from passing to another person.

    `session_days` are the cohort's days in order. The rule VERSION is the programme version's own.
    """
    if rule is SubstitutionRule.NEVER:
        raise RuleBroken(
            f"A place of agreement {reference} does not pass to another person.",
            do="Withdraw the person and enrol the other one.",
        )
    if rule is SubstitutionRule.BEFORE_START and session_days and on >= session_days[0]:
        raise RuleBroken(
            f"A place of agreement {reference} passes to another person only before the first session, "
            f"on {long_date(session_days[0])}.",
            do="Withdraw the person instead.",
        )


def _nothing_free(
    fitting: Sequence[CoveringAgreement], employer: Employer | None, first_on: date
) -> RuleBroken:
    barred = {each.id: obstacle(each, employer, first_on) for each in fitting}
    if any(barred.values()):
        told = (barred[each.id] or f"{each.reference} has {_filled(each)} places taken." for each in fitting)
        return RuleBroken(" ".join(told), do="Choose another funding.")
    full = ", ".join(f"{each.reference} ({_filled(each)} taken)" for each in fitting)
    return RuleBroken(
        f"No subsidised place is free: {full}.",
        do="Choose another funding, or wait until a place is released.",
    )


def _filled(candidate: CoveringAgreement) -> str:
    return f"{candidate.taken} of {candidate.places}"


def _at_most(reference: str, cap: int) -> str:
    return f"{reference} pays for at most {cap} {'place' if cap == 1 else 'places'} of one organisation"


def _among(word: str, words: Sequence[str]) -> bool:
    return fold(word) in {fold(each) for each in words}


def _one_of(words: Sequence[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} or {last}" if most else last


def _in_a_sentence(region: str) -> str:
    """Write "the West Midlands", but "Wales": regions named for a point of the compass take the article."""
    return f"the {region}" if fold(region).split(" ")[0] in _COMPASS else region
