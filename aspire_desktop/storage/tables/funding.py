"""Tables of agreements, the places they pay for, and submitted returns."""

from sqlalchemy import Column, Date, Index, Integer, String, UniqueConstraint

from aspire_desktop.domain.funding import LineKind, ReturnStatus
from aspire_desktop.storage.columns import Money, Prose, Utc, Words
from aspire_desktop.storage.tables.schema import WHILE_NULL, noun_table, reference

agreements = noun_table(
    "agreements",
    Column("reference", Prose, nullable=False),
    Column("reference_key", String(120), nullable=False, unique=True),
    reference("funder_id", "organisations"),
    Column("places", Integer, nullable=False),
    Column("unit", Money, nullable=False),
    Column("begins", Date, nullable=False),
    Column("ends", Date, nullable=False),
    Column("period_months", Integer, nullable=False),
)
covers = noun_table(
    "covers",
    reference("agreement_id", "agreements"),
    reference("programme_id", "programmes"),
    reference("version_id", "versions", optional=True),
)
places = noun_table(
    "places",
    reference("agreement_id", "agreements"),
    reference("enrolment_id", "enrolments"),
    Column("taken_on", Date, nullable=False),
    Column("released_on", Date),
    Column("release_reason", Prose, nullable=False),
)
Index(
    "uq_places_enrolment_live",
    places.c.enrolment_id,
    unique=True,
    info={WHILE_NULL: "released_on"},
    sqlite_where=places.c.released_on.is_(None),
    postgresql_where=places.c.released_on.is_(None),
)
returns = noun_table(
    "returns",
    reference("agreement_id", "agreements"),
    Column("reference", Prose, nullable=False, unique=True),
    Column("begins", Date, nullable=False),
    Column("ends", Date, nullable=False),
    Column("status", Words(ReturnStatus), nullable=False),
    Column("prepared_by", Prose, nullable=False),
    Column("submitted_by", Prose, nullable=False),
    Column("submitted_at", Utc, nullable=False),
    Column("workbook", String(64), nullable=False),
    Column("anchor", String(100), nullable=False),
)
return_lines = noun_table(
    "return_lines",
    reference("return_id", "returns"),
    Column("number", Integer, nullable=False),
    reference("place_id", "places"),
    Column("kind", Words(LineKind), nullable=False),
    Column("amount", Money, nullable=False),
    reference("corrects_id", "return_lines", optional=True),
    Column("facts", Prose, nullable=False),
    UniqueConstraint("return_id", "number"),
)
