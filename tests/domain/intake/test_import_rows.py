from datetime import date, time
from decimal import Decimal

import pytest

from aspire_desktop.domain.intake.cells import Broken, Cell, Sheet, SheetRow
from aspire_desktop.domain.intake.columns import ImportKind
from aspire_desktop.domain.intake.import_rows import parse_row
from aspire_desktop.domain.intake.import_tables import table_from
from aspire_desktop.domain.intake.import_words import funding_word, mark_word, outcome_word
from aspire_desktop.domain.intake.imports import (
    AgreementLine,
    AttendanceLine,
    Checks,
    CohortLine,
    Line,
    OrganisationLine,
    ParticipantLine,
    PersonLine,
    ProjectLine,
    Rejected,
    SessionDay,
    SessionMark,
    Table,
)
from aspire_desktop.domain.office.errors import NotUnderstood, Unreadable
from aspire_desktop.domain.office.values import means_none
from aspire_desktop.domain.programmes.attendance import Code
from aspire_desktop.domain.programmes.enrolments import Funding

CHECKS = Checks()


def _table(kind: ImportKind, *rows: tuple[Cell, ...]) -> Table:
    sheet = Sheet(tuple(SheetRow(number, row) for number, row in enumerate(rows, start=1) if row))
    return table_from(sheet, kind, CHECKS)


def _one(kind: ImportKind, *rows: tuple[Cell, ...]) -> Line:
    (row,) = _table(kind, *rows).rows
    assert row.problems == ()
    assert row.line is not None
    return row.line


def _problems(kind: ImportKind, *rows: tuple[Cell, ...]) -> list[tuple[str, str]]:
    return [(each.column, each.problem) for each in _table(kind, *rows).problems]


def test_a_participant() -> None:
    line = _one(
        ImportKind.PARTICIPANTS,
        ("Name", "E-mail", "Council", "Funding", "PO number", "Access needs", "Diet", "Job title"),
        ("O'Neill, Siân", "mailto:s@x.gov.uk", "Walsall", "Bursary", 4500012345.0, "Loop", "Vegan", "HRBP"),
    )
    assert line == ParticipantLine(
        2, "Siân", "O'Neill", "s@x.gov.uk", "HRBP", "Walsall", Funding.BURSARY, "4500012345", "Loop", "Vegan"
    )


def test_a_person() -> None:
    line = _one(ImportKind.PEOPLE, ("First name", "Last name", "Employer"), ("Ann", "Bo", "Walsall"))
    assert line == PersonLine(2, "Ann", "Bo", "", "", "Walsall")


def test_an_organisation() -> None:
    line = _one(ImportKind.ORGANISATIONS, ("Name", "Type", "GSS code"), ("Walsall Council", "", "e08000030"))
    assert line == OrganisationLine(2, "Walsall Council", "", "", "E08000030")
    assert _problems(ImportKind.ORGANISATIONS, ("Name", "GSS"), ("Walsall Council", "E0800003")) == [
        ("GSS", "“E0800003” is not a GSS code. It is a letter and eight digits, like E08000025.")
    ]


AGREEMENT = ("Reference", "Funder", "Programme", "Places", "Unit amount", "From", "To")


def test_an_agreement() -> None:
    line = _one(
        ImportKind.AGREEMENTS,
        AGREEMENT,
        ("LGA-26", "LGA", "Aspire; Inspire OD", "100", "£350.00", "01/04/2026", date(2027, 3, 31)),
    )
    days = date(2026, 4, 1), date(2027, 3, 31)
    assert line == AgreementLine(2, "LGA-26", "LGA", ("Aspire", "Inspire OD"), 100, Decimal("350.00"), *days)


def test_an_agreement_names_all_that_is_wrong() -> None:
    found = _problems(ImportKind.AGREEMENTS, AGREEMENT, ("", "LGA", "Aspire", "many", "", "1/4/27", "1/4/26"))
    assert [column for column, _ in found] == ["Reference", "Places", "Unit amount"]
    ends = _problems(ImportKind.AGREEMENTS, AGREEMENT, ("A", "LGA", "Aspire", 1, 0, "1/4/27", "1/4/26"))
    assert ends == [("To", "The agreement ends before it begins.")]


def test_a_cohort() -> None:
    line = _one(
        ImportKind.COHORTS,
        (
            "Code",
            "Programme",
            "Delivery partner",
            "Venue",
            "Capacity",
            "Trainers",
            "Start",
            "End",
            "Session 2",
            "Session 1",
        ),
        (
            "INS26-01",
            "Inspire OD",
            "",
            "Walsall",
            20.0,
            "Ann Bo; Cy Do & Ed Fo",
            "9.30am",
            time(16),
            "",
            "24/09/2026",
        ),
    )
    assert line == CohortLine(
        2,
        "INS26-01",
        "Inspire OD",
        "",
        "Walsall",
        20,
        (SessionDay(1, date(2026, 9, 24)),),
        ("Ann Bo", "Cy Do", "Ed Fo"),
        time(9, 30),
        time(16),
    )


def test_marks() -> None:
    line = _one(
        ImportKind.ATTENDANCE,
        ("E-mail", "Session 1", "Session 2", "Session 3", "Session 4", "Name"),
        ("a@x.gov.uk", "P", "left early", "", "n", "Ann"),
    )
    marks = (SessionMark(1, Code.PRESENT), SessionMark(2, Code.LEFT_EARLY), SessionMark(4, Code.NOT_REQUIRED))
    assert line == AttendanceLine(2, "a@x.gov.uk", marks)


def test_a_project() -> None:
    line = _one(
        ImportKind.PROJECTS,
        ("E-mail", "Title", "Outcome"),
        ("a@x.gov.uk", "Agile pay", "Accepted with changes"),
    )
    assert line == ProjectLine(2, "a@x.gov.uk", "Agile pay", "pass with amendments")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("✓", "P"),
        ("Yes", "P"),
        ("late", "L"),
        ("LEFT EARLY", "F"),
        ("Apologies", "E"),
        ("made-up", "M"),
        ("Not required", "N"),
        ("n/a", "N"),
        ("-", None),
        ("", None),
    ],
)
def test_words_for_marks(text: str, code: str | None) -> None:
    assert mark_word(text) == (Code(code) if code else None)


@pytest.mark.parametrize("text", ["1", "0", "x", "?", "maybe", "PP", "No"])
def test_words_that_are_no_marks(text: str) -> None:
    with pytest.raises(NotUnderstood, match="not a mark"):
        mark_word(text)


@pytest.mark.parametrize("text", ["TBC", "self-funded", "LGA/council", "yes", "free"])
def test_words_that_do_not_fund_a_place(text: str) -> None:
    with pytest.raises(NotUnderstood, match="not a way to fund a place"):
        funding_word(text)


def test_outcomes_are_those_of_the_version() -> None:
    assert [outcome_word(text) for text in ("Commended", "ACCEPTED", "Referred", "pass", "")] == [
        "merit",
        "pass",
        "refer",
        "pass",
        "",
    ]
    assert outcome_word("distinction", ("distinction", "pass")) == "distinction"
    with pytest.raises(NotUnderstood, match="not an outcome"):
        outcome_word("commended", ("pass", "refer"))


def test_a_formula_without_a_value_is_named() -> None:
    broken = Broken("=A1", "Cell B2 holds the formula =A1 without a stored value.")
    table = _table(ImportKind.PEOPLE, ("Name", "Council"), ("Ann Bo", broken))
    (problem,) = table.problems
    assert (problem.row, problem.column, problem.value, problem.position) == (2, "Council", "=A1", 1)
    assert problem.problem == broken.why


def test_a_problem_never_repeats_somebodys_needs() -> None:
    heading = ("Name", "Council", "Access needs", "Diet")
    row = ("Siân Rees", "Walsall", "Loop\x07", "Vegan\u202e")
    table = _table(ImportKind.PARTICIPANTS, heading, row)
    assert [(each.column, each.value) for each in table.problems] == [("Access needs", ""), ("Diet", "")]


def test_a_corrected_row_is_read_again() -> None:
    table = _table(ImportKind.PEOPLE, ("Name", "Council", "E-mail"), ("Ann Bo", "Walsall", "ann"))
    (row,) = table.rows
    assert row.line is None
    assert isinstance(parse_row(table.kind, table.mapping, row.number, row.cells, CHECKS), Rejected)
    corrected = (*row.cells[:2], "ann@x.gov.uk")
    line = parse_row(table.kind, table.mapping, row.number, corrected, CHECKS)
    assert line == PersonLine(2, "Ann", "Bo", "ann@x.gov.uk", "", "Walsall")


def test_rows_that_hold_no_data_are_not_counted() -> None:
    table = _table(
        ImportKind.PEOPLE,
        ("No", "Name", "Council"),
        (1.0, "Ann Bo", "Walsall"),
        ("", " ", ""),
        ("No", "Name", "Council"),
        (2.0, "", ""),
        (3.0, "Cy Do", "Dudley"),
    )
    assert [row.number for row in table.rows] == [2, 6]


def test_a_file_without_rows_is_refused() -> None:
    with pytest.raises(Unreadable, match="no rows of data"):
        _table(ImportKind.PEOPLE, ("Name", "Council"))
    with pytest.raises(Unreadable, match="empty"):
        _table(ImportKind.PEOPLE)


@pytest.mark.parametrize("words", ["None", "n/a", "N/A", "-", "nil", "Not applicable"])
def test_words_that_mean_none_leave_a_cell_empty(words: str) -> None:
    line = _one(
        ImportKind.PARTICIPANTS,
        ("First name", "Last name", "E-mail", "Council", "Access needs", "Diet"),
        ("Bo", "Li", words, "Walsall", words, words),
    )
    assert line == ParticipantLine(2, "Bo", "Li", "", "", "Walsall")
    cohort = _one(
        ImportKind.COHORTS, ("Code", "Programme", "Partner", "Venue"), ("C-1", "Aspire", words, words)
    )
    assert isinstance(cohort, CohortLine)
    assert (cohort.partner, cohort.venue) == ("", "")


@pytest.mark.parametrize(
    ("first", "last", "says"),
    [
        ("?", "Smith", "“?” is not a name"),
        ("Ann", "-", "“-” is not a name"),
        ("12345", "67", "“12345 67” is not a name"),
        ("TBC", "TBC", "“TBC TBC” names nobody"),
        ("N/A", "Bell", "“N/A Bell” names nobody"),
        ("To be confirmed", "?", "“?” is not a name"),
        ("A.N.", "Other", "“A.N. Other” names nobody"),
    ],
)
def test_a_place_kept_for_nobody_is_no_person(first: str, last: str, says: str) -> None:
    headings = ("First name", "Last name", "Council")
    ((column, problem),) = _problems(ImportKind.PEOPLE, headings, (first, last, "Walsall"))
    assert column == "First name"
    assert problem.startswith(says)


@pytest.mark.parametrize("name", [("No", "Na"), ("Ann", "Other"), ("Nil", "Tan"), ("Ó", "Sé"), ("李", "雷")])
def test_short_and_rare_names_are_names(name: tuple[str, str]) -> None:
    line = _one(ImportKind.PEOPLE, ("First name", "Last name", "Council"), (*name, "Walsall"))
    assert isinstance(line, PersonLine)
    assert (line.given_name, line.family_name) == name


HEADED = ("First name", "Last name", "Organisation")


@pytest.mark.parametrize(
    ("given", "family", "told"),
    [
        ("Jane", "t.b.c.", "names nobody"),
        ("Delegate", "Delegate 2", "names nobody"),
        ("van der", "Berg, Piet", "holds more than the last name"),
        ("Smith, Jane", "Smith", "holds more than the first name"),
        ("Mr", "Smith", "is a title"),
        ("jane@x.gov.uk", "Smith", "is an e-mail address"),
    ],
)
def test_what_is_no_name_is_a_question_in_either_column(given: str, family: str, told: str) -> None:
    problems = _problems(ImportKind.PEOPLE, HEADED, (given, family, "Walsall"))
    assert problems
    assert all(told in problem for _, problem in problems)


@pytest.mark.parametrize(
    ("given", "family", "name"),
    [
        ("Dr. Anne", "Smith", ("Anne", "Smith")),
        ("Jane", "Smith, MBE", ("Jane", "Smith")),
        ("Bob", "Null", ("Bob", "Null")),
        ("Na", "No", ("Na", "No")),
        ("N. A.", "Kumar", ("N. A.", "Kumar")),
        ("Place", "Person", ("Place", "Person")),
    ],
)
def test_what_may_be_a_name_is_taken_without_titles_and_letters(
    given: str, family: str, name: tuple[str, str]
) -> None:
    line = _one(ImportKind.PEOPLE, HEADED, (given, family, "Walsall"))
    assert isinstance(line, PersonLine)
    assert (line.given_name, line.family_name) == name


@pytest.mark.parametrize("text", ["?", "??"])
def test_a_question_mark_alone_is_no_lost_letter(text: str) -> None:
    line = _one(ImportKind.PEOPLE, ("First name", "Last name", "Council"), ("Ann", "Bell", text))
    assert isinstance(line, PersonLine)
    assert means_none(line.organisation)


@pytest.mark.parametrize("text", ["TBC", "TBC TBC", "Name to follow", "Delegate 3"])
def test_a_whole_name_to_come_is_a_question_that_offers_no_such_name(text: str) -> None:
    [(_, problem)] = _problems(ImportKind.PEOPLE, ("Name", "Organisation"), (text, "Walsall"))
    assert "names nobody" in problem


@pytest.mark.parametrize(
    ("heading", "access", "dietary"),
    [
        ("Dietary / access", "Nuts", ""),
        ("Any allergies?", "", "Nuts"),
        ("Dietary needs & allergies", "", "Nuts"),
        ("Disability / reasonable adjustments", "Nuts", ""),
        ("Access to a car", "", ""),
    ],
)
def test_needs_are_read_in_whatever_words_they_are_headed(heading: str, access: str, dietary: str) -> None:
    line = _one(ImportKind.PARTICIPANTS, (*HEADED, heading), ("Siân", "O'Neill", "Walsall", "Nuts"))
    assert isinstance(line, ParticipantLine)
    assert (line.access, line.dietary) == (access, dietary)
