"""A draft of a file's one sheet, as the window begins it."""

from pathlib import Path

from aspire_desktop.domain.intake.columns import ImportKind
from aspire_desktop.domain.intake.import_drafts import Draft
from aspire_desktop.domain.office.values import CohortId
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.intake.imports.reading import open_for_import


def draft_for_import(office: Office, path: Path, kind: ImportKind, cohort_id: CohortId | None) -> Draft:
    """Read a file of which one sheet alone can be meant."""
    opened = open_for_import(office, path, kind, cohort_id)
    assert opened.clear is not None
    return opened.draft(opened.clear)
