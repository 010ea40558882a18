"""Chance at work on agreements, allotments and returns, and on what funders say of them."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule
from pool_play import NUMBER, WHO, PoolPlay, counted, cycle, pick
from pool_recount import Recount, Row, read_tables

from aspire_desktop.documents.money.allotments import release_file
from aspire_desktop.documents.seals import new_key
from aspire_desktop.domain.money.allotments import ReleaseFacts
from aspire_desktop.domain.money.funding import ClaimPoint
from aspire_desktop.domain.money.settlements import QueryResult
from aspire_desktop.domain.office.values import AgreementId, QueryId, ReturnId, ReturnLineId
from aspire_desktop.services.money.allotments import AllotPlaces, RecallPlaces
from aspire_desktop.services.money.funding import ChangeAgreement
from aspire_desktop.services.money.reservations import ReservePlaces
from aspire_desktop.services.money.returns import RestateReturn, SubmitReturn
from aspire_desktop.services.money.settlements import AcceptReturn, AskQuery, ReopenQuery, SettleQuery
from aspire_desktop.services.programmes.programmes import ChangeVersion
from aspire_desktop.storage.lookups.money.agreements import agreement_terms, programmes_covered
from aspire_desktop.storage.lookups.programmes.programmes import threshold_rows

THEIRS = new_key()
"""With which partners sign their releases."""


class MoneyPlay(PoolPlay):
    """Rules of agreements, allotments, returns and queries."""

    @initialize(
        submitted=st.sets(st.integers(0, 3), max_size=3),
        reserved=st.sets(st.integers(0, 3), max_size=2),
        allotted=st.sets(st.integers(0, 3), max_size=2),
        who=WHO,
    )
    @counted
    def begin(self, submitted: set[int], reserved: set[int], allotted: set[int], who: int) -> None:
        """Let first returns of some agreements be submitted, and places of some reserved or allotted."""
        for number in sorted(submitted):
            self._submit(self.made.agreements[number], 0, who)
        for number in sorted(reserved):
            self.attempt(ReservePlaces(self.made.agreements[number], self.made.councils[0], 1), who)
        for number in sorted(allotted):
            self.allot(agreement=number, council=1, count=1, who=who)

    # Agreements and allotments

    @rule(number=NUMBER, more=st.integers(-1, 1), who=WHO)
    @counted
    def change_cap(self, number: int, more: int, who: int) -> None:
        """Let an agreement pay for one place more or fewer."""
        id = cycle(self.made.agreements, number)
        [row] = [row for row in self.table("agreements") if row["id"] == id]
        covers = self.made.offices[who].ask(programmes_covered, id)
        figures = (row["places"] + more, row["unit"], row["begins"], row["ends"])
        self.attempt(ChangeAgreement(id, row["reference"], covers, *figures), who)

    @rule(number=NUMBER, point=st.sampled_from(ClaimPoint), who=WHO)
    @counted
    def change_claim_rule(self, number: int, point: ClaimPoint, who: int) -> None:
        """Let places of an agreement be claimed at another point."""
        id, ask = cycle(self.made.agreements, number), self.made.offices[who].ask
        [row] = [row for row in self.table("agreements") if row["id"] == id]
        needed = 2 if point is ClaimPoint.SESSIONS else None
        terms = replace(ask(agreement_terms)[id], claim_point=point, sessions_needed=needed)
        figures = (row["places"], row["unit"], row["begins"], row["ends"])
        covers = ask(programmes_covered, id)
        self.attempt(ChangeAgreement(id, row["reference"], covers, *figures, terms=terms), who)

    @rule(number=NUMBER, needed=st.integers(2, 5), who=WHO)
    @counted
    def change_thresholds(self, number: int, needed: int, who: int) -> None:
        """Let a version be completed with other sessions."""
        now = cycle(self.made.offices[who].ask(threshold_rows), number)
        rules = (needed, now.project_needed, now.attended_marks, now.left_early_percent)
        self.attempt(ChangeVersion(now.id, *rules, now.capacity, now.minimum, "Corrected"), who)

    @rule(agreement=NUMBER, council=NUMBER, count=st.integers(1, 2), who=WHO)
    @counted
    def allot(self, agreement: int, council: int, count: int, who: int) -> None:
        """Hand places to a council as a partner, which are not taken back but by its release."""
        id, partner = cycle(self.made.agreements, agreement), cycle(self.made.councils, council)
        self.attempt(AllotPlaces(id, partner, count, THEIRS.public), who)

    @precondition(lambda self: self.known("allotments"))
    @rule(number=NUMBER, count=st.integers(1, 2), again=st.sampled_from([False, False, True]), who=WHO)
    @counted
    def recall(self, number: int, count: int, again: bool, who: int) -> None:
        """Take in a release that a partner signed: its next, or `again` its last."""
        allotment = pick(self.table("allotments"), number)
        if allotment is not None:
            taken_in = [row["allotment_id"] for row in self.table("allotment_releases")]
            release = taken_in.count(allotment["id"]) + (not again)
            facts = ReleaseFacts(allotment["reference"], release, count, self.today)
            self.attempt(RecallPlaces(release_file(facts, THEIRS)), who)

    # Returns and what funders say of them

    @rule(agreement=NUMBER, who=WHO)
    @counted
    def submit(self, agreement: int, who: int) -> None:
        """Submit the coming return of an agreement."""
        self._submit(cycle(self.made.agreements, agreement), 0, who)

    @precondition(lambda self: self._steps % 3 == 0)
    @rule(agreement=NUMBER, who=WHO)
    @counted
    def leave_a_quarter_out(self, agreement: int, who: int) -> None:
        """Submit the return after the coming one, or one that was left out before."""
        self._submit(cycle(self.made.agreements, agreement), 1, who)

    @precondition(lambda self: self.known("returns"))
    @rule(agreement=NUMBER, who=WHO)
    @counted
    def restate(self, agreement: int, who: int) -> None:
        """Restate the latest return of an agreement."""
        id = cycle(self.made.agreements, agreement)
        sent = [row["id"] for row in self.table("returns") if row["agreement_id"] == id]
        if sent:
            self.attempt(RestateReturn(ReturnId(max(sent)), "A register was wrong"), who)

    @precondition(lambda self: self.known("return_lines"))
    @rule(number=NUMBER, result=st.sampled_from(list(QueryResult)), less=st.integers(1, 9000), who=WHO)
    @counted
    def query(self, number: int, result: QueryResult, less: int, who: int) -> None:
        """Let a funder ask about a claim, and say how that ended."""
        line = pick([row["id"] for row in self.table("return_lines") if row["kind"] == "claim"], number)
        if line is not None:
            self.attempt(AskQuery(ReturnLineId(line), "Who attended?", self.today), who)
            asked = pick([row["id"] for row in self.table("queries") if row["result"] is None], number)
            if asked is not None:
                amount = Decimal(-less) / 100 if result is QueryResult.ADJUSTED else None
                self.attempt(SettleQuery(QueryId(asked), result, self.today, amount), who)

    @precondition(lambda self: any(row["result"] is not None for row in self.known("queries")))
    @rule(number=NUMBER, who=WHO)
    @counted
    def reopen_query(self, number: int, who: int) -> None:
        """Take back how a query ended."""
        settled = pick([row["id"] for row in self.table("queries") if row["result"] is not None], number)
        if settled is not None:
            self.attempt(ReopenQuery(QueryId(settled)), who)

    @precondition(lambda self: self.known("returns"))
    @rule(number=NUMBER, who=WHO)
    @counted
    def accept(self, number: int, who: int) -> None:
        """Let a funder accept a return."""
        sent = pick([row["id"] for row in self.table("returns")], number)
        if sent is not None:
            self.attempt(AcceptReturn(ReturnId(sent), self.today, "R Hill"), who)

    def _submit(self, id: AgreementId, later: int, who: int) -> None:
        recount = Recount(read_tables(self.store), self.today)
        [row] = [row for row in recount.tables["agreements"] if row["id"] == id]
        begins, ends = _quarter(recount, row, later)
        self.attempt(SubmitReturn(id, begins, ends), who)


def _quarter(recount: Recount, agreement: Row, later: int) -> tuple[date, date]:
    """Give the coming quarter; with `later` the one after it, or one that was left out."""
    coming = recount.agreement(agreement).coming
    assert coming is not None
    if not later:
        return coming
    submitted = {row["begins"] for row in recount.returns if row["agreement_id"] == agreement["id"]}
    before = [first for first in QUARTERS if first < coming[0] and first not in submitted]
    begins = before[0] if before else coming[1] + timedelta(days=1)
    return begins, next(first for first in QUARTERS if first > begins) - timedelta(days=1)


QUARTERS = [date(year, month, 1) for year in range(2026, 2031) for month in (1, 4, 7, 10)][1:]
