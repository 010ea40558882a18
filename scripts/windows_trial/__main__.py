"""Try the program as Windows on Linux, under Wine: python scripts/windows_trial DIR [--out OUT] [--freeze]

DIR holds `prefix`, a Wine prefix, and `python`, a CPython for Windows with the wheels of requirements.lock
(and with pytest, pytest-qt, hypothesis and the other test libraries; with PyInstaller for --freeze).
Needs wine64, xvfb and imagemagick, and nsis for --freeze. Prints a table, and what was skipped and why;
exit code 1 where a step failed.
"""

import argparse
import re
import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from installing import COMMAND, WINDOWED, Installer
from step import Step, counted, judged
from window import Screens
from wine import PROJECT, Wine, drive_z

NAMES = ("Siân Ŵyn", "Łukasz Żak", "Zoë O'Brien")
FOLDERS = ("house", "domain", "storage", "documents", "app", "cases", "stories", "services")
"""Of the tests; those of the window stay out: pictures and fonts are compared on Linux."""


@dataclass(frozen=True)
class Trial:
    """A Windows, and a folder for what comes out."""

    wine: Wine
    out: Path

    @property
    def screens(self) -> Screens:
        """Give the screens on which windows open."""
        return Screens(self.wine, self.out)

    def names_through_a_pipe(self, home: Path) -> Step:
        """Import names and search for them: the pipe must carry them as UTF-8."""
        people = home / "people.csv"
        rows = [
            f"{name.split()[0]},{name.split()[1]},p{at}@walsall.gov.uk,Walsall Council"
            for at, name in enumerate(NAMES)
        ]
        people.write_text("First name,Last name,E-mail,Council\n" + "\n".join(rows) + "\n", encoding="utf-8")
        ran = [
            self.wine.aspire("new", home=home),
            self.wine.aspire("import", "people", drive_z(people), home=home),
        ]
        ran += [self.wine.aspire("search", name.split()[1], home=home) for name in NAMES]
        missing = [name for name, each in zip(NAMES, ran[2:], strict=True) if name.encode() not in each.out]
        told = f"{len(NAMES) - len(missing)} of {len(NAMES)} names came through"
        return judged("names through a pipe", ran, told, good=not missing)

    def back_up_and_restore(self, home: Path) -> Step:
        """Back up, restore over it, check."""
        backup = drive_z(home / "office.backup")
        ran = [
            self.wine.aspire("backup", "--out", backup, home=home),
            self.wine.aspire("restore", backup, home=home),
            self.wine.aspire("check", home=home),
        ]
        sound = b"is sound" in ran[-1].out
        return judged("backup, restore, check", ran, "sound" if sound else "NOT sound", good=sound)

    def demo(self, home: Path, *program: str) -> Step:
        """Run the whole job on practice data."""
        folder = drive_z(home / "demo")
        ran = self.wine.run(*program, "demo", "--no-window", "--out", folder, home=home)
        return judged(f"demo ({Path(program[0]).name})", [ran], f"{ran.out.count(b'Wrote:')} papers written")

    def tests(self, folder: str) -> Step:
        """Run one folder of the tests."""
        words = (self.wine.python, "-m", "pytest", "-p", "no:cacheprovider", "-q", f"tests/{folder}")
        ran = self.wine.run(*words, home=self.out, QT_QPA_PLATFORM="offscreen")
        (self.out / f"tests-{folder}.txt").write_bytes(ran.out + ran.err)
        return judged(f"tests/{folder}", [ran], counted(ran.out))

    def skipped(self, folders: tuple[str, ...]) -> Counter[str]:
        """Count the tests that were skipped, by the reason that each gives."""
        reasons: Counter[str] = Counter()
        for folder in folders:
            told = (self.out / f"tests-{folder}.txt").read_text("utf-8", "replace")
            for times, reason in re.findall(r"^SKIPPED \[(\d+)\] \S+?: (.+?)\r?$", told, re.M):
                reasons[reason] += int(times)
        return reasons

    def freeze(self) -> Step:
        """Build the program's folder with PyInstaller."""
        places = ("--distpath", drive_z(self.out / "frozen"), "--workpath", drive_z(self.out / "freezing"))
        ran = self.wine.run(
            self.wine.python,
            "-m",
            "PyInstaller",
            "--noconfirm",
            "--log-level",
            "WARN",
            *places,
            "build.spec",
            home=self.out,
        )
        size = sum(file.stat().st_size for file in (self.out / "frozen").rglob("*") if file.is_file())
        return judged("freeze", [ran], f"{size // 2**20} MiB")


def main() -> int:
    """Run every step, print as they end; exit code 1 where one failed."""
    given = _parsed()
    out: Path = given.out.absolute()
    out.mkdir(parents=True, exist_ok=True)
    trial = Trial(Wine(given.windows.absolute()), out)
    folders = () if given.no_tests else tuple(given.tests or FOLDERS)
    print("| step | result | what was seen | s |\n| --- | --- | --- | --- |")
    failed = 0
    for step in _steps(trial, folders, freeze=given.freeze):
        print(step.row, flush=True)
        failed += not step.good
    for reason, times in trial.skipped(folders).most_common():
        print(f"- {times} skipped: {reason}")
    return 1 if failed else 0


def _steps(trial: Trial, folders: tuple[str, ...], *, freeze: bool) -> Iterator[Step]:
    home = trial.out / "home"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir()
    pythonw = str(trial.wine.folder / "python" / "pythonw.exe")
    yield trial.screens.window("pythonw.png", pythonw, "-m", "aspire_desktop", home=home / "window")
    yield trial.names_through_a_pipe(home)
    yield trial.back_up_and_restore(home)
    yield trial.demo(home, trial.wine.python, "-m", "aspire_desktop")
    if freeze:
        yield trial.freeze()
        yield from _frozen(trial, home)
    yield from (trial.tests(folder) for folder in folders)


def _frozen(trial: Trial, home: Path) -> Iterator[Step]:
    program = trial.out / "frozen" / "aspire-desktop"
    yield trial.screens.window("frozen.png", drive_z(program / WINDOWED), home=home / "window")
    yield trial.demo(home, str(program / COMMAND))
    yield from Installer(trial.screens, program, trial.wine.local_data()).steps()


def _parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("windows", type=Path, metavar="DIR", help="the folder with prefix and python")
    parser.add_argument("--out", type=Path, default=PROJECT / "build" / "windows", help="build/windows")
    parser.add_argument("--freeze", action="store_true", help="also try the frozen program and the installer")
    parser.add_argument("--tests", action="append", choices=FOLDERS, help="only this folder of the tests")
    parser.add_argument("--no-tests", action="store_true", help="leave the tests out")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
