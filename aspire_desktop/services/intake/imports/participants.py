"""Participants of a file: people given confirmed places on a cohort, funded places taken with them."""

from collections.abc import Iterable
from dataclasses import dataclass

from aspire_desktop.domain.intake.columns import Column
from aspire_desktop.domain.intake.import_drafts import Decision
from aspire_desktop.domain.intake.import_reports import Fate
from aspire_desktop.domain.intake.imports import ParticipantLine
from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.facts import change_words
from aspire_desktop.domain.office.people import full_name
from aspire_desktop.domain.office.values import CohortId
from aspire_desktop.domain.programmes.enrolments import ON_REGISTER, Enrolment, Funding, Needs, Status
from aspire_desktop.services.intake.imports.people import Known, Register, in_words
from aspire_desktop.services.intake.imports.sorting import RowRejected, Sorting, rejected_by
from aspire_desktop.services.money.places import Taker
from aspire_desktop.services.programmes.enrolments import (
    EnrolParticipant,
    NoteNeeds,
    check_capacity,
    check_funding,
    enrol,
    note_needs,
    taker_of,
)
from aspire_desktop.storage.lookups.programmes.elsewhere import elsewhere_words
from aspire_desktop.storage.tables.programmes.enrolments import enrolments, needs
from aspire_desktop.storage.work import UnitOfWork


@dataclass(frozen=True)
class Intake:
    """The cohort that a file is for, the people on record, and who pays where the file does not say it."""

    work: UnitOfWork
    register: Register
    cohort_id: CohortId
    funding: Funding | None


def import_participants(
    work: UnitOfWork,
    sorting: Sorting,
    cohort_id: CohortId,
    decisions: Iterable[Decision] = (),
    funding: Funding | None = None,
) -> None:
    """Enrol the people of a file on a cohort, and bring in what it says of those enrolled already.

    Those beyond the places of the cohort go to its waiting list.
    """
    intake = Intake(work, Register(work, decisions), cohort_id, funding)
    for line in sorting.table.lines(ParticipantLine):
        try:
            _take_in(intake, line, sorting)
        except RowRejected as rejected:
            sorting.reject(line.row, rejected)


def _take_in(intake: Intake, line: ParticipantLine, sorting: Sorting) -> None:
    known = intake.register.find(line)
    if intake.register.repeats(known.line, known.organisation_id):
        sorting.sort(line.row, Fate.MATCHED)
        return
    enrolled = _enrolment(intake.work, known, intake.cohort_id)
    if enrolled is None:
        note = _elsewhere(intake, known)
        status = _add(intake, known)
        sorting.sort(line.row, Fate.NEW, note, waits=status is Status.WAITING)
    else:
        changed = _refresh(intake, known, enrolled)
        sorting.sort(line.row, Fate.UPDATED if changed else Fate.MATCHED, in_words(changed))
    intake.register.remember(known.line, known.organisation_id)


def _elsewhere(intake: Intake, known: Known[ParticipantLine]) -> str:
    if known.person is None:
        return ""
    work, id = intake.work, known.person.id
    return work.ask(elsewhere_words, intake.cohort_id, [id], work.clock.today()).get(id, "")


def _add(intake: Intake, known: Known[ParticipantLine]) -> Status:
    """Enrol somebody, and give where they stand; nothing is written before every check has passed."""
    line, register = known.line, intake.register
    funding = line.funding or intake.funding
    status = _status(intake, known, funding)
    person = known.person or register.add(known)
    if known.person is not None:
        register.refresh(known)
    wanted = EnrolParticipant(intake.cohort_id, person.id, funding, line.po_number, status)
    enrolled = enrol(intake.work, wanted)
    note_needs(intake.work, NoteNeeds(enrolled.id, line.access, line.dietary))
    return status


def _status(intake: Intake, known: Known[ParticipantLine], funding: Funding | None) -> Status:
    """Say whether there is a place, or the waiting list; raise RowRejected where nobody can pay for it."""
    work = intake.work
    try:
        check_capacity(work, intake.cohort_id)
    except RuleBroken:
        return Status.WAITING  # a full cohort is said beside the row
    try:
        check_funding(work, intake.cohort_id, funding, _taker(work, known))
    except RuleBroken as none_free:
        raise rejected_by(Column.FUNDING, none_free) from none_free
    return Status.CONFIRMED


def _taker(work: UnitOfWork, known: Known[ParticipantLine]) -> Taker:
    if known.person is not None:
        return taker_of(work, known.person.id)
    return Taker(None, known.organisation_id, full_name(known.line.given_name, known.line.family_name))


def _refresh(intake: Intake, known: Known[ParticipantLine], enrolled: Enrolment) -> list[str]:
    """Bring in job title, PO number and needs, and give what changed; what the file leaves blank stays."""
    line = known.line
    _refuse_what_a_file_does_not_change(line, enrolled)
    changed = intake.register.refresh(known)
    if line.job_title and line.job_title != enrolled.job_title:
        if not any(words.startswith("job title") for words in changed):
            changed.append(change_words("job title", enrolled.job_title, line.job_title))
        enrolled.job_title = line.job_title
    if line.po_number and line.po_number != enrolled.po_number:
        changed.append(change_words("PO number", enrolled.po_number, line.po_number))
        enrolled.po_number = line.po_number
    if _refresh_needs(intake.work, line, enrolled):
        changed.append("access or dietary needs")  # what they are stands in the restricted panel only
    return changed


def _refuse_what_a_file_does_not_change(line: ParticipantLine, enrolled: Enrolment) -> None:
    if enrolled.status not in ON_REGISTER | {Status.OFFERED, Status.WAITING}:
        raise RowRejected(
            None,
            f"This person is on record as {enrolled.status} for this cohort. "
            f"Offer the place again on the cohort's page, or leave the row out.",
        )
    if line.funding is not None and line.funding != enrolled.funding:
        held = enrolled.funding or "nobody yet"
        raise RowRejected(
            Column.FUNDING,
            f"The place is on record as paid by {held}. Change the funding on the cohort's page.",
        )


def _refresh_needs(work: UnitOfWork, line: ParticipantLine, enrolled: Enrolment) -> bool:
    noted = work.first(Needs, needs.c.enrolment_id == enrolled.id)
    access, dietary = (noted.access, noted.dietary) if noted else ("", "")
    wanted = NoteNeeds(enrolled.id, line.access or access, line.dietary or dietary)
    if (wanted.access, wanted.dietary) == (access, dietary):
        return False
    note_needs(work, wanted)
    return True


def _enrolment(work: UnitOfWork, known: Known[ParticipantLine], cohort_id: CohortId) -> Enrolment | None:
    if known.person is None:
        return None
    mine = (enrolments.c.cohort_id == cohort_id) & (enrolments.c.person_id == known.person.id)
    return work.first(Enrolment, mine)
