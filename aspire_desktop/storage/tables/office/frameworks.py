"""Tables of vocabularies and their terms."""

from sqlalchemy import Column, Integer, String, UniqueConstraint

from aspire_desktop.storage.columns import Prose
from aspire_desktop.storage.tables.schema import noun_table, reference

frameworks = noun_table(
    "frameworks",
    Column("key", String(40), nullable=False),
    Column("title", Prose, nullable=False),
    Column("edition", String(40), nullable=False),
    Column("levels", Prose, nullable=False),
    UniqueConstraint("key", "edition"),
)
terms = noun_table(
    "terms",
    reference("framework_id", "frameworks"),
    Column("heading", Prose, nullable=False),
    Column("title", Prose, nullable=False),
    Column("position", Integer, nullable=False),
)
