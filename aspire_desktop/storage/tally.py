"""How many rows a connection has written, as the engine itself counts them."""

from sqlalchemy import Connection, text

_POSTGRESQL = text(
    "SELECT coalesce(sum(pg_stat_get_xact_tuples_inserted(oid) + pg_stat_get_xact_tuples_updated(oid)"
    " + pg_stat_get_xact_tuples_deleted(oid)), 0) FROM pg_class"
    " WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace"
)


def rows_written(connection: Connection) -> int:
    """Count rows written so far: by the connection (SQLite), by the transaction (PostgreSQL)."""
    if connection.dialect.name == "sqlite":
        driver = connection.connection.driver_connection
        assert driver is not None
        return int(driver.total_changes)
    return int(connection.scalar(_POSTGRESQL) or 0)
