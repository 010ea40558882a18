"""awkward_names.csv: what the import takes is read back from every paper, exactly as it was put in."""

import csv
import shutil
import subprocess
import unicodedata
from pathlib import Path

import pytest
from terminal import Facts, Terminal

from aspire_desktop.domain.office.values import tidy

FILE = Path(__file__).parent / "files" / "awkward_names.csv"
AGREEMENT = """Reference,Funder,Programme,Places,Unit amount,From,To
LGA-1,Local Government Association,Inspire OD,99,350,01/04/2026,31/03/2030
"""
COHORT = """Code,Programme,Delivery partner,Venue,Capacity,Session 1,Session 2,Session 3
INS-1,Inspire OD,West Midlands Employers,Birmingham,99,05/05/2026,12/05/2026,19/05/2026
"""
PERIOD = ("--from", "2026-04-01", "--to", "2026-10-08")
DIRECTIONS = dict.fromkeys(map(ord, "\u202a\u202b\u202c\u200e\u200f"))
"""Signs with which pdftotext says that a line runs from right to left."""
WITHOUT_GLYPH = "Bo \U0001f60d"

pytestmark = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")


def read_back(pdf: str | Path) -> str:
    """Give the words of a paper, which no reader may find fault with."""
    read = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, check=True)
    assert read.stderr == b""
    return " ".join(read.stdout.decode().translate(DIRECTIONS).split())


class FromFile:
    """An office that took the people of the file onto a cohort, all of whom came to every session."""

    def __init__(self, terminal: Terminal, database: Path, folder: Path) -> None:
        self._terminal, self._database, self.folder = terminal, database, folder
        with FILE.open(encoding="utf-8", newline="") as opened:
            rows = list(csv.DictReader(opened))
        self.names = [f"{tidy(row['First name'])} {tidy(row['Last name'])}" for row in rows]
        for kind, text in (("agreements", AGREEMENT), ("cohorts", COHORT)):
            self.take_in(kind, self.written(kind, text))
        told = self.take_in("participants", Path(shutil.copy(FILE, folder)), "--cohort", "INS-1")
        assert (told["new"], told["problems"]) == (len(rows), [])
        marks = "".join(f"{row['E-mail']},P,P,P\n" for row in rows)
        came = self.written("attendance", f"E-mail,Session 1,Session 2,Session 3\n{marks}")
        self.take_in("attendance", came, "--cohort", "INS-1")

    def __call__(self, *words: str | Path) -> Facts:
        told = self._terminal("--json", "--database", self._database, *words)
        assert told.code == 0, told.err
        return told.facts

    def written(self, name: str, text: str) -> Path:
        file = self.folder / f"{name}.csv"
        file.write_text(text, encoding="utf-8")
        return file

    def take_in(self, kind: str, file: Path, *words: str) -> Facts:
        return self("import", kind, file, *words)

    @property
    def printable(self) -> list[str]:
        return [name for name in self.names if name != WITHOUT_GLYPH]


def listed(told: Facts, which: str) -> list[dict[str, str]]:
    found = told[which]
    assert isinstance(found, list)
    return found


@pytest.fixture
def office(terminal: Terminal, database: Path, tmp_path: Path) -> FromFile:
    return FromFile(terminal, database, tmp_path)


def test_what_went_in_is_read_back_from_every_paper(office: FromFile) -> None:
    """Who lacks a glyph is named and held back alone, and stops neither a sheet nor a pack."""
    assert all(name == unicodedata.normalize("NFC", name) for name in office.names)
    issued = office("certificates", "INS-1", "--out", office.folder / "out")
    certificates = {each["name"]: read_back(each["file"]) for each in listed(issued, "issued")}
    assert sorted(certificates) == sorted(office.printable)
    assert [name for name, words in certificates.items() if name not in words] == []
    [held_back] = listed(issued, "blocked")
    assert (held_back["name"], "U+1F60D" in held_back["reason"]) == (WITHOUT_GLYPH, True)

    office("register", "INS-1", "--session", "1", "--out", office.folder / "sheet.pdf")
    sheet = read_back(office.folder / "sheet.pdf")
    assert [name for name in office.printable if name not in sheet] == []
    assert "Bo [U+1F60D]" in sheet

    office("return", "LGA-1", *PERIOD, "--out", office.folder / "return.xlsx", "--submit")
    sample = ("--sample", str(len(office.names)))
    pack = office("evidence", "LGA-1-R1", *sample, "--out", office.folder / "pack")
    for paper in ("Return line", "Enrolment history", "Register"):
        found = " ".join(read_back(each) for each in (office.folder / "pack").glob(f"*/{paper}.pdf"))
        assert [name for name in office.printable if name not in found] == []
        assert "Bo [U+1F60D]" in found
    assert len(listed(pack, "places")) == len(office.names)
