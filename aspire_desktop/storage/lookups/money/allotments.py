"""Allotments with what came back of each."""

from datetime import date

from sqlalchemy import Connection, select

from aspire_desktop.domain.money.allotments import AllotmentRow
from aspire_desktop.domain.office.errors import NotFound
from aspire_desktop.domain.office.staff import OFFICE
from aspire_desktop.domain.office.values import AgreementId, AllotmentId
from aspire_desktop.storage.lookups.money.held_places import outstanding
from aspire_desktop.storage.lookups.office.kept_files import kept_file
from aspire_desktop.storage.lookups.office.names import names_on
from aspire_desktop.storage.question import asked_by
from aspire_desktop.storage.rows import row_of
from aspire_desktop.storage.tables.money.funding import agreements, allotments


@asked_by(OFFICE)
def allotment_rows(
    connection: Connection, today: date, agreement_id: AgreementId | None = None
) -> list[AllotmentRow]:
    """Give every allotment, or those of one agreement, in the order they were made."""
    query = (
        select(allotments, agreements.c.reference.label("agreement"))
        .join(agreements, agreements.c.id == allotments.c.agreement_id)
        .order_by(allotments.c.id)
    )
    if agreement_id is not None:
        query = query.where(allotments.c.agreement_id == agreement_id)
    rows = connection.execute(query).all()
    names = names_on(connection, {row.partner_id for row in rows}, today)
    still = outstanding(connection, agreement_id)
    return [
        row_of(
            AllotmentRow,
            row,
            partner=names[row.partner_id],
            outstanding=still[row.id],
        )
        for row in rows
    ]


@asked_by(OFFICE)
def allotment_document(connection: Connection, id: AllotmentId) -> bytes:
    """Give the very bytes that were signed; raise NotFound, or Unreadable where they are damaged."""
    digest = connection.scalar(select(allotments.c.document).where(allotments.c.id == id))
    if digest is None:
        raise NotFound.gone("allotment")
    return kept_file(connection, digest)
