"""What comes after a return: acceptance, queries by line, payments, and what each makes of the figures."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from funded_office import Q2, Q3, UNIT, FundedOffice, Held

from aspire_desktop.domain.home.home import HomeFacts
from aspire_desktop.domain.money.claims import ReturnRow
from aspire_desktop.domain.money.figures import differences, net
from aspire_desktop.domain.money.funding import ReturnStatus
from aspire_desktop.domain.money.remittances import NOTHING
from aspire_desktop.domain.money.settlements import QueryResult, QueryRow
from aspire_desktop.domain.office.attached_files import AttachedFile
from aspire_desktop.domain.office.errors import NotAllowed, RuleBroken, UndoRefused
from aspire_desktop.domain.office.staff import Role
from aspire_desktop.domain.office.values import AgreementId, CohortId, Period, QueryId, ReturnId
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.home.home import home_facts
from aspire_desktop.services.money.funding import ChangeAgreement
from aspire_desktop.services.money.remittances import (
    ChangeRemittance,
    PaidReturn,
    RecordRemittance,
    RemoveRemittance,
)
from aspire_desktop.services.money.returns import RestateReturn
from aspire_desktop.services.money.settlements import (
    AcceptReturn,
    AnswerQuery,
    AskQuery,
    ReopenQuery,
    SettleQuery,
    WithdrawAcceptance,
    WriteAnswerFiles,
)
from aspire_desktop.services.office.staff import AddColleague
from aspire_desktop.storage.lookups.money.agreements import agreement_terms, programmes_covered
from aspire_desktop.storage.lookups.money.funding import agreement_rows
from aspire_desktop.storage.lookups.money.remittances import remittance_rows
from aspire_desktop.storage.lookups.money.settlements import acceptance_rows, line_choices, query_rows

FIRST = date(2026, 7, 6)
SENT = date(2026, 10, 8)
LATER = date(2027, 1, 5)
Q4 = Period(date(2027, 1, 1), date(2027, 3, 31))
BACK = Decimal("-50.00")


@pytest.fixture
def cohort(funded: FundedOffice) -> CohortId:
    return funded.cohort(FIRST, FIRST + timedelta(days=1), FIRST + timedelta(days=40))


@pytest.fixture
def sent(funded: FundedOffice, agreement: AgreementId, three: list[Held]) -> ReturnId:
    return funded.submit(agreement, Q2)


def asked(funded: FundedOffice, sent: ReturnId, line: int = 0, due: date | None = None) -> QueryId:
    choice = funded.office.ask(line_choices, sent)[line]
    return funded.office.do(AskQuery(choice.id, "Was she there?", funded.today, due)).value


def settled(
    funded: FundedOffice, sent: ReturnId, result: QueryResult, amount: Decimal | None = None
) -> QueryId:
    query = asked(funded, sent)
    funded.office.do(SettleQuery(query, result, funded.today, amount))
    return query


def paid(
    funded: FundedOffice, agreement: AgreementId, sent: ReturnId, amount: Decimal, came: Decimal | None = None
) -> RecordRemittance:
    shares = (PaidReturn(sent, amount),)
    return RecordRemittance(agreement, f"BACS {amount}", funded.today, came or amount, shares)


def newest(funded: FundedOffice, agreement: AgreementId) -> ReturnRow:
    row = funded.returned(agreement)[0]
    assert row.paid + row.outstanding == row.summary.amount
    return row


def status(funded: FundedOffice, agreement: AgreementId) -> ReturnStatus:
    return newest(funded, agreement).summary.status


def queries(funded: FundedOffice) -> list[QueryRow]:
    return funded.office.ask(query_rows)


@pytest.mark.parametrize(
    "amount", [Decimal(10) ** 40, -(Decimal(10) ** 40), Decimal("NaN"), Decimal("Infinity")]
)
def test_amounts_that_nobody_pays_are_refused(
    funded: FundedOffice, agreement: AgreementId, sent: ReturnId, amount: Decimal
) -> None:
    for came, share in ((amount, UNIT), (UNIT, amount)):
        with pytest.raises(RuleBroken, match="payment: at most £1,000,000,000"):
            funded.office.do(paid(funded, agreement, sent, share, came))
    query = asked(funded, sent)
    with pytest.raises(RuleBroken, match="The pounds by which a line changes: at most"):
        funded.office.do(SettleQuery(query, QueryResult.ADJUSTED, funded.today, amount))


def test_the_status_follows_what_the_funder_does(
    funded: FundedOffice, agreement: AgreementId, sent: ReturnId
) -> None:
    assert status(funded, agreement) is ReturnStatus.SUBMITTED
    query = asked(funded, sent)
    assert status(funded, agreement) is ReturnStatus.QUERIED
    with pytest.raises(RuleBroken, match="a query that is not settled"):
        funded.office.do(AcceptReturn(sent, SENT, "Jo Webb"))
    funded.office.do(AnswerQuery(query, "Yes.", SENT))
    assert status(funded, agreement) is ReturnStatus.QUERIED
    funded.office.do(SettleQuery(query, QueryResult.STANDS, SENT))
    funded.office.do(AcceptReturn(sent, SENT, "Jo Webb", "By e-mail"))
    assert status(funded, agreement) is ReturnStatus.ACCEPTED
    [accepted] = funded.office.ask(acceptance_rows, agreement)
    assert (accepted.return_id, accepted.by, accepted.note) == (sent, "Jo Webb", "By e-mail")
    funded.office.do(paid(funded, agreement, sent, 2 * UNIT))
    assert status(funded, agreement) is ReturnStatus.PART_PAID
    assert (newest(funded, agreement).paid, newest(funded, agreement).outstanding) == (2 * UNIT, UNIT)
    funded.office.do(paid(funded, agreement, sent, UNIT))
    assert status(funded, agreement) is ReturnStatus.PAID
    asked(funded, sent, line=1)
    assert status(funded, agreement) is ReturnStatus.QUERIED


def test_an_acceptance_is_given_once_and_withdrawn(
    funded: FundedOffice, agreement: AgreementId, sent: ReturnId
) -> None:
    for wrong, words in (
        (AcceptReturn(sent, SENT, " "), "needs a name"),
        (AcceptReturn(sent, SENT + timedelta(days=1), "Jo"), "still to come"),
        (AcceptReturn(sent, SENT - timedelta(days=1), "Jo"), "before the submission"),
    ):
        with pytest.raises(RuleBroken, match=words):
            funded.office.do(wrong)
    funded.office.do(AcceptReturn(sent, SENT, "Jo"))
    with pytest.raises(RuleBroken, match="accepted already"):
        funded.office.do(AcceptReturn(sent, SENT, "Jo"))
    funded.office.do(WithdrawAcceptance(sent))
    assert status(funded, agreement) is ReturnStatus.SUBMITTED
    with pytest.raises(RuleBroken, match="is not accepted"):
        funded.office.do(WithdrawAcceptance(sent))


def test_a_refused_claim_is_taken_back_and_never_claimed_again(
    funded: FundedOffice, agreement: AgreementId, sent: ReturnId
) -> None:
    query = settled(funded, sent, QueryResult.REFUSED)
    assert funded.figures(agreement) == (7, 1, 0, -1, 3)
    funded.office.do(ReopenQuery(query))
    assert funded.figures(agreement) == (7, 0, 0, 0, 3)
    funded.office.do(SettleQuery(query, QueryResult.REFUSED, SENT))
    funded.go_to(LATER)
    funded.submit(agreement, Q3)
    [row] = queries(funded)
    assert row.carried_in == "LGA/OD/1-R2"
    with pytest.raises(RuleBroken, match="Return LGA/OD/1-R2 carries"):
        funded.office.do(ReopenQuery(query))
    assert funded.figures(agreement) == (7, 1, 0, 0, 2)
    again = asked(funded, sent)
    with pytest.raises(RuleBroken, match="No return claims line 1"):
        funded.office.do(SettleQuery(again, QueryResult.REFUSED, funded.today))


def test_an_adjusted_line_is_corrected_once(
    funded: FundedOffice, agreement: AgreementId, sent: ReturnId
) -> None:
    query = settled(funded, sent, QueryResult.ADJUSTED, BACK)
    other = asked(funded, sent)
    with pytest.raises(RuleBroken, match="changed by another query"):
        funded.office.do(SettleQuery(other, QueryResult.ADJUSTED, SENT, BACK))
    funded.office.do(ReopenQuery(query))
    funded.office.do(SettleQuery(query, QueryResult.ADJUSTED, SENT, 2 * BACK))
    funded.go_to(LATER)
    funded.submit(agreement, Q3)
    row = newest(funded, agreement)
    assert (row.summary.places, row.summary.amount) == (0, 2 * BACK)
    with pytest.raises(RuleBroken, match="carries what the query"):
        funded.office.do(ReopenQuery(query))
    funded.office.do(SettleQuery(other, QueryResult.REFUSED, funded.today))
    assert funded.office.ask(query_rows, agreement)[0].carried_in == ""
    funded.office.do(ReopenQuery(other))


@pytest.mark.parametrize(("result", "amount"), [(QueryResult.REFUSED, None), (QueryResult.ADJUSTED, BACK)])
def test_no_undo_takes_back_a_result_that_a_return_carries(
    funded: FundedOffice,
    agreement: AgreementId,
    sent: ReturnId,
    result: QueryResult,
    amount: Decimal | None,
) -> None:
    settled(funded, sent, result, amount)
    funded.go_to(LATER)
    funded.submit(agreement, Q3)
    with pytest.raises((RuleBroken, UndoRefused), match="carries what the query about line 1 of"):
        funded.office.undo()
    assert [row.result for row in queries(funded)] == [result]


def test_queries_keep_their_answer_and_files(funded: FundedOffice, sent: ReturnId, tmp_path: Path) -> None:
    query = asked(funded, sent, due=SENT + timedelta(days=5))
    funded.office.do(AnswerQuery(query, "We look.", SENT, (AttachedFile("register.pdf", b"old"),)))
    files = (AttachedFile("register.pdf", b"new"), AttachedFile("../letter.txt", b"She was."))
    funded.office.do(AnswerQuery(query, "Yes, she was.", SENT, files))
    [row] = queries(funded)
    assert (row.answer, row.files, row.waits, row.open) == (
        "Yes, she was.",
        ("register.pdf", "../letter.txt"),
        False,
        True,
    )
    (tmp_path / "register.pdf").write_bytes(b"another's")
    written = funded.office.export(WriteAnswerFiles(query), tmp_path)
    assert [file.parent for file in written] == [tmp_path, tmp_path]
    assert [file.read_bytes() for file in written] == [b"new", b"She was."]
    assert (tmp_path / "register.pdf").read_bytes() == b"another's"
    funded.office.do(SettleQuery(query, QueryResult.STANDS, SENT))
    with pytest.raises(RuleBroken, match="is settled"):
        funded.office.do(AnswerQuery(query, "No.", SENT))


def test_the_dates_of_a_query_are_in_order(funded: FundedOffice, sent: ReturnId) -> None:
    [line, *_] = funded.office.ask(line_choices, sent)
    funded.go_to(SENT + timedelta(days=6))
    day = SENT + timedelta(days=2)
    for wrong in (
        AskQuery(line.id, "Why?", SENT - timedelta(days=1)),
        AskQuery(line.id, "Why?", SENT + timedelta(days=7)),
        AskQuery(line.id, "Why?", day, day - timedelta(days=1)),
        AskQuery(line.id, " ", day),
    ):
        with pytest.raises(RuleBroken):
            funded.office.do(wrong)
    query = funded.office.do(AskQuery(line.id, "Why?", day)).value
    with pytest.raises(RuleBroken, match="before the question"):
        funded.office.do(AnswerQuery(query, "So.", SENT))
    funded.office.do(AnswerQuery(query, "So.", day + timedelta(days=1)))
    with pytest.raises(RuleBroken, match="before the answer"):
        funded.office.do(SettleQuery(query, QueryResult.STANDS, day))


def test_a_revision_keeps_payments_and_queries_but_not_the_acceptance(
    funded: FundedOffice, agreement: AgreementId, three: list[Held], sent: ReturnId
) -> None:
    funded.office.do(AcceptReturn(sent, SENT, "Jo Webb"))
    remittance = funded.office.do(paid(funded, agreement, sent, 3 * UNIT)).value
    query = asked(funded, sent)
    funded.mark(three[2], "PA")
    revised = funded.office.do(RestateReturn(sent, "Day 2 was wrong")).value
    row, old = funded.returned(agreement)
    assert (row.id, row.summary.status, row.paid, row.outstanding) == (
        revised,
        ReturnStatus.QUERIED,
        3 * UNIT,
        -UNIT,
    )
    assert (old.summary.status, old.paid, old.outstanding) == (ReturnStatus.REVISED, NOTHING, NOTHING)
    funded.office.do(SettleQuery(query, QueryResult.ADJUSTED, SENT, BACK))
    assert status(funded, agreement) is ReturnStatus.PAID
    assert funded.pool(agreement).correcting == BACK
    with pytest.raises(RuleBroken, match="was restated"):
        funded.office.do(AcceptReturn(sent, SENT, "Jo Webb"))
    with pytest.raises(RuleBroken, match="was restated"):
        asked(funded, sent)
    with pytest.raises(RuleBroken, match="was restated"):
        funded.office.do(paid(funded, agreement, sent, UNIT))
    back = RecordRemittance(agreement, "Back", SENT, -UNIT, (PaidReturn(revised, -UNIT),))
    funded.office.do(back)
    assert newest(funded, agreement).outstanding == 0
    funded.office.do(RemoveRemittance(remittance))
    assert newest(funded, agreement).paid == -UNIT


def test_a_refusal_before_a_revision_is_carried_by_it(
    funded: FundedOffice, agreement: AgreementId, sent: ReturnId
) -> None:
    query = settled(funded, sent, QueryResult.REFUSED)
    funded.office.do(RestateReturn(sent, "One claim was refused"))
    assert newest(funded, agreement).summary.lines == 2
    with pytest.raises(RuleBroken, match="LGA/OD/1-R1, restated, carries"):
        funded.office.do(ReopenQuery(query))


def test_what_pays_no_return_is_kept_as_unallocated(
    funded: FundedOffice, agreement: AgreementId, sent: ReturnId
) -> None:
    with pytest.raises(RuleBroken, match="does not fit return"):
        funded.office.do(paid(funded, agreement, sent, 4 * UNIT))
    done = funded.office.do(paid(funded, agreement, sent, 3 * UNIT, came=4 * UNIT))
    assert done.title == "Record £1,400.00 received under LGA/OD/1"
    [row] = funded.office.ask(remittance_rows, agreement)
    assert (row.unallocated, row.shares[0].reference) == (UNIT, "LGA/OD/1-R1")
    with pytest.raises(RuleBroken, match="recorded already"):
        funded.office.do(paid(funded, agreement, sent, 3 * UNIT))
    change = ChangeRemittance(row.id, "BACS", SENT, 2 * UNIT, (PaidReturn(sent, 2 * UNIT),))
    funded.office.do(change)
    assert newest(funded, agreement).outstanding == UNIT


def test_payments_that_cannot_have_been(funded: FundedOffice, agreement: AgreementId, sent: ReturnId) -> None:
    other = funded.agreement()
    share = PaidReturn(sent, UNIT)
    for wrong, words in (
        (RecordRemittance(agreement, " ", SENT, UNIT), "needs a reference"),
        (RecordRemittance(agreement, "A", SENT + timedelta(days=1), UNIT), "still to come"),
        (RecordRemittance(agreement, "A", SENT - timedelta(days=1), UNIT, (share,)), "was submitted on"),
        (RecordRemittance(agreement, "A", SENT, UNIT, (share, share)), "The shares come to"),
        (RecordRemittance(agreement, "A", SENT, 2 * UNIT, (share, share)), "not by two"),
        (RecordRemittance(agreement, "A", SENT, Decimal("0.00")), "not £0"),
    ):
        with pytest.raises(RuleBroken, match=words):
            funded.office.do(wrong)
    with pytest.raises(Exception, match="not one of the agreement's"):
        funded.office.do(RecordRemittance(other, "A", SENT, UNIT, (share,)))


def test_what_a_return_takes_back_is_deducted(
    funded: FundedOffice, agreement: AgreementId, three: list[Held], sent: ReturnId
) -> None:
    funded.mark(three[0], "PA")
    funded.go_to(LATER)
    second = funded.submit(agreement, Q3)
    shares = (PaidReturn(sent, 3 * UNIT), PaidReturn(second, -UNIT))
    funded.office.do(RecordRemittance(agreement, "Net", funded.today, 2 * UNIT, shares))
    rows = funded.returned(agreement)
    assert [row.summary.status for row in rows] == [ReturnStatus.PAID, ReturnStatus.PAID]
    assert [row.outstanding for row in rows] == [0, 0]


def test_only_finance_and_administrators(
    funded: FundedOffice, agreement: AgreementId, sent: ReturnId
) -> None:
    funded.office.do(AddColleague("Tom", frozenset({Role.TRAINER})))
    with pytest.raises(NotAllowed):
        Office(funded.store, "Tom").do(paid(funded, agreement, sent, UNIT))


def test_home_names_replies_that_are_due(funded: FundedOffice, sent: ReturnId) -> None:
    soon = asked(funded, sent, line=1, due=SENT + timedelta(days=5))
    first = asked(funded, sent, due=SENT)
    asked(funded, sent, line=2, due=SENT + timedelta(days=40))
    facts: HomeFacts = funded.office.ask(home_facts, funded.today)
    assert [row.id for row in facts.queries] == [first, soon]
    funded.office.do(AnswerQuery(first, "Yes.", SENT))
    assert [row.id for row in funded.office.ask(home_facts, funded.today).queries] == [soon]


def test_a_claim_whose_amount_was_changed_is_taken_back_at_what_is_left_of_it(
    funded: FundedOffice, agreement: AgreementId, three: list[Held], sent: ReturnId
) -> None:
    settled(funded, sent, QueryResult.ADJUSTED, BACK)
    funded.go_to(LATER)
    funded.submit(agreement, Q3)
    for letters in ("PA", "PP"):
        funded.mark(three[0], letters)
        taken_back = letters == "PA"
        draft, pool = funded.draft(agreement, Q4), funded.pool(agreement)
        assert differences(draft) == ()
        assert [line.amount for line in draft.adjustments] == [-UNIT - BACK] * taken_back
        assert pool.in_return_amount == net(draft).amount == (-UNIT - BACK) * taken_back
    funded.leave(three[0], FIRST)
    assert funded.pool(agreement).in_return_amount == -UNIT - BACK
    funded.submit(agreement, Q4)
    pool = funded.pool(agreement)
    assert (pool.claimed, pool.claimed_amount, pool.in_return_amount) == (2, 2 * UNIT, Decimal("0.00"))


def test_a_funder_adds_to_a_claim_only_what_the_agreement_has_beside_its_places(
    funded: FundedOffice, agreement: AgreementId, sent: ReturnId
) -> None:
    more = SettleQuery(asked(funded, sent), QueryResult.ADJUSTED, funded.today, Decimal("50.00"))
    with pytest.raises(RuleBroken, match=r"£50.00 .* has £0.00 beside its 10 places at £350.00"):
        funded.office.do(more)

    def change(pounds: str) -> ChangeAgreement:
        [row] = funded.office.ask(agreement_rows, funded.today)
        covers = funded.office.ask(programmes_covered, agreement)
        terms = replace(funded.office.ask(agreement_terms)[agreement], amount_cap=Decimal(pounds))
        return ChangeAgreement(agreement, row.reference, covers, 10, UNIT, row.begins, row.ends, terms=terms)

    funded.office.do(change("3550.00"))
    funded.office.do(more)
    assert funded.pool(agreement).free_amount == 7 * UNIT
    with pytest.raises(RuleBroken, match=r"£49.99 beside"):
        funded.office.do(change("3549.99"))
    funded.submit(agreement, Q3)
    assert funded.pool(agreement).claimed_amount == 3 * UNIT + Decimal("50.00")


def test_a_claim_made_again_is_changed_again_as_the_funder_said(
    funded: FundedOffice, agreement: AgreementId, three: list[Held], sent: ReturnId
) -> None:
    settled(funded, sent, QueryResult.ADJUSTED, BACK)
    for period, letters in ((Q3, "PA"), (Q4, "PP")):
        funded.go_to(period.ends)
        funded.submit(agreement, period)
        funded.mark(three[0], letters)
    spring, summer = Period(date(2027, 4, 1), date(2027, 6, 30)), Period(date(2027, 7, 1), date(2027, 9, 30))
    for period in (spring, summer):
        funded.go_to(period.ends)
        funded.submit(agreement, period)
    told = [(line.places, line.amount) for line in funded.lines(three[0].place)]
    assert told == [(1, UNIT), (0, BACK), (-1, -UNIT - BACK), (1, UNIT), (0, BACK)]
    assert funded.pool(agreement).claimed_amount == 3 * UNIT + BACK
