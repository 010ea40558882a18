"""Reading a file for import with what the office knows: sessions, outcomes, remembered headings."""

from pathlib import Path

from aspire_desktop.documents.intake import read_sheet, read_table
from aspire_desktop.domain.columns import ImportKind
from aspire_desktop.domain.errors import NotFound
from aspire_desktop.domain.headings import Choices, SessionHint, signature_of
from aspire_desktop.domain.imports import Table
from aspire_desktop.domain.values import CohortId
from aspire_desktop.services.office import Office
from aspire_desktop.storage.lookups.cohorts import cohort_row, session_rows
from aspire_desktop.storage.lookups.mappings import remembered_choices
from aspire_desktop.storage.lookups.programmes import outcome_rows


def read_for_import(
    office: Office, path: Path, kind: ImportKind, cohort_id: CohortId | None, choices: Choices | None = None
) -> Table:
    """Read a file; without choices, those remembered for the same headings are used. Raises Unreadable."""
    chosen = choices if choices is not None else _remembered(office, path, kind)
    if cohort_id is None:
        return read_table(path, kind, chosen)
    cohort = office.ask(cohort_row, cohort_id, office.clock.today())
    if cohort is None:
        raise NotFound("This cohort is not here any more.")
    hints = [SessionHint(day.position, day.title, day.on) for day in office.ask(session_rows, cohort_id)]
    options = office.ask(outcome_rows, cohort.version_id)
    words = tuple(word for option in options for word in (option.title, *option.also))
    return read_table(path, kind, chosen, hints, words) if words else read_table(path, kind, chosen, hints)


def _remembered(office: Office, path: Path, kind: ImportKind) -> Choices | None:
    known = office.ask(remembered_choices, kind)
    if not known:
        return None
    rows = read_sheet(path).rows
    return next((known[signature] for row in rows[:40] if (signature := signature_of(row)) in known), None)
