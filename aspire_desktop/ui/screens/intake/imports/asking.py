"""What the import asks in dialogs: whether to leave work undone, and where to save the list of problems."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from aspire_desktop.ui.widgets.dialogs import ConfirmDialog
from aspire_desktop.ui.widgets.file_dialogs import SaveAs

PROBLEM_LIST = SaveAs("Save the problem list", "Excel (*.xlsx);;List with commas (*.csv)")

TEMPLATE = SaveAs("Save an empty file to fill in", "Excel (*.xlsx)")


def ask_to_leave(parent: QWidget) -> bool:
    """Ask whether to give up what was typed."""
    sentences = (
        "What you changed in this import is not kept. Nothing of it was saved, and the file stays as it is.",
    )
    dialog = ConfirmDialog("Leave this import?", sentences, "Leave the import", "Keep working", parent)
    return bool(dialog.exec())


def offered_list(file: str) -> str:
    """Offer a name for the list of problems."""
    return f"Problems in {Path(file).stem}.xlsx"
