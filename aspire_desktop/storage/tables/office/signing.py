"""Tables of who signs for organisations, and of the office's keys."""

from sqlalchemy import Column, String

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
