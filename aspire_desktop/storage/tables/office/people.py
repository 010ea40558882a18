"""Tables of people, what they were called before, and their employments in time."""

from sqlalchemy import Column, Date

from aspire_desktop.storage.columns import Prose
from aspire_desktop.storage.tables.schema import noun_table, reference

people = noun_table(
    "people",
    Column("given_name", Prose, nullable=False),
    Column("family_name", Prose, nullable=False),
    Column("email", Prose, nullable=False),
    Column("certificate_name", Prose, nullable=False),
    Column("known_as", Prose, nullable=False),
    Column("phone", Prose, nullable=False),
    Column("notes", Prose, nullable=False),
    Column("name_key", Prose, nullable=False, index=True),
    Column("email_key", Prose, unique=True),
    # sorted by its letters on every engine: PostgreSQL keeps it in the collation "C" (migration 0007)
    Column("listing_key", Prose, nullable=False, index=True, server_default=""),
    Column("restricted_on", Date),
    Column("erased_on", Date),
)
employments = noun_table(
    "employments",
    reference("person_id", "people"),
    reference("organisation_id", "organisations"),
    Column("job_title", Prose, nullable=False),
    Column("since", Date),
    Column("until", Date),
)
former_names = noun_table(
    "former_names",
    reference("person_id", "people"),
    Column("given_name", Prose, nullable=False),
    Column("family_name", Prose, nullable=False),
    Column("name_key", Prose, nullable=False, index=True),
    Column("email", Prose, nullable=False),
    Column("email_key", Prose, index=True),
    Column("until", Date, nullable=False),
)
