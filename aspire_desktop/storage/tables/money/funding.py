"""Tables of agreements, the places they pay for or allot, and submitted returns."""

from sqlalchemy import Boolean, Column, Date, Index, Integer, String, UniqueConstraint

from aspire_desktop.domain.money.funding import ClaimPoint, LineKind, ReturnStatus, SubstitutionRule, Vat
from aspire_desktop.storage.columns import Money, Prose, Utc, WordList, Words
from aspire_desktop.storage.tables.schema import WHILE_NULL, kept_file, noun_table, reference

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
    Column("amount_cap", Money),
    Column("claim_point", Words(ClaimPoint), nullable=False),
    Column("sessions_needed", Integer),
    Column("eligible_types", WordList, nullable=False),
    Column("eligible_regions", WordList, nullable=False),
    Column("members_only", Boolean, nullable=False),
    Column("substitution", Words(SubstitutionRule), nullable=False),
    Column("vat", Words(Vat), nullable=False),
    Column("organisation_cap", Integer),
    Column("clawed_back_is_free", Boolean, nullable=False),
    reference("rolls_into_id", "agreements", optional=True),
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
    reference("enrolment_id", "enrolments", optional=True),
    Column("taken_on", Date, nullable=False),
    Column("released_on", Date),
    Column("release_reason", Prose, nullable=False),
    reference("organisation_id", "organisations", optional=True),
    reference("cohort_id", "cohorts", optional=True),
    Column("reserved_for", Prose, nullable=False),
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
    Column("reference", Prose, nullable=False),
    Column("begins", Date, nullable=False),
    Column("ends", Date, nullable=False),
    Column("status", Words(ReturnStatus), nullable=False),
    Column("prepared_by", Prose, nullable=False),
    Column("submitted_by", Prose, nullable=False),
    Column("submitted_at", Utc, nullable=False),
    kept_file("workbook", "The kept workbook of return", "reference"),
    Column("anchor", String(100), nullable=False),
    Column("revision", Integer, nullable=False),
    reference("supersedes_id", "returns", optional=True),
    Column("revision_reason", Prose, nullable=False),
    kept_file("form", "The kept form of return", "reference", optional=True),
    kept_file("facts", "The kept record of return", "reference", optional=True),
    UniqueConstraint("reference", "revision"),
    UniqueConstraint("supersedes_id"),
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
    Column("places", Integer, nullable=False),
    reference("reclaims_id", "return_lines", optional=True),
    UniqueConstraint("return_id", "number"),
)
allotments = noun_table(
    "allotments",
    reference("agreement_id", "agreements"),
    reference("partner_id", "organisations"),
    Column("reference", Prose, nullable=False, unique=True),
    Column("places", Integer, nullable=False),
    Column("allotted_on", Date, nullable=False),
    Column("partner_key", Prose, nullable=False),
    kept_file("document", "The signed file of allotment", "reference"),
)
allotment_releases = noun_table(
    "allotment_releases",
    reference("allotment_id", "allotments"),
    Column("number", Integer, nullable=False),
    Column("places", Integer, nullable=False),
    Column("released_on", Date, nullable=False),
    kept_file("document", "The signed file of release", "id"),
    UniqueConstraint("allotment_id", "number"),
)
