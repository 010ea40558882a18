"""What agreements ask for: who may take their places, how many, who may take over, what rolls over."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from funded_office import Q2, Q3, UNIT, YEAR, FundedOffice, Held
from round_trips import rows as all_rows

from aspire_desktop.domain.money.agreements import AgreementTerms
from aspire_desktop.domain.money.funding import ClaimPoint, SubstitutionRule, Vat
from aspire_desktop.domain.office.errors import Refused, RuleBroken
from aspire_desktop.domain.office.organisations import Organisation, OrganisationName
from aspire_desktop.domain.office.people import Employment, Person
from aspire_desktop.domain.office.values import AgreementId, CohortId, EnrolmentId, OrganisationId, PersonId
from aspire_desktop.domain.programmes.enrolments import Funding, Status
from aspire_desktop.services.money.agreements import RollOver
from aspire_desktop.services.money.funding import AddAgreement, ChangeAgreement, RemoveAgreement
from aspire_desktop.services.money.reservations import ReservePlaces
from aspire_desktop.services.programmes.enrolments import (
    ChangeFunding,
    EnrolParticipant,
    MoveEnrolment,
    Substitute,
)
from aspire_desktop.storage.lookups.money.agreements import agreement_terms
from aspire_desktop.storage.lookups.programmes.cohorts import session_rows

DAYS = (date(2026, 9, 24), date(2026, 9, 25), date(2026, 11, 5))


def agreement(
    funded: FundedOffice, terms: AgreementTerms, reference: str = "LGA/1", cap: int = 9
) -> AgreementId:
    """Add an agreement that answers to the name LGA."""
    with funded.writing() as work:
        lga = work.add(Organisation("national association", ""))
        work.add(OrganisationName(lga.id, "LGA"))
    covers = ((funded.programme, None),)
    return funded.office.do(
        AddAgreement(reference, lga.id, covers, cap, UNIT, YEAR.begins, YEAR.ends, terms=terms)
    ).value


def change(funded: FundedOffice, id: AgreementId, **changed: object) -> None:
    covers = ((funded.programme, None),)
    same = ChangeAgreement(id, "LGA/1", covers, 9, UNIT, YEAR.begins, YEAR.ends)
    funded.office.do(replace(same, **changed))  # type: ignore[arg-type]  # each value fits its field


def council(
    funded: FundedOffice,
    name: str,
    region: str = "West Midlands",
    member: tuple[date | None, date | None] = (None, None),
) -> OrganisationId:
    with funded.writing() as work:
        made = work.add(Organisation("district", region, *member))
        work.add(OrganisationName(made.id, name))
    return made.id


def person(funded: FundedOffice, name: str, employer: OrganisationId) -> PersonId:
    with funded.writing() as work:
        made = work.add(Person(name, "Ash"))
        work.add(Employment(made.id, employer, "HR Adviser"))
    return made.id


def enrol(funded: FundedOffice, cohort: CohortId, who: PersonId) -> EnrolmentId:
    return funded.office.do(EnrolParticipant(cohort, who, Funding.LGA)).value


def test_only_organisations_that_it_pays_for_take_a_place(funded: FundedOffice) -> None:
    id = agreement(funded, AgreementTerms(eligible_types=("district",), eligible_regions=("West Midlands",)))
    cohort = funded.cohort(*DAYS)
    here, there = council(funded, "Rugby"), council(funded, "Leeds City Council", "Yorkshire and The Humber")
    enrol(funded, cohort, person(funded, "Ann", here))
    with pytest.raises(RuleBroken, match="of the West Midlands; Leeds City Council is in Yorkshire and The"):
        enrol(funded, cohort, person(funded, "Bea", there))
    with pytest.raises(RuleBroken, match="of the type district; Walsall Council is of the type metropolitan"):
        enrol(funded, cohort, person(funded, "Cai", funded.council))
    assert funded.figures(id) == (8, 1, 0, 0, 0)
    change(funded, id, terms=AgreementTerms())
    enrol(funded, cohort, person(funded, "Dai", there))


def test_places_are_reserved_only_for_organisations_that_it_pays_for(funded: FundedOffice) -> None:
    id = agreement(funded, AgreementTerms(eligible_types=("district",), members_only=True))
    cohort, rugby = funded.cohort(*DAYS), council(funded, "Rugby")
    funded.office.do(ReservePlaces(id, rugby))
    with pytest.raises(RuleBroken, match="Walsall Council is of the type metropolitan"):
        funded.office.do(ReservePlaces(id, funded.council))
    with pytest.raises(RuleBroken, match="Rugby is not a member on 24 September 2026"):
        funded.office.do(ReservePlaces(id, rugby, cohort_id=cohort))
    with pytest.raises(RuleBroken, match="Rugby is not a member on 24 September 2026"):
        enrol(funded, cohort, person(funded, "Ann", rugby))
    change(funded, id, terms=AgreementTerms(eligible_types=("district",), organisation_cap=1))
    enrol(funded, cohort, person(funded, "Bea", rugby))
    assert funded.figures(id) == (8, 1, 0, 0, 0)


def test_membership_counts_on_the_day_of_the_first_session(funded: FundedOffice) -> None:
    agreement(funded, AgreementTerms(members_only=True))
    cohort, before = funded.cohort(*DAYS), DAYS[0] - timedelta(days=1)
    joined = council(funded, "Rugby", member=(DAYS[0], None))
    left = council(funded, "Stafford", member=(date(2020, 1, 1), before))
    enrol(funded, cohort, person(funded, "Ann", joined))
    with pytest.raises(RuleBroken, match="Stafford is not a member on 24 September 2026"):
        enrol(funded, cohort, person(funded, "Bea", left))


def test_another_agreement_pays_where_one_does_not(funded: FundedOffice) -> None:
    near = agreement(funded, AgreementTerms(eligible_regions=("West Midlands",)))
    anywhere = agreement(funded, AgreementTerms(), "LGA/2")
    cohort = funded.cohort(*DAYS)
    enrol(funded, cohort, person(funded, "Ann", council(funded, "Leeds", "Yorkshire and The Humber")))
    enrol(funded, cohort, person(funded, "Bea", council(funded, "Rugby")))
    assert (funded.pool(near).committed, funded.pool(anywhere).committed) == (1, 1)


def test_one_organisation_has_so_many_places_and_no_more(funded: FundedOffice) -> None:
    id = agreement(funded, AgreementTerms(organisation_cap=2))
    cohort, rugby = funded.cohort(*DAYS), council(funded, "Rugby")
    first = enrol(funded, cohort, person(funded, "Ann", rugby))
    enrol(funded, cohort, person(funded, "Bea", rugby))
    third = person(funded, "Cai", rugby)
    with pytest.raises(RuleBroken, match="pays for at most 2 places of one organisation; Rugby has 2"):
        enrol(funded, cohort, third)
    enrol(funded, cohort, person(funded, "Dai", funded.council))
    with pytest.raises(RuleBroken, match="at most 1 place of one organisation; Rugby would have 2"):
        change(funded, id, terms=AgreementTerms(organisation_cap=1))
    funded.enrol(id, cohort)
    with pytest.raises(RuleBroken, match="Walsall Council would have 3"):
        funded.enrol(id, cohort)
    funded.office.do(MoveEnrolment(first, Status.WITHDRAWN, funded.today, "New job"))
    enrol(funded, cohort, third)


def test_a_substitute_must_be_eligible_too(funded: FundedOffice) -> None:
    agreement(
        funded, AgreementTerms(eligible_regions=("West Midlands",), substitution=SubstitutionRule.ANY_TIME)
    )
    cohort, rugby = funded.cohort(*DAYS), council(funded, "Rugby")
    held = enrol(funded, cohort, person(funded, "Ann", rugby))
    leeds = person(funded, "Bea", council(funded, "Leeds", "Yorkshire and The Humber"))
    with pytest.raises(RuleBroken, match="Leeds is in Yorkshire"):
        funded.office.do(Substitute(held, leeds, DAYS[0]))
    funded.office.do(Substitute(held, person(funded, "Cai", rugby), DAYS[0]))


@pytest.mark.parametrize(
    ("rule", "on", "words"),
    [
        (SubstitutionRule.VERSION, DAYS[0], ""),
        (SubstitutionRule.VERSION, DAYS[1], "could be passed on until 24 September 2026"),
        (SubstitutionRule.NEVER, date(2026, 9, 1), "LGA/1 does not pass to another person"),
        (SubstitutionRule.BEFORE_START, date(2026, 9, 23), ""),
        (SubstitutionRule.BEFORE_START, DAYS[0], "only before the first session, on 24 September 2026"),
        (SubstitutionRule.ANY_TIME, DAYS[2], ""),
    ],
)
def test_until_when_a_place_passes_on(
    funded: FundedOffice, rule: SubstitutionRule, on: date, words: str
) -> None:
    id = agreement(funded, AgreementTerms(substitution=rule))
    held = enrol(funded, funded.cohort(*DAYS), person(funded, "Ann", funded.council))
    wanted = Substitute(held, person(funded, "Bea", funded.council), on)
    if words:
        with pytest.raises(RuleBroken, match=words):
            funded.office.do(wanted)
    else:
        funded.office.do(wanted)
    assert funded.figures(id) == (8, 1, 0, 0, 0)


def test_the_line_of_a_substitute_names_whose_place_it_was(funded: FundedOffice) -> None:
    id = agreement(funded, AgreementTerms(substitution=SubstitutionRule.ANY_TIME, vat=Vat.STANDARD))
    cohort = funded.cohort(*DAYS)
    first = enrol(funded, cohort, person(funded, "Ann", funded.council))
    other = enrol(funded, cohort, person(funded, "Zoe", funded.council))
    second = funded.office.do(Substitute(first, person(funded, "Bea", funded.council), DAYS[0])).value
    third = funded.office.do(Substitute(second, person(funded, "Cai", funded.council), DAYS[1])).value
    for enrolled in (third, other):
        funded.mark(on_cohort(funded, cohort, enrolled), "PP")
    lines = funded.draft(id, Q2).lines
    told = {line.participant.name: line.substitution_of for line in lines}
    assert {name: of.name if of else "" for name, of in told.items()} == {"Cai Ash": "Bea Ash", "Zoe Ash": ""}
    assert [line.vat for line in lines] == [Decimal("58.33")] * 2


def test_a_draft_says_which_lines_it_does_not_pay_for(funded: FundedOffice) -> None:
    id = agreement(funded, AgreementTerms())
    cohort = funded.cohort(*DAYS)
    for name in ("Ann", "Bea"):
        enrolled = enrol(funded, cohort, person(funded, name, funded.council))
        funded.mark(on_cohort(funded, cohort, enrolled), "PP")
    enrolled = enrol(funded, cohort, person(funded, "Cai", council(funded, "Rugby")))
    funded.mark(on_cohort(funded, cohort, enrolled), "PP")
    assert eligible(funded, id) == (True, "3 of 3")
    change(funded, id, terms=AgreementTerms(eligible_types=("district",)))
    passed, detail = eligible(funded, id)
    assert not passed
    assert detail == (
        "Lines 1, 2: LGA/1 pays for organisations of the type district; Walsall Council is of the type "
        "metropolitan"
    )
    with pytest.raises(RuleBroken, match="An organisation is not eligible"):
        funded.submit(id, Q2)


def eligible(funded: FundedOffice, id: AgreementId) -> tuple[bool, str]:
    checks = funded.draft(id, Q2).checks
    return next((each.passed, each.detail) for each in checks if each.title == "Organisations are eligible")


def on_cohort(funded: FundedOffice, cohort: CohortId, enrolled: EnrolmentId) -> Held:
    """Give what `mark` needs of an enrolment that came through the door."""
    days = tuple(day.id for day in funded.office.ask(session_rows, cohort))
    return Held(PersonId(0), enrolled, 0, days)  # type: ignore[arg-type]  # its place plays no part


def test_a_claimed_place_stays_taken_where_none_is_given_twice(funded: FundedOffice) -> None:
    id = agreement(funded, AgreementTerms(clawed_back_is_free=False), cap=3)
    cohort = funded.cohort(*DAYS)
    claimed, other, spare = (
        enrol(funded, cohort, person(funded, name, funded.council)) for name in ("Ann", "Bea", "Cai")
    )
    for enrolled in (claimed, other):
        funded.mark(on_cohort(funded, cohort, enrolled), "PP")
    funded.submit(id, Q2)
    assert funded.figures(id) == (0, 1, 0, 0, 2)
    for enrolled in (claimed, spare):
        funded.office.do(MoveEnrolment(enrolled, Status.WITHDRAWN, DAYS[0], "New job"))
    assert funded.figures(id) == (1, 1, 0, -1, 2)
    funded.office.do(ChangeFunding(other, Funding.COUNCIL))
    assert funded.figures(id) == (1, 2, 0, -2, 2)
    causes = [each.cause for each in funded.draft(id, Q3).adjustments]
    assert causes == ["Withdrawn", "Funding changed"]
    with pytest.raises(RuleBroken, match="Bea Ash was claimed under LGA/1, which gives no claimed place up"):
        funded.office.do(ChangeFunding(other, Funding.BURSARY))
    funded.submit(id, Q3)
    assert funded.figures(id) == (1, 2, 0, 0, 0)
    enrol(funded, cohort, person(funded, "Dai", funded.council))
    with pytest.raises(RuleBroken, match="3 of 3 taken"):
        enrol(funded, cohort, person(funded, "Eve", funded.council))


def test_places_kept_for_their_claim_alone_are_free_once_claimed_places_are_free_again(
    funded: FundedOffice,
) -> None:
    id = agreement(funded, AgreementTerms(clawed_back_is_free=False), cap=3)
    cohort = funded.cohort(*DAYS)
    left, paid = (enrol(funded, cohort, person(funded, name, funded.council)) for name in ("Ann", "Bea"))
    for enrolled in (left, paid):
        funded.mark(on_cohort(funded, cohort, enrolled), "PP")
    funded.submit(id, Q2)
    funded.office.do(MoveEnrolment(left, Status.WITHDRAWN, DAYS[0], "New job"))
    funded.office.do(ChangeFunding(paid, Funding.COUNCIL))
    assert funded.figures(id) == (1, 2, 0, -2, 2)
    change(funded, id, places=3, terms=AgreementTerms(clawed_back_is_free=True))
    assert funded.figures(id) == (3, 0, 0, -2, 2)


def test_terms_are_kept_as_given(funded: FundedOffice) -> None:
    following = agreement(funded, AgreementTerms(), "LGA/2")
    terms = AgreementTerms(
        amount_cap=Decimal("2100.00"),
        claim_point=ClaimPoint.SESSIONS,
        sessions_needed=2,
        eligible_types=("district", "county"),
        eligible_regions=("Wales",),
        members_only=True,
        substitution=SubstitutionRule.NEVER,
        vat=Vat.EXEMPT,
        organisation_cap=4,
        clawed_back_is_free=False,
        rolls_into_id=following,
    )
    id = agreement(funded, terms)
    assert funded.office.ask(agreement_terms)[id] == terms
    assert funded.pool(id).cap == 6
    change(funded, id)
    assert funded.office.ask(agreement_terms)[id] == terms
    change(funded, id, terms=AgreementTerms())
    assert funded.office.ask(agreement_terms)[id] == AgreementTerms()


def test_the_claim_rule_of_a_submitted_return_stays(funded: FundedOffice) -> None:
    id = agreement(funded, AgreementTerms())
    change(funded, id, terms=AgreementTerms(claim_point=ClaimPoint.COMPLETION))
    funded.submit(id, Q2)
    with pytest.raises(RuleBroken, match="was submitted by another claim rule"):
        change(funded, id, terms=AgreementTerms(claim_point=ClaimPoint.START))
    change(funded, id, terms=AgreementTerms(claim_point=ClaimPoint.COMPLETION, members_only=True))


def test_the_cap_in_pounds_never_falls_below_what_is_used(funded: FundedOffice) -> None:
    id, cohort = agreement(funded, AgreementTerms()), funded.cohort(*DAYS)
    for name in ("Ann", "Bea"):
        enrol(funded, cohort, person(funded, name, funded.council))
    with pytest.raises(RuleBroken, match="has 2 places taken, so it cannot have only 1"):
        change(funded, id, terms=AgreementTerms(amount_cap=Decimal("699.99")))
    change(funded, id, terms=AgreementTerms(amount_cap=Decimal("700.00")))
    assert funded.pool(id).free == 0


def test_free_places_roll_over_in_one_step(funded: FundedOffice) -> None:
    following = agreement(funded, AgreementTerms(amount_cap=Decimal("3500.00")), "LGA/2", cap=10)
    id = agreement(funded, AgreementTerms(amount_cap=9 * UNIT, rolls_into_id=following))
    funded.enrol(id, funded.cohort(*DAYS))
    before = all_rows(funded.store)
    wanted = RollOver(id, 8, "Agreed by the LGA on 1 March")
    with pytest.raises(RuleBroken, match="LGA/1 has 8 places free, so 9 cannot roll over"):
        funded.office.do(replace(wanted, places=9))
    for changed, words in (({"reason": " "}, "for a reason"), ({"places": 0}, "At least one place")):
        with pytest.raises(RuleBroken, match=words):
            funded.office.do(replace(wanted, **changed))
    done = funded.office.do(wanted)
    assert done.title == "Roll 8 places of LGA/1 over into LGA/2. Reason: Agreed by the LGA on 1 March"
    assert (funded.pool(id).cap, funded.pool(following).cap) == (1, 18)
    assert (funded.pool(id).free_amount, funded.pool(following).free_amount) == (0 * UNIT, 18 * UNIT)
    for each in (id, following):
        assert [check for check in funded.draft(each, Q2).checks if not check.passed] == []
    funded.office.undo()
    assert all_rows(funded.store) == before


def test_what_does_not_roll_over(funded: FundedOffice) -> None:
    following = agreement(funded, AgreementTerms(), "LGA/2")
    id = agreement(funded, AgreementTerms())
    with pytest.raises(RuleBroken, match="does not say into which one its places roll over"):
        funded.office.do(RollOver(id, 1, "Agreed"))
    change(funded, id, terms=AgreementTerms(rolls_into_id=following))
    with pytest.raises(RuleBroken, match="All 9 places"):
        funded.office.do(RollOver(id, 9, "Agreed"))
    with pytest.raises(RuleBroken, match="roll over into itself"):
        change(funded, following, reference="LGA/2", terms=AgreementTerms(rolls_into_id=id))
    change(funded, following, reference="LGA/2", unit=Decimal("300.00"))
    with pytest.raises(RuleBroken, match=r"LGA/1 is £350\.00, one of LGA/2 is £300\.00"):
        funded.office.do(RollOver(id, 1, "Agreed"))
    with pytest.raises(RuleBroken, match="LGA/1 are to roll over into LGA/2"):
        funded.office.do(RemoveAgreement(following))
    with pytest.raises(Refused):
        change(funded, id, terms=AgreementTerms(rolls_into_id=AgreementId(99)))


def test_the_last_place_that_the_pounds_pay_for_does_not_roll_over(funded: FundedOffice) -> None:
    following = agreement(funded, AgreementTerms(), "LGA/2")
    id = agreement(funded, AgreementTerms(amount_cap=4 * UNIT, rolls_into_id=following))
    with pytest.raises(RuleBroken, match="All 4 places"):
        funded.office.do(RollOver(id, 4, "Agreed"))
    funded.office.do(RollOver(id, 3, "Agreed"))
    assert funded.pool(id).cap == 1


def test_a_place_that_is_still_claimed_does_not_roll_over(funded: FundedOffice) -> None:
    following = agreement(funded, AgreementTerms(), "LGA/2")
    id = agreement(funded, AgreementTerms(rolls_into_id=following), cap=3)
    cohort = funded.cohort(*DAYS)
    held = [funded.enrol(id, cohort) for _ in range(2)]
    for each in held:
        funded.mark(each, "PP")
    funded.submit(id, Q2)
    funded.leave(held[0], DAYS[0])
    assert funded.figures(id) == (2, 0, 0, -1, 2)
    with pytest.raises(RuleBroken, match="has 2 places claimed, so it cannot have only 1"):
        funded.office.do(RollOver(id, 2, "Agreed"))
    funded.office.do(RollOver(id, 1, "Agreed"))
    assert funded.pool(id).cap == 2
