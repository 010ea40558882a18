"""Chance at work on what agreements say: dates, programmes, caps and prices, and where places roll over."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import strategies as st
from hypothesis.stateful import rule
from pool_money import MoneyPlay
from pool_play import NUMBER, WHO, counted, cycle
from pool_recount import Row

from aspire_desktop.domain.money.agreements import AgreementTerms
from aspire_desktop.domain.money.funding import ClaimPoint
from aspire_desktop.domain.office.values import AgreementId
from aspire_desktop.services.money.agreements import RollOver
from aspire_desktop.services.money.funding import ChangeAgreement
from aspire_desktop.storage.lookups.money.agreements import agreement_terms, programmes_covered

BEGIN = st.sampled_from([date(2026, 1, 1), date(2026, 4, 1), date(2026, 4, 1), date(2026, 7, 1)])
END = st.sampled_from([date(2026, 9, 30), date(2027, 3, 31), date(2027, 3, 31), date(2027, 6, 30)])
POUNDS = st.sampled_from([None, None, "350.00", "1049.99", "1499.99", "2600.00"])


class TermsPlay(MoneyPlay):
    """Rules of agreements' terms."""

    @rule(number=NUMBER, begins=BEGIN, ends=END, who=WHO)
    @counted
    def change_dates(self, number: int, begins: date, ends: date, who: int) -> None:
        """Let an agreement begin and end on other days."""
        self._change(number, who, lambda wanted: replace(wanted, begins=begins, ends=ends))

    @rule(number=NUMBER, other=NUMBER, both=st.booleans(), whole=st.booleans(), who=WHO)
    @counted
    def change_covers(self, number: int, other: int, both: bool, whole: bool, who: int) -> None:
        """Let an agreement pay for one programme or two, in every version of it or in one."""
        versions = self.table("versions")
        taught = {row["version_id"] for row in self.table("cohorts")}
        ours = [row for row in versions if row["id"] in taught]
        first = cycle(ours, other)
        chosen = ours if both else [first]
        covers = tuple((row["programme_id"], None if whole else row["id"]) for row in chosen)
        self._change(number, who, lambda wanted: replace(wanted, covers=covers))

    @rule(number=NUMBER, pounds=POUNDS, who=WHO)
    @counted
    def change_pounds(self, number: int, pounds: str | None, who: int) -> None:
        """Let an agreement have a cap in pounds, another one, or none."""
        cap = None if pounds is None else Decimal(pounds)
        self._change_terms(number, who, lambda terms: replace(terms, amount_cap=cap))

    @rule(number=NUMBER, needed=st.integers(1, 3), who=WHO)
    @counted
    def claim_by_sessions(self, number: int, needed: int, who: int) -> None:
        """Let so many sessions make a claim."""
        self._change_terms(
            number,
            who,
            lambda terms: replace(terms, claim_point=ClaimPoint.SESSIONS, sessions_needed=needed),
        )

    @rule(number=NUMBER, most=st.sampled_from([None, 1, 2, 3]), again=st.booleans(), who=WHO)
    @counted
    def change_places(self, number: int, most: int | None, again: bool, who: int) -> None:
        """Say how many places one organisation may have, and whether a claimed one is free again."""
        self._change_terms(
            number, who, lambda terms: replace(terms, organisation_cap=most, clawed_back_is_free=again)
        )

    @rule(number=NUMBER, pence=st.sampled_from(["350.00", "333.33", "99.99", "0.00"]), who=WHO)
    @counted
    def change_price(self, number: int, pence: str, who: int) -> None:
        """Let a place cost something else."""
        self._change(number, who, lambda wanted: replace(wanted, unit=Decimal(pence)))

    @rule(number=NUMBER, into=NUMBER, none=st.booleans(), who=WHO)
    @counted
    def choose_next(self, number: int, into: int, none: bool, who: int) -> None:
        """Say into which agreement places roll over."""
        following = None if none else cycle(self.made.agreements, into)
        self._change_terms(number, who, lambda terms: replace(terms, rolls_into_id=following))

    @rule(number=NUMBER, who=WHO)
    @counted
    def roll_over(self, number: int, who: int) -> None:
        """Let a free place go over into the next agreement, once that pays as much for one."""
        unit = self._row(number)["unit"]
        self._change(number + 1, who, lambda wanted: replace(wanted, unit=unit))
        following = cycle(self.made.agreements, number + 1)
        self._change_terms(number, who, lambda terms: replace(terms, rolls_into_id=following))
        self.attempt(RollOver(cycle(self.made.agreements, number), 1, "As agreed"), who)

    def _row(self, number: int) -> Row:
        id = cycle(self.made.agreements, number)
        return next(row for row in self.table("agreements") if row["id"] == id)

    def _change_terms(
        self, number: int, who: int, changed: Callable[[AgreementTerms], AgreementTerms]
    ) -> None:
        id = cycle(self.made.agreements, number)
        terms = changed(self.made.offices[who].ask(agreement_terms)[id])
        self._change(number, who, lambda wanted: replace(wanted, terms=terms))

    def _change(self, number: int, who: int, changed: Callable[[ChangeAgreement], ChangeAgreement]) -> None:
        id, row = AgreementId(cycle(self.made.agreements, number)), self._row(number)
        covers = self.made.offices[who].ask(programmes_covered, id)
        figures = (row["places"], row["unit"], row["begins"], row["ends"], row["period_months"])
        self.attempt(changed(ChangeAgreement(id, row["reference"], covers, *figures)), who)
