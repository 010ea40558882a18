import json
from datetime import date, datetime, time

import pytest

from aspire_desktop.domain.intake.cells import Cell, SheetRow
from aspire_desktop.domain.intake.columns import (
    Column,
    ImportKind,
    SessionColumn,
    Target,
    column_named,
    is_not_kept,
)
from aspire_desktop.domain.intake.headings import (
    HeadingChoice,
    HeadingChoices,
    find_headings,
    likely_headings,
)
from aspire_desktop.domain.intake.session_headings import SessionHint
from aspire_desktop.domain.office.errors import Unreadable


def _rows(*rows: tuple[Cell, ...]) -> list[SheetRow]:
    return [SheetRow(number, row) for number, row in enumerate(rows, start=1) if row]


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("First name", Column.FIRST_NAME),
        ("Forename *", Column.FIRST_NAME),
        ("Personal (first) name", Column.FIRST_NAME),
        ("Family (last) name", Column.LAST_NAME),
        ("Name (first)", Column.FIRST_NAME),
        ("Given names", Column.FIRST_NAME),
        ("Given name(s)", Column.FIRST_NAME),
        ("Last names", Column.LAST_NAME),
        ("Affiliation", Column.ORGANISATION),
        ("Line manager", None),
        ("Line manager's e-mail", None),
        ("Directorate", None),
        ("GIVEN  NAME", Column.FIRST_NAME),
        ("Surname", Column.LAST_NAME),
        ("Delegate name", Column.FULL_NAME),
        ("Participant's surname", Column.LAST_NAME),
        ("E-mail", Column.EMAIL),
        ("e_mail", Column.EMAIL),
        ("Email address (work)", Column.EMAIL),
        ("Council", Column.ORGANISATION),
        ("Employer", Column.ORGANISATION),
        ("Council / Organisation", Column.ORGANISATION),
        ("Your organisation", Column.ORGANISATION),
        ("Job", Column.JOB_TITLE),
        ("Role", Column.JOB_TITLE),
        ("Paid by", Column.FUNDING),
        ("P.O. Number", Column.PO_NUMBER),
        ("Purchase order no.", Column.PO_NUMBER),
        ("Dietary requirements (if any)", Column.DIETARY_NEEDS),
        ("Diet / access", Column.ACCESS_NEEDS),
        ("Notes", Column("notes")),
        ("Session 1", None),
    ],
)
def test_headings_of_participants(heading: str, column: Column | None) -> None:
    assert column_named(ImportKind.PARTICIPANTS, heading) == column


@pytest.mark.parametrize(
    ("kind", "heading", "target"),
    [
        (ImportKind.COHORTS, "Session 1", SessionColumn(1)),
        (ImportKind.COHORTS, "Session 02 date", SessionColumn(2)),
        (ImportKind.COHORTS, "Date of session 3", SessionColumn(3)),
        (ImportKind.COHORTS, "Workshop 2: review", SessionColumn(2)),
        (ImportKind.COHORTS, "S4", SessionColumn(4)),
        (ImportKind.COHORTS, "Start time", Column.START_TIME),
        (ImportKind.COHORTS, "Delivering partner", Column.PARTNER),
        (ImportKind.COHORTS, "Max places", Column.CAPACITY),
        (ImportKind.AGREEMENTS, "Start", Column.BEGINS),
        (ImportKind.AGREEMENTS, "Unit amount (£)", Column.UNIT_AMOUNT),
        (ImportKind.AGREEMENTS, "Places", Column.PLACES),
        (ImportKind.ORGANISATIONS, "Council", Column.NAME),
        (ImportKind.ORGANISATIONS, "ONS code", Column.GSS_CODE),
        (ImportKind.PROJECTS, "Project title", Column.TITLE),
        (ImportKind.PROJECTS, "Panel decision", Column.OUTCOME),
    ],
)
def test_headings_of_other_kinds(kind: ImportKind, heading: str, target: Target) -> None:
    assert column_named(kind, heading) == target


@pytest.mark.parametrize(
    "heading", ["Line manager", "Your directorate", "Manager's e-mail", "Line manager's name"]
)
def test_headings_of_which_nothing_is_kept_are_known_as_such(heading: str) -> None:
    assert is_not_kept(ImportKind.PARTICIPANTS, heading)
    assert not is_not_kept(ImportKind.COHORTS, heading)
    assert not is_not_kept(ImportKind.PARTICIPANTS, "Shoe size")


@pytest.mark.parametrize("kind", list(ImportKind))
def test_every_column_is_known_by_its_own_name(kind: ImportKind) -> None:
    from aspire_desktop.domain.intake.columns import COLUMNS

    assert [column_named(kind, column.value) for column in COLUMNS[kind]] == list(COLUMNS[kind])


def test_headings_are_found_under_titles() -> None:
    rows = _rows(
        ("Organisation: Walsall Council",), (), ("Name", "Council", "Shoe size"), ("Ann Bo", "Walsall", "x")
    )
    mapping = find_headings(ImportKind.PEOPLE, rows)
    assert mapping.row == 3
    assert [heading.text for heading in mapping.left_out] == ["Shoe size"]
    assert mapping.places == {Column.FULL_NAME: 0, Column.ORGANISATION: 1}


def test_name_beside_surname_is_the_first_name() -> None:
    mapping = find_headings(ImportKind.PEOPLE, _rows(("Name", "Surname", "Council")))
    assert mapping.places[Column.FIRST_NAME] == 0


def test_missing_columns_are_named() -> None:
    with pytest.raises(Unreadable) as refused:
        find_headings(ImportKind.PARTICIPANTS, _rows(("E-mail", "Job title")))
    assert "name" in str(refused.value)
    assert "organisation" in str(refused.value)


def test_choices_go_before_what_headings_say() -> None:
    rows = _rows(("Who", "Council", "Based at"), ("Ann Bo", "yes", "Walsall"))
    given = HeadingChoices(
        (
            HeadingChoice("WHO", Column.FULL_NAME),
            HeadingChoice("council", None),
            HeadingChoice("Based at", Column.ORGANISATION),
        )
    )
    mapping = find_headings(ImportKind.PEOPLE, rows, given)
    assert mapping.places == {Column.FULL_NAME: 0, Column.ORGANISATION: 2}
    assert find_headings(ImportKind.PEOPLE, rows, mapping.choices()) == mapping


def test_a_choice_for_a_heading_that_is_not_there_is_refused() -> None:
    with pytest.raises(Unreadable, match="Nowhere"):
        find_headings(
            ImportKind.PEOPLE,
            _rows(("Name", "Council")),
            HeadingChoices((HeadingChoice("Nowhere", Column.EMAIL),)),
        )


def test_a_column_chosen_by_hand_takes_the_place_of_the_other() -> None:
    mapping = find_headings(ImportKind.PEOPLE, _rows(("Name", "Council", "Work address")))
    changed = mapping.choosing(2, Column.ORGANISATION)
    assert changed.places == {Column.FULL_NAME: 0, Column.ORGANISATION: 2}
    assert mapping.signature == changed.signature


def test_sessions_of_a_register_by_number_title_or_day() -> None:
    hints = [
        SessionHint(1, "Workforce strategies: doing it well", date(2026, 9, 24)),
        SessionHint(2, "Digital technologies in HR/OD", date(2026, 10, 8)),
        SessionHint(3, "Third", date(2026, 11, 5)),
    ]
    rows = _rows(("E-mail", "Workforce strategies – doing it well", date(2026, 10, 8), "5 Nov", "4"))
    mapping = find_headings(ImportKind.ATTENDANCE, rows, None, hints)
    assert mapping.places == {Column.EMAIL: 0} | {SessionColumn(number): number for number in (1, 2, 3, 4)}


@pytest.mark.parametrize(
    "heading",
    [
        *("1/7/2026", "01/07/26", "1.7.26", "2026-07-01", "Wed 1 July 2026", "Wednesday, 1st July", "1 Jul"),
        *("1-Jul-26", "1 jul 2026", datetime.combine(date(2026, 7, 1), time(9, 30)), date(2026, 7, 1)),
    ],
)
def test_a_day_is_understood_however_it_is_written(heading: Cell) -> None:
    hints = [SessionHint(1, "First", date(2026, 1, 7)), SessionHint(2, "Second", date(2026, 7, 1))]
    mapping = likely_headings(ImportKind.ATTENDANCE, _rows(("E-mail", heading, "01/07/2026")), None, hints)
    assert mapping.places == {Column.EMAIL: 0, SessionColumn(2): 1}
    assert mapping.unclear == ("01/07/2026",)


@pytest.mark.parametrize("heading", ["15/9/25", "9/15/26", "15 Octopus", "15 September 2025", "31/31/26"])
def test_another_day_is_asked_about_and_never_left_out(heading: str) -> None:
    hints = [SessionHint(1, "First", date(2026, 9, 15))]
    rows = _rows(("E-mail", "15/9/26", heading))
    mapping = likely_headings(ImportKind.ATTENDANCE, rows, None, hints)
    assert mapping.places == {Column.EMAIL: 0, SessionColumn(1): 1}
    assert mapping.unclear == (heading,)
    with pytest.raises(Unreadable, match="not clear which session is meant by"):
        find_headings(ImportKind.ATTENDANCE, rows, None, hints)
    for target in (SessionColumn(2), None):
        settled = HeadingChoices((HeadingChoice(heading, target),))
        assert find_headings(ImportKind.ATTENDANCE, rows, settled, hints).unclear == ()
        assert mapping.choosing(2, target).unclear == ()


@pytest.mark.parametrize(
    ("kind", "heading", "below", "asks"),
    [
        (ImportKind.COHORTS, "Celebration", (date(2026, 9, 15), "16/9/2026"), True),
        (ImportKind.COHORTS, "Review day", (), True),
        (ImportKind.COHORTS, "Notes", ("Bring a pen",), False),
        (ImportKind.COHORTS, "Notes", (), False),
        (ImportKind.COHORTS, "Date of birth", (), False),
        (ImportKind.ATTENDANCE, "Celebration", ("P", "", "absent"), True),
        (ImportKind.ATTENDANCE, "Consent", ("Yes", "yes"), False),
        (ImportKind.ATTENDANCE, "Tuesday workshop", (), True),
        (ImportKind.ATTENDANCE, "Sessions attended", (3, 2), False),
        (ImportKind.PEOPLE, "Session 1", (date(2026, 9, 15),), False),
    ],
)
def test_what_looks_like_a_session_is_asked_about(
    kind: ImportKind, heading: str, below: tuple[Cell, ...], asks: bool
) -> None:
    head: tuple[Cell, ...] = ("Name", "Council", "Code", "Programme", "E-mail", "Session 9", heading)
    rows = _rows(head, *((*[""] * 6, cell) for cell in below))
    assert likely_headings(kind, rows).unclear == ((heading,) if asks else ())


def test_a_missing_column_is_named_with_the_mapping_that_gives_it() -> None:
    with pytest.raises(Unreadable) as refused:
        find_headings(ImportKind.PEOPLE, _rows(("Name", "E-mail", "Based at"), ("Bo Li", "", "Walsall")))
    assert "no column for organisation" in str(refused.value)
    assert '{"Based at": "organisation"}' in str(refused.value.explanation.do)
    with pytest.raises(Unreadable) as refused:
        find_headings(ImportKind.PEOPLE, _rows(("First name", "Council"), ("Bo Li", "Walsall")))
    assert "no column for last name" in str(refused.value)
    assert '{"First name": "full name"}' in str(refused.value.explanation.do)


@pytest.mark.parametrize(
    "heading", ["Who is paying?", "Fund", "Paying", "Payer", "Funded by", "Funding source"]
)
def test_headings_of_funding(heading: str) -> None:
    assert column_named(ImportKind.PARTICIPANTS, heading) is Column.FUNDING


def test_a_day_beside_one_that_can_only_be_month_first_stands_for_no_session() -> None:
    hints = (SessionHint(1, "", date(2026, 5, 10)), SessionHint(2, "", date(2026, 10, 20)))
    people = ("ann@x.gov.uk", "P", "P")
    sure = find_headings(
        ImportKind.ATTENDANCE, _rows(("E-mail", "10/05/2026", "20/10/2026"), people), None, hints
    )
    assert sure.places[SessionColumn(1)] == 1
    with pytest.raises(Unreadable, match="no column for Session 1"):
        find_headings(
            ImportKind.ATTENDANCE, _rows(("E-mail", "10/05/2026", "10/20/2026"), people), None, hints
        )


@pytest.mark.parametrize("heading", ['"Where" from', "Path\\to", "Zoë’s council"])
def test_the_mapping_that_is_advised_can_be_read(heading: str) -> None:
    with pytest.raises(Unreadable) as refused:
        find_headings(ImportKind.PEOPLE, _rows(("First name", "Last name", heading)))
    advised = refused.value.explanation.do.split(": ", 1)[1].removesuffix(", for example.")
    assert json.loads(advised) == {heading: "organisation"}
