"""Participants' projects and what the panel decided."""

from dataclasses import dataclass, field
from datetime import date

from aspire_desktop.domain.values import CohortId, EnrolmentId, ProjectId, tidy


@dataclass(eq=False)
class Project:
    """A project of one participant or a group; outcome is an OutcomeOption's key of the cohort's version."""

    id: ProjectId = field(init=False)
    cohort_id: CohortId
    title: str
    outcome: str = ""
    decided_on: date | None = None

    def __post_init__(self) -> None:
        self.title = tidy(self.title)


@dataclass(eq=False)
class ProjectMember:
    """That an enrolment belongs to a project."""

    id: int = field(init=False)
    project_id: ProjectId
    enrolment_id: EnrolmentId


# What may be read of it


@dataclass(frozen=True)
class ProjectRow:
    """A project as listed: its members' names, and its outcome's title or nothing."""

    id: ProjectId
    title: str
    members: str
    outcome: str
    decided_on: date | None
