"""What a cohort's cancellation does to its places, within the action that cancels it."""

from aspire_desktop.domain.cohorts import COHORT_CANCELLED
from aspire_desktop.domain.enrolments import HOLDS_A_PLACE, Enrolment, Status, Step
from aspire_desktop.domain.funding import Place
from aspire_desktop.domain.values import CohortId
from aspire_desktop.storage.tables.enrolments import enrolments
from aspire_desktop.storage.tables.funding import places
from aspire_desktop.storage.work import UnitOfWork


def cancel_places(work: UnitOfWork, cohort_id: CohortId) -> None:
    """Cancel everybody who holds a place, and release what funders pay for; a deferred one is carried along.

    A place that somebody left after it was delivered goes back too: the cohort never came about.
    """
    today = work.clock.today()
    for enrolment in work.all(Enrolment, enrolments.c.cohort_id == cohort_id):
        if enrolment.status in HOLDS_A_PLACE:
            enrolment.status = Status.CANCELLED
            work.add(Step(enrolment.id, Status.CANCELLED, today, today, COHORT_CANCELLED))
        live = (places.c.enrolment_id == enrolment.id) & places.c.released_on.is_(None)
        place = None if enrolment.status is Status.DEFERRED else work.first(Place, live)
        if place is not None:
            place.released_on, place.release_reason = today, COHORT_CANCELLED
    work.flush()
