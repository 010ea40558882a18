"""The list of problems as a file, to send back to whoever filled the file in."""

from collections.abc import Sequence
from pathlib import Path

from aspire_desktop.documents.intake.problems import problems_csv, problems_xlsx
from aspire_desktop.domain.intake.imports import Problem
from aspire_desktop.storage.files import write_file


def save_problems(path: Path, problems: Sequence[Problem]) -> Path:
    """Write the list as .csv or, for any other name, as .xlsx; give the path written. Raises Refused."""
    if path.suffix.lower() == ".csv":
        return write_file(path, problems_csv(problems), private=True)
    target = path if path.suffix.lower() == ".xlsx" else path.with_name(f"{path.name}.xlsx")
    return write_file(target, problems_xlsx(problems), private=True)
