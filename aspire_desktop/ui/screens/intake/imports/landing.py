"""What an import is opened for, and once the file is in, what is said and where its people are seen."""

from aspire_desktop.domain.intake.columns import ImportKind
from aspire_desktop.domain.intake.import_reports import ImportReport
from aspire_desktop.domain.office.values import CohortId
from aspire_desktop.ui.desk.signals import Destination
from aspire_desktop.ui.screens.intake.imports.words import things

_PLACES = {
    ImportKind.PARTICIPANTS: ("cohort", "participants"),
    ImportKind.ATTENDANCE: ("cohort", "attendance"),
    ImportKind.PROJECTS: ("cohort", "projects"),
    ImportKind.PEOPLE: ("people", ""),
}


def wished_kind(destination: Destination) -> ImportKind | None:
    """Give the kind of file that whoever opened the import wished; None where they leave it open."""
    if destination.tab in list(ImportKind):
        return ImportKind(destination.tab)
    return ImportKind.PARTICIPANTS if destination.id is not None else None


def wished_cohort(destination: Destination) -> CohortId | None:
    """Give the cohort that they wished to import for."""
    return None if destination.id is None else CohortId(destination.id)


def seen_at(kind: ImportKind, cohort_id: CohortId | None) -> Destination | None:
    """Give the place where the people of a file are seen; None for files of other things."""
    if kind not in _PLACES:
        return None
    screen, tab = _PLACES[kind]
    return Destination(screen, cohort_id, tab)


def imported_words(kind: ImportKind, report: ImportReport) -> str:
    """Say what a file brought, those on the waiting list included."""
    waiting = f", {report.waiting} of them on the waiting list" if report.waiting else ""
    return f"Imported {things(kind, report.taken)}{waiting}. Undo takes all of it back."
