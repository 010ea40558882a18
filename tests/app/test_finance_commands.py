"""The commands of finance: the year end, and a return in the funder's own form."""

import os
from pathlib import Path

import pytest
from funder_form import FORM, MAPPING
from openpyxl import load_workbook
from terminal import Terminal

from aspire_desktop.app.finding import agreement_called
from aspire_desktop.domain.office.errors import Refused
from aspire_desktop.domain.office.staff import Role
from aspire_desktop.services.money.funding import ChangeAgreement
from aspire_desktop.services.money.layouts import AddLayout
from aspire_desktop.services.office.settings import ChangeSettings
from aspire_desktop.services.office.staff import AddColleague
from aspire_desktop.storage.files import write_file
from aspire_desktop.storage.lookups.money.agreements import programmes_covered
from aspire_desktop.storage.lookups.money.returns import return_rows
from tests.app.test_main_job import AGREEMENT, ATTENDANCE, COHORTS, PARTICIPANTS, PROJECTS, Desk
from tests.conftest import NOW

TODAY = f"{NOW:%Y-%m-%d}"
PERIOD = ("--from", "2026-04-01", "--to", TODAY)


@pytest.fixture
def desk(terminal: Terminal, database: Path, tmp_path: Path) -> Desk:
    texts = {
        "agreements": AGREEMENT,
        "cohorts": COHORTS,
        "participants": PARTICIPANTS,
        "attendance": ATTENDANCE,
        "projects": PROJECTS,
    }
    for name, text in texts.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    desk = Desk(terminal, database, tmp_path)
    desk.take_in("agreements")
    desk.take_in("cohorts")
    desk.take_in("participants", "--cohort", "ASP-1")
    return desk


def test_the_year_end_is_told_and_written(desk: Desk, tmp_path: Path) -> None:
    told = desk("year-end", "lga-1", "--on", TODAY, "--out", tmp_path / "year.xlsx")
    assert [told[name] for name in ("on", "agreement")] == [TODAY, "LGA-1"]
    assert told["forecast"] == {"places": 2, "amount": 700}
    assert told["unpaid"] == told["deferred"] == {"places": 0, "amount": 0}
    months = told["months"]
    assert isinstance(months, list)
    assert sum(month["places"] for month in months) == 2
    assert load_workbook(tmp_path / "year.xlsx").sheetnames[0] == "Summary"
    every = desk("year-end", "--on", TODAY, "--out", tmp_path / "year.csv")
    assert every["agreement"] is None
    assert (tmp_path / "year.csv").read_text("utf-8-sig").startswith("Section,Agreement")
    desk("year-end", "--on", TODAY, "--out", tmp_path / "year.txt", code=2)
    desk("year-end", "LGA-9", "--on", TODAY, "--out", tmp_path / "year.csv", code=1)


def test_what_cannot_be_is_refused_in_plain_words(desk: Desk, tmp_path: Path) -> None:
    long = tmp_path / f"{'x' * 300}.xlsx"
    for words in (("return", "LGA-1", *PERIOD), ("year-end", "--on", TODAY), ("pool", "LGA-1")):
        option = "--statement" if words[0] == "pool" else "--out"
        target = long.with_suffix(".pdf") if words[0] == "pool" else long
        assert "cannot be a name here" in str(desk(*words, option, target, code=1)["error"])
    asked = ("return", "LGA-1", *PERIOD, "--out", tmp_path / "return.xlsx")
    desk(*asked, "--prepared-by", "Flo", code=2)


@pytest.mark.parametrize("place", ["/proc/nowhere/return.xlsx", "/dev/null/return.xlsx"])
@pytest.mark.skipif(os.name == "nt", reason="these folders are Linux's; Windows' are tried by the same code")
def test_a_folder_that_takes_no_file_is_found_out_before_the_return_is_submitted(
    desk: Desk, terminal: Terminal, database: Path, place: str
) -> None:
    refused = desk("return", "LGA-1", *PERIOD, "--out", place, "--submit", code=1)
    assert "Nothing can be written in" in str(refused["error"])
    with terminal.office(database) as office:
        assert office.ask(return_rows, office.clock.today()) == []


def test_a_return_is_written_into_the_funders_form(
    desk: Desk, terminal: Terminal, database: Path, tmp_path: Path
) -> None:
    out, form = tmp_path / "return.xlsx", tmp_path / "form.xlsx"
    asked = ("return", "LGA-1", *PERIOD, "--out", out, "--form", form)
    assert "no form of the funder's own" in str(desk(*asked, "--submit", code=1)["error"])
    assert "both" in str(desk("return", "LGA-1", *PERIOD, "--out", out, "--form", out, code=1)["error"])
    with terminal.office(database) as office:
        agreement = agreement_called(office, "LGA-1").id
        office.do(AddLayout(agreement, "LGA form", FORM, MAPPING))
    draft = desk(*asked)
    assert (draft["status"], draft["form"]) == ("draft", str(form))
    assert "Claim!B8 comes to £0.00 and agrees with amount claimed" in str(draft["warnings"])
    assert load_workbook(form)["Claim"]["B1"].value == "LGA-1-R1"
    desk(*asked, "--submit")
    stored = form.read_bytes()
    again = desk(*asked)
    assert (again["status"], form.read_bytes()) == ("submitted", stored)
    assert desk("return", "LGA-1", *PERIOD, "--out", out)["form"] is None


def test_a_submitted_return_leaves_what_its_workbook_says_whatever_the_agreement_pays_for_now(
    desk: Desk, terminal: Terminal, database: Path, tmp_path: Path
) -> None:
    out = tmp_path / "return.xlsx"
    asked = ("return", "LGA-1", *PERIOD, "--out", out)
    submitted = desk(*asked, "--submit")
    with terminal.office(database) as office:
        row = agreement_called(office, "LGA-1")
        covers = office.ask(programmes_covered, row.id)
        more = (row.places + 40, row.unit, row.begins, row.ends)
        office.do(ChangeAgreement(row.id, row.reference, covers, *more))
    again = desk(*asked)
    assert again == submitted
    summary = load_workbook(out)["Summary"]
    told = [row[3] for row in summary.iter_rows(values_only=True) if row[0] == "Remaining"]
    assert told == [again["remaining"]]


def test_a_return_is_restated_for_a_reason_by_somebody_else_than_who_prepared_it(
    desk: Desk, terminal: Terminal, database: Path, tmp_path: Path
) -> None:
    first, second = tmp_path / "first.xlsx", tmp_path / "second.xlsx"
    asked = ("return", "LGA-1", *PERIOD, "--out")
    assert "No return was submitted" in str(desk(*asked, second, "--revise", "Too early", code=1)["error"])
    assert desk(*asked, first, "--submit")["revision"] == 1
    assert "needs a reason" in str(desk(*asked, second, "--revise", code=1)["error"])
    told = desk(*asked, second, "--revise", "Only to see", code=1)["error"]
    assert "If return LGA-1-R1, revision 1, were restated, nothing would differ." in str(told)
    assert not second.exists()
    desk.take_in("attendance", "--cohort", "ASP-1")
    desk.take_in("projects", "--cohort", "ASP-1")
    with terminal.office(database) as office:
        office.do(AddColleague("Flo", frozenset({Role.FINANCE})))
        office.do(ChangeSettings("WME", "WME", "", "I declare it.", authoriser_differs=True))
    told = desk(*asked, second, "--revise", "Day 2 was wrong", code=1)["error"]
    assert "another colleague than the one who prepared it" in str(told)
    facts = desk(*asked, second, "--revise", "Day 2 was wrong", "--prepared-by", "Flo")
    assert (facts["reference"], facts["revision"], facts["status"]) == ("LGA-1-R1", 2, "submitted")
    assert facts["lines"] == 1
    cells = [cell for row in load_workbook(second)["Summary"].iter_rows(values_only=True) for cell in row]
    assert any("Flo" in str(cell) for cell in cells)
    assert desk(*asked, first)["revision"] == 2
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize("words", [(), ("--submit",)], ids=["draft", "submitted"])
def test_a_form_that_cannot_be_written_is_told_with_what_was(
    desk: Desk,
    terminal: Terminal,
    database: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
) -> None:
    out, form = tmp_path / "return.xlsx", tmp_path / "form.xlsx"
    with terminal.office(database) as office:
        office.do(AddLayout(agreement_called(office, "LGA-1").id, "LGA form", FORM, MAPPING))

    def write_all_but_the_form(target: Path, content: bytes, *, private: bool = False) -> Path:
        if target == form:
            raise Refused("The disk is full.")
        return write_file(target, content, private=private)

    monkeypatch.setattr("aspire_desktop.services.door.export.write_file", write_all_but_the_form)
    told = str(desk("return", "LGA-1", *PERIOD, "--out", out, "--form", form, *words, code=1)["error"])
    assert "Nothing was changed" not in told
    assert f"The workbook is written as {out}; the form is not." in told
    assert ("The return is submitted" in told) is bool(words)
    assert out.exists()
