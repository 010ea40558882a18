"""Returns that stood on a date, what they claimed, and what was paid of them by then."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import Connection, Row, select

from aspire_desktop.domain.money.claims import Terms, revision_words
from aspire_desktop.domain.money.funding import LineKind
from aspire_desktop.domain.money.returns import AdjustmentFacts, ReturnLineFacts
from aspire_desktop.domain.money.stored_lines import read_adjustment, read_claim
from aspire_desktop.domain.money.year_end import Section, YearEndRow
from aspire_desktop.domain.office.clock import OFFICE_ZONE
from aspire_desktop.domain.office.values import AgreementId, RemittanceId, ReturnId
from aspire_desktop.storage.arrays import among
from aspire_desktop.storage.lookups.office.as_at import happened
from aspire_desktop.storage.rows import row_of
from aspire_desktop.storage.tables.money.funding import places, return_lines, returns
from aspire_desktop.storage.tables.money.settlements import acceptances, remittance_shares, remittances
from aspire_desktop.storage.tables.programmes.enrolments import enrolments


@dataclass(frozen=True)
class StandingReturn:
    """A return that stood on a date."""

    id: ReturnId
    agreement_id: AgreementId
    reference: str
    submitted_on: date


@dataclass(frozen=True)
class Payment:
    """What of a remittance paid a return; no return where it is not matched with one."""

    remittance_id: RemittanceId
    agreement_id: AgreementId
    return_id: ReturnId | None
    reference: str
    on: date
    amount: Decimal


def standing_on(
    connection: Connection, agreements: Iterable[AgreementId], on: date
) -> dict[ReturnId, StandingReturn]:
    """Give, by every revision's id, the newest revision submitted by the date of the same return."""
    query = select(returns).where(among(connection, returns.c.agreement_id, set(agreements)))
    found: dict[ReturnId, StandingReturn] = {}
    for row in connection.execute(query.order_by(returns.c.id)):
        submitted_on = row.submitted_at.astimezone(OFFICE_ZONE).date()
        if submitted_on > on:
            continue
        standing = StandingReturn(
            row.id, row.agreement_id, revision_words(row.reference, row.revision), submitted_on
        )
        older = found.get(row.supersedes_id)
        found = {id: standing if each is older else each for id, each in found.items()}
        found[row.id] = standing
    return found


def return_rows_unpaid(
    connection: Connection, terms: Mapping[AgreementId, Terms], on: date
) -> Iterator[YearEndRow]:
    """Give the lines and payments of returns not paid in full, and what was paid beyond them."""
    standing = standing_on(connection, terms, on)
    lines = _lines(connection, set(standing))
    most = _most_claimed(standing, lines)
    payments = _payments(connection, terms, standing, on)
    accepted = set(connection.scalars(select(acceptances.c.return_id).where(happened(acceptances.c.on, on))))
    for each in dict.fromkeys(standing.values()):
        ours, paid = lines.get(each.id, []), payments.pop(each.id, [])
        due = _net(ours)
        received = sum((payment.amount for payment in paid), Decimal("0.00"))
        reference = terms[each.agreement_id].reference
        unsettled = due == received == 0 and each.id not in accepted  # its lines are of different people
        if (
            received < due or (due < 0 and received != due) or unsettled
        ):  # below £0 the funder gets money back
            yield from (_line(row, each, reference) for row in ours)
            yield from (_paid(payment, each, reference) for payment in paid)
        elif received > due:
            yield from _above(each, reference, paid, due, max(due, min(received, most[each.id])))
    for payment in payments.pop(None, []):
        yield _early(
            payment,
            terms[payment.agreement_id].reference,
            f"Remittance {payment.reference}, for no return yet",
            payment.amount,
        )


def _above(
    standing: StandingReturn, agreement: str, paid: list[Payment], due: Decimal, claimed: Decimal
) -> Iterator[YearEndRow]:
    """Give what was paid above a return: as far as a restatement lowered it, the funder gets it back."""
    early = sum((payment.amount for payment in paid), Decimal("0.00")) - claimed
    if claimed > due:
        what, on = f"Return {standing.reference}, paid before it was restated", standing.submitted_on
        yield YearEndRow(Section.GIVE_BACK, agreement, what, "", "", "", "", on, 0, claimed - due)
    if early:
        latest = max(paid, key=lambda payment: payment.on)
        yield _early(latest, agreement, f"Paid above return {standing.reference}", early)


def _net(rows: Iterable[Row[tuple[object, ...]]]) -> Decimal:
    return sum((row.amount for row in rows), Decimal("0.00"))


def _most_claimed(
    standing: Mapping[ReturnId, StandingReturn], lines: Mapping[ReturnId, list[Row[tuple[object, ...]]]]
) -> dict[ReturnId, Decimal]:
    """Give, by the revision that stands, the most that any revision of the return claimed."""
    most: dict[ReturnId, Decimal] = {}
    for id, stands in standing.items():
        claimed = _net(lines.get(id, []))
        most[stands.id] = max(most.get(stands.id, claimed), claimed)
    return most


def _lines(connection: Connection, ids: set[ReturnId]) -> dict[ReturnId, list[Row[tuple[object, ...]]]]:
    query = (
        select(return_lines, enrolments.c.person_id, enrolments.c.cohort_id)
        .join(places, places.c.id == return_lines.c.place_id)
        .outerjoin(enrolments, enrolments.c.id == places.c.enrolment_id)
        .where(among(connection, return_lines.c.return_id, ids))
        .order_by(return_lines.c.return_id, return_lines.c.number)
    )
    found: dict[ReturnId, list[Row[tuple[object, ...]]]] = {}
    for row in connection.execute(query):
        found.setdefault(row.return_id, []).append(row)
    return found


def _payments(
    connection: Connection,
    terms: Mapping[AgreementId, Terms],
    standing: Mapping[ReturnId, StandingReturn],
    on: date,
) -> dict[ReturnId | None, list[Payment]]:
    """Give what was remitted by the date, by the newest revision of the return it pays."""
    received = select(remittances).where(
        among(connection, remittances.c.agreement_id, set(terms)), happened(remittances.c.on, on)
    )
    rows = {row.id: row for row in connection.execute(received.order_by(remittances.c.on, remittances.c.id))}
    unmatched = {id: row.amount for id, row in rows.items()}
    found: dict[ReturnId | None, list[Payment]] = {}
    shares = select(remittance_shares).where(among(connection, remittance_shares.c.remittance_id, rows))
    for share in connection.execute(shares.order_by(remittance_shares.c.id)):
        if share.return_id not in standing:
            continue  # not submitted by then: until it is, the money is for no return
        unmatched[share.remittance_id] -= share.amount
        newest = standing[share.return_id].id
        found.setdefault(newest, []).append(_payment(rows[share.remittance_id], newest, share.amount))
    rest = [_payment(rows[id], None, amount) for id, amount in unmatched.items() if amount > 0]
    return found | ({None: rest} if rest else {})


def _payment(row: Row[tuple[object, ...]], return_id: ReturnId | None, amount: Decimal) -> Payment:
    return row_of(Payment, row, remittance_id=row.id, return_id=return_id, amount=amount)


def _line(row: Row[tuple[object, ...]], standing: StandingReturn, agreement: str) -> YearEndRow:
    claim = row.kind is LineKind.CLAIM
    facts: ReturnLineFacts | AdjustmentFacts = read_claim(row.facts) if claim else read_adjustment(row.facts)
    return row_of(
        YearEndRow,
        row,
        section=Section.UNPAID,
        agreement=agreement,
        what=f"Return {standing.reference}, line {row.number}" + ("" if claim else ", adjustment"),
        person=facts.participant.name,
        organisation=facts.organisation.name,
        cohort=facts.cohort.code,
        place=facts.place,
        on=standing.submitted_on,
    )


def _paid(payment: Payment, standing: StandingReturn, agreement: str) -> YearEndRow:
    what = f"Return {standing.reference}, paid by remittance {payment.reference}"
    return YearEndRow(Section.UNPAID, agreement, what, "", "", "", "", payment.on, 0, -payment.amount)


def _early(payment: Payment, agreement: str, what: str, amount: Decimal) -> YearEndRow:
    return YearEndRow(Section.DEFERRED, agreement, what, "", "", "", "", payment.on, 0, amount)
