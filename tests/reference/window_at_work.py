"""A real window in which keys, file dialogs and imports follow each other at random, until it is killed.

python window_at_work.py DATABASE COHORT SEED

Says on stdout, before it goes on, what it pressed and what the screen shows as done:
    pressed ROW LETTER SHOWN-BEFORE   a key on a mark of the session worked on
    done COUNT                        so many of the keys pressed are shown as done
    committed MILLISECONDS            from a key to the moment when its mark was on disk
    imported NAME                     the window says that this person was taken in
    dialog                            a file dialog has listed the folder of the database
"""

import os
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from killed_windows import LETTERS, NOW, PERSON, people_file
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from aspire_desktop.app.openings import Doors
from aspire_desktop.domain.office.clock import SetClock
from aspire_desktop.domain.office.values import CohortId
from aspire_desktop.services.door.action import Action, Done
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.programmes.attendance import MarkAttendance
from aspire_desktop.storage.keys import Vault
from aspire_desktop.ui.desk.memory import Memory
from aspire_desktop.ui.desk.signals import Destination
from aspire_desktop.ui.register.model import FIRST_SESSION
from aspire_desktop.ui.register.panel import RegisterPanel
from aspire_desktop.ui.screens.intake.imports.view import Imports
from aspire_desktop.ui.shell.main_window import MainWindow
from aspire_desktop.ui.shell.start import Reception, dress, make_application
from aspire_desktop.ui.widgets import file_dialogs

PAUSES_MS: Final = (0, 0, 20, 20, 60, 120)
LONGEST_S: Final = 60.0


def say(*words: object) -> None:
    """Say a line so that it is out before anything else happens."""
    os.write(1, f"{' '.join(map(str, words))}\n".encode())


def until(holds: Callable[[], bool]) -> None:
    """Let events happen until something holds."""
    end = time.monotonic() + LONGEST_S
    while not holds():
        if time.monotonic() > end:
            raise TimeoutError("the window does not come to it")
        QTest.qWait(5)


class Hands:
    """What a person in a hurry does at the window."""

    def __init__(self, window: MainWindow, folder: Path, cohort: CohortId, chance: random.Random) -> None:
        self._window = window
        self._folder = folder
        self._cohort = cohort
        self._chance = chance
        self._pressed: list[tuple[int, str]] = []
        self._told = 0
        self._imports = 0
        self._began: list[float] = []
        self._time_marks(window.desk.office)

    def _time_marks(self, office: Office) -> None:
        """Say of each mark how long it took from the key to the disk."""
        do = office.do

        def timed(action: Action[object]) -> Done[object]:
            done = do(action)
            if isinstance(action, MarkAttendance):
                say("committed", round((time.perf_counter() - self._began.pop(0)) * 1000, 1))
            return done

        vars(office)["do"] = timed

    def open_register(self) -> None:
        """Go to the register of the cohort."""
        self._window.desk.go(Destination("cohort", self._cohort, "attendance"))
        until(lambda: bool(self._panels()) and bool(self._panel().model.rows))
        until(lambda: self._panel().commands.clear.isEnabled())
        self._window.activateWindow()
        until(self._window.isActiveWindow)

    def _panels(self) -> list[RegisterPanel]:
        return [each for each in self._window.findChildren(RegisterPanel) if each.isVisible()]

    def _panel(self) -> RegisterPanel:
        return self._panels()[0]

    def press(self) -> None:
        """Give somebody another mark."""
        panel, row = self._panel(), self._chance.randrange(len(self._panel().model.rows))
        column = FIRST_SESSION + 1
        panel.grid.go_to(row, column)
        mark = panel.model.mark_at(row, column)
        before = str(mark.code) if mark else "."
        letter = self._chance.choice([each for each in LETTERS if each != before])
        say("pressed", row, letter, before)
        self._pressed.append((row, letter))
        self._began.append(time.perf_counter())
        QTest.keyClick(panel.grid, Qt.Key(ord(letter)))
        shown = panel.model.mark_at(row, column)
        if shown is None or str(shown.code) != letter:
            raise RuntimeError(f"a key did nothing: {self._window.notices.message.accessibleName()}")
        QApplication.processEvents()
        panel.grid.viewport().repaint()
        self.look()

    def look(self) -> None:
        """Say how many keys are shown as done, by the cells that were painted last and by the status bar."""
        model = self._panel().model
        done = self._told
        if self._window.status.saved.text().startswith("All changes saved"):
            done = len(self._pressed)
        for number in range(len(self._pressed), done, -1):
            row, letter = self._pressed[number - 1]
            mark = model.mark_at(row, FIRST_SESSION + 1)
            if mark and str(mark.code) == letter and not model.is_saving(row, FIRST_SESSION + 1):
                done = number
                break
        if done > self._told:
            self._told = done
            say("done", done)

    def ask_for_a_file(self) -> None:
        """Open a dialog on the folder of the database, and think better of it."""

        def leave() -> None:
            dialog = QApplication.activeModalWidget()
            if isinstance(dialog, QDialog):
                dialog.reject()

        QTimer.singleShot(self._chance.randrange(60, 250), leave)
        ask = self._chance.choice((file_dialogs.ask_open, file_dialogs.ask_target))
        if ask is file_dialogs.ask_open:
            file_dialogs.ask_open(self._window, "Open", "", str(self._folder))
        else:
            file_dialogs.ask_target(self._window, "Save", str(self._folder / "a.csv"), "List (*.csv)")
        say("dialog")
        self._window.activateWindow()
        until(self._window.isActiveWindow)

    def take_in(self) -> None:
        """Import somebody through the window's own steps."""
        self._imports += 1
        name = f"Window{self._imports}"
        self._window.desk.go(Destination("import", None, "people"))
        until(lambda: isinstance(self._window.pages.front, Imports) and self._window.desk.idle)
        screen = self._window.pages.front
        assert isinstance(screen, Imports)
        screen.choose.choose(people_file(self._folder, name))

        def finished() -> bool:
            if screen.continue_command.isEnabled() and self._window.desk.idle and screen.isVisible():
                screen.continue_command.trigger()
            return self._window.notices.done.isVisible()

        until(finished)
        assert "Imported 1" in self._window.notices.done.accessibleName()
        say("imported", name)
        self.open_register()

    def work(self) -> None:
        """Go on until killed."""
        acts = [self.press] * 40 + [self.ask_for_a_file] * 3 + [self.take_in]
        while True:
            self._chance.choice(acts)()
            QTest.qWait(self._chance.choice(PAUSES_MS))
            self.look()


def main() -> None:
    """Open the window and go to work."""
    database, cohort, seed = Path(sys.argv[1]), CohortId(int(sys.argv[2])), int(sys.argv[3])
    app = make_application()
    memory = Memory(database.parent / "looks")
    dress(app, memory)
    reception = Reception(Doors(PERSON, SetClock(NOW), Vault()), memory)
    reception.begin(database)
    until(lambda: reception.window is not None and reception.window.pages.front is not None)
    window = reception.window
    assert window is not None
    hands = Hands(window, database.parent, cohort, random.Random(seed))
    hands.open_register()
    say("ready")
    hands.work()


if __name__ == "__main__":
    main()
