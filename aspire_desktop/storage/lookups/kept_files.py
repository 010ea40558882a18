"""Files that are kept beside the journal, each once, by the digest of what it holds."""

import hashlib

from sqlalchemy import Connection, exists, select

from aspire_desktop.domain.errors import Unreadable
from aspire_desktop.storage.tables.journal import blob


def is_kept(connection: Connection, digest: str) -> bool:
    """Tell whether a file of this digest is kept."""
    return bool(connection.scalar(select(exists().where(blob.c.digest == digest))))


def kept_file(connection: Connection, digest: str) -> bytes:
    """Give a kept file's bytes; raise Unreadable where it is not there or no longer what it was."""
    content = connection.scalar(select(blob.c.content).where(blob.c.digest == digest))
    if content is None or hashlib.sha256(content).hexdigest() != digest:
        raise Unreadable(
            f"The file kept as {digest[:12]} is missing or damaged.", do="Restore a backup that holds it."
        )
    return bytes(content)
