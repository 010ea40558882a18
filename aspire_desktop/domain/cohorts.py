"""Cohorts, their sessions and trainers."""

from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum

from aspire_desktop.domain.values import CohortId, ModuleId, OrganisationId, SessionId, VersionId, tidy


class Stage(StrEnum):
    """Where a cohort stands."""

    PLANNED = "planned"
    TENTATIVE = "tentative"
    CONFIRMED = "confirmed"
    RUNNING = "running"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


@dataclass(eq=False)
class Cohort:
    """A group that takes one version of a programme together; `code` is unique."""

    id: CohortId = field(init=False)
    code: str
    version_id: VersionId
    partner_id: OrganisationId
    """The delivering partner."""
    venue: str
    capacity: int
    minimum: int
    stage: Stage = Stage.CONFIRMED

    def __post_init__(self) -> None:
        self.code, self.venue = tidy(self.code), tidy(self.venue)


@dataclass(eq=False)
class Session:
    """One register: a day of a cohort, local date and times with their zone."""

    id: SessionId = field(init=False)
    cohort_id: CohortId
    module_id: ModuleId
    position: int
    on: date
    starts: time
    ends: time
    zone: str = "Europe/London"
    finished: bool = False
    """Set when the register is finished; a mark changed afterwards needs a reason."""


@dataclass(eq=False)
class Trainer:
    """Somebody who trains a cohort; often an external associate, so a name is enough."""

    id: int = field(init=False)
    cohort_id: CohortId
    name: str


# What may be read of it


@dataclass(frozen=True)
class CohortRow:
    """A cohort as listed, with its one count of places held."""

    id: CohortId
    code: str
    programme: str
    version: str
    partner: str
    venue: str
    capacity: int
    held: int
    stage: Stage
    first_on: date | None
    last_on: date | None
    next_on: date | None
    next_title: str


@dataclass(frozen=True)
class SessionRow:
    """A session as listed."""

    id: SessionId
    cohort_id: CohortId
    position: int
    title: str
    on: date
    starts: time
    ends: time
    finished: bool
    minutes: int
    for_claim: bool
