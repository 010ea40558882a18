"""A job or a name that a colleague changed meanwhile does not end unseen."""

from datetime import timedelta

import pytest
from busy_office import TODAY

from aspire_desktop.domain.office.people import PersonRow
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.office.organisations import RenameOrganisation
from aspire_desktop.services.office.people import MovePerson
from aspire_desktop.storage.lookups.office.organisations import organisation_rows
from aspire_desktop.storage.lookups.office.people import employment_rows, person_rows
from aspire_desktop.ui.screens.contact.people.dialogs import ChangePersonDialog, MovePersonDialog
from aspire_desktop.ui.screens.office.organisations.view import Organisations
from tests.ui.bench import Bench
from tests.ui.cohort_bench import no_dialog, words_in


@pytest.fixture
def bench(cohorts: Bench, ellie: Office) -> Bench:
    """A window, and Ellie at another."""
    return cohorts


def _folake(office: Office) -> PersonRow:
    [row] = office.ask(person_rows, TODAY, "folake")
    return row


def test_who_was_moved_meanwhile_does_not_lose_that_job_unseen(bench: Bench, ellie: Office) -> None:
    row = _folake(ellie)
    assert row.organisation_id is not None
    bodies = [each for each in ellie.ask(organisation_rows, TODAY) if each.id != row.organisation_id]
    theirs, mine = bodies[:2]
    form = MovePersonDialog(bench.desk, row, bodies)
    form.ask()
    assert any(f"The job at {row.organisation} ends the day before" in each for each in words_in(form))
    ellie.do(MovePerson(row.id, theirs.id, "OD Lead", TODAY - timedelta(days=1), row.organisation_id))
    form.organisation.put(mine.id)
    form.send_button.click()
    bench.until(form.message.isVisible)
    told = " ".join(words_in(form))
    assert f"The present job is at {theirs.name} by now. That job would end the day before." in told
    assert _folake(ellie).organisation == theirs.name
    form.send_button.click()
    bench.until(no_dialog)
    assert _folake(ellie).organisation == mine.name
    assert len(ellie.ask(employment_rows, row.id, TODAY)) == 3


def test_a_title_is_not_given_to_a_job_that_was_not_shown(bench: Bench, ellie: Office) -> None:
    row = _folake(ellie)
    assert row.organisation_id is not None
    theirs = next(each for each in ellie.ask(organisation_rows, TODAY) if each.id != row.organisation_id)
    form = ChangePersonDialog(bench.desk, row)
    form.ask()
    ellie.do(MovePerson(row.id, theirs.id, row.job_title, TODAY, row.organisation_id))
    form.told["job_title"].setText("Head of OD")
    form.send_button.click()
    bench.until(form.message.isVisible)
    assert f"The present job is at {theirs.name} by now." in " ".join(words_in(form))
    [line] = [line for each in form.rows for line in each.clashes]
    assert (line.mine.words, line.theirs.words) == ("Mine: Head of OD", f"Theirs: {row.job_title}")
    line.mine.click()
    form.send_button.click()
    bench.until(no_dialog)
    assert _folake(ellie).job_title == "Head of OD"


def test_a_name_that_a_colleague_gave_meanwhile_does_not_end_unseen(bench: Bench, ellie: Office) -> None:
    screen = bench.go("organisations")
    assert isinstance(screen, Organisations)
    bench.until(lambda: screen.current is not None)
    row = screen.current
    assert row is not None
    screen.rename_command.trigger()
    form = screen.rename_form
    ellie.do(RenameOrganisation(row.id, "Theirs Council", TODAY - timedelta(days=1), read=row.name))
    form.name.setText("Mine Council")
    form.send_button.click()
    bench.until(form.message.isVisible)
    assert "It is called Theirs Council from 7 October 2026 on." in " ".join(words_in(form))
    form.send_button.click()
    bench.settle()
    assert "Mine Council" in [each.name for each in ellie.ask(organisation_rows, TODAY)]
