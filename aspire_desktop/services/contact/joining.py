"""Joining two records field by field: one value of two, and what has to be said of the rest."""

from collections.abc import Iterable, Sequence

from aspire_desktop.domain.contact.messages import Message
from aspire_desktop.domain.money.charges import Charge
from aspire_desktop.domain.money.funding import Place
from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.facts import Fact, Merging
from aspire_desktop.domain.office.people import Chosen, Difference
from aspire_desktop.domain.office.values import long_date
from aspire_desktop.domain.programmes.approvals import Approval
from aspire_desktop.domain.programmes.attendance import Mark
from aspire_desktop.domain.programmes.certificates import Certificate
from aspire_desktop.domain.programmes.cohorts import Cohort
from aspire_desktop.domain.programmes.enrolments import BOOKING, Enrolment, Needs, Status, Step
from aspire_desktop.domain.programmes.projects import ProjectMember
from aspire_desktop.services.money.places import give_up_refused
from aspire_desktop.storage.lookups.office.names import names_on
from aspire_desktop.storage.tables.contact.messages import messages
from aspire_desktop.storage.tables.money.charges import charges
from aspire_desktop.storage.tables.money.funding import places
from aspire_desktop.storage.tables.programmes.attendance import marks
from aspire_desktop.storage.tables.programmes.certificates import certificates
from aspire_desktop.storage.tables.programmes.enrolments import approvals, enrolments, needs, steps
from aspire_desktop.storage.tables.programmes.projects import project_members
from aspire_desktop.storage.work import UnitOfWork

_OVER = frozenset({Status.WITHDRAWN, Status.CANCELLED, Status.DECLINED, Status.LAPSED})


class Joining:
    """Takes what somebody chose where both records have a value, and notes what they are to be shown."""

    def __init__(self, chosen: Sequence[Chosen]) -> None:
        self._chosen = {each.key: each.value for each in chosen}
        self.differences: list[Difference] = []
        self.told: list[str] = []

    def one_of(self, words: str, ours: str, theirs: str, *, both: bool = False) -> str:
        """Give the value that stays, by choice where they differ; `both` offers them together, and first.

        Raises RuleBroken where what was chosen is not what stands there now.
        """
        if not (ours and theirs) or ours == theirs:
            return ours or theirs
        options = (*([f"{ours}; {theirs}"] if both else []), ours, theirs)
        self.differences.append(Difference(words, words, options))
        taken = self._chosen.get(words, options[0])
        if taken not in options:
            raise RuleBroken(f"{words} was changed since you compared the records.", do="Compare them again.")
        return taken

    def values(
        self, table: str, facts: Iterable[Fact], ours: object, theirs: object, on: str = ""
    ) -> dict[str, str]:
        """Give the values that stay of all facts that are kept in a table, by name."""
        return {
            fact.name: self.one_of(
                f"{fact.label}{on}", fact.of(ours), fact.of(theirs), both=fact.merging is Merging.TOGETHER
            )
            for fact in facts
            if fact.table == table and fact.merging is not Merging.APART
        }


def left_nothing(work: UnitOfWork, enrolment: Enrolment) -> bool:
    """Tell whether a booking is over and neither marks, papers, money nor a place hang on it."""
    id = enrolment.id
    return enrolment.status in _OVER and not (
        work.first(Mark, marks.c.enrolment_id == id)
        or work.first(ProjectMember, project_members.c.enrolment_id == id)
        or work.first(Certificate, certificates.c.enrolment_id == id)
        or work.first(Charge, charges.c.enrolment_id == id)
        or work.first(Place, places.c.enrolment_id == id, places.c.released_on.is_(None))
    )


def join_bookings(work: UnitOfWork, joining: Joining, staying: Enrolment, empty: Enrolment) -> None:
    """Make one of two bookings of a cohort; what the empty one says is carried on, or else told."""
    code = work.get(Cohort, staying.cohort_id).code
    for place in work.all(Place, places.c.enrolment_id == empty.id):
        place.enrolment_id = staying.id
    for message in work.all(Message, messages.c.enrolment_id == empty.id):
        message.enrolment_id = staying.id
    give_up_refused(work, staying)
    for name, value in joining.values(enrolments.name, BOOKING, staying, empty, f" on {code}").items():
        setattr(staying, name, value)
    _join_needs(work, joining, staying, empty, code)
    _join_approvals(work, joining, staying, empty, code)
    _close(work, joining, staying, empty, code)


def _join_needs(work: UnitOfWork, joining: Joining, staying: Enrolment, empty: Enrolment, code: str) -> None:
    """Keep what both bookings say of needs, unless somebody chooses one of them."""
    theirs = work.first(Needs, needs.c.enrolment_id == empty.id)
    ours = work.first(Needs, needs.c.enrolment_id == staying.id)
    if theirs is None:
        return
    if ours is None:
        theirs.enrolment_id = staying.id
        return
    for name, value in joining.values(needs.name, BOOKING, ours, theirs, f" on {code}").items():
        setattr(ours, name, value)
    work.delete(theirs)


def _join_approvals(
    work: UnitOfWork, joining: Joining, staying: Enrolment, empty: Enrolment, code: str
) -> None:
    """Keep the approval of the booking that stays, or else that of the other one."""
    theirs = work.first(Approval, approvals.c.enrolment_id == empty.id)
    if theirs is None:
        return
    if work.first(Approval, approvals.c.enrolment_id == staying.id) is None:
        theirs.enrolment_id = staying.id
        return
    file = f"file {theirs.name} of digest {theirs.document}" if theirs.document else ""
    shown = "; ".join(filter(None, (theirs.note, file)))
    given = f"{theirs.by} on {long_date(theirs.on)} ({shown})"
    joining.told.append(f"Of two approvals for {code} the one by {given} goes.")
    work.delete(theirs)


def _close(work: UnitOfWork, joining: Joining, staying: Enrolment, empty: Enrolment, code: str) -> None:
    """Say in the history of the booking that stays, and before, how the other one was booked and ended."""
    taken = work.all(Step, steps.c.enrolment_id == empty.id)
    today = work.clock.today()
    body = work.ask(names_on, [empty.organisation_id], today).get(empty.organisation_id, "")
    paid = f", funding {empty.funding}" if empty.funding else ""
    was = f"From {body}{paid}: " + "; ".join(map(_told, taken))
    last = f"{empty.status} on {long_date(taken[-1].on)}"
    reason = f"A second booking, {last}, was of the same person. {was}"
    work.add(Step(staying.id, staying.status, today, today, reason))
    joining.told.append(f"Of two bookings of {code} the one that was {last} goes. {was}.")
    for step in taken:
        work.delete(step)
    work.delete(empty)


def _told(step: Step) -> str:
    noted = f" (noted on {long_date(step.noted_on)})" if step.noted_on != step.on else ""
    return f"{step.status} on {long_date(step.on)}{noted}{f', {step.reason}' if step.reason else ''}"
