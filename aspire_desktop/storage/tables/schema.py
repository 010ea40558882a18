"""How every table is made: one id never used twice, deferred foreign keys, constraints with names."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, Column, ForeignKey, Identity, Integer, MetaData, String, Table
from sqlalchemy.schema import SchemaItem

SCHEMA = "0008"
"""The newest migration: the one that this program reads and writes."""
WHILE_NULL = "while_null"
"""In the info of a partial unique index: the column that is NULL in the rows it holds for."""
_KEPT = "kept"
"""In the info of a column that holds digests of kept files."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)
BigId = BigInteger().with_variant(Integer, "sqlite")


def noun_table(name: str, *items: SchemaItem) -> Table:
    """Make the table of a noun: the id that is never reused, then the columns and constraints given."""
    id_column: Column[int] = Column("id", BigId, Identity(), primary_key=True)
    return Table(name, metadata, id_column, *items, sqlite_autoincrement=True)


def reference(name: str, target: str, *, optional: bool = False, index: bool = True) -> Column[Any]:
    """Make a column that points at another table's id; checked at commit, never cascading."""
    key = ForeignKey(f"{target}.id", deferrable=True, initially="DEFERRED")
    return Column(name, BigId, key, nullable=optional, index=index)


@dataclass(frozen=True)
class KeptFile:
    """Where digests of files stand that are kept beside the journal, and what names each of them."""

    digest: Column[Any]
    called: Column[Any]
    what: str
    """Such as "The kept file of certificate"."""


def kept_file(name: str, what: str, by: str, *, optional: bool = False) -> Column[Any]:
    """Make a column for the digest of a kept file; `by` is the column of its table that names it."""
    return Column(name, String(64), nullable=optional, info={_KEPT: (what, by)})


def kept_files() -> list[KeptFile]:
    """Give every column that holds digests of kept files, by the name of its table."""
    return [
        KeptFile(column, table.c[column.info[_KEPT][1]], column.info[_KEPT][0])
        for _, table in sorted(metadata.tables.items())
        for column in table.c
        if _KEPT in column.info
    ]
