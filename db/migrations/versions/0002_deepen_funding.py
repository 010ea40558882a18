"""Deepen agreements, places and returns; add allotments, settlements, prices, charges and former names.

People can be restricted and erased.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# The cap of an agreement, kept by the database itself whatever program writes: live places and places
# allotted to partners never come to more than it pays for. Recreating one of these tables in a later
# migration drops its trigger on SQLite: make it again there.
TAKEN = """(SELECT count(*) FROM places WHERE agreement_id = {id} AND released_on IS NULL)
    + (SELECT coalesce(sum(places), 0) FROM allotments WHERE agreement_id = {id})
    - (SELECT coalesce(sum(allotment_releases.places), 0) FROM allotment_releases
        JOIN allotments ON allotments.id = allotment_releases.allotment_id
        WHERE allotments.agreement_id = {id})"""
CAP = """(SELECT CASE WHEN amount_cap IS NOT NULL AND unit > 0 AND amount_cap / unit < places
    THEN amount_cap / unit ELSE places END FROM agreements WHERE id = {id})"""
OVER = f"{TAKEN} > {CAP}"
SAID = f"""'Agreement ' || (SELECT reference FROM agreements WHERE id = {{id}}) || ' has ' || {CAP} || ' of '
    || {CAP} || ' places taken: none is free.'"""
LOWERED = f"""'Agreement ' || (SELECT reference FROM agreements WHERE id = {{id}}) || ' has ' || ({TAKEN})
    || ' places taken, so it cannot have only ' || {CAP} || '.'"""
OF_RELEASE = "(SELECT agreement_id FROM allotments WHERE id = {row}.allotment_id)"
NEW_RELEASE, OLD_RELEASE = OF_RELEASE.format(row="NEW"), OF_RELEASE.format(row="OLD")
WATCHED = (
    ("places", "INSERT", ("NEW.agreement_id",), SAID),
    ("places", "UPDATE", ("NEW.agreement_id",), SAID),
    ("allotments", "INSERT", ("NEW.agreement_id",), SAID),
    ("allotments", "UPDATE", ("NEW.agreement_id",), SAID),
    ("allotment_releases", "INSERT", (NEW_RELEASE,), SAID),
    ("allotment_releases", "UPDATE", (OLD_RELEASE, NEW_RELEASE), SAID),
    ("allotment_releases", "DELETE", (OLD_RELEASE,), SAID),
    ("agreements", "UPDATE", ("NEW.id",), LOWERED),
)
SQLITE = tuple(
    f"CREATE TRIGGER {table}_{event.lower()}_within_cap AFTER {event} ON {table} BEGIN "
    + "".join(
        f"SELECT RAISE(ABORT, {said.format(id=id)}) WHERE {OVER.format(id=id)}; " for id in agreement_ids
    )
    + "END"
    for table, event, agreement_ids, said in WATCHED
)
POSTGRESQL = (
    # The lock on the agreement's row makes clients that write past the program wait for one another;
    # a stronger one would deadlock with the foreign keys. A repeatable snapshot would count what is past.
    "CREATE FUNCTION refuse_over_cap(agreement bigint, lowered boolean) RETURNS void LANGUAGE plpgsql "
    "AS $$ BEGIN "
    "PERFORM 1 FROM agreements WHERE id = agreement FOR NO KEY UPDATE; "
    "IF current_setting('transaction_isolation') = 'repeatable read' THEN RAISE EXCEPTION "
    "'Places are written in a transaction that reads committed rows.' USING ERRCODE = 'check_violation'; "
    "END IF; "
    f"IF {OVER.format(id='agreement')} THEN RAISE EXCEPTION '%', CASE WHEN lowered "
    f"THEN {LOWERED.format(id='agreement')} ELSE {SAID.format(id='agreement')} END "
    "USING ERRCODE = 'check_violation'; END IF; END $$",
    "CREATE FUNCTION places_within_cap() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    "PERFORM refuse_over_cap(CASE TG_TABLE_NAME WHEN 'agreements' THEN (to_jsonb(NEW) ->> 'id')::bigint "
    "ELSE (to_jsonb(NEW) ->> 'agreement_id')::bigint END, TG_TABLE_NAME = 'agreements'); RETURN NULL; END $$",
    "CREATE FUNCTION releases_within_cap() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    f"IF TG_OP <> 'INSERT' THEN PERFORM refuse_over_cap({OLD_RELEASE}, false); END IF; "
    f"IF TG_OP <> 'DELETE' THEN PERFORM refuse_over_cap({NEW_RELEASE}, false); END IF; RETURN NULL; END $$",
    "CREATE CONSTRAINT TRIGGER allotment_releases_within_cap "
    "AFTER INSERT OR UPDATE OR DELETE ON allotment_releases "
    "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION releases_within_cap()",
    *(
        f"CREATE CONSTRAINT TRIGGER {table}_within_cap AFTER {events} ON {table} "
        "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION places_within_cap()"
        for table, events in (
            ("places", "INSERT OR UPDATE"),
            ("allotments", "INSERT OR UPDATE"),
            ("agreements", "UPDATE"),
        )
    ),
)
big_id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "former_names",
        sa.Column("id", big_id, sa.Identity(always=False), nullable=False),
        sa.Column("person_id", big_id, nullable=False),
        sa.Column("given_name", sa.Text(), nullable=False),
        sa.Column("family_name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("email_key", sa.Text(), nullable=True),
        sa.Column("until", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_former_names_person_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_former_names")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("former_names", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_former_names_email_key"), ["email_key"], unique=False)
        batch_op.create_index(batch_op.f("ix_former_names_name_key"), ["name_key"], unique=False)
        batch_op.create_index(batch_op.f("ix_former_names_person_id"), ["person_id"], unique=False)

    op.create_table(
        "allotments",
        sa.Column("id", big_id, sa.Identity(always=False), nullable=False),
        sa.Column("agreement_id", big_id, nullable=False),
        sa.Column("partner_id", big_id, nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("allotted_on", sa.Date(), nullable=False),
        sa.Column("partner_key", sa.Text(), nullable=False),
        sa.Column("document", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_id"],
            ["agreements.id"],
            name=op.f("fk_allotments_agreement_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["partner_id"],
            ["organisations.id"],
            name=op.f("fk_allotments_partner_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_allotments")),
        sa.UniqueConstraint("reference", name=op.f("uq_allotments_reference")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("allotments", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_allotments_agreement_id"), ["agreement_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_allotments_partner_id"), ["partner_id"], unique=False)

    op.create_table(
        "layouts",
        sa.Column("id", big_id, sa.Identity(always=False), nullable=False),
        sa.Column("agreement_id", big_id, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("document", sa.String(length=64), nullable=False),
        sa.Column("mapping", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_id"],
            ["agreements.id"],
            name=op.f("fk_layouts_agreement_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_layouts")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("layouts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_layouts_agreement_id"), ["agreement_id"], unique=False)

    op.create_table(
        "prices",
        sa.Column("id", big_id, sa.Identity(always=False), nullable=False),
        sa.Column("version_id", big_id, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("member", sa.Boolean(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("vat", sa.String(length=40), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("within_days", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["versions.id"],
            name=op.f("fk_prices_version_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prices")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("prices", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_prices_version_id"), ["version_id"], unique=False)

    op.create_table(
        "remittances",
        sa.Column("id", big_id, sa.Identity(always=False), nullable=False),
        sa.Column("agreement_id", big_id, nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_id"],
            ["agreements.id"],
            name=op.f("fk_remittances_agreement_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remittances")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("remittances", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_remittances_agreement_id"), ["agreement_id"], unique=False)

    op.create_table(
        "acceptances",
        sa.Column("id", big_id, sa.Identity(always=False), nullable=False),
        sa.Column("return_id", big_id, nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["return_id"],
            ["returns.id"],
            name=op.f("fk_acceptances_return_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_acceptances")),
        sa.UniqueConstraint("return_id", name=op.f("uq_acceptances_return_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "allotment_releases",
        sa.Column("id", big_id, sa.Identity(always=False), nullable=False),
        sa.Column("allotment_id", big_id, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("released_on", sa.Date(), nullable=False),
        sa.Column("document", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["allotment_id"],
            ["allotments.id"],
            name=op.f("fk_allotment_releases_allotment_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_allotment_releases")),
        sa.UniqueConstraint("allotment_id", "number", name=op.f("uq_allotment_releases_allotment_id_number")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("allotment_releases", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_allotment_releases_allotment_id"), ["allotment_id"], unique=False
        )

    op.create_table(
        "remittance_shares",
        sa.Column("id", big_id, sa.Identity(always=False), nullable=False),
        sa.Column("remittance_id", big_id, nullable=False),
        sa.Column("return_id", big_id, nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["remittance_id"],
            ["remittances.id"],
            name=op.f("fk_remittance_shares_remittance_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["return_id"],
            ["returns.id"],
            name=op.f("fk_remittance_shares_return_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remittance_shares")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("remittance_shares", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_remittance_shares_remittance_id"), ["remittance_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_remittance_shares_return_id"), ["return_id"], unique=False)

    op.create_table(
        "charges",
        sa.Column("id", big_id, sa.Identity(always=False), nullable=False),
        sa.Column("enrolment_id", big_id, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("raised_on", sa.Date(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("vat", sa.String(length=40), nullable=False),
        sa.Column("vat_amount", sa.BigInteger(), nullable=False),
        sa.Column("po_number", sa.Text(), nullable=False),
        sa.Column("invoice", sa.Text(), nullable=False),
        sa.Column("invoiced_on", sa.Date(), nullable=True),
        sa.Column("waived_on", sa.Date(), nullable=True),
        sa.Column("waiver_reason", sa.Text(), nullable=False),
        sa.Column("credit_note", sa.Text(), nullable=False),
        sa.Column("credited_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["enrolment_id"],
            ["enrolments.id"],
            name=op.f("fk_charges_enrolment_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_charges")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("charges", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_charges_enrolment_id"), ["enrolment_id"], unique=False)

    op.create_table(
        "queries",
        sa.Column("id", big_id, sa.Identity(always=False), nullable=False),
        sa.Column("line_id", big_id, nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("result", sa.String(length=40), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["line_id"],
            ["return_lines.id"],
            name=op.f("fk_queries_line_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_queries")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("queries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_queries_line_id"), ["line_id"], unique=False)

    op.create_table(
        "query_files",
        sa.Column("id", big_id, sa.Identity(always=False), nullable=False),
        sa.Column("query_id", big_id, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("document", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["query_id"],
            ["queries.id"],
            name=op.f("fk_query_files_query_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_query_files")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("query_files", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_query_files_query_id"), ["query_id"], unique=False)

    with op.batch_alter_table("agreements", schema=None) as batch_op:
        batch_op.add_column(sa.Column("amount_cap", sa.BigInteger(), nullable=True))
        batch_op.add_column(
            sa.Column("claim_point", sa.String(length=40), nullable=False, server_default="version")
        )
        batch_op.add_column(sa.Column("sessions_needed", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("eligible_types", sa.Text(), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("eligible_regions", sa.Text(), nullable=False, server_default="[]"))
        batch_op.add_column(
            sa.Column("members_only", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.add_column(
            sa.Column("substitution", sa.String(length=40), nullable=False, server_default="version")
        )
        batch_op.add_column(
            sa.Column("vat", sa.String(length=40), nullable=False, server_default="outside the scope")
        )
        batch_op.add_column(sa.Column("organisation_cap", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("clawed_back_is_free", sa.Boolean(), nullable=False, server_default=sa.true())
        )
        batch_op.add_column(sa.Column("rolls_into_id", big_id, nullable=True))
        batch_op.create_index(batch_op.f("ix_agreements_rolls_into_id"), ["rolls_into_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_agreements_rolls_into_id"),
            "agreements",
            ["rolls_into_id"],
            ["id"],
            initially="DEFERRED",
            deferrable=True,
        )

    with op.batch_alter_table("places", schema=None) as batch_op:
        batch_op.add_column(sa.Column("organisation_id", big_id, nullable=True))
        batch_op.add_column(sa.Column("cohort_id", big_id, nullable=True))
        batch_op.add_column(sa.Column("reserved_for", sa.Text(), nullable=False, server_default=""))
        batch_op.alter_column("enrolment_id", existing_type=sa.INTEGER(), nullable=True)
        batch_op.create_index(batch_op.f("ix_places_cohort_id"), ["cohort_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_places_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_places_cohort_id"),
            "cohorts",
            ["cohort_id"],
            ["id"],
            initially="DEFERRED",
            deferrable=True,
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_places_organisation_id"),
            "organisations",
            ["organisation_id"],
            ["id"],
            initially="DEFERRED",
            deferrable=True,
        )

    with op.batch_alter_table("return_lines", schema=None) as batch_op:
        batch_op.add_column(sa.Column("places", sa.Integer(), nullable=False, server_default="1"))
        batch_op.add_column(sa.Column("reclaims_id", big_id, nullable=True))
        batch_op.create_index(batch_op.f("ix_return_lines_reclaims_id"), ["reclaims_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_return_lines_reclaims_id"),
            "return_lines",
            ["reclaims_id"],
            ["id"],
            initially="DEFERRED",
            deferrable=True,
        )

    with op.batch_alter_table("returns", schema=None) as batch_op:
        batch_op.add_column(sa.Column("revision", sa.Integer(), nullable=False, server_default="1"))
        batch_op.add_column(sa.Column("supersedes_id", big_id, nullable=True))
        batch_op.add_column(sa.Column("revision_reason", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("form", sa.String(length=64), nullable=True))
        batch_op.drop_constraint(batch_op.f("uq_returns_reference"), type_="unique")
        batch_op.create_index(batch_op.f("ix_returns_supersedes_id"), ["supersedes_id"], unique=False)
        batch_op.create_unique_constraint(
            batch_op.f("uq_returns_reference_revision"), ["reference", "revision"]
        )
        batch_op.create_unique_constraint(batch_op.f("uq_returns_supersedes_id"), ["supersedes_id"])
        batch_op.create_foreign_key(
            batch_op.f("fk_returns_supersedes_id"),
            "returns",
            ["supersedes_id"],
            ["id"],
            initially="DEFERRED",
            deferrable=True,
        )

    op.create_table(
        "erasures",
        sa.Column("id", big_id, sa.Identity(always=False), nullable=False),
        sa.Column("person_id", big_id, nullable=False),
        sa.Column("erased_on", sa.Date(), nullable=False),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.Column("titles", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_erasures_person_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasures")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("erasures", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_erasures_person_id"), ["person_id"], unique=False)

    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.add_column(sa.Column("restricted_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("erased_on", sa.Date(), nullable=True))

    op.execute("UPDATE return_lines SET places = -1 WHERE kind = 'adjustment'")
    for statement in POSTGRESQL if op.get_bind().dialect.name == "postgresql" else SQLITE:
        op.execute(sa.text(statement))
