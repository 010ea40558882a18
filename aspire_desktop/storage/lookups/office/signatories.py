"""Who signs for the organisations that deliver cohorts."""

from datetime import date

from sqlalchemy import Connection, select

from aspire_desktop.domain.office.signatories import SignatoryRow
from aspire_desktop.domain.office.staff import ADMINISTRATORS
from aspire_desktop.domain.office.values import fold
from aspire_desktop.storage.lookups.office.names import names_on
from aspire_desktop.storage.question import asked_by
from aspire_desktop.storage.rows import row_of
from aspire_desktop.storage.tables.office.signing import signatories


@asked_by(ADMINISTRATORS)
def signatory_rows(connection: Connection, today: date) -> list[SignatoryRow]:
    """Give everybody who signs, by organisation and then in the order in which they sign."""
    rows = connection.execute(select(signatories).order_by(signatories.c.id)).all()
    names = names_on(connection, {row.organisation_id for row in rows}, today)
    found = [row_of(SignatoryRow, row, organisation=names[row.organisation_id]) for row in rows]
    return sorted(found, key=lambda row: (fold(row.organisation), row.id))
