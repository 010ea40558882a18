"""What every field of a form has besides its widget: a value of its own type, or words why it has none."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtWidgets import QWidget

V = TypeVar("V")


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

    def said(self, value: V) -> str:
        """Say how a value reads, beside the one that stands here."""
        return str(value or "")

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
