"""Keep approvals, the last day of an offer, the order of a waiting list, and more of a person."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

big_id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("people", schema=None) as batch_op:
        for name in ("known_as", "phone", "notes"):
            batch_op.add_column(sa.Column(name, sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("enrolments", schema=None) as batch_op:
        batch_op.add_column(sa.Column("offered_until", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("waiting_order", sa.Integer(), nullable=True))
    op.create_table(
        "approvals",
        sa.Column("id", big_id, sa.Identity(always=False), nullable=False),
        sa.Column("enrolment_id", big_id, nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("document", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"],
            ["enrolments.id"],
            name=op.f("fk_approvals_enrolment_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approvals")),
        sa.UniqueConstraint("enrolment_id", name=op.f("uq_approvals_enrolment_id")),
        sqlite_autoincrement=True,
    )
