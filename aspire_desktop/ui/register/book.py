"""A register as it stands with the marks that are still on their way to the store."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from aspire_desktop.domain.office.values import EnrolmentId, SessionId
from aspire_desktop.domain.programmes.attendance import MarkRow
from aspire_desktop.domain.programmes.programmes import Rules
from aspire_desktop.domain.programmes.registers import CohortRegister, with_marks

Cell: TypeAlias = tuple[SessionId, EnrolmentId]


@dataclass(frozen=True)
class Marking:
    """Marks given in one action; None: not marked."""

    session_id: SessionId
    given: Mapping[EnrolmentId, MarkRow | None]


@dataclass
class _Sent:
    """A marking that the last reading may not know of; `saved_at` is None until the store has it."""

    marking: Marking
    saved_at: int | None = None


class Book:
    """Shows marks before they are stored, and takes back those that were refused.

    Every reading is begun with `begin_reading`; what was saved before that is in what it brings, and
    what was saved since is laid over it.
    """

    def __init__(self, register: CohortRegister, rules: Rules, today: date) -> None:
        self.rules = rules
        self.today = today
        self.shown = register
        self._read = register
        self._sent: dict[int, _Sent] = {}
        self._moment = 0

    @property
    def waiting(self) -> bool:
        """Say whether marks are on their way."""
        return any(sent.saved_at is None for sent in self._sent.values())

    @property
    def saving(self) -> frozenset[Cell]:
        """Give whose marks of which sessions are on their way."""
        return frozenset(
            (sent.marking.session_id, id)
            for sent in self._sent.values()
            if sent.saved_at is None
            for id in sent.marking.given
        )

    def begin_reading(self) -> int:
        """Give the moment at which a reading begins, for `take`."""
        self._moment += 1
        return self._moment

    def take(self, register: CohortRegister, began: int) -> None:
        """Take what a reading brought."""
        self._read = register
        self._sent = {
            number: sent
            for number, sent in self._sent.items()
            if sent.saved_at is None or sent.saved_at > began
        }
        self._lay_over()

    def mark(self, marking: Marking) -> int:
        """Show these marks at once, and give the number under which they are sent."""
        self._moment += 1
        self._sent[self._moment] = _Sent(marking)
        self.shown = self._with(self.shown, marking)
        return self._moment

    def saved(self, number: int) -> None:
        """The store has these marks."""
        self._moment += 1
        if number in self._sent:
            self._sent[number].saved_at = self._moment

    def refused(self, number: int) -> None:
        """The store does not take these marks: what stood before stands again."""
        self._sent.pop(number, None)
        self._lay_over()

    def _lay_over(self) -> None:
        self.shown = self._read
        for sent in self._sent.values():
            self.shown = self._with(self.shown, sent.marking)

    def _with(self, register: CohortRegister, marking: Marking) -> CohortRegister:
        return with_marks(register, self.rules, marking.session_id, marking.given, self.today)
