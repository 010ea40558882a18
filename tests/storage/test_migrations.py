"""Migrations reach the tables that the program declares, on both engines."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from aspire_desktop.places import DB
from aspire_desktop.storage.engines import Location, upkeep_engine
from aspire_desktop.storage.mapping import map_all
from aspire_desktop.storage.tables.schema import SCHEMA, metadata


def test_migrations_reach_the_tables(location: Location) -> None:
    map_all()
    engine = upkeep_engine(location)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()


def test_the_program_names_the_newest_migration() -> None:
    assert ScriptDirectory(str(DB / "migrations")).get_heads() == [SCHEMA]


@pytest.mark.parametrize("name", sorted(metadata.tables))
def test_every_noun_has_one_id_that_is_never_reused(name: str) -> None:
    table = metadata.tables[name]
    if name in {"action", "change", "blob"}:
        return
    assert [column.name for column in table.primary_key] == ["id"]
    assert table.dialect_kwargs["sqlite_autoincrement"]
