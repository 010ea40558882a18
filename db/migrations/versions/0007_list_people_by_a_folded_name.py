"""List people by their family name without case and accents, kept beside it with an index."""

import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

people = sa.table(
    "people",
    sa.column("id", sa.BigInteger),
    sa.column("given_name", sa.Text),
    sa.column("family_name", sa.Text),
    sa.column("listing_key", sa.Text),
)
UNDECOMPOSED = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
    | dict.fromkeys("’‘`´ʼ", "'")
    | dict.fromkeys("‐‑‒–—−", "-")
)


def upgrade() -> None:
    # sorted by its letters on a server of any language, as SQLite does
    text = sa.Text(collation="C" if op.get_bind().dialect.name == "postgresql" else None)
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.add_column(sa.Column("listing_key", text, nullable=False, server_default=""))
    connection = op.get_bind()
    rows = connection.execute(sa.select(people.c.id, people.c.given_name, people.c.family_name)).all()
    keys = [{"row": id, "key": f"{fold(family)}\t{fold(given)}"} for id, given, family in rows]
    if keys:
        found = sa.update(people).where(people.c.id == sa.bindparam("row"))
        connection.execute(found.values(listing_key=sa.bindparam("key")), keys)
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_people_listing_key"), ["listing_key"], unique=False)


def fold(text: str) -> str:
    """Give a name without accents, case and double spaces, as the program folded it then."""
    parts = unicodedata.normalize("NFKD", " ".join(text.split())).casefold()
    bare = "".join(letter for letter in parts if not unicodedata.combining(letter))
    return bare.translate(UNDECOMPOSED)
