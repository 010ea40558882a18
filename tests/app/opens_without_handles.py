"""Started by test_voice.py as a program of its own: opens the window on a database and notes its title.

argv: the file for the note, the database. The display is said to be there, though nobody sees it.
"""

import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from aspire_desktop.__main__ import main
from aspire_desktop.app import desktop
from aspire_desktop.ui.desk.memory import Memory
from aspire_desktop.ui.shell import start
from aspire_desktop.ui.shell.main_window import MainWindow

NOTE, DATABASE = sys.argv[1:]
DRESS = start.dress


def _dress_and_watch(app: QApplication, memory: Memory) -> None:
    DRESS(app, memory)
    timer = QTimer(app)
    timer.timeout.connect(_close_when_open)
    timer.start(50)


def _close_when_open() -> None:
    for window in QApplication.topLevelWidgets():
        if isinstance(window, MainWindow) and window.isVisible():
            handles = [handle is None for handle in (sys.__stdin__, sys.__stdout__, sys.__stderr__)]
            Path(NOTE).write_text(f"{handles} {window.windowTitle()}", encoding="utf-8")
            window.close()


if __name__ == "__main__":
    vars(desktop)["has_display"] = lambda: True
    vars(start)["dress"] = _dress_and_watch
    sys.argv[1:] = ["--database", DATABASE]
    sys.exit(main())
