"""Issued certificates keep what they rest on: an undo stops at them, and a correction by hand names them."""

from collections.abc import Iterator

import pytest
from round_trips import rows
from small_cohort import SmallCohort, attend, complete, small_cohort

from aspire_desktop.domain.office.clock import SetClock
from aspire_desktop.domain.office.errors import UndoRefused
from aspire_desktop.domain.office.staff import ADMINISTRATORS
from aspire_desktop.domain.programmes.attendance import Code
from aspire_desktop.domain.programmes.enrolments import Status
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.home.inspections import INSPECTIONS
from aspire_desktop.services.money.funding import INVARIANTS
from aspire_desktop.services.office.staff import AddColleague
from aspire_desktop.services.programmes.attendance import FinishRegister, MarkAttendance, ReopenRegister
from aspire_desktop.services.programmes.certificates import IssueCertificates, RevokeCertificate
from aspire_desktop.services.programmes.enrolments import MoveEnrolment
from aspire_desktop.services.programmes.projects import ClearOutcome
from aspire_desktop.storage.engines import Location
from aspire_desktop.storage.lookups.programmes.projects import project_rows
from aspire_desktop.storage.soundness import problems
from aspire_desktop.storage.store import Store

SIAN, WYN = "WME-ASP-2026-0001 of Siân O’Neill", "WME-ASP-2026-0002 of Ŵyn Ŷstradfellte"
NAMED = f"2 certificates rest on this: {SIAN}, {WYN}."


@pytest.fixture
def store(location: Location, clock: SetClock) -> Iterator[Store]:
    opened = Store(location, clock, INVARIANTS)
    yield opened
    opened.close()


@pytest.fixture
def cohort(store: Store, office: Office) -> SmallCohort:
    """Two people of four who completed, and whose certificates were issued on finished registers."""
    office.do(AddColleague("Bob", ADMINISTRATORS))
    made = small_cohort(store)
    complete(office, made, 0, 1)
    for session in made.sessions[:3]:
        office.do(FinishRegister(session, "Two did not come"))
    attend(office, made, 0, 1)
    office.do(MarkAttendance(made.sessions[3], made.places[:2], None))
    office.do(MarkAttendance(made.sessions[3], made.places[:2], Code.LATE))
    office.do(FinishRegister(made.sessions[3], "Two did not come"))
    office.do(IssueCertificates(made.places[:2]))
    return made


def sound(store: Store) -> list[str]:
    return problems(store.location, INVARIANTS, INSPECTIONS)


@pytest.mark.usefixtures("cohort")
def test_undo_stops_at_the_certificates_and_names_them(store: Store, office: Office) -> None:
    step = office.undo().value
    assert step.title.startswith("Finish register")
    assert step.stepped_over == ("Issue 2 certificates, WME-ASP-2026-0001 to WME-ASP-2026-0002",)
    before = rows(store)
    for _ in range(2):
        with pytest.raises(UndoRefused) as refused:
            office.undo()
        assert refused.value.explanation.what == NAMED
    assert rows(store) == before
    assert sound(store) == []


def test_it_goes_on_once_they_are_revoked(office: Office, cohort: SmallCohort) -> None:
    office.undo()
    lost = office.do(ReopenRegister(cohort.sessions[2])).unfounded
    assert lost == ()
    office.undo()
    lost = office.do(MarkAttendance(cohort.sessions[3], cohort.places[:2], None)).unfounded
    assert tuple(map(str, lost)) == (SIAN, WYN)
    office.undo()
    for each in lost:
        office.do(RevokeCertificate(each.id, "The register was another cohort’s"))
    assert office.undo().value.title.startswith("2 people: Late")


def test_a_correction_by_hand_says_whose_certificate_lost_its_ground(
    store: Store, office: Office, cohort: SmallCohort
) -> None:
    corrected = MarkAttendance(cohort.sessions[0], cohort.places[:1], Code.ABSENT, "The sheet says so")
    [lost] = office.do(corrected).unfounded
    assert str(lost) == SIAN
    assert lost.reasons[0].startswith("Attended 3 of 5 sessions")
    again = MarkAttendance(cohort.sessions[1], cohort.places[:1], Code.ABSENT, "The sheet says so")
    assert office.do(again).unfounded == ()
    assert sound(store) == []


def test_an_outcome_taken_off_says_it_of_everybody(office: Office, cohort: SmallCohort) -> None:
    [project] = office.ask(project_rows, cohort.cohort_id)
    lost = office.do(ClearOutcome(project.id)).unfounded
    assert tuple(map(str, lost)) == (SIAN, WYN)


def test_a_reason_that_keeps_the_ground_says_nothing(office: Office, cohort: SmallCohort) -> None:
    late = MarkAttendance(cohort.sessions[0], cohort.places[:1], Code.LATE, "She came at ten")
    assert office.do(late).unfounded == ()
    office.undo()


def test_a_database_in_which_certificates_lost_their_ground_by_undo_is_not_sound(
    store: Store, office: Office, monkeypatch: pytest.MonkeyPatch, cohort: SmallCohort
) -> None:
    """As an older program left it."""
    with monkeypatch.context() as older:
        older.setattr("aspire_desktop.services.door.office.refuse_unfounded", lambda _lost: None)
        office.undo()
        office.undo()
    told = sound(store)
    assert [each.partition(" lost what it rests on by “Undo: 2 people: Late")[0] for each in told] == [
        f"Certificate {SIAN}",
        f"Certificate {WYN}",
    ]
    office.do(MarkAttendance(cohort.sessions[3], cohort.places[:2], Code.PRESENT))
    assert sound(store) == []


def test_an_undo_is_not_blamed_for_ground_that_went_by_hand_before_it(
    store: Store, office: Office, cohort: SmallCohort
) -> None:
    for place in cohort.places[:2]:
        Office(store, "Bob").do(MoveEnrolment(place, Status.CANCELLED, office.clock.today()))
    assert office.undo().value.title.startswith("Finish register")
    assert sound(store) == []
