"""What a funder's settled queries change: claims refused, and claims whose money alone is corrected."""

from collections.abc import Iterable
from decimal import Decimal

from sqlalchemy import Connection, select

from aspire_desktop.domain.settlements import QueryResult
from aspire_desktop.domain.values import AgreementId, PlaceId
from aspire_desktop.storage.arrays import among
from aspire_desktop.storage.tables.funding import return_lines, returns
from aspire_desktop.storage.tables.settlements import queries


def refused_places(connection: Connection, agreement_ids: Iterable[AgreementId]) -> set[PlaceId]:
    """Give the places that a funder will not pay for: they are taken back, and never claimed again."""
    return set(_settled(connection, agreement_ids, QueryResult.REFUSED))


def money_corrections(connection: Connection, agreement_ids: Iterable[AgreementId]) -> dict[PlaceId, Decimal]:
    """Give by how many pounds the funder changed the claim of a place, told by a return yet or not."""
    return _settled(connection, agreement_ids, QueryResult.ADJUSTED)


def _settled(
    connection: Connection, agreement_ids: Iterable[AgreementId], result: QueryResult
) -> dict[PlaceId, Decimal]:
    """Go by place and not by line: a restated return claims the same places by other lines."""
    query = (
        select(return_lines.c.place_id, queries.c.amount)
        .join(return_lines, return_lines.c.id == queries.c.line_id)
        .join(returns, returns.c.id == return_lines.c.return_id)
        .where(queries.c.result == result, among(connection, returns.c.agreement_id, agreement_ids))
        .order_by(queries.c.id)
    )
    return {row.place_id: row.amount or Decimal("0.00") for row in connection.execute(query)}
