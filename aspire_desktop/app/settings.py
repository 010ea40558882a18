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
    try:
        noted = json.loads(_note().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None  # never opened, or the note is damaged: the first-run page asks
    named = noted.get("database") if isinstance(noted, dict) else None
    return named if isinstance(named, str) else None


def remember_database(named: str) -> None:
    """Note what the window has open; never a password, which a URL must leave out."""
    write_file(_note(), json.dumps({"database": named}, indent=1).encode())


def _note() -> Path:
    return data_folder() / "settings.json"
