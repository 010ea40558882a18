"""What is open in a cohort whose days are over: it is complete when nobody and nothing is."""

from datetime import date

import pytest
from small_cohort import PEOPLE, SmallCohort, small_cohort

from aspire_desktop.domain.office.clock import SetClock
from aspire_desktop.domain.programmes.attendance import Code
from aspire_desktop.domain.programmes.enrolments import UNSETTLED, Status
from aspire_desktop.domain.programmes.open_work import NOBODY, OpenWork, is_complete, still_open
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.home.home import home_facts
from aspire_desktop.services.office.people import AddPerson
from aspire_desktop.services.programmes.attendance import FillUnmarked, FinishRegister, MarkAttendance
from aspire_desktop.services.programmes.certificates import (
    IssueCertificates,
    RevokeCertificate,
    certificate_candidates,
)
from aspire_desktop.services.programmes.enrolments import EnrolParticipant, MoveEnrolment
from aspire_desktop.services.programmes.projects import AddProject, RecordOutcome
from aspire_desktop.storage.lookups.programmes.certificates import certificate_rows
from aspire_desktop.storage.lookups.programmes.cohorts import cohort_row
from aspire_desktop.storage.lookups.programmes.open_work import open_work
from aspire_desktop.storage.store import Store

OVER = date(2026, 11, 20)
"""A week after the last session."""
EVERYBODY = len(PEOPLE)


@pytest.fixture
def cohort(store: Store, clock: SetClock) -> SmallCohort:
    clock.instant = clock.instant.replace(year=OVER.year, month=OVER.month, day=OVER.day)
    return small_cohort(store)


def found(office: Office, cohort: SmallCohort) -> OpenWork:
    return office.ask(open_work, [cohort.cohort_id], office.clock.today())[cohort.cohort_id]


def complete(office: Office, cohort: SmallCohort) -> bool:
    row = office.ask(cohort_row, cohort.cohort_id, office.clock.today())
    assert row is not None
    return is_complete(row, found(office, cohort))


def mark_all(office: Office, cohort: SmallCohort) -> None:
    for session in cohort.sessions:
        office.do(FillUnmarked(session, Code.PRESENT))


def finish_all(office: Office, cohort: SmallCohort) -> None:
    for session in cohort.sessions:
        office.do(FinishRegister(session))


def decide(office: Office, cohort: SmallCohort, *who: int) -> None:
    project = office.do(AddProject(cohort.cohort_id, "Work", tuple(cohort.places[one] for one in who)))
    office.do(RecordOutcome(project.value, "Pass", date(2026, 11, 16)))


def test_a_cohort_is_complete_when_the_last_thing_is_done(office: Office, cohort: SmallCohort) -> None:
    marks = EVERYBODY * len(cohort.sessions)
    steps = [found(office, cohort)]
    mark_all(office, cohort)
    steps.append(found(office, cohort))
    finish_all(office, cohort)
    steps.append(found(office, cohort))
    decide(office, cohort, *range(EVERYBODY))
    steps.append(found(office, cohort))
    assert not complete(office, cohort)
    office.do(IssueCertificates(cohort.places))
    assert steps == [
        OpenWork(unmarked=marks, registers=5, outcomes=4),
        OpenWork(registers=5, outcomes=4),
        OpenWork(outcomes=4),
        OpenWork(certificates=4),
    ]
    assert complete(office, cohort)
    assert found(office, cohort) == OpenWork()


def test_whoever_left_is_to_be_marked_up_to_their_day(office: Office, cohort: SmallCohort) -> None:
    mark_all(office, cohort)
    for session in cohort.sessions:
        office.do(MarkAttendance(session, (cohort.places[0],), None))
    before = found(office, cohort).unmarked
    left = MoveEnrolment(cohort.places[0], Status.WITHDRAWN, date(2026, 7, 20), "New job")
    office.do(left)
    assert (before, found(office, cohort).unmarked) == (5, 2)
    assert found(office, cohort).outcomes == EVERYBODY - 1


@pytest.mark.parametrize("status", [Status.NO_SHOW, Status.NOT_COMPLETED])
def test_nobody_waits_for_the_outcome_of_who_did_not_complete(
    office: Office, cohort: SmallCohort, status: Status
) -> None:
    office.do(MoveEnrolment(cohort.places[0], status, OVER, "Did not come"))
    assert found(office, cohort).outcomes == EVERYBODY - 1
    [project] = office.ask(home_facts, OVER).projects
    assert project.people == EVERYBODY - 1


def test_what_is_ready_is_what_home_and_the_list_of_certificates_say(
    office: Office, cohort: SmallCohort
) -> None:
    mark_all(office, cohort)
    decide(office, cohort, 0, 1, 2)
    office.do(IssueCertificates(cohort.places[:2]))
    given = office.ask(certificate_rows, cohort.cohort_id)[0]
    office.do(RevokeCertificate(given.id, "Wrong person"))
    ready = sum(each.ready for each in office.ask(certificate_candidates, cohort.cohort_id, OVER))
    [home] = office.ask(home_facts, OVER).certificates
    assert (found(office, cohort).certificates, home.ready, ready) == (1, 1, 1)
    assert home.blocked == 2


def finish_everything(office: Office, cohort: SmallCohort) -> None:
    mark_all(office, cohort)
    finish_all(office, cohort)
    decide(office, cohort, *range(EVERYBODY))
    office.do(IssueCertificates(cohort.places))


@pytest.mark.parametrize("status", sorted({*UNSETTLED, Status.WAITING}))
def test_whoever_waits_or_was_never_confirmed_keeps_a_cohort_from_being_complete(
    office: Office, cohort: SmallCohort, status: Status
) -> None:
    finish_everything(office, cohort)
    assert complete(office, cohort)
    person = office.do(AddPerson("Zainab", "Ibrahim", "", "", cohort.employer_id)).value
    place = office.do(EnrolParticipant(cohort.cohort_id, person, status=status)).value
    waits = status is Status.WAITING
    assert found(office, cohort) == OpenWork(unsettled=int(not waits), waiting=int(waits))
    assert not complete(office, cohort)
    office.do(MoveEnrolment(place, Status.WITHDRAWN, OVER, "Not this year"))
    assert complete(office, cohort)


def test_a_cohort_on_which_nobody_is_left_is_not_complete(office: Office, cohort: SmallCohort) -> None:
    for place in cohort.places:
        office.do(MoveEnrolment(place, Status.CANCELLED, date(2026, 6, 1), "It did not run"))
    row = office.ask(cohort_row, cohort.cohort_id, OVER)
    assert row is not None
    assert found(office, cohort) == OpenWork()
    assert still_open(row, OpenWork()) == (NOBODY,)
    assert not complete(office, cohort)


def test_a_cohort_that_meets_again_or_has_begun_today_is_not_complete(
    office: Office, cohort: SmallCohort
) -> None:
    today = date(2026, 10, 8)
    assert office.ask(open_work, [cohort.cohort_id], today)[cohort.cohort_id].to_come == 1
    assert office.ask(open_work, [], today) == {}
