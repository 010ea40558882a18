"""The office's settings."""

from sqlalchemy import Connection, select

from aspire_desktop.storage.tables.settings import settings


def setting(connection: Connection, key: str) -> str:
    """Give a setting's value, or nothing where it was never set."""
    return connection.scalar(select(settings.c.value).where(settings.c.key == key)) or ""


def all_settings(connection: Connection) -> dict[str, str]:
    """Give every setting by its key."""
    return {row.key: row.value for row in connection.execute(select(settings))}
