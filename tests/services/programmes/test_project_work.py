"""Projects: who works on them and what the panel decided; each undone exactly."""

from datetime import date

import pytest
from round_trips import there_and_back
from small_cohort import SmallCohort, small_cohort

from aspire_desktop.domain.office.errors import NotFound, RuleBroken
from aspire_desktop.domain.office.values import ProjectId
from aspire_desktop.domain.programmes.projects import ProjectRow
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.programmes.projects import (
    AddProject,
    ChangeProject,
    ClearOutcome,
    RecordOutcome,
    RemoveProject,
)
from aspire_desktop.storage.lookups.programmes.projects import project_member_ids, project_rows
from aspire_desktop.storage.store import Store

DECIDED = date(2026, 10, 7)


@pytest.fixture
def cohort(store: Store) -> SmallCohort:
    return small_cohort(store)


def add(office: Office, cohort: SmallCohort, *who: int) -> ProjectId:
    members = tuple(cohort.places[one] for one in who)
    return office.do(AddProject(cohort.cohort_id, "Staff voice", members)).value


def test_a_project_is_added_with_its_people(store: Store, office: Office, cohort: SmallCohort) -> None:
    action = AddProject(cohort.cohort_id, " Staff  voice ", (cohort.places[0], cohort.places[2]))
    done = there_and_back(store, office, action)
    assert done.title == "Add project “Staff voice”, ASP26-WM02"
    assert office.ask(project_rows, cohort.cohort_id) == [
        ProjectRow(done.value, "Staff voice", "Callum Fraser, Siân O’Neill", "", None)
    ]


def test_a_project_has_a_title_and_people_of_its_cohort(
    store: Store, office: Office, cohort: SmallCohort
) -> None:
    other = small_cohort(store, "ASP26-WM03")
    one = cohort.places[0]
    for title, places in ((" ", (one,)), ("A", ()), ("A", (one, one)), ("A", (other.places[0],))):
        with pytest.raises(RuleBroken):
            office.do(AddProject(cohort.cohort_id, title, places))


def test_nobody_works_on_two_projects(office: Office, cohort: SmallCohort) -> None:
    add(office, cohort, 0)
    with pytest.raises(RuleBroken, match="Siân O’Neill works on “Staff voice” already"):
        add(office, cohort, 0, 1)


def test_people_and_title_change(store: Store, office: Office, cohort: SmallCohort) -> None:
    id = add(office, cohort, 0, 1)
    members = (cohort.places[1], cohort.places[2])
    there_and_back(store, office, ChangeProject(id, "Staff voice in Dudley", members))
    assert office.ask(project_member_ids, id) == [*members]
    [row] = office.ask(project_rows, cohort.cohort_id)
    assert row.title == "Staff voice in Dudley"


def test_an_outcome_is_taken_in_any_of_its_words(store: Store, office: Office, cohort: SmallCohort) -> None:
    id = add(office, cohort, 0)
    done = there_and_back(store, office, RecordOutcome(id, "MERIT", DECIDED))
    assert done.title == "Record Merit for “Staff voice”"
    [row] = office.ask(project_rows, cohort.cohort_id)
    assert (row.outcome, row.decided_on) == ("Merit", DECIDED)
    with pytest.raises(RuleBroken, match="Its outcomes are: Merit, Pass, Refer"):
        office.do(RecordOutcome(id, "splendid", DECIDED))
    with pytest.raises(RuleBroken, match="after today"):
        office.do(RecordOutcome(id, "Pass", date(2026, 10, 9)))


def test_an_outcome_is_cleared_before_a_project_goes(
    store: Store, office: Office, cohort: SmallCohort
) -> None:
    id = add(office, cohort, 0)
    office.do(RecordOutcome(id, "Refer", DECIDED))
    with pytest.raises(RuleBroken, match="Clear the outcome first"):
        office.do(RemoveProject(id))
    there_and_back(store, office, ClearOutcome(id))
    with pytest.raises(RuleBroken, match="no outcome"):
        office.do(ClearOutcome(id))
    there_and_back(store, office, RemoveProject(id))
    with pytest.raises(NotFound):
        office.do(RemoveProject(id))
