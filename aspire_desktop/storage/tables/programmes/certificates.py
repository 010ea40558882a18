"""The table of certificates."""

from sqlalchemy import Column, Date, String

from aspire_desktop.storage.columns import Prose
from aspire_desktop.storage.tables.schema import kept_file, noun_table, reference

certificates = noun_table(
    "certificates",
    Column("number", String(40), nullable=False, unique=True),
    reference("enrolment_id", "enrolments"),
    Column("name", Prose, nullable=False),
    Column("issued_on", Date, nullable=False),
    Column("payload", Prose, nullable=False),
    kept_file("document", "The kept file of certificate", "number"),
    reference("replaces_id", "certificates", optional=True),
    Column("reason", Prose, nullable=False),
    Column("revoked_on", Date),
    Column("revoked_reason", Prose, nullable=False),
)
