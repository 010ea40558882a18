"""unprintable_name.csv: Ẹniọlá Ọ̀ṣun prints; who cannot be printed is named beforehand, held back alone."""

import io
import shutil
import unicodedata
from pathlib import Path

import pypdf
import pytest
from terminal import Facts, Terminal

FILE = Path(__file__).parent / "files" / "unprintable_name.csv"
COHORT = """Code,Programme,Delivery partner,Venue,Capacity,Session 1,Session 2,Session 3
INS-1,Inspire OD,West Midlands Employers,Birmingham,20,05/05/2026,12/05/2026,19/05/2026
"""


class Cohort:
    """The people of the file on a cohort, everybody at every session."""

    def __init__(self, terminal: Terminal, database: Path, folder: Path) -> None:
        self._terminal, self._database, self.folder = terminal, database, folder

    def __call__(self, *words: str | Path, code: int = 0) -> Facts:
        told = self._terminal("--json", "--database", self._database, *words)
        assert told.code == code, told.err
        return told.facts

    def take_in(self, kind: str, text: str, *words: str) -> Facts:
        file = self.folder / f"{kind}.csv"
        file.write_text(text, encoding="utf-8")
        return self("import", kind, file, *words)

    def attend(self, *addresses: str) -> None:
        rows = "".join(f"{each}@walsall.gov.uk,P,P,P\n" for each in addresses)
        self.take_in("attendance", f"E-mail,Session 1,Session 2,Session 3\n{rows}", "--cohort", "INS-1")

    def issue(self, code: int = 0, *words: str | Path) -> Facts:
        return self("certificates", "INS-1", "--out", self.folder / "out", *words, code=code)


@pytest.fixture
def cohort(terminal: Terminal, database: Path, tmp_path: Path) -> Cohort:
    made = Cohort(terminal, database, tmp_path)
    made.take_in("cohorts", COHORT)
    shutil.copy(FILE, tmp_path / "people.csv")
    made("import", "participants", tmp_path / "people.csv", "--cohort", "INS-1")
    return made


def names(told: Facts, which: str) -> list[str]:
    found = told[which]
    assert isinstance(found, list)
    return [each["name"] for each in found]


def test_a_name_with_marks_is_issued_with_the_others(cohort: Cohort) -> None:
    cohort.attend("ana", "eniola", "carl")
    told = cohort.issue()
    expected = [unicodedata.normalize("NFC", name) for name in ("Ana Bell", "Carl Dean", "Ẹniọlá Ọ̀ṣun")]
    assert names(told, "issued") == expected
    assert told["blocked"] == []
    issued = told["issued"]
    assert isinstance(issued, list)
    reader = pypdf.PdfReader(io.BytesIO(Path(issued[2]["file"]).read_bytes()))
    assert str(reader.metadata and reader.metadata.title).startswith("Certificate of completion: Ẹniọlá")


def test_who_cannot_be_printed_is_held_back_alone(cohort: Cohort) -> None:
    more = "First name,Last name,E-mail,Council\nBo,\U0001f600,bo@walsall.gov.uk,Walsall Council\n"
    cohort.take_in("participants", more, "--cohort", "INS-1")
    cohort.attend("ana", "eniola", "carl", "bo")
    told = cohort.issue()
    assert len(names(told, "issued")) == 3
    assert names(told, "blocked") == ["Bo \U0001f600"]
    assert "U+1F600" in str(told["blocked"])
    assert cohort.issue() == told
    assert len(list((cohort.folder / "out").iterdir())) == 3


def test_nothing_was_changed_is_never_said_of_certificates_that_were_issued(cohort: Cohort) -> None:
    cohort.attend("ana", "eniola", "carl")
    taken = cohort.folder / "out" / "Certificates INS-1.pdf"
    taken.mkdir(parents=True)
    told = str(cohort.issue(1, "--single-file")["error"])
    assert "Nothing was changed" not in told
    assert "Done before that, and kept: Issue 3 certificates" in told
    again = str(cohort.issue(1, "--single-file")["error"])
    assert "Nothing was changed" in again  # all were issued before, and the file could not be written again
    assert len(names(cohort.issue(), "issued")) == 3


def test_an_import_whose_report_cannot_be_written_is_told_as_done(cohort: Cohort) -> None:
    report = cohort.folder / "report.csv"
    rows = "First name,Last name,E-mail,Council\nDee,Fox,dee@walsall.gov.uk,Walsall Council\n"
    (cohort.folder / "people.csv").write_text(rows, encoding="utf-8")
    words = ("import", "people", cohort.folder / "people.csv", "--report", report)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("aspire_desktop.storage.files.sync", _full)
        told = str(cohort(*words, code=1)["error"])
    assert "Done before that, and kept: Import people: 1 row" in told
    assert "Nothing was changed" not in told
    assert cohort("search", "Fox")["results"] != []


def _full(_file: Path) -> None:
    raise OSError(28, "No space left on device")
