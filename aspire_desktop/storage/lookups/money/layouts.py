"""Funders' own forms, and the filled ones that were kept with submitted returns."""

from sqlalchemy import Connection, Row, Select, select

from aspire_desktop.domain.money.layout_mapping import read_mapping
from aspire_desktop.domain.money.layouts import LayoutRow
from aspire_desktop.domain.office.staff import OFFICE
from aspire_desktop.domain.office.values import AgreementId, Period
from aspire_desktop.storage.lookups.money.standing import STANDS, of_period
from aspire_desktop.storage.lookups.office.kept_files import kept_file
from aspire_desktop.storage.question import asked_by
from aspire_desktop.storage.rows import row_of
from aspire_desktop.storage.tables.money.funding import agreements, returns
from aspire_desktop.storage.tables.money.settlements import layouts


@asked_by(OFFICE)
def layout_rows(connection: Connection) -> list[LayoutRow]:
    """Give every form, those in use first, by agreement and then the newest first."""
    query = _rows().order_by(layouts.c.active.desc(), agreements.c.reference_key, layouts.c.id.desc())
    return [_row(row) for row in connection.execute(query)]


def active_layout(connection: Connection, agreement_id: AgreementId) -> LayoutRow | None:
    """Give the form that returns of an agreement are written into; None where ours alone is sent."""
    query = _rows().where(layouts.c.agreement_id == agreement_id, layouts.c.active)
    row = connection.execute(query).first()
    return None if row is None else _row(row)


def submitted_form(connection: Connection, agreement_id: AgreementId, period: Period) -> bytes | None:
    """Give the filled form kept with the return that stands for exactly this period, or None."""
    query = select(returns.c.form).where(of_period(agreement_id, period), STANDS)
    digest = connection.scalar(query)
    return None if digest is None else kept_file(connection, digest)


def is_submitted(connection: Connection, agreement_id: AgreementId, period: Period) -> bool:
    """Tell whether a return stands for exactly this period."""
    query = select(returns.c.id).where(of_period(agreement_id, period))
    return connection.scalar(query) is not None


def _rows() -> Select[tuple[object, ...]]:
    return select(layouts, agreements.c.reference).join(agreements, agreements.c.id == layouts.c.agreement_id)


def _row(row: Row[tuple[object, ...]]) -> LayoutRow:
    return row_of(
        LayoutRow,
        row,
        agreement=row.reference,
        mapping=read_mapping(row.mapping),
    )
