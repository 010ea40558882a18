"""The only file with threads: work goes out in lanes, answers come back to the interface in order."""

import gc
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from itertools import count
from typing import ClassVar, TypeVar
from weakref import WeakSet

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

R = TypeVar("R")


class Lane(StrEnum):
    """One thread each, so that what is sent on a lane is done in the order it was sent."""

    WRITE = "write"
    READ = "read"
    JOB = "job"


@dataclass(frozen=True)
class Arrival:
    """The number of an errand that is back."""

    number: int


@dataclass(frozen=True)
class _Errand:
    """`run` works on the lane's thread and gives what the interface thread is to do with the outcome."""

    lane: Lane
    run: Callable[[], Callable[[], None]]
    owner: QObject | None
    subject: str


class Dispatcher(QObject):
    """Sends work to other threads and brings each outcome back to the interface thread.

    Outcomes for an owner (a screen, a dialog) that is gone meanwhile are dropped. Errands stay in a table
    of this thread, and threads hold only numbers: the last reference to a widget must never die elsewhere.
    """

    arrived = Signal(Arrival)

    def __init__(self) -> None:
        super().__init__()
        self._closed = False
        self._numbers = count(1)
        self._errands: dict[int, _Errand] = {}
        self._outcomes: dict[int, Callable[[], None]] = {}
        self._newest: dict[str, int] = {}
        self._lanes = {lane: ThreadPoolExecutor(1, f"aspire-{lane}") for lane in Lane}
        self.arrived.connect(self._receive)
        self._sweep = _Sweep(self)

    def send(
        self,
        lane: Lane,
        work: Callable[[], R],
        then: Callable[[R], None],
        failed: Callable[[Exception], None],
        owner: QObject | None = None,
        subject: str = "",
        patience: float = 0.0,
    ) -> bool:
        """Do `work` on a lane, then call `then` or `failed` here; tell whether it is done already.

        Of errands that wait with the same subject (and owner) only the newest is carried out. Once closed
        nothing is sent any more. `patience` are seconds for which the interface stands still: what is done by
        then comes back before anything is painted, and the thread at work is not held up by painting.
        """
        if self._closed:
            return False
        number = next(self._numbers)
        subject = f"{id(owner)} {subject}" if subject else ""
        self._errands[number] = _Errand(lane, partial(_outcome, work, then, failed), owner, subject)
        if subject:
            self._newest[subject] = number
        sent = self._lanes[lane].submit(self._carry_out, number)
        return patience > 0 and not wait([sent], patience).not_done

    def waiting(self, lane: Lane | None = None) -> int:
        """Count the errands that are not back yet, on one lane or all."""
        return sum(1 for errand in self._errands.values() if lane is None or errand.lane is lane)

    def close(self) -> None:
        """Finish what is being done and every change asked for, drop other work and what comes back late."""
        self._closed = True
        for name, lane in self._lanes.items():
            lane.shutdown(wait=True, cancel_futures=name is not Lane.WRITE)
        self._errands.clear()
        self._outcomes.clear()
        self._sweep.end()

    def _carry_out(self, number: int) -> None:
        if self._stands(number):
            self._outcomes[number] = self._errands[number].run()
        self.arrived.emit(Arrival(number))

    def _stands(self, number: int) -> bool:
        subject = self._errands[number].subject
        return not subject or self._newest[subject] == number

    def _receive(self, arrival: Arrival) -> None:
        errand = self._errands.pop(arrival.number, None)
        outcome = self._outcomes.pop(arrival.number, None)
        if errand is None:
            return  # closed while this was on its way
        if self._newest.get(errand.subject) == arrival.number:
            del self._newest[errand.subject]
        if outcome is not None and (errand.owner is None or isValid(errand.owner)):
            outcome()


def _outcome(
    work: Callable[[], R], then: Callable[[R], None], failed: Callable[[Exception], None]
) -> Callable[[], None]:
    try:
        return partial(then, work())
    except Exception as error:
        return partial(failed, error)


class _Sweep(QObject):
    """Collects garbage on the interface thread only: a collector on another would destroy widgets there.

    There may be several: Python's own collector rests until the last of them ends.
    """

    _at_work: ClassVar[WeakSet["_Sweep"]] = WeakSet()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._at_work.add(self)
        gc.disable()
        self._timer = QTimer(self, interval=1000)
        self._timer.timeout.connect(self._collect)
        self._timer.start()

    def _collect(self) -> None:
        for generation in (2, 1, 0):
            if gc.get_count()[generation] > gc.get_threshold()[generation]:
                gc.collect(generation)
                return

    def end(self) -> None:
        """Leave the collector to Python again, if no other dispatcher has threads at work."""
        self._timer.stop()
        self._at_work.discard(self)
        if not self._at_work:
            gc.enable()
