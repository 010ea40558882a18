"""Programmes, their versions and modules; what completes a version, and when a place is claimable, is data."""

from dataclasses import dataclass, field
from enum import StrEnum

from aspire_desktop.domain.values import ModuleId, ProgrammeId, VersionId


class ModuleKind(StrEnum):
    """What sort of session a module makes."""

    MODULE = "module"
    WORKSHOP = "workshop"
    REVIEW = "review"
    DROP_IN = "drop-in"


class ClaimRule(StrEnum):
    """When a subsidised place may be claimed: on completion, or once every claim session is attended."""

    COMPLETION = "completion"
    CLAIM_SESSIONS = "claim-sessions"
    NEVER = "never"


@dataclass(eq=False)
class Programme:
    """A programme such as Aspire; `key` is fixed, titles may change."""

    id: ProgrammeId = field(init=False)
    key: str
    title: str
    full_title: str


@dataclass(eq=False)
class Version:
    """A version of a programme with its rules. A cohort keeps the version it started with."""

    id: VersionId = field(init=False)
    programme_id: ProgrammeId
    label: str
    """"1", "2.0" ..."""
    title: str
    """What people call it: "Aspire 2.0"."""
    sessions_needed: int
    """How many sessions must be attended to complete; 0 where nothing is completed (a network)."""
    project_needed: bool
    graded: bool
    """Whether a merit is named on the certificate."""
    claim_rule: ClaimRule
    attended_marks: str = "P L M"
    capacity: int = 20
    minimum: int = 8
    position: int = 0


@dataclass(eq=False)
class Module:
    """A module of a version; a cohort has one session for each."""

    id: ModuleId = field(init=False)
    version_id: VersionId
    position: int
    title: str
    kind: ModuleKind
    minutes: int
    """Minutes of activity, breaks left out: CPD hours are counted from these."""
    for_claim: bool = False


@dataclass(eq=False)
class OutcomeOption:
    """An outcome that a panel of this version may decide."""

    id: int = field(init=False)
    version_id: VersionId
    key: str
    title: str
    completes: bool
    position: int = 0


# What may be read of it


@dataclass(frozen=True)
class Rules:
    """The rules of one version, as attendance, certificates and funding ask for them."""

    sessions_needed: int
    project_needed: bool
    graded: bool
    claim_rule: ClaimRule
    attended_marks: frozenset[str]
    completing_outcomes: frozenset[str]


@dataclass(frozen=True)
class VersionRow:
    """A version as offered when a cohort is made."""

    id: VersionId
    programme_id: ProgrammeId
    programme_key: str
    title: str
    label: str
    full_title: str
    capacity: int
    minimum: int
