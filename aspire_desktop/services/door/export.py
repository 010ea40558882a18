"""What every file written out is: an export that names it, says who may have it, and is written by Office."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar, Generic, Protocol, TypeAlias, TypeVar

from aspire_desktop.domain.office.clock import Moment
from aspire_desktop.domain.office.staff import Role
from aspire_desktop.storage.files import write_file
from aspire_desktop.storage.question import Asks

R_co = TypeVar("R_co", covariant=True)
Tell: TypeAlias = Callable[[int, int, str], None]
"""Told how far the work is: steps done, steps in all, the next one's name. It raises to stop it."""


class Asked(Asks, Protocol):
    """What an export may do: ask questions, which are refused to whoever may not ask them."""

    @property
    def moment(self) -> Moment:
        """The present moment, for whoever has it written."""
        ...


class Export(ABC, Generic[R_co]):
    """A file, or a folder of files, to write. Subclasses are frozen dataclasses; only Office writes them."""

    roles: ClassVar[frozenset[Role]]
    """Who may have it: anyone who holds one of these."""
    ending: ClassVar[str] = ""
    """What a file's name gets where it was typed without an ending; empty for a folder."""

    @abstractmethod
    def write(self, office: Asked, target: Path, tell: Tell) -> R_co:
        """Write it; raise Refused with an older file untouched. What `tell` raises stops it."""


class FileExport(Export[Path]):
    """An export that is one file, written whole."""

    private: ClassVar[bool] = True
    """Whether the file is its owner's only."""

    @abstractmethod
    def content(self, office: Asked, target: Path) -> bytes:
        """Give its bytes; the target's ending may choose between kinds of file."""

    def write(self, office: Asked, target: Path, tell: Tell) -> Path:
        """Write the file and give its path."""
        return write_file(target, self.content(office, target), private=self.private)


def untold(done: int, total: int, item: str) -> None:
    """Tell nobody."""
