"""Practice data: the whole job, run by the commands themselves, in a folder of its own."""

from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pypdf
import pytest
from terminal import Terminal

from aspire_desktop.app import display
from aspire_desktop.app.holding import hold
from aspire_desktop.app.practice import PRACTICE
from aspire_desktop.domain.office.clock import SetClock
from tests.conftest import NOW


def listed(found: object) -> list[Path]:
    assert isinstance(found, list)
    return [Path(each) for each in found]


@pytest.fixture(autouse=True)
def _no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")


@pytest.mark.parametrize("now", [NOW, datetime(2028, 2, 29, 8, tzinfo=UTC)], ids=["autumn", "leap-day"])
def test_the_whole_job_is_run_and_can_be_run_again(
    terminal: Terminal, tmp_path: Path, clock: SetClock, now: datetime
) -> None:
    clock.instant = now
    folder = tmp_path / "demo"
    first = terminal.json("demo", "--no-window", "--out", folder).facts
    again = terminal.json("demo", "--out", folder).facts
    assert first == again
    assert first["window"] is False
    certificates = listed(first["certificates"])
    assert len(certificates) == 14
    for file in (*certificates, *listed(first["registers"])):
        assert len(pypdf.PdfReader(file).pages) >= 1
    [submitted] = listed(first["returns"])
    assert openpyxl.load_workbook(submitted).sheetnames[0] == "Summary"
    database = Path(str(first["database"]))
    assert terminal.json("check", "--database", database).facts["ok"] is True
    for certificate in certificates:
        assert terminal.json("verify", certificate, "--database", database).facts["valid"] is True


def test_another_folder_that_is_not_empty_is_refused(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    told = terminal("demo", "--no-window", "--out", tmp_path, "--json")
    assert told.code == 1
    assert "not empty" in told.text("error")
    assert [file.name for file in tmp_path.iterdir()] == ["letter.txt"]


def test_practice_data_open_in_a_window_are_left_alone(terminal: Terminal, tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    terminal.json("demo", "--no-window", "--out", folder)
    held = hold(folder / PRACTICE, "Ann", NOW)
    told = terminal("demo", "--no-window", "--out", folder)
    held.let_go()
    assert told.code == 1
    assert "by Ann since" in told.err


def contents(folder: Path) -> dict[Path, bytes]:
    return {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_where_one_file_is_held_open_nothing_is_removed(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As Windows does while Excel or Acrobat has a file of the folder open."""
    folder = tmp_path / "demo"
    terminal.json("demo", "--no-window", "--out", folder)
    before, rename = contents(folder), Path.rename

    def refuse_returns(place: Path, there: Path) -> Path:
        if place == folder / "returns":
            raise PermissionError(13, "The process cannot access the file", str(place))
        return rename(place, there)

    monkeypatch.setattr(Path, "rename", refuse_returns)
    told = terminal("demo", "--no-window", "--out", folder)
    assert told.code == 1
    assert "Nothing was changed" in told.err
    assert contents(folder) == before
    assert not list(folder.glob(".before-*"))


def test_where_building_stops_what_was_there_comes_back(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "demo"
    terminal.json("demo", "--no-window", "--out", folder)
    before = contents(folder)
    monkeypatch.setattr(
        "aspire_desktop.app.commands.programmes.attendance.run_register", lambda *_words: 1 / 0
    )
    assert terminal("demo", "--no-window", "--out", folder).code == 1
    assert contents(folder) == before


def test_without_a_display_it_says_so(terminal: Terminal, tmp_path: Path) -> None:
    told = terminal("demo", "--out", tmp_path / "demo")
    assert told.code == 0
    assert display.NO_DISPLAY in told.out
    told = terminal()
    assert told.code == 1
    assert display.NO_DISPLAY in told.err


def test_with_a_display_the_window_opens_after_the_answer(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path | None] = []

    def open_window(_request: object, file: Path | None) -> int:
        opened.append(file)
        return 0

    monkeypatch.setattr("aspire_desktop.app.desktop.open_window", open_window)
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    assert terminal.json("demo", "--out", tmp_path / "demo").facts["window"] is True
    assert terminal("--database", tmp_path / "mine.sqlite").code == 0
    assert terminal().code == 0
    assert opened == [tmp_path / "demo" / PRACTICE, tmp_path / "mine.sqlite", None]
