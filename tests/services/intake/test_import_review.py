"""A draft of an import: read with gaps, worked on, reviewed without a trace, and taken in at one stroke."""

from pathlib import Path

import openpyxl
import pytest
from drafts import draft_for_import

from aspire_desktop.domain.intake.columns import Column, ImportKind
from aspire_desktop.domain.intake.import_drafts import Decision, Draft
from aspire_desktop.domain.intake.import_reports import Fate
from aspire_desktop.domain.intake.import_tables import Hidden
from aspire_desktop.domain.office.errors import Unreadable
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.intake.imports.problem_list import WriteProblems
from aspire_desktop.services.intake.imports.review import RowStanding, action_of, review
from aspire_desktop.services.office.people import AddPerson
from aspire_desktop.storage.lookups.office.history import action_rows
from aspire_desktop.storage.lookups.office.organisations import organisation_rows
from aspire_desktop.storage.lookups.office.people import person_rows

HEADINGS = "First name,Last name,E-mail,Job title,Council"


def draft(office: Office, folder: Path, *lines: str, headings: str = HEADINGS) -> Draft:
    file = folder / "people.csv"
    file.write_text("\n".join((headings, *lines)), encoding="utf-8")
    return draft_for_import(office, file, ImportKind.PEOPLE, None)


def people(office: Office) -> list[tuple[str, str, str, str]]:
    rows = office.ask(person_rows, office.clock.today())
    return [
        (f"{row.given_name} {row.family_name}", row.email, row.job_title, row.organisation) for row in rows
    ]


def test_a_draft_is_fixed_reviewed_and_taken_in_with_a_new_organisation(
    open_office: Office, tmp_path: Path
) -> None:
    work = draft(
        open_office,
        tmp_path,
        "Bo,Li,bo@walsall,,Walsall",
        "Ann,Other,ann@new.gov.uk,,New Town Hall",
        "No,Name,,,",
    )
    before = len(open_office.ask(action_rows))
    first = review(open_office, work)
    assert [row.standing for row in first.rows] == [
        RowStanding.MUST_FIX,
        RowStanding.CHECK,
        RowStanding.MUST_FIX,
    ]
    assert first.findings[1].offer.new == "New Town Hall"
    work = (
        work.fixing(2, 2, "bo@walsall.gov.uk")
        .adding("New Town Hall")
        .adding("NEW TOWN HALL")
        .leaving_out([4])
    )
    second = review(open_office, work)
    assert [row.standing for row in second.rows] == [
        RowStanding.READY,
        RowStanding.READY,
        RowStanding.LEFT_OUT,
    ]
    assert [fate.fate for fate in second.report.fates] == [Fate.NEW, Fate.NEW]
    assert second.rows[0].employer == "Walsall Council"
    assert (people(open_office), len(open_office.ask(action_rows))) == ([], before)
    open_office.do(action_of(work))
    assert {(row[0], row[3]) for row in people(open_office)} == {
        ("Bo Li", "Walsall Council"),
        ("Ann Other", "New Town Hall"),
    }
    open_office.undo()
    assert people(open_office) == []
    names = {row.name for row in open_office.ask(organisation_rows, open_office.clock.today())}
    assert "New Town Hall" not in names


@pytest.mark.parametrize(
    ("decision", "expected"),
    [
        ((), ("Siân Rees", "sian@walsall.gov.uk", "HRBP", "Walsall Council")),
        (
            (Column.EMAIL, Column.JOB_TITLE),
            ("Siân Rees", "s.rees@walsall.gov.uk", "OD Lead", "Walsall Council"),
        ),
    ],
)
def test_a_doubtful_row_merges_only_what_was_chosen(
    open_office: Office, tmp_path: Path, decision: tuple[Column, ...], expected: tuple[str, ...]
) -> None:
    walsall = next(
        row.id
        for row in open_office.ask(organisation_rows, open_office.clock.today())
        if row.name == "Walsall Council"
    )
    id = open_office.do(AddPerson("Siân", "Rees", "sian@walsall.gov.uk", "HRBP", walsall)).value
    work = draft(open_office, tmp_path, "Siân,Rees,s.rees@walsall.gov.uk,OD Lead,Walsall")
    first = review(open_office, work)
    likeness = first.likeness(first.findings[0])
    assert likeness is not None
    assert (likeness.person.id, likeness.may_differ) == (id, True)
    open_office.do(action_of(work.deciding(Decision(2, id, frozenset(decision)))))
    assert people(open_office) == [expected]
    other = review(open_office, work.deciding(Decision(2, None)))
    assert other.rows[0].standing is (RowStanding.READY if not decision else RowStanding.MUST_FIX)


def test_a_file_that_lacks_columns_is_a_draft_and_one_without_rows_is_not(
    open_office: Office, tmp_path: Path
) -> None:
    work = draft(open_office, tmp_path, "Bo Li,Walsall", headings="Wer,Wo")
    assert work.missing == ("name (first name and last name, or full name)", "organisation")
    matched = work.choosing(0, Column.FULL_NAME).choosing(1, Column.ORGANISATION)
    assert review(open_office, matched).report.new == 1
    with pytest.raises(Unreadable, match="no rows of data"):
        draft(open_office, tmp_path)


def test_the_list_of_problems_is_a_workbook_unless_named_otherwise(
    open_office: Office, tmp_path: Path
) -> None:
    problems = review(open_office, draft(open_office, tmp_path, "Bo,Li,bo@walsall,,Walsall")).report.problems
    assert open_office.export(WriteProblems(problems), tmp_path / "list").name == "list.xlsx"
    separated = open_office.export(WriteProblems(problems), tmp_path / "list.csv")
    assert "bo@walsall" in separated.read_text(encoding="utf-8-sig")


def test_both_days_are_offered_for_a_date_that_may_be_month_first_also_after_the_proof_is_fixed(
    open_office: Office, tmp_path: Path
) -> None:
    file = tmp_path / "cohorts.csv"
    file.write_text(
        "Code,Programme,Session 1,Session 2,Session 3\n"
        "A,Inspire OD,10/05/2026,20/06/2026,21/06/2026\n"
        "B,Inspire OD,10/20/2026,1 November 2026,2 November 2026\n",
        encoding="utf-8",
    )
    work = draft_for_import(open_office, file, ImportKind.COHORTS, None)
    offers = [finding.offer.instead for finding in review(open_office, work).findings]
    assert offers == [("10 May 2026", "5 October 2026"), ("20 October 2026",)]
    work = work.fixing(3, 2, "20 October 2026")
    assert [finding.problem.row for finding in review(open_office, work).findings] == [2]
    assert review(open_office, work.fixing(2, 2, "10 May 2026")).findings == ()


def test_a_column_left_out_because_it_was_hidden_is_matched_in_the_next_file_that_shows_it(
    open_office: Office, tmp_path: Path
) -> None:
    file = tmp_path / "people.xlsx"
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Name", "Council", "Job title"])
    sheet.append(["Bo Li", "Walsall", "HRBP"])
    sheet.column_dimensions["C"].hidden = True
    book.save(file)
    work = draft_for_import(open_office, file, ImportKind.PEOPLE, None)
    assert work.told_hidden == ("Column “Job title” is hidden and was left out.",)
    assert Column.JOB_TITLE not in work.mapping.places
    open_office.do(action_of(work, remember=True))
    sheet.column_dimensions["C"].hidden = False
    book.save(file)
    again = draft_for_import(open_office, file, ImportKind.PEOPLE, None)
    assert (again.remembered, again.mapping.places[Column.JOB_TITLE]) == (True, 2)
    shown = work.showing(Hidden.TAKE)
    assert shown.mapping.places[Column.JOB_TITLE] == 2
    assert shown.told_hidden == ("Column “Job title” is hidden and was taken.",)
    assert shown.showing(Hidden.LEAVE).mapping == work.mapping
