"""Keys of databases: made, kept by the operating system or in a file beside the database, and recovered."""

import base64
import hashlib
import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from aspire_desktop.domain.office.errors import Damaged, Refused, Unreadable
from aspire_desktop.storage.engines import Location
from aspire_desktop.storage.files import plainly, write_file
from aspire_desktop.storage.open_files import salt_here

SERVICE: Final = "aspire-desktop"
SALT: Final = 16
"""An encrypted file begins with so many bytes of salt, which name its key."""
PLAIN: Final = b"SQLite format 3\0"
_ANY_REFUSAL: Final = Exception
"""Each keyring raises what its system does (Windows' a pywintypes.error): whatever it is, it is a no."""
_SECRET: Final = 32
_CHECK: Final = 3
_GROUP: Final = 4
_LOOKALIKES: Final = str.maketrans("018", "OIB", " -–—.\t\n\r")


@dataclass(frozen=True)
class Key:
    """What opens a database: 32 secret bytes and the 16 bytes of salt that name it."""

    secret: bytes
    salt: bytes

    @classmethod
    def of_raw(cls, raw: str) -> "Key":
        """Take apart the 96 hexadecimal digits that SQLCipher takes."""
        taken = bytes.fromhex(raw)
        return cls(taken[:_SECRET], taken[_SECRET:])

    @property
    def raw(self) -> str:
        """The 96 hexadecimal digits that SQLCipher takes."""
        return (self.secret + self.salt).hex()

    @property
    def name(self) -> str:
        """Under what the key is kept."""
        return self.salt.hex()

    @property
    def recovery(self) -> str:
        """The secret and a check sum as letters and digits in groups of four, to print and put away."""
        sum = hashlib.sha256(self.secret).digest()[:_CHECK]
        letters = base64.b32encode(self.secret + sum).decode()
        return "-".join(letters[at : at + _GROUP] for at in range(0, len(letters), _GROUP))


def new_key(salt: bytes | None = None) -> Key:
    """Make a key at random; the salt too where none is given."""
    return Key(secrets.token_bytes(_SECRET), salt or secrets.token_bytes(SALT))


def recovered(text: str, salt: bytes) -> Key:
    """Read a recovery key, whatever its case, spaces and dashes, and with 0 for O, 1 for I, 8 for B.

    Raises Refused where the check sum shows a slip.
    """
    letters = text.upper().translate(_LOOKALIKES)
    try:
        read = base64.b32decode(letters)
    except ValueError:
        read = b""
    secret, sum = read[:_SECRET], read[_SECRET:]
    if len(read) != _SECRET + _CHECK or hashlib.sha256(secret).digest()[:_CHECK] != sum:
        raise Refused(
            "This recovery key has a slip in it.", do="Compare it with the printed one and type it again."
        )
    return Key(secret, salt)


def name_of_url(url: str) -> bytes:
    """Give the 16 bytes that name the key of a database on a server: no password in them."""
    return hashlib.sha256(str(Location(url=url)).encode()).digest()[:SALT]


def salt_of(file: Path) -> bytes | None:
    """Give the salt with which a database file begins, or None where it is not encrypted.

    A database that is open in this process is not read: that would drop its locks.
    """
    here, salt = salt_here(file)
    if here:
        return salt
    try:
        with file.open("rb") as opened:
            start = opened.read(SALT)
    except OSError as error:
        raise Unreadable(
            f"{file.name} could not be opened in {file.absolute().parent}.",
            do="Check its name and place.",
        ) from error
    if len(start) < SALT:
        raise Damaged(f"{file.name} is not a database: it is empty.", safe="It was not changed.")
    return None if start == PLAIN else start


@dataclass(frozen=True)
class Kept:
    """Where a key is kept: `file` is None for the operating system's keyring; `wanted` by the person."""

    file: Path | None
    wanted: bool = False

    def __str__(self) -> str:
        return str(self.file) if self.file else "the operating system's keyring"

    @property
    def told(self) -> str:
        """What a person should know of it."""
        if self.file is None:
            return "Its key is in the operating system's keyring."
        why = "Its key" if self.wanted else "This computer's keyring did not take the key, so it"
        return (
            f"{why} lies in {self.file}, which {readers()}. "
            "Whoever has both files can read everything: keep them apart when you copy the database."
        )


def readers(*, windows: bool = os.name == "nt") -> str:
    """Say who may read a private file; on Windows it has the rights of the folder that it lies in."""
    return "everybody may read who may read its folder" if windows else "only you may read"


class Vault:
    """Keeps keys in the operating system's keyring, or in a file beside the database.

    A file where the keyring refuses, and where `in_files` says that this computer's keys go into files.
    """

    def __init__(self, *, in_files: bool = False) -> None:
        self._in_files = in_files

    def keep(self, key: Key, file: Path, *, in_file: bool = False) -> Kept:
        """Keep a key; `file` is the key file for where there is no keyring, or where it is wanted."""
        wanted = in_file or self._in_files
        if not wanted and _keyring_set(key):
            return Kept(None)
        lines = _lines(file)
        if key.raw not in lines:
            write_file(file, "\n".join([*lines, key.raw, ""]).encode(), private=True)
        return Kept(file, wanted)

    def find(self, salt: bytes, *files: Path) -> Key | None:
        """Give the key of this salt from the keyring or the first key file that holds it."""
        return next(iter(self.candidates(salt, *files)), None)

    def candidates(self, salt: bytes, *files: Path) -> list[Key]:
        """Give every key of this salt on this computer: a keyring may hold one that another database had."""
        raws = [_keyring_get(salt.hex()), *(line for file in files for line in _lines(file))]
        found = [raw for raw in raws if _is_key(raw) and raw.endswith(salt.hex())]
        return [Key.of_raw(raw) for raw in dict.fromkeys(found)]


def key_file(database: Path) -> Path:
    """Give the name of the key file beside a database."""
    return database.with_name(f"{database.name}.key")


def drop_from_file(key: Key, file: Path) -> None:
    """Take a key out of a key file that has it; a file without any key left goes."""
    lines = _lines(file)
    left = [line for line in lines if line != key.raw]
    if left:
        write_file(file, "\n".join([*left, ""]).encode(), private=True)
    elif lines:
        with plainly(file):
            file.unlink()


def _lines(file: Path) -> list[str]:
    """Read a key file: one key a line, so that a restored database never takes away another's key."""
    with plainly(file):
        if not file.exists():
            return []
        written = file.read_text(encoding="ascii", errors="replace").split()
    return [line for line in written if _is_key(line)]


def _is_key(text: str) -> bool:
    return len(text) == 2 * (_SECRET + SALT) and set(text) <= set("0123456789abcdef")


def _keyring_get(name: str) -> str:
    # The keyring costs a fifth of a second to import: only when a key is needed.
    import keyring

    with suppress(_ANY_REFUSAL):
        return keyring.get_password(SERVICE, name) or ""
    return ""  # no keyring here, or it is locked: the key file is looked at next


def _keyring_set(key: Key) -> bool:
    import keyring

    with suppress(_ANY_REFUSAL):
        keyring.set_password(SERVICE, key.name, key.raw)
        return keyring.get_password(SERVICE, key.name) == key.raw
    return False
