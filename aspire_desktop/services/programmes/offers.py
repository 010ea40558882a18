"""What may be done about an offer that waits for its answer: another last day for it."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.values import EnrolmentId, long_date
from aspire_desktop.domain.programmes.cohorts import Cohort
from aspire_desktop.domain.programmes.enrolments import Enrolment, Status
from aspire_desktop.domain.programmes.offers import answerable
from aspire_desktop.services.door.action import Change, Effect
from aspire_desktop.services.programmes.enrolments import name_on
from aspire_desktop.storage.work import UnitOfWork


@dataclass(frozen=True)
class ChangeOffer(Change[None]):
    """Set the last day on which an offer may be answered; None for an offer that never lapses."""

    enrolment_id: EnrolmentId
    until: date | None

    def stored(self, work: UnitOfWork) -> Self:
        """Give the day as it is by now."""
        return replace(self, until=work.get(Enrolment, self.enrolment_id).offered_until)

    def apply(self, work: UnitOfWork) -> Effect[None]:
        """Refuse a booking that is not offered, and a day that is over."""
        enrolment = work.get(Enrolment, self.enrolment_id)
        if enrolment.status is not Status.OFFERED:
            raise RuleBroken(f"The place of {name_on(work, enrolment)} is {enrolment.status}, not offered.")
        if self.until is not None:
            answerable(self.until, work.clock.today())
        enrolment.offered_until = self.until
        code = work.get(Cohort, enrolment.cohort_id).code
        stands = f"stands until {long_date(self.until)}" if self.until else "has no last day"
        return Effect(f"The offer to {name_on(work, enrolment)}, {code}, {stands}", None)
