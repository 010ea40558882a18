"""Table of the people who use the program."""

from sqlalchemy import Boolean, Column, String

from aspire_desktop.storage.columns import Prose
from aspire_desktop.storage.tables.schema import noun_table

colleagues = noun_table(
    "colleagues",
    Column("name", Prose, nullable=False),
    Column("name_key", String(200), nullable=False, unique=True),
    Column("roles", String(80), nullable=False),
    Column("active", Boolean, nullable=False),
)
