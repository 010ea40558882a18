"""Reading a file for import with what the office knows: sessions, outcomes, remembered headings."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from aspire_desktop.documents.addresses import checked_address
from aspire_desktop.documents.intake import read_sheet, read_table
from aspire_desktop.domain.cells import Sheet
from aspire_desktop.domain.columns import ImportKind
from aspire_desktop.domain.errors import NotFound, Unreadable
from aspire_desktop.domain.headings import Choices, SessionHint, Signature, likely_headings, signature_of
from aspire_desktop.domain.import_drafts import Draft
from aspire_desktop.domain.import_words import DEFAULT_OUTCOMES
from aspire_desktop.domain.imports import Checks, Table
from aspire_desktop.domain.values import CohortId
from aspire_desktop.services.office import Office
from aspire_desktop.storage.lookups.cohorts import cohort_row, session_rows
from aspire_desktop.storage.lookups.mappings import remembered_choices
from aspire_desktop.storage.lookups.programmes import outcome_rows

_SEARCHED = 40
"""Rows of a sheet among which headings are looked for."""
_SHEETS_TRIED = 4


def read_for_import(
    office: Office, path: Path, kind: ImportKind, cohort_id: CohortId | None, choices: Choices | None = None
) -> Table:
    """Read a file; without choices, those remembered for the same headings are used. Raises Unreadable."""
    chosen = choices
    if choices is None and (known := office.ask(remembered_choices, kind)):
        chosen = _remembered(known, read_sheet(path))
    cohort = _cohort_facts(office, cohort_id)
    return read_table(path, kind, chosen, cohort.sessions, cohort.outcomes)


def draft_for_import(office: Office, path: Path, kind: ImportKind, cohort_id: CohortId | None) -> Draft:
    """Read a file as a draft, which may still lack columns. Raises Unreadable for what cannot be read at all.

    Where the first sheet has no fitting headings, the others are tried.
    """
    cohort = _cohort_facts(office, cohort_id)
    known = office.ask(remembered_choices, kind)
    first = read_sheet(path)
    drafts: list[Draft] = []
    for sheet in (first, *(read_sheet(path, name) for name in first.others[:_SHEETS_TRIED])):
        chosen = _remembered(known, sheet)
        try:
            mapping = likely_headings(kind, sheet.rows, chosen, cohort.sessions)
        except Unreadable:
            continue  # a blank sheet is no reason against the others
        checks = Checks(checked_address, cohort.outcomes)
        drafts.append(Draft(path.name, kind, cohort_id, sheet, mapping, checks, chosen is not None))
        if not drafts[-1].missing:
            break
    if not drafts:
        raise Unreadable(f"There is nothing in the file “{path.name}”.", do="Choose another file.")
    return _fullest(drafts)


def _fullest(drafts: list[Draft]) -> Draft:
    """Give the first draft that lacks nothing, otherwise the one of the first sheet. Raises Unreadable."""
    best = next((draft for draft in drafts if not draft.missing), drafts[0])
    if not best.everything.rows:
        raise Unreadable(
            f"The file “{best.file}” has headings but no rows of data below them.", do="Choose another file."
        )
    return best


@dataclass(frozen=True)
class _CohortFacts:
    """What the headings and cells of a file for one cohort may speak of."""

    sessions: tuple[SessionHint, ...] = ()
    outcomes: tuple[str, ...] = DEFAULT_OUTCOMES


def _cohort_facts(office: Office, cohort_id: CohortId | None) -> _CohortFacts:
    if cohort_id is None:
        return _CohortFacts()
    cohort = office.ask(cohort_row, cohort_id, office.clock.today())
    if cohort is None:
        raise NotFound("This cohort is not here any more.")
    days = office.ask(session_rows, cohort_id)
    options = office.ask(outcome_rows, cohort.version_id)
    words = tuple(word for option in options for word in (option.title, *option.also))
    hints = tuple(SessionHint(day.position, day.title, day.on) for day in days)
    return _CohortFacts(hints, words or DEFAULT_OUTCOMES)


def _remembered(known: Mapping[Signature, Choices], sheet: Sheet) -> Choices | None:
    signatures = (signature_of(row) for row in sheet.rows[:_SEARCHED])
    return next((known[each] for each in signatures if each in known), None)
