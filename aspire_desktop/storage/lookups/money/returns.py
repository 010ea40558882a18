"""Submitted returns: their figures, lines and kept workbooks, and what changed since."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from sqlalchemy import Connection, Row, Select, case, func, select

from aspire_desktop.domain.money.claims import (
    ChangeSince,
    PlaceState,
    ReturnRow,
    ReturnSummary,
    Since,
    Terms,
    open_period,
)
from aspire_desktop.domain.money.funding import LineKind
from aspire_desktop.domain.money.returns import AdjustmentFacts, ReturnLineFacts
from aspire_desktop.domain.money.settlements import return_status
from aspire_desktop.domain.money.stored_lines import read_adjustment, read_claim
from aspire_desktop.domain.office.clock import OFFICE_ZONE
from aspire_desktop.domain.office.errors import NotFound
from aspire_desktop.domain.office.staff import OFFICE
from aspire_desktop.domain.office.values import AgreementId, Period, ReturnId, place_label
from aspire_desktop.storage.lookups.money.claims import PlaceRecord, place_records, placed
from aspire_desktop.storage.lookups.money.funding import terms_of
from aspire_desktop.storage.lookups.money.settlements import settlements_of
from aspire_desktop.storage.lookups.money.standing import STANDS, of_period
from aspire_desktop.storage.lookups.office.kept_files import kept_file
from aspire_desktop.storage.question import asked_by
from aspire_desktop.storage.rows import row_of
from aspire_desktop.storage.tables.money.funding import return_lines, returns


@asked_by(OFFICE)
def return_rows(
    connection: Connection, today: date, agreement_id: AgreementId | None = None
) -> list[ReturnRow]:
    """Give the submitted returns of every agreement, or of one, the latest period and revision first."""
    query = _figures()
    if agreement_id is not None:
        query = query.where(returns.c.agreement_id == agreement_id)
    rows = connection.execute(query).all()
    superseded = {row.supersedes_id for row in rows}
    newest = {row.agreement_id: row.id for row in rows}
    since, caps = _since(connection, today, agreement_id), _caps(connection)
    settled, cumulative = settlements_of(connection), dict[AgreementId, int]()
    found: list[ReturnRow] = []
    for row in rows:
        revised = row.id in superseded
        whole = cumulative.get(row.agreement_id, 0) + row.net
        if not revised:
            cumulative[row.agreement_id] = whole
        amount, referred = row.amount or Decimal("0.00"), (row.agreement_id, row.reference)
        paid = Decimal("0.00") if revised else settled.paid.get(referred, Decimal("0.00"))
        summary = row_of(
            ReturnSummary,
            row,
            status=return_status(
                revised=revised,
                queried=referred in settled.queried,
                accepted=row.id in settled.accepted,
                net=amount,
                paid=paid,
            ),
            lines=row.claims,
            places=row.net,
            amount=amount,
            cumulative=whole,
            remaining=caps[row.agreement_id] - whole,
        )
        latest = newest[row.agreement_id] == row.id
        found.append(_row(row, summary, since.get(row.id, Since()), paid, newest=latest))
    return sorted(found, key=lambda row: (row.period, row.id), reverse=True)


@asked_by(OFFICE)
def changes_since(
    connection: Connection, today: date, agreement_id: AgreementId | None = None
) -> list[ChangeSince]:
    """Give every place that stands otherwise than a submitted return has it, in the order of places.

    It met the rule in the period of a return that does not claim it, or a claim is to be taken back or
    corrected. Only what no return says yet: once the next one is submitted, it is told there.
    """
    terms = terms_of(connection, agreement_id)
    records = place_records(connection, terms, today)
    periods = _periods(connection)
    return [
        change
        for id, each in terms.items()
        for record, state in placed(each, records[id], open_period(each, today))
        for change in _changes(record, state, each, periods.get(id, ()))
    ]


def _changes(
    record: PlaceRecord, state: PlaceState, terms: Terms, periods: Sequence[tuple[ReturnId, str, Period]]
) -> Iterator[ChangeSince]:
    label, claim = place_label(record.id), record.claim
    if claim is not None and state is not PlaceState.CLAIMED:
        yield ChangeSince(claim.return_id, claim.return_reference, label, -1, -claim.amount)
    elif claim is not None and record.to_correct is not None:
        yield ChangeSince(claim.return_id, claim.return_reference, label, 0, record.to_correct)
    elif claim is None and record.met_on is not None:
        for id, reference, period in periods:
            if period.holds(record.met_on):
                yield ChangeSince(id, reference, label, 1, terms.unit)


def _since(connection: Connection, today: date, agreement_id: AgreementId | None) -> dict[ReturnId, Since]:
    found: dict[ReturnId, list[int]] = {}
    for change in changes_since(connection, today, agreement_id):
        found.setdefault(change.return_id, []).append(change.change)
    return {id: Since(each.count(1), each.count(-1), each.count(0)) for id, each in found.items()}


@asked_by(OFFICE)
def claim_lines(connection: Connection, return_id: ReturnId) -> list[ReturnLineFacts]:
    """Give the claims of a submitted return as they were stored, in order."""
    return [read_claim(text) for text in line_texts(connection, return_id, LineKind.CLAIM)]


@asked_by(OFFICE)
def adjustment_lines(connection: Connection, return_id: ReturnId) -> list[AdjustmentFacts]:
    """Give the adjustments of a submitted return as they were stored, in order."""
    return [read_adjustment(text) for text in line_texts(connection, return_id, LineKind.ADJUSTMENT)]


@asked_by(OFFICE)
def submitted_return(connection: Connection, agreement_id: AgreementId, period: Period) -> ReturnId:
    """Give the return that stands for exactly this period; raise NotFound where none was submitted."""
    found: ReturnId | None = connection.scalar(
        select(returns.c.id).where(of_period(agreement_id, period), STANDS)
    )
    if found is None:
        raise NotFound(f"No return was submitted for {period}.", do="Submit it first.")
    return found


def submitted_workbook(connection: Connection, agreement_id: AgreementId, period: Period) -> bytes | None:
    """Give the stored workbook of the return that stands for exactly this period, or None where none is."""
    query = select(returns.c.workbook).where(of_period(agreement_id, period), STANDS)
    digest = connection.scalar(query)
    return None if digest is None else kept_file(connection, digest)


def line_texts(connection: Connection, return_id: ReturnId, kind: LineKind) -> list[str]:
    """Give the lines of one kind as JSON, to the letter, in order."""
    query = (
        select(return_lines.c.facts)
        .where(return_lines.c.return_id == return_id, return_lines.c.kind == kind)
        .order_by(return_lines.c.number)
    )
    return list(connection.scalars(query))


def _periods(connection: Connection) -> dict[AgreementId, list[tuple[ReturnId, str, Period]]]:
    found: dict[AgreementId, list[tuple[ReturnId, str, Period]]] = {}
    for row in connection.execute(select(returns).where(STANDS)):
        told = (row.id, row.reference, row_of(Period, row))
        found.setdefault(row.agreement_id, []).append(told)
    return found


def _caps(connection: Connection) -> dict[AgreementId, int]:
    return {id: each.cap for id, each in terms_of(connection).items()}


def _figures() -> Select[tuple[object, ...]]:
    """Ask for returns in the order in which they were submitted, a revision in the place of its first."""
    kinds = return_lines.c.kind
    return (
        select(
            returns,
            func.count(case((kinds == LineKind.CLAIM, 1))).label("claims"),
            func.count(case((kinds == LineKind.ADJUSTMENT, 1))).label("adjustments"),
            func.coalesce(func.sum(return_lines.c.places), 0).label("net"),
            func.sum(return_lines.c.amount).label("amount"),
        )
        .outerjoin(return_lines, return_lines.c.return_id == returns.c.id)
        .group_by(*returns.c)
        .order_by(returns.c.id)
    )


def _row(
    row: Row[tuple[object, ...]], summary: ReturnSummary, since: Since, paid: Decimal, *, newest: bool
) -> ReturnRow:
    return row_of(
        ReturnRow,
        row,
        period=row_of(Period, row),
        submitted_on=row.submitted_at.astimezone(OFFICE_ZONE).date(),
        summary=summary,
        since=since,
        newest=newest,
        paid=paid,
    )
