"""Practice data: a database of invented people on which the whole job is run, by the commands themselves."""

import shutil
from argparse import Namespace
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Final

from aspire_desktop.app.answers import Answer
from aspire_desktop.app.commands.attendance import run_register
from aspire_desktop.app.commands.certificates import run_certificates
from aspire_desktop.app.commands.imports import run_import
from aspire_desktop.app.commands.returns import run_return
from aspire_desktop.app.databases import make, named
from aspire_desktop.app.holding import hold
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
from aspire_desktop.domain.clock import Clock, SetClock
from aspire_desktop.domain.errors import Refused
from aspire_desktop.storage.files import plainly, write_file
from aspire_desktop.storage.keys import Vault

PRACTICE: Final = "practice.sqlite"
MARKER: Final = "READ ME - practice data.txt"
_TOLD: Final = (
    "This folder holds the practice data of Aspire Desktop. The people in it are invented.\n"
    "The command “aspire-desktop demo” builds it anew each time: do not keep work of your own here.\n"
)
_FOLDERS: Final = ("spreadsheets", "registers", "certificates", "returns")
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
        _clear(folder)
        return _Job(folder, person, PracticePlan(clock.today())).run()
    finally:
        held.let_go()


def _refuse_other_folder(folder: Path) -> None:
    if folder.is_file() or (folder.is_dir() and any(folder.iterdir()) and not (folder / MARKER).exists()):
        raise Refused(
            f"{folder} is not empty, and it is not practice data.",
            do="Choose another folder with --out DIR.",
        )


def _clear(folder: Path) -> None:
    with plainly(folder):
        for ending in _ENDINGS:
            (folder / f"{PRACTICE}{ending}").unlink(missing_ok=True)
        for name in _FOLDERS:
            if (folder / name).is_dir():
                shutil.rmtree(folder / name)


class _Job:
    """The job from beginning to end, each step on the day it would have been done."""

    def __init__(self, folder: Path, person: str, plan: PracticePlan) -> None:
        self._folder = folder
        self._plan = plan
        self._sheets = folder / "spreadsheets"
        self._imported: list[Path] = []
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
        run_register(self._request, Namespace(cohort=code, session=None, out=out))
        self._on(cohort.days[cohort.marked - 1])
        self._import("attendance", write_attendance(self._sheets, cohort), code)
        if cohort.panel:
            self._on(cohort.panel)
            self._import("projects", write_projects(self._sheets, cohort), code)
        return out

    def _issue(self, cohort: PracticeCohort) -> tuple[Path, ...]:
        assert cohort.panel is not None
        self._on(cohort.panel + timedelta(days=7))
        given = Namespace(cohort=cohort.code, out=self._folder / "certificates", single_file=False, keys=None)
        run_certificates(self._request, given)
        return tuple(sorted((self._folder / "certificates").iterdir()))

    def _claim(self) -> Path:
        """Submit the return for the months until the panel met."""
        until = self._plan.return_until
        self._on(until + timedelta(days=1))
        out = self._folder / "returns" / f"Return {_REFERENCE}.xlsx"
        begins = self._plan.agreement[0]
        given = Namespace(
            agreement=_REFERENCE,
            begins=begins,
            ends=until,
            out=out,
            submit=True,
            revise=None,
            anonymous=False,
            form=None,
            prepared_by="",
        )
        run_return(self._request, given)
        return out

    def _import(self, kind: str, file: Path, cohort: str | None = None) -> Answer:
        self._imported.append(file)
        given = Namespace(
            kind=kind, file=file, cohort=cohort, map=None, dry_run=False, strict=True, reason="", report=None
        )
        return run_import(self._request, given)

    def _on(self, day: date) -> None:
        self._request = replace(self._request, clock=_morning_of(day))


def _morning_of(day: date) -> Clock:
    """Give a clock that stands at half past nine on a day."""
    return SetClock(datetime.combine(day, time(9, 30), UTC))
