"""One window at a time on a database file: who holds it is written beside it."""

import json
import os
import platform
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from aspire_desktop.domain.office.clock import OFFICE_ZONE
from aspire_desktop.domain.office.errors import Refused
from aspire_desktop.storage.files import write_file
from aspire_desktop.storage.open_files import note_of_window


@dataclass(frozen=True)
class Hold:
    """A file that is held for one window until it is let go."""

    lock: FileLock
    note: Path

    def let_go(self) -> None:
        """Let another window have the file."""
        self.note.unlink(missing_ok=True)
        self.lock.release()


def hold(file: Path, person: str, now: datetime) -> Hold:
    """Hold a database file for a window; raise Refused, saying who has it open, where another one does.

    Commands that change rows do not ask: they wait for each other's changes. One that puts another file in
    its place does. A computer that stops lets go by itself.
    """
    # Taken on one thread and let go on another.
    lock = FileLock(f"{file}.lock", thread_local=False)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise Refused(
            f"{file.name} is open {_holder(note_of_window(file))}.",
            do="Close that window, or try again when it is closed.",
        ) from error
    at = now.astimezone(OFFICE_ZONE)
    told = {
        "computer": platform.node(),
        "person": person,
        "since": f"{at:%H:%M}",
        "day": f"{at:%Y-%m-%d}",
        "process": os.getpid(),
    }
    return Hold(lock, write_file(note_of_window(file), json.dumps(told).encode()))


def _holder(note: Path) -> str:
    """Say “on PC-17 by Ann since 09:12”, or as much as can be known."""
    try:
        told = json.loads(note.read_text(encoding="utf-8"))
        return f"on {told['computer']} by {told['person']} since {told['since']}"
    except (OSError, ValueError, KeyError, TypeError):
        return "in another window"  # its note is being written, or was taken away
