"""What a funder's settled queries change: claims refused, and claims whose money alone is corrected."""

from collections.abc import Iterable
from decimal import Decimal

from sqlalchemy import Connection, Select, select

from aspire_desktop.domain.money.settlements import QueryResult
from aspire_desktop.domain.office.values import AgreementId, EnrolmentId, PlaceId
from aspire_desktop.storage.arrays import among
from aspire_desktop.storage.tables.money.funding import agreements, places, return_lines, returns
from aspire_desktop.storage.tables.money.settlements import queries

_ASKED = agreements.alias("asked")
"""The agreements of one funder: what it refused under one, it pays under no other."""


def refused_people(
    connection: Connection, agreement_ids: Iterable[AgreementId]
) -> set[tuple[AgreementId, EnrolmentId]]:
    """Give whom the funder of each of these agreements will not pay for: never again, by no place."""
    rows = connection.execute(_refused().where(among(connection, _ASKED.c.id, agreement_ids)))
    return {(row.id, row.enrolment_id) for row in rows}


def is_refused(connection: Connection, place_id: PlaceId) -> bool:
    """Tell whether the funder of a place will not pay for its person on the cohort."""
    place = connection.execute(select(places).where(places.c.id == place_id)).one()
    return (place.agreement_id, place.enrolment_id) in refused_people(connection, [place.agreement_id])


def money_corrections(connection: Connection, agreement_ids: Iterable[AgreementId]) -> dict[PlaceId, Decimal]:
    """Give by how many pounds the funder changed the claim of a place, told by a return yet or not.

    Go by place and not by line: a restated return claims the same places by other lines.
    """
    query = (
        select(return_lines.c.place_id, queries.c.amount)
        .join(return_lines, return_lines.c.id == queries.c.line_id)
        .join(returns, returns.c.id == return_lines.c.return_id)
        .where(
            queries.c.result == QueryResult.ADJUSTED, among(connection, returns.c.agreement_id, agreement_ids)
        )
        .order_by(queries.c.id)
    )
    return {row.place_id: row.amount or Decimal("0.00") for row in connection.execute(query)}


def _refused() -> Select[tuple[object, ...]]:
    return (
        select(_ASKED.c.id, places.c.enrolment_id)
        .select_from(queries)
        .join(return_lines, return_lines.c.id == queries.c.line_id)
        .join(places, places.c.id == return_lines.c.place_id)
        .join(agreements, agreements.c.id == places.c.agreement_id)
        .join(_ASKED, _ASKED.c.funder_id == agreements.c.funder_id)
        .where(queries.c.result == QueryResult.REFUSED)
        .distinct()
    )
