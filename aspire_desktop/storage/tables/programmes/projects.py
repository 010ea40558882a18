"""Tables of projects and their members."""

from sqlalchemy import Column, Date, String, UniqueConstraint

from aspire_desktop.storage.columns import Prose
from aspire_desktop.storage.tables.schema import noun_table, reference

projects = noun_table(
    "projects",
    reference("cohort_id", "cohorts"),
    Column("title", Prose, nullable=False),
    Column("outcome", String(40), nullable=False),
    Column("decided_on", Date),
)
project_members = noun_table(
    "project_members",
    reference("project_id", "projects"),
    reference("enrolment_id", "enrolments", index=False),
    UniqueConstraint("enrolment_id"),
)
