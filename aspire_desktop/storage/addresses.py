"""The one place that turns the path of a database file into the address that SQLite opens."""

import os
from pathlib import Path, PurePath
from typing import Final, Literal
from urllib.parse import quote_from_bytes

Mode = Literal["ro", "rw", "rwc"]
_EXTENDED: Final = "//?/"
_EXTENDED_SHARE: Final = "//?/UNC/"


def address(file: Path, mode: Mode, *, immutable: bool = False) -> str:
    """Give the address of a file, made absolute, for sqlite3's uri=True.

    `immutable` is for a file that nobody writes: it is read without locks and needs no log beside it.
    """
    more = "&immutable=1" if immutable else ""
    return f"{address_of(file.absolute())}?mode={mode}{more}"


def address_of(path: PurePath) -> str:
    """Give an address without an authority, which SQLite refuses, for any absolute path of any system.

    `Path.as_uri` would make the server of a share the authority: file://srv/share/x. Here it is
    file:////srv/share/x; a drive letter is file:///C:/x.
    """
    plain = path.as_posix()
    if plain.startswith(_EXTENDED_SHARE):
        plain = "//" + plain.removeprefix(_EXTENDED_SHARE)
    plain = plain.removeprefix(_EXTENDED)
    slash = "" if plain.startswith("/") else "/"
    return f"file://{slash}{quote_from_bytes(os.fsencode(plain), safe='/:')}"
