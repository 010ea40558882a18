"""A database's file is opened wherever it lies: shares, drives, letters that mean something in addresses."""

import os
from contextlib import closing
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from urllib.parse import unquote, urlsplit

import pytest
import sqlcipher3
from hypothesis import given
from hypothesis import strategies as st

from aspire_desktop.domain.office.file_names import why_impossible
from aspire_desktop.storage.addresses import address, address_of


@pytest.mark.parametrize(
    ("path", "told"),
    [
        (PurePosixPath("/home/ann/office.sqlite"), "file:///home/ann/office.sqlite"),
        (PureWindowsPath(r"C:\Users\Ann\office.sqlite"), "file:///C:/Users/Ann/office.sqlite"),
        (PureWindowsPath(r"\\srv\share\office.sqlite"), "file:////srv/share/office.sqlite"),
        (PureWindowsPath(r"\\?\UNC\srv\share\office.sqlite"), "file:////srv/share/office.sqlite"),
        (PureWindowsPath(r"\\?\C:\office.sqlite"), "file:///C:/office.sqlite"),
        (PurePosixPath("/50% of #1?/Siân.sqlite"), "file:///50%25%20of%20%231%3F/Si%C3%A2n.sqlite"),
    ],
)
def test_no_address_has_an_authority(path: PurePath, told: str) -> None:
    assert address_of(path) == told
    assert urlsplit(told).netloc == ""


@given(st.text(st.characters(exclude_characters="\0/\\", codec="utf-8"), min_size=1, max_size=20))
def test_any_name_comes_through(name: str) -> None:
    parts = urlsplit(address_of(PurePosixPath("/folder") / name))
    assert (parts.netloc, parts.query, parts.fragment) == ("", "", "")
    assert unquote(parts.path) == f"/folder/{name}"


NAMES = [
    name
    for name in ("a#b", "a?mode=memory", "a%41", "a b", "C:", "Ŵyn & co")
    if not why_impossible(name, windows=os.name == "nt")
]


@pytest.mark.parametrize("name", NAMES)
def test_sqlite_opens_just_that_file(name: str, tmp_path: Path) -> None:
    file = tmp_path / name
    with closing(sqlcipher3.connect(address(file, "rwc"), uri=True)) as opened:
        opened.execute("CREATE TABLE t (x)")
    assert [each.name for each in tmp_path.iterdir()] == [name]


def test_nothing_else_makes_an_address() -> None:
    """`as_uri` turns the server of a share into an authority, which SQLite refuses."""
    package = Path(__file__).parents[2] / "aspire_desktop"
    assert [file for file in package.rglob("*.py") if "as_uri()" in file.read_text("utf-8")] == []
