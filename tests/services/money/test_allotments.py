"""Places handed to a partner and given back: counted as committed, each release once, nothing altered."""

from dataclasses import replace
from datetime import date

import pytest
from any_question import any_question
from funded_office import Q2, YEAR, FundedOffice

from aspire_desktop.documents.money.allotments import read_allotment, release_file
from aspire_desktop.documents.seals import new_key
from aspire_desktop.domain.money.allotments import AllotmentRow, ReleaseFacts
from aspire_desktop.domain.office.errors import NotFound, Refused, RuleBroken
from aspire_desktop.domain.office.values import AgreementId, AllotmentId, OrganisationId
from aspire_desktop.services.money.allotments import AllotPlaces, RecallPlaces
from aspire_desktop.services.money.funding import RemoveAgreement
from aspire_desktop.storage.lookups.money.allotments import allotment_document, allotment_rows
from aspire_desktop.storage.lookups.programmes.certificates import public_keys

DAYS = (date(2026, 9, 24), date(2026, 9, 25), date(2026, 11, 5))
THEIRS = new_key()


def allot(funded: FundedOffice, agreement: AgreementId, places: int) -> str:
    """Allot places to the partner, and give the allotment's reference."""
    made = funded.office.do(AllotPlaces(agreement, funded.partner, places, THEIRS.public)).value
    return next(row.reference for row in rows(funded) if row.id == made)


def rows(funded: FundedOffice) -> list[AllotmentRow]:
    return funded.office.ask(allotment_rows, funded.today)


def recall(funded: FundedOffice, release: ReleaseFacts) -> None:
    funded.office.do(RecallPlaces(release_file(release, THEIRS)))


def test_allotted_places_count_as_committed_until_they_are_given_back(funded: FundedOffice) -> None:
    id = funded.agreement(cap=10)
    reference = allot(funded, id, 6)
    assert reference == "LGA/OD/1-A1"
    assert funded.figures(id) == (4, 6, 0, 0, 0)
    cohort = funded.cohort(*DAYS)
    for _ in range(4):
        funded.enrol(id, cohort)
    with pytest.raises(RuleBroken, match="10 of 10 places taken"):
        funded.enrol(id, cohort)
    recall(funded, ReleaseFacts(reference, 1, 2, funded.today))
    assert funded.figures(id) == (2, 8, 0, 0, 0)
    recall(funded, ReleaseFacts(reference, 3, 4, funded.today))
    assert [row.outstanding for row in rows(funded)] == [0]
    assert funded.figures(id) == (6, 4, 0, 0, 0)
    assert [check for check in funded.draft(id, Q2).checks if not check.passed] == []


def test_the_file_says_what_was_allotted(funded: FundedOffice) -> None:
    id = funded.agreement(cap=10)
    allot(funded, id, 6)
    [row] = rows(funded)
    [ours] = funded.office.ask(any_question(public_keys))
    facts = read_allotment(funded.office.ask(allotment_document, row.id), ours)
    assert (facts.agreement, facts.partner, facts.places) == ("LGA/OD/1", "West Midlands Employers", 6)
    assert (facts.dates, facts.programmes, facts.partner_key) == (YEAR, ("Inspire OD",), THEIRS.public)
    assert allot(funded, id, 1) == "LGA/OD/1-A2"
    with pytest.raises(NotFound):
        funded.office.ask(allotment_document, AllotmentId(99))


def test_more_than_is_free_is_not_allotted(funded: FundedOffice) -> None:
    id = funded.agreement(cap=3)
    funded.enrol(id, funded.cohort(*DAYS))
    with pytest.raises(RuleBroken, match="LGA/OD/1 has 2 places free, so 3 cannot be allotted"):
        allot(funded, id, 3)
    with pytest.raises(RuleBroken, match="At least one"):
        allot(funded, id, 0)
    funded.go_to(date(2027, 4, 1))
    with pytest.raises(RuleBroken, match="LGA/OD/1 ended on 31 March 2027"):
        allot(funded, id, 1)


def test_a_key_must_be_the_partners(funded: FundedOffice) -> None:
    wanted = AllotPlaces(funded.agreement(), funded.partner, 1, "Ab" * 32)
    allot(funded, wanted.agreement_id, 1)
    [ours] = funded.office.ask(any_question(public_keys))
    with pytest.raises(RuleBroken, match="this office's own key"):
        funded.office.do(replace(wanted, partner_key=ours))
    with pytest.raises(RuleBroken, match="a key has 64 digits"):
        funded.office.do(replace(wanted, partner_key="abc"))
    with pytest.raises(NotFound):
        funded.office.do(replace(wanted, partner_id=OrganisationId(999)))
    funded.office.do(replace(wanted, partner_key=f" {THEIRS.public.upper()}\n"))
    assert {row.partner_key for row in rows(funded)} == {THEIRS.public}


@pytest.mark.parametrize(
    ("release", "words"),
    [
        (
            ReleaseFacts("LGA/OD/1-A1", 1, 1, date(2026, 10, 8)),
            "Release 1 of LGA/OD/1-A1 was taken in",
        ),
        (ReleaseFacts("LGA/OD/1-A1", 2, 5, date(2026, 10, 8)), "gives back 5 places, and only 4 are still"),
        (ReleaseFacts("LGA/OD/1-A1", 2, 0, date(2026, 10, 8)), "gives no place back"),
        (ReleaseFacts("LGA/OD/1-A1", 2, -1, date(2026, 10, 8)), "gives no place back"),
        (ReleaseFacts("LGA/OD/1-A1", 0, 1, date(2026, 10, 8)), "is numbered from 1 to 100,000, and this"),
        (ReleaseFacts("LGA/OD/1-A1", 2**70, 1, date(2026, 10, 8)), "is numbered from 1 to 100,000, and this"),
        (ReleaseFacts("LGA/OD/1-A1", -(2**70), 1, date(2026, 10, 8)), "is numbered from 1 to 100,000, and"),
        (ReleaseFacts("LGA/OD/1-A1", 2, 2**70, date(2026, 10, 8)), "and only 4 are still"),
        (ReleaseFacts("LGA/OD/1-A1", 2, 1, date(2026, 10, 9)), "9 October 2026, which is still to come"),
        (ReleaseFacts("LGA/OD/1-A1", 2, 1, date(2026, 10, 7)), "the places were allotted on 8 October 2026"),
        (ReleaseFacts("LGA/OD/9-A1", 2, 1, date(2026, 10, 8)), "which is not known here"),
    ],
)
def test_releases_that_cannot_be(funded: FundedOffice, release: ReleaseFacts, words: str) -> None:
    id = funded.agreement(cap=10)
    reference = allot(funded, id, 5)
    recall(funded, ReleaseFacts(reference, 1, 1, funded.today))
    with pytest.raises(RuleBroken, match=words):
        recall(funded, release)
    assert funded.figures(id) == (6, 4, 0, 0, 0)


def test_a_release_must_be_signed_by_the_partner(funded: FundedOffice) -> None:
    reference = allot(funded, funded.agreement(cap=10), 5)
    forged = release_file(ReleaseFacts(reference, 1, 5, funded.today), new_key())
    with pytest.raises(RuleBroken, match="somebody else signed it"):
        funded.office.do(RecallPlaces(forged))
    good = release_file(ReleaseFacts(reference, 1, 5, funded.today), THEIRS)
    with pytest.raises(Refused, match="changed since it was signed"):
        funded.office.do(RecallPlaces(good.replace(b'"places": 5', b'"places": 4')))
    assert [row.outstanding for row in rows(funded)] == [5]


def test_an_agreement_with_allotments_stays_on_record(funded: FundedOffice) -> None:
    id = funded.agreement(cap=10)
    reference = allot(funded, id, 5)
    recall(funded, ReleaseFacts(reference, 1, 5, funded.today))
    with pytest.raises(RuleBroken, match="has been used"):
        funded.office.do(RemoveAgreement(id))
