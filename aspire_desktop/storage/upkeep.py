"""Bringing a database to the newest schema, and opening only what this program can read."""

from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from aspire_desktop.domain.office.clock import OFFICE_ZONE
from aspire_desktop.domain.office.errors import Unreadable
from aspire_desktop.places import DB
from aspire_desktop.storage.backup import back_up
from aspire_desktop.storage.engines import Location, reading_engine, upkeep_engine
from aspire_desktop.storage.peek import peeking, schema_in
from aspire_desktop.storage.tables.schema import SCHEMA
from aspire_desktop.storage.troubles import found_damaged, told_plainly


def make_ready(location: Location, now: datetime) -> Path | None:
    """Look a database over before it is opened: its schema without writing a byte, then its pages.

    An older schema is migrated; on a file after a verified backup, whose place is given.
    Raises Unreadable for what is damaged, from a newer program, or no Aspire Desktop database.
    """
    found = refuse_unknown(schema_at(location))
    if location.file:
        _quick_check(location.file, location.key)
    if found == SCHEMA:
        return None
    kept = _keep_before_migration(location, found, now)
    migrate(location)
    return kept


def migrate(location: Location) -> None:
    """Bring the database (made if it is not there) to the newest schema, in one transaction.

    Raises Unreadable, with nothing written, for a database from a newer program.
    """
    engine = upkeep_engine(location)
    try:
        with told_plainly(), engine.connect() as connection, connection.begin():
            found = schema_of(connection)
            if found is not None:
                refuse_unknown(found)
            if found != SCHEMA:
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


def refuse_unknown(found: str | None) -> str:
    """Give the schema that was found; raise Unreadable where there is none, or one not known here yet."""
    if found is None:
        raise Unreadable("This is not an Aspire Desktop database.", safe="It was not changed.")
    if found > SCHEMA:
        raise Unreadable(
            f"This database was written by a newer Aspire Desktop (schema {found}; this one knows {SCHEMA}).",
            safe="It was not changed.",
            do="Install the newest Aspire Desktop and open it again.",
        )
    return found


def schema_at(location: Location) -> str | None:
    """Give the schema of the database at a place, without writing to it; None where it has none."""
    if location.file:
        return schema_in(location.file, location.key)
    engine = reading_engine(location)
    try:
        with told_plainly(), engine.connect() as connection, connection.begin():
            return schema_of(connection)
    finally:
        engine.dispose()


def _quick_check(file: Path, key: str | None) -> None:
    with peeking(file, key, live=True) as opened:
        if opened.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise found_damaged(file)


def _keep_before_migration(location: Location, found: str, now: datetime) -> Path | None:
    if location.file is None:
        return None
    file, at = location.file.absolute(), now.astimezone(OFFICE_ZONE)
    folder = file.parent / "before-migration"
    return back_up(location, folder / f"{file.stem} schema {found} {at:%Y-%m-%d %H%M%S}{file.suffix}").file


def _upgrade(connection: Connection) -> None:
    # Alembic costs a fifth of a second to import, and is needed only when something is to be migrated.
    from alembic.command import upgrade
    from alembic.config import Config

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
