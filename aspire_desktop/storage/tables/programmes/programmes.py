"""Tables of programmes, versions, modules and the outcomes a panel may decide."""

from sqlalchemy import Boolean, Column, Integer, String, Time, UniqueConstraint

from aspire_desktop.domain.programmes.programmes import ApprovalRule, ClaimRule, ModuleKind
from aspire_desktop.storage.columns import Prose, Words
from aspire_desktop.storage.tables.schema import noun_table, reference

programmes = noun_table(
    "programmes",
    Column("key", String(40), nullable=False, unique=True),
    Column("title", Prose, nullable=False),
    Column("full_title", Prose, nullable=False),
    Column("code", String(12), nullable=False),
)
versions = noun_table(
    "versions",
    reference("programme_id", "programmes"),
    Column("label", String(20), nullable=False),
    Column("title", String(120), nullable=False, unique=True),
    Column("sessions_needed", Integer, nullable=False),
    Column("project_needed", Boolean, nullable=False),
    Column("graded", Boolean, nullable=False),
    Column("claim_rule", Words(ClaimRule), nullable=False),
    Column("attended_marks", String(20), nullable=False),
    Column("left_early_percent", Integer),
    Column("panel_minimum", Integer, nullable=False),
    Column("capacity", Integer, nullable=False),
    Column("minimum", Integer, nullable=False),
    Column("substitution_until", Integer, nullable=False),
    Column("deferral_months", Integer, nullable=False),
    Column("approval", Words(ApprovalRule), nullable=False),
    Column("offer_days", Integer, nullable=False),
    Column("joining_days", Integer, nullable=False),
    Column("charges", Prose, nullable=False),
    Column("position", Integer, nullable=False),
    UniqueConstraint("programme_id", "label"),
)
modules = noun_table(
    "modules",
    reference("version_id", "versions"),
    Column("position", Integer, nullable=False),
    Column("title", Prose, nullable=False),
    Column("kind", Words(ModuleKind), nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("for_claim", Boolean, nullable=False),
    Column("starts", Time, nullable=False),
    Column("ends", Time, nullable=False),
)
outcome_options = noun_table(
    "outcome_options",
    reference("version_id", "versions"),
    Column("key", String(40), nullable=False),
    Column("title", Prose, nullable=False),
    Column("completes", Boolean, nullable=False),
    Column("position", Integer, nullable=False),
    Column("also", Prose, nullable=False),
    UniqueConstraint("version_id", "key"),
)
