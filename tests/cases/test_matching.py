"""What rows mean: which organisation, which person, which session; a doubt is a question, never a guess."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from any_question import any_question
from drafts import draft_for_import

from aspire_desktop.domain.intake.columns import ImportKind, SessionColumn
from aspire_desktop.domain.intake.import_drafts import Decision
from aspire_desktop.domain.intake.import_reports import Fate
from aspire_desktop.domain.intake.imports import OnRecord, PersonLine, RepeatOf
from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.values import CohortId, EnrolmentId, OrganisationId
from aspire_desktop.domain.programmes.attendance import Code
from aspire_desktop.domain.programmes.enrolments import Funding
from aspire_desktop.domain.programmes.registers import MarkEntry
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.intake.imports.file import ImportFile
from aspire_desktop.services.intake.imports.reading import read_for_import
from aspire_desktop.services.intake.imports.review import Review, RowStanding, action_of, review
from aspire_desktop.services.office.organisations import AddOrganisation, AlsoCalled, RenameOrganisation
from aspire_desktop.services.office.people import AddPerson
from aspire_desktop.services.programmes.attendance import SetMarks
from aspire_desktop.services.programmes.cohorts import AddCohort
from aspire_desktop.services.programmes.enrolments import EnrolParticipant
from aspire_desktop.services.programmes.newcomers import NOBODY_YET, EnrolNewcomer
from aspire_desktop.storage.lookups.office.organisations import organisation_namings, organisation_rows
from aspire_desktop.storage.lookups.office.people import person_rows
from aspire_desktop.storage.lookups.programmes.cohorts import cohort_rows, session_rows
from aspire_desktop.storage.lookups.programmes.completions import marks_of
from aspire_desktop.storage.lookups.programmes.enrolments import participant_rows, waiting_rows
from aspire_desktop.storage.lookups.programmes.programmes import version_rows

FILES = Path(__file__).parent / "files"


def checked(office: Office, name: str, kind: ImportKind, cohort: CohortId | None = None) -> Review:
    """Read a file of the cases as the window does, and check every row of it."""
    return review(office, draft_for_import(office, FILES / name, kind, cohort))


def type_of(office: Office, name: str) -> str:
    return next(row.type for row in office.ask(organisation_rows, office.clock.today()) if row.name == name)


def body(office: Office, name: str) -> OrganisationId:
    return next(row.id for row in office.ask(organisation_rows, office.clock.today()) if row.name == name)


def inspire(office: Office, code: str = "INS26-30", capacity: int = 20) -> CohortId:
    """Add an Inspire OD cohort whose three days are over."""
    version = next(row for row in office.ask(version_rows) if row.title == "Inspire OD")
    days = (date(2026, 9, 15), date(2026, 9, 16), date(2026, 10, 7))
    partner = body(office, "West Midlands Employers")
    return office.do(AddCohort(code, version.id, partner, "Oldbury", days, capacity)).value


def enrolled(office: Office, cohort: CohortId, person: AddPerson) -> EnrolmentId:
    return office.do(EnrolNewcomer(person, EnrolParticipant(cohort, NOBODY_YET))).value


def test_words_that_mean_none_and_initials_name_nobody(open_office: Office) -> None:
    found = checked(open_office, "no_such_body.csv", ImportKind.PEOPLE)
    assert (found.report.read, found.report.rejected) == (9, 9)
    values = [row.row.cells[3] for row in found.rows]
    assert values == ["Nil", "NIL", "n/a", "None", "-", "TBC", "unknown", "EEL", "YHE"]
    said = [problem.problem for problem in found.report.problems]
    assert said[:7] == [f"“{value}” names no organisation. Write which one it is." for value in values[:7]]
    # those of East of England LGA, and of Yorkshire and Humber Employers, who are on record
    for initials, words in zip(("EEL", "YHE"), said[7:], strict=True):
        assert f"“{initials}” is not an organisation that is known here" in words
    assert [finding.offer.new for finding in found.findings] == [*[""] * 7, "EEL", "YHE"]
    open_office.do(action_of(found.draft))
    assert open_office.ask(person_rows, open_office.clock.today()) == []


def test_everyday_names_of_councils(open_office: Office) -> None:
    found = checked(open_office, "everyday_councils.csv", ImportKind.PEOPLE)
    meant = {row.row.cells[3]: row.employer for row in found.rows if row.standing is RowStanding.READY}
    assert meant == {
        "Dudley M.B.C.": "Dudley Metropolitan Borough Council",
        "Rugby B.C.": "Rugby Borough Council",
        "DMBC": "Dudley Metropolitan Borough Council",
        "NULBC": "Newcastle-under-Lyme Borough Council",
        "B'ham City": "Birmingham City Council",
        "Stoke": "Stoke-on-Trent City Council",
    }
    assert {finding.problem.value: finding.offer.instead for finding in found.findings} == {
        "West Midlands CA": ("West Midlands Combined Authority",),
        "Malvern Council": ("Malvern Hills District Council",),
        "Stafford Borough Coucil": ("Stafford Borough Council",),
        "Worcester CC": ("Worcester City Council", "Worcestershire County Council"),
        "WMBC": ("City of Wolverhampton Council", "Walsall Council"),
        "Newcastle-upon-Tyne City Council": (),
    }


def test_newcastle_upon_tyne_is_suggested_where_it_is_on_record(open_office: Office) -> None:
    open_office.do(AddOrganisation("Newcastle City Council upon Tyne"))
    found = checked(open_office, "everyday_councils.csv", ImportKind.PEOPLE)
    offers = {finding.problem.value: finding.offer.instead for finding in found.findings}
    assert offers["Newcastle-upon-Tyne City Council"] == ("Newcastle City Council upon Tyne",)


def test_a_word_for_a_type_is_mapped_and_nil_is_refused(open_office: Office) -> None:
    before = open_office.ask(organisation_rows, open_office.clock.today())
    found = checked(open_office, "organisations_type_words.csv", ImportKind.ORGANISATIONS)
    report = open_office.do(action_of(found.draft)).value
    assert (report.new, report.updated, report.matched, report.rejected) == (0, 0, 1, 1)
    assert report.problems[0].problem == "“Nil” names no organisation. Write what it is called."
    assert open_office.ask(organisation_rows, open_office.clock.today()) == before
    assert type_of(open_office, "Stafford Borough Council") == "district"


@pytest.mark.parametrize(
    ("told", "becomes"),
    [
        ("Non-metropolitan district,", "district"),
        ("Shire District,", "district"),
        ("DISTRICT,West Mids", "district"),
        (",", "district"),
        ("Metropolitan Borough Council,", "metropolitan"),
        ("Second-hand shop,", None),
        ("district,Middle Earth", None),
    ],
)
def test_a_type_or_region_on_record_gives_way_to_words_of_the_lists_only(
    open_office: Office, tmp_path: Path, told: str, becomes: str | None
) -> None:
    file = tmp_path / "organisations.csv"
    file.write_text(f"Name,Type,Region\nStafford Borough Council,{told}\n", encoding="utf-8")
    found = review(open_office, draft_for_import(open_office, file, ImportKind.ORGANISATIONS, None))
    report = open_office.do(action_of(found.draft)).value
    assert report.rejected == (becomes is None)
    assert type_of(open_office, "Stafford Borough Council") == (becomes or "district")
    if becomes is None:
        (finding,) = found.findings
        assert "on record. Write one of: " in finding.problem.problem
        assert "other" in finding.offer.instead or "West Midlands" in finding.offer.instead


@pytest.mark.parametrize("name", ["Nil", "n/a", "-", "TBC", " unknown "])
def test_no_organisation_is_called_by_a_word_for_none(open_office: Office, name: str) -> None:
    walsall = next(
        row
        for row in open_office.ask(organisation_rows, open_office.clock.today())
        if row.name == "Walsall Council"
    )
    with pytest.raises(RuleBroken, match="names no organisation"):
        open_office.do(AddOrganisation(name))
    with pytest.raises(RuleBroken, match="names no organisation"):
        open_office.do(RenameOrganisation(walsall.id, name, open_office.clock.today()))


def test_full_names_come_apart_where_that_is_certain(open_office: Office) -> None:
    found = checked(open_office, "full_names.csv", ImportKind.PEOPLE)
    names = [
        f"{row.row.line.family_name}, {row.row.line.given_name}"
        if isinstance(row.row.line, PersonLine)
        else "question"
        for row in found.rows
    ]
    assert names == [
        "Willems-De Boer, Anke",
        "van den Berg, Johannes",
        "Van de Velde, Piet",
        "question",
        "question",
        "Kowalczyk, Joanna",
        "question",
        "Smith, Amy",
        "Jones, Sarah",
        "Smith, Anna",
        "Smith, Anna",
        "O'Neill, Ciara",
        "question",
        "question",
        "Rao, Priya",
        "St John-Green, Tom",
    ]
    asked = {finding.problem.value: finding.offer.instead for finding in found.findings}
    assert asked["Mary Jane Watkins"] == ("Watkins, Mary Jane", "Jane Watkins, Mary", "Mary, Jane Watkins")
    assert asked["Cher"] == (", Cher",)


def test_a_name_borne_before_finds_the_person_of_a_full_name(open_office: Office) -> None:
    found = checked(open_office, "full_names.csv", ImportKind.PEOPLE)
    open_office.do(action_of(found.draft))
    today = open_office.clock.today()
    (amy,) = open_office.ask(person_rows, today, "Brown")
    assert (amy.given_name, amy.family_name, amy.email) == ("Amy", "Smith", "p7@walsall.gov.uk")
    again = checked(open_office, "full_names.csv", ImportKind.PEOPLE)
    assert {row.fate.fate for row in again.rows if row.fate} == {Fate.MATCHED}
    # the two called Anna Smith have an address each: the second is a question all the same
    assert [finding.problem.row for finding in found.findings if finding.problem.doubt] == [12]


@pytest.mark.parametrize(
    "heading", ["Surname, Forename", "Last name / First name", "Family name, given name"]
)
def test_surname_and_forename_in_one_column_are_known_by_their_heading(
    open_office: Office, tmp_path: Path, heading: str
) -> None:
    rows = '"O\'Neill, Ciara",c@walsall.gov.uk,Walsall\nLi Bo,b@walsall.gov.uk,Walsall\n'
    file = tmp_path / "people.csv"
    file.write_text(f'"{heading}",E-mail,Council\n{rows}', encoding="utf-8")
    table = read_for_import(open_office, file, ImportKind.PEOPLE, None)
    assert [(line.given_name, line.family_name) for line in table.lines(PersonLine)] == [
        ("Ciara", "O'Neill"),
        ("Bo", "Li"),
    ]


def test_two_rows_of_one_name_without_an_address_are_a_question(open_office: Office) -> None:
    found = checked(open_office, "names_broken_up.csv", ImportKind.PEOPLE)
    assert [row.standing for row in found.rows] == [RowStanding.READY, RowStanding.DUPLICATE]
    (finding,) = found.findings
    assert finding.problem.doubt == RepeatOf(2, may_differ=True)
    apart = found.draft.deciding(Decision(3, None))
    assert [row.standing for row in review(open_office, apart).rows] == [RowStanding.READY] * 2
    open_office.do(action_of(apart))
    assert len(open_office.ask(person_rows, open_office.clock.today())) == 2


def test_somebody_of_one_name_on_record_is_asked_about_and_the_answer_taken(open_office: Office) -> None:
    one = checked(open_office, "names_broken_up.csv", ImportKind.PEOPLE).draft.leaving_out([3])
    open_office.do(action_of(one))
    (sam,) = open_office.ask(person_rows, open_office.clock.today())
    again = review(open_office, one)
    (finding,) = again.findings
    assert finding.problem.doubt == OnRecord(sam.id)
    assert "Say whether it is the same person." in finding.problem.problem
    likeness = again.likeness(finding)
    assert likeness is not None
    assert likeness.may_differ
    report = open_office.do(action_of(one.deciding(Decision(2, sam.id)))).value
    assert (report.matched, report.new) == (1, 0)
    report = open_office.do(action_of(one.deciding(Decision(2, None)))).value
    assert (report.matched, report.new) == (0, 1)


def test_sessions_of_a_cohort_by_their_own_names(open_office: Office) -> None:
    table = read_for_import(open_office, FILES / "cohort_own_headings.csv", ImportKind.COHORTS, None)
    assert table.mapping.left_out == ()
    assert open_office.do(ImportFile(table)).value.new == 1
    today = open_office.clock.today()
    (cohort,) = [row for row in open_office.ask(cohort_rows, today) if row.code == "INS26-20"]
    days = [(day.position, day.on) for day in open_office.ask(session_rows, cohort.id)]
    assert days == [(1, date(2026, 9, 15)), (2, date(2026, 9, 16)), (3, date(2026, 10, 27))]


def test_module_3_is_the_session_of_that_name(open_office: Office, tmp_path: Path) -> None:
    """As Aspire calls it until somebody writes its title in; so the number there is that of the session."""
    days = {"Module 1": 1, "Digital technologies in HR/OD": 8, "Module 3": 15, "Module 5": 29}
    days["Workforce strategies: doing it well"] = 22
    file = tmp_path / "cohorts.csv"
    dates = ",".join(f"{day}/9/2026" for day in days.values())
    file.write_text(f"Code,Programme,{','.join(days)}\nASP-1,Aspire,{dates}\n", encoding="utf-8")
    open_office.do(ImportFile(read_for_import(open_office, file, ImportKind.COHORTS, None)))
    (cohort,) = [
        row for row in open_office.ask(cohort_rows, open_office.clock.today()) if row.code == "ASP-1"
    ]
    held = {day.title: (day.id, day.on.day) for day in open_office.ask(session_rows, cohort.id)}
    assert {title: on for title, (_, on) in held.items()} == days
    walsall = body(open_office, "Walsall Council")
    booked = enrolled(open_office, cohort.id, AddPerson("Ana", "Bell", "ana@walsall.gov.uk", "", walsall))
    file.write_text("E-mail,Module 3\nana@walsall.gov.uk,P\n", encoding="utf-8")
    found = review(open_office, draft_for_import(open_office, file, ImportKind.ATTENDANCE, cohort.id))
    open_office.do(action_of(found.draft))
    marks = open_office.ask(any_question(marks_of), [cohort.id])[booked]
    assert [(mark.session_id, mark.code) for mark in marks] == [(held["Module 3"][0], Code.PRESENT)]


def test_a_number_in_a_title_is_not_the_number_of_the_session(open_office: Office, tmp_path: Path) -> None:
    file = tmp_path / "cohorts.csv"
    file.write_text(
        "Code,Programme,Workshop 1,Drop-in 1,Workshop 2\nCOD-1,CODE,1/9/2026,8/9/2026,1/10/2026\n"
    )
    table = read_for_import(open_office, file, ImportKind.COHORTS, None)
    assert table.mapping.places[SessionColumn(3)] == 4
    assert table.mapping.places[SessionColumn(2)] == 3


def test_marks_are_taken_by_a_name_that_one_person_of_the_cohort_bears(open_office: Office) -> None:
    cohort = inspire(open_office)
    walsall, rugby = body(open_office, "Walsall Council"), body(open_office, "Rugby Borough Council")
    first = enrolled(open_office, cohort, AddPerson("Ana", "Bell", "", "", walsall))
    found = checked(open_office, "att_names.csv", ImportKind.ATTENDANCE, cohort)
    assert [row.standing for row in found.rows] == [RowStanding.READY]
    open_office.do(action_of(found.draft))
    marks = open_office.ask(any_question(marks_of), [cohort])[first]
    assert [mark.code for mark in marks] == [Code.PRESENT] * 3
    enrolled(open_office, cohort, AddPerson("Ana", "Bell", "a@rugby.gov.uk", "", rugby))
    (finding,) = checked(open_office, "att_names.csv", ImportKind.ATTENDANCE, cohort).findings
    assert finding.problem.problem == "2 people on this cohort are called Ana Bell. Give the e-mail address."


@pytest.mark.parametrize("name", ["Mary Jane Watkins", '"Watkins, Mary Jane"', "Dr Mary Jane WATKINS"])
def test_a_name_finds_whoever_bears_it_however_it_comes_apart(
    open_office: Office, tmp_path: Path, name: str
) -> None:
    cohort = inspire(open_office)
    enrolled(
        open_office, cohort, AddPerson("Mary Jane", "Watkins", "", "", body(open_office, "Walsall Council"))
    )
    file = tmp_path / "marks.csv"
    file.write_text(f"Name,Session 1\n{name},P\nNo Body,P\n", encoding="utf-8")
    found = review(open_office, draft_for_import(open_office, file, ImportKind.ATTENDANCE, cohort))
    assert [row.standing for row in found.rows] == [RowStanding.READY, RowStanding.MUST_FIX]
    assert found.findings[0].problem.problem.startswith("Nobody on this cohort is called No Body.")


def participants(folder: Path, *rows: str, headings: str = "First name,Last name,E-mail,Council") -> Path:
    file = folder / "participants.csv"
    file.write_text("\n".join((headings, *rows, "")), encoding="utf-8")
    return file


def test_an_organisation_is_added_only_while_a_row_names_it(open_office: Office, tmp_path: Path) -> None:
    rows = ("Bo,Li,b@new.org,Newe Town Hall", "Al,Ma,a@new.org,Newe Town Hall")
    draft = draft_for_import(open_office, participants(tmp_path, *rows), ImportKind.PEOPLE, None)
    draft = draft.adding("Newe Town Hall").fixing(2, 3, "Walsall")
    assert draft.additions == ("Newe Town Hall",)
    edited = draft.fixing(3, 3, "Rugby")
    left = draft.leaving_out([3])
    assert edited.additions == left.additions == ()
    assert review(open_office, edited).counts[RowStanding.READY] == 2
    open_office.do(action_of(edited))
    names = {row.name for row in open_office.ask(organisation_rows, open_office.clock.today())}
    assert "Newe Town Hall" not in names


def test_who_completed_before_or_is_elsewhere_at_the_time_is_named(
    open_office: Office, tmp_path: Path
) -> None:
    before, now = inspire(open_office, "INS26-01"), inspire(open_office, "INS26-02")
    walsall = body(open_office, "Walsall Council")
    placed = enrolled(open_office, before, AddPerson("Ana", "Bell", "a@walsall.gov.uk", "", walsall))
    enrolled(open_office, before, AddPerson("Bo", "Li", "b@walsall.gov.uk", "", walsall))
    days = open_office.ask(session_rows, before)
    open_office.do(SetMarks(before, tuple(MarkEntry(day.id, placed, Code.PRESENT) for day in days)))
    file = participants(
        tmp_path, *(f"{name}@walsall.gov.uk,Walsall" for name in ("Ana,Bell,a", "Bo,Li,b", "Cy,Dee,c"))
    )
    found = review(open_office, draft_for_import(open_office, file, ImportKind.PARTICIPANTS, now))
    told = {row.number: row.fate.note for row in found.rows if row.fate is not None}
    same = "15 September 2026, 16 September 2026 and 7 October 2026 both"
    elsewhere = f"is on INS26-01 too, which runs at the same time, on {same}"
    assert told == {2: f"completed Inspire OD on INS26-01 before; {elsewhere}", 3: elsewhere, 4: ""}


def test_one_choice_says_who_pays_where_the_file_does_not(open_office: Office, tmp_path: Path) -> None:
    cohort = inspire(open_office)
    file = participants(
        tmp_path,
        "Bo,Li,b@walsall.gov.uk,Walsall,",
        "Al,Ma,a@walsall.gov.uk,Walsall,Council",
        headings="First name,Last name,E-mail,Council,Funded by",
    )
    draft = draft_for_import(open_office, file, ImportKind.PARTICIPANTS, cohort)
    lga = review(open_office, replace(draft, funding=Funding.LGA))
    assert [row.standing for row in lga.rows] == [RowStanding.MUST_FIX, RowStanding.READY]
    council = replace(draft, funding=Funding.COUNCIL)
    open_office.do(action_of(council))
    rows = open_office.ask(participant_rows, cohort, open_office.clock.today())
    assert {row.funding for row in rows} == {Funding.COUNCIL}
    again = review(open_office, replace(draft, funding=Funding.BURSARY))
    assert (again.report.matched, again.report.rejected) == (2, 0)


def test_the_window_and_the_command_make_the_same_people_wait(open_office: Office, tmp_path: Path) -> None:
    rows = tuple(f"P{n},Q,p{n}@walsall.gov.uk,Walsall" for n in range(4))
    file = participants(tmp_path, *rows)
    for code, by_command in (("INS26-41", True), ("INS26-42", False)):
        cohort = inspire(open_office, code, capacity=3)
        if by_command:
            table = read_for_import(open_office, file, ImportKind.PARTICIPANTS, cohort)
            report = open_office.do(ImportFile(table, cohort)).value
        else:
            draft = draft_for_import(open_office, file, ImportKind.PARTICIPANTS, cohort)
            report = open_office.do(action_of(draft)).value
        assert (report.new, report.rejected, report.waiting) == (4, 0, 1)
        waiting = open_office.ask(waiting_rows, cohort, open_office.clock.today())
        assert [row.place.given_name for row in waiting] == ["P3"]


def test_a_decision_about_a_name_is_remembered_for_all_rows_and_files(
    open_office: Office, tmp_path: Path
) -> None:
    file = participants(
        tmp_path, "Bo,Li,b@new.org,Wolves", "Al,Ma,a@new.org,wolves", "Cy,Dee,c@new.org,Rugby"
    )
    draft = draft_for_import(open_office, file, ImportKind.PEOPLE, None)
    assert review(open_office, draft).counts[RowStanding.CHECK] == 2
    told = draft.meaning("Wolves", "City of Wolverhampton Council")
    found = review(open_office, told)
    assert [row.standing for row in found.rows] == [RowStanding.READY] * 3
    assert [row.employer for row in found.rows][:2] == ["City of Wolverhampton Council"] * 2
    assert told.fixing(2, 3, "Rugby").fixing(3, 3, "Rugby").remembered_names == ()
    open_office.do(action_of(told))
    assert review(open_office, draft).report.matched == 3
    open_office.undo()
    assert review(open_office, draft).counts[RowStanding.CHECK] == 2


def test_a_name_of_one_body_is_not_kept_for_another(open_office: Office) -> None:
    walsall = body(open_office, "Walsall Council")
    for name, words in (("Rugby BC", "means Rugby Borough Council"), ("n/a", "names no organisation")):
        with pytest.raises(RuleBroken, match=words):
            open_office.do(AlsoCalled(walsall, name))
    open_office.do(AlsoCalled(walsall, "Saddlers | Town"))
    open_office.do(AlsoCalled(walsall, "SADDLERS TOWN"))
    rows = open_office.ask(organisation_namings)
    assert [row.name for row in rows if row.id == walsall and "addlers" in row.name] == ["Saddlers Town"]
