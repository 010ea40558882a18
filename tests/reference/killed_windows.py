"""A window killed at a random moment with a command at work beside it, and what is found afterwards."""

import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from aspire_desktop.app.databases import make, named, unlocked
from aspire_desktop.domain.office.clock import SetClock
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.money.funding import INVARIANTS
from aspire_desktop.storage.keys import Vault, key_file
from aspire_desktop.storage.lookups.home.search import search
from aspire_desktop.storage.soundness import problems
from aspire_desktop.storage.store import Store
from tests.ui.registers_office import Marking, fill_office

HERE: Final = Path(__file__).parent
NOW: Final = datetime(2026, 10, 8, 9, 30, tzinfo=UTC)
PERSON: Final = "Ann"
LETTERS: Final = "PLAE"
SLOWEST_START_S: Final = 90.0


@dataclass(frozen=True)
class Prepared:
    """A database with a cohort, to be copied for each trial."""

    database: Path
    there: Marking


@dataclass
class Told:
    """What the window and the command said before they were killed."""

    pressed: list[tuple[int, str]] = field(default_factory=list)
    done: int = 0
    imported: list[str] = field(default_factory=list)
    dialogs: int = 0
    milliseconds: list[float] = field(default_factory=list)


@dataclass(frozen=True)
class Outcome:
    """What a trial found: what was said, and what is wrong (nothing, one hopes)."""

    told: Told
    wrong: Sequence[str]


def prepare(folder: Path) -> Prepared:
    """Make the database, its key beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    place = named(str(folder / "office.sqlite"))
    location = make(place, PERSON, SetClock(NOW), Vault(), key_in_file=True).location
    store = Store(location, SetClock(NOW), INVARIANTS)
    there = fill_office(Office(store, PERSON))
    store.close()
    assert location.file is not None
    return Prepared(location.file, there)


def people_file(folder: Path, name: str) -> Path:
    """Write a file with one person to import."""
    file = folder / f"{name}.csv"
    file.write_text(f"Given name,Surname,E-mail,Employer\nZoë,{name},{name}@example.org,Walsall\n", "utf-8")
    return file


def trial(
    prepared: Prepared, folder: Path, seed: int, platform: str = "offscreen", *, alone: bool = False
) -> Outcome:
    """Start a window on a copy, with commands unless alone, kill it at random, and look on the disk."""
    folder.mkdir()
    database = Path(shutil.copy(prepared.database, folder / "office.sqlite"))
    shutil.copy(key_file(prepared.database), key_file(database))
    chance = random.Random(seed)
    window = _start(platform, "window_at_work.py", database, prepared.there.cohort_id, seed)
    started = [window] if alone else [window, _start(platform, "commands_beside.py", database)]
    try:
        _wait_until_ready(folder / "window_at_work.py.out", window)
        time.sleep(chance.uniform(0.3, 6.0))
        window.kill()
        window.wait()
    finally:
        for each in started:
            each.kill()
            each.wait()
    told = _read(folder)
    if any(each.returncode != -9 for each in started):
        ends = (file.read_text("utf-8", "replace")[-1000:] for file in sorted(folder.glob("*.err")))
        return Outcome(told, [f"ended by itself: {end}" for end in ends])
    return Outcome(told, _lost(database, prepared.there, told))


def _start(platform: str, script: str, database: Path, *words: object) -> "subprocess.Popen[bytes]":
    environment = os.environ | {
        "QT_QPA_PLATFORM": platform,
        "ASPIRE_HOME": str(database.parent / "home"),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
        "PYTHONPATH": os.pathsep.join([str(HERE), str(HERE.parents[1])]),
    }
    out, err = (database.parent / f"{script}.{each}" for each in ("out", "err"))
    with out.open("wb") as told, err.open("wb") as complained:
        command = [sys.executable, str(HERE / script), str(database), *map(str, words)]
        return subprocess.Popen(command, stdout=told, stderr=complained, env=environment)


def _wait_until_ready(out: Path, window: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + SLOWEST_START_S
    while "ready" not in out.read_text("utf-8"):
        if window.poll() is not None or time.monotonic() > end:
            return
        time.sleep(0.02)


def _read(folder: Path) -> Told:
    told = Told()
    for out in folder.glob("*.out"):
        for line in out.read_text("utf-8").splitlines():
            match line.split():
                case ["pressed", row, letter, _before]:
                    told.pressed.append((int(row), letter))
                case ["done", count]:
                    told.done = int(count)
                case ["imported" | "taken", name]:
                    told.imported.append(name)
                case ["committed", milliseconds]:
                    told.milliseconds.append(float(milliseconds))
                case ["dialog"]:
                    told.dialogs += 1
    return told


def _lost(database: Path, there: Marking, told: Told) -> list[str]:
    """Name everything that was shown as saved and is not on disk, and everything that is not sound."""
    location = unlocked(named(str(database)), Vault())
    wrong = problems(location, INVARIANTS)
    store = Store(location, SetClock(NOW), INVARIANTS)
    office = Office(store, PERSON)
    stored = there.letters(office)
    if stored not in _allowed(told, len(there.people)):
        wrong.append(f"{told.done} of {len(told.pressed)} marks were shown as done, on disk is {stored}")
    wrong += [
        f"{name} was shown as imported" for name in told.imported if not office.ask(search, name, NOW.date())
    ]
    store.close()
    return wrong


def _allowed(told: Told, people: int) -> set[str]:
    """Give every state that the marks may be in: keys are saved in order, those shown as done all of them."""
    letters, allowed = ["."] * people, set[str]()
    for number, (row, letter) in enumerate([(0, "."), *told.pressed]):
        if number:
            letters[row] = letter
        if number >= told.done:
            allowed.add("".join(letters))
    return allowed
