"""The ways in that the window offers, and who holds a file."""

import getpass
import json
from pathlib import Path

import pytest
from systems import posix
from terminal import MemoryKeyring, Terminal

from aspire_desktop.app import databases, display, settings, shared_places
from aspire_desktop.app.databases import named
from aspire_desktop.app.openings import Doors
from aspire_desktop.app.request import Request
from aspire_desktop.app.shared_places import (
    is_synchronised,
    kind_of_mount,
    on_mapped_drive,
    on_network_share,
    warning_of,
)
from aspire_desktop.domain.office.clock import SetClock
from aspire_desktop.domain.office.errors import NOTHING_CHANGED, NotAllowed, Refused, Unreadable
from aspire_desktop.services.office.organisations import AddOrganisation
from aspire_desktop.storage.keys import Vault, key_file
from aspire_desktop.ui.shell.openings import KeyWanted

OTHER = "By command.aspire"


@pytest.fixture
def doors(clock: SetClock) -> Doors:
    return Doors(getpass.getuser(), clock, Vault())


def test_a_new_database_is_remembered_once_its_recovery_key_is_safe(doors: Doors, home: Path) -> None:
    assert doors.last() is None
    made = doors.new(doors.folder() / "Office.aspire", doors.person())
    assert made.recovery_key
    assert "keyring did not take the key, so it lies in" in made.key_kept
    made.office.do(AddOrganisation("Narnia Council"))
    assert doors.last() is None
    doors.confirm(made)
    made.close()
    assert doors.last() == home / "Office.aspire"
    again = doors.open(home / "Office.aspire")
    assert again.office.undo().title == "Undo: Add Narnia Council"
    again.close()


def test_the_users_own_database_is_opened_where_nothing_is_remembered(doors: Doors, home: Path) -> None:
    doors.new(home / settings.DEFAULT, doors.person()).close()
    assert doors.last() == home / settings.DEFAULT


def test_one_window_at_a_time(doors: Doors, database: Path, clock: SetClock) -> None:
    first = doors.open(database)
    note = json.loads(Path(f"{database}.who").read_text())
    with pytest.raises(Refused, match=f"is open on .+ by {getpass.getuser()} since {note['since']}"):
        doors.open(database)
    with Request(clock, str(database)).office() as office:
        office.do(AddOrganisation("Narnia Council"))
    first.close()
    assert not Path(f"{database}.who").exists()
    doors.open(database).close()


def test_a_database_without_its_key_asks_for_the_recovery_key(
    doors: Doors, home: Path, memory_keyring: MemoryKeyring
) -> None:
    made = doors.new(doors.folder() / "Office.aspire", doors.person())
    made.close()
    memory_keyring.kept.clear()
    with pytest.raises(KeyWanted):
        doors.open(home / "Office.aspire")
    with pytest.raises(KeyWanted, match="slip"):
        doors.open(home / "Office.aspire", made.recovery_key[:-1])
    doors.open(home / "Office.aspire", made.recovery_key.lower()).close()
    doors.open(home / "Office.aspire").close()


def test_damaged_first_bytes_are_named_where_no_key_is_found(doors: Doors, home: Path) -> None:
    made = doors.new(doors.folder() / "Office.aspire", doors.person())
    made.close()
    with (home / "Office.aspire").open("r+b") as file:
        file.write(b"?" * 16)
    with pytest.raises(KeyWanted, match="not here, or the first bytes of the file"):
        doors.open(home / "Office.aspire")
    with pytest.raises(KeyWanted, match="or the file is damaged"):
        doors.open(home / "Office.aspire", made.recovery_key)


def test_what_cannot_be_opened_is_held_by_nobody(database: Path, tmp_path: Path, clock: SetClock) -> None:
    stranger = Doors("Nobody", clock, Vault())
    with pytest.raises(NotAllowed):
        stranger.open(database)
    assert not Path(f"{database}.who").exists()
    with pytest.raises(Unreadable, match="There is no database"):
        stranger.open(tmp_path / "nowhere.aspire")


def test_practice_data_are_built_once(doors: Doors) -> None:
    first = doors.practice()
    assert first.practice
    assert first.recovery_key == ""
    first.office.do(AddOrganisation("Narnia Council"))
    first.close()
    second = doors.practice()
    assert second.office.undo().title == "Undo: Add Narnia Council"
    second.close()
    assert doors.last() is None


@pytest.mark.parametrize("path", ["\\\\server\\share\\a.sqlite", "//server/share/a", "\\\\?\\UNC\\server\\a"])
def test_network_shares_are_refused(path: str) -> None:
    assert on_network_share(path)
    with pytest.raises(Refused, match="network share"):
        named(path)


@pytest.mark.parametrize("path", ["C:\\Ann\\a.sqlite", "\\\\?\\C:\\a.sqlite", "/home/ann/a.sqlite", "a"])
def test_other_places_are_not(path: str) -> None:
    assert not on_network_share(path)


@pytest.mark.parametrize(
    "folder",
    [
        "C:\\Users\\ann\\OneDrive - WME",
        "C:\\Users\\ann\\West Midlands Employers\\Aspire - Documents",
        "C:\\Users\\ann\\SharePoint\\Aspire",
        "G:\\My Drive",
        "G:\\Shared drives\\OD",
        "C:\\Users\\ann\\Box",
        "C:\\Users\\ann\\Box Sync\\OD",
        "P:\\pCloud Drive",
        "/home/ann/pCloudDrive/office",
        "/home/ann/Dropbox (WME)",
        "/Users/ann/Library/Mobile Documents/office",
        "/home/ann/Nextcloud",
    ],
)
def test_a_synchronised_folder_is_warned_of(folder: str) -> None:
    path = f"{folder}{'/' if '/' in folder else chr(92)}a.sqlite"
    assert is_synchronised(path)
    warned = warning_of(Path(path))
    assert warned is not None
    assert NOTHING_CHANGED not in str(warned), "nothing was asked for"


@pytest.mark.parametrize(
    "path", ["/home/ann/onedrive.sqlite", "C:\\Boxes\\a.sqlite", "/home/ann/Documents/a"]
)
def test_another_folder_is_not(path: str) -> None:
    assert not is_synchronised(path)
    assert warning_of(Path(path)) is None


MOUNTS = """/dev/sda1 / ext4 rw 0 0
//server/office /mnt/our\\040office cifs rw 0 0
/dev/sdb1 /mnt/our\\040office/here ext4 rw 0 0
"""


@pytest.mark.parametrize(
    ("file", "kind"),
    [("/home/a", "ext4"), ("/mnt/our office/a", "cifs"), ("/mnt/our office/here/a", "ext4"),
     ("/mnt/our officer/a", "ext4")],
)  # fmt: skip
def test_a_mapped_drive_is_known_by_its_kind(file: str, kind: str) -> None:
    assert kind_of_mount(Path(file), MOUNTS) == kind


@posix
def test_a_mapped_drive_is_warned_of(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    monkeypatch.setattr(shared_places, "_MOUNTS", mounts)
    mounts.write_text(MOUNTS, encoding="utf-8")
    warned = warning_of(Path("/mnt/our office/a.sqlite"))
    assert warned is not None
    assert "another computer" in warned.what
    assert NOTHING_CHANGED not in str(warned), "nothing was asked for"
    mounts.write_text("/dev/sda1 / ext4 rw 0 0\n", encoding="utf-8")
    assert warning_of(Path("/mnt/our office/a.sqlite")) is None


@pytest.mark.parametrize(
    ("path", "mapped"),
    [(r"W:\office\a.sqlite", True), (r"C:\office\a.sqlite", False), (r"\\srv\share\a.sqlite", False)],
)
def test_a_letter_that_stands_for_another_computer_is_known(path: str, mapped: bool) -> None:
    assert on_mapped_drive(path, {"W:\\": 4, "C:\\": 3}.__getitem__) is mapped


def test_a_database_on_a_mapped_drive_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(databases, "on_mapped_drive", lambda _path, _type_of: True)
    with pytest.raises(Refused, match="network share"):
        named("office.sqlite")


@pytest.mark.parametrize("folder", ["OneDrive - WME", "Box", "Aspire - Documents", "My Drive", "pCloudDrive"])
def test_the_window_says_what_the_command_says(
    doors: Doors, terminal: Terminal, tmp_path: Path, folder: str
) -> None:
    file = tmp_path / folder / "Office.aspire"
    file.parent.mkdir()
    made = doors.new(file, doors.person())
    made.close()
    again = doors.open(file)
    again.close()
    assert made.warning == again.warning == warning_of(file)
    assert made.warning is not None
    said = terminal("--database", file.with_name(OTHER), "new").err.replace(OTHER, file.name)
    assert said == f"Warning: {made.warning.what} {made.warning.do}\n"


def test_a_copy_that_is_opened_once_is_not_the_database_from_then_on(doors: Doors, home: Path) -> None:
    made = doors.new(home / "Office.aspire", doors.person())
    doors.confirm(made)
    made.close()
    copy = home / "Copy of Office.aspire"
    copy.write_bytes((home / "Office.aspire").read_bytes())
    key_file(copy).write_bytes(key_file(home / "Office.aspire").read_bytes())
    doors.open(copy).close()
    assert doors.last() == home / "Office.aspire"
    other = doors.new(home / "Other.aspire", doors.person())
    doors.confirm(other)
    other.close()
    assert doors.last() == home / "Other.aspire"


def test_urls_are_read(home: Path) -> None:
    assert named("postgresql://ann@db/aspire").url == "postgresql+psycopg://ann@db/aspire"
    assert named("postgres://db/aspire").url == "postgresql+psycopg://db/aspire"
    assert named(None).file == home / "aspire.sqlite"
    with pytest.raises(Refused, match="mysql"):
        named("mysql://db/aspire")


@pytest.mark.parametrize(
    ("platform", "screen", "shown"),
    [("offscreen", ":0", False), ("minimal", ":0", False), ("xcb", "", True), ("", ":0", True)],
)
def test_a_display_that_nobody_sees_is_none(
    monkeypatch: pytest.MonkeyPatch, platform: str, screen: str, shown: bool
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", platform)
    monkeypatch.setenv("DISPLAY", screen)
    assert display.has_display() is shown


def test_a_damaged_note_of_the_last_database_is_no_trouble(doors: Doors, home: Path) -> None:
    home.mkdir()
    for damaged in ("", "[]", '{"database": 3}', "{"):
        (home / "settings.json").write_text(damaged)
        assert doors.last() is None
