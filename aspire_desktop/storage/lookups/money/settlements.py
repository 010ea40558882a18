"""What came after returns were sent: which are accepted, queried and paid, and the queries themselves."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from sqlalchemy import Connection, Row, Select, func, select

from aspire_desktop.domain.money.funding import LineKind
from aspire_desktop.domain.money.settlements import (
    AcceptanceRow,
    LineChoice,
    QueriedLine,
    QueryResult,
    QueryRow,
)
from aspire_desktop.domain.money.stored_lines import read_claim
from aspire_desktop.domain.office.attached_files import AttachedFile
from aspire_desktop.domain.office.clock import OFFICE_ZONE
from aspire_desktop.domain.office.errors import NotFound
from aspire_desktop.domain.office.staff import OFFICE
from aspire_desktop.domain.office.values import AgreementId, PlaceId, QueryId, ReturnId, ReturnLineId
from aspire_desktop.storage.arrays import among
from aspire_desktop.storage.lookups.money.carried import Carried
from aspire_desktop.storage.lookups.money.claims import claims_of
from aspire_desktop.storage.lookups.money.standing import STANDS
from aspire_desktop.storage.lookups.office.kept_files import kept_file
from aspire_desktop.storage.question import asked_by
from aspire_desktop.storage.rows import row_of
from aspire_desktop.storage.tables.money.funding import agreements, return_lines, returns
from aspire_desktop.storage.tables.money.settlements import (
    acceptances,
    queries,
    query_files,
    remittance_shares,
)

Referred: TypeAlias = tuple[AgreementId, str]
"""A return whichever its revision: its agreement and its reference."""
_QUESTION = (queries.c.question, queries.c.asked_on, queries.c.due_on, queries.c.answer)
_END = (queries.c.answered_on, queries.c.result, queries.c.amount, queries.c.settled_on)


@dataclass(frozen=True)
class Settlements:
    """What came after every return. Money and open queries follow its reference, acceptance its revision."""

    paid: dict[Referred, Decimal]
    queried: frozenset[Referred]
    accepted: frozenset[ReturnId]


def settlements_of(connection: Connection) -> Settlements:
    """Give what came after the returns of every agreement."""
    key = (returns.c.agreement_id, returns.c.reference)
    shares = (
        select(*key, func.sum(remittance_shares.c.amount).label("paid"))
        .join(returns, returns.c.id == remittance_shares.c.return_id)
        .group_by(*key)
    )
    asked = (
        select(*key)
        .join(return_lines, return_lines.c.return_id == returns.c.id)
        .join(queries, queries.c.line_id == return_lines.c.id)
        .where(queries.c.result.is_(None))
        .distinct()
    )
    return Settlements(
        paid={(row.agreement_id, row.reference): row.paid for row in connection.execute(shares)},
        queried=frozenset((row.agreement_id, row.reference) for row in connection.execute(asked)),
        accepted=frozenset(connection.scalars(select(acceptances.c.return_id))),
    )


@asked_by(OFFICE)
def acceptance_rows(connection: Connection, agreement_id: AgreementId) -> list[AcceptanceRow]:
    """Give which returns of an agreement the funder accepted."""
    query = (
        select(acceptances)
        .join(returns, returns.c.id == acceptances.c.return_id)
        .where(returns.c.agreement_id == agreement_id)
        .order_by(acceptances.c.id)
    )
    rows = connection.execute(query)
    return [row_of(AcceptanceRow, row) for row in rows]


@asked_by(OFFICE)
def line_choices(connection: Connection, return_id: ReturnId) -> list[LineChoice]:
    """Give the claim lines of a submitted return, about which a funder may ask."""
    query = (
        select(return_lines.c.id, return_lines.c.facts)
        .where(return_lines.c.return_id == return_id, return_lines.c.kind == LineKind.CLAIM)
        .order_by(return_lines.c.number)
    )
    return [_choice(row.id, row.facts) for row in connection.execute(query)]


def queried_line(
    connection: Connection, line_id: ReturnLineId, leaving_out: QueryId | None = None
) -> QueriedLine:
    """Give a line as the rules of queries need it; `leaving_out` is the query that is to be settled."""
    query = (
        select(return_lines, returns.c.agreement_id, returns.c.reference, returns.c.submitted_at)
        .add_columns(STANDS.label("stands"))
        .join(returns, returns.c.id == return_lines.c.return_id)
        .where(return_lines.c.id == line_id)
    )
    row = connection.execute(query).first()
    if row is None:
        raise NotFound.gone("line")
    claims = claims_of(connection, [row.agreement_id])
    claim = claims.standing.get(row.place_id)
    return row_of(
        QueriedLine,
        row,
        line_id=row.id,
        submitted_on=row.submitted_at.astimezone(OFFICE_ZONE).date(),
        claimed=claim is not None and claim.return_reference == row.reference,
        corrected=row.place_id in claims.corrected or _is_adjusted(connection, row.place_id, leaving_out),
    )


@asked_by(OFFICE)
def query_rows(connection: Connection, agreement_id: AgreementId | None = None) -> list[QueryRow]:
    """Give the queries about every agreement's returns, or about one's.

    Open ones come first, by the day on which the reply is due; then the settled, the latest first.
    """
    query = _queries()
    if agreement_id is not None:
        query = query.where(returns.c.agreement_id == agreement_id)
    rows = connection.execute(query).all()
    files = _file_names(connection, [row.id for row in rows])
    carried = Carried(connection, {row.place_id for row in rows if row.result is not None})
    found = [
        _row(row, files.get(row.id, ()), carried.by(row.place_id, row.reference, row.result)) for row in rows
    ]
    return sorted((row for row in found if row.open), key=_urgency) + sorted(
        (row for row in found if not row.open),
        key=lambda row: (row.settled_on or date.min, row.id),
        reverse=True,
    )


def query_row(connection: Connection, query_id: QueryId) -> QueryRow:
    """Give one query; raise NotFound where it is not there."""
    found = next((row for row in query_rows(connection) if row.id == query_id), None)
    if found is None:
        raise NotFound.gone("query")
    return found


@asked_by(OFFICE)
def answer_files(connection: Connection, query_id: QueryId) -> list[AttachedFile]:
    """Give the files that went with the answer of a query, by name."""
    query = select(query_files).where(query_files.c.query_id == query_id).order_by(query_files.c.id)
    rows = connection.execute(query)
    return [AttachedFile(row.name, kept_file(connection, row.document)) for row in rows]


def _is_adjusted(connection: Connection, place_id: PlaceId, leaving_out: QueryId | None) -> bool:
    query = (
        select(queries.c.id)
        .join(return_lines, return_lines.c.id == queries.c.line_id)
        .where(return_lines.c.place_id == place_id, queries.c.result == QueryResult.ADJUSTED)
        .where(queries.c.id != (leaving_out or 0))
    )
    return connection.scalar(query.limit(1)) is not None


def _queries() -> Select[tuple[object, ...]]:
    return (
        select(queries.c.id, queries.c.line_id, *_QUESTION, *_END)
        .add_columns(returns.c.agreement_id, returns.c.id.label("return_id"), returns.c.reference)
        .add_columns(returns.c.revision, agreements.c.reference.label("agreement"))
        .add_columns(return_lines.c.place_id, return_lines.c.facts)
        .join(return_lines, return_lines.c.id == queries.c.line_id)
        .join(returns, returns.c.id == return_lines.c.return_id)
        .join(agreements, agreements.c.id == returns.c.agreement_id)
        .order_by(queries.c.id)
    )


def _file_names(connection: Connection, ids: Iterable[QueryId]) -> dict[QueryId, tuple[str, ...]]:
    found: dict[QueryId, tuple[str, ...]] = {}
    query = select(query_files).where(among(connection, query_files.c.query_id, ids))
    for row in connection.execute(query.order_by(query_files.c.id)):
        found[row.query_id] = (*found.get(row.query_id, ()), row.name)
    return found


def _row(row: Row[tuple[object, ...]], files: tuple[str, ...], carried_in: str) -> QueryRow:
    return row_of(
        QueryRow,
        row,
        return_reference=row.reference,
        line=_choice(row.line_id, row.facts),
        files=files,
        carried_in=carried_in,
    )


def _choice(id: ReturnLineId, facts: str) -> LineChoice:
    line = read_claim(facts)
    return LineChoice(
        id=id,
        number=line.number,
        person=line.participant.name,
        organisation=line.organisation.name,
        cohort=line.cohort.code,
        place=line.place,
        amount=line.amount,
    )


def _urgency(row: QueryRow) -> tuple[bool, date, QueryId]:
    """Put queries that still wait for an answer first, by when it is due."""
    return not row.waits, row.due_on or date.max, row.id
