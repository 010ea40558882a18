"""Tables of who trains what up to when, and of who must be told that a session changed."""

from sqlalchemy import Column, Date, String, UniqueConstraint

from aspire_desktop.domain.programmes.schedules import Audience
from aspire_desktop.storage.columns import Money, Prose, Utc, Words
from aspire_desktop.storage.tables.schema import BigId, noun_table, reference

associates = noun_table(
    "associates",
    Column("name", Prose, nullable=False),
    Column("name_key", String(200), nullable=False, unique=True),
    Column("indemnity_until", Date),
    Column("fee", Money),
)
accreditations = noun_table(
    "accreditations",
    reference("associate_id", "associates", index=False),
    reference("version_id", "versions"),
    Column("until", Date, nullable=False),
    UniqueConstraint("associate_id", "version_id"),
)
tellings = noun_table(
    "tellings",
    reference("cohort_id", "cohorts"),
    # No foreign key: whoever must hear that a session is off must hear it when the session is gone.
    Column("session_id", BigId, nullable=False, index=True),
    Column("title", Prose, nullable=False),
    Column("audience", Words(Audience), nullable=False),
    Column("who", Prose, nullable=False),
    Column("was", Prose, nullable=False),
    Column("now", Prose, nullable=False),
    Column("told_at", Utc),
)
