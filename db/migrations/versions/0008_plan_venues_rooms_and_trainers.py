"""Keep venues, rooms and trainers, what is arranged for each session, and who must be told of a change."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

big_id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
VENUE = ("address", "access", "wifi", "directions", "contact", "contact_email", "contact_phone")


def upgrade() -> None:
    _make(
        "venues",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.String(length=200), nullable=False),
        sa.Column("nation", sa.String(length=40), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in VENUE),
        sa.UniqueConstraint("name_key", name=op.f("uq_venues_name_key")),
    )
    _make(
        "rooms",
        sa.Column("venue_id", big_id, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("holds", sa.Integer(), nullable=True),
        _points("rooms", "venue_id", "venues"),
    )
    _make(
        "associates",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.String(length=200), nullable=False),
        sa.Column("indemnity_until", sa.Date(), nullable=True),
        sa.Column("fee", sa.BigInteger(), nullable=True),
        sa.UniqueConstraint("name_key", name=op.f("uq_associates_name_key")),
    )
    _make(
        "accreditations",
        sa.Column("associate_id", big_id, nullable=False),
        sa.Column("version_id", big_id, nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        _points("accreditations", "associate_id", "associates"),
        _points("accreditations", "version_id", "versions"),
        sa.UniqueConstraint(
            "associate_id", "version_id", name=op.f("uq_accreditations_associate_id_version_id")
        ),
    )
    _make(
        "tellings",
        sa.Column("cohort_id", big_id, nullable=False),
        sa.Column("session_id", big_id, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("audience", sa.String(length=40), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("who", "was", "now")),
        sa.Column("told_at", sa.DateTime(), nullable=True),
        _points("tellings", "cohort_id", "cohorts"),
    )
    _index(
        ("rooms", "venue_id"),
        ("accreditations", "version_id"),
        ("tellings", "cohort_id"),
        ("tellings", "session_id"),
    )
    with op.batch_alter_table("cohorts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("decide_on", sa.Date(), nullable=True))
    _arrange_sessions()


def _arrange_sessions() -> None:
    """Nothing is known of the arrangements of the sessions that there are."""
    with op.batch_alter_table("sessions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("room_id", big_id, nullable=True))
        batch_op.add_column(sa.Column("booking", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("held_until", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("numbers_by", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("cost", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("link", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("trained_by", sa.Text(), nullable=True))
    op.execute("UPDATE sessions SET booking = 'not booked', link = '', trained_by = '[]'")
    with op.batch_alter_table("sessions", schema=None) as batch_op:
        batch_op.alter_column("booking", existing_type=sa.String(length=40), nullable=False)
        batch_op.alter_column("link", existing_type=sa.Text(), nullable=False)
        batch_op.alter_column("trained_by", existing_type=sa.Text(), nullable=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_sessions_room_id"),
            "rooms",
            ["room_id"],
            ["id"],
            initially="DEFERRED",
            deferrable=True,
        )
    _index(("sessions", "room_id"))


def _make(name: str, *items: sa.Column | sa.Constraint) -> None:
    op.create_table(
        name,
        sa.Column("id", big_id, sa.Identity(always=False), nullable=False),
        *items,
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        sqlite_autoincrement=True,
    )


def _points(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint(
        [column], [f"{target}.id"], name=name, initially="DEFERRED", deferrable=True
    )


def _index(*wanted: tuple[str, str]) -> None:
    for table, column in wanted:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.create_index(batch_op.f(f"ix_{table}_{column}"), [column], unique=False)
