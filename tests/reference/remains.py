"""Everything that a database says in words, kept workbooks unpacked: what must not be left of somebody."""

import io
import zipfile
from collections.abc import Iterable

from sqlalchemy import Connection, LargeBinary, select

from aspire_desktop.storage.tables.schema import metadata


def found_in(connection: Connection, words: Iterable[str]) -> list[str]:
    """Give, of these words, each that stands anywhere in the database, with where."""
    wanted = [(word, word.casefold()) for word in words]
    return [
        f"{word} in {table}.{column} {row}"
        for table, column, row, text in _texts(connection)
        for word, folded in wanted
        if folded in text
    ]


def _texts(connection: Connection) -> Iterable[tuple[str, str, object, str]]:
    for table in metadata.sorted_tables:
        for row in connection.execute(select(table)):
            for column, value in zip(table.c, row, strict=True):
                text = _unpacked(bytes(value)) if isinstance(column.type, LargeBinary) else str(value)
                yield table.name, column.name, row[0], text.casefold()


def _unpacked(content: bytes) -> str:
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return content.decode("latin-1")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
