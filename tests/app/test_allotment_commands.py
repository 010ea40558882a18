"""Allotting places and taking them back, at the command line."""

from pathlib import Path

import pytest
from terminal import Terminal

from aspire_desktop.documents.money.allotments import release_file
from aspire_desktop.documents.seals import new_key
from aspire_desktop.domain.money.allotments import ReleaseFacts
from tests.conftest import NOW

AGREEMENT = """Reference,Funder,Programme,Places,Unit amount,From,To
LGA/OD/26,Local Government Association,Aspire,10,350,01/04/2026,31/03/2090
"""
THEIRS = new_key()


@pytest.fixture
def ready(terminal: Terminal, database: Path, tmp_path: Path) -> Path:
    """A database with an agreement of ten places."""
    file = tmp_path / "agreements.csv"
    file.write_text(AGREEMENT, encoding="utf-8")
    terminal.json("--database", database, "import", "agreements", file)
    return database


def test_places_are_allotted_and_recalled(terminal: Terminal, ready: Path, tmp_path: Path) -> None:
    out = tmp_path / "allotment.json"
    words = ("lga/od/26", "--to", "North West Employers", "--places", "6", "--partner-key", THEIRS.public)
    told = terminal.json("--database", ready, "allot", *words, "--out", out).facts
    assert told == {
        "allotment": "LGA/OD/26-A1",
        "agreement": "LGA/OD/26",
        "partner": "North West Employers",
        "places": 6,
        "outstanding": 6,
        "free": 4,
        "file": str(out),
    }
    assert '"places": 6' in out.read_text(encoding="utf-8")
    back = tmp_path / "release.json"
    back.write_bytes(release_file(ReleaseFacts("LGA/OD/26-A1", 1, 2, NOW.date()), THEIRS))
    told = terminal.json("--database", ready, "recall", back).facts
    assert told == {
        "allotment": "LGA/OD/26-A1",
        "agreement": "LGA/OD/26",
        "partner": "North West Employers",
        "release": 1,
        "places": 2,
        "outstanding": 4,
        "free": 6,
    }
    pool = terminal.json("--database", ready, "pool", "LGA/OD/26").facts
    assert (pool["free"], pool["committed"], pool["cap"]) == (6, 4, 10)
    again = terminal("--database", ready, "recall", back)
    assert again.code == 1
    assert "was taken in before" in again.err
    assert terminal.json("--database", ready, "check").facts["ok"] is True


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"--to": "Nowhere"}, "is not an organisation that is known here"),
        ({"--places": "11"}, "has 10 places free, so 11 cannot be allotted"),
        ({"--partner-key": "xyz"}, "a key has 64 digits"),
    ],
)
def test_what_is_not_allotted(
    terminal: Terminal, ready: Path, tmp_path: Path, changed: dict[str, str], words: str
) -> None:
    options = {
        "--to": "North West Employers",
        "--places": "1",
        "--partner-key": THEIRS.public,
        "--out": "x.json",
    } | changed
    given = [part for name, value in options.items() for part in (name, value)]
    given[-1] = str(tmp_path / given[-1])
    told = terminal("--database", ready, "allot", "LGA/OD/26", *given)
    assert told.code == 1
    assert words in told.err
    assert terminal("--database", ready, "recall", tmp_path / "missing.json").code == 1
