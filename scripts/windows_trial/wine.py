"""A Windows of Wine with a Windows Python in it: where things lie, and how programs are run there."""

import os
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath

PROJECT = Path(__file__).parents[2]
SCREEN = "1600x1000"
AFTER = 5
"""Seconds after which it is asked whether a program that says nothing has ended."""
_HIDDEN = (
    "ASPIRE_HOME",
    "PYTHONHOME",
    "PYTHONDONTWRITEBYTECODE",
    "PYTHONUNBUFFERED",
    "PYTHONIOENCODING",
    "PYTHONUTF8",
)
"""What a Python of this machine is told would hide how a user's behaves."""


@dataclass(frozen=True)
class Ran:
    """What a Windows program said, its exit code, and how many seconds it took."""

    code: int
    out: bytes
    err: bytes
    seconds: float


@dataclass(frozen=True)
class Wine:
    """A folder with `prefix` (Wine, 64 bit) and `python` (CPython for Windows with the locked wheels)."""

    folder: Path

    @property
    def python(self) -> str:
        """The console Python, as a path of this machine."""
        return str(self.folder / "python" / "python.exe")

    def surroundings(self, home: Path | None, **more: str) -> dict[str, str]:
        """Give the environment of a program that keeps its files in `home`, or where Windows says."""
        kept = {name: value for name, value in os.environ.items() if name not in _HIDDEN}
        named = {} if home is None else {"ASPIRE_HOME": drive_z(home)}
        return {
            **kept,
            **named,
            "HOME": str(self.folder / "home"),
            "WINEPREFIX": str(self.folder / "prefix"),
            "WINEARCH": "win64",
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "winedbg.exe=d;winemenubuilder.exe=d;mscoree=d;mshtml=d",
            "LC_ALL": "C.UTF-8",
            "PYTHONPATH": drive_z(PROJECT),
            "PYTHONPYCACHEPREFIX": drive_z(self.folder / "compiled"),
            **more,
        }

    def run(self, *words: str, home: Path | None, **more: str) -> Ran:
        """Run a Windows program to its end, with pipes for handles: Wine's Python takes no plain files."""
        begun = time.monotonic()
        with subprocess.Popen(
            ["wine", *words],
            cwd=PROJECT,
            env=self.surroundings(home, **more),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as program:
            out, err = _heard(program)
        return Ran(program.returncode, out, err, time.monotonic() - begun)

    def local_data(self) -> Path:
        """Give %LOCALAPPDATA% as a path of this machine."""
        told = self.run("cmd", "/c", "echo %LOCALAPPDATA%", home=None).out.decode().strip()
        return self.folder / "prefix" / "drive_c" / PureWindowsPath(told).relative_to("C:\\").as_posix()

    def aspire(self, *words: str, home: Path) -> Ran:
        """Run one command of the program from the checkout."""
        return self.run(self.python, "-m", "aspire_desktop", *words, home=home)


def _heard(program: subprocess.Popen[bytes]) -> tuple[bytes, bytes]:
    """Give what a program says until it ends: a desktop that Wine began for it may hold its pipes."""
    while True:
        try:
            return program.communicate(timeout=AFTER)
        except subprocess.TimeoutExpired as so_far:
            if program.poll() is not None:
                return so_far.stdout or b"", so_far.stderr or b""


def drive_z(path: Path) -> str:
    """Give a path of this machine as Windows programs read it."""
    return "Z:" + str(path.resolve()).replace("/", "\\")


@contextmanager
def screen() -> Iterator[str]:
    """Give the name of a display of its own for as long as the block lasts."""
    with tempfile.TemporaryDirectory() as folder:
        fifo = Path(folder, "display")
        os.mkfifo(fifo)
        begin = f'exec Xvfb -displayfd 5 -screen 0 {SCREEN}x24 -nolisten tcp 5>"{fifo}" >/dev/null 2>&1'
        with subprocess.Popen(["sh", "-c", begin]) as server:
            try:
                yield f":{fifo.read_text().strip()}"
            finally:
                server.terminate()
