"""Try the program as Windows on Linux, under Wine: python scripts/windows_trial DIR [--out OUT] [--freeze]

DIR holds `prefix`, a Wine prefix, and `python`, a CPython for Windows with the wheels of requirements.lock
(and with pytest, pytest-qt, hypothesis and the other test libraries; with PyInstaller for --freeze).
Needs wine64, xvfb and imagemagick. Prints a table; exit code 1 where a step failed.
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from wine import PROJECT, SCREEN, Ran, Wine, drive_z, screen

NAMES = ("Siân Ŵyn", "Łukasz Żak", "Zoë O'Brien")
FOLDERS = ("house", "domain", "storage", "documents", "services", "app", "stories")
"""Of the tests; those of the window stay out: pictures and fonts are compared on Linux."""
PATIENCE = 60
"""Seconds that a window may take to show its last picture: Wine is slow to start."""
COMMAND = "aspire-desktop.exe"
WINDOWED = "Aspire Desktop.exe"


@dataclass(frozen=True)
class Step:
    """A row of the table."""

    title: str
    good: bool
    told: str
    seconds: float


@dataclass(frozen=True)
class Trial:
    """A Windows, and a folder for what comes out."""

    wine: Wine
    out: Path

    def window(self, picture: str, *program: str) -> Step:
        """Start a program with a window as Explorer does, and keep a picture of the screen."""
        begun = time.monotonic()
        with tempfile.TemporaryDirectory() as folder, screen() as display:
            notes = Path(folder)
            home = drive_z(notes / "home")
            desktop = f"/desktop=trial{int(begun)},{SCREEN}"
            words = ("explorer", desktop, self.wine.python, drive_z(Path(__file__).with_name("detached.py")))
            more = {"DISPLAY": display, "ASPIRE_HOME": home}
            with subprocess.Popen(
                ["wine", *words, drive_z(notes), *program],
                cwd=PROJECT,
                env=self.wine.surroundings(**more),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            ):
                _wait(lambda: (notes / "said").exists(), PATIENCE)
                shot = ["import", "-display", display, "-window", "root", str(self.out / picture)]
                subprocess.run(shot, check=True)
                (notes / "stop").touch()
                _wait(lambda: (notes / "said").exists(), PATIENCE)
            said = (notes / "said").read_text("utf-8") if (notes / "said").exists() else "nothing was noted"
        return Step(
            f"window without handles ({picture})", said.startswith("running"), said, time.monotonic() - begun
        )

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
        return _step("names through a pipe", ran, told, good=not missing)

    def back_up_and_restore(self, home: Path) -> Step:
        """Back up, restore over it, check."""
        backup = drive_z(home / "office.backup")
        ran = [
            self.wine.aspire("backup", "--out", backup, home=home),
            self.wine.aspire("restore", backup, home=home),
            self.wine.aspire("check", home=home),
        ]
        return _step("backup, restore, check", ran, "sound" if b"is sound" in ran[-1].out else "NOT sound")

    def demo(self, home: Path, *program: str) -> Step:
        """Run the whole job on practice data."""
        folder = drive_z(home / "demo")
        ran = self.wine.run(*program, "demo", "--no-window", "--out", folder, home=home)
        return _step(f"demo ({Path(program[0]).name})", [ran], f"{ran.out.count(b'Wrote:')} papers written")

    def tests(self, folder: str) -> Step:
        """Run one folder of the tests."""
        words = (self.wine.python, "-m", "pytest", "-p", "no:cacheprovider", "-q", f"tests/{folder}")
        ran = self.wine.run(*words, home=self.out, QT_QPA_PLATFORM="offscreen")
        (self.out / f"tests-{folder}.txt").write_bytes(ran.out + ran.err)
        last = re.findall(rb"^.*\b(?:passed|failed|skipped|error)\b.*$", ran.out, re.M)
        return _step(f"tests/{folder}", [ran], last[-1].decode().strip("= ") if last else "no count")

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
        return _step("freeze", [ran], f"{size // 2**20} MiB")


def main() -> int:
    """Run every step, print as they end; exit code 1 where one failed."""
    given = _parsed()
    out: Path = given.out.absolute()
    out.mkdir(parents=True, exist_ok=True)
    trial = Trial(Wine(given.windows.absolute()), out)
    print("| step | result | what was seen | s |\n| --- | --- | --- | --- |")
    failed = 0
    for step in _steps(trial, freeze=given.freeze, tests=not given.no_tests):
        print(
            f"| {step.title} | {'ok' if step.good else '**failed**'} | {step.told} | {step.seconds:.0f} |",
            flush=True,
        )
        failed += not step.good
    return 1 if failed else 0


def _steps(trial: Trial, *, freeze: bool, tests: bool) -> Iterator[Step]:
    home = trial.out / "home"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir()
    pythonw = str(trial.wine.folder / "python" / "pythonw.exe")
    yield trial.window("pythonw.png", pythonw, "-m", "aspire_desktop")
    yield trial.names_through_a_pipe(home)
    yield trial.back_up_and_restore(home)
    yield trial.demo(home, trial.wine.python, "-m", "aspire_desktop")
    if tests:
        yield from (trial.tests(folder) for folder in FOLDERS)
    if freeze:
        yield trial.freeze()
        program = trial.out / "frozen" / "aspire-desktop"
        yield trial.window("frozen.png", drive_z(program / WINDOWED))
        yield trial.demo(home, str(program / COMMAND))


def _step(title: str, ran: list[Ran], told: str, *, good: bool = True) -> Step:
    wrong = [each for each in ran if each.code != 0]
    if wrong:
        last = wrong[0].err.decode("utf-8", "replace").strip().splitlines() or ["no word"]
        told = f"{told}; code {wrong[0].code}: {last[-1][:120]}"
    return Step(title, good and not wrong, told, sum(each.seconds for each in ran))


def _wait(until: Callable[[], bool], seconds: float) -> None:
    end = time.monotonic() + seconds
    while not until() and time.monotonic() < end:
        time.sleep(0.3)


def _parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("windows", type=Path, metavar="DIR", help="the folder with prefix and python")
    parser.add_argument("--out", type=Path, default=PROJECT / "build" / "windows", help="build/windows")
    parser.add_argument("--freeze", action="store_true", help="also build and try the frozen program")
    parser.add_argument("--no-tests", action="store_true", help="leave the tests out")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
