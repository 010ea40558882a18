"""Allotments with what came back of each."""

from datetime import date

from sqlalchemy import Connection, func, select

from aspire_desktop.domain.allotments import AllotmentRow
from aspire_desktop.domain.errors import NotFound
from aspire_desktop.domain.values import AgreementId, AllotmentId
from aspire_desktop.storage.lookups.kept_files import kept_file
from aspire_desktop.storage.lookups.organisations import name_holds
from aspire_desktop.storage.tables.funding import agreements, allotment_releases, allotments
from aspire_desktop.storage.tables.organisations import organisation_names


def allotment_rows(
    connection: Connection, today: date, agreement_id: AgreementId | None = None
) -> list[AllotmentRow]:
    """Give every allotment, or those of one agreement, in the order they were made."""
    released = (
        select(func.coalesce(func.sum(allotment_releases.c.places), 0))
        .where(allotment_releases.c.allotment_id == allotments.c.id)
        .scalar_subquery()
    )
    named = (organisation_names.c.organisation_id == allotments.c.partner_id) & name_holds(today)
    query = (
        select(
            allotments,
            agreements.c.reference.label("agreement"),
            organisation_names.c.name.label("partner"),
            released.label("released"),
        )
        .join(agreements, agreements.c.id == allotments.c.agreement_id)
        .outerjoin(organisation_names, named)
        .order_by(allotments.c.id)
    )
    if agreement_id is not None:
        query = query.where(allotments.c.agreement_id == agreement_id)
    return [
        AllotmentRow(
            id=row.id,
            agreement_id=row.agreement_id,
            agreement=row.agreement,
            reference=row.reference,
            partner=row.partner or "",
            partner_key=row.partner_key,
            places=row.places,
            released=int(row.released),
            allotted_on=row.allotted_on,
            document=row.document,
        )
        for row in connection.execute(query)
    ]


def allotment_document(connection: Connection, id: AllotmentId) -> bytes:
    """Give the very bytes that were signed; raise NotFound, or Unreadable where they are damaged."""
    digest = connection.scalar(select(allotments.c.document).where(allotments.c.id == id))
    if digest is None:
        raise NotFound("This allotment is not here any more.", do="Refresh the screen.")
    return kept_file(connection, digest)
