"""Sequences in which an undo passed a rule that holds by hand: each is refused with the words of the rule."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, time
from decimal import Decimal

import pytest
from funded_office import Q1, Q2, Q3, UNIT, YEAR, FundedOffice, Held, add_aspire, add_sessions
from round_trips import rows

from aspire_desktop.domain.money.agreements import AgreementTerms
from aspire_desktop.domain.money.funding import ClaimPoint
from aspire_desktop.domain.money.settlements import QueryResult
from aspire_desktop.domain.office.clock import SetClock
from aspire_desktop.domain.office.errors import Refused
from aspire_desktop.domain.office.staff import EVERYONE
from aspire_desktop.domain.office.values import AgreementId, Period
from aspire_desktop.domain.programmes.attendance import Code
from aspire_desktop.domain.programmes.cohorts import Cohort
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.money.funding import INVARIANTS, ChangeAgreement
from aspire_desktop.services.money.remittances import PaidReturn, RecordRemittance, RemoveRemittance
from aspire_desktop.services.money.returns import RestateReturn, SubmitReturn
from aspire_desktop.services.money.settlements import AskQuery, ReopenQuery, SettleQuery
from aspire_desktop.services.office.staff import AddColleague
from aspire_desktop.services.programmes.attendance import FinishRegister, MarkAttendance
from aspire_desktop.services.programmes.cohorts import MoveSession
from aspire_desktop.storage.engines import Location
from aspire_desktop.storage.lookups.money.settlements import line_choices
from aspire_desktop.storage.soundness import problems
from aspire_desktop.storage.store import Store

DAYS = (date(2026, 9, 24), date(2026, 9, 25), date(2026, 11, 5))
REFERENCE = "LGA/OD/1"
Harmed = Callable[[FundedOffice, AgreementId, Office], ChangeAgreement]


@pytest.fixture
def funded(location: Location, clock: SetClock) -> Iterator[FundedOffice]:
    """Inspire OD with a funder, in which Ann works, and Bob."""
    opened = Store(location, clock, INVARIANTS)
    made = FundedOffice(opened, clock)
    made.office.do(AddColleague("Bob", EVERYONE))
    yield made
    opened.close()


@pytest.fixture
def agreement(funded: FundedOffice) -> AgreementId:
    """An agreement of ten places at £350."""
    return funded.agreement(cap=10)


@pytest.fixture
def bob(funded: FundedOffice) -> Office:
    return Office(funded.store, "Bob")


def changed(funded: FundedOffice, id: AgreementId, terms: AgreementTerms | None = None) -> ChangeAgreement:
    covers = ((funded.programme, None),)
    return ChangeAgreement(id, REFERENCE, covers, 10, UNIT, YEAR.begins, YEAR.ends, 3, terms)


def refused_by_hand(office: Office, action: ChangeAgreement | ReopenQuery) -> str:
    with pytest.raises(Refused) as refusal:
        office.do(action)
    return refusal.value.explanation.what


def submit(office: Office, id: AgreementId, period: Period) -> None:
    office.do(SubmitReturn(id, period.begins, period.ends))


def attended(funded: FundedOffice, id: AgreementId, count: int, *codes: str) -> list[Held]:
    """Let Ann enrol people on one cohort, and mark them: "PP" the two workshop days unless said."""
    cohort = funded.cohort(*DAYS)
    held = [funded.enrol(id, cohort) for _ in range(count)]
    for each, marked in zip(held, codes or ("PP",) * count, strict=True):
        funded.mark(each, marked)
    return held


def refused(funded: FundedOffice, office: Office) -> str:
    """Undo, be refused with nothing changed, and give the words."""
    before = rows(funded.store)
    with pytest.raises(Refused) as refusal:
        office.undo()
    assert rows(funded.store) == before
    return refusal.value.explanation.what


HELD = f"Return {REFERENCE}-R1 for {Q2} is submitted, so agreement {REFERENCE} must hold it."
COVERED = f"Agreement {REFERENCE} has places taken for Aspire, so it must go on paying for it."
BORNE = f"Return {REFERENCE}-R1 of another agreement bears the reference {REFERENCE}."


def lengthened(funded: FundedOffice, agreement: AgreementId, bob: Office) -> ChangeAgreement:
    """Let Bob lengthen it, and a return lie in what he added; give what would shorten it again."""
    shorter = replace(changed(funded, agreement), ends=Q1.ends)
    bob.do(shorter)
    bob.do(replace(shorter, ends=Q2.ends))
    submit(funded.office, agreement, Q2)
    return shorter


def widened(funded: FundedOffice, agreement: AgreementId, bob: Office) -> ChangeAgreement:
    """Let Bob have it pay for Aspire too, and somebody take such a place; give what would undo that."""
    with funded.writing() as work:
        programme, version, modules = add_aspire(work)
        cohort = work.add(Cohort("ASP26-1", version, funded.partner, "Hall", 20, 1)).id
        add_sessions(work, cohort, modules, DAYS[:2])
    narrow = changed(funded, agreement)
    bob.do(replace(narrow, covers=(*narrow.covers, (programme, None))))
    funded.enrol(agreement, cohort)
    return narrow


def renamed(funded: FundedOffice, agreement: AgreementId, bob: Office) -> ChangeAgreement:
    """Let Bob give it another reference, and a return of another agreement bear the old one."""
    bob.do(replace(changed(funded, agreement), reference="LGA/old"))
    other = funded.agreement(cap=10)
    taken = replace(changed(funded, other), reference=REFERENCE)
    funded.office.do(taken)
    submit(funded.office, other, Q2)
    funded.office.do(replace(taken, reference="LGA/new"))
    return changed(funded, agreement)


def test_a_claim_rule_is_not_taken_back_after_a_return_was_submitted_by_it(
    funded: FundedOffice, agreement: AgreementId, bob: Office
) -> None:
    bob.do(changed(funded, agreement, AgreementTerms(claim_point=ClaimPoint.START)))
    attended(funded, agreement, 3, "P", "P", "P")
    submit(funded.office, agreement, Q2)
    told = refused(funded, bob)
    assert told == f"Return {REFERENCE}-R1 of agreement {REFERENCE} was submitted by another claim rule."
    assert told == refused_by_hand(bob, changed(funded, agreement, AgreementTerms()))
    assert funded.figures(agreement)[3:] == (0, 3)
    assert problems(funded.store.location, INVARIANTS) == []


def test_nor_by_whoever_submitted_it_for_the_return_is_stepped_over(
    funded: FundedOffice, agreement: AgreementId, bob: Office
) -> None:
    bob.do(changed(funded, agreement, AgreementTerms(claim_point=ClaimPoint.START)))
    submit(bob, agreement, Q2)
    assert f"Return {REFERENCE}-R1" in refused(funded, bob)


def test_dates_are_not_taken_back_under_a_return_that_lies_in_them(
    funded: FundedOffice, agreement: AgreementId, bob: Office
) -> None:
    wanted = lengthened(funded, agreement, bob)
    told = refused(funded, bob)
    assert told == HELD
    assert told == refused_by_hand(bob, wanted)


def test_a_programme_is_not_taken_off_an_agreement_that_somebody_holds_a_place_of(
    funded: FundedOffice, agreement: AgreementId, bob: Office
) -> None:
    wanted = widened(funded, agreement, bob)
    told = refused(funded, bob)
    assert told == COVERED
    assert told == refused_by_hand(bob, wanted)


def test_a_query_is_not_taken_back_that_a_revision_rests_on(
    funded: FundedOffice, agreement: AgreementId, bob: Office
) -> None:
    """Two claims, one refused, the return restated without it: it is never claimed again."""
    attended(funded, agreement, 2)
    submit(funded.office, agreement, Q2)
    sent = funded.returned(agreement)[0]
    line = bob.ask(line_choices, sent.id)[0]
    query = bob.do(AskQuery(line.id, "Was she there?", funded.today)).value
    bob.do(SettleQuery(query, QueryResult.REFUSED, funded.today))
    funded.office.do(RestateReturn(sent.id, "One is refused"))
    told = refused(funded, bob)
    carried = f"Return {REFERENCE}-R1, restated, carries what the query about line 1 of {REFERENCE}-R1"
    assert told == f"{carried} ended with."
    assert told == refused_by_hand(bob, ReopenQuery(query))
    assert funded.figures(agreement)[3:] == (0, 1)
    assert problems(funded.store.location, INVARIANTS) == []


def test_nor_one_whose_money_a_later_return_carries(
    funded: FundedOffice, agreement: AgreementId, bob: Office
) -> None:
    attended(funded, agreement, 1)
    submit(funded.office, agreement, Q2)
    line = bob.ask(line_choices, funded.returned(agreement)[0].id)[0]
    query = bob.do(AskQuery(line.id, "Was she there?", funded.today)).value
    bob.do(SettleQuery(query, QueryResult.ADJUSTED, funded.today, Decimal("-50.00")))
    submit(funded.office, agreement, Q3)
    told = refused(funded, bob)
    assert told == f"Return {REFERENCE}-R2 carries what the query about line 1 of {REFERENCE}-R1 ended with."
    assert told == refused_by_hand(bob, ReopenQuery(query))


def test_a_query_that_no_return_carries_is_taken_back_and_settled_again(
    funded: FundedOffice, agreement: AgreementId, bob: Office
) -> None:
    attended(funded, agreement, 1)
    submit(funded.office, agreement, Q2)
    line = bob.ask(line_choices, funded.returned(agreement)[0].id)[0]
    query = bob.do(AskQuery(line.id, "Was she there?", funded.today)).value
    bob.do(SettleQuery(query, QueryResult.REFUSED, funded.today))
    before = rows(funded.store)
    bob.undo()
    bob.redo()
    assert rows(funded.store) == before


@pytest.mark.parametrize("kind", ["terms", "query"])
def test_a_database_in_which_it_happened_is_not_sound(
    funded: FundedOffice, agreement: AgreementId, bob: Office, kind: str
) -> None:
    """An older program let it pass: the check says so, and of what."""
    bob.do(changed(funded, agreement, AgreementTerms(claim_point=ClaimPoint.START)))
    attended(funded, agreement, 2)
    submit(funded.office, agreement, Q2)
    sent = funded.returned(agreement)[0]
    loose = Store(funded.store.location, funded.clock)
    if kind == "query":
        query = bob.do(AskQuery(bob.ask(line_choices, sent.id)[0].id, "Was she there?", funded.today)).value
        bob.do(SettleQuery(query, QueryResult.REFUSED, funded.today))
        funded.office.do(RestateReturn(sent.id, "One is refused"))
    Office(loose, "Bob").undo()
    loose.close()
    [told] = problems(funded.store.location, INVARIANTS)
    words = {"terms": "was submitted by another claim rule", "query": "carries what the query about line 1"}
    assert words[kind] in told


@pytest.mark.parametrize(("harmed", "told"), [(lengthened, HELD), (widened, COVERED), (renamed, BORNE)])
def test_an_agreement_that_lost_what_others_rest_on_is_not_sound(
    funded: FundedOffice, agreement: AgreementId, bob: Office, harmed: Harmed, told: str
) -> None:
    """Its dates, what it pays for and its reference, as an older program let them be taken back."""
    harmed(funded, agreement, bob)
    assert problems(funded.store.location, INVARIANTS) == []
    loose = Store(funded.store.location, funded.clock)
    Office(loose, "Bob").undo()
    loose.close()
    assert problems(funded.store.location, INVARIANTS) == [told]


def test_a_mark_is_not_taken_back_on_a_register_that_was_finished_since(
    funded: FundedOffice, agreement: AgreementId, bob: Office
) -> None:
    """By hand it is corrected with a reason, which an undo has none of."""
    [held] = attended(funded, agreement, 1, ".")
    funded.go_to(date(2026, 11, 6))
    bob.do(MarkAttendance(held.sessions[0], (held.enrolment,), Code.PRESENT))
    funded.office.do(FinishRegister(held.sessions[0]))
    assert refused(funded, bob) == "This register is finished."
    corrected = MarkAttendance(held.sessions[0], (held.enrolment,), Code.LATE, "She came at ten")
    bob.do(corrected)
    bob.undo()
    bob.redo()
    funded.office.undo()
    bob.undo()
    bob.undo()


def test_a_session_is_not_moved_back_whose_register_was_finished_since(
    funded: FundedOffice, agreement: AgreementId, bob: Office
) -> None:
    [held] = attended(funded, agreement, 1)
    bob.do(MoveSession(held.sessions[0], date(2026, 9, 23), time(9, 30), time(16, 30)))
    funded.office.do(FinishRegister(held.sessions[0]))
    assert refused(funded, bob) == "This register is finished, so its session stays where it was."


def test_a_payment_is_not_taken_back_into_a_return_that_another_paid_since(
    funded: FundedOffice, agreement: AgreementId, bob: Office
) -> None:
    attended(funded, agreement, 1)
    submit(funded.office, agreement, Q2)
    share = PaidReturn(funded.returned(agreement)[0].id, UNIT)
    first = bob.do(RecordRemittance(agreement, "BACS 1", funded.today, UNIT, (share,))).value
    bob.do(RemoveRemittance(first))
    funded.office.do(RecordRemittance(agreement, "BACS 2", funded.today, UNIT, (share,)))
    assert refused(funded, bob) == f"£350.00 does not fit return {REFERENCE}-R1: £0.00 of it is outstanding."
    assert funded.returned(agreement)[0].paid == UNIT


def test_the_parts_of_an_agreement_go_together_whoever_changed_which(
    funded: FundedOffice, agreement: AgreementId, bob: Office
) -> None:
    wanted = changed(funded, agreement)
    bob.do(replace(wanted, begins=date(2026, 1, 1)))
    funded.office.do(replace(wanted, begins=date(2026, 1, 1), ends=date(2026, 2, 28)))
    assert refused(funded, bob).startswith("A period cannot end")
    other = funded.agreement(cap=10)
    funded.office.do(replace(wanted, ends=YEAR.ends))
    bob.do(replace(wanted, terms=AgreementTerms(rolls_into_id=other)))
    bob.do(replace(wanted, terms=AgreementTerms()))
    last = replace(wanted, agreement_id=other, reference="LGA/OD/2")
    funded.office.do(replace(last, terms=AgreementTerms(rolls_into_id=agreement)))
    assert refused(funded, bob) == f"Places of agreement {REFERENCE} would roll over into itself in the end."


def test_a_reference_is_not_taken_back_that_a_return_of_another_agreement_bears(
    funded: FundedOffice, agreement: AgreementId, bob: Office
) -> None:
    renamed(funded, agreement, bob)
    assert refused(funded, bob) == BORNE
