"""Programmes, their versions and modules; what completes and what may be claimed is data of a version."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import time
from enum import StrEnum

from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.values import ModuleId, ProgrammeId, VersionId, fold

MARKS = "P L F A E M N"
"""The letters of a register's marks; attendance.Code says what they mean."""


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


class ApprovalRule(StrEnum):
    """What a missing approval by the manager does: stop the offer of a place, or warn about it."""

    BLOCKS = "blocks"
    WARNS = "warns"


@dataclass(eq=False)
class Programme:
    """A programme such as Aspire; `key` is fixed, titles may change."""

    id: ProgrammeId = field(init=False)
    key: str
    title: str
    full_title: str
    code: str = ""
    """Short code in the codes of cohorts and the numbers of certificates: "ASP"."""


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
    """Codes of the marks that count as attended, parted by spaces."""
    left_early_percent: int | None = None
    """Share of a session's minutes from which Left early counts as attended; None: it never does."""
    panel_minimum: int = 0
    """How many heads of HR a panel needs at least."""
    capacity: int = 20
    minimum: int = 8
    substitution_until: int = 1
    """The session, counted from 1, up to whose day another person may take over a place."""
    deferral_months: int = 12
    """Within how many months a deferred person takes the place up again."""
    approval: ApprovalRule = ApprovalRule.WARNS
    offer_days: int = 14
    """After how many days an offer lapses."""
    joining_days: int = 5
    """How many working days before the first session the joining instructions go out."""
    charges: str = ""
    """What a late withdrawal or a no-show costs, in words."""
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
    starts: time = time(9, 30)
    ends: time = time(16, 30)
    """Local times that a new cohort's session is given."""


@dataclass(eq=False)
class OutcomeOption:
    """An outcome that a panel of this version may decide."""

    id: int = field(init=False)
    version_id: VersionId
    key: str
    title: str
    completes: bool
    position: int = 0
    also: str = ""
    """Other words for it in files that are imported, as `joined` keeps them."""


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
    left_early_percent: int | None = None

    @property
    def completes(self) -> bool:
        """Whether there is anything to complete; a network such as CODE has nothing."""
        return self.sessions_needed > 0 or self.project_needed


@dataclass(frozen=True)
class VersionRow:
    """A version as offered when a cohort is made."""

    id: VersionId
    programme_id: ProgrammeId
    programme: str
    code: str
    title: str
    label: str
    full_title: str
    capacity: int
    minimum: int
    approval: ApprovalRule

    @property
    def keys(self) -> frozenset[str]:
        """Give the words by which a file means it, folded; a title alone is that of the first version."""
        return frozenset({fold(self.title), fold(f"{self.programme} {self.label}")})


@dataclass(frozen=True)
class ModuleRow:
    """A module as offered when a cohort is made: one session for each."""

    id: ModuleId
    position: int
    title: str
    kind: ModuleKind
    minutes: int
    for_claim: bool
    starts: time
    ends: time


@dataclass(frozen=True)
class Thresholds:
    """What a version asks for, as Settings show and change it."""

    id: VersionId
    title: str
    sessions_needed: int
    project_needed: bool
    attended_marks: frozenset[str]
    left_early_percent: int | None
    capacity: int
    minimum: int
    modules: tuple[ModuleRow, ...]


@dataclass(frozen=True)
class OutcomeRow:
    """An outcome as offered to a panel, with the other words that files use for it."""

    key: str
    title: str
    completes: bool
    also: tuple[str, ...]

    def answers_to(self, words: str) -> bool:
        """Tell whether the words mean this outcome, whatever their capitals."""
        return fold(words) in {fold(name) for name in (self.key, self.title, *self.also)}


# What follows from it


def outcome_named(options: Sequence[OutcomeRow], words: str) -> OutcomeRow:
    """Find the outcome that words from a screen or a file mean; raise RuleBroken where none does."""
    for option in options:
        if option.answers_to(words):
            return option
    known = ", ".join(option.title for option in options) or "none"
    raise RuleBroken(f"“{words}” is not an outcome of this programme.", do=f"Its outcomes are: {known}.")


def check_version(version: Version, modules: Sequence[Module], options: Sequence[OutcomeOption]) -> None:
    """Raise RuleBroken, in words, for rules that nobody could ever meet."""
    title = version.title
    _check_marks(version)
    _check_claims(version, modules)
    if not 0 <= version.sessions_needed <= len(modules):
        raise RuleBroken(
            f"{title} has {len(modules)} sessions, so it cannot ask for {version.sessions_needed}."
        )
    if version.project_needed and not any(option.completes for option in options):
        raise RuleBroken(f"{title} asks for a project, and none of its outcomes completes.")
    if version.minimum > version.capacity:
        raise RuleBroken(
            f"{title} cannot need {version.minimum} people when it has {version.capacity} places."
        )


def _check_claims(version: Version, modules: Sequence[Module]) -> None:
    title, claims = version.title, version.claim_rule
    if claims is ClaimRule.CLAIM_SESSIONS and not any(module.for_claim for module in modules):
        raise RuleBroken(f"{title} is claimed by its claim sessions, and has none.")
    if claims is ClaimRule.COMPLETION and not (version.sessions_needed or version.project_needed):
        raise RuleBroken(f"{title} is claimed on completion, and nothing completes it.")


def _check_marks(version: Version) -> None:
    for mark in version.attended_marks.split():
        if mark == "N":
            raise RuleBroken("N cannot count as attended: it leaves the session out.")
        if mark not in MARKS:
            raise RuleBroken(f"{mark} is not a mark.", do=f"The marks are {MARKS}.")
    share = version.left_early_percent
    if share is not None and not 0 <= share <= 100:
        raise RuleBroken(f"{version.title} cannot ask for {share} % of a session.")
