"""Participants of a file: people given confirmed places on a cohort, funded places taken with them."""

from aspire_desktop.domain.columns import Column
from aspire_desktop.domain.enrolments import ON_REGISTER, Enrolment, Needs, Status
from aspire_desktop.domain.errors import RuleBroken
from aspire_desktop.domain.import_reports import Fate
from aspire_desktop.domain.imports import ParticipantLine
from aspire_desktop.domain.values import CohortId
from aspire_desktop.services.enrolments import (
    EnrolParticipant,
    NoteNeeds,
    check_capacity,
    check_funding,
    enrol,
    note_needs,
)
from aspire_desktop.services.imports.people import Known, Register
from aspire_desktop.services.imports.sorting import RowRejected, Sorting, rejected_by
from aspire_desktop.storage.tables.enrolments import enrolments, needs
from aspire_desktop.storage.work import UnitOfWork


def import_participants(work: UnitOfWork, sorting: Sorting, cohort_id: CohortId) -> None:
    """Enrol the people of a file on a cohort, and bring in what it says of those enrolled already."""
    register = Register(work)
    for line in sorting.table.lines(ParticipantLine):
        try:
            sorting.sort(line.row, _take_in(work, register, line, cohort_id))
        except RowRejected as rejected:
            sorting.reject(line.row, rejected)


def _take_in(work: UnitOfWork, register: Register, line: ParticipantLine, cohort_id: CohortId) -> Fate:
    known = register.find(line)
    if register.repeats(line, known.organisation_id):
        return Fate.MATCHED
    enrolled = _enrolment(work, known, cohort_id)
    fate = (
        _add(work, register, known, cohort_id)
        if enrolled is None
        else _refresh(work, register, known, enrolled)
    )
    register.remember(line, known.organisation_id)
    return fate


def _add(work: UnitOfWork, register: Register, known: Known, cohort_id: CohortId) -> Fate:
    line = _line(known)
    try:
        check_capacity(work, cohort_id)
    except RuleBroken as full:
        raise rejected_by(None, full) from full
    try:
        check_funding(work, cohort_id, line.funding, known.person.id if known.person else None)
    except RuleBroken as none_free:
        raise rejected_by(Column.FUNDING, none_free) from none_free
    person = known.person or register.add(known)
    if known.person is not None:
        register.refresh(known)
    enrolled = enrol(work, EnrolParticipant(cohort_id, person.id, line.funding, line.po_number))
    note_needs(work, NoteNeeds(enrolled.id, line.access_needs, line.dietary_needs))
    return Fate.NEW


def _refresh(work: UnitOfWork, register: Register, known: Known, enrolled: Enrolment) -> Fate:
    """Bring in job title, PO number and needs; what the file leaves blank stays."""
    line = _line(known)
    _refuse_what_a_file_does_not_change(line, enrolled)
    changed = register.refresh(known)
    if line.job_title and line.job_title != enrolled.job_title:
        enrolled.job_title, changed = line.job_title, True
    if line.po_number and line.po_number != enrolled.po_number:
        enrolled.po_number, changed = line.po_number, True
    return Fate.UPDATED if _refresh_needs(work, line, enrolled) or changed else Fate.MATCHED


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
    wanted = NoteNeeds(enrolled.id, line.access_needs or access, line.dietary_needs or dietary)
    if (wanted.access, wanted.dietary) == (access, dietary):
        return False
    note_needs(work, wanted)
    return True


def _enrolment(work: UnitOfWork, known: Known, cohort_id: CohortId) -> Enrolment | None:
    if known.person is None:
        return None
    mine = (enrolments.c.cohort_id == cohort_id) & (enrolments.c.person_id == known.person.id)
    return work.first(Enrolment, mine)


def _line(known: Known) -> ParticipantLine:
    assert isinstance(known.line, ParticipantLine)
    return known.line
