"""An empty file for an import, with what this office knows to choose from."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from aspire_desktop.documents.intake.templates import template_workbook
from aspire_desktop.domain.intake.columns import EMPLOYERS, Column, ImportKind, Target
from aspire_desktop.domain.intake.templates import template_columns
from aspire_desktop.domain.office.staff import EVERYONE, Role
from aspire_desktop.services.door.export import Asked, FileExport
from aspire_desktop.services.intake.imports.offers import words_offered
from aspire_desktop.services.office.lists import heading_of_lists
from aspire_desktop.storage.lookups.office.organisations import organisation_rows
from aspire_desktop.storage.lookups.programmes.programmes import version_rows


@dataclass(frozen=True)
class WriteTemplate(FileExport):
    """Write an empty workbook of a kind, whose headings its import understands."""

    kind: ImportKind
    roles: ClassVar[frozenset[Role]] = EVERYONE
    ending: ClassVar[str] = ".xlsx"
    private: ClassVar[bool] = False

    def content(self, office: Asked, target: Path) -> bytes:
        """Give the workbook; nothing of anybody is in it."""
        columns = template_columns(self.kind)
        choices = {each.target: self._choices_of(office, each.target) for each in columns}
        name, moment = office.ask(heading_of_lists), office.moment
        return template_workbook(self.kind.capitalize(), columns, choices, name, moment.at)

    def _choices_of(self, office: Asked, target: Target) -> Sequence[str]:
        if target in EMPLOYERS:
            return sorted(row.name for row in office.ask(organisation_rows, office.moment.today))
        if target is Column.PROGRAMME:
            return list(dict.fromkeys(row.title for row in office.ask(version_rows)))
        return words_offered(self.kind, target)
