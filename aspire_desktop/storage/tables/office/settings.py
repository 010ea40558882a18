"""Table of the office's settings."""

from sqlalchemy import Column, String

from aspire_desktop.storage.columns import Prose
from aspire_desktop.storage.tables.schema import noun_table

settings = noun_table(
    "settings", Column("key", String(60), nullable=False, unique=True), Column("value", Prose, nullable=False)
)
