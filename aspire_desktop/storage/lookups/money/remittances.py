"""Money that came from funders, and which returns it pays."""

from sqlalchemy import Connection, select

from aspire_desktop.domain.money.remittances import RemittanceRow, ShareRow
from aspire_desktop.domain.office.staff import OFFICE
from aspire_desktop.domain.office.values import AgreementId, RemittanceId
from aspire_desktop.storage.question import asked_by
from aspire_desktop.storage.rows import row_of
from aspire_desktop.storage.tables.money.funding import returns
from aspire_desktop.storage.tables.money.settlements import remittance_shares, remittances


@asked_by(OFFICE)
def remittance_rows(connection: Connection, agreement_id: AgreementId) -> list[RemittanceRow]:
    """Give the money that came under an agreement, the latest first, each with the returns it pays."""
    ours = remittances.c.agreement_id == agreement_id
    shares = (
        select(remittance_shares, returns.c.reference)
        .join(remittances, remittances.c.id == remittance_shares.c.remittance_id)
        .join(returns, returns.c.id == remittance_shares.c.return_id)
        .where(ours)
        .order_by(remittance_shares.c.id)
    )
    paid: dict[RemittanceId, tuple[ShareRow, ...]] = {}
    for row in connection.execute(shares):
        paid[row.remittance_id] = (*paid.get(row.remittance_id, ()), row_of(ShareRow, row))
    query = select(remittances).where(ours).order_by(remittances.c.on.desc(), remittances.c.id.desc())
    return [row_of(RemittanceRow, row, shares=paid.get(row.id, ())) for row in connection.execute(query)]
