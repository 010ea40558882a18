"""Money that came from a funder: recorded, changed, removed, and spread over the returns it pays."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import ClassVar, Self

from aspire_desktop.domain.money.claims import ReturnRow
from aspire_desktop.domain.money.funding import Agreement, ReturnStatus
from aspire_desktop.domain.money.remittances import NOTHING, Payable, RemittanceRow, check_share, check_total
from aspire_desktop.domain.money.settlements import (
    Dated,
    Remittance,
    RemittanceShare,
    check_order,
    refuse_restated,
)
from aspire_desktop.domain.office.errors import NotFound, RuleBroken
from aspire_desktop.domain.office.staff import OFFICE, Role
from aspire_desktop.domain.office.values import (
    AgreementId,
    RemittanceId,
    ReturnId,
    fold,
    long_date,
    pounds,
    tidy,
)
from aspire_desktop.domain.office.written import Code
from aspire_desktop.services.door.action import Action, Change, Effect
from aspire_desktop.storage.lookups.money.remittances import remittance_rows
from aspire_desktop.storage.lookups.money.returns import return_rows
from aspire_desktop.storage.tables.money.settlements import remittance_shares
from aspire_desktop.storage.work import UnitOfWork


@dataclass(frozen=True)
class PaidReturn:
    """What of a remittance pays a return; negative where the return takes more back than it claims."""

    return_id: ReturnId
    amount: Decimal


@dataclass(frozen=True)
class RecordRemittance(Action[RemittanceId]):
    """Record money that came under an agreement, and the returns it pays, in part or whole.

    What pays no return stays on record as unallocated. A negative amount is money that went back.
    """

    agreement_id: AgreementId
    reference: Code
    on: date
    amount: Decimal
    shares: tuple[PaidReturn, ...] = ()
    roles: ClassVar[frozenset[Role]] = OFFICE

    def apply(self, work: UnitOfWork) -> Effect[RemittanceId]:
        """Refuse shares of more than came or is owed, and the same remittance twice."""
        agreement = work.get(Agreement, self.agreement_id)
        _check(work, self.agreement_id, self, None)
        made = work.add(Remittance(self.agreement_id, tidy(self.reference), self.on, self.amount))
        _set_shares(work, made.id, self.shares)
        return Effect(f"Record {_words(self.amount)} under {agreement.reference}", made.id)


@dataclass(frozen=True)
class ChangeRemittance(Change[None]):
    """Put right what was recorded of a remittance, or spread it over returns otherwise."""

    remittance_id: RemittanceId
    reference: Code
    on: date
    amount: Decimal
    shares: tuple[PaidReturn, ...] = ()
    roles: ClassVar[frozenset[Role]] = OFFICE

    def stored(self, work: UnitOfWork) -> Self:
        """Give what is recorded of the remittance."""
        remittance = work.get(Remittance, self.remittance_id)
        shares = work.all(RemittanceShare, remittance_shares.c.remittance_id == remittance.id)
        return replace(
            self,
            reference=remittance.reference,
            on=remittance.on,
            amount=remittance.amount,
            shares=tuple(PaidReturn(each.return_id, each.amount) for each in shares),
        )

    def apply(self, work: UnitOfWork) -> Effect[None]:
        """Refuse what could not be recorded so."""
        remittance = work.get(Remittance, self.remittance_id)
        _check(work, remittance.agreement_id, self, self.remittance_id)
        remittance.reference, remittance.on = tidy(self.reference), self.on
        remittance.amount = self.amount
        _set_shares(work, remittance.id, self.shares)
        return Effect(f"Change remittance {remittance.reference}", None)


@dataclass(frozen=True)
class RemoveRemittance(Action[None]):
    """Remove a remittance that was recorded in error; what it paid is outstanding again."""

    remittance_id: RemittanceId
    roles: ClassVar[frozenset[Role]] = OFFICE

    def apply(self, work: UnitOfWork) -> Effect[None]:
        """Remove it with its shares."""
        remittance = work.get(Remittance, self.remittance_id)
        _set_shares(work, remittance.id, ())
        work.delete(remittance)
        return Effect(f"Remove remittance {remittance.reference}", None)


def _words(amount: Decimal) -> str:
    return f"{pounds(amount)} received" if amount > 0 else f"{pounds(-amount)} paid back"


def _check(
    work: UnitOfWork,
    agreement_id: AgreementId,
    wanted: RecordRemittance | ChangeRemittance,
    ours: RemittanceId | None,
) -> None:
    recorded = work.ask(remittance_rows, agreement_id)
    if not tidy(wanted.reference):
        raise RuleBroken("A remittance needs a reference.", do="Give the one on the remittance advice.")
    check_order(work.clock.today(), Dated("payment", wanted.on))
    for other in recorded:
        if other.id != ours and (fold(other.reference), other.on) == (fold(wanted.reference), wanted.on):
            raise RuleBroken(
                f"A remittance {other.reference} of {long_date(other.on)} is recorded already.",
                do="Change that one, or give the reference of this one.",
            )
    check_total(wanted.amount, (share.amount for share in wanted.shares))
    if len({share.return_id for share in wanted.shares}) < len(wanted.shares):
        raise RuleBroken("A return is paid by one share of a remittance, not by two.")
    own = next((each for each in recorded if each.id == ours), None)
    _check_shares(work.ask(return_rows, work.clock.today(), agreement_id), own, wanted)


def _check_shares(
    rows: list[ReturnRow], own: RemittanceRow | None, wanted: RecordRemittance | ChangeRemittance
) -> None:
    known = {row.id: row for row in rows}
    for share in wanted.shares:
        row = _standing(known, share.return_id)
        check_share(_payable(row, own), share.amount)
        sent = [each.submitted_on for each in rows if each.summary.reference == row.summary.reference]
        if wanted.on < min(sent):
            raise RuleBroken(
                f"Return {row.summary.reference} was submitted on {long_date(min(sent))}, "
                f"so nothing can have paid it on {long_date(wanted.on)}.",
                do="Put the date right, or leave the money unallocated.",
            )


def _standing(known: dict[ReturnId, ReturnRow], id: ReturnId) -> ReturnRow:
    row = known.get(id)
    if row is None:
        raise NotFound("This return is not one of the agreement's.", do="Refresh the screen.")
    if row.summary.status is ReturnStatus.REVISED:
        refuse_restated(row.summary.reference, row.summary.revision, do="Pay its newest revision.")
    return row


def _payable(row: ReturnRow, own: RemittanceRow | None) -> Payable:
    """Give what a return comes to without what the remittance itself has paid of it so far."""
    reference = row.summary.reference
    mine = [share.amount for share in own.shares if share.reference == reference] if own else []
    return Payable(reference, row.summary.amount, row.paid - sum(mine, NOTHING))


def _set_shares(work: UnitOfWork, id: RemittanceId, wanted: tuple[PaidReturn, ...]) -> None:
    missing = {share.return_id: share.amount for share in wanted}
    for stored in work.all(RemittanceShare, remittance_shares.c.remittance_id == id):
        if stored.return_id in missing:
            stored.amount = missing.pop(stored.return_id)
        else:
            work.delete(stored)
    work.add_all([RemittanceShare(id, return_id, amount) for return_id, amount in missing.items()])
