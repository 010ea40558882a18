"""A program with a window, started as Explorer starts it, and a picture of the screen."""

import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from step import Step
from wine import PROJECT, SCREEN, Wine, drive_z, screen

PATIENCE = 300
"""Seconds that a window may take to be seen, and then to be drawn: Wine starts slowly."""
STILL = 20
"""Seconds without a change after which a window is taken to be drawn."""


@dataclass(frozen=True)
class Screens:
    """A Windows, and a folder for pictures of its screen."""

    wine: Wine
    out: Path

    def window(
        self,
        picture: str,
        *program: str,
        home: Path | None,
        meanwhile: Callable[[], None] = lambda: None,
    ) -> Step:
        """Start a program with no standard handles, keep a picture, do something beside it, end it."""
        begun = time.monotonic()
        with tempfile.TemporaryDirectory() as folder, screen() as display:
            notes = Path(folder)
            desktop = f"/desktop=trial{int(begun)},{SCREEN}"
            words = ("explorer", desktop, self.wine.python, drive_z(Path(__file__).with_name("detached.py")))
            with subprocess.Popen(
                ["wine", *words, drive_z(notes), *program],
                cwd=PROJECT,
                env=self.wine.surroundings(home, DISPLAY=display),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            ):
                wait(lambda: (notes / "seen").exists() or (notes / "said").exists(), PATIENCE)
                _take_when_still(display, self.out / picture)
                meanwhile()
                (notes / "stop").touch()
                wait(lambda: (notes / "said").exists(), PATIENCE)
            said = (notes / "said").read_text("utf-8") if (notes / "said").exists() else "nothing was noted"
        return Step(
            f"window without handles ({picture})", said.startswith("running"), said, time.monotonic() - begun
        )


def _take_when_still(display: str, file: Path) -> None:
    """Take pictures until they stay the same; the last one is kept."""
    shot = ["import", "-display", display, "-window", "root", str(file)]
    begun = changed = time.monotonic()
    before = b""
    while time.monotonic() < min(changed + STILL, begun + PATIENCE):
        subprocess.run(shot, check=True)
        now = subprocess.run(["identify", "-format", "%#", str(file)], check=True, capture_output=True).stdout
        if now != before:
            before, changed = now, time.monotonic()
        time.sleep(1)


def wait(until: Callable[[], bool], seconds: float) -> None:
    """Wait until something is so, or the seconds are over."""
    end = time.monotonic() + seconds
    while not until() and time.monotonic() < end:
        time.sleep(0.3)
