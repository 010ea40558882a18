"""The user's own folder: where the database lies by default, which one was open last, the log."""

import json
import os
from pathlib import Path
from typing import Final

from platformdirs import user_data_path

from aspire_desktop.storage.files import write_file

DEFAULT: Final = "aspire.sqlite"


def data_folder() -> Path:
    """Give the user's folder for Aspire Desktop; the variable ASPIRE_HOME names another one."""
    named = os.environ.get("ASPIRE_HOME")
    return Path(named).absolute() if named else user_data_path("aspire-desktop", appauthor=False)


def default_database() -> Path:
    """Give the database that is meant where none is named."""
    return data_folder() / DEFAULT


def log_file() -> Path:
    """Give the file in which troubles are noted, by reference and without personal data."""
    return data_folder() / "aspire.log"


def key_folder() -> Path:
    """Give the folder for the keys of databases on servers, where the computer has no keyring."""
    return data_folder() / "keys"


def last_database() -> str | None:
    """Give the file or URL that the window had open last, or None where it is not known."""
    named = _noted().get("database")
    return named if isinstance(named, str) else None


def remember_database(named: str) -> None:
    """Note what the window has open; never a password, which a URL must leave out."""
    _note_down("database", named)


def keys_in_files() -> bool:
    """Tell whether this computer keeps keys in files rather than in its keyring."""
    return _noted().get("keys") == "file"


def remember_keys_in_files(wanted: bool) -> None:
    """Note where this computer keeps keys from now on."""
    _note_down("keys", "file" if wanted else "keyring")


def noted_places(database: Path) -> list[dict[str, str]] | None:
    """Give what is noted of the places for backups of a database; None where none were ever chosen."""
    every = _noted().get("backups")
    noted = every.get(str(database)) if isinstance(every, dict) else None
    return noted if isinstance(noted, list) else None


def note_places(database: Path, places: list[dict[str, str]]) -> None:
    """Note the places for backups of a database, and what became of the last one in each."""
    every = _noted().get("backups")
    known = every if isinstance(every, dict) else {}
    _note_down("backups", known | {str(database): places})


def _note() -> Path:
    return data_folder() / "settings.json"


def _noted() -> dict[str, object]:
    try:
        noted = json.loads(_note().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}  # never opened, or the note is damaged: the first-run page asks
    return noted if isinstance(noted, dict) else {}


def _note_down(name: str, value: object) -> None:
    write_file(_note(), json.dumps(_noted() | {name: value}, indent=1).encode())
