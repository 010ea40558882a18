"""Tables of enrolments, their dated steps and the restricted needs."""

from sqlalchemy import Column, Date, Integer, UniqueConstraint

from aspire_desktop.domain.programmes.enrolments import Funding, Status
from aspire_desktop.storage.columns import Prose, Words
from aspire_desktop.storage.tables.schema import kept_file, noun_table, reference

enrolments = noun_table(
    "enrolments",
    reference("cohort_id", "cohorts", index=False),
    reference("person_id", "people"),
    reference("organisation_id", "organisations"),
    Column("status", Words(Status), nullable=False),
    Column("job_title", Prose, nullable=False),
    Column("funding", Words(Funding)),
    Column("po_number", Prose, nullable=False),
    Column("offered_until", Date),
    Column("waiting_order", Integer),
    UniqueConstraint("cohort_id", "person_id"),
)
steps = noun_table(
    "steps",
    reference("enrolment_id", "enrolments"),
    Column("status", Words(Status), nullable=False),
    Column("on", Date, nullable=False),
    Column("noted_on", Date, nullable=False),
    Column("reason", Prose, nullable=False),
)
needs = noun_table(
    "needs",
    reference("enrolment_id", "enrolments", index=False),
    Column("access", Prose, nullable=False),
    Column("dietary", Prose, nullable=False),
    UniqueConstraint("enrolment_id"),
)
approvals = noun_table(
    "approvals",
    reference("enrolment_id", "enrolments", index=False),
    Column("by", Prose, nullable=False),
    Column("on", Date, nullable=False),
    Column("note", Prose, nullable=False),
    Column("name", Prose, nullable=False),
    kept_file("document", "The file that shows an approval", by="name"),
    UniqueConstraint("enrolment_id"),
)
