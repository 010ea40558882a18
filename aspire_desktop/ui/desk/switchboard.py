"""Behind every desk: sends errands out, and rings the bell with what came of them."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer

from aspire_desktop.domain.office.clock import OFFICE_ZONE
from aspire_desktop.domain.office.errors import Explanation, Refused, Stale, UndoRefused
from aspire_desktop.domain.office.history import News, NextSteps, Step
from aspire_desktop.domain.office.staff import ColleagueRow
from aspire_desktop.domain.office.values import ActionId
from aspire_desktop.services.door.action import Done
from aspire_desktop.services.door.office import Office
from aspire_desktop.storage.lookups.office.history import news_since, next_steps
from aspire_desktop.storage.lookups.office.staff import colleague_called
from aspire_desktop.ui.desk.dispatcher import Dispatcher, Lane
from aspire_desktop.ui.desk.faults import fault_of
from aspire_desktop.ui.desk.memory import Memory
from aspire_desktop.ui.desk.signals import (
    Bell,
    Changed,
    GroundLost,
    Presence,
    SaveStage,
    SaveState,
    Steps,
    Told,
)
from aspire_desktop.ui.desk.watch import Watch
from aspire_desktop.ui.widgets.progress_row import Stage

R = TypeVar("R")
Failed = Callable[[Explanation], None]
PATIENCE = 0.03
"""Seconds that a change is waited for before anything is painted; what takes longer is shown as saving."""
HEARS_EVERY = 2000
"""Milliseconds after which it is asked again what was changed elsewhere."""
HEARS_SELDOM = 30_000
"""The same while the database cannot be reached, which takes the one who reads long to find out."""
STAFF = "colleagues"
_NAMED = 1
"""Final acts that undo stepped over and that are named, where there are many."""


class Switchboard(QObject):
    """One for each open database. Lives on the interface thread."""

    def __init__(self, office: Office, dispatcher: Dispatcher, memory: Memory) -> None:
        super().__init__()
        self.office = office
        self.memory = memory
        self.bell = Bell(self)
        self.presence = Presence(office.actor, frozenset())
        self._dispatcher = dispatcher
        self._saved = SaveState("Nothing to save yet", SaveStage.SAVED)
        self._watches: list[Watch] = []
        self._seen: ActionId | None = None
        self._heard: ActionId | None = None
        self._own = set[ActionId]()
        """What was done at this window and its screens know of, since news came last."""
        self._hearing = QTimer(self, interval=HEARS_EVERY)
        self._hearing.timeout.connect(self.hear)
        self.bell.changed.connect(self._follow)

    @property
    def idle(self) -> bool:
        """Say whether nothing is under way."""
        return self._dispatcher.waiting() == 0

    @property
    def at_work(self) -> bool:
        """Say whether a long job is under way."""
        return self._dispatcher.waiting(Lane.JOB) > 0

    def stop_jobs(self) -> None:
        """Ask every long job to stop."""
        for watch in self._watches:
            watch.stop()

    def close(self) -> None:
        """Finish the changes that were asked for; nothing is heard any more."""
        self._hearing.stop()
        self._dispatcher.close()

    def begin(self) -> None:
        """Find out who is at the desk and what they can undo."""
        self.bell.changed.emit(Changed(frozenset({STAFF})))

    def listen(self) -> None:
        """Hear from now on what is changed elsewhere: in another window, or by a command.

        Begun before the first screen is read, so that nothing falls between what it shows and what is heard.
        """
        self._ask_news()
        self._hearing.start()

    def hear(self) -> None:
        """Ask what was changed elsewhere, unless something is under way here: then next time."""
        if self.idle:
            self._ask_news()

    def _ask_news(self) -> None:
        asked = partial(self.office.ask, news_since, self._heard, frozenset(self._own))
        self.read(asked, self._tell_news, self._hear_seldom, self, "news")

    def _tell_news(self, news: News) -> None:
        self._hearing.setInterval(HEARS_EVERY)
        self._heard = news.seen
        self._own = {id for id in self._own if id > news.seen}
        if news.tables:
            self.bell.changed.emit(Changed(news.tables))

    def _hear_seldom(self, _explanation: Explanation) -> None:
        """Go on in silence: what the person does next says what is wrong, once."""
        self._hearing.setInterval(HEARS_SELDOM)

    def write(
        self, work: Callable[[], Done[R]], then: Callable[[Done[R]], None] | None, failed: Failed | None
    ) -> None:
        """Carry out a change; whoever asked may be gone by then, screens are told all the same.

        Until it is on disk nothing says that all is saved.
        """
        done = self._dispatcher.send(
            Lane.WRITE,
            work,
            partial(self._written, then),
            partial(self._unwritten, failed),
            patience=PATIENCE,
        )
        if not done:
            self._say_saving()

    def reverse(
        self,
        work: Callable[[ActionId | None], Done[Step]],
        word: str,
        then: Callable[[], None] | None = None,
        failed: Failed | None = None,
    ) -> None:
        """Undo or redo what is named, and say what was done and which final acts were stepped over."""
        self.write(partial(work, self._seen), partial(self._reversed, word, then), failed)

    def read(
        self,
        work: Callable[[], R],
        then: Callable[[R], None],
        failed: Failed | None,
        owner: QObject | None,
        subject: str = "",
    ) -> None:
        """Ask on the reading thread."""
        self._dispatcher.send(Lane.READ, work, then, partial(self._failed, failed), owner, subject)

    def run(
        self,
        job: Callable[[Office, Watch], R],
        then: Callable[[R], None],
        progress: Callable[[Stage], None] | None,
        failed: Failed | None,
        owner: QObject | None,
    ) -> Watch:
        """Begin a long job."""
        watch = Watch(self.bell, progress)
        self._watches.append(watch)
        self._dispatcher.send(
            Lane.JOB,
            partial(job, self.office, watch),
            partial(self._ran, then),
            partial(self._failed, failed),
            owner,
        )
        return watch

    def _written(self, then: Callable[[Done[R]], None] | None, done: Done[R]) -> None:
        self._mark_saved()
        self._ring(done)
        if then is not None:
            then(done)
        self._say_lost(done)

    def _unwritten(self, failed: Failed | None, error: Exception) -> None:
        """Say that it was not saved, unless a form is there to say so itself."""
        if isinstance(error, Refused) and failed is not None:
            self.say_saved()
        else:
            what = error.explanation.what if isinstance(error, Refused) else "Aspire met a fault"
            words = f"Not saved: {what[:1].lower()}{what[1:].rstrip('.')}"
            self.bell.saved.emit(SaveState(words, SaveStage.NOT_SAVED))
        self._failed(failed, error)
        if isinstance(error, UndoRefused):
            self._read_steps()
        elif isinstance(error, Stale):
            self.bell.changed.emit(Changed(error.tables))

    def _failed(self, failed: Failed | None, error: Exception) -> None:
        if isinstance(error, Refused):
            tell = failed or self._tell
            tell(error.explanation)
            return
        fault = fault_of(error)
        self.bell.faulted.emit(fault)
        if failed is not None:
            failed(fault.explanation)

    def _tell(self, explanation: Explanation) -> None:
        self.bell.told.emit(Told(explanation))

    def _ran(self, then: Callable[[R], None], result: R) -> None:
        if isinstance(result, Done):
            self._ring(result)
        self._mark_saved()
        then(result)
        if isinstance(result, Done):
            self._say_lost(result)

    def _ring(self, done: Done[R]) -> None:
        """Tell the screens what was done here, which needs not be heard once more."""
        self._own |= {done.id} if done.id is not None else set()
        self.bell.changed.emit(Changed(done.topics))

    def _say_lost(self, done: Done[R]) -> None:
        if done.unfounded:
            self.bell.ground_lost.emit(GroundLost(done.unfounded))

    def _reversed(self, word: str, then: Callable[[], None] | None, done: Done[Step]) -> None:
        passed = done.value.stepped_over
        safe = f"Left as they are, because they are final: {_some_of(passed)}." if passed else ""
        self.bell.reversed.emit(Told(Explanation(f"{word}: {done.value.title}", safe)))
        if then is not None:
            then()

    def _follow(self, changed: Changed) -> None:
        """After every change, read again what can be undone, and the roles when they may have changed."""
        if STAFF in changed.topics:
            asked = partial(self.office.ask, colleague_called, self.office.actor)
            self.read(asked, self._know, None, self, "presence")
        else:
            self._read_steps()

    def _read_steps(self) -> None:
        self.read(partial(self.office.ask, next_steps, self.office.actor), self._name, None, self, "steps")

    def _name(self, steps: NextSteps) -> None:
        self._seen = steps.seen
        self.bell.stepped.emit(Steps.of(steps))

    def _know(self, found: ColleagueRow | None) -> None:
        """Say who is at the desk; somebody without a role has nothing to undo, and may not ask for it."""
        self.presence = Presence(self.office.actor, found.roles if found else frozenset())
        self.bell.present.emit(self.presence)
        if self.presence.roles:
            self._read_steps()
        else:
            self.bell.stepped.emit(Steps())

    def _say_saving(self) -> None:
        self.bell.saved.emit(SaveState("Saving", SaveStage.SAVING))

    def _mark_saved(self) -> None:
        at = self.office.clock.now().astimezone(OFFICE_ZONE)
        self._saved = SaveState(f"All changes saved {at:%H:%M}", SaveStage.SAVED)
        self.say_saved()

    def say_saved(self) -> None:
        """Say when all was saved last, once nothing waits to be saved."""
        if self._dispatcher.waiting(Lane.WRITE) == 0:
            self.bell.saved.emit(self._saved)


def _some_of(titles: Sequence[str]) -> str:
    """Name the latest acts, and count the rest: a batch of certificates is many."""
    more = len(titles) - _NAMED
    return "; ".join(titles) if more <= 1 else f"{'; '.join(titles[:_NAMED])} and {more} more"
