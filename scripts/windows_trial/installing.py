"""The installer: made, run silently, tried, run over an open program, and taken away again."""

import hashlib
import re
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from step import Step, judged
from window import Screens, wait
from wine import PROJECT, Ran, Wine, drive_z

TITLE = "Aspire Desktop"
WINDOWED = f"{TITLE}.exe"
COMMAND = "aspire-desktop.exe"
ENTRY = rf"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\{TITLE}"
PATIENCE = 60
"""Seconds that the uninstaller may take: it goes on in a process of its own."""
AFTERMATH = 15
"""Seconds in which an uninstaller that did not refuse would have begun to take away."""


@dataclass(frozen=True)
class Installer:
    """A frozen program, and where it goes on this Windows when nobody names a folder."""

    screens: Screens
    frozen: Path
    local: Path
    """%LOCALAPPDATA%, as a path of this machine."""

    @property
    def wine(self) -> Wine:
        """Give the Windows it is tried on."""
        return self.screens.wine

    @property
    def file(self) -> Path:
        """Give the installer itself."""
        return self.screens.out / f"Aspire-Desktop-{version()}.exe"

    @property
    def installed(self) -> Path:
        """Give the folder of the installed program."""
        return self.local / "Programs" / TITLE

    @property
    def shortcut(self) -> Path:
        """Give the entry in the start menu."""
        menu = "Roaming/Microsoft/Windows/Start Menu/Programs"
        return self.local.parent / menu / f"{TITLE}.lnk"

    @property
    def kept(self) -> Path:
        """Give the user's own folder, which outlives the program."""
        return self.local / "aspire-desktop"

    def steps(self) -> Iterator[Step]:
        """Make it, install, use, install again, take away."""
        yield self.make()
        yield self.install()
        yield self.use()
        yield self.over_an_open_program()
        yield self.over_an_older_one()
        yield self.take_away()

    def make(self) -> Step:
        """Build the installer as a release does."""
        begun = time.monotonic()
        says = (f"-DVERSION={version()}", f"-DFROM={self.frozen}", f"-DOUT={self.file}")
        made = subprocess.run(
            ["makensis", "-V2", *says, "installer.nsi"], cwd=PROJECT, capture_output=True, check=False
        )
        ran = Ran(made.returncode, made.stdout, made.stderr, time.monotonic() - begun)
        size = self.file.stat().st_size if self.file.exists() else 0
        return judged("installer: make", [ran], f"{size // 2**20} MiB")

    def install(self) -> Step:
        """Install silently: every file of the frozen program, an entry to uninstall by, a shortcut."""
        ran = self._run(self.file)
        lacking = digests(self.frozen).items() - digests(self.installed).items()
        good = not lacking and self._is_listed() and self.shortcut.exists()
        told = f"{len(digests(self.installed))} files, {len(lacking)} lacking; {self._traces()}"
        return judged("installer: install", [ran], told, good=good)

    def use(self) -> Step:
        """Make a database where the program keeps it by itself, and check it."""
        program = str(self.installed / COMMAND)
        new = [] if (self.kept / "aspire.sqlite").exists() else [self._aspire(program, "new")]
        ran = [*new, self._aspire(program, "check")]
        good = b"is sound" in ran[-1].out
        return judged("installer: new, check", ran, "sound" if good else "NOT sound", good=good)

    def over_an_open_program(self) -> Step:
        """Install and uninstall while the window is open: both must refuse and take nothing away."""
        before = digests(self.installed)
        codes: list[int] = []

        def meanwhile() -> None:
            codes.extend(self._run(each).code for each in (self.file, self.installed / "Uninstall.exe"))
            time.sleep(AFTERMATH)

        program = drive_z(self.installed / WINDOWED)
        step = self.screens.window("installed.png", program, home=None, meanwhile=meanwhile)
        same = digests(self.installed) == before
        told = f"{step.told}; exit codes {codes}, {'nothing' if same else 'SOMETHING'} changed"
        good = step.good and same and codes[0] != 0
        return Step("installer: over the open window (installed.png)", good, told, step.seconds)

    def over_an_older_one(self) -> Step:
        """Install again: a library that only the older version had goes."""
        old = self.installed / "_internal" / "of_an_older_version.dll"
        old.write_bytes(b"")
        ran = self._run(self.file)
        told = "its old library is " + ("still there" if old.exists() else "gone")
        return judged("installer: over an older version", [ran], told, good=not old.exists())

    def take_away(self) -> Step:
        """Uninstall silently: the program goes, what is the user's stays as it was."""
        before = digests(self.kept)
        begun = time.monotonic()
        ran = self._run(self.installed / "Uninstall.exe")
        wait(lambda: not self.installed.exists() and not self._is_listed(), PATIENCE)
        same = digests(self.kept) == before
        gone = not self.installed.exists() and not self._is_listed() and not self.shortcut.exists()
        kept = f"{len(before)} files of the user {'kept' if same else 'CHANGED'}"
        told = f"program {'gone' if gone else 'NOT gone'}; {kept}"
        row = judged("installer: uninstall", [ran], told, good=gone and same and bool(before))
        return Step(row.title, row.good, row.told, time.monotonic() - begun)

    def _run(self, program: Path) -> Ran:
        return self.wine.run(drive_z(program), "/S", home=None)

    def _aspire(self, *words: str) -> Ran:
        return self.wine.run(*words, home=None)

    def _is_listed(self) -> bool:
        return self.wine.run("reg", "query", ENTRY, "/v", "QuietUninstallString", home=None).code == 0

    def _traces(self) -> str:
        listed = "listed" if self._is_listed() else "NOT listed"
        return f"{listed} among programs, {'a' if self.shortcut.exists() else 'NO'} shortcut"


def version() -> str:
    """Give the version of the checkout."""
    told = re.search(r'__version__ = "(.+)"', (PROJECT / "aspire_desktop" / "__init__.py").read_text("utf-8"))
    assert told is not None
    return told[1]


def digests(folder: Path) -> dict[str, str]:
    """Give each file below a folder with the digest of what it holds."""
    return {
        str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }
