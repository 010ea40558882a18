"""What the import asks in dialogs: whether to leave work undone, and where to save the list of problems."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from aspire_desktop.domain.intake.imports import Problem
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.intake.imports.problem_list import save_problems
from aspire_desktop.ui.desk.watch import Watch
from aspire_desktop.ui.widgets import file_dialogs
from aspire_desktop.ui.widgets.dialogs import ConfirmDialog

LIST_FILTER = "Excel (*.xlsx);;List with commas (*.csv)"


def ask_to_leave(parent: QWidget) -> bool:
    """Ask whether to give up what was typed."""
    sentences = (
        "What you changed in this import is not kept. Nothing of it was saved, and the file stays as it is.",
    )
    dialog = ConfirmDialog("Leave this import?", sentences, "Leave the import", "Keep working", parent)
    return bool(dialog.exec())


def ask_where_to_save(parent: QWidget, file: str) -> Path | None:
    """Ask for the name of the list of problems."""
    proposed = f"Problems in {Path(file).stem}.xlsx"
    return file_dialogs.ask_target(parent, "Save the problem list", proposed, LIST_FILTER)


def list_saver(path: Path, problems: Sequence[Problem]) -> Callable[[Office, Watch], Path]:
    """Give the job that writes the list."""

    def save(_office: Office, _watch: Watch) -> Path:
        return save_problems(path, problems)

    return save
