"""Who writes goes first: reads of the same process stop at their next statement, for a moment."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition, get_ident
from typing import Final

LONGEST_S: Final = 0.05
"""Seconds that reads stand back for one write; a longer one, such as an import, is not worth the wait."""


class Precedence:
    """Lets a short write have the interpreter to itself.

    Python runs one thread at a time, and a thread that reads gives way after 5 ms only. A write of twenty
    statements lets go of the interpreter at each of them, and would wait so long twenty times.
    """

    def __init__(self) -> None:
        self._changed = Condition()
        self._until: dict[int, float] = {}

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Go first for as long as the block lasts, but not longer than reads stand back."""
        with self._changed:
            self._until[get_ident()] = time.monotonic() + LONGEST_S
        try:
            yield
        finally:
            with self._changed:
                del self._until[get_ident()]
                self._changed.notify_all()

    def stand_back(self, *_statement: object) -> None:
        """Wait while another thread goes first."""
        if not self._until or get_ident() in self._until:
            return
        with self._changed:
            while (left := max(self._until.values(), default=0.0) - time.monotonic()) > 0:
                self._changed.wait(left)
