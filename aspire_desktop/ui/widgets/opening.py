"""Opening a finished file with whatever the computer opens such files."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices


def open_file(file: Path) -> None:
    """Open a file beside the program."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))
