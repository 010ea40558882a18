"""Whether an open database is still the file at its path, with its own log beside it."""

import os
from dataclasses import dataclass
from pathlib import Path

from aspire_desktop.storage.open_files import LOG


@dataclass(frozen=True)
class _Place:
    """What the system calls a file whatever its name is."""

    device: int
    inode: int


class Whereabouts:
    """Remembers the files of a database as they were when it was opened, and how long its log was since.

    Files are looked up, never opened. On Windows nothing can take away a file that is open.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._places = {ending: _place(Path(f"{file}{ending}")) for ending in ("", *LOG)}
        self._log = self._length()

    def note_written(self) -> None:
        """Note how long the log is after a change."""
        self._log = self._length()

    def trouble(self) -> str:
        """Say what happened to the files since; nothing where they are what they were."""
        if os.name == "nt":
            return ""
        name = self._file.name
        for ending, place in self._places.items():
            now = _place(Path(f"{self._file}{ending}"))
            if now != place:
                what = name if not ending else f"The log of {name}"
                done = "moved or deleted" if now is None else "replaced by another file"
                return f"{what} was {done} while it was open here."
        if self._length() < self._log:
            return f"The log of {name} was cut short while it was open here."
        return ""

    def _length(self) -> int:
        try:
            return Path(f"{self._file}{LOG[0]}").stat().st_size
        except OSError:
            return 0


def _place(file: Path) -> _Place | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return _Place(found.st_dev, found.st_ino)
