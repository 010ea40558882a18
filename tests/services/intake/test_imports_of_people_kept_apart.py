"""Files that name somebody who asked to be erased: their row is left out in words, the others go in."""

from pathlib import Path

import pytest
from whole_office import WORKSHOPS, WholeOffice

from aspire_desktop.domain.intake.columns import Column, ImportKind
from aspire_desktop.domain.intake.import_drafts import Decision
from aspire_desktop.domain.intake.import_reports import ImportReport
from aspire_desktop.domain.office.people import person_reference
from aspire_desktop.domain.office.values import CohortId, PersonId
from aspire_desktop.domain.programmes.enrolments import Funding, Status
from aspire_desktop.services.contact.erasures import ErasePerson, RestrictPerson
from aspire_desktop.services.intake.imports.file import ImportFile
from aspire_desktop.services.intake.imports.reading import read_for_import
from aspire_desktop.services.programmes.cohorts import AddCohort
from aspire_desktop.services.programmes.enrolments import EnrolParticipant, MoveEnrolment
from aspire_desktop.storage.lookups.office.people import person_row
from aspire_desktop.storage.lookups.programmes.enrolments import needs_of, participant_rows

PEOPLE = "First name,Last name,E-mail,Job title,Council"
BOOKINGS = f"{PEOPLE},Funding,PO number,Access needs,Dietary needs"
APART = "Bo Li asked to be erased: the record is kept as evidence only"
NEWCOMER = "Ida,Ek,ida@dudley.gov.uk,OD Lead,Dudley"


@pytest.fixture
def bo(world: WholeOffice) -> PersonId:
    return world.people[4]


@pytest.fixture
def cohort(world: WholeOffice) -> CohortId:
    wanted = AddCohort("INS26-WM02", world.inspire, world.dudley, "Dudley", WORKSHOPS)
    return world.office.do(wanted).value


def take_in(
    world: WholeOffice,
    folder: Path,
    kind: ImportKind,
    lines: tuple[str, ...],
    cohort: CohortId | None = None,
    *decisions: Decision,
) -> ImportReport:
    file = folder / "people.csv"
    file.write_text("\n".join(lines), encoding="utf-8")
    table = read_for_import(world.office, file, kind, cohort)
    return world.office.do(ImportFile(table, cohort, reason="Told late", decisions=decisions)).value


def said(report: ImportReport) -> dict[int, str]:
    return {problem.row: problem.problem for problem in report.problems}


def erase(world: WholeOffice, person: PersonId) -> None:
    """Erase somebody who was on the second cohort."""
    office = world.office
    enrolled = office.do(EnrolParticipant(world.modules, person, Funding.COUNCIL)).value
    office.do(MoveEnrolment(enrolled, Status.WITHDRAWN, office.clock.today()))
    office.do(ErasePerson(person))


def test_participants_of_a_file_go_in_beside_one_who_is_restricted(
    world: WholeOffice, cohort: CohortId, bo: PersonId, tmp_path: Path
) -> None:
    world.office.do(RestrictPerson(bo))
    rows = (BOOKINGS, "Bo,Li,p4@walsall.gov.uk,Adviser,Walsall,,,Ramp,Vegan", f"{NEWCOMER},,,,")
    report = take_in(world, tmp_path, ImportKind.PARTICIPANTS, rows, cohort)
    assert said(report).keys() == {2}
    assert said(report)[2].startswith(APART)
    assert said(report)[2].endswith("Lift the restriction in People first, if the person wishes it.")
    assert (report.new, report.rejected) == (1, 1)
    [there] = world.office.ask(participant_rows, cohort, world.office.clock.today())
    assert there.family_name == "Ek"


def test_nothing_is_noted_of_a_restricted_participant(
    world: WholeOffice, cohort: CohortId, bo: PersonId, tmp_path: Path
) -> None:
    world.office.do(EnrolParticipant(cohort, bo))
    world.office.do(RestrictPerson(bo))
    rows = (BOOKINGS, "Bo,Li,p4@walsall.gov.uk,Adviser,Walsall,,PO 9,Ramp,Vegan")
    report = take_in(world, tmp_path, ImportKind.PARTICIPANTS, rows, cohort)
    assert (said(report)[2][: len(APART)], report.rejected) == (APART, 1)
    assert world.office.ask(needs_of, cohort) == []
    [there] = world.office.ask(participant_rows, cohort, world.office.clock.today())
    assert (there.job_title, there.po_number) == ("HR Adviser", "")


@pytest.mark.parametrize("decided", [False, True])
def test_people_of_a_file_go_in_beside_one_who_is_restricted(
    world: WholeOffice, bo: PersonId, tmp_path: Path, *, decided: bool
) -> None:
    """Whether the file is matched by itself, or somebody said that the row is the person on record."""
    world.office.do(RestrictPerson(bo))
    before = world.office.ask(person_row, bo, world.office.clock.today())
    rows = (PEOPLE, "Bo,Li,p4@walsall.gov.uk,Head of HR,Walsall", NEWCOMER)
    decisions = [Decision(2, bo, frozenset({Column.JOB_TITLE}))] if decided else []
    report = take_in(world, tmp_path, ImportKind.PEOPLE, rows, None, *decisions)
    assert said(report)[2].startswith(APART)
    assert (report.new, report.rejected) == (1, 1)
    assert world.office.ask(person_row, bo, world.office.clock.today()) == before


@pytest.mark.parametrize("kind", [ImportKind.PEOPLE, ImportKind.PARTICIPANTS])
def test_no_file_says_who_somebody_erased_was(
    world: WholeOffice, cohort: CohortId, bo: PersonId, tmp_path: Path, kind: ImportKind
) -> None:
    """Even where somebody had decided that a row means them before they were erased."""
    erase(world, bo)
    before, row = (
        world.office.ask(person_row, bo, world.office.clock.today()),
        "Bo,Li,bo@li.uk,Adviser,Walsall",
    )
    booked = kind is ImportKind.PARTICIPANTS
    rows = (BOOKINGS, f"{row},,,,", f"{NEWCOMER},,,,") if booked else (PEOPLE, row, NEWCOMER)
    decision = Decision(2, bo, frozenset({Column.FIRST_NAME, Column.EMAIL}))
    report = take_in(world, tmp_path, kind, rows, cohort if booked else None, decision)
    assert said(report)[2].startswith(f"{person_reference(bo)} was erased on 8 October 2026.")
    assert (report.new, report.rejected) == (1, 1)
    assert world.office.ask(person_row, bo, world.office.clock.today()) == before


@pytest.mark.parametrize(
    ("kind", "heading", "cell"),
    [(ImportKind.ATTENDANCE, "Session 1", "P"), (ImportKind.PROJECTS, "Project title", "On absence")],
)
def test_marks_and_projects_of_who_was_erased_are_left_out(
    world: WholeOffice, bo: PersonId, tmp_path: Path, kind: ImportKind, heading: str, cell: str
) -> None:
    erase(world, bo)
    rows = (f"E-mail,{heading}", f"p4@walsall.gov.uk,{cell}", f"p3@walsall.gov.uk,{cell}")
    report = take_in(world, tmp_path, kind, rows, world.modules)
    assert said(report)[2].startswith("Nobody on this cohort has the address p4@walsall.gov.uk.")
    assert (report.new, report.rejected) == (1, 1)
