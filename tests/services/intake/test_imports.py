"""Files that come in: the right rows in, the wrong ones named, nothing half done, one undo for all."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from trouble_file import (
    ROWS,
    Stage,
    Written,
    in_workbook,
    write_marked_utf8,
    write_semicolons,
    write_workbook,
)

from aspire_desktop.domain.intake.columns import ImportKind
from aspire_desktop.domain.intake.import_reports import ImportReport
from aspire_desktop.domain.intake.import_tables import Hidden, Wanted
from aspire_desktop.domain.money.funding import Agreement, Cover
from aspire_desktop.domain.office.errors import Refused, RuleBroken
from aspire_desktop.domain.office.values import CohortId, OrganisationId
from aspire_desktop.domain.programmes.enrolments import Funding, Status
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.intake.imports.file import ImportFile
from aspire_desktop.services.intake.imports.reading import read_for_import
from aspire_desktop.services.programmes.cohorts import AddCohort
from aspire_desktop.storage.journal import Entry
from aspire_desktop.storage.lookups.office.history import action_rows
from aspire_desktop.storage.lookups.office.organisations import organisation_rows
from aspire_desktop.storage.lookups.office.people import person_rows
from aspire_desktop.storage.lookups.programmes.enrolments import participant_rows
from aspire_desktop.storage.lookups.programmes.programmes import version_rows
from aspire_desktop.storage.store import Store
from aspire_desktop.storage.tables.schema import SCHEMA

TODAY = date(2026, 10, 8)
HEADINGS = "First name,Last name,E-mail,Job title,Council,Funding,PO number,Access needs,Dietary needs"


def organisation(office: Office, name: str) -> OrganisationId:
    return next(row.id for row in office.ask(organisation_rows, TODAY) if row.name == name)


@pytest.fixture
def cohort(open_office: Office) -> CohortId:
    """An Inspire OD cohort of 40 places in December, delivered by the office itself."""
    version = next(row for row in open_office.ask(version_rows) if row.title == "Inspire OD")
    days = (date(2026, 12, 9), date(2026, 12, 10), date(2027, 1, 21))
    partner = organisation(open_office, "West Midlands Employers")
    return open_office.do(AddCohort("INS26-WM02", version.id, partner, "Oldbury", days, 40)).value


def add_agreement(
    office: Office, store: Store, places: int, funder: str = "Local Government Association"
) -> None:
    """Add an agreement that covers Inspire OD."""
    inspire = next(row.programme_id for row in office.ask(version_rows) if row.title == "Inspire OD")
    funder_id = organisation(office, funder)
    with store.writing("Ann") as work:
        agreement = Agreement(
            f"{funder}/1", funder_id, places, Decimal("350"), date(2026, 4, 1), date(2027, 3, 31)
        )
        work.add(agreement)
        work.add(Cover(agreement.id, inspire))
        store.seal(work, Entry(office.clock.now(), "Ann", "Agree", "Agree", final=True, schema=SCHEMA))


def take_in(office: Office, text: str, cohort: CohortId | None, folder: Path, **more: object) -> ImportReport:
    file = folder / "people.csv"
    file.write_text(text, encoding="utf-8")
    kind = ImportKind.PARTICIPANTS if cohort else ImportKind.PEOPLE
    table = read_for_import(office, file, kind, cohort)
    return office.do(ImportFile(table, cohort, strict=bool(more.get("strict")))).value


@pytest.mark.parametrize("write", [write_semicolons, write_marked_utf8, write_workbook])
def test_a_file_of_40_rows_with_every_kind_of_trouble(
    open_office: Office,
    open_store: Store,
    cohort: CohortId,
    tmp_path: Path,
    write: Callable[[Path], Written],
) -> None:
    add_agreement(open_office, open_store, 100)
    add_agreement(open_office, open_store, 10, "Chartered Institute of Personnel and Development")
    written = write(tmp_path / "bookings.xlsx")
    everything = Wanted(hidden=Hidden.TAKE)
    table = read_for_import(open_office, written.path, ImportKind.PARTICIPANTS, cohort, wanted=everything)
    before = len(open_office.ask(action_rows))
    report = open_office.do(ImportFile(table, cohort)).value
    rows = [in_workbook(row) for row in ROWS] if write is write_workbook else list(ROWS)
    assert report.read == len(rows) == 40
    told = {problem.row: problem for problem in report.problems}
    for number, row in zip(written.numbers, rows, strict=True):
        if row.stage in (Stage.GOOD, Stage.SAME):
            assert number not in told, told.get(number)
        else:
            assert row.says in told[number].problem
            assert told[number].column == row.heading
            assert told[number].problem.endswith(".")
    stages = [row.stage for row in rows]
    assert (report.new, report.matched, report.updated) == (
        stages.count(Stage.GOOD),
        stages.count(Stage.SAME),
        0,
    )
    assert report.rejected == len(told)
    people = open_office.ask(participant_rows, cohort, TODAY)
    assert (len(people), {row.status for row in people}) == (report.new, {Status.CONFIRMED})
    assert len(open_office.ask(action_rows)) == before + 1
    open_office.undo()
    assert open_office.ask(participant_rows, cohort, TODAY) == []
    assert open_office.ask(person_rows, TODAY) == []


def test_a_second_import_brings_up_to_date_and_blanks_nothing(
    open_office: Office, open_store: Store, cohort: CohortId, tmp_path: Path
) -> None:
    add_agreement(open_office, open_store, 5)
    first = f"{HEADINGS}\nSiân,Rees,sian@walsall.gov.uk,HRBP,Walsall,LGA,PO1,Hearing loop,Vegan\n"
    assert take_in(open_office, first, cohort, tmp_path).new == 1
    assert take_in(open_office, first, cohort, tmp_path).matched == 1
    later = f"{HEADINGS}\nSIAN,REES,Sian@Walsall.gov.uk,OD Lead,Walsall MBC,,PO2,,\n"
    assert take_in(open_office, later, cohort, tmp_path).updated == 1
    [row] = open_office.ask(participant_rows, cohort, TODAY)
    assert (row.job_title, row.po_number, row.funding) == ("OD Lead", "PO2", Funding.LGA)
    assert row.given_name == "Siân"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Ann,Other,sian@walsall.gov.uk,,Walsall,LGA,,,", "belongs to Siân Rees"),
        ("Siân,Rees,sian@walsall.gov.uk,,Dudley MBC,LGA,,,", "another organisation on record"),
        ("Siân,Rees,s.rees@walsall.gov.uk,,Walsall,LGA,,,", "is on record with sian@walsall.gov.uk"),
        ("Siân,Rees,sian@walsall.gov.uk,,Walsall,council,,,", "paid by LGA"),
        ("Bo,Li,bo@walsall.gov.uk,,Worcester CC,LGA,,,", "fits both"),
        ("Bo,Li,bo@walsall.gov.uk,,Walsal Council,LGA,,,", "much like Walsall Council"),
        ("Bo,Li,bo@walsall.gov.uk,,Walsall,bursary,,,", "No bursary agreement covers this cohort"),
    ],
)
def test_doubts_are_problems(
    open_office: Office, open_store: Store, cohort: CohortId, tmp_path: Path, line: str, words: str
) -> None:
    add_agreement(open_office, open_store, 5)
    known = f"{HEADINGS}\nSiân,Rees,sian@walsall.gov.uk,HRBP,Walsall,LGA,,,\n"
    take_in(open_office, known, cohort, tmp_path)
    report = take_in(open_office, f"{HEADINGS}\n{line}\n", cohort, tmp_path)
    assert (report.rejected, report.new) == (1, 0)
    assert words in report.problems[0].problem
    assert len(open_office.ask(participant_rows, cohort, TODAY)) == 1


def test_the_place_beyond_the_cap_is_refused_and_its_person_is_not_added(
    open_office: Office, open_store: Store, cohort: CohortId, tmp_path: Path
) -> None:
    add_agreement(open_office, open_store, 2)
    lines = "\n".join(f"P{n},Q,p{n}@walsall.gov.uk,,Walsall,LGA,,," for n in range(3))
    report = take_in(open_office, f"{HEADINGS}\n{lines}\n", cohort, tmp_path)
    assert (report.new, report.rejected) == (2, 1)
    assert (
        "No subsidised place is free: Local Government Association/1 (2 of 2 taken)."
        in report.problems[0].problem
    )
    assert report.problems[0].row == 4
    assert report.problems[0].column == "Funding"
    assert (
        take_in(
            open_office,
            "First name,Last name,E-mail,Council\nP2,Q,p2@walsall.gov.uk,Walsall\n",
            None,
            tmp_path,
        ).new
        == 1
    )


def test_strict_refuses_the_whole_file(
    open_office: Office, open_store: Store, cohort: CohortId, tmp_path: Path
) -> None:
    text = f"{HEADINGS}\nBo,Li,bo@walsall.gov.uk,,Walsall,,,,\nNo,One,,,Nowhere,,,,\n"
    with pytest.raises(RuleBroken, match="1 of 2 rows"):
        take_in(open_office, text, cohort, tmp_path, strict=True)
    assert open_office.ask(participant_rows, cohort, TODAY) == []


def test_those_beyond_the_places_wait(open_office: Office, cohort: CohortId, tmp_path: Path) -> None:
    lines = "\n".join(f"P{n},Q,p{n}@walsall.gov.uk,,Walsall,council,,," for n in range(42))
    report = take_in(open_office, f"{HEADINGS}\n{lines}\n", cohort, tmp_path)
    assert (report.new, report.rejected, report.waiting) == (42, 0, 2)
    assert [fate.row for fate in report.fates if fate.waits] == [42, 43]
    rows = open_office.ask(participant_rows, cohort, TODAY)
    assert sum(row.status is Status.WAITING for row in rows) == 2


def test_a_trainer_may_not_import_people(open_office: Office, open_store: Store, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="administrator"):
        take_in(Office(open_store, "Tom"), "Name,Council\nBo Li,Walsall\n", None, tmp_path)


@pytest.mark.parametrize(("said", "problems"), [("", 0), ("Walsall", 0), ("Dudley", 1)])
def test_a_blank_partner_says_nothing_of_a_cohort_on_record(
    open_office: Office, tmp_path: Path, said: str, problems: int
) -> None:
    row = "INS-1,Inspire OD,Rugby,{},1/9/26,2/9/26,3/9/26"
    for number, partner in enumerate(("Walsall", said)):
        file = tmp_path / f"{number}.csv"
        heads = "Code,Programme,Venue,Partner,Session 1,Session 2,Session 3"
        file.write_text(f"{heads}\n{row.format(partner)}")
        read = read_for_import(open_office, file, ImportKind("cohorts"), None)
        report = open_office.do(ImportFile(read)).value
    assert (report.matched, len(report.problems)) == (1 - problems, problems)


@pytest.mark.parametrize(
    ("kind", "first", "again", "what"),
    [
        (
            "cohorts",
            "Code,Programme,Venue,Session 1,Session 2,Session 3\nINS-1,Inspire OD,Rugby,1/9/26,2/9/26,3/9/26",
            "ins-1,Inspire OD,Dudley,1/9/26,2/9/26,3/9/26",
            "the cohort INS-1",
        ),
        (
            "agreements",
            "Reference,Funder,Programme,Places,Unit amount,From,To\nLGA/1,LGA,Inspire OD,9,35,1/4/26,31/3/27",
            "lga/1,LGA,Inspire OD,20,350,1/4/26,31/3/27",
            "the agreement LGA/1",
        ),
    ],
)
def test_what_an_earlier_row_added_is_not_called_on_record(
    open_office: Office, tmp_path: Path, kind: str, first: str, again: str, what: str
) -> None:
    """Row 3 says the same again and is matched; row 4 differs from row 2, and nothing was on record."""
    file = tmp_path / "list.csv"
    file.write_text("\n".join((first, first.split("\n")[1], again)))
    read = read_for_import(open_office, file, ImportKind(kind), None)
    preview = open_office.preview(ImportFile(read)).value
    assert (preview.new, preview.matched) == (1, 1)
    (problem,) = preview.problems
    assert problem.problem == f"Row 2 names {what} with other details. Keep one of the two."
    open_office.do(ImportFile(read))
    (problem,) = open_office.preview(
        ImportFile(read_for_import(open_office, file, ImportKind(kind), None))
    ).value.problems
    assert "is on record with other details" in problem.problem
