"""Tables of organisations, their names in time and their successors."""

from sqlalchemy import Column, Date, String

from aspire_desktop.storage.columns import Prose
from aspire_desktop.storage.tables.schema import noun_table, reference

organisations = noun_table(
    "organisations",
    Column("type", String(60), nullable=False),
    Column("region", String(60), nullable=False),
    Column("member_since", Date),
    Column("member_until", Date),
)
organisation_names = noun_table(
    "organisation_names",
    reference("organisation_id", "organisations"),
    Column("name", Prose, nullable=False),
    Column("name_key", Prose, nullable=False, index=True),
    Column("gss", String(9)),
    Column("also", Prose, nullable=False),
    Column("since", Date),
    Column("until", Date),
)
successions = noun_table(
    "successions",
    reference("organisation_id", "organisations"),
    reference("successor_id", "organisations"),
    Column("on", Date, nullable=False),
)
