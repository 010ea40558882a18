"""Files go out whole or not at all, and an older file is never lost."""

import stat
import subprocess
import sys
from pathlib import Path

import pytest
from systems import posix

from aspire_desktop.domain.office.errors import Refused
from aspire_desktop.storage import files
from aspire_desktop.storage.files import claim, new_folder, patiently, replace_file, set_aside, write_file

KILLED = """
import os, sys
from pathlib import Path
from aspire_desktop.storage.files import replace_file
def fill(temporary):
    temporary.write_bytes(b"half of the n")
    if sys.argv[2] == "filling":
        os._exit(9)
def check(temporary):
    os._exit(9)
replace_file(Path(sys.argv[1]), fill, check)
"""


def names(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()}


def test_a_file_is_written_in_a_folder_that_was_not_there(tmp_path: Path) -> None:
    written = write_file(tmp_path / "new" / "a.txt", b"one")
    assert written == tmp_path / "new" / "a.txt"
    assert written.read_bytes() == b"one"
    write_file(written, b"two")
    assert written.read_bytes() == b"two"
    assert names(written.parent) == {"a.txt"}


@posix
def test_a_private_file_is_its_owners_only(tmp_path: Path) -> None:
    written = write_file(tmp_path / "a.key", b"one", private=True)
    assert stat.S_IMODE(written.stat().st_mode) == 0o600


@pytest.mark.parametrize("moment", ["filling", "checking"])
def test_killed_before_the_end_the_old_file_is_whole(tmp_path: Path, moment: str) -> None:
    target = tmp_path / "a.txt"
    target.write_bytes(b"old")
    ended = subprocess.run([sys.executable, "-c", KILLED, target, moment], check=False)
    assert ended.returncode == 9
    assert target.read_bytes() == b"old"


def test_a_check_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    target.write_bytes(b"old")

    def refuse(_temporary: Path) -> None:
        raise Refused("It is not sound.")

    with pytest.raises(Refused, match="not sound"):
        replace_file(target, lambda temporary: temporary.touch(), refuse)
    assert target.read_bytes() == b"old"
    assert names(tmp_path) == {"a.txt"}


def test_a_file_that_another_program_holds_is_tried_again() -> None:
    waits: list[float] = []
    answers = iter([PermissionError(), PermissionError(), None])

    def move() -> None:
        if (answer := next(answers)) is not None:
            raise answer

    patiently(move, waits.append)
    assert waits == list(files.WAITS[:2])


def test_a_file_held_for_good_is_told_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "WAITS", (0.0, 0.0))

    def held(_self: Path, _target: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", held)
    with pytest.raises(Refused, match="another program has it open"):
        write_file(tmp_path / "a.txt", b"one")
    assert names(tmp_path) == set()


def test_a_folder_in_the_way_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Refused, match="a folder and a file have the same name"):
        write_file(tmp_path / "file" / "a.txt", b"one")


def test_a_full_disk_is_refused_before_a_byte_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "SPARE", 1 << 62)
    with pytest.raises(Refused, match="not enough room"):
        write_file(tmp_path / "a.txt", b"one")
    assert names(tmp_path) == set()


def test_a_name_is_claimed_only_if_it_is_free(tmp_path: Path) -> None:
    made, taken = tmp_path / "made", tmp_path / "taken"
    made.write_bytes(b"new")
    taken.write_bytes(b"old")
    with pytest.raises(Refused, match="is there already"):
        claim(made, taken)
    assert taken.read_bytes() == b"old"
    with pytest.raises(Refused):
        set_aside(made, taken)
    claim(made, tmp_path / "free")
    assert (tmp_path / "free").read_bytes() == b"new"


def test_a_database_with_a_log_beside_it_is_never_claimed(tmp_path: Path) -> None:
    made = tmp_path / "made"
    made.touch()
    (tmp_path / "made-wal").touch()
    with pytest.raises(RuntimeError, match="must be closed"):
        claim(made, tmp_path / "free")


def test_a_folder_appears_whole(tmp_path: Path) -> None:
    target = tmp_path / "new" / "pack"
    with new_folder(target) as making:
        write_file(making / "deep" / "a.txt", b"one", private=True)
        assert not target.exists()
    assert (target / "deep" / "a.txt").read_bytes() == b"one"
    assert names(target.parent) == {"pack"}


def test_an_empty_folder_is_filled_and_any_other_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with new_folder(tmp_path / "empty") as making:
        write_file(making / "a.txt", b"one")
    assert names(tmp_path / "empty") == {"a.txt"}
    for taken in (tmp_path / "empty", tmp_path / "empty" / "a.txt"):
        with pytest.raises(Refused, match="not an empty folder"), new_folder(taken):
            pytest.fail("nothing may be written")
    assert (tmp_path / "empty" / "a.txt").read_bytes() == b"one"


def test_a_folder_that_is_stopped_leaves_nothing(tmp_path: Path) -> None:
    def stopped() -> None:
        with new_folder(tmp_path / "pack") as making:
            write_file(making / "a.txt", b"one")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    assert names(tmp_path) == set()
