"""Table of the remembered matches between a file's headings and columns."""

from sqlalchemy import Column, String, UniqueConstraint

from aspire_desktop.storage.columns import Prose
from aspire_desktop.storage.tables.schema import noun_table

remembered_mappings = noun_table(
    "remembered_mappings",
    Column("kind", String(40), nullable=False),
    Column("headings", String(64), nullable=False),
    Column("mapping", Prose, nullable=False),
    UniqueConstraint("kind", "headings"),
)
