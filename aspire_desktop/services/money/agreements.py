"""Rolling places of one agreement over into the next, and how many are free to go."""

from dataclasses import dataclass
from typing import ClassVar

from aspire_desktop.domain.money.funding import Agreement, cap_of
from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.staff import OFFICE, Role
from aspire_desktop.domain.office.values import AgreementId, pounds, tidy
from aspire_desktop.domain.office.written import Prose
from aspire_desktop.services.door.action import Action, Effect
from aspire_desktop.storage.lookups.money.caps import check_cap
from aspire_desktop.storage.lookups.money.funding import pool_rows
from aspire_desktop.storage.work import UnitOfWork


@dataclass(frozen=True)
class RollOver(Action[None]):
    """Move so many free places into the agreement that comes next: one cap falls, the other rises."""

    agreement_id: AgreementId
    places: int
    reason: Prose
    roles: ClassVar[frozenset[Role]] = OFFICE

    def apply(self, work: UnitOfWork) -> Effect[None]:
        """Refuse more places than are free or not claimed any more, and an agreement at another price."""
        agreement, reason = work.get(Agreement, self.agreement_id), tidy(self.reason)
        following = _following(work, agreement)
        if not reason:
            raise RuleBroken("Places roll over for a reason.", do="Give the reason: it stays on record.")
        _check_rolled(agreement, self.places, free_places(work, agreement.id))
        work.ask(check_cap, agreement.id, _cap(agreement) - self.places)
        _raise_cap(agreement, -self.places)
        _raise_cap(following, self.places)
        moved = "1 place" if self.places == 1 else f"{self.places} places"
        title = f"Roll {moved} of {agreement.reference} over into {following.reference}. Reason: {reason}"
        return Effect(title, None)


def free_places(work: UnitOfWork, agreement_id: AgreementId) -> int:
    """Give how many places of an agreement nobody has: the pool's own figure."""
    pools = work.ask(pool_rows, work.clock.today())
    return next(pool.free for pool in pools if pool.agreement_id == agreement_id)


def _following(work: UnitOfWork, agreement: Agreement) -> Agreement:
    if agreement.rolls_into_id is None:
        raise RuleBroken(
            f"Agreement {agreement.reference} does not say into which one its places roll over.",
            do="Choose the next agreement in Settings first.",
        )
    following = work.get(Agreement, agreement.rolls_into_id)
    if following.unit != agreement.unit:
        raise RuleBroken(
            f"A place of {agreement.reference} is {pounds(agreement.unit)}, one of {following.reference} "
            f"is {pounds(following.unit)}: as many places would be another sum of money.",
            do="Change the caps of the two as the funder agrees to it.",
        )
    return following


def _check_rolled(agreement: Agreement, wanted: int, free: int) -> None:
    if wanted < 1:
        raise RuleBroken("At least one place rolls over.")
    if wanted > free:
        raise RuleBroken(
            f"Agreement {agreement.reference} has {free} {'place' if free == 1 else 'places'} free, "
            f"so {wanted} cannot roll over.",
            do="Roll over fewer, or release places first.",
        )
    if wanted >= _cap(agreement):
        raise RuleBroken(
            f"All {_cap(agreement)} places of agreement {agreement.reference} would roll over, "
            "and an agreement pays for at least one.",
            do="Leave one, or remove this agreement and raise the cap of the next.",
        )


def _cap(agreement: Agreement) -> int:
    return cap_of(agreement.places, agreement.unit, agreement.amount_cap)


def _raise_cap(agreement: Agreement, by: int) -> None:
    agreement.places += by
    if agreement.amount_cap is not None:
        agreement.amount_cap += by * agreement.unit
