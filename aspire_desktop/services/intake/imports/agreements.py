"""Agreements of a file, added with the programmes they pay for."""

from collections.abc import Sequence

from aspire_desktop.domain.intake.columns import Column
from aspire_desktop.domain.intake.import_reports import Fate
from aspire_desktop.domain.intake.imports import AgreementLine
from aspire_desktop.domain.money.funding import Agreement, Cover
from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.values import ProgrammeId, VersionId, fold
from aspire_desktop.domain.programmes.programmes import VersionRow
from aspire_desktop.services.intake.imports.organisation_names import Employers
from aspire_desktop.services.intake.imports.sorting import (
    FirstRows,
    RowRejected,
    Sorting,
    rejected_by,
    unknown_programme,
)
from aspire_desktop.services.money.funding import AddAgreement
from aspire_desktop.storage.lookups.programmes.programmes import version_rows
from aspire_desktop.storage.tables.money.funding import agreements, covers
from aspire_desktop.storage.work import UnitOfWork


def import_agreements(work: UnitOfWork, sorting: Sorting) -> None:
    """Add the agreements of a file that are not on record."""
    employers, versions, taken = Employers(work), work.ask(version_rows), FirstRows()
    for line in sorting.table.lines(AgreementLine):
        try:
            fate = _take_in(work, employers, versions, line, taken)
            sorting.sort(line.row, taken.note(fold(line.reference), line.row, fate))
        except RowRejected as rejected:
            sorting.reject(line.row, rejected)


def _take_in(
    work: UnitOfWork,
    employers: Employers,
    versions: Sequence[VersionRow],
    line: AgreementLine,
    taken: FirstRows,
) -> Fate:
    wanted = AddAgreement(
        reference=line.reference,
        funder_id=employers.find(line.funder, Column.FUNDER),
        covers=tuple(_covered(versions, words) for words in line.programmes),
        places=line.places,
        unit=line.unit,
        begins=line.begins,
        ends=line.ends,
    )
    known = work.first(Agreement, agreements.c.reference_key == fold(line.reference))
    if known is not None:
        _refuse_differences(work, known, wanted, taken)
        return Fate.MATCHED
    try:
        wanted.apply(work)
    except RuleBroken as refused:
        raise rejected_by(None, refused) from refused
    return Fate.NEW


def _covered(versions: Sequence[VersionRow], words: str) -> tuple[ProgrammeId, VersionId | None]:
    """Find what is paid for: a programme's title covers all its versions, a version's title that one."""
    for version in versions:
        if fold(words) in {fold(version.programme), fold(version.full_title)}:
            return version.programme_id, None
    for version in versions:
        if fold(words) in version.keys:
            return version.programme_id, version.id
    known = (title for each in versions for title in (each.programme, each.title))
    raise unknown_programme(words, known)


def _refuse_differences(work: UnitOfWork, known: Agreement, wanted: AddAgreement, taken: FirstRows) -> None:
    """An agreement on record is changed in Settings, where its places are in view."""
    paid_for = {
        (each.programme_id, each.version_id) for each in work.all(Cover, covers.c.agreement_id == known.id)
    }
    same = (known.funder_id, known.places, known.unit, known.begins, known.ends) == (
        wanted.funder_id,
        wanted.places,
        wanted.unit,
        wanted.begins,
        wanted.ends,
    )
    if not same or paid_for != set(wanted.covers):
        taken.refuse_repeat(Column.REFERENCE, fold(known.reference), f"the agreement {known.reference}")
        raise RowRejected(
            Column.REFERENCE, f"{known.reference} is on record with other details. Change it in Settings."
        )
