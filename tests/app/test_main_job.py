"""The job at the command line, from a spreadsheet of names to certificates and a submitted return."""

import json
from pathlib import Path

import openpyxl
import pytest
from systems import has_links
from terminal import Facts, Terminal

from aspire_desktop.storage.engines import connect
from tests.conftest import NOW

AGREEMENT = """Reference,Funder,Programme,Places,Unit amount,From,To
LGA-1,Local Government Association,Aspire,2,350,01/04/2026,31/03/2030
"""
COHORTS = """Code,Programme,Delivery partner,Venue,Capacity,Session 1,Session 2,Session 3,Session 4,Session 5
ASP-1,Aspire 2.0,West Midlands Employers,Birmingham,20,05/05/2026,12/05/2026,19/05/2026,02/06/2026,09/06/2026
"""
PARTICIPANTS = """Given name,Surname,E-mail address,Employer,Funding,PO number
Zoë,O'Brien,zoe@example.org,Walsall,LGA,
Łukasz,Nowak,luk@example.org,Telford & Wrekin,LGA,
Priya,Sandhu,priya@example.org,E08000025,LGA,
Tom,Reid,tom@example.org,Nowhere Council,,
Ann,Price,ann@example.org,Worcester CC,,
"""
ATTENDANCE = """E-mail,Session 1,Session 2,Session 3,Session 4,Session 5
zoe@example.org,P,P,P,P,P
luk@example.org,P,A,A,P,P
"""
PROJECTS = """E-mail,Title,Outcome
zoe@example.org,Better onboarding,Pass
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    texts = {
        "agreements": AGREEMENT,
        "cohorts": COHORTS,
        "participants": PARTICIPANTS,
        "attendance": ATTENDANCE,
        "projects": PROJECTS,
    }
    for name, text in texts.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return tmp_path


class Desk:
    """Types commands on one database, alternately with the options before and after."""

    def __init__(self, terminal: Terminal, database: Path, folder: Path) -> None:
        self._terminal = terminal
        self._database = database
        self._folder = folder
        self._before = False

    def __call__(self, *words: str | Path, code: int = 0) -> Facts:
        self._before = not self._before
        options = ("--json", "--database", self._database)
        told = self._terminal(*options, *words) if self._before else self._terminal(*words, *options)
        assert told.code == code, told.err
        assert ("error" in told.facts) is (code != 0)
        return told.facts

    def take_in(self, kind: str, *words: str | Path, code: int = 0) -> Facts:
        """Import a file."""
        return self("import", kind, self._folder / f"{kind}.csv", *words, code=code)


@pytest.fixture
def desk(terminal: Terminal, database: Path, folder: Path) -> Desk:
    return Desk(terminal, database, folder)


@pytest.fixture
def enrolled(desk: Desk) -> Desk:
    """The desk with a cohort and its participants."""
    desk.take_in("agreements")
    desk.take_in("cohorts")
    desk.take_in("participants", "--cohort", "ASP-1")
    return desk


def counts(facts: Facts) -> list[object]:
    return [facts[name] for name in ("read", "new", "updated", "matched", "rejected")]


def test_good_rows_go_in_and_the_others_are_listed(desk: Desk, folder: Path) -> None:
    assert counts(desk.take_in("agreements")) == [1, 1, 0, 0, 0]
    assert counts(desk.take_in("cohorts")) == [1, 1, 0, 0, 0]
    report = folder / "bad.xlsx"
    dry = desk.take_in("participants", "--cohort", "asp-1", "--dry-run")
    told = desk.take_in("participants", "--cohort", "ASP-1", "--report", report)
    assert {**dry, "dry_run": False, "report": str(report)} == told
    assert counts(told) == [5, 2, 0, 0, 3]
    problems = told["problems"]
    assert isinstance(problems, list)
    assert [each["row"] for each in problems] == [4, 5, 6]
    assert all(set(each) == {"row", "column", "value", "problem", "answers"} for each in problems)
    assert "2 of 2" in problems[0]["problem"] or "free" in problems[0]["problem"]
    assert "Nowhere Council" in problems[1]["problem"]
    assert "Worcester City Council" in problems[2]["problem"]
    assert "Worcestershire County Council" in problems[2]["problem"]
    assert openpyxl.load_workbook(report).worksheets[0].max_row == 4
    assert counts(desk.take_in("participants", "--cohort", "ASP-1")) == [5, 0, 0, 2, 3]
    assert desk("undo")["title"] == "Undo: Import participants: 2 rows, ASP-1"


def test_a_strict_import_refuses_the_whole_file(desk: Desk) -> None:
    desk.take_in("agreements")
    desk.take_in("cohorts")
    assert "3 of 5 rows" in str(
        desk.take_in("participants", "--cohort", "ASP-1", "--strict", code=1)["error"]
    )
    assert desk("search", "Nowak")["results"] == []


def test_a_mapping_is_remembered(desk: Desk, folder: Path) -> None:
    file, mapping = folder / "people.csv", folder / "map.json"
    file.write_text("Wer,Wo,Mail\nZoë O'Brien,Walsall,zoe@example.org\n", encoding="utf-8")
    assert "error" in desk.take_in("people", code=1)
    mapping.write_text(json.dumps({"Wer": "full name", "Wo": "organisation", "Mail": "e-mail"}))
    assert counts(desk.take_in("people", "--map", mapping)) == [1, 1, 0, 0, 0]
    assert counts(desk.take_in("people")) == [1, 0, 0, 1, 0]


def test_what_was_not_read_is_said(terminal: Terminal, desk: Desk, folder: Path, database: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["Name", "Council", "Shoe size", "Shirt"])
    book.worksheets[0].append(["Zoë O'Brien", "Walsall", 39, "M"])
    book.create_sheet("Waiting list").append(["Name", "Council"])
    book.save(folder / "people.xlsx")
    words = ("--database", database, "import", "people", folder / "people.xlsx")
    told = desk(*words, "--dry-run")
    assert told["ignored"] == ["Shoe size", "Shirt"]
    assert told["other_sheets"] == ["Waiting list"]
    assert terminal(*words).out.splitlines() == [
        "Columns left out: Shoe size, Shirt.",
        "Sheets not taken: Waiting list.",
        "People: 1 row read, 1 new, 0 updated, 0 matched, 0 left out.",
    ]
    told = desk.take_in("agreements")
    assert (told["ignored"], told["other_sheets"]) == ([], [])


@pytest.mark.parametrize("content", ["", "First name,Last name,Council\n", "Colour,Size\nred,3\n"])
def test_a_file_without_rows_or_columns_is_refused(desk: Desk, folder: Path, content: str) -> None:
    before = desk("history")
    (folder / "people.csv").write_text(content, encoding="utf-8")
    desk.take_in("people", code=1)
    assert desk("history") == before


@pytest.mark.parametrize(
    "words",
    [("import", "participants", "x.csv"), ("import", "stamps", "x.csv"),
     ("import", "people", "x.csv", "--report", "x.doc"),
     ("return", "LGA-1", "--from", "31/06/2026", "--to", "2026-07-01", "--out", "x.xlsx")],
)  # fmt: skip
def test_wrong_usage(terminal: Terminal, words: tuple[str, ...]) -> None:
    told = terminal(*words, "--json")
    assert told.code == 2
    assert told.text("error")


def test_registers_are_printed(enrolled: Desk, folder: Path) -> None:
    out = folder / "r.pdf"
    assert enrolled("register", "ASP-1", "--out", out)["sessions"] == 5
    assert enrolled("register", "asp-1", "--session", "2", "--out", out)["sessions"] == 1
    assert out.read_bytes().startswith(b"%PDF-")
    assert "no session 9" in str(
        enrolled("register", "ASP-1", "--session", "9", "--out", out, code=1)["error"]
    )
    assert "Cohorts there are: ASP-1" in str(enrolled("register", "ASP-2", "--out", out, code=1)["error"])


def test_certificates_are_issued_once_and_written_again(
    enrolled: Desk, folder: Path, terminal: Terminal
) -> None:
    out = folder / "certificates"
    assert enrolled("certificates", "ASP-1", "--out", out)["issued"] == []
    enrolled.take_in("attendance", "--cohort", "ASP-1")
    enrolled.take_in("projects", "--cohort", "ASP-1")
    first = enrolled("certificates", "ASP-1", "--out", out)
    issued, blocked = first["issued"], first["blocked"]
    assert isinstance(issued, list)
    assert isinstance(blocked, list)
    assert [(each["number"], each["name"]) for each in issued] == [
        (issued[0]["number"], "Zoë O'Brien"),
    ]
    assert blocked[0]["name"] == "Łukasz Nowak"
    assert "3 of 5" in blocked[0]["reason"]
    file = Path(issued[0]["file"])
    content = file.read_bytes()
    assert enrolled("certificates", "ASP-1", "--out", out) == first
    assert terminal("verify", file, "--json").facts["status"] == "unknown"
    keys = folder / "keys.txt"
    enrolled("certificates", "ASP-1", "--out", out, "--keys", keys)
    elsewhere = terminal.json("verify", file, "--key", keys).facts
    assert (elsewhere["status"], elsewhere["name"]) == ("valid", "Zoë O'Brien")
    assert file.read_bytes() == content
    single = enrolled("certificates", "ASP-1", "--out", out, "--single-file")["issued"]
    assert isinstance(single, list)
    assert Path(single[0]["file"]).name == "Certificates ASP-1.pdf"
    found = enrolled("search", issued[0]["number"])["results"]
    assert isinstance(found, list)
    assert found[0]["kind"] == "certificate"


def test_a_certificate_is_checked_with_and_without_the_database(
    enrolled: Desk, terminal: Terminal, folder: Path
) -> None:
    enrolled.take_in("attendance", "--cohort", "ASP-1")
    enrolled.take_in("projects", "--cohort", "ASP-1")
    issued = enrolled("certificates", "ASP-1", "--out", folder / "c")["issued"]
    assert isinstance(issued, list)
    file = Path(issued[0]["file"])
    told = enrolled("verify", file)
    assert (told["valid"], told["status"], told["name"]) == (True, "valid", "Zoë O'Brien")
    assert told["number"] == issued[0]["number"]
    file.write_bytes(file.read_bytes() + b"\n% one more line\n")
    assert enrolled("verify", file, code=1)["status"] == "altered"
    assert enrolled("verify", "WME-ASP-1999-0001", code=1)["status"] == "unknown"
    elsewhere = terminal("verify", file, "--json")
    assert elsewhere.code == 1
    assert elsewhere.facts["status"] == "unknown"
    assert terminal("verify", folder / "nowhere.pdf").code == 1


def test_a_corrected_register_names_whose_certificate_lost_its_ground_and_it_is_revoked(
    enrolled: Desk, folder: Path
) -> None:
    enrolled.take_in("attendance", "--cohort", "ASP-1")
    enrolled.take_in("projects", "--cohort", "ASP-1")
    issued = enrolled("certificates", "ASP-1", "--out", folder / "c")["issued"]
    assert isinstance(issued, list)
    number = str(issued[0]["number"])
    corrected = ATTENDANCE.replace("zoe@example.org,P,P,P", "zoe@example.org,P,A,A")
    (folder / "attendance.csv").write_text(corrected, encoding="utf-8")
    asked = ("attendance", "--cohort", "ASP-1", "--reason", "The sheet says so")
    tried = enrolled.take_in(*asked, "--dry-run")["warnings"]
    assert isinstance(tried, list)
    [would] = tried
    assert f"Certificate {number} of Zoë O'Brien would no longer have its ground: Attended 3 of 5" in would
    assert "revoke" not in would
    told = enrolled.take_in(*asked)["warnings"]
    assert isinstance(told, list)
    [words] = told
    assert f"Certificate {number} of Zoë O'Brien no longer has its ground: Attended 3 of 5" in words
    assert f"aspire-desktop revoke {number} --reason TEXT" in words
    assert enrolled("verify", number)["status"] == "valid"
    done = enrolled("revoke", number.lower(), "--reason", "She was not there")
    assert (done["number"], done["name"]) == (number, "Zoë O'Brien")
    assert enrolled("verify", number, code=1)["status"] == "revoked"
    enrolled("revoke", number, "--reason", "Again", code=1)
    assert "no certificate" in str(enrolled("revoke", "X-1", "--reason", "None", code=1)["error"])


def test_a_return_is_drafted_submitted_once_and_written_again(enrolled: Desk, folder: Path) -> None:
    enrolled.take_in("attendance", "--cohort", "ASP-1")
    enrolled.take_in("projects", "--cohort", "ASP-1")
    draft, submitted = folder / "draft.xlsx", folder / "submitted.xlsx"
    period = ("--from", "2026-04-01", "--to", f"{NOW:%d/%m/%Y}")
    facts = enrolled("return", "lga-1", *period, "--out", draft)
    names = ("status", "lines", "amount", "cumulative", "remaining")
    assert [facts[name] for name in names] == ["draft", 1, 350, 1, 1]
    before = enrolled("history")
    assert enrolled("return", "LGA-1", *period, "--out", draft)["status"] == "draft"
    assert enrolled("history") == before
    facts = enrolled("return", "LGA-1", *period, "--out", submitted, "--submit")
    assert [facts[name] for name in names] == ["submitted", 1, 350, 1, 1]
    content = submitted.read_bytes()
    assert enrolled("return", "LGA-1", *period, "--out", draft)["reference"] == facts["reference"]
    assert draft.read_bytes() == content
    submitted.unlink()
    assert "submitted already" in str(
        enrolled("return", "LGA-1", *period, "--out", submitted, "--submit", code=1)["error"]
    )
    assert not submitted.exists()
    enrolled("return", "LGA-2", *period, "--out", draft, code=1)


def test_a_submitted_return_is_copied_without_names_and_its_evidence_written(
    enrolled: Desk, folder: Path
) -> None:
    enrolled.take_in("attendance", "--cohort", "ASP-1")
    enrolled.take_in("projects", "--cohort", "ASP-1")
    out = folder / "r.xlsx"
    period = ("--from", "2026-04-01", "--to", f"{NOW:%d/%m/%Y}")
    reference = str(enrolled("return", "LGA-1", *period, "--out", out, "--submit")["reference"])
    assert "Zoë O'Brien" in str(list(openpyxl.load_workbook(out)["Places"].values))
    enrolled("return", "LGA-1", *period, "--out", out, "--anonymous")
    copied = str(list(openpyxl.load_workbook(out)["Places"].values))
    assert "P-00001" in copied
    assert "Zoë" not in copied
    pack = folder / "pack"
    facts = enrolled("evidence", f"{reference.lower()} rev 1", "--sample", "5", "--out", pack)
    assert (facts["return"], facts["sample"], facts["of"]) == (reference, 1, 1)
    assert facts["folder"] == str(pack)
    [place] = _listed(facts["places"])
    assert (place["place"], place["cohort"]) == ("L-0001", "ASP-1")
    assert place["folder"] == str(pack / "L-0001 ASP-1")
    assert {Path(str(file)).name for file in _listed(place["files"])} >= {"Register.pdf", "Return line.pdf"}
    refused = enrolled("evidence", reference, "--sample", "5", "--out", pack, code=1)
    assert "not an empty folder" in str(refused["error"])
    other = enrolled("evidence", "LGA-1-R2", "--sample", "5", "--out", folder / "other", code=1)
    assert "A draft cannot be sampled" in str(other["error"])
    enrolled("evidence", reference, "--sample", "0", "--out", folder / "other", code=2)


def test_the_statement_of_a_pool_is_written(enrolled: Desk, folder: Path) -> None:
    paper = folder / "pool.pdf"
    assert enrolled("pool", "LGA-1", "--statement", paper)["statement"] == str(paper)
    assert paper.read_bytes().startswith(b"%PDF-1.7")
    assert enrolled("pool", "LGA-1")["statement"] is None


def _listed(value: object) -> list[Facts]:
    assert isinstance(value, list)
    return value


def test_nothing_is_submitted_where_its_file_cannot_be_written(enrolled: Desk, folder: Path) -> None:
    (folder / "taken").touch()
    period = ("--from", "2026-04-01", "--to", "30/04/2026")
    told = enrolled("return", "LGA-1", *period, "--out", folder / "taken" / "r.xlsx", "--submit", code=1)
    assert "Nothing can be written" in str(told["error"])
    assert enrolled("return", "LGA-1", *period, "--out", folder / "r.xlsx")["status"] == "draft"


@has_links
def test_no_command_writes_over_the_database_its_key_or_what_it_reads(
    enrolled: Desk, database: Path, folder: Path
) -> None:
    before = {file.name: file.read_bytes() for file in (database, Path(f"{database}.key"))}
    period = ("--from", "2026-04-01", "--to", "30/04/2026")
    link = folder / "office.pdf"
    link.symlink_to(database)
    told = enrolled("register", "ASP-1", "--out", link, code=1)
    assert "belongs to the database itself" in str(told["error"])
    enrolled("register", "ASP-1", "--out", database, code=2)
    enrolled("return", "LGA-1", *period, "--out", f"{database}.key", code=2)
    names = folder / "names.csv"
    names.write_text("Name,Council\nBo Li,Walsall\n", encoding="utf-8")
    told = enrolled("import", "people", names, "--report", names, code=1)
    assert "is the file that is to be read" in str(told["error"])
    assert names.read_text(encoding="utf-8").startswith("Name")
    assert {file.name: file.read_bytes() for file in (database, Path(f"{database}.key"))} == before


def test_undo_names_the_final_acts_it_steps_over(enrolled: Desk, folder: Path) -> None:
    period = ("--from", "2026-04-01", "--to", "30/04/2026")
    reference = enrolled("return", "LGA-1", *period, "--out", folder / "r.xlsx", "--submit")["reference"]
    told = enrolled("undo")
    assert told["title"] == "Undo: Import participants: 2 rows, ASP-1"
    assert told["stepped_over"] == [f"Submit return {reference}"]


def test_check_counts_the_places_again(enrolled: Desk, database: Path) -> None:
    assert enrolled("check") == {"ok": True, "problems": []}
    opened = connect(database, Path(f"{database}.key").read_text().strip())
    opened.execute("DROP TRIGGER agreements_update_within_cap")  # who tampers can do this too
    opened.execute("UPDATE agreements SET places = 1")
    opened.execute("UPDATE people SET family_name = 'Nobody' WHERE id = 1")
    opened.close()
    problems = enrolled("check", code=1)["problems"]
    assert isinstance(problems, list)
    assert {
        "Row 1 of agreements is not as its history says.",
        "Row 1 of people is not as its history says.",
    } <= {*problems}
    assert any("LGA-1" in problem for problem in problems)


def test_search_finds_every_kind(enrolled: Desk) -> None:
    for text, kind in (("o'brien", "person"), ("walsall", "organisation"), ("ASP-1", "cohort")):
        results = enrolled("search", text)["results"]
        assert isinstance(results, list)
        assert kind in {each["kind"] for each in results}
        assert all(set(each) == {"kind", "name", "detail"} for each in results)
    assert enrolled("search", "zzz")["results"] == []
