"""Cohorts of a file, added with their sessions."""

from datetime import date

from aspire_desktop.domain.intake.columns import Column
from aspire_desktop.domain.intake.import_reports import Fate
from aspire_desktop.domain.intake.imports import CohortLine
from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.facts import told
from aspire_desktop.domain.office.values import OrganisationId, fold
from aspire_desktop.domain.programmes.cohorts import DETAILS, Cohort
from aspire_desktop.domain.programmes.programmes import VersionRow
from aspire_desktop.services.intake.imports.organisation_names import Employers
from aspire_desktop.services.intake.imports.sorting import (
    FirstRows,
    RowRejected,
    Sorting,
    rejected_by,
    unknown_programme,
)
from aspire_desktop.services.programmes.cohorts import AddCohort, add_cohort
from aspire_desktop.storage.lookups.office.settings import setting
from aspire_desktop.storage.lookups.programmes.cohorts import session_rows, trainer_names
from aspire_desktop.storage.lookups.programmes.programmes import version_rows
from aspire_desktop.storage.tables.programmes.cohorts import cohorts
from aspire_desktop.storage.work import UnitOfWork


def import_cohorts(work: UnitOfWork, sorting: Sorting) -> None:
    """Add the cohorts of a file that are not on record."""
    employers, versions, taken = Employers(work), work.ask(version_rows), FirstRows()
    for line in sorting.table.lines(CohortLine):
        try:
            fate = _take_in(work, employers, versions, line, taken)
            sorting.sort(line.row, taken.note(fold(line.code), line.row, fate))
        except RowRejected as rejected:
            sorting.reject(line.row, rejected)


def _take_in(
    work: UnitOfWork, employers: Employers, versions: list[VersionRow], line: CohortLine, taken: FirstRows
) -> Fate:
    known = work.first(Cohort, cohorts.c.code_key == fold(line.code))
    wanted = AddCohort(
        code=line.code,
        version_id=_version(versions, line.programme).id,
        partner_id=_partner(work, employers, line.partner, known),
        days=_days(line),
        capacity=line.capacity,
        starts=line.starts,
        ends=line.ends,
        trainers=line.trainers,
        **told(line, DETAILS),
    )
    if known is not None:
        _refuse_differences(work, known, wanted, taken)
        return Fate.MATCHED
    try:
        add_cohort(work, wanted)
    except RuleBroken as refused:
        raise rejected_by(None, refused) from refused
    return Fate.NEW


def _version(versions: list[VersionRow], words: str) -> VersionRow:
    for version in versions:
        if fold(words) in version.keys:
            return version
    raise unknown_programme(words, (version.title for version in versions))


def _partner(work: UnitOfWork, employers: Employers, words: str, known: Cohort | None) -> OrganisationId:
    """Find the delivering partner; where the file names none it stays, and of a new cohort is the office."""
    if known is not None and not words:
        return known.partner_id
    return employers.find(words or work.ask(setting, "office_name"), Column.PARTNER)


def _days(line: CohortLine) -> tuple[date, ...]:
    days = sorted(line.sessions, key=lambda day: day.number)
    if [day.number for day in days] != list(range(1, len(days) + 1)):
        raise RowRejected(None, "The date of a session is missing between others. Fill it in.")
    return tuple(day.on for day in days)


def _refuse_differences(work: UnitOfWork, known: Cohort, wanted: AddCohort, taken: FirstRows) -> None:
    """A cohort on record is changed on its own page, where everybody on it is in view."""
    sessions = work.ask(session_rows, known.id)
    same = (
        known.version_id == wanted.version_id
        and known.partner_id == wanted.partner_id
        and tuple(session.on for session in sessions) == wanted.days
        and not any(fact.news(wanted, known) for fact in DETAILS)
        and wanted.capacity in (None, known.capacity)
        and wanted.trainers in ((), tuple(work.ask(trainer_names, known.id)))
        and all(wanted.starts in (None, session.starts) for session in sessions)
        and all(wanted.ends in (None, session.ends) for session in sessions)
    )
    if not same:
        taken.refuse_repeat(Column.CODE, known.code_key, f"the cohort {known.code}")
        raise RowRejected(
            Column.CODE, f"{known.code} is on record with other details. Change it on the cohort's own page."
        )
