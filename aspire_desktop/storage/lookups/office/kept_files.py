"""Files that are kept beside the journal, each once, by the digest of what it holds."""

import hashlib

from sqlalchemy import Connection, exists, select

from aspire_desktop.domain.office.errors import Unreadable
from aspire_desktop.domain.office.staff import OFFICE
from aspire_desktop.storage.question import asked_by
from aspire_desktop.storage.tables.journal import blob
from aspire_desktop.storage.tables.schema import kept_files


def named_files(connection: Connection) -> set[str]:
    """Give the digests of all files that anything names; an empty one names a file that was erased."""
    return {digest for each in kept_files() for digest in connection.scalars(select(each.digest)) if digest}


def is_kept(connection: Connection, digest: str) -> bool:
    """Tell whether a file of this digest is kept."""
    return bool(connection.scalar(select(exists().where(blob.c.digest == digest))))


@asked_by(OFFICE)
def kept_file(connection: Connection, digest: str) -> bytes:
    """Give a kept file's bytes; raise Unreadable where it is not there or no longer what it was."""
    content = connection.scalar(select(blob.c.content).where(blob.c.digest == digest))
    if content is None or hashlib.sha256(content).hexdigest() != digest:
        raise Unreadable(
            f"The file kept as {digest[:12]} is missing or damaged.", do="Restore a backup that holds it."
        )
    return bytes(content)
