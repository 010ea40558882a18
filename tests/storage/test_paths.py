"""Where nothing can be written, and what cannot be a name, is said before anything is done."""

import os
from pathlib import Path

import pytest

from aspire_desktop.domain.office.errors import Refused
from aspire_desktop.storage.files import new_folder, write_file
from aspire_desktop.storage.paths import may_write_in, refuse_impossible, standing


@pytest.mark.parametrize(
    ("name", "because"),
    [
        ("LGA:2026.xlsx", "allows no ':'"),
        ("CON.pdf", "keeps the name CON"),
        ("aux .csv", "keeps the name AUX"),
        ("return.", "at the end"),
        ("return ", "at the end"),
        ("what?.pdf", "allows no '?'"),
        ("x" * 300, "longer than 255"),
    ],
)
def test_names_that_windows_does_not_take(name: str, because: str, tmp_path: Path) -> None:
    with pytest.raises(Refused, match=because) as refused:
        refuse_impossible(tmp_path / name / "inside.pdf", windows=True)
    assert len(str(refused.value)) < 200


@pytest.mark.parametrize("name", ["LGA:2026.xlsx", "CON.pdf", "return."])
def test_other_systems_take_them(name: str, tmp_path: Path) -> None:
    refuse_impossible(tmp_path / name, windows=False)


def test_a_name_is_as_long_as_its_bytes(tmp_path: Path) -> None:
    refuse_impossible(tmp_path / ("ŵ" * 200), windows=True)
    with pytest.raises(Refused, match="longer than 255"):
        refuse_impossible(tmp_path / ("ŵ" * 200), windows=False)


def test_every_way_to_a_file_refuses_it(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="longer than 255"):
        write_file(tmp_path / ("x" * 300), b"")
    with pytest.raises(Refused, match="longer than 255"), new_folder(tmp_path / ("x" * 300)):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_drive_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os.path, "lexists", lambda _place: False)
    with pytest.raises(Refused, match="no drive"):
        standing(Path("/gone/away.pdf"))


def test_writing_is_tried_not_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_words: True)
    assert may_write_in(tmp_path)
    assert list(tmp_path.iterdir()) == []

    def refuse(**_words: object) -> None:
        raise PermissionError

    monkeypatch.setattr("tempfile.TemporaryFile", refuse)
    assert not may_write_in(tmp_path)


def test_nothing_asks_for_rights() -> None:
    """`os.access` looks at the read-only attribute alone on Windows."""
    package = Path(__file__).parents[2] / "aspire_desktop"
    assert [file for file in package.rglob("*.py") if "os.access(" in file.read_text("utf-8")] == []
