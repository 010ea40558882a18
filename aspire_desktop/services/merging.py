"""Making one record of two that turned out to be one person, their places and jobs with them."""

from dataclasses import dataclass
from datetime import timedelta

from aspire_desktop.domain.attendance import Mark
from aspire_desktop.domain.certificates import Certificate
from aspire_desktop.domain.charges import Charge
from aspire_desktop.domain.claims import place_label
from aspire_desktop.domain.cohorts import Cohort
from aspire_desktop.domain.enrolments import Enrolment, Needs, Status, Step
from aspire_desktop.domain.erasures import refuse_if_kept_apart
from aspire_desktop.domain.errors import RuleBroken
from aspire_desktop.domain.funding import Place
from aspire_desktop.domain.people import MERGED, Employment, FormerName, Merged, Person
from aspire_desktop.domain.projects import ProjectMember
from aspire_desktop.domain.values import PersonId, long_date
from aspire_desktop.services.action import Action, Effect
from aspire_desktop.services.people import keep_former_name, present_employment
from aspire_desktop.services.places import give_up_refused, release_place
from aspire_desktop.storage.lookups.agreements import second_places
from aspire_desktop.storage.tables.attendance import marks
from aspire_desktop.storage.tables.certificates import certificates
from aspire_desktop.storage.tables.charges import charges
from aspire_desktop.storage.tables.enrolments import enrolments, needs, steps
from aspire_desktop.storage.tables.funding import places
from aspire_desktop.storage.tables.people import employments, former_names
from aspire_desktop.storage.tables.projects import project_members
from aspire_desktop.storage.work import UnitOfWork

__all__ = ["MergePeople"]

_OVER = frozenset({Status.WITHDRAWN, Status.CANCELLED})


@dataclass(frozen=True)
class MergePeople(Action[Merged]):
    """Pass everything of one record to another of the same person; the old name still finds them."""

    keep_id: PersonId
    merge_id: PersonId

    def apply(self, work: UnitOfWork) -> Effect[Merged]:
        """Refuse one cohort with both on it; of two places of an agreement the later taken is given up."""
        if self.keep_id == self.merge_id:
            raise RuleBroken("This is the same record.", do="Choose the other record of the person.")
        kept, merged = work.get(Person, self.keep_id), work.get(Person, self.merge_id)
        refuse_if_kept_apart(kept)
        refuse_if_kept_apart(merged)
        _join_repeats(work, kept, merged)
        _pass_jobs(work, kept, merged)
        codes = _pass_enrolments(work, kept, merged)
        _pass_names(work, kept, merged)
        released, staying = _release_second_places(work, kept, merged.full_name())
        title = f"Merge {merged.full_name()} into {kept.full_name()}"
        return Effect(title, Merged(codes, released, staying))


def _pass_enrolments(work: UnitOfWork, kept: Person, merged: Person) -> tuple[str, ...]:
    passed = work.all(Enrolment, enrolments.c.person_id == merged.id)
    for enrolment in passed:
        enrolment.person_id = kept.id
    return tuple(work.get(Cohort, enrolment.cohort_id).code for enrolment in passed)


def _pass_names(work: UnitOfWork, kept: Person, merged: Person) -> None:
    """Keep what the other record was called, and take over an address and spelling where there is none.

    A name spelled alike is kept too: erasing the person finds by it which records were theirs.
    """
    for former in work.all(FormerName, former_names.c.person_id == merged.id):
        former.person_id = kept.id
    keep_former_name(work, merged, kept.id)
    work.delete(merged)
    if not kept.email:
        kept.write_to(merged.email)
    kept.certificate_name = kept.certificate_name or merged.certificate_name


def _pass_jobs(work: UnitOfWork, kept: Person, merged: Person) -> None:
    """Pass the jobs on. Of two present ones that of the kept record goes on, and the other is over."""
    ours, theirs = present_employment(work, kept.id), present_employment(work, merged.id)
    if ours is not None and theirs is not None:
        if ours.organisation_id == theirs.organisation_id:
            ours.job_title = ours.job_title or theirs.job_title
            work.delete(theirs)
        else:
            begun = ours.since or work.clock.today()
            last = begun - timedelta(days=1)
            theirs.until = max(last, theirs.since) if theirs.since else last
    for job in work.all(Employment, employments.c.person_id == merged.id):
        job.person_id = kept.id


def _release_second_places(
    work: UnitOfWork, kept: Person, name: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give up what an agreement would pay for twice; a claim for it is taken back by the next return.

    Name the places that are free again, and those that stay taken by their agreement's term.
    """
    released, staying = list[str](), list[str]()
    for id in work.ask(second_places, kept.id):
        place = work.get(Place, id)
        enrolment = work.get(Enrolment, _enrolment_id(place))
        reason = f"{MERGED} with {name}: one funded place a person"
        release_place(work, enrolment, reason)
        place.release_reason = reason  # also where it stays taken: the adjustment says why
        enrolment.funding = None
        label = f"{place_label(place.id)} on {work.get(Cohort, enrolment.cohort_id).code}"
        (staying if place.released_on is None else released).append(label)
    work.flush()
    return tuple(released), tuple(staying)


def _enrolment_id(place: Place) -> int:
    assert place.enrolment_id is not None  # a reserved place has nobody to be merged
    return place.enrolment_id


def _join_repeats(work: UnitOfWork, kept: Person, merged: Person) -> None:
    """Make one of two bookings of a cohort where one of them is over and left nothing behind."""
    theirs = {each.cohort_id: each for each in work.all(Enrolment, enrolments.c.person_id == merged.id)}
    for ours in work.all(Enrolment, enrolments.c.person_id == kept.id):
        if ours.cohort_id not in theirs:
            continue
        pair = (theirs[ours.cohort_id], ours)
        empty = next((each for each in pair if _left_nothing(work, each)), None)
        if empty is None:
            code = work.get(Cohort, ours.cohort_id).code
            raise RuleBroken(
                f"{kept.full_name()} and {merged.full_name()} are both on {code}.",
                do="Clear the marks of the booking that was entered twice and withdraw it, then merge.",
            )
        _join(work, pair[0] if empty is pair[1] else pair[1], empty)


def _left_nothing(work: UnitOfWork, enrolment: Enrolment) -> bool:
    id = enrolment.id
    return enrolment.status in _OVER and not (
        work.first(Mark, marks.c.enrolment_id == id)
        or work.first(ProjectMember, project_members.c.enrolment_id == id)
        or work.first(Certificate, certificates.c.enrolment_id == id)
        or work.first(Charge, charges.c.enrolment_id == id)
        or work.first(Place, places.c.enrolment_id == id, places.c.released_on.is_(None))
    )


def _join(work: UnitOfWork, staying: Enrolment, empty: Enrolment) -> None:
    """Let released places follow, and say in the history of the booking that stays what became of it."""
    for place in work.all(Place, places.c.enrolment_id == empty.id):
        place.enrolment_id = staying.id
    give_up_refused(work, staying)
    noted = work.first(Needs, needs.c.enrolment_id == empty.id)
    if noted is not None and work.first(Needs, needs.c.enrolment_id == staying.id) is None:
        noted.enrolment_id = staying.id
    elif noted is not None:
        work.delete(noted)
    taken = work.all(Step, steps.c.enrolment_id == empty.id)
    last, today = taken[-1], work.clock.today()
    reason = f"A second booking, {empty.status} on {long_date(last.on)}, was of the same person"
    work.add(Step(staying.id, staying.status, today, today, reason))
    for step in taken:
        work.delete(step)
    work.delete(empty)
