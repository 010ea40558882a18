"""Which submitted returns stand: those that no revision supersedes."""

from sqlalchemy import ColumnElement, select

from aspire_desktop.domain.office.values import AgreementId, Period
from aspire_desktop.storage.tables.money.funding import returns

_revisions = returns.alias("revisions")
STANDS: ColumnElement[bool] = returns.c.id.not_in(
    select(_revisions.c.supersedes_id).where(_revisions.c.supersedes_id.is_not(None))
)
"""True of a row of `returns` that counts; a superseded one stays on record and counts for nothing."""


def of_period(agreement_id: AgreementId, period: Period) -> ColumnElement[bool]:
    """Give the condition that a row of `returns`, of whichever revision, is for exactly this period."""
    return (
        (returns.c.agreement_id == agreement_id)
        & (returns.c.begins == period.begins)
        & (returns.c.ends == period.ends)
    )
