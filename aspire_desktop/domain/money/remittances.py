"""How money from a funder pays returns: what a share may be, and how a payment is spread over returns."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.limits import check_pounds
from aspire_desktop.domain.office.values import AgreementId, RemittanceId, ReturnId, pounds, to_pence

NOTHING = Decimal("0.00")


# What may be read of it


@dataclass(frozen=True)
class ShareRow:
    """What of a remittance pays one return; `reference` is the same for every revision of it."""

    return_id: ReturnId
    reference: str
    amount: Decimal


@dataclass(frozen=True)
class RemittanceRow:
    """Money that came, or went back where `amount` is negative, and the returns that it pays."""

    id: RemittanceId
    agreement_id: AgreementId
    reference: str
    on: date
    amount: Decimal
    shares: tuple[ShareRow, ...]

    @property
    def unallocated(self) -> Decimal:
        """Give what pays no return yet: an over-payment, or money on account."""
        return self.amount - sum((share.amount for share in self.shares), NOTHING)


@dataclass(frozen=True)
class Payable:
    """What a return comes to, net, and what other remittances have paid of it."""

    reference: str
    net: Decimal
    paid: Decimal

    @property
    def outstanding(self) -> Decimal:
        """Give what is still to come; negative where the funder is to get money back."""
        return self.net - self.paid


# What follows from it


def check_share(payable: Payable, share: Decimal) -> None:
    """Raise RuleBroken where a share would pay a return more than its net amount.

    A return that takes back more than it claims has a negative net amount and is paid by a negative
    share, as funders deduct it. One that was paid too much, since a revision lowered it, may get less.
    """
    if not share or share != to_pence(share):
        raise RuleBroken(f"What pays return {payable.reference} must be in whole pence, and not £0.")
    bounds = (NOTHING, payable.net, payable.paid)
    if not min(bounds) <= payable.paid + share <= max(bounds):
        raise RuleBroken(
            f"{pounds(share)} does not fit return {payable.reference}: "
            f"{pounds(payable.outstanding)} of it is outstanding.",
            do="Leave the rest unallocated; it stays on record with the payment.",
        )


def check_total(amount: Decimal, shares: Iterable[Decimal]) -> None:
    """Raise RuleBroken for an amount that is nothing, and for shares that come to more than it."""
    paid = list(shares)
    check_pounds("A payment", amount)
    for share in paid:
        check_pounds("A share of a payment", share)
    if not amount or amount != to_pence(amount):
        raise RuleBroken(
            "A payment needs an amount in whole pence that is not £0.",
            do="Write a minus sign where money went back to the funder.",
        )
    total = sum(paid, NOTHING)
    if total > amount if amount > 0 else total < amount:
        raise RuleBroken(
            f"The shares come to {pounds(total)}, the payment to {pounds(amount)}.",
            do="Pay the returns no more than came.",
        )


def spread(amount: Decimal, outstanding: Sequence[Decimal]) -> list[Decimal]:
    """Offer how a payment is spread over returns, the oldest first.

    What returns take back is deducted before the others are paid, as funders do it; money that goes
    back to the funder settles only those.
    """
    left, shares = amount, [NOTHING] * len(outstanding)
    for number, owed in enumerate(outstanding):
        if owed < 0:
            shares[number] = owed if amount > 0 else max(owed, left)
            left -= shares[number]
    for number, owed in enumerate(outstanding):
        if owed > 0 and left > 0:
            shares[number] = min(owed, left)
            left -= shares[number]
    return shares
