"""How databases are opened, as the start page sees it; the composition answers for it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from aspire_desktop.domain.office.errors import Explanation, Refused
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.office.backups import Backups


@dataclass(frozen=True)
class Opened:
    """An open database: the office on it, its name for the status bar, and how it is closed.

    `recovery_key` is set until the person has saved it and typed it back (Openings.confirm), and
    `key_kept` says with it where the key lies on this computer. `warning` says what endangers the file.
    `backups` are those of the database; practice data have none.
    """

    office: Office
    name: str
    close: Callable[[], None]
    practice: bool = False
    recovery_key: str = ""
    key_kept: str = ""
    warning: Explanation | None = None
    backups: Backups | None = None


class KeyWanted(Refused):
    """The key of a database is not on this computer: the person is asked for its recovery key."""


class Openings(Protocol):
    """Ways in. Everything but `last`, `person` and `folder` runs on another thread and may take its time."""

    def last(self) -> Path | None:
        """Give the database that was open last, if it is still there."""
        ...

    def person(self) -> str:
        """Give the name the computer has for whoever sits at it."""
        ...

    def folder(self) -> Path:
        """Give the folder that is offered for a new database."""
        ...

    def new(self, file: Path, person: str) -> Opened:
        """Make a database in which the person holds every role; raise Refused where a file is there."""
        ...

    def open(self, file: Path, recovery_key: str = "") -> Opened:
        """Open a database; raise KeyWanted without its key, Unreadable for what is no such database."""
        ...

    def practice(self) -> Opened:
        """Open the practice database, made of invented data if it is not there yet."""
        ...

    def restore(self, backup: Path, target: Path, recovery_key: str = "") -> Opened:
        """Put a backup in a database's place, keeping what is there beside it, and open it; raise Refused."""
        ...

    def confirm(self, opened: Opened) -> None:
        """Remember that the recovery key is safe with the person: set-up counts as complete."""
        ...
