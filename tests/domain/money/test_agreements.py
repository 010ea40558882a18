"""Which agreement pays: of those that cover the day, the employer and one more place, the first to end."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aspire_desktop.domain.money.agreements import (
    AgreementTerms,
    CoveringAgreement,
    Employer,
    check_substitution_rule,
    check_terms,
    choose_agreement,
    ineligible,
    obstacle,
    vat_within,
)
from aspire_desktop.domain.money.funding import ClaimPoint, SubstitutionRule, Vat
from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.values import AgreementId, OrganisationId
from aspire_desktop.domain.programmes.enrolments import Funding

DAY = date(2026, 9, 9)
LEEDS = Employer(
    OrganisationId(1), "Leeds City Council", "metropolitan", "Yorkshire and The Humber", member=False
)
LGA = CoveringAgreement(AgreementId(1), "LGA/OD/2026", True, 3, 0, date(2026, 4, 1), date(2027, 3, 31))
TYPES = ("county", "metropolitan", "NHS")
REGIONS = ("West Midlands", "Yorkshire and The Humber", "Wales")

employers = st.builds(
    Employer,
    st.just(OrganisationId(1)),
    st.just("A Council"),
    st.sampled_from(TYPES),
    st.sampled_from((*REGIONS, "")),
    st.booleans(),
)
all_terms = st.builds(
    AgreementTerms,
    eligible_types=st.lists(st.sampled_from(TYPES), max_size=2, unique=True).map(tuple),
    eligible_regions=st.lists(st.sampled_from(REGIONS), max_size=2, unique=True).map(tuple),
    members_only=st.booleans(),
    organisation_cap=st.none() | st.integers(1, 3),
)


@st.composite
def candidates(draw: st.DrawFn) -> list[CoveringAgreement]:
    begins = st.integers(-30, 10).map(lambda days: DAY + timedelta(days=days))
    return [
        CoveringAgreement(
            AgreementId(number),
            f"A/{number}",
            draw(st.booleans()),
            draw(st.integers(0, 3)),
            draw(st.integers(0, 3)),
            first := draw(begins),
            first + timedelta(days=draw(st.integers(0, 40))),
            draw(all_terms),
            draw(st.integers(0, 3)),
        )
        for number in range(1, draw(st.integers(0, 5)) + 1)
    ]


def pays(candidate: CoveringAgreement, employer: Employer, funding: Funding) -> bool:
    """The rules once more, each on its own."""
    terms = candidate.terms
    return all(
        (
            candidate.by_lga == (funding is Funding.LGA),
            candidate.begins <= DAY <= candidate.ends,
            candidate.taken < candidate.places,
            not terms.eligible_types or employer.type in terms.eligible_types,
            not terms.eligible_regions or employer.region in terms.eligible_regions,
            employer.member or not terms.members_only,
            terms.organisation_cap is None or candidate.held < terms.organisation_cap,
        )
    )


@given(candidates(), employers, st.sampled_from([Funding.LGA, Funding.BURSARY]))
def test_the_first_to_end_of_those_that_pay_is_chosen(
    offered: list[CoveringAgreement], employer: Employer, funding: Funding
) -> None:
    paying = [each for each in offered if pays(each, employer, funding)]
    if paying:
        best = min(paying, key=lambda each: (each.ends, each.id))
        assert choose_agreement(offered, funding, DAY, employer) == best
    else:
        with pytest.raises(RuleBroken) as refused:
            choose_agreement(offered, funding, DAY, employer)
        covering = [
            each
            for each in offered
            if each.by_lga == (funding is Funding.LGA) and each.begins <= DAY <= each.ends
        ]
        assert all(each.reference in str(refused.value) for each in covering)


@pytest.mark.parametrize(
    ("terms", "words"),
    [
        (
            AgreementTerms(eligible_types=("county", "district")),
            "LGA/OD/2026 pays for organisations of the type county or district; Leeds City Council is of the "
            "type metropolitan.",
        ),
        (
            AgreementTerms(eligible_regions=("West Midlands",)),
            "LGA/OD/2026 pays for organisations of the West Midlands; Leeds City Council is in Yorkshire and "
            "The Humber.",
        ),
        (
            AgreementTerms(members_only=True),
            "LGA/OD/2026 pays for member organisations; Leeds City Council is not a member on "
            "9 September 2026.",
        ),
        (
            AgreementTerms(organisation_cap=2),
            "LGA/OD/2026 pays for at most 2 places of one organisation; Leeds City Council has 2.",
        ),
    ],
)
def test_the_refusal_says_which_rule_stands_in_the_way(terms: AgreementTerms, words: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        choose_agreement([replace(LGA, terms=terms, held=2)], Funding.LGA, DAY, LEEDS)
    assert refused.value.explanation.what == words


def test_every_agreement_that_does_not_pay_is_named() -> None:
    barred = replace(LGA, terms=AgreementTerms(eligible_regions=("Wales", "London")))
    full = replace(LGA, id=AgreementId(2), reference="LGA/2", taken=3, ends=date(2027, 6, 30))
    with pytest.raises(RuleBroken, match=r"of Wales or London; Leeds .*\. LGA/2 has 3 of 3 places taken\."):
        choose_agreement([full, barred], Funding.LGA, DAY, LEEDS)
    other = replace(full, taken=2)
    assert choose_agreement([other, barred], Funding.LGA, DAY, LEEDS) is other


def test_words_are_compared_without_case() -> None:
    terms = AgreementTerms(eligible_regions=("YORKSHIRE and the humber",), eligible_types=("Metropolitan",))
    assert ineligible("A", terms, LEEDS, DAY) == ""
    nowhere = replace(LEEDS, region="")
    assert ineligible("A", terms, nowhere, DAY).endswith("Leeds City Council has no region on record.")
    assert obstacle(replace(LGA, terms=AgreementTerms(members_only=True)), None, DAY) == ""


@pytest.mark.parametrize(
    ("terms", "words"),
    [
        (AgreementTerms(amount_cap=Decimal("349.99")), "pay for at least one place"),
        (AgreementTerms(amount_cap=Decimal("350.001")), "whole pence"),
        (AgreementTerms(claim_point=ClaimPoint.SESSIONS), "needs their number"),
        (AgreementTerms(sessions_needed=2), "only asked for where sessions"),
        (AgreementTerms(organisation_cap=0), "at least one place"),
    ],
)
def test_terms_that_pay_for_nothing(terms: AgreementTerms, words: str) -> None:
    with pytest.raises(RuleBroken, match=words):
        check_terms(terms, Decimal("350.00"))


def test_an_agreement_may_have_its_own_rule_of_substitution() -> None:
    days = [DAY, DAY + timedelta(days=1)]
    check_substitution_rule(SubstitutionRule.ANY_TIME, "LGA/1", days[1], days)
    check_substitution_rule(SubstitutionRule.BEFORE_START, "LGA/1", DAY - timedelta(days=1), days)
    check_substitution_rule(SubstitutionRule.BEFORE_START, "LGA/1", DAY, [])
    with pytest.raises(RuleBroken, match="only before the first session, on 9 September 2026"):
        check_substitution_rule(SubstitutionRule.BEFORE_START, "LGA/1", DAY, days)
    with pytest.raises(RuleBroken, match="LGA/1 does not pass to another person"):
        check_substitution_rule(SubstitutionRule.NEVER, "LGA/1", DAY - timedelta(days=1), days)


def test_vat_lies_within_what_is_claimed() -> None:
    unit, percent = Decimal("350.00"), Decimal(20)
    assert vat_within(unit, Vat.STANDARD, percent) == Decimal("58.33")
    assert vat_within(unit, Vat.ZERO, percent) == Decimal("0.00")
    assert vat_within(unit, Vat.OUTSIDE, percent) is vat_within(unit, Vat.EXEMPT, percent) is None
