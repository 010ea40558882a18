"""What a colleague does to the same place, project or reservation while a form is open."""

from datetime import date

import pytest
from busy_office import TODAY, BusyOffice
from cohort_office import CohortOffice

from aspire_desktop.domain.office.values import AgreementId, CohortId, ProjectId
from aspire_desktop.domain.programmes.enrolments import Funding, ParticipantRow, Status
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.money.reservations import NameReservation, ReservePlaces
from aspire_desktop.services.programmes.enrolments import ChangeFunding, MoveEnrolment, NoteNeeds
from aspire_desktop.services.programmes.projects import AddProject, RecordOutcome
from aspire_desktop.storage.lookups.money.funding import pool_places
from aspire_desktop.storage.lookups.office.organisations import organisation_rows
from aspire_desktop.storage.lookups.programmes.cohorts import cohort_rows
from aspire_desktop.storage.lookups.programmes.enrolments import needs_of, participant_rows
from aspire_desktop.storage.lookups.programmes.programmes import outcome_rows
from aspire_desktop.storage.lookups.programmes.projects import project_rows
from aspire_desktop.ui.forms.form_dialog import FormDialog
from aspire_desktop.ui.forms.form_row import UNDECIDED, ClashLine
from aspire_desktop.ui.screens.money.finance.reservation_dialogs import ReservationDialog
from aspire_desktop.ui.screens.programmes.cohort.place_dialogs import FundingDialog, LeaveDialog, NeedsDialog
from aspire_desktop.ui.screens.programmes.cohort.project_dialogs import OutcomeDialog
from tests.ui.bench import Bench
from tests.ui.cohort_bench import no_dialog, words_in

CODE = "INS26-02"


@pytest.fixture
def bench(cohorts: Bench, ellie: Office) -> Bench:
    """A window, and Ellie at another."""
    return cohorts


def _people(office: Office, *names: str) -> list[ParticipantRow]:
    [cohort] = [row for row in office.ask(cohort_rows, TODAY) if row.code == CODE]
    found = {row.family_name: row for row in office.ask(participant_rows, cohort.id, TODAY)}
    return [found[name] for name in names]


def _line(bench: Bench, form: FormDialog) -> ClashLine:
    """Send, and give what is shown beside mine."""
    form.send_button.click()
    bench.until(form.message.isVisible)
    [line] = form.findChildren(ClashLine)
    assert "Ellie Marsh changed this at 10:30." in words_in(form)
    form.send_button.click()
    bench.settle()
    assert UNDECIDED in [row.error for row in form.rows]
    return line


def _sent(bench: Bench, form: FormDialog) -> None:
    form.send_button.click()
    bench.until(no_dialog)


def test_of_several_only_whose_funding_a_colleague_changed_is_in_dispute(bench: Bench, ellie: Office) -> None:
    names = "Carter", "Evans"
    theirs, other = _people(ellie, *names)
    form = FundingDialog(bench.desk, [theirs, other])
    form.ask()
    ellie.do(ChangeFunding(theirs.id, None))
    form.funding.put(Funding.LGA)
    line = _line(bench, form)
    assert [row.name for row in form.rows][-1].startswith("Josephine Carter")
    assert line.mine.words == "Mine: LGA-subsidised"
    line.theirs.click()
    _sent(bench, form)
    assert [row.funding for row in _people(ellie, *names)] == [None, Funding.LGA]


def test_mine_is_kept_over_the_funding_that_a_colleague_set(bench: Bench, ellie: Office) -> None:
    [row] = _people(ellie, "Carter")
    form = FundingDialog(bench.desk, [row])
    form.ask()
    ellie.do(ChangeFunding(row.id, None))
    form.funding.put(Funding.LGA)
    _line(bench, form).mine.click()
    _sent(bench, form)
    assert _people(ellie, "Carter")[0].funding is Funding.LGA


def test_who_was_withdrawn_meanwhile_is_not_deferred_unasked(bench: Bench, ellie: Office) -> None:
    names = "Carter", "Evans"
    first, second = _people(ellie, *names)
    form = LeaveDialog(bench.desk, [first, second], Status.DEFERRED)
    form.ask()
    ellie.do(MoveEnrolment(second.id, Status.WITHDRAWN, TODAY, "New job"))
    form.reason.setText("Leave")
    line = _line(bench, form)
    assert (line.mine.words, line.theirs.words) == ("Mine: Deferred", "Theirs: Withdrawn")
    line.theirs.click()
    _sent(bench, form)
    assert [row.status for row in _people(ellie, *names)] == [Status.DEFERRED, Status.WITHDRAWN]


def test_an_outcome_recorded_meanwhile_is_shown_beside_mine(
    bench: Bench, ellie: Office, furnished: CohortOffice
) -> None:
    cohort = furnished.cohort("ASP26-77", "Aspire", date(2026, 9, 1))
    project = ellie.do(AddProject(cohort, "Staff voice", tuple(furnished.enrol(cohort, [1])))).value
    [version] = [row.version_id for row in ellie.ask(cohort_rows, TODAY) if row.id == cohort]
    outcomes = ellie.ask(outcome_rows, version)
    form = OutcomeDialog(bench.desk, ellie.ask(project_rows, cohort)[0], outcomes)
    form.ask()
    assert form.outcome.is_empty, "nobody is given an outcome that was not chosen"
    _decide(ellie, project, "pass", TODAY)
    form.outcome.put("merit")
    _line(bench, form).mine.click()
    _sent(bench, form)
    [row] = ellie.ask(project_rows, cohort)
    assert (row.outcome_key, row.decided_on) == ("merit", TODAY)
    form = OutcomeDialog(bench.desk, row, outcomes)
    form.ask()
    _decide(ellie, project, "pass", TODAY)
    form.on.put(date(2026, 10, 1))
    _sent(bench, form)
    [row] = ellie.ask(project_rows, cohort)
    assert (row.outcome_key, row.decided_on) == ("pass", date(2026, 10, 1)), "what was not touched is theirs"


def _decide(office: Office, project: ProjectId, outcome: str, on: date) -> None:
    office.do(RecordOutcome(project, outcome, on))


def test_the_name_of_a_reserved_place_is_shown_beside_mine(
    busy_bench: Bench, ellie: Office, busy: BusyOffice
) -> None:
    agreement = AgreementId(busy.agreement)
    [place] = ellie.do(ReservePlaces(agreement, ellie.ask(organisation_rows, TODAY)[0].id, 1)).value
    busy_bench.go("finance")
    [row] = [each for each in ellie.ask(pool_places, agreement, TODAY) if each.reserved]
    form = ReservationDialog(busy_bench.desk, row)
    form.ask()
    ellie.do(NameReservation(place, "Zoë Ash"))
    form.name.setText("Amal Roy")
    line = _line(busy_bench, form)
    assert (line.mine.words, line.theirs.words) == ("Mine: Amal Roy", "Theirs: Zoë Ash")
    line.mine.click()
    _sent(busy_bench, form)
    [row] = [each for each in ellie.ask(pool_places, agreement, TODAY) if each.reserved]
    assert row.reserved_for == "Amal Roy"


def test_needs_typed_of_one_person_are_kept_while_another_is_looked_at(bench: Bench, ellie: Office) -> None:
    first, second = _people(ellie, "Carter", "Evans")
    form = NeedsDialog(bench.desk, [first, second], (), first.id)
    form.ask()
    ellie.do(NoteNeeds(first.id, "Hearing loop", ""))
    form.told["access"].setText("Step-free way in")
    line = _line(bench, form)
    assert line.theirs.words == "Theirs: Hearing loop"
    form.person.put(second.id)
    assert not form.message.isVisible(), "what was said of one person does not stand over another"
    assert form.told["access"].text() == ""
    form.person.put(first.id)
    assert form.told["access"].text() == "Step-free way in"
    again = _line(bench, form)
    again.mine.click()
    _sent(bench, form)
    [noted] = [row for row in ellie.ask(needs_of, _cohort(ellie)) if row.enrolment_id == first.id]
    assert noted.access == "Step-free way in"


def _cohort(office: Office) -> CohortId:
    [cohort] = [row for row in office.ask(cohort_rows, TODAY) if row.code == CODE]
    return cohort.id
