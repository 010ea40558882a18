"""What may be done with a waiting list: move somebody in it, and find who a free place goes to."""

from collections.abc import Sequence
from dataclasses import dataclass

from aspire_desktop.domain.office.errors import Refused, RuleBroken
from aspire_desktop.domain.office.values import CohortId, EnrolmentId, tidy
from aspire_desktop.domain.office.written import Prose
from aspire_desktop.domain.programmes.cohorts import Cohort
from aspire_desktop.domain.programmes.enrolments import Enrolment, Status, Step, WaitingRow
from aspire_desktop.services.door.action import Action, Effect
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.programmes.enrolments import MoveEnrolment, name_on
from aspire_desktop.storage.lookups.programmes.enrolments import waiting_line, waiting_rows
from aspire_desktop.storage.work import UnitOfWork


@dataclass(frozen=True)
class MoveInLine(Action[None]):
    """Let somebody on a waiting list stand before another one, or at its end, for a reason that is kept."""

    enrolment_id: EnrolmentId
    before: EnrolmentId | None
    reason: Prose

    def apply(self, work: UnitOfWork) -> Effect[None]:
        """Refuse it without a reason, and where one of the two does not wait."""
        moved = work.get(Enrolment, self.enrolment_id)
        was = list(work.ask(waiting_line, moved.cohort_id))
        for id in (self.enrolment_id, self.before):
            if id is not None and id not in was:
                raise RuleBroken(f"{name_on(work, work.get(Enrolment, id))} is not on the waiting list.")
        if not tidy(self.reason):
            raise RuleBroken(
                "A waiting list is in the order of joining unless there is a reason.",
                do="Say why somebody goes before others.",
                about="reason",
            )
        line = [id for id in was if id != moved.id]
        line.insert(len(line) if self.before is None else line.index(self.before), moved.id)
        for number, id in enumerate(line, 1):
            work.get(Enrolment, id).waiting_order = number
        places = f"From place {was.index(moved.id) + 1} to {line.index(moved.id) + 1} of the waiting list"
        today = work.clock.today()
        work.add(Step(moved.id, Status.WAITING, today, today, f"{places}: {tidy(self.reason)}"))
        code = work.get(Cohort, moved.cohort_id).code
        return Effect(f"{name_on(work, moved)}, {code}: {places[0].lower()}{places[1:]}", None)


@dataclass(frozen=True)
class PassedOver:
    """Somebody on the waiting list to whom no place can be offered now, and why."""

    row: WaitingRow
    why: str


@dataclass(frozen=True)
class Proposal:
    """To whom a free place goes: the first of the line who can be offered it, and who is passed over."""

    next: WaitingRow | None
    passed: Sequence[PassedOver]


def proposal(id: CohortId, office: Office) -> Proposal:
    """Find out who is next, by trying what an offer would say to each in turn; nothing is changed."""
    today, passed = office.clock.today(), list[PassedOver]()
    for row in office.ask(waiting_rows, id, today):
        try:
            office.preview(MoveEnrolment(row.place.id, Status.OFFERED, today))
        except Refused as refused:
            passed.append(PassedOver(row, refused.explanation.what))
        else:
            return Proposal(row, passed)
    return Proposal(None, passed)
