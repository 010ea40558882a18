"""What may be done with agreements, what must hold of their places, and where every place stands."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Self, TypeAlias

from aspire_desktop.domain.money.agreements import AgreementTerms, Figures, check_figures
from aspire_desktop.domain.money.funding import Agreement, Cover, cap_of
from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.organisations import Organisation
from aspire_desktop.domain.office.staff import OFFICE, Role
from aspire_desktop.domain.office.values import (
    AgreementId,
    OrganisationId,
    ProgrammeId,
    VersionId,
    fold,
    tidy,
)
from aspire_desktop.domain.office.written import Code
from aspire_desktop.domain.programmes.programmes import Programme, Version
from aspire_desktop.services.door.action import Action, Change, Effect
from aspire_desktop.services.money.places import release_kept_places, settle_left_behind
from aspire_desktop.storage.lookups.money.agreements import (
    agreement_terms,
    programmes_covered,
    was_used,
)
from aspire_desktop.storage.lookups.money.caps import (
    check_cap,
    claimed_once,
    organisations_within_cap,
    places_within_cap,
    pounds_within_cap,
)
from aspire_desktop.storage.lookups.money.carried import results_stand
from aspire_desktop.storage.lookups.money.charges import charged_once
from aspire_desktop.storage.lookups.money.held_wrongly import left_under
from aspire_desktop.storage.lookups.money.terms_kept import (
    places_covered,
    references_told_apart,
    terms_fit,
    terms_kept,
)
from aspire_desktop.storage.lookups.office.staff import somebody_administers
from aspire_desktop.storage.lookups.programmes.kept_apart import needs_not_kept
from aspire_desktop.storage.tables.money.funding import agreements, covers
from aspire_desktop.storage.work import UnitOfWork

INVARIANTS = (
    places_within_cap,
    pounds_within_cap,
    organisations_within_cap,
    claimed_once,
    charged_once,
    terms_fit,
    references_told_apart,
    terms_kept,
    places_covered,
    results_stand,
    somebody_administers,
    needs_not_kept,
)
"""For the store to ask before every commit."""
Covered: TypeAlias = tuple[tuple[ProgrammeId, VersionId | None], ...]
"""The programmes that an agreement pays for; None covers every version of one."""


@dataclass(frozen=True)
class AddAgreement(Action[AgreementId]):
    """Add an agreement with a funder: so many places of these programmes at so much each."""

    reference: Code
    funder_id: OrganisationId
    covers: Covered
    places: int
    unit: Decimal
    begins: date
    ends: date
    period_months: int = 3
    terms: AgreementTerms = field(default_factory=AgreementTerms)
    roles: ClassVar[frozenset[Role]] = OFFICE

    def apply(self, work: UnitOfWork) -> Effect[AgreementId]:
        """Refuse a reference that is taken, and figures that pay for nothing."""
        _check_figures(self, self.terms)
        _refuse_taken_reference(work, self.reference, None)
        work.get(Organisation, self.funder_id)
        agreement = work.add(
            Agreement(
                self.reference,
                self.funder_id,
                self.places,
                self.unit,
                self.begins,
                self.ends,
                self.period_months,
            )
        )
        _set_terms(work, agreement, self.terms)
        _set_covers(work, agreement, self.covers)
        return Effect(f"Add agreement {agreement.reference}", agreement.id)


@dataclass(frozen=True)
class ChangeAgreement(Change[None]):
    """Change an agreement's reference, programmes, cap, price, dates and terms; its funder stays.

    By another claim rule whoever withdrew keeps a place, or is given it back, as that rule has it.
    """

    agreement_id: AgreementId
    reference: Code
    covers: Covered
    places: int
    unit: Decimal
    begins: date
    ends: date
    period_months: int = 3
    terms: AgreementTerms | None = None
    """None leaves the terms as they are."""
    roles: ClassVar[frozenset[Role]] = OFFICE
    named: ClassVar[Mapping[str, Callable[[UnitOfWork, Any], str]]] = {
        "terms.rolls_into_id": lambda work, id: work.get(Agreement, id).reference if id else ""
    }

    def stored(self, work: UnitOfWork) -> Self:
        """Give what is on record of the agreement; the order of its programmes means nothing."""
        agreement = work.get(Agreement, self.agreement_id)
        covered = work.ask(programmes_covered, agreement.id)
        return replace(
            self,
            reference=agreement.reference,
            covers=self.covers if set(self.covers) == set(covered) else covered,
            places=agreement.places,
            unit=agreement.unit,
            begins=agreement.begins,
            ends=agreement.ends,
            period_months=agreement.period_months,
            terms=None if self.terms is None else work.ask(agreement_terms)[agreement.id],
        )

    def apply(self, work: UnitOfWork) -> Effect[None]:
        """Refuse a cap below what is used; what returns and places rest on is asked when it closes."""
        agreement = work.get(Agreement, self.agreement_id)
        terms = work.ask(agreement_terms)[agreement.id] if self.terms is None else self.terms
        _check_figures(self, terms)
        _refuse_taken_reference(work, self.reference, agreement)
        work.ask(check_cap, agreement.id, cap_of(self.places, self.unit, terms.amount_cap))
        free_again = terms.clawed_back_is_free and not agreement.clawed_back_is_free
        other_rule = terms.claim_rule != (agreement.claim_point, agreement.sessions_needed)
        agreement.reference = tidy(self.reference)
        agreement.reference_key = fold(self.reference)
        agreement.places, agreement.unit = self.places, self.unit
        agreement.begins, agreement.ends = self.begins, self.ends
        agreement.period_months = self.period_months
        _set_terms(work, agreement, terms)
        _set_covers(work, agreement, self.covers)
        if other_rule:
            settle_left_behind(work, work.ask(left_under, agreement.id))
        if free_again:
            release_kept_places(work, agreement.id, "Claimed places are free again")
        return Effect(f"Change agreement {agreement.reference}", None)


@dataclass(frozen=True)
class RemoveAgreement(Action[None]):
    """Remove an agreement that was never used."""

    agreement_id: AgreementId
    roles: ClassVar[frozenset[Role]] = OFFICE

    def apply(self, work: UnitOfWork) -> Effect[None]:
        """Refuse one with places, even released ones, allotments, returns, money or a form of its own."""
        agreement = work.get(Agreement, self.agreement_id)
        before = work.first(Agreement, agreements.c.rolls_into_id == agreement.id)
        if before is not None:
            raise RuleBroken(
                f"Places of agreement {before.reference} are to roll over into {agreement.reference}.",
                do=f"Let {before.reference} roll over into another one first.",
            )
        if work.ask(was_used, agreement.id):
            raise RuleBroken(
                f"Agreement {agreement.reference} has been used, so it stays on record.",
                do="End it by its date instead.",
            )
        _set_covers(work, agreement, ())
        work.delete(agreement)
        return Effect(f"Remove agreement {agreement.reference}", None)


def _check_figures(wanted: AddAgreement | ChangeAgreement, terms: AgreementTerms) -> None:
    figures = (wanted.places, wanted.unit, wanted.begins, wanted.ends, wanted.period_months)
    check_figures(Figures(wanted.reference, len(wanted.covers), *figures), terms)


def _refuse_taken_reference(work: UnitOfWork, reference: str, ours: Agreement | None) -> None:
    other = work.first(Agreement, agreements.c.reference_key == fold(reference))
    if other is not None and other is not ours:
        raise RuleBroken(f"There is an agreement {other.reference} already.")


def _set_terms(work: UnitOfWork, agreement: Agreement, terms: AgreementTerms) -> None:
    agreement.amount_cap = terms.amount_cap
    agreement.claim_point, agreement.sessions_needed = terms.claim_rule
    agreement.eligible_types = _words(terms.eligible_types)
    agreement.eligible_regions = _words(terms.eligible_regions)
    agreement.members_only, agreement.organisation_cap = terms.members_only, terms.organisation_cap
    agreement.substitution, agreement.vat = terms.substitution, terms.vat
    agreement.clawed_back_is_free = terms.clawed_back_is_free
    agreement.rolls_into_id = terms.rolls_into_id
    work.flush()


def _words(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(tidy, words))))


def _set_covers(work: UnitOfWork, agreement: Agreement, wanted: Covered) -> None:
    stored = work.all(Cover, covers.c.agreement_id == agreement.id)
    for cover in stored:
        if (cover.programme_id, cover.version_id) not in wanted:
            work.delete(cover)
    known = {(cover.programme_id, cover.version_id) for cover in stored}
    for programme_id, version_id in dict.fromkeys(wanted):
        if (programme_id, version_id) not in known:
            _check_version(work, programme_id, version_id)
            work.add(Cover(agreement.id, programme_id, version_id))


def _check_version(work: UnitOfWork, programme_id: ProgrammeId, version_id: VersionId | None) -> None:
    programme = work.get(Programme, programme_id)
    if version_id is not None and work.get(Version, version_id).programme_id != programme_id:
        raise RuleBroken(f"This version does not belong to {programme.title}.")
