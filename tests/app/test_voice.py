"""What is said outside the windows: with no console, through pipes, to readers who left."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from systems import posix

from aspire_desktop.app import bootstrap, cli, display, voice
from aspire_desktop.domain.office.clock import SetClock

ROOT = Path(__file__).parents[2]
PROGRAM = (sys.executable, "-m", "aspire_desktop")


def run(*words: str | Path, home: Path, **more: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [str(word) for word in words],
        cwd=ROOT,
        env={**os.environ, "ASPIRE_HOME": str(home), "QT_QPA_PLATFORM": "offscreen", **more},
        capture_output=True,
        check=False,
        timeout=120,
    )


def without_handles(*words: str | Path) -> tuple[str | Path, ...]:
    return ("sh", "-c", 'exec "$@" <&- >&- 2>&-', "sh", *words)


@posix
def test_the_window_opens_without_standard_handles(home: Path, database: Path, tmp_path: Path) -> None:
    note, script = tmp_path / "note", Path(__file__).with_name("opens_without_handles.py")
    ended = run(*without_handles(sys.executable, script, note, database), home=home, PYTHONPATH=str(ROOT))
    assert ended.returncode == 0
    assert note.read_text("utf-8") == "[True, True, True] Home"


@posix
def test_commands_work_without_standard_handles(home: Path, tmp_path: Path) -> None:
    made = tmp_path / "office.sqlite"
    assert run(*without_handles(*PROGRAM, "new", "--database", made), home=home).returncode == 0
    assert made.exists()
    assert run(*without_handles(*PROGRAM, "new", "--database", made), home=home).returncode == 1
    assert run(*without_handles(*PROGRAM, "--help"), home=home).returncode == 0
    assert not (home / "aspire.log").exists(), "nothing of it was unforeseen"


def test_where_nobody_listens_a_refusal_gets_a_box(
    home: Path, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    boxes: list[str] = []
    monkeypatch.setattr(display, "show_alone", boxes.append)
    monkeypatch.setattr(sys, "stderr", None)
    monkeypatch.setattr(sys, "stdout", None)
    assert cli.main(["pool", "--database", str(home / "nowhere.sqlite"), "LGA/OD/2026"], clock) == 1
    assert cli.main(["nonsense"], clock) == 2
    bootstrap.prepare()
    sys.excepthook(ValueError, ValueError("Siân"), None)
    assert ["no database at" in boxes[0], "usage" in boxes[1], "did not foresee" in boxes[2]] == [True] * 3
    assert len(boxes) == 3


def test_nothing_to_complain_of_shows_no_box(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(display, "show_alone", lambda _text: pytest.fail("a box without a reason"))
    monkeypatch.setattr(sys, "stderr", None)
    voice.complain("")


def test_names_go_through_a_pipe_of_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    piped = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(piped, encoding="cp1252", newline="\n"))
    voice.say("Siân Ŵyn, Łukasz Żak, 李\n")
    assert piped.getvalue().decode("utf-8") == "Siân Ŵyn, Łukasz Żak, 李\n"


def test_a_console_of_few_letters_shows_no_codes(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = io.BytesIO()
    console = io.TextIOWrapper(shown, encoding="cp1252", newline="\n")
    monkeypatch.setattr(console, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdout", console)
    voice.say("Siân Ŵyn\n")
    assert shown.getvalue().decode("cp1252") == "Siân ?yn\n"


@posix
@pytest.mark.parametrize("words", [("--help",), ("history",), ("check", "--json")])
def test_a_reader_who_leaves_is_no_trouble(home: Path, database: Path, words: tuple[str, ...]) -> None:
    left = ("bash", "-c", 'set -o pipefail; "$@" | true', "bash")
    ended = run(*left, *PROGRAM, "--database", database, *words, home=home)
    assert (ended.returncode, ended.stderr) == (0, b"")
