"""Reading a file for import with what the office knows: sessions, outcomes, remembered headings."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from aspire_desktop.documents.intake.intake import read_sheets
from aspire_desktop.domain.intake.cells import Sheet, shown
from aspire_desktop.domain.intake.columns import ImportKind
from aspire_desktop.domain.intake.headings import HeadingChoices, Signature, signature_of
from aspire_desktop.domain.intake.import_drafts import OpenedFile
from aspire_desktop.domain.intake.import_tables import Wanted
from aspire_desktop.domain.intake.import_words import DEFAULT_OUTCOMES
from aspire_desktop.domain.intake.imports import Checks, Table
from aspire_desktop.domain.intake.session_headings import SessionHint
from aspire_desktop.domain.intake.sheets import candidates, table_of
from aspire_desktop.domain.office.errors import NotFound, Unreadable
from aspire_desktop.domain.office.values import CohortId, fold
from aspire_desktop.services.door.office import Office
from aspire_desktop.storage.lookups.intake.mappings import remembered_choices
from aspire_desktop.storage.lookups.programmes.cohorts import cohort_row, session_rows
from aspire_desktop.storage.lookups.programmes.programmes import module_rows, outcome_rows, version_rows

_SEARCHED = 40
"""Rows of a sheet among which headings are looked for."""


def read_for_import(
    office: Office,
    path: Path,
    kind: ImportKind,
    cohort_id: CohortId | None,
    choices: HeadingChoices | None = None,
    wanted: Wanted | None = None,
) -> Table:
    """Read a file; without choices, those remembered for the same headings are used.

    Raises Unreadable, also where it is not clear which sheet is meant.
    """
    known = office.ask(remembered_choices, kind) if choices is None else {}
    cohort = _cohort_facts(office, cohort_id)
    checks = Checks(cohort.outcomes)
    sheets = read_sheets(path)

    def choices_for(sheet: Sheet) -> HeadingChoices | None:
        return choices or _remembered(known, sheet)

    sessions = cohort.sessions or _titles(office, kind, sheets)
    return table_of(sheets, path.name, kind, checks, choices_for, sessions, wanted)


def open_for_import(office: Office, path: Path, kind: ImportKind, cohort_id: CohortId | None) -> OpenedFile:
    """Read every sheet of a file and look at it; headings may still lack columns.

    Raises Unreadable for what cannot be read at all, or holds nothing below its headings.
    """
    cohort = _cohort_facts(office, cohort_id)
    known = office.ask(remembered_choices, kind)
    sheets = read_sheets(path)
    sessions = cohort.sessions or _titles(office, kind, sheets)
    found = candidates(sheets, kind, lambda sheet: _remembered(known, sheet), sessions)
    if not sum(each.rows for each in found):  # every sheet is counted here, where it takes nobody's time
        raise Unreadable(
            f"The file “{path.name}” has headings but no rows of data below them.", do="Choose another file."
        )
    return OpenedFile(path.name, cohort_id, Checks(cohort.outcomes), found)


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
        raise NotFound.gone("cohort")
    days = office.ask(session_rows, cohort_id)
    options = office.ask(outcome_rows, cohort.version_id)
    words = tuple(word for option in options for word in (option.title, *option.also))
    hints = tuple(SessionHint(day.position, day.title, day.on) for day in days)
    return _CohortFacts(hints, words or DEFAULT_OUTCOMES)


def _titles(office: Office, kind: ImportKind, sheets: Sequence[Sheet]) -> tuple[SessionHint, ...]:
    """Give the sessions of the programmes that a file of cohorts names, by the titles of their modules."""
    if kind is not ImportKind.COHORTS:
        return ()
    told = {fold(shown(cell)) for sheet in sheets for row in sheet.rows for cell in row.cells}
    numbers: defaultdict[str, set[int]] = defaultdict(set)
    for version in office.ask(version_rows):
        if told & version.keys:
            for module in office.ask(module_rows, version.id):
                numbers[module.title].add(module.position)
    return tuple(SessionHint(min(at), title) for title, at in numbers.items() if len(at) == 1)


def _remembered(known: Mapping[Signature, HeadingChoices], sheet: Sheet) -> HeadingChoices | None:
    signatures = (signature_of(row) for row in sheet.rows[:_SEARCHED])
    return next((known[each] for each in signatures if each in known), None)
