"""The copies of a database in a folder of backups, and the note that says what was found in each."""

import json
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from aspire_desktop.domain.office.backups import Checked, KeptCopy
from aspire_desktop.domain.office.clock import OFFICE_ZONE
from aspire_desktop.domain.office.errors import Refused
from aspire_desktop.storage.files import plainly, write_file
from aspire_desktop.storage.keys import salt_of
from aspire_desktop.storage.peek import content, faults, peeking

_NOTE: Final = " backups.json"
_TAKEN: Final = re.compile(r" (\d{4}-\d{2}-\d{2} \d{6})$")
_WRITTEN: Final = "%Y-%m-%d %H%M%S"


@dataclass(frozen=True)
class NotedCopy:
    """What is noted of a copy: when it was taken and of which size, what it held, what a check found."""

    at: str
    size: int
    head: int
    digest: str
    checked: str


def copy_name(file: Path, at: datetime) -> str:
    """Give the name of a copy of a database taken at a moment."""
    return f"{file.stem} {at.astimezone(OFFICE_ZONE):{_WRITTEN}}{file.suffix}"


def copies_in(folder: Path, database: Path, salt: bytes | None, *, before_update: bool) -> list[KeptCopy]:
    """Give the copies of a database in a folder, the newest first; files of other databases are passed by.

    A copy of which nothing is noted, or which has another size than is noted, was not checked yet.
    """
    noted, found = notes_of(folder, database), list[KeptCopy]()
    for file in sorted(folder.glob(f"*{database.suffix}")) if folder.is_dir() else ():
        at, kept = _taken(file), noted.get(file.name)
        with suppress(Refused, OSError):
            if at is None or salt_of(file) != salt or not file.name.startswith(database.stem):
                continue
            size = file.stat().st_size
            good = kept is not None and kept.size == size
            checked = Checked(kept.checked) if kept and good else Checked.NOT_YET
            taken = datetime.fromisoformat(kept.at) if kept and good else at
            head, digest = (kept.head, kept.digest) if kept else (0, "")
            found.append(KeptCopy(file, taken, size, head, checked, before_update, digest))
    return sorted(found, key=lambda each: each.at, reverse=True)


def notes_of(folder: Path, database: Path) -> dict[str, NotedCopy]:
    """Give what is noted of the copies in a folder, by name; nothing where the note is away or damaged."""
    with suppress(OSError, ValueError, TypeError, AttributeError):
        noted = json.loads(_note(folder, database).read_text(encoding="utf-8"))
        return {str(name): NotedCopy(**each) for name, each in noted.items()}
    return {}


def note_down(folder: Path, database: Path, noted: Mapping[str, NotedCopy]) -> None:
    """Note what was found in copies; of copies that went nothing is noted any more."""
    kept = notes_of(folder, database) | dict(noted)
    there = {name: asdict(each) for name, each in kept.items() if (folder / name).exists()}
    write_file(_note(folder, database), json.dumps(there, indent=1).encode())


def looked_over(copy: KeptCopy, key: str | None) -> NotedCopy:
    """Open a copy and check all of it; what is wrong with it is noted, not raised."""
    seen = NotedCopy(copy.at.astimezone(UTC).isoformat(), copy.size, copy.head, copy.digest, Checked.UNSOUND)
    with suppress(Refused), peeking(copy.file, key) as opened:
        if not faults(opened, encrypted=key is not None):
            held = content(opened)
            seen = replace(seen, head=held.head.id, digest=held.head.digest, checked=Checked.SOUND)
    return seen


def let_go(copies: Iterable[KeptCopy]) -> None:
    """Delete copies that are kept no more."""
    for each in copies:
        with plainly(each.file):
            each.file.unlink(missing_ok=True)


def _note(folder: Path, database: Path) -> Path:
    return folder / f"{database.stem}{_NOTE}"


def _taken(file: Path) -> datetime | None:
    """Read from its name when a copy was taken; None for a file that is no such copy."""
    found = _TAKEN.search(file.stem)
    if found is None:
        return None
    with suppress(ValueError):
        return datetime.strptime(found[1], _WRITTEN).replace(tzinfo=OFFICE_ZONE).astimezone(UTC)
    return None
