"""Submitted returns: their figures, lines and kept workbooks, and what changed since."""

from datetime import date
from decimal import Decimal

from sqlalchemy import Connection, case, func, select

from aspire_desktop.domain.claims import PlaceState, ReturnRow, ReturnSummary, Since, open_period
from aspire_desktop.domain.clock import OFFICE_ZONE
from aspire_desktop.domain.figures import net, remaining, to_date
from aspire_desktop.domain.funding import LineKind
from aspire_desktop.domain.returns import AdjustmentFacts, ReturnFacts, ReturnLineFacts
from aspire_desktop.domain.stored_lines import read_adjustment, read_claim
from aspire_desktop.domain.values import AgreementId, Period, ReturnId
from aspire_desktop.storage.lookups.funding import place_records, placed, terms_of
from aspire_desktop.storage.lookups.kept_files import kept_file
from aspire_desktop.storage.tables.funding import agreements, return_lines, returns


def summary_of(facts: ReturnFacts) -> ReturnSummary:
    """Give a draft in figures."""
    return ReturnSummary(
        reference=facts.reference,
        status=facts.status,
        lines=len(facts.lines),
        adjustments=len(facts.adjustments),
        amount=net(facts).amount,
        cumulative=to_date(facts).places,
        remaining=remaining(facts).places,
    )


def return_rows(
    connection: Connection, today: date, agreement_id: AgreementId | None = None
) -> list[ReturnRow]:
    """Give the submitted returns of every agreement, or of one, the latest period first."""
    kinds = return_lines.c.kind
    query = (
        select(
            returns,
            agreements.c.places,
            func.count(case((kinds == LineKind.CLAIM, 1))).label("claims"),
            func.count(case((kinds == LineKind.ADJUSTMENT, 1))).label("adjustments"),
            func.sum(return_lines.c.amount).label("amount"),
        )
        .join(agreements, agreements.c.id == returns.c.agreement_id)
        .outerjoin(return_lines, return_lines.c.return_id == returns.c.id)
        .group_by(*returns.c, agreements.c.places)
        .order_by(returns.c.id)
    )
    if agreement_id is not None:
        query = query.where(returns.c.agreement_id == agreement_id)
    since, cumulative = changes_since(connection, today), dict[AgreementId, int]()
    found: list[ReturnRow] = []
    for row in connection.execute(query):
        whole = cumulative.get(row.agreement_id, 0) + row.claims - row.adjustments
        cumulative[row.agreement_id] = whole
        summary = ReturnSummary(
            reference=row.reference,
            status=row.status,
            lines=row.claims,
            adjustments=row.adjustments,
            amount=row.amount or Decimal("0.00"),
            cumulative=whole,
            remaining=row.places - whole,
        )
        found.append(
            ReturnRow(
                id=row.id,
                agreement_id=row.agreement_id,
                period=Period(row.begins, row.ends),
                submitted_by=row.submitted_by,
                submitted_on=row.submitted_at.astimezone(OFFICE_ZONE).date(),
                workbook=row.workbook,
                summary=summary,
                since=since.get(row.id, Since()),
            )
        )
    return sorted(found, key=lambda row: (row.period, row.id), reverse=True)


def changes_since(connection: Connection, today: date) -> dict[ReturnId, Since]:
    """Give what was claimed late for each submitted return's period and what of its lines will be taken back.

    Only what no return holds yet: once the next one is submitted, it is told there.
    """
    terms = terms_of(connection)
    records = place_records(connection, terms, today)
    claims: dict[ReturnId, int] = {}
    undone: dict[ReturnId, int] = {}
    periods = _periods(connection)
    for id, each in terms.items():
        for record, state in placed(each, records[id], open_period(each, today)):
            if record.claim and state is not PlaceState.CLAIMED:
                undone[record.claim.return_id] = undone.get(record.claim.return_id, 0) + 1
            elif record.claim is None and record.met_on is not None:
                late = [ours for ours, period in periods.get(id, ()) if period.holds(record.met_on)]
                claims.update({ours: claims.get(ours, 0) + 1 for ours in late})
    return {id: Since(claims.get(id, 0), undone.get(id, 0)) for id in {*claims, *undone}}


def claim_lines(connection: Connection, return_id: ReturnId) -> list[ReturnLineFacts]:
    """Give the claims of a submitted return as they were stored, in order."""
    return [read_claim(text) for text in _stored(connection, return_id, LineKind.CLAIM)]


def adjustment_lines(connection: Connection, return_id: ReturnId) -> list[AdjustmentFacts]:
    """Give the adjustments of a submitted return as they were stored, in order."""
    return [read_adjustment(text) for text in _stored(connection, return_id, LineKind.ADJUSTMENT)]


def submitted_workbook(connection: Connection, agreement_id: AgreementId, period: Period) -> bytes | None:
    """Give the stored workbook of the return submitted for exactly this period, or None where none is."""
    query = select(returns.c.workbook).where(
        returns.c.agreement_id == agreement_id,
        returns.c.begins == period.begins,
        returns.c.ends == period.ends,
    )
    digest = connection.scalar(query)
    return None if digest is None else kept_file(connection, digest)


def _stored(connection: Connection, return_id: ReturnId, kind: LineKind) -> list[str]:
    query = (
        select(return_lines.c.facts)
        .where(return_lines.c.return_id == return_id, return_lines.c.kind == kind)
        .order_by(return_lines.c.number)
    )
    return list(connection.scalars(query))


def _periods(connection: Connection) -> dict[AgreementId, list[tuple[ReturnId, Period]]]:
    found: dict[AgreementId, list[tuple[ReturnId, Period]]] = {}
    for row in connection.execute(select(returns)):
        found.setdefault(row.agreement_id, []).append((row.id, Period(row.begins, row.ends)))
    return found
