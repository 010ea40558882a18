"""Every check of a return with both its sentences, and what fails it alone in a return that passes all."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final, TypeAlias

import pytest
from funded_office import Q1, Q2, UNIT, YEAR, FundedOffice, Held
from funder_form import FORM, MAPPING

from aspire_desktop.domain.money.agreements import AgreementTerms
from aspire_desktop.domain.money.charges import Charged, ChargeKind
from aspire_desktop.domain.money.claims import PlaceState
from aspire_desktop.domain.money.funding import Vat
from aspire_desktop.domain.money.returns import ReturnFacts
from aspire_desktop.domain.office.values import AgreementId, CohortId
from aspire_desktop.domain.programmes.enrolments import Funding
from aspire_desktop.services.money.charges import NoteInvoice, SetPrice
from aspire_desktop.services.money.funding import ChangeAgreement
from aspire_desktop.services.money.layouts import AddLayout
from aspire_desktop.services.office.organisations import SucceedOrganisation
from aspire_desktop.services.programmes.enrolments import ChangeFunding
from aspire_desktop.storage.engines import Location, connect
from aspire_desktop.storage.lookups.money import draft_checks, drafts
from aspire_desktop.storage.lookups.money.claims import PlaceRecord

Stated: TypeAlias = list[tuple[PlaceRecord, PlaceState]]
Bend: TypeAlias = Callable[[ReturnFacts, Stated], tuple[ReturnFacts, Stated]]
DAYS: Final = (date(2026, 5, 12), date(2026, 5, 13), date(2026, 6, 23))
OVER: Final = date(2026, 7, 2)


class CheckedReturn:
    """Two people who came and are claimed in the first quarter, by an agreement with a form; it is over."""

    def __init__(self, funded: FundedOffice, location: Location, patch: pytest.MonkeyPatch) -> None:
        self.funded, self._location, self._patch = funded, location, patch
        self.funded.go_to(OVER)
        self.agreement: AgreementId = funded.agreement(cap=10)
        funded.office.do(AddLayout(self.agreement, "Claim form", FORM, MAPPING))
        self.cohort: CohortId = funded.cohort(*DAYS)
        self.held = [self.come(self.cohort, name) for name in ("Siân", "Tomasz")]
        self.period = Q1

    def come(self, cohort: CohortId, name: str) -> Held:
        """Put somebody on a cohort who comes to its first two days."""
        held = self.funded.enrol(self.agreement, cohort, name)
        self.funded.mark(held, "PP")
        return held

    def draft(self) -> ReturnFacts:
        return self.funded.draft(self.agreement, self.period)

    def bend(self, bend: Bend) -> None:
        """Have drafts checked with facts that no state of the record gives: what a fault of ours would."""
        found = draft_checks.checks_of
        self._patch.setattr(
            drafts, "checks_of", lambda asked, facts, stated: found(asked, *bend(facts, stated))
        )

    def tamper(self, statement: str) -> None:
        """Change the database behind the program's back."""
        assert self._location.file is not None
        opened = connect(self._location.file, self._location.key)
        opened.execute(statement)
        opened.close()


@dataclass(frozen=True)
class FailingCheck:
    """One check: what is said where it passes and where it does not, and how it comes to that."""

    passing: str
    failing: str
    fail: Callable[[CheckedReturn], None]
    advises: bool = False
    """Whether a return is submitted all the same."""


def _somebody_twice(made: CheckedReturn) -> None:
    funded, again = made.funded, made.funded.cohort(*DAYS)
    with funded.writing() as work:
        held = funded.take(work, made.agreement, again, made.held[0].person)
    funded.mark(held, "PP")


def _a_shared_name(made: CheckedReturn) -> None:
    made.come(made.cohort, "Siân")


def _a_rule_unmet(made: CheckedReturn) -> None:
    def bend(facts: ReturnFacts, stated: Stated) -> tuple[ReturnFacts, Stated]:
        (record, state), *others = stated
        return facts, [(replace(record, met_on=None), state), *others]

    made.bend(bend)


def _a_line_unproved(made: CheckedReturn) -> None:
    made.bend(lambda facts, stated: (replace(facts, evidence=facts.evidence[:1]), stated))


def _a_council_parted(made: CheckedReturn) -> None:
    funded = made.funded
    with funded.writing() as work:
        heirs = [funded.add_organisation(work, name, None) for name in ("North Walsall", "South Walsall")]
    for heir in heirs:
        funded.office.do(SucceedOrganisation(funded.council, heir, DAYS[0]))


def _districts_alone(made: CheckedReturn) -> None:
    terms, covers = AgreementTerms(eligible_types=("district",)), ((made.funded.programme, None),)
    dates = (YEAR.begins, YEAR.ends)
    made.funded.office.do(ChangeAgreement(made.agreement, "LGA/OD/1", covers, 10, UNIT, *dates, terms=terms))


def _a_cohort_too_early(made: CheckedReturn) -> None:
    made.come(made.funded.cohort(date(2026, 3, 30), *DAYS[1:]), "Gwen")


def _a_place_too_many(made: CheckedReturn) -> None:
    def bend(facts: ReturnFacts, stated: Stated) -> tuple[ReturnFacts, Stated]:
        return replace(facts, pool=replace(facts.pool, committed=facts.pool.committed + 1)), stated

    made.bend(bend)


def _a_place_beside_the_history(made: CheckedReturn) -> None:
    spare = made.funded.enrol(made.agreement, made.cohort, "Priya")
    made.tamper(f"UPDATE places SET released_on = '2026-07-01' WHERE id = {spare.place}")


def _a_workbook_altered(made: CheckedReturn) -> None:
    made.funded.submit(made.agreement, Q1)
    made.period = Q2
    made.funded.go_to(date(2026, 10, 2))
    made.tamper("UPDATE blob SET content = x'00' WHERE digest = (SELECT workbook FROM returns)")


def _another_price(made: CheckedReturn) -> None:
    def bend(facts: ReturnFacts, stated: Stated) -> tuple[ReturnFacts, Stated]:
        first, *others = facts.lines
        dearer = replace(first, amount=first.amount + Decimal("0.01"))
        return replace(facts, lines=(dearer, *others)), stated

    made.bend(bend)


def _an_invoice_too(made: CheckedReturn) -> None:
    funded, enrolment = made.funded, made.held[0].enrolment
    price = (funded.version, ChargeKind.PLACE, False, Decimal("495.00"), Vat.STANDARD, YEAR.begins)
    funded.office.do(SetPrice(*price))
    funded.office.do(ChangeFunding(enrolment, Funding.COUNCIL))
    funded.office.do(NoteInvoice(Charged(enrolment, ChargeKind.PLACE), "INV-1", OVER))
    funded.office.do(ChangeFunding(enrolment, Funding.BURSARY))  # the agreement's own kind


def _a_quarter_left_out(made: CheckedReturn) -> None:
    made.period = Q2
    made.funded.go_to(date(2026, 10, 2))


def _too_soon(made: CheckedReturn) -> None:
    made.funded.go_to(Q1.ends)


def _more_than_the_form_holds(made: CheckedReturn) -> None:
    for name in ("Gwen", "Priya"):
        made.come(made.cohort, name)


CHECKS: Final = (
    FailingCheck("Nobody is claimed twice", "Somebody is claimed twice", _somebody_twice),
    FailingCheck("No two people share a name", "People share a name", _a_shared_name, advises=True),
    FailingCheck("The claim rule is met", "The claim rule is not met by everybody", _a_rule_unmet),
    FailingCheck("Every line has its evidence", "A line has no evidence", _a_line_unproved),
    FailingCheck("Organisations are known", "An organisation is not known", _a_council_parted),
    FailingCheck("Organisations are eligible", "An organisation is not eligible", _districts_alone),
    FailingCheck(
        "Cohorts begin within the agreement", "A cohort began before the agreement", _a_cohort_too_early
    ),
    FailingCheck(
        "Places add up to the agreement", "Places do not add up to the agreement", _a_place_too_many
    ),
    FailingCheck(
        "The ledger agrees with the bookings",
        "The ledger does not agree with the bookings",
        _a_place_beside_the_history,
    ),
    FailingCheck(
        "Earlier returns are unchanged", "An earlier return is not as it was sent", _a_workbook_altered
    ),
    FailingCheck("The price is the agreement's", "A price is not the agreement's", _another_price),
    FailingCheck("No place is also invoiced", "A place is also invoiced", _an_invoice_too),
    FailingCheck(
        "No claim waits in an earlier period",
        "A claim waits in an earlier period",
        _a_quarter_left_out,
        advises=True,
    ),
    FailingCheck("The period is over", "The period is not over yet", _too_soon, advises=True),
    FailingCheck(
        "The funder's form takes the return",
        "The funder's form does not take the return",
        _more_than_the_form_holds,
    ),
)
"""In the order in which they are shown."""
