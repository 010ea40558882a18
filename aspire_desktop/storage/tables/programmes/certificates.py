"""Tables of certificates, signatories and signing keys."""

from sqlalchemy import Column, Date, String

from aspire_desktop.storage.columns import Prose
from aspire_desktop.storage.tables.schema import noun_table, reference

signatories = noun_table(
    "signatories",
    reference("organisation_id", "organisations"),
    Column("name", Prose, nullable=False),
    Column("job_title", Prose, nullable=False),
)
signing_keys = noun_table(
    "signing_keys",
    Column("public", String(64), nullable=False, unique=True),
    Column("wrapped", Prose, nullable=False),
)
certificates = noun_table(
    "certificates",
    Column("number", String(40), nullable=False, unique=True),
    reference("enrolment_id", "enrolments"),
    Column("name", Prose, nullable=False),
    Column("issued_on", Date, nullable=False),
    Column("payload", Prose, nullable=False),
    Column("document", String(64), nullable=False),
    reference("replaces_id", "certificates", optional=True),
    Column("reason", Prose, nullable=False),
    Column("revoked_on", Date),
    Column("revoked_reason", Prose, nullable=False),
)
