"""Table of erasures: whose personal data went, and which parts of the journal were redacted for it."""

from sqlalchemy import Column, Date

from aspire_desktop.storage.columns import Prose
from aspire_desktop.storage.tables.schema import noun_table, reference

erasures = noun_table(
    "erasures",
    reference("person_id", "people"),
    Column("erased_on", Date, nullable=False),
    Column("changes", Prose, nullable=False),
    Column("titles", Prose, nullable=False),
)
