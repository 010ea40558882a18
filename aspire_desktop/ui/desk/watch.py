"""How a long job tells how far it is, and hears that it should stop."""

import time
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from aspire_desktop.domain.office.errors import Refused
from aspire_desktop.services.door.action import Done
from aspire_desktop.ui.desk.signals import Bell, Changed
from aspire_desktop.ui.widgets.progress_row import Stage

R = TypeVar("R")
STAGE_EVERY = 0.05


class Stopped(Refused):
    """The person asked a long job to stop."""

    def __init__(self) -> None:
        super().__init__("The work was stopped, as you asked.")


class Watch(QObject):
    """What a job reports to from its own thread; what it says is heard on the interface thread.

    `step` raises Stopped once stop is asked; a job that keeps its finished part uses `tell` and looks at
    `stop_asked` itself. `did` tells of each action the job carried out, so that screens reload.
    """

    staged = Signal(Stage)
    acted = Signal(Changed)

    def __init__(self, bell: Bell, progress: Callable[[Stage], None] | None = None) -> None:
        super().__init__()
        self.stop_asked = False
        self._bell = bell
        self._progress = progress
        self._began = time.monotonic()
        self._told = 0.0
        self.staged.connect(self._show)
        self.acted.connect(self._ring)

    def stop(self) -> None:
        """Ask the job to stop at its next step."""
        self.stop_asked = True

    def step(self, done: int, total: int, item: str = "") -> None:
        """Tell how far the work is; raise Stopped if the person asked for it."""
        if self.stop_asked:
            raise Stopped
        self.tell(done, total, item)

    def tell(self, done: int, total: int, item: str = "") -> None:
        """Tell how far the work is, at most twenty times a second."""
        now = time.monotonic()
        if done < total and now - self._told < STAGE_EVERY:
            return
        self._told = now
        left = round((now - self._began) / done * (total - done)) if done else None
        self.staged.emit(Stage(done, total, item, left))

    def did(self, done: Done[R]) -> Done[R]:
        """Tell of an action carried out, and give it back."""
        self.acted.emit(Changed(done.topics))
        return done

    def _show(self, stage: Stage) -> None:
        if self._progress is not None:
            self._progress(stage)

    def _ring(self, changed: Changed) -> None:
        self._bell.changed.emit(changed)
