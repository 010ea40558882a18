"""Table of marks."""

from sqlalchemy import Column, Date, Integer, UniqueConstraint

from aspire_desktop.domain.programmes.attendance import Code
from aspire_desktop.storage.columns import Prose, Words
from aspire_desktop.storage.tables.schema import noun_table, reference

marks = noun_table(
    "marks",
    reference("session_id", "sessions", index=False),
    reference("enrolment_id", "enrolments"),
    Column("code", Words(Code), nullable=False),
    Column("note", Prose, nullable=False),
    Column("made_up_on", Date),
    Column("made_up_at", Prose, nullable=False),
    Column("minutes_stayed", Integer),
    UniqueConstraint("session_id", "enrolment_id"),
)
