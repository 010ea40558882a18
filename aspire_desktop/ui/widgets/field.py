"""What every field of a form has besides its widget: a value of its own type, or words why it has none."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar

from PySide6.QtWidgets import QWidget

V = TypeVar("V")


@dataclass(frozen=True)
class Dispute:
    """Two values of which one must be picked, and how each is put; `words` name the part of a field."""

    words: str
    mine: str
    theirs: str
    keep_mine: Callable[[], None]
    keep_theirs: Callable[[], None]


class Field(Generic[V]):
    """To be inherited beside a widget; `below` are parts of it that a form shows below it."""

    below: Sequence[QWidget] = ()

    @property
    def given(self) -> V:
        """Give the value that stands here; forms ask `trouble` and `is_empty` first."""
        raise NotImplementedError

    def put(self, value: V) -> None:
        """Show another value."""
        raise NotImplementedError

    def learn(self, value: V, words: str) -> None:
        """Offer something that was added since the choices were read; a field that is typed offers none."""

    def said(self, value: V) -> str:
        """Say how a value reads, beside the one that stands here."""
        return str(value or "")

    def disputes(self, before: V, theirs: V) -> Sequence[Dispute]:
        """Say what must be picked where somebody else has set `theirs` meanwhile: here the whole value."""
        mine = self.given
        said = self.said(mine), self.said(theirs)
        return [Dispute("", *said, partial(self.put, mine), partial(self.put, theirs))]

    def when_changed(self, hear: Callable[[], object]) -> None:
        """Have `hear` called whenever something else stands here; a field made of several says it itself."""
        assert isinstance(self, QWidget)
        signal = bytes(self.metaObject().userProperty().notifySignal().name().data()).decode()
        getattr(self, signal).connect(lambda *_: hear())

    @property
    def trouble(self) -> str:
        """Say why what stands here cannot be read; "" where it can."""
        return ""

    @property
    def is_empty(self) -> bool:
        """Say whether nothing stands here."""
        return self.given in (None, "", (), frozenset())
