"""A file of marks that says again what is on record leaves every detail of it alone."""

from datetime import date
from pathlib import Path

import pytest
from any_question import any_question
from whole_office import WholeOffice, whole_office

from aspire_desktop.domain.intake.columns import ImportKind
from aspire_desktop.domain.programmes.attendance import Code, MarkRow
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.intake.imports.file import ImportFile
from aspire_desktop.services.intake.imports.reading import read_for_import
from aspire_desktop.services.programmes.attendance import FinishRegister, MarkAttendance
from aspire_desktop.storage.lookups.programmes.completions import marks_of


@pytest.fixture
def world(open_office: Office) -> WholeOffice:
    whole = whole_office(open_office)
    day, place = whole.days[1], whole.places[1]
    mark = MarkAttendance(day, (place,), Code.MADE_UP, made_up_on=date(2026, 9, 20), made_up_at="INS26-NW")
    open_office.do(mark)
    return whole


def mark_of(world: WholeOffice) -> MarkRow:
    marks = world.office.ask(any_question(marks_of), [world.workshops])[world.places[1]]
    return next(mark for mark in marks if mark.session_id == world.days[1])


def import_it_again(world: WholeOffice, folder: Path) -> None:
    file = folder / "marks.csv"
    file.write_text("E-mail,Session 2\np1@walsall.gov.uk,M\n", "utf-8")
    table = read_for_import(world.office, file, ImportKind.ATTENDANCE, world.workshops)
    report = world.office.do(ImportFile(table, world.workshops)).value
    assert (report.matched, report.updated, report.rejected) == (1, 0, 0)


def test_when_and_where_it_was_made_up_is_kept(world: WholeOffice, tmp_path: Path) -> None:
    before = mark_of(world)
    import_it_again(world, tmp_path)
    assert mark_of(world) == before
    assert before.made_up_on == date(2026, 9, 20)


def test_a_finished_register_takes_it_without_a_reason(world: WholeOffice, tmp_path: Path) -> None:
    world.office.do(FinishRegister(world.days[1], "Two went home"))
    import_it_again(world, tmp_path)
