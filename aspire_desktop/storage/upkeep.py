"""Bringing a database to the newest schema, and checking that it is sound."""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from aspire_desktop.domain.errors import Unreadable
from aspire_desktop.places import DB
from aspire_desktop.storage.engines import Location, upkeep_engine
from aspire_desktop.storage.tables.schema import SCHEMA


def migrate(location: Location) -> None:
    """Bring the database (made if it is not there) to the newest schema, in one transaction.

    Raises Unreadable, with nothing written, for a database from a newer program.
    """
    engine = upkeep_engine(location)
    try:
        with engine.connect() as connection, connection.begin():
            if schema_of(connection) != SCHEMA:
                _upgrade(connection)
                _refuse_broken_references(connection)
    finally:
        engine.dispose()


def schema_of(connection: Connection) -> str | None:
    """Give the schema a database has, or None where it has none yet."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


def refuse_other_schema(connection: Connection) -> None:
    """Raise Unreadable unless the database has this program's schema."""
    found = schema_of(connection)
    if found is None:
        raise Unreadable("This is not an Aspire Desktop database.", safe="It was not changed.")
    if found > SCHEMA:
        raise Unreadable(
            f"This database was written by a newer Aspire Desktop (schema {found}; this one knows {SCHEMA}).",
            safe="It was not changed.",
            do="Install the newest Aspire Desktop and open it again.",
        )


def _upgrade(connection: Connection) -> None:
    # Alembic costs a fifth of a second to import, and is needed only when something is to be migrated.
    from alembic.command import upgrade
    from alembic.config import Config

    if schema_of(connection) is not None:
        refuse_other_schema(connection)
    config = Config()
    config.set_main_option("script_location", str(Path(DB / "migrations")).replace("%", "%%"))
    config.attributes["connection"] = connection
    upgrade(config, "head")


def _refuse_broken_references(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise Unreadable(f"After the migration {len(broken)} rows point at nothing; it was taken back.")
