"""What the answers on a screen were read from, and the word when some of it changes."""

from collections.abc import Collection

from PySide6.QtCore import QObject, Signal

from aspire_desktop.ui.desk.signals import Bell, Changed

RECORD = "action"
"""Each change is an action on the record: whoever reads the record hears of all."""


class Ear(QObject):
    """Whoever asks through a desk with an ear rests on the tables that its answers were read from.

    `heard` when one of them changes. Nobody says which these are, so nobody can leave one out.
    """

    heard = Signal()

    def __init__(self, bell: Bell, parent: QObject) -> None:
        super().__init__(parent)
        self._rests_on: set[str] = set()
        self._changed: dict[str, int] = {}
        self._changes = 0
        bell.changed.connect(self._hear)

    @property
    def now(self) -> int:
        """Give the moment at which something is asked, for `rest_on`."""
        return self._changes

    def rest_on(self, tables: Collection[str], asked: int) -> None:
        """Take in what an answer was read from; hear of what changed since it was asked."""
        late = [each for each in tables if self._changed.get(each, 0) > asked and each not in self._rests_on]
        self._rests_on.update(tables)
        if late:
            self.heard.emit()

    def _hear(self, changed: Changed) -> None:
        self._changes += 1
        tables = changed.topics | {RECORD} if changed.topics else frozenset[str]()
        self._changed.update(dict.fromkeys(tables, self._changes))
        if tables & self._rests_on:
            self.heard.emit()
