"""What the system says of the locks that this process holds on a database and its log."""

import os
from pathlib import Path
from typing import Final

LOCKS: Final = Path("/proc/locks")


def locks_on(file: Path) -> set[tuple[str, ...]]:
    """Give ending, kind, first and last byte of each lock that this process holds on a database file."""
    ours = {}
    for ending in ("", "-wal", "-shm"):
        place = Path(f"{file}{ending}")
        if place.exists():
            ours[place.stat().st_ino] = ending or "file"
    found = set()
    for line in LOCKS.read_text(encoding="ascii").splitlines():
        words = line.replace("-> ", "").split()
        pid, inode = words[4], int(words[5].rpartition(":")[2])
        if pid == str(os.getpid()) and inode in ours:
            found.add((ours[inode], words[1], words[3], *words[6:]))
    return found
