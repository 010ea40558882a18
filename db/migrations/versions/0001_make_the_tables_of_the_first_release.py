"""Make the tables of the first release."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

big_id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "action",
        sa.Column("id", big_id, autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=80), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("undoes", big_id, nullable=True),
        sa.Column("root", big_id, nullable=False),
        sa.Column("final", sa.Boolean(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("schema", sa.String(length=40), nullable=False),
        sa.Column("sealed", sa.String(length=64), nullable=False),
        sa.Column("body", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["undoes"], ["action.id"], name=op.f("fk_action_undoes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action")),
        sa.UniqueConstraint("undoes", name=op.f("uq_action_undoes")),
    )
    with op.batch_alter_table("action", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_action_root"), ["root"], unique=False)

    op.create_table(
        "blob",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_blob")),
    )
    op.create_table(
        "colleagues",
        sa.Column("id", big_id, sa.Identity(always=False), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.String(length=200), nullable=False),
        sa.Column("roles", sa.String(length=80), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_colleagues")),
        sa.UniqueConstraint("name_key", name=op.f("uq_colleagues_name_key")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "frameworks",
        sa.Column("id", big_id, sa.Identity(always=False), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("edition", sa.String(length=40), nullable=False),
        sa.Column("levels", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_frameworks")),
        sa.UniqueConstraint("key", "edition", name=op.f("uq_frameworks_key_edition")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "organisations",
        sa.Column("id", big_id, sa.Identity(always=False), nullable=False),
        sa.Column("type", sa.String(length=60), nullable=False),
        sa.Column("region", sa.String(length=60), nullable=False),
        sa.Column("member_since", sa.Date(), nullable=True),
        sa.Column("member_until", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisations")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "people",
        sa.Column("id", big_id, sa.Identity(always=False), nullable=False),
        sa.Column("given_name", sa.Text(), nullable=False),
        sa.Column("family_name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("certificate_name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("email_key", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
        sa.UniqueConstraint("email_key", name=op.f("uq_people_email_key")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_people_name_key"), ["name_key"], unique=False)

    op.create_table(
        "programmes",
        sa.Column("id", big_id, sa.Identity(always=False), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("full_title", sa.Text(), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programmes")),
        sa.UniqueConstraint("key", name=op.f("uq_programmes_key")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "remembered_mappings",
        sa.Column("id", big_id, sa.Identity(always=False), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("headings", sa.String(length=64), nullable=False),
        sa.Column("mapping", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remembered_mappings")),
        sa.UniqueConstraint("kind", "headings", name=op.f("uq_remembered_mappings_kind_headings")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "settings",
        sa.Column("id", big_id, sa.Identity(always=False), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_settings")),
        sa.UniqueConstraint("key", name=op.f("uq_settings_key")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "signing_keys",
        sa.Column("id", big_id, sa.Identity(always=False), nullable=False),
        sa.Column("public", sa.String(length=64), nullable=False),
        sa.Column("wrapped", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signing_keys")),
        sa.UniqueConstraint("public", name=op.f("uq_signing_keys_public")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "agreements",
        sa.Column("id", big_id, sa.Identity(always=False), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("reference_key", sa.String(length=120), nullable=False),
        sa.Column("funder_id", big_id, nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("unit", sa.BigInteger(), nullable=False),
        sa.Column("begins", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.Column("period_months", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["funder_id"],
            ["organisations.id"],
            name=op.f("fk_agreements_funder_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreements")),
        sa.UniqueConstraint("reference_key", name=op.f("uq_agreements_reference_key")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("agreements", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agreements_funder_id"), ["funder_id"], unique=False)

    op.create_table(
        "change",
        sa.Column("action", big_id, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("tbl", sa.String(length=60), nullable=False),
        sa.Column("row", big_id, nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["action"], ["action.id"], name=op.f("fk_change_action")),
        sa.PrimaryKeyConstraint("action", "seq", name=op.f("pk_change")),
    )
    with op.batch_alter_table("change", schema=None) as batch_op:
        batch_op.create_index("ix_change_tbl_row_action", ["tbl", "row", "action"], unique=False)

    op.create_table(
        "employments",
        sa.Column("id", big_id, sa.Identity(always=False), nullable=False),
        sa.Column("person_id", big_id, nullable=False),
        sa.Column("organisation_id", big_id, nullable=False),
        sa.Column("job_title", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_employments_organisation_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_employments_person_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_employments")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("employments", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_employments_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_employments_person_id"), ["person_id"], unique=False)

    op.create_table(
        "organisation_names",
        sa.Column("id", big_id, sa.Identity(always=False), nullable=False),
        sa.Column("organisation_id", big_id, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("gss", sa.String(length=9), nullable=True),
        sa.Column("also", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_organisation_names_organisation_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation_names")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("organisation_names", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_organisation_names_name_key"), ["name_key"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_organisation_names_organisation_id"), ["organisation_id"], unique=False
        )

    op.create_table(
        "signatories",
        sa.Column("id", big_id, sa.Identity(always=False), nullable=False),
        sa.Column("organisation_id", big_id, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("job_title", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_signatories_organisation_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signatories")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("signatories", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_signatories_organisation_id"), ["organisation_id"], unique=False)

    op.create_table(
        "successions",
        sa.Column("id", big_id, sa.Identity(always=False), nullable=False),
        sa.Column("organisation_id", big_id, nullable=False),
        sa.Column("successor_id", big_id, nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_successions_organisation_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["successor_id"],
            ["organisations.id"],
            name=op.f("fk_successions_successor_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_successions")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("successions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_successions_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_successions_successor_id"), ["successor_id"], unique=False)

    op.create_table(
        "terms",
        sa.Column("id", big_id, sa.Identity(always=False), nullable=False),
        sa.Column("framework_id", big_id, nullable=False),
        sa.Column("heading", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["framework_id"],
            ["frameworks.id"],
            name=op.f("fk_terms_framework_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_terms")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("terms", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_terms_framework_id"), ["framework_id"], unique=False)

    op.create_table(
        "versions",
        sa.Column("id", big_id, sa.Identity(always=False), nullable=False),
        sa.Column("programme_id", big_id, nullable=False),
        sa.Column("label", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("sessions_needed", sa.Integer(), nullable=False),
        sa.Column("project_needed", sa.Boolean(), nullable=False),
        sa.Column("graded", sa.Boolean(), nullable=False),
        sa.Column("claim_rule", sa.String(length=40), nullable=False),
        sa.Column("attended_marks", sa.String(length=20), nullable=False),
        sa.Column("left_early_percent", sa.Integer(), nullable=True),
        sa.Column("panel_minimum", sa.Integer(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("minimum", sa.Integer(), nullable=False),
        sa.Column("substitution_until", sa.Integer(), nullable=False),
        sa.Column("deferral_months", sa.Integer(), nullable=False),
        sa.Column("approval", sa.String(length=40), nullable=False),
        sa.Column("offer_days", sa.Integer(), nullable=False),
        sa.Column("joining_days", sa.Integer(), nullable=False),
        sa.Column("charges", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programmes.id"],
            name=op.f("fk_versions_programme_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_versions")),
        sa.UniqueConstraint("programme_id", "label", name=op.f("uq_versions_programme_id_label")),
        sa.UniqueConstraint("title", name=op.f("uq_versions_title")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("versions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_versions_programme_id"), ["programme_id"], unique=False)

    op.create_table(
        "cohorts",
        sa.Column("id", big_id, sa.Identity(always=False), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("code_key", sa.String(length=80), nullable=False),
        sa.Column("version_id", big_id, nullable=False),
        sa.Column("partner_id", big_id, nullable=False),
        sa.Column("venue", sa.Text(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("minimum", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["partner_id"],
            ["organisations.id"],
            name=op.f("fk_cohorts_partner_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["versions.id"],
            name=op.f("fk_cohorts_version_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cohorts")),
        sa.UniqueConstraint("code_key", name=op.f("uq_cohorts_code_key")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("cohorts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cohorts_partner_id"), ["partner_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_cohorts_version_id"), ["version_id"], unique=False)

    op.create_table(
        "covers",
        sa.Column("id", big_id, sa.Identity(always=False), nullable=False),
        sa.Column("agreement_id", big_id, nullable=False),
        sa.Column("programme_id", big_id, nullable=False),
        sa.Column("version_id", big_id, nullable=True),
        sa.ForeignKeyConstraint(
            ["agreement_id"],
            ["agreements.id"],
            name=op.f("fk_covers_agreement_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programmes.id"],
            name=op.f("fk_covers_programme_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["versions.id"],
            name=op.f("fk_covers_version_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_covers")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("covers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_covers_agreement_id"), ["agreement_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_covers_programme_id"), ["programme_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_covers_version_id"), ["version_id"], unique=False)

    op.create_table(
        "modules",
        sa.Column("id", big_id, sa.Identity(always=False), nullable=False),
        sa.Column("version_id", big_id, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("for_claim", sa.Boolean(), nullable=False),
        sa.Column("starts", sa.Time(), nullable=False),
        sa.Column("ends", sa.Time(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["versions.id"],
            name=op.f("fk_modules_version_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_modules")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("modules", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_modules_version_id"), ["version_id"], unique=False)

    op.create_table(
        "outcome_options",
        sa.Column("id", big_id, sa.Identity(always=False), nullable=False),
        sa.Column("version_id", big_id, nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("completes", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("also", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["versions.id"],
            name=op.f("fk_outcome_options_version_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outcome_options")),
        sa.UniqueConstraint("version_id", "key", name=op.f("uq_outcome_options_version_id_key")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("outcome_options", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_outcome_options_version_id"), ["version_id"], unique=False)

    op.create_table(
        "returns",
        sa.Column("id", big_id, sa.Identity(always=False), nullable=False),
        sa.Column("agreement_id", big_id, nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("begins", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("prepared_by", sa.Text(), nullable=False),
        sa.Column("submitted_by", sa.Text(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(), nullable=False),
        sa.Column("workbook", sa.String(length=64), nullable=False),
        sa.Column("anchor", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_id"],
            ["agreements.id"],
            name=op.f("fk_returns_agreement_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_returns")),
        sa.UniqueConstraint("reference", name=op.f("uq_returns_reference")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("returns", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_returns_agreement_id"), ["agreement_id"], unique=False)

    op.create_table(
        "enrolments",
        sa.Column("id", big_id, sa.Identity(always=False), nullable=False),
        sa.Column("cohort_id", big_id, nullable=False),
        sa.Column("person_id", big_id, nullable=False),
        sa.Column("organisation_id", big_id, nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("job_title", sa.Text(), nullable=False),
        sa.Column("funding", sa.String(length=40), nullable=True),
        sa.Column("po_number", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cohort_id"],
            ["cohorts.id"],
            name=op.f("fk_enrolments_cohort_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_enrolments_organisation_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_enrolments_person_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrolments")),
        sa.UniqueConstraint("cohort_id", "person_id", name=op.f("uq_enrolments_cohort_id_person_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("enrolments", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_enrolments_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_enrolments_person_id"), ["person_id"], unique=False)

    op.create_table(
        "projects",
        sa.Column("id", big_id, sa.Identity(always=False), nullable=False),
        sa.Column("cohort_id", big_id, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["cohort_id"],
            ["cohorts.id"],
            name=op.f("fk_projects_cohort_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_projects")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("projects", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_projects_cohort_id"), ["cohort_id"], unique=False)

    op.create_table(
        "sessions",
        sa.Column("id", big_id, sa.Identity(always=False), nullable=False),
        sa.Column("cohort_id", big_id, nullable=False),
        sa.Column("module_id", big_id, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("starts", sa.Time(), nullable=False),
        sa.Column("ends", sa.Time(), nullable=False),
        sa.Column("zone", sa.String(length=40), nullable=False),
        sa.Column("finished", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cohort_id"],
            ["cohorts.id"],
            name=op.f("fk_sessions_cohort_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["module_id"],
            ["modules.id"],
            name=op.f("fk_sessions_module_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sessions")),
        sa.UniqueConstraint("cohort_id", "position", name=op.f("uq_sessions_cohort_id_position")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("sessions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sessions_module_id"), ["module_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_sessions_on"), ["on"], unique=False)

    op.create_table(
        "trainers",
        sa.Column("id", big_id, sa.Identity(always=False), nullable=False),
        sa.Column("cohort_id", big_id, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cohort_id"],
            ["cohorts.id"],
            name=op.f("fk_trainers_cohort_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trainers")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("trainers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_trainers_cohort_id"), ["cohort_id"], unique=False)

    op.create_table(
        "certificates",
        sa.Column("id", big_id, sa.Identity(always=False), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("enrolment_id", big_id, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("document", sa.String(length=64), nullable=False),
        sa.Column("replaces_id", big_id, nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("revoked_on", sa.Date(), nullable=True),
        sa.Column("revoked_reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"],
            ["enrolments.id"],
            name=op.f("fk_certificates_enrolment_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["replaces_id"],
            ["certificates.id"],
            name=op.f("fk_certificates_replaces_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificates")),
        sa.UniqueConstraint("number", name=op.f("uq_certificates_number")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("certificates", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_certificates_enrolment_id"), ["enrolment_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_certificates_replaces_id"), ["replaces_id"], unique=False)

    op.create_table(
        "marks",
        sa.Column("id", big_id, sa.Identity(always=False), nullable=False),
        sa.Column("session_id", big_id, nullable=False),
        sa.Column("enrolment_id", big_id, nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("made_up_on", sa.Date(), nullable=True),
        sa.Column("made_up_at", sa.Text(), nullable=False),
        sa.Column("minutes_stayed", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["enrolment_id"],
            ["enrolments.id"],
            name=op.f("fk_marks_enrolment_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["sessions.id"],
            name=op.f("fk_marks_session_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_marks")),
        sa.UniqueConstraint("session_id", "enrolment_id", name=op.f("uq_marks_session_id_enrolment_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("marks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_marks_enrolment_id"), ["enrolment_id"], unique=False)

    op.create_table(
        "needs",
        sa.Column("id", big_id, sa.Identity(always=False), nullable=False),
        sa.Column("enrolment_id", big_id, nullable=False),
        sa.Column("access", sa.Text(), nullable=False),
        sa.Column("dietary", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"],
            ["enrolments.id"],
            name=op.f("fk_needs_enrolment_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_needs")),
        sa.UniqueConstraint("enrolment_id", name=op.f("uq_needs_enrolment_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "places",
        sa.Column("id", big_id, sa.Identity(always=False), nullable=False),
        sa.Column("agreement_id", big_id, nullable=False),
        sa.Column("enrolment_id", big_id, nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=False),
        sa.Column("released_on", sa.Date(), nullable=True),
        sa.Column("release_reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_id"],
            ["agreements.id"],
            name=op.f("fk_places_agreement_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["enrolment_id"],
            ["enrolments.id"],
            name=op.f("fk_places_enrolment_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_places")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("places", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_places_agreement_id"), ["agreement_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_places_enrolment_id"), ["enrolment_id"], unique=False)
        batch_op.create_index(
            "uq_places_enrolment_live",
            ["enrolment_id"],
            unique=True,
            sqlite_where=sa.text("released_on IS NULL"),
            postgresql_where=sa.text("released_on IS NULL"),
        )

    op.create_table(
        "project_members",
        sa.Column("id", big_id, sa.Identity(always=False), nullable=False),
        sa.Column("project_id", big_id, nullable=False),
        sa.Column("enrolment_id", big_id, nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"],
            ["enrolments.id"],
            name=op.f("fk_project_members_enrolment_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["project_id"],
            ["projects.id"],
            name=op.f("fk_project_members_project_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_members")),
        sa.UniqueConstraint("enrolment_id", name=op.f("uq_project_members_enrolment_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("project_members", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_project_members_project_id"), ["project_id"], unique=False)

    op.create_table(
        "steps",
        sa.Column("id", big_id, sa.Identity(always=False), nullable=False),
        sa.Column("enrolment_id", big_id, nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("noted_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"],
            ["enrolments.id"],
            name=op.f("fk_steps_enrolment_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_steps")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("steps", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_steps_enrolment_id"), ["enrolment_id"], unique=False)

    op.create_table(
        "return_lines",
        sa.Column("id", big_id, sa.Identity(always=False), nullable=False),
        sa.Column("return_id", big_id, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("place_id", big_id, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("corrects_id", big_id, nullable=True),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["corrects_id"],
            ["return_lines.id"],
            name=op.f("fk_return_lines_corrects_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["place_id"],
            ["places.id"],
            name=op.f("fk_return_lines_place_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["return_id"],
            ["returns.id"],
            name=op.f("fk_return_lines_return_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_return_lines")),
        sa.UniqueConstraint("return_id", "number", name=op.f("uq_return_lines_return_id_number")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("return_lines", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_return_lines_corrects_id"), ["corrects_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_return_lines_place_id"), ["place_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_return_lines_return_id"), ["return_id"], unique=False)
