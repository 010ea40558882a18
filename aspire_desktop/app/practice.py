"""Practice data: a database of invented people on which the whole job is run, by the commands themselves."""

import secrets
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Final

from aspire_desktop.app.commands.intake import imports
from aspire_desktop.app.commands.money import returns
from aspire_desktop.app.commands.programmes import attendance, certificates
from aspire_desktop.app.databases import make, named
from aspire_desktop.app.holding import hold
from aspire_desktop.app.parser import Commands, Run
from aspire_desktop.app.practice_files import (
    PracticeCohort,
    PracticePlan,
    write_agreements,
    write_attendance,
    write_cohorts,
    write_participants,
    write_projects,
)
from aspire_desktop.app.request import Request
from aspire_desktop.domain.office.clock import Clock, SetClock
from aspire_desktop.domain.office.errors import Refused
from aspire_desktop.storage.files import plainly, write_file
from aspire_desktop.storage.keys import Vault

PRACTICE: Final = "practice.sqlite"
MARKER: Final = "READ ME - practice data.txt"
_TOLD: Final = (
    "This folder holds the practice data of Aspire Desktop. The people in it are invented.\n"
    "The command “aspire-desktop demo” builds it anew each time: do not keep work of your own here.\n"
)
_FOLDERS: Final = ("spreadsheets", "registers", "certificates", "returns")
_ASIDE: Final = ".before-"
_ENDINGS: Final = ("", ".key", "-wal", "-shm")
_REFERENCE: Final = "LGA-WM-PRACTICE"


@dataclass(frozen=True)
class Practice:
    """What was built: the database, the spreadsheets that went in, and the papers that came out."""

    folder: Path
    database: Path
    imported: tuple[Path, ...]
    registers: tuple[Path, ...]
    certificates: tuple[Path, ...]
    returns: tuple[Path, ...]


def build(folder: Path, person: str, clock: Clock) -> Practice:
    """Build the practice data in a folder that is new, empty or practice data already.

    Raises Refused for any other folder.
    """
    folder = folder.absolute()
    _refuse_other_folder(folder)
    write_file(folder / MARKER, _TOLD.encode())
    held = hold(folder / PRACTICE, person, clock.now())
    try:
        with _replacing(folder):
            return _Job(folder, person, PracticePlan(clock.today())).run()
    finally:
        held.let_go()


def _refuse_other_folder(folder: Path) -> None:
    if folder.is_file() or (folder.is_dir() and any(folder.iterdir()) and not (folder / MARKER).exists()):
        raise Refused(
            f"{folder} is not empty, and it is not practice data.",
            do="Choose another folder with --out DIR.",
        )


@contextmanager
def _replacing(folder: Path) -> Iterator[None]:
    """Set aside what an earlier run built; it is gone when the block ends well, and back where it does not.

    On Windows a file that a program has open can be neither moved nor removed: then nothing is.
    """
    aside = folder / f"{_ASIDE}{secrets.token_hex(4)}"
    _remove_left_over(folder)
    old = [folder / name for name in (*(f"{PRACTICE}{ending}" for ending in _ENDINGS), *_FOLDERS)]
    with plainly(folder):
        aside.mkdir()
        try:
            _move([each for each in old if each.exists()], aside)
        except OSError:
            aside.rmdir()
            raise
    try:
        yield
    except BaseException:
        _remove(old)
        _move(list(aside.iterdir()), folder)
        raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)  # what stays is removed by the next run


def _move(each: Sequence[Path], into: Path) -> None:
    """Move all of them or none."""
    moved: list[Path] = []
    try:
        for place in each:
            moved.append(place.rename(into / place.name))
    except OSError:
        for place, there in zip(each, moved, strict=False):
            there.rename(place)
        raise


def _remove(each: Sequence[Path]) -> None:
    for place in each:
        if place.is_dir():
            shutil.rmtree(place)
        else:
            place.unlink(missing_ok=True)


def _remove_left_over(folder: Path) -> None:
    for place in folder.glob(f"{_ASIDE}*"):
        shutil.rmtree(place, ignore_errors=True)


class _Job:
    """The job from beginning to end, each step on the day it would have been done."""

    def __init__(self, folder: Path, person: str, plan: PracticePlan) -> None:
        self._folder = folder
        self._plan = plan
        self._sheets = folder / "spreadsheets"
        self._imported: list[Path] = []
        self._commands = Commands("practice", "")
        for group in (attendance, certificates, imports, returns):
            group.declare(self._commands)
        self._request = Request(_morning_of(plan.begins), str(folder / PRACTICE), person)

    def run(self) -> Practice:
        """Do everything."""
        database = self._folder / PRACTICE
        make(named(str(database)), self._request.name(), self._request.clock, Vault(), key_in_file=True)
        self._import("agreements", write_agreements(self._sheets, self._plan))
        self._import("cohorts", write_cohorts(self._sheets, self._plan))
        finished, under_way, _to_come = self._plan.cohorts
        register = self._fill(finished)
        certificates, submitted = self._issue(finished), self._claim()
        registers = (register, self._fill(under_way))
        return Practice(self._folder, database, tuple(self._imported), registers, certificates, (submitted,))

    def _fill(self, cohort: PracticeCohort) -> Path:
        """Enrol, print the registers, mark what was held, and note what the panel decided."""
        code = cohort.code
        self._on(cohort.days[0] - timedelta(days=14))
        self._import("participants", write_participants(self._sheets, cohort), code)
        out = self._folder / "registers" / f"Register {code}.pdf"
        self._carry_out("register", code, "--out", out)
        self._on(cohort.days[cohort.marked - 1])
        self._import("attendance", write_attendance(self._sheets, cohort), code)
        if cohort.panel:
            self._on(cohort.panel)
            self._import("projects", write_projects(self._sheets, cohort), code)
        return out

    def _issue(self, cohort: PracticeCohort) -> tuple[Path, ...]:
        assert cohort.panel is not None
        self._on(cohort.panel + timedelta(days=7))
        self._carry_out("certificates", cohort.code, "--out", self._folder / "certificates")
        return tuple(sorted((self._folder / "certificates").iterdir()))

    def _claim(self) -> Path:
        """Submit the return for the months until the panel met."""
        until = self._plan.return_until
        self._on(until + timedelta(days=1))
        out = self._folder / "returns" / f"Return {_REFERENCE}.xlsx"
        period = ("--from", self._plan.agreement[0], "--to", until)
        self._carry_out("return", _REFERENCE, *period, "--out", out, "--submit")
        return out

    def _import(self, kind: str, file: Path, cohort: str | None = None) -> None:
        self._imported.append(file)
        on = ("--cohort", cohort) if cohort else ()
        self._carry_out("import", kind, file, *on, "--strict")

    def _carry_out(self, *words: str | Path | date) -> None:
        """Run a command as it would be typed, on the day that it is."""
        given = self._commands.parser.parse_args([str(word) for word in words])
        run: Run = given.run
        run(self._request, given)

    def _on(self, day: date) -> None:
        self._request = replace(self._request, clock=_morning_of(day))


def _morning_of(day: date) -> Clock:
    """Give a clock that stands at half past nine on a day."""
    return SetClock(datetime.combine(day, time(9, 30), UTC))
