"""What rows mean, told by the command line: who waits, who pays, what to know, which heading is missing."""

from pathlib import Path

import pytest
from terminal import Facts, Terminal, Told

FILES = Path(__file__).parent / "files"
COHORTS = (
    "Code,Programme,Capacity,Workshop day 1,Workshop day 2,Review day\n"
    "INS26-01,Inspire OD,2,15/09/2026,16/09/2026,06/10/2026\n"
    "INS26-02,Inspire OD,20,16/09/2026,17/09/2026,07/10/2026\n"
)


class Intake:
    """Takes files in by command."""

    def __init__(self, terminal: Terminal, database: Path, folder: Path) -> None:
        self._terminal, self._database, self._folder = terminal, database, folder
        assert self.told("cohorts", self.file(COHORTS)).code == 0

    def file(self, text: str) -> Path:
        file = self._folder / "given.csv"
        file.write_text(text, encoding="utf-8")
        return file

    def told(self, kind: str, file: Path | str, *words: str) -> Told:
        path = FILES / file if isinstance(file, str) else file
        return self._terminal("--database", self._database, "import", kind, path, *words)

    def facts(self, kind: str, file: Path | str, *words: str) -> Facts:
        return self.told(kind, file, "--json", *words).facts


@pytest.fixture
def intake(terminal: Terminal, database: Path, tmp_path: Path) -> Intake:
    return Intake(terminal, database, tmp_path)


@pytest.mark.parametrize(
    ("name", "kind", "read", "rejected"),
    [
        ("full_names.csv", "people", 16, 6),
        ("no_such_body.csv", "people", 9, 9),
        ("organisations_type_words.csv", "organisations", 2, 1),
        ("everyday_councils.csv", "people", 12, 6),
        ("names_broken_up.csv", "people", 2, 1),
        ("cohort_own_headings.csv", "cohorts", 1, 0),
    ],
)
def test_each_file_is_taken_by_command(
    intake: Intake, name: str, kind: str, read: int, rejected: int
) -> None:
    facts = intake.facts(kind, name)
    assert (facts["read"], facts["rejected"]) == (read, rejected)
    assert facts["ignored"] == []


def test_who_waits_who_pays_and_what_to_know_is_said(intake: Intake) -> None:
    rows = "".join(f"P{n},Q,p{n}@walsall.gov.uk,Walsall\n" for n in range(3))
    file = intake.file(f"First name,Last name,E-mail,Council\n{rows}")
    told = intake.told("participants", file, "--cohort", "INS26-01", "--funding", "council")
    assert "Row 4: goes to the waiting list." in told.out.splitlines()
    assert "3 rows read, 3 new (1 of them on the waiting list)" in told.out
    again = intake.told("participants", file, "--cohort", "INS26-02")
    also = "is on INS26-01 too, which runs at the same time, on 16 September 2026 both"
    assert f"Row 2: {also}." in again.out.splitlines()
    assert intake.told("people", file, "--funding", "LGA").code == 2


def test_a_heading_that_looks_like_a_session_is_a_problem_until_it_is_said(
    intake: Intake, tmp_path: Path
) -> None:
    file = intake.file("E-mail,Session 1,Celebration day\np0@walsall.gov.uk,P,P\n")
    told = intake.told("attendance", file, "--cohort", "INS26-02")
    assert told.code != 0
    assert "not clear which session is meant by “Celebration day”" in told.err
    mapping = tmp_path / "map.json"
    mapping.write_text('{"Celebration day": "Session 3"}', encoding="utf-8")
    facts = intake.facts("attendance", file, "--cohort", "INS26-02", "--map", str(mapping))
    assert facts["ignored"] == []


@pytest.mark.parametrize(
    ("headings", "lacks", "example"),
    [
        ("Name,Based at", "organisation", '{"Based at": "organisation"}'),
        ("First name,Council", "last name", '{"First name": "full name"}'),
    ],
)
def test_a_list_without_a_needed_column_says_which_and_how_to_map_it(
    intake: Intake, headings: str, lacks: str, example: str
) -> None:
    told = intake.told("people", intake.file(f"{headings}\nBo Li,Walsall\n"))
    assert told.code != 0
    assert f"The file has no column for {lacks}." in told.err
    assert example in told.err


def test_who_is_meant_is_answered_by_command(intake: Intake) -> None:
    head = "First name,Last name,Organisation,E-mail\n"
    first = "Anne,Smith,Shropshire,\nMary,Watson,Dudley MBC,mw@x.gov.uk\n"
    assert intake.facts("people", intake.file(head + first))["new"] == 2
    alike = "Anne,Smith,Shropshire,\nMary,Watson,Dudley MBC,other@x.gov.uk\n"
    again = intake.file(f"{head}{alike}Jo,Lee,Walsall,\nJo,Lee,Walsall,\n")
    out = intake.told("people", again, "--dry-run").out
    assert "Answer with --same 2 or --new 2." in out
    assert "Answer with --same 3 or --new 3." in out
    assert "If these are two people, answer with --new 5." in out
    told = intake.facts("people", again, "--same", "2", "--new", "3,5")
    assert (told["new"], told["matched"], told["rejected"]) == (3, 1, 0)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--same", "2"), "Row 2 raises no question about a person on record"),
        (("--new", "2"), "Row 2 raises no question about who is meant"),
        (("--new", "2", "--same", "2"), "cannot be both"),
        (("--new", "two"), "is no list of rows"),
    ],
)
def test_an_answer_to_a_question_that_was_not_asked_is_refused(
    intake: Intake, words: tuple[str, ...], why: str
) -> None:
    file = intake.file("First name,Last name,Organisation\nAnne,Smith,Shropshire\n")
    told = intake.told("people", file, *words)
    assert told.code == 2
    assert why in told.err
    assert intake.facts("people", file, "--dry-run")["new"] == 1
