"""Files that are kept beside the journal, each once, by the digest of what it holds."""

import hashlib
from typing import Any

from sqlalchemy import Column, Connection, exists, select

from aspire_desktop.domain.office.errors import Unreadable
from aspire_desktop.domain.office.staff import OFFICE
from aspire_desktop.storage.question import asked_by
from aspire_desktop.storage.tables.journal import blob
from aspire_desktop.storage.tables.money.funding import allotment_releases, allotments, returns
from aspire_desktop.storage.tables.money.settlements import layouts, query_files
from aspire_desktop.storage.tables.programmes.certificates import certificates

NAMING: tuple[tuple[Column[Any], Column[Any], str], ...] = (
    (certificates.c.document, certificates.c.number, "The kept file of certificate"),
    (returns.c.workbook, returns.c.reference, "The kept workbook of return"),
    (returns.c.form, returns.c.reference, "The kept form of return"),
    (returns.c.facts, returns.c.reference, "The kept record of return"),
    (allotments.c.document, allotments.c.reference, "The signed file of allotment"),
    (allotment_releases.c.document, allotment_releases.c.id, "The signed file of release"),
    (layouts.c.document, layouts.c.name, "The empty form"),
    (query_files.c.document, query_files.c.name, "The file that answers a query"),
)
"""Where digests of kept files stand, with what names each; an empty one names a file that was erased."""


def named_files(connection: Connection) -> set[str]:
    """Give the digests of all files that anything names."""
    return {digest for column, _, _ in NAMING for digest in connection.scalars(select(column)) if digest}


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
