"""The digests that chain action to action, so that tampering shows."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from aspire_desktop.storage.images import Image, canonical


@dataclass(frozen=True)
class RowImages:
    """One row before and after an action, None where it was not there."""

    seq: int
    tbl: str
    row: int
    before: Image | None
    after: Image | None
    salt: str | None
    """None once a person was taken out of the images: what the digest covered is gone."""
    digest: str


@dataclass(frozen=True)
class Head:
    """The last action's number and digest: the anchor that is printed outside the database."""

    id: int
    digest: str

    def __str__(self) -> str:
        return f"{self.id}:{self.digest}"


@dataclass(frozen=True)
class Header:
    """What an action says of itself apart from its title and its changes."""

    id: int
    at: datetime
    actor: str
    kind: str
    undoes: int | None
    root: int
    final: bool
    size: int
    schema: str


def salted() -> str:
    """Give 16 random bytes in hexadecimal: unsalted digests of names could be guessed."""
    return secrets.token_hex(16)


def sha(*parts: str) -> str:
    """Give the sha256 of texts set one after the other."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def change_digest(salt: str, action: int, change: tuple[int, str, int, Image | None, Image | None]) -> str:
    """Give the digest of a change: seq, table, row, before, after."""
    return sha(salt, canonical([action, *change]))


def redacted_digest(action: int, change: tuple[int, str, int, Image | None, Image | None]) -> str:
    """Give the digest of what an erasure left of a change; the erasure's own row keeps it."""
    return sha(canonical([action, *change]))


def body_digest(changes: Sequence[str]) -> str:
    """Give the digest of an action's change digests, in order."""
    return sha(*changes)


def action_digest(previous: str, header: Header, sealed: str, body: str) -> str:
    """Give an action's digest, which holds its predecessor's."""
    words = [
        header.id,
        header.at.isoformat(),
        header.actor,
        header.kind,
        header.undoes,
        header.root,
        header.final,
        header.size,
        header.schema,
    ]
    return sha(previous, canonical(words), sealed, body)
