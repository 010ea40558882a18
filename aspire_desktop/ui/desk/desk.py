"""The desk a screen works at: do, ask and run without waiting; go elsewhere; hear what has changed."""

from collections.abc import Callable
from functools import partial, reduce
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QWidget
from shiboken6 import isValid

from aspire_desktop.domain.office.clock import Clock, Moment
from aspire_desktop.domain.office.errors import Explanation
from aspire_desktop.domain.office.history import HistoryLine
from aspire_desktop.domain.office.staff import EVERYONE, Role, whose
from aspire_desktop.services.door.action import Action, Done
from aspire_desktop.services.door.export import Export
from aspire_desktop.services.door.office import Office
from aspire_desktop.storage.question import Question
from aspire_desktop.ui.desk.ear import Ear
from aspire_desktop.ui.desk.memory import Memory
from aspire_desktop.ui.desk.signals import Bell, Destination, Finished, Presence
from aspire_desktop.ui.desk.switchboard import Switchboard
from aspire_desktop.ui.desk.watch import Watch
from aspire_desktop.ui.widgets.commands import rest
from aspire_desktop.ui.widgets.file_dialogs import SaveAs, ask_where
from aspire_desktop.ui.widgets.progress_row import Stage

P = ParamSpec("P")
R = TypeVar("R")
Act = type[Action[Any]] | type[Export[Any]] | Question[..., Any]
"""What a person does, has or asks, which says who may."""


class Desk:
    """What a screen has of the program; nothing here waits, and late answers for a dead owner are dropped.

    do(action, then, failed)    one action, in order: then(Done); failed(Explanation) or the message bar
    ask(question, then)         then(question(office)); of those with one `subject` only the newest counts.
                                A question alone is asked as `desk.ask(cohort_rows.about(today), then)`
    run(job, then, progress)    job(office, watch), long: gives the Watch, whose stop() cancels
    export(save_as, offered, export, then)   asks where, and writes a file or folder there
    write(export, target, then) writes it where that is known
    go(Destination)             to another place, without knowing its screen
    of(owner, ear)              the same desk for a screen or dialog of its own life; the ear hears of changes
                                to whatever the answers were read from

    Things nobody foresaw are shown by the window with a reference; `failed` is told as well.
    """

    def __init__(
        self, switchboard: Switchboard, owner: QObject | None = None, ear: Ear | None = None
    ) -> None:
        self._switchboard = switchboard
        self._owner = owner
        self._ear = ear

    def of(self, owner: QObject, ear: Ear | None = None) -> "Desk":
        """Give this desk to another owner, who hears with its own ear or with that of whom it is part.

        A dialog shows what it asked for until it is closed, and hears of nothing.
        """
        part_of = None if isinstance(owner, QDialog) else self._ear
        return Desk(self._switchboard, owner, ear or part_of)

    @property
    def office(self) -> Office:
        """The office: only for use inside questions and jobs, on their threads."""
        return self._switchboard.office

    @property
    def clock(self) -> Clock:
        """The clock by which the office works."""
        return self._switchboard.office.clock

    @property
    def moment(self) -> Moment:
        """The present moment, for whoever is at the desk."""
        return Moment.of(self.clock, self.presence.name)

    @property
    def presence(self) -> Presence:
        """Who is at the desk, with their roles as they are now."""
        return self._switchboard.presence

    @property
    def window(self) -> QWidget | None:
        """The window that the owner stands in: a dialog belongs to it, whichever window is active by then."""
        return self._owner.window() if isinstance(self._owner, QWidget) else None

    @property
    def memory(self) -> Memory:
        """What is remembered of the looks."""
        return self._switchboard.memory

    @property
    def bell(self) -> Bell:
        """The signals; screens get theirs through Screen, so this is for the window."""
        return self._switchboard.bell

    @property
    def idle(self) -> bool:
        """Say whether nothing is under way: tests wait for it."""
        return self._switchboard.idle

    @property
    def at_work(self) -> bool:
        """Say whether a long job is under way."""
        return self._switchboard.at_work

    def stop_jobs(self) -> None:
        """Ask every long job to stop."""
        self._switchboard.stop_jobs()

    def acknowledge(self) -> None:
        """Take a refusal as read: the status bar says again when all was saved."""
        self._switchboard.say_saved()

    def may(self, what: Act) -> bool:
        """Say whether the present person may do such actions, or ask this question; Office asks again."""
        return bool(self.presence.roles & what.roles)

    def allow(self, command: QAction, *acts: Act, there: bool = True) -> None:
        """Let a command be given by whoever may do all its acts, where there is what it is done to.

        To anybody else it says whose it is.
        """
        roles = reduce(frozenset.intersection, (act.roles for act in acts), EVERYONE)
        self.allow_to(command, roles, there=there)

    def allow_to(self, command: QAction, roles: frozenset[Role], *, there: bool = True) -> None:
        """Let a command be given by whoever has one of these roles, where there is what it is done to."""
        refused = not self.presence.roles & roles
        rest(command, f"This is {whose(roles)}." if refused else "")
        command.setEnabled(there and not refused)

    def do(
        self,
        action: Action[R],
        then: Callable[[Done[R]], None] | None = None,
        failed: Callable[[Explanation], None] | None = None,
    ) -> None:
        """Carry out an action after those before it."""
        self._switchboard.write(partial(self.office.do, action), self._alive(then), self._alive(failed))

    def reverse(
        self, line: HistoryLine, then: Callable[[], None], failed: Callable[[Explanation], None]
    ) -> None:
        """Take back an act that was seen in a history, or do it again."""
        word = "Done again" if line.undone else "Undone"
        self._switchboard.reverse(lambda _seen: self.office.reverse(line), word, then, self._alive(failed))

    def undo(self) -> None:
        """Take back one's own latest action; the message bar says why where that cannot be."""
        self._switchboard.reverse(self.office.undo, "Undone")

    def redo(self) -> None:
        """Do again what was taken back last."""
        self._switchboard.reverse(self.office.redo, "Done again")

    def ask(
        self,
        question: Callable[[Office], R],
        then: Callable[[R], None],
        failed: Callable[[Explanation], None] | None = None,
        subject: str = "",
    ) -> None:
        """Ask on the reading thread. The question runs there: it must not touch widgets."""
        read = set[str]()
        hear = partial(self._hear, read, self._ear.now) if self._ear is not None else _nothing
        office = self.office if self._ear is None else self.office.noting(read)
        self._switchboard.read(
            partial(question, office),
            partial(_after, hear, then),
            self._alive(None if failed is None else partial(_after, hear, failed)),
            self._owner,
            subject,
        )

    def run(
        self,
        job: Callable[[Office, Watch], R],
        then: Callable[[R], None],
        progress: Callable[[Stage], None] | None = None,
        failed: Callable[[Explanation], None] | None = None,
    ) -> Watch:
        """Begin a long job on the thread of jobs; the rest of the program stays usable."""
        return self._switchboard.run(job, then, self._alive(progress), self._alive(failed), self._owner)

    def export(
        self,
        save_as: SaveAs,
        offered: str,
        export: Export[R],
        then: Callable[[R], None],
        progress: Callable[[Stage], None] | None = None,
        failed: Callable[[Explanation], None] | None = None,
    ) -> Watch | None:
        """Ask where to write something and write it there; None where the person thinks better of it."""
        target = ask_where(self.window, save_as, offered)
        return None if target is None else self.write(export, target, then, progress, failed)

    def write(
        self,
        export: Export[R],
        target: Path,
        then: Callable[[R], None],
        progress: Callable[[Stage], None] | None = None,
        failed: Callable[[Explanation], None] | None = None,
    ) -> Watch:
        """Write something to a file or folder, as a long job that the Watch stops."""
        return self.run(partial(_written, export, target), then, progress, failed)

    def go(self, destination: Destination) -> None:
        """Go to another place."""
        self.bell.wanted.emit(destination)

    def finish(self, words: str = "", to: Destination | None = None) -> None:
        """Leave this screen for a place, or for where the person came from, and say what was done there."""
        self.bell.finished.emit(Finished(Explanation(words, ""), to))

    def _hear(self, read: set[str], asked: int) -> None:
        assert self._ear is not None
        self._ear.rest_on(read, asked)

    def _alive(self, call: Callable[[R], None] | None) -> Callable[[R], None] | None:
        """Make a call that does nothing once the owner is gone."""
        if call is None:
            return None
        return partial(_if_alive, self._owner, call)


def _nothing() -> None:
    """Without an ear nobody wants to know what was read."""


def _after(first: Callable[[], None], then: Callable[[R], None], value: R) -> None:
    first()
    then(value)


def _written(export: Export[R], target: Path, office: Office, watch: Watch) -> R:
    return office.export(export, target, watch.step)


def _if_alive(owner: QObject | None, call: Callable[[R], None], value: R) -> None:
    if owner is None or isValid(owner):
        call(value)
