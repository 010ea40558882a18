"""Evidence for an auditor's sample of a return: which places, and what is recorded of each."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

from aspire_desktop.domain.money.returns import ReturnLineFacts
from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.history import ActionRow
from aspire_desktop.domain.office.values import Period, PlaceId, ReturnId
from aspire_desktop.domain.programmes.certificate_awards import CertificateRow
from aspire_desktop.domain.programmes.enrolments import StepRow
from aspire_desktop.domain.programmes.projects import Decision


@dataclass(frozen=True)
class SubmittedReturn:
    """A submitted return by its name, with the places it claims, in order."""

    id: ReturnId
    agreement: str
    reference: str
    revision: int
    period: Period
    submitted_by: str
    submitted_at: datetime
    digest: str
    """Of the stored workbook: sha256 in hexadecimal."""
    anchor: str
    """The head of the history when it was submitted: its number and digest."""
    numbers: tuple[int, ...]
    """Of its claim lines."""

    @property
    def name(self) -> str:
        """Write: LGA/OD/2026-R1, revision 2."""
        return f"{self.reference}, revision {self.revision}"


@dataclass(frozen=True)
class MarkEvidence:
    """What a register says of one person; others than the sampled one are named by reference alone."""

    person: str
    organisation: str
    mark: str
    """In words; Not marked where nothing is."""
    note: str
    marked_by: str
    marked_at: datetime | None
    """When the mark last changed: an aware instant."""
    sampled: bool


@dataclass(frozen=True)
class SessionEvidence:
    """The register of one session, as it stands recorded."""

    title: str
    on: date
    starts: time
    ends: time
    finished: bool
    marks: tuple[MarkEvidence, ...]


@dataclass(frozen=True)
class PlaceStep:
    """A place of an agreement that was taken, and perhaps given up again."""

    place: str
    """The place's label."""
    taken_on: date
    released_on: date | None
    reason: str


@dataclass(frozen=True)
class PlaceEvidence:
    """Everything recorded of one sampled place."""

    place_id: PlaceId
    line: ReturnLineFacts
    """As it was stored when the return was submitted."""
    sessions: tuple[SessionEvidence, ...]
    """Those that count towards the claim."""
    steps: tuple[StepRow, ...]
    places: tuple[PlaceStep, ...]
    actions: tuple[ActionRow, ...]
    """What was done with the enrolment and its place, oldest first."""
    decision: Decision | None
    """The project's outcome, where there is one."""
    certificate: CertificateRow | None
    """The newest one, whatever became of it."""


@dataclass(frozen=True)
class FileEntry:
    """A file of the pack."""

    name: str
    size: int
    """Bytes."""
    digest: str
    """sha256 in hexadecimal."""


@dataclass(frozen=True)
class PlaceFolder:
    """A sampled place's folder, as the index lists it."""

    line: int
    place: str
    cohort: str
    participant: str
    organisation: str
    amount: Decimal
    folder: str
    """Its name within the pack: never with a person's name."""
    files: tuple[FileEntry, ...]
    certificate: str
    """The certificate's number and standing, or why there is none."""


@dataclass(frozen=True)
class EvidencePack:
    """What was written, and from which return it was drawn."""

    drawn_from: SubmittedReturn
    places: tuple[PlaceFolder, ...]
    folder: Path
    made_by: str
    made_at: datetime

    @property
    def of(self) -> int:
        """Give how many places the sample was drawn from."""
        return len(self.drawn_from.numbers)


@dataclass(frozen=True)
class EvidenceProgress:
    """How far a pack has come; `pack` is there once it is whole and in its place."""

    done: int
    total: int
    place: str
    """The label of the latest place."""
    pack: EvidencePack | None = None


def sample_of(anchor: str, numbers: Sequence[int], size: int) -> tuple[int, ...]:
    """Draw so many lines of a return, or all where it has fewer; give their numbers in order.

    Lines are ranked by the sha256 of the return's anchor and their own number: it was fixed when the return
    was submitted, so nobody can choose, and a larger sample holds every smaller one.
    """
    if size < 1:
        raise RuleBroken("A sample is of at least one place.", do="Ask for one place or more.")
    ranked = sorted(numbers, key=lambda number: (_rank(anchor, number), number))
    return tuple(sorted(ranked[:size]))


def _rank(anchor: str, number: int) -> str:
    return hashlib.sha256(f"{anchor}:{number}".encode()).hexdigest()
