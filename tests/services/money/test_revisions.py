"""A return restated: both stay, only the revision counts, and what was sent never changes."""

from datetime import date, timedelta

import pytest
from any_question import any_question
from funded_office import Q1, Q2, Q3, UNIT, FundedOffice, Held
from sqlalchemy import select

from aspire_desktop.domain.money.claims import PlaceState
from aspire_desktop.domain.money.funding import ReturnStatus
from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.people import Person
from aspire_desktop.domain.office.values import AgreementId, CohortId, ReturnId, place_label
from aspire_desktop.services.money.returns import RestateReturn, revision_draft, workbook_of
from aspire_desktop.storage.lookups.money.returns import changes_since, claim_lines
from aspire_desktop.storage.lookups.office.kept_files import kept_file
from aspire_desktop.storage.tables.money.funding import return_lines, returns

FIRST = date(2026, 7, 6)
REASON = "The register of day 2 was wrong"


@pytest.fixture
def cohort(funded: FundedOffice) -> CohortId:
    return funded.cohort(FIRST, FIRST + timedelta(days=1), FIRST + timedelta(days=40))


def test_a_revision_counts_instead_of_what_it_restates(
    funded: FundedOffice, agreement: AgreementId, three: list[Held]
) -> None:
    funded.submit(agreement, Q1)
    first = funded.submit(agreement, Q2)
    sent = funded.office.ask(workbook_of, agreement, Q2, funded.office.moment)
    funded.mark(three[0], "PA")
    assert funded.figures(agreement) == (7, 1, 0, -1, 3)
    done = funded.office.do(RestateReturn(first, REASON))
    assert done.title == "Restate return LGA/OD/1-R2, revision 2"
    assert funded.figures(agreement) == (7, 1, 0, 0, 2)
    second, old, _ = funded.returned(agreement)
    assert (second.id, second.supersedes_id, second.revision_reason) == (done.value, first, REASON)
    assert (second.summary.reference, second.summary.revision) == ("LGA/OD/1-R2", 2)
    assert (second.summary.lines, second.summary.cumulative, second.summary.amount) == (2, 2, 2 * UNIT)
    assert (second.newest, old.newest) == (True, False)
    assert (second.summary.status, old.summary.status) == (ReturnStatus.SUBMITTED, ReturnStatus.REVISED)
    assert len(funded.office.ask(claim_lines, first)) == 3
    assert (
        _stored(funded, first) == sent != funded.office.ask(workbook_of, agreement, Q2, funded.office.moment)
    )
    assert funded.office.ask(changes_since, funded.today) == []


def test_a_claim_met_in_the_period_comes_into_its_revision(
    funded: FundedOffice, agreement: AgreementId, cohort: CohortId, three: list[Held]
) -> None:
    first = funded.submit(agreement, Q2)
    late = funded.enrol(agreement, cohort)
    funded.mark(late, "PP")
    assert [each.change for each in funded.office.ask(changes_since, funded.today)] == [1]
    revised = funded.office.do(RestateReturn(first, REASON)).value
    assert [line.number for line in funded.office.ask(claim_lines, revised)] == [1, 2, 3, 4]
    assert {line.revision for line in funded.office.ask(claim_lines, revised)} == {2}
    assert funded.figures(agreement) == (6, 0, 0, 0, 4)


def test_a_revision_may_be_restated_again(
    funded: FundedOffice, agreement: AgreementId, three: list[Held]
) -> None:
    first = funded.submit(agreement, Q2)
    funded.mark(three[0], "PA")
    second = funded.office.do(RestateReturn(first, REASON)).value
    funded.mark(three[1], "AA")
    third = funded.office.do(RestateReturn(second, REASON)).value
    assert [row.summary.revision for row in funded.returned(agreement)] == [3, 2, 1]
    assert funded.figures(agreement)[-1] == 1
    with pytest.raises(RuleBroken, match="not the latest"):
        funded.office.do(RestateReturn(first, REASON))
    assert third == funded.returned(agreement)[0].id


def test_what_later_returns_rest_on_is_not_restated(
    funded: FundedOffice, agreement: AgreementId, three: list[Held]
) -> None:
    first = funded.submit(agreement, Q2)
    funded.go_to(Q3.begins)
    funded.submit(agreement, Q3)
    with pytest.raises(RuleBroken, match="not the latest of its agreement") as refused:
        funded.office.do(RestateReturn(first, REASON))
    assert "adjustment on the next return" in str(refused.value)


def test_a_revision_needs_a_reason(funded: FundedOffice, agreement: AgreementId, three: list[Held]) -> None:
    first = funded.submit(agreement, Q2)
    with pytest.raises(RuleBroken, match="needs a reason"):
        funded.office.do(RestateReturn(first, "  "))
    assert len(funded.returned(agreement)) == 1


def test_a_place_claimed_again_is_a_new_line_linked_to_the_old(
    funded: FundedOffice, agreement: AgreementId, three: list[Held]
) -> None:
    first = funded.submit(agreement, Q2)
    funded.mark(three[0], "PA")
    funded.go_to(Q3.begins)
    second = funded.submit(agreement, Q3)
    funded.mark(three[0], "PP")
    assert funded.states(agreement)[three[0].place] is PlaceState.CLAIMABLE
    funded.go_to(date(2027, 1, 1))
    third = funded.submit(agreement, funded.open_period(agreement))
    lines = funded.lines(three[0].place)
    assert [(line.return_id, line.places) for line in lines] == [(first, 1), (second, -1), (third, 1)]
    assert [line.corrects_id for line in lines] == [None, lines[0].id, None]
    assert [line.reclaims_id for line in lines] == [None, None, lines[0].id]


def _stored(funded: FundedOffice, id: ReturnId) -> bytes:
    digest = funded.office.ask(
        any_question(
            lambda connection: connection.scalar(select(returns.c.workbook).where(returns.c.id == id))
        )
    )
    return funded.office.ask(kept_file, str(digest))


def test_lines_of_a_superseded_return_stay(
    funded: FundedOffice, agreement: AgreementId, three: list[Held]
) -> None:
    first = funded.submit(agreement, Q2)
    funded.mark(three[0], "PA")
    funded.office.do(RestateReturn(first, REASON))
    count = funded.office.ask(
        any_question(lambda connection: len(connection.execute(select(return_lines)).all()))
    )
    assert count == 5


def test_a_return_is_not_restated_where_nothing_would_differ(
    funded: FundedOffice, agreement: AgreementId, three: list[Held]
) -> None:
    funded.submit(agreement, Q1)
    first = funded.submit(agreement, Q2)
    restate = RestateReturn(first, REASON)
    for asked in (funded.office.do, funded.office.preview):
        with pytest.raises(RuleBroken, match="R2, revision 1, were restated, nothing") as refused:
            asked(restate)
        assert refused.value.explanation.safe == "The return stays as it was sent."
        assert "Correct the record first" in refused.value.explanation.do
    assert len(funded.returned(agreement)) == 2
    funded.mark(three[0], "PA")
    second = funded.office.do(restate).value
    with pytest.raises(RuleBroken, match="revision 2, were restated, nothing would differ"):
        funded.office.do(RestateReturn(second, REASON))


def test_a_name_corrected_is_restated_though_no_amount_changes(
    funded: FundedOffice, agreement: AgreementId, three: list[Held]
) -> None:
    first = funded.submit(agreement, Q2)
    with funded.writing() as work:
        work.get(Person, three[1].person).given_name = "Siân"
    [row] = funded.returned(agreement)
    [change] = funded.office.ask(revision_draft, row, funded.office.moment).changes
    assert (change.place, change.person) == (place_label(three[1].place), "Siân Ash")
    assert (change.before, change.after) == (UNIT, UNIT)
    second = funded.office.do(RestateReturn(first, REASON)).value
    assert [line.participant.name for line in funded.office.ask(claim_lines, second)][1] == "Siân Ash"


def test_an_adjustment_that_no_longer_holds_is_a_difference(
    funded: FundedOffice, agreement: AgreementId, three: list[Held]
) -> None:
    funded.submit(agreement, Q2)
    funded.mark(three[0], "PA")
    funded.go_to(Q3.begins)
    second = funded.submit(agreement, Q3)
    with pytest.raises(RuleBroken, match="nothing would differ"):
        funded.office.do(RestateReturn(second, REASON))
    funded.mark(three[0], "PP")
    [row, _] = funded.returned(agreement)
    [change] = funded.office.ask(revision_draft, row, funded.office.moment).changes
    assert (change.before, change.after) == (-UNIT, UNIT - UNIT)
    funded.office.do(RestateReturn(second, REASON))
    assert funded.figures(agreement)[-1] == 3
