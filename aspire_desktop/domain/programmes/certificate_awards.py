"""What the office sees of certificates: who is ready, what was issued, and what a check found."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from aspire_desktop.domain.office.errors import UndoRefused
from aspire_desktop.domain.office.values import CertificateId, EnrolmentId, PersonId
from aspire_desktop.domain.programmes.certificates import CertificateFacts, SignedBy, check_code
from aspire_desktop.domain.programmes.completions import Progress
from aspire_desktop.domain.programmes.programmes import ModuleKind

MERIT = "merit"
"""The key of the outcome that a graded version names on its certificates."""
_CALLED = {ModuleKind.MODULE: "module", ModuleKind.WORKSHOP: "workshop day"}


class CertificateStatus(StrEnum):
    """What has become of an issued certificate."""

    ISSUED = "issued"
    REPLACED = "replaced"
    REVOKED = "revoked"
    ERASED = "erased"
    """It stands, but the person was erased: the office keeps its number alone."""


@dataclass(frozen=True)
class CertificateRow:
    """An issued certificate as listed."""

    id: CertificateId
    number: str
    enrolment_id: EnrolmentId
    name: str
    issued_on: date
    status: CertificateStatus
    document: str
    """The stored PDF's digest."""
    replaced_by: str
    """The newer certificate's number, or empty."""
    reason: str
    """Why it was revoked, or else why it was reissued."""


def revoked_words(certificate: CertificateRow) -> str:
    """Say that a certificate was revoked, why, and what gives another."""
    why = f": {certificate.reason}" if certificate.reason else ""
    return f"Certificate {certificate.number} was revoked{why}. Reissue it to give another."


@dataclass(frozen=True)
class Candidate:
    """Somebody on the register of a cohort, and how near to a certificate."""

    enrolment_id: EnrolmentId
    person_id: PersonId
    given_name: str
    family_name: str
    name: str
    """As it would stand on the certificate."""
    name_set: bool
    """Whether that spelling was given for the certificate, and not taken from the person's names."""
    organisation: str
    progress: Progress
    certificate: CertificateRow | None
    """The newest one of this place, whatever became of it."""
    unprintable: str = ""
    """Why the certificate cannot be printed, in whole sentences; empty where it can, or nobody looked."""

    @property
    def held(self) -> bool:
        """Whether a certificate is held that stands."""
        return self.certificate is not None and self.certificate.status is CertificateStatus.ISSUED

    @property
    def ready(self) -> bool:
        """Whether one can be issued now; after one was revoked only a reissue gives another."""
        return self.progress.completion.complete and self.certificate is None and not self.unprintable

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why none can be issued; nothing where one can be, or is held."""
        if self.held:
            return ()
        revoked = () if self.certificate is None else (revoked_words(self.certificate),)
        unprintable = (self.unprintable,) if self.unprintable else ()
        return (*revoked, *self.progress.completion.reasons, *unprintable)


@dataclass(frozen=True)
class Grounds:
    """All that a certificate says of one person and cohort, before it has a number."""

    enrolment_id: EnrolmentId
    full_name: str
    name: str
    organisation: str
    programme: str
    programme_code: str
    version: str
    cohort: str
    partner: str
    partnership: str
    prefix: str
    """The office's own part of the number: "WME"."""
    progress: Progress
    merit: bool
    project: str
    kinds: frozenset[ModuleKind]
    begins: date | None
    """The first session's day; None where none had come by the day of award."""
    ends: date | None
    """The last session's day that had come by then."""
    signatories: tuple[SignedBy, ...]


@dataclass(frozen=True)
class Issued:
    """A certificate that was issued just now."""

    id: CertificateId
    enrolment_id: EnrolmentId
    number: str
    name: str


@dataclass(frozen=True)
class NotIssued:
    """Somebody to whom none was issued, and why, in whole sentences."""

    enrolment_id: EnrolmentId
    name: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Issue:
    """What issuing gave."""

    issued: tuple[Issued, ...]
    already: tuple[Issued, ...]
    """Certificates that are held, so no second one was issued."""
    blocked: tuple[NotIssued, ...]


@dataclass(frozen=True)
class Unfounded:
    """A certificate that stands although its programme is not completed (any more), and why not."""

    id: CertificateId
    number: str
    enrolment_id: EnrolmentId
    name: str
    reasons: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.number} of {self.name}"


@dataclass(frozen=True)
class IssueProgress:
    """How far a batch has come: people dealt with, of how many, and what came of the latest."""

    done: int
    total: int
    latest: Issue


@dataclass(frozen=True)
class CertificateFile:
    """A stored certificate ready to be written again, byte for byte."""

    number: str
    name: str
    file_name: str
    content: bytes


class Finding(StrEnum):
    """What checking a certificate found."""

    VALID = "valid"
    REVOKED = "revoked"
    ERASED = "erased"
    """It stands, but the person was erased: the office keeps its number alone."""
    REPLACED = "replaced"
    ALTERED = "altered"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Verification:
    """What a check can vouch for: facts are empty where nothing vouches for them."""

    status: Finding
    number: str
    name: str
    programme: str
    issued: date | None
    """The day of award."""
    note: str
    """Whole sentences: what was checked, what was not, and what to do."""

    @property
    def valid(self) -> bool:
        """Whether the certificate may be relied on."""
        return self.status is Finding.VALID


# What follows from it


def modules_called(kinds: frozenset[ModuleKind], count: int) -> str:
    """Say what the parts of a programme are called: modules, workshop days, or sessions where they differ."""
    called = _CALLED.get(next(iter(kinds)), "session") if len(kinds) == 1 else "session"
    return called if count == 1 else f"{called}s"


def certificate_facts(grounds: Grounds, number: str, awarded_on: date, key_id: str) -> CertificateFacts:
    """Put a certificate's facts together; the grounds' progress must be complete."""
    standing = grounds.progress.standing
    return CertificateFacts(
        number=number,
        check_code=check_code(number, grounds.name, grounds.programme, awarded_on),
        name=grounds.name,
        organisation=grounds.organisation,
        programme=grounds.programme,
        version=grounds.version,
        cohort=grounds.cohort,
        partner=grounds.partner,
        partnership=grounds.partnership,
        grade=MERIT if grounds.merit else "",
        attended=standing.attended,
        modules=standing.required,
        modules_called=modules_called(grounds.kinds, standing.required),
        project=grounds.project,
        begins=grounds.begins or awarded_on,
        ends=grounds.ends or awarded_on,
        cpd_hours=grounds.progress.cpd_hours,
        awarded_on=awarded_on,
        signatories=grounds.signatories,
        key_id=key_id,
    )


def refuse_unfounded(lost: Sequence[Unfounded]) -> None:
    """Raise UndoRefused where certificates would stand without what they were issued on."""
    if lost:
        told = ", ".join(map(str, lost))
        words = (
            f"Certificate {told} rests on this."
            if len(lost) == 1
            else f"{len(lost)} certificates rest on this: {told}."
        )
        raise UndoRefused(
            words, do="Revoke first, or correct the register by hand: the reason stays on record."
        )


def lost_words(lost: Sequence[Unfounded], *, would: bool = False) -> tuple[str, ...]:
    """Say of which certificates the ground is gone, or `would` be, a sentence or more each."""
    verb = "would no longer have" if would else "no longer has"
    return tuple(f"Certificate {each} {verb} its ground: {' '.join(each.reasons)}" for each in lost)


def next_sequence(numbers: Sequence[str]) -> int:
    """Give the sequence after the highest of these certificate numbers of one programme and year."""
    return 1 + max((int(number.rpartition("-")[2]) for number in numbers), default=0)
