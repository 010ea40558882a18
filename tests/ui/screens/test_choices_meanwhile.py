"""Choices whose options somebody else added to meanwhile: nobody is lost, and what is chosen can be saved."""

from dataclasses import replace
from datetime import date

import pytest
from busy_office import TODAY
from cohort_office import CohortOffice
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from aspire_desktop.domain.office.values import CohortId, EnrolmentId
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.door.touched import OnlyTouched
from aspire_desktop.services.office.organisations import AddOrganisation
from aspire_desktop.services.programmes.cohorts import ChangeCohort
from aspire_desktop.services.programmes.projects import AddProject, ChangeProject
from aspire_desktop.storage.lookups.programmes.cohorts import cohort_row
from aspire_desktop.storage.lookups.programmes.projects import project_member_ids
from aspire_desktop.ui.forms.choices import OneOf
from aspire_desktop.ui.forms.form_dialog import FormDialog
from aspire_desktop.ui.forms.form_row import ClashLine
from aspire_desktop.ui.forms.picker import OneOfMany, Option
from aspire_desktop.ui.screens.programmes.cohort.change_cohort import ChangeCohortDialog
from aspire_desktop.ui.screens.programmes.cohort.project_dialogs import ProjectDialog
from aspire_desktop.ui.screens.programmes.cohort.projects import ProjectsTab
from aspire_desktop.ui.screens.programmes.cohort.view import CohortWorkspace
from tests.ui.bench import Bench
from tests.ui.cohort_bench import dialog, no_dialog


@pytest.fixture
def bench(cohorts: Bench, ellie: Office) -> Bench:
    """A window, and Ellie at another."""
    return cohorts


@pytest.fixture
def cohort(furnished: CohortOffice) -> CohortId:
    """A cohort of a programme with projects."""
    return furnished.cohort("ASP26-77", "Aspire", date(2026, 9, 1))


def _projects(bench: Bench, cohort: CohortId) -> ProjectsTab:
    screen = bench.go("cohort", cohort, "projects")
    assert isinstance(screen, CohortWorkspace)
    tab = screen.tab
    assert isinstance(tab, ProjectsTab)
    bench.until(lambda: tab.current is not None)
    return tab


def _tick(form: ProjectDialog, name: str) -> None:
    [item] = form.people.findItems(name, Qt.MatchFlag.MatchStartsWith)
    item.setCheckState(Qt.CheckState.Checked)


def _save(bench: Bench, form: FormDialog) -> None:
    form.send_button.click()
    bench.until(no_dialog)


def _members(form: ProjectDialog, wanted: EnrolmentId) -> str:
    """Name one of those who may be ticked."""
    return form.people.said((wanted,))


def test_who_was_booked_and_put_on_a_project_meanwhile_stays_on_it(
    bench: Bench, ellie: Office, furnished: CohortOffice, cohort: CohortId
) -> None:
    first, mine = furnished.enrol(cohort, [1, 2])
    project = ellie.do(AddProject(cohort, "Staff voice", (first,))).value
    tab = _projects(bench, cohort)
    [theirs] = furnished.enrol(cohort, [3])
    ellie.do(ChangeProject(project, "Staff voice", (first, theirs)))
    tab.change_command.trigger()
    bench.until(lambda: not no_dialog())
    form = dialog(ProjectDialog)
    assert _members(form, theirs), "who works on it is shown, whoever was known before"
    assert theirs in form.people.given
    _tick(form, _members(form, mine))
    _save(bench, form)
    assert ellie.ask(project_member_ids, project) == [first, theirs, mine]


def test_who_was_put_on_a_project_while_its_dialog_is_open_stays_on_it(
    bench: Bench, ellie: Office, furnished: CohortOffice, cohort: CohortId
) -> None:
    first, mine = furnished.enrol(cohort, [1, 2])
    project = ellie.do(AddProject(cohort, "Staff voice", (first,))).value
    tab = _projects(bench, cohort)
    tab.change_command.trigger()
    bench.until(lambda: not no_dialog())
    form = dialog(ProjectDialog)
    [theirs] = furnished.enrol(cohort, [3])
    ellie.do(ChangeProject(project, "Staff voice", (first, theirs)))
    _tick(form, _members(form, mine))
    _save(bench, form)
    assert ellie.ask(project_member_ids, project) == [first, theirs, mine]


def test_a_partner_that_a_colleague_added_meanwhile_is_named_and_can_be_chosen(
    bench: Bench, ellie: Office, cohort: CohortId
) -> None:
    screen = bench.go("cohort", cohort)
    assert isinstance(screen, CohortWorkspace)
    bench.until(lambda: screen.header.title == "ASP26-77")
    screen.change_command.trigger()
    bench.until(lambda: not no_dialog())
    form = dialog(ChangeCohortDialog)
    added = ellie.do(AddOrganisation("Acorn Partners")).value
    row = ellie.ask(cohort_row, cohort, TODAY)
    assert row is not None
    theirs = ChangeCohort(row.id, row.partner_id, row.venue, row.capacity, ())
    ellie.do(OnlyTouched(replace(theirs, partner_id=added), theirs))
    form.partner.setCurrentText("Walsall Metropolitan Borough Council")
    assert form.partner.given != row.partner_id
    form.send_button.click()
    bench.until(form.message.isVisible)
    [line] = form.findChildren(ClashLine)
    assert line.theirs.words == "Theirs: Acorn Partners"
    line.theirs.click()
    _save(bench, form)
    row = ellie.ask(cohort_row, cohort, TODAY)
    assert row is not None
    assert row.partner_id == added


def test_every_choice_learns_of_what_was_added_since_it_was_read(qtbot: QtBot) -> None:
    few, many = OneOf({1: "One"}, 1), OneOfMany([Option(1, "One")], "Choose one")
    for field in (few, many):
        qtbot.addWidget(field)
        field.put(1)
        field.learn(2, "Two")
        assert (field.given, field.said(2)) == (1, "Two")
        field.put(2)
        assert (field.given, field.currentText()) == (2, "Two")
        field.learn(2, "Two")
        assert field.count() == 2
