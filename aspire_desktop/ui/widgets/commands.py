"""Why a command cannot be given: kept with the command, and shown wherever it is offered."""

from PySide6.QtGui import QAction

REASON = "reason"


def rest(command: QAction, reason: str) -> None:
    """Say beside a command why it rests; "" where it does not, or the reason is in view."""
    if reason != reason_of(command):
        command.setProperty(REASON, reason)
        command.setToolTip(reason)


def reason_of(command: QAction) -> str:
    """Give why a command rests; "" where it does not, or the reason is in view."""
    return str(command.property(REASON) or "")
