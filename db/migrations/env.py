"""Runs migrations on the connection that the program hands over, inside its transaction."""

from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import BigInteger
from sqlalchemy.types import TypeDecorator

from aspire_desktop.storage.mapping import map_all
from aspire_desktop.storage.tables.journal import JOURNAL
from aspire_desktop.storage.tables.schema import metadata

map_all()
assert set(metadata.tables) >= JOURNAL  # mapped nouns and the journal: the metadata is whole


def plain_types(kind: str, item: object, _context: AutogenContext) -> str | Literal[False]:
    """Write the program's own column types as what they are underneath: a migration outlives the program."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl!r}"
    if kind == "type" and isinstance(item, BigInteger):
        return "big_id"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    render_item=plain_types,
    transactional_ddl=False,
    transaction_per_migration=False,
)
context.run_migrations()
