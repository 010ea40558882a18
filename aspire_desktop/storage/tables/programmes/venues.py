"""Tables of venues and their rooms."""

from sqlalchemy import Column, Integer, String

from aspire_desktop.domain.office.working_days import Nation
from aspire_desktop.storage.columns import Prose, Words
from aspire_desktop.storage.tables.schema import noun_table, reference

venues = noun_table(
    "venues",
    Column("name", Prose, nullable=False),
    Column("name_key", String(200), nullable=False, unique=True),
    Column("nation", Words(Nation), nullable=False),
    Column("address", Prose, nullable=False),
    Column("access", Prose, nullable=False),
    Column("wifi", Prose, nullable=False),
    Column("directions", Prose, nullable=False),
    Column("contact", Prose, nullable=False),
    Column("contact_email", Prose, nullable=False),
    Column("contact_phone", Prose, nullable=False),
)
rooms = noun_table(
    "rooms",
    reference("venue_id", "venues"),
    Column("name", Prose, nullable=False),
    Column("holds", Integer),
)
