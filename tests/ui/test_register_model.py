from dataclasses import replace
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester

from aspire_desktop.domain.office.values import CohortId, EnrolmentId, PersonId, SessionId
from aspire_desktop.domain.programmes.attendance import Code, MarkRow, standing
from aspire_desktop.domain.programmes.cohorts import SessionRow
from aspire_desktop.domain.programmes.programmes import ClaimRule, Rules
from aspire_desktop.domain.programmes.registers import CohortRegister, RegisterRow, column, with_marks
from aspire_desktop.ui.register.book import Book, Marking
from aspire_desktop.ui.register.loading import session_to_open
from aspire_desktop.ui.register.model import FIRST_SESSION, RegisterModel
from aspire_desktop.ui.register.words import prospect, rule
from aspire_desktop.ui.widgets.cells import CellRole
from aspire_desktop.ui.widgets.mark import Tile

TODAY = date(2026, 10, 8)
RULES = Rules(2, False, False, ClaimRule.COMPLETION, frozenset("PLM"), frozenset())
SECOND = SessionId(2)


def session(number: int, on: date, finished: bool = False) -> SessionRow:
    return SessionRow(
        SessionId(number),
        CohortId(1),
        number,
        f"Module {number}",
        on,
        time(9, 30),
        time(16, 30),
        finished,
        330,
        False,
    )


DAYS = [session(1, date(2026, 9, 10)), session(2, TODAY), session(3, date(2026, 11, 12))]


def register(people: int = 3) -> CohortRegister:
    rows = tuple(
        RegisterRow(
            EnrolmentId(number),
            PersonId(number),
            "Simon",
            f"Achebe {number}",
            "OD Adviser",
            "Tamworth Borough Council",
            (None, None, None),
            standing(RULES, DAYS, [], TODAY),
        )
        for number in range(1, people + 1)
    )
    columns = tuple(column(RULES, day, place, rows, TODAY) for place, day in enumerate(DAYS))
    return CohortRegister(CohortId(1), "ASP26-WM02", columns, rows)


def mark(id: int, code: Code, session_id: SessionId = SECOND, note: str = "") -> MarkRow:
    return MarkRow(session_id, EnrolmentId(id), code, note)


def marking(*marks: MarkRow) -> Marking:
    return Marking(SECOND, {each.enrolment_id: each for each in marks})


def check(tester: ModelTester, model: RegisterModel) -> None:
    tester.check(model, force_py=True)  # type: ignore[no-untyped-call]  # pytest-qt has no types here


@pytest.fixture
def model(qtmodeltester: ModelTester) -> RegisterModel:
    made = RegisterModel()
    made.show_register(register())
    check(qtmodeltester, made)
    return made


def test_the_model_is_sound_when_empty_and_filled(qtmodeltester: ModelTester) -> None:
    model = RegisterModel()
    check(qtmodeltester, model)
    model.show_register(register())
    check(qtmodeltester, model)


def test_the_model_is_sound_when_it_changes(model: RegisterModel, qtmodeltester: ModelTester) -> None:
    model.show_register(with_marks(register(), RULES, SECOND, {EnrolmentId(1): mark(1, Code.LATE)}, TODAY))
    check(qtmodeltester, model)


def test_a_cell_is_said_with_its_person_session_and_day(model: RegisterModel) -> None:
    model.show_register(with_marks(register(), RULES, SECOND, {EnrolmentId(1): mark(1, Code.PRESENT)}, TODAY))
    spoken = [model.index(row, FIRST_SESSION + 1).data(Qt.ItemDataRole.AccessibleTextRole) for row in (0, 1)]
    assert spoken == [
        "Achebe 1, Simon, Module 2, 8 Oct: Present",
        "Achebe 2, Simon, Module 2, 8 Oct: Not marked",
    ]


def test_tiles_tell_unmarked_from_not_started(model: RegisterModel) -> None:
    tiles = [model.index(0, FIRST_SESSION + place).data(CellRole.TILE) for place in range(3)]
    assert tiles == [Tile.UNMARKED, Tile.UNMARKED, Tile.NOT_STARTED]


def test_one_mark_changes_its_own_cells_and_no_others(model: RegisterModel) -> None:
    changed: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda first, last, _: changed.append((first.row(), first.column())))
    model.show_register(with_marks(register(), RULES, SECOND, {EnrolmentId(2): mark(2, Code.LATE)}, TODAY))
    assert changed == [(1, FIRST_SESSION + 1), (1, model.attended), (1, model.note)]


def test_only_marks_can_be_chosen(model: RegisterModel) -> None:
    choosable = [
        bool(model.flags(model.index(0, place)) & Qt.ItemFlag.ItemIsSelectable)
        for place in range(model.columnCount())
    ]
    assert choosable == [False, False, True, True, True, False, False]


def test_attended_is_of_what_is_marked(model: RegisterModel) -> None:
    given_marks = {EnrolmentId(1): mark(1, Code.LATE), EnrolmentId(2): mark(2, Code.ABSENT)}
    model.show_register(with_marks(register(), RULES, SECOND, given_marks, TODAY))
    assert [model.index(row, model.attended).data() for row in range(3)] == ["1/1", "0/1", "0/0"]


def test_a_refused_mark_goes_back_and_a_later_one_stays() -> None:
    book = Book(register(), RULES, TODAY)
    first = book.mark(marking(mark(1, Code.PRESENT)))
    book.mark(marking(mark(2, Code.LATE)))
    book.refused(first)
    assert [row.marks[1] for row in book.shown.rows] == [None, mark(2, Code.LATE), None]


def test_a_reading_begun_before_a_mark_was_saved_does_not_hide_it() -> None:
    book = Book(register(), RULES, TODAY)
    number = book.mark(marking(mark(1, Code.PRESENT)))
    began = book.begin_reading()
    book.saved(number)
    book.take(register(), began)
    assert book.shown.rows[0].marks[1] == mark(1, Code.PRESENT)
    book.take(register(), book.begin_reading())
    assert book.shown.rows[0].marks[1] is None, "a later reading knows better: it was undone"


@given(st.lists(st.tuples(st.integers(1, 3), st.sampled_from([*Code, None])), max_size=12))
def test_marks_laid_over_add_up_as_stored_ones_do(steps: list[tuple[int, Code | None]]) -> None:
    book = Book(register(), RULES, TODAY)
    for id, code in steps:
        given_mark = mark(id, code) if code else None
        book.mark(Marking(SECOND, {EnrolmentId(id): given_mark}))
    last = dict(steps)
    shown = book.shown.columns[1]
    assert shown.left == 3 - sum(code is not None for code in last.values())
    for row in book.shown.rows:
        own = [each for each in row.marks if each]
        assert row.standing == standing(RULES, DAYS, own, TODAY)


def test_it_opens_on_today_then_on_the_latest_open_one() -> None:
    columns = register().columns
    assert session_to_open(columns, TODAY) == SECOND
    assert session_to_open(columns, date(2026, 10, 20)) == SECOND
    done = [replace(each, session=replace(each.session, finished=True)) for each in columns[:2]]
    assert session_to_open([columns[0], done[1], columns[2]], date(2026, 10, 20)) == SessionId(1)
    assert session_to_open([*done, columns[2]], date(2026, 10, 20)) == SECOND
    assert session_to_open(columns, date(2026, 1, 1)) == SessionId(1)
    assert session_to_open([], TODAY) is None


def test_the_rule_and_what_it_leaves_are_said_in_words() -> None:
    none = standing(RULES, DAYS, [], TODAY)
    assert rule(RULES, none) == "Certificate rule: 2 of 3 sessions."
    assert prospect(RULES, none) == "Can miss 1 more."
    once = standing(RULES, DAYS, [mark(1, Code.ABSENT)], TODAY)
    assert prospect(RULES, once) == "Can miss no more."
    twice = standing(RULES, DAYS, [mark(1, Code.ABSENT), mark(1, Code.ABSENT, SessionId(1))], TODAY)
    assert prospect(RULES, twice) == "Can no longer reach it: 1 at most."
    assert rule(replace(RULES, sessions_needed=0), none) == ""
