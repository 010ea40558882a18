"""The list of problems as a file, to send back to whoever filled the file in."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from aspire_desktop.documents.intake.problems import problems_csv, problems_xlsx
from aspire_desktop.domain.intake.imports import Problem
from aspire_desktop.domain.office.staff import EVERYONE, Role
from aspire_desktop.services.door.export import Asked, Export, Tell
from aspire_desktop.storage.files import write_file


@dataclass(frozen=True)
class WriteProblems(Export[Path]):
    """Write the list of problems of an import as .csv or, for any other name, as .xlsx."""

    problems: Sequence[Problem]
    roles: ClassVar[frozenset[Role]] = EVERYONE
    ending: ClassVar[str] = ".xlsx"

    def write(self, office: Asked, target: Path, tell: Tell) -> Path:
        """Write the list and give the path written."""
        ending = target.suffix.lower()
        if ending == ".csv":
            return write_file(target, problems_csv(self.problems), private=True)
        target = target if ending == ".xlsx" else target.with_name(f"{target.name}.xlsx")
        return write_file(target, problems_xlsx(self.problems), private=True)
