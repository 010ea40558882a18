"""What a cohort's cancellation does to its places, within the action that cancels it."""

from aspire_desktop.domain.office.values import CohortId
from aspire_desktop.domain.programmes.cohorts import COHORT_CANCELLED
from aspire_desktop.domain.programmes.enrolments import HOLDS_A_PLACE, Enrolment, Status, Step
from aspire_desktop.services.money.places import release_place, release_reserved_places
from aspire_desktop.storage.tables.programmes.enrolments import enrolments
from aspire_desktop.storage.work import UnitOfWork


def cancel_places(work: UnitOfWork, cohort_id: CohortId) -> None:
    """Cancel everybody who holds a place, and release what funders pay for or what was reserved.

    A place that somebody left after it was delivered goes back too; a deferred one is carried along. One that
    was claimed stays taken where its agreement gives no claimed place up.
    """
    today = work.clock.today()
    for enrolment in work.all(Enrolment, enrolments.c.cohort_id == cohort_id):
        if enrolment.status in HOLDS_A_PLACE:
            enrolment.status = Status.CANCELLED
            work.add(Step(enrolment.id, Status.CANCELLED, today, today, COHORT_CANCELLED))
        if enrolment.status is not Status.DEFERRED:
            release_place(work, enrolment, COHORT_CANCELLED)
    release_reserved_places(work, cohort_id, COHORT_CANCELLED)
