"""Making one record of two that turned out to be one person, their places and jobs with them."""

from dataclasses import dataclass
from datetime import timedelta

from aspire_desktop.domain.money.funding import Place
from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.kept_apart import refuse_if_kept_apart
from aspire_desktop.domain.office.people import MERGED, PERSON, Chosen, Employment, FormerName, Merged, Person
from aspire_desktop.domain.office.values import PersonId, enumerated, long_date, place_label
from aspire_desktop.domain.programmes.cohorts import Cohort
from aspire_desktop.domain.programmes.enrolments import Enrolment
from aspire_desktop.services.contact.joining import Joining, join_bookings, left_nothing
from aspire_desktop.services.door.action import Action, Effect
from aspire_desktop.services.money.places import release_place
from aspire_desktop.services.office.people import keep_former_name, present_employment
from aspire_desktop.storage.lookups.money.agreements import second_places
from aspire_desktop.storage.lookups.office.names import names_on
from aspire_desktop.storage.tables.office.people import employments, former_names, people
from aspire_desktop.storage.tables.programmes.enrolments import enrolments
from aspire_desktop.storage.work import UnitOfWork


@dataclass(frozen=True)
class MergePeople(Action[Merged]):
    """Pass everything of one record to another of the same person; the old name still finds them."""

    keep_id: PersonId
    merge_id: PersonId
    chosen: tuple[Chosen, ...] = ()
    """What is right where both records have a value; without a choice the first option of the difference."""

    def apply(self, work: UnitOfWork) -> Effect[Merged]:
        """Refuse one cohort with both on it; of two places of an agreement the later taken is given up."""
        if self.keep_id == self.merge_id:
            raise RuleBroken("This is the same record.", do="Choose the other record of the person.")
        kept, merged = work.get(Person, self.keep_id), work.get(Person, self.merge_id)
        refuse_if_kept_apart(kept)
        refuse_if_kept_apart(merged)
        joining = Joining(self.chosen)
        _join_repeats(work, joining, kept, merged)
        _pass_jobs(work, joining, kept, merged)
        codes = _pass_enrolments(work, kept, merged)
        _pass_names(work, joining, kept, merged)
        released, staying = _release_second_places(work, kept, merged.full_name())
        title = f"Merge {merged.full_name()} into {kept.full_name()}"
        said = (tuple(joining.differences), tuple(joining.told))
        return Effect(title, Merged(codes, released, staying, *said))


def _pass_enrolments(work: UnitOfWork, kept: Person, merged: Person) -> tuple[str, ...]:
    passed = work.all(Enrolment, enrolments.c.person_id == merged.id)
    for enrolment in passed:
        enrolment.person_id = kept.id
    return tuple(work.get(Cohort, enrolment.cohort_id).code for enrolment in passed)


def _pass_names(work: UnitOfWork, joining: Joining, kept: Person, merged: Person) -> None:
    """Keep what both records were called, and the address and spelling that are right.

    A name spelled alike is kept too: erasing the person finds by it which records were theirs.
    """
    for former in work.all(FormerName, former_names.c.person_id == merged.id):
        former.person_id = kept.id
    keep_former_name(work, merged, kept.id)
    staying = joining.values(people.name, PERSON, kept, merged)
    if kept.email not in ("", staying["email"]):
        keep_former_name(work, kept, kept.id)
    work.delete(merged)
    work.flush()
    kept.tell(**staying)


def _pass_jobs(work: UnitOfWork, joining: Joining, kept: Person, merged: Person) -> None:
    """Pass the jobs on. Of two present ones that of the kept record goes on, and the other is over."""
    ours, theirs = present_employment(work, kept.id), present_employment(work, merged.id)
    if ours is not None and theirs is not None:
        if ours.organisation_id == theirs.organisation_id:
            _join_jobs(work, joining, ours, theirs)
        else:
            begun = ours.since or work.clock.today()
            last = begun - timedelta(days=1)
            theirs.until = max(last, theirs.since) if theirs.since else last
            body = work.ask(names_on, [theirs.organisation_id], last)[theirs.organisation_id]
            joining.told.append(f"The job at {body} ends on {long_date(theirs.until)}: the other goes on.")
    for job in work.all(Employment, employments.c.person_id == merged.id):
        job.person_id = kept.id


def _join_jobs(work: UnitOfWork, joining: Joining, ours: Employment, theirs: Employment) -> None:
    """Make one of two present jobs at an organisation, since the earlier of both days."""
    ours.tell(**joining.values(employments.name, PERSON, ours, theirs))
    days = [each.since for each in (ours, theirs) if each.since is not None]
    if len(set(days)) == 2:
        begun = enumerated(long_date(day) for day in sorted(days))
        joining.told.append(f"The job began on {begun} by the two records: the earlier day is kept.")
    ours.since = min(days, default=None)
    work.delete(theirs)


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


def _join_repeats(work: UnitOfWork, joining: Joining, kept: Person, merged: Person) -> None:
    """Make one of two bookings of a cohort where one of them is over and left nothing behind."""
    theirs = {each.cohort_id: each for each in work.all(Enrolment, enrolments.c.person_id == merged.id)}
    for ours in work.all(Enrolment, enrolments.c.person_id == kept.id):
        if ours.cohort_id not in theirs:
            continue
        pair = (theirs[ours.cohort_id], ours)
        empty = next((each for each in pair if left_nothing(work, each)), None)
        if empty is None:
            code = work.get(Cohort, ours.cohort_id).code
            raise RuleBroken(
                f"{kept.full_name()} and {merged.full_name()} are both on {code}.",
                do="Clear the marks of the booking that was entered twice and withdraw it, then merge.",
            )
        join_bookings(work, joining, pair[0] if empty is pair[1] else pair[1], empty)
