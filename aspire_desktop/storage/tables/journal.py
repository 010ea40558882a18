"""The journal: what was done, each row before and after, and the contents of kept files."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, LargeBinary, String, Table

from aspire_desktop.storage.columns import Prose, Utc
from aspire_desktop.storage.tables.schema import BigId, metadata

action = Table(
    "action",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=False),
    Column("at", Utc, nullable=False),
    Column("actor", Prose, nullable=False),
    Column("kind", String(80), nullable=False),
    Column("title", Prose),
    Column("salt", String(32)),
    Column("undoes", BigId, ForeignKey("action.id"), unique=True),
    Column("root", BigId, nullable=False, index=True),
    Column("final", Boolean, nullable=False),
    Column("size", Integer, nullable=False),
    Column("schema", String(40), nullable=False),
    Column("sealed", String(64), nullable=False),
    Column("body", String(64), nullable=False),
    Column("digest", String(64), nullable=False),
)
change = Table(
    "change",
    metadata,
    Column("action", BigId, ForeignKey("action.id"), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("tbl", String(60), nullable=False),
    Column("row", BigId, nullable=False),
    Column("before", Prose),
    Column("after", Prose),
    Column("salt", String(32)),
    Column("digest", String(64), nullable=False),
)
Index("ix_change_tbl_row_action", change.c.tbl, change.c.row, change.c.action)
blob = Table(
    "blob",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("content", LargeBinary, nullable=False),
)
JOURNAL = frozenset({"action", "change", "blob"})
