"""Which submitted returns stand: those that no revision supersedes."""

from sqlalchemy import ColumnElement, select

from aspire_desktop.storage.tables.funding import returns

_revisions = returns.alias("revisions")
STANDS: ColumnElement[bool] = returns.c.id.not_in(
    select(_revisions.c.supersedes_id).where(_revisions.c.supersedes_id.is_not(None))
)
"""True of a row of `returns` that counts; a superseded one stays on record and counts for nothing."""
