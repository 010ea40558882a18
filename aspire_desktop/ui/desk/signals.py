"""What the bell rings with: one frozen dataclass for each signal."""

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QObject, Signal

from aspire_desktop.domain.office.errors import Explanation
from aspire_desktop.domain.office.history import NextSteps, Record
from aspire_desktop.domain.office.staff import Role
from aspire_desktop.domain.programmes.certificate_awards import Unfounded


@dataclass(frozen=True)
class Destination:
    """A place to go to: a screen by its key in navigation, a row of it, a tab, a part of what that shows."""

    screen: str
    id: int | None = None
    tab: str = ""
    part: str = ""


@dataclass(frozen=True)
class Presence:
    """Who is at the desk, and what they are trusted with."""

    name: str
    roles: frozenset[Role]


@dataclass(frozen=True)
class Changed:
    """What screens must reload: names of tables."""

    topics: frozenset[str]


class SaveStage(Enum):
    """Where saving stands."""

    SAVED = "saved"
    SAVING = "saving"
    NOT_SAVED = "not saved"


@dataclass(frozen=True)
class SaveState:
    """What the status bar says of saving."""

    words: str
    stage: SaveStage


@dataclass(frozen=True)
class BackupsTold:
    """How the backups are, in a few words; `well` unless a place is not reached or there is none yet."""

    words: str
    well: bool


@dataclass(frozen=True)
class Steps:
    """The titles of the next undo and the next redo, "" where there is none."""

    undo: str = ""
    redo: str = ""

    @classmethod
    def of(cls, steps: NextSteps) -> "Steps":
        """Give the titles of what can be taken back and done again."""
        return cls(*(step.title if step else "" for step in (steps.undo, steps.redo)))


@dataclass(frozen=True)
class Told:
    """An explanation to show."""

    explanation: Explanation


@dataclass(frozen=True)
class GroundLost:
    """Certificates that lost their ground by what was just done; at least one."""

    certificates: tuple[Unfounded, ...]


@dataclass(frozen=True)
class Finished:
    """A screen that is done with: what was done there, and where to go; None for where one came from."""

    explanation: Explanation
    to: Destination | None = None


@dataclass(frozen=True)
class Fault:
    """Something the program did not foresee: a reference to quote, and details free of personal data."""

    reference: str
    details: str

    @property
    def explanation(self) -> Explanation:
        """Give the three parts a person reads."""
        return Explanation(
            "This step was not finished, because of a fault in Aspire.",
            "Everything that was saved is safe; what was not finished was not kept.",
            f"See what is there, and try again. If it happens twice, tell IT support {self.reference}.",
        )


class Bell(QObject):
    """Rings for the window and its screens."""

    changed = Signal(Changed)
    wanted = Signal(Destination)
    history_wanted = Signal(Record)
    saved = Signal(SaveState)
    stepped = Signal(Steps)
    reversed = Signal(Told)
    told = Signal(Told)
    ground_lost = Signal(GroundLost)
    faulted = Signal(Fault)
    finished = Signal(Finished)
    """A screen is done with: back to where the person came from, saying this (nothing: it was cancelled)."""
    present = Signal(Presence)
