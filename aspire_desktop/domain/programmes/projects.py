"""Participants' projects and what the panel decided."""

from dataclasses import dataclass, field
from datetime import date

from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.facts import Fact, Privacy, facts_in, tell
from aspire_desktop.domain.office.values import CohortId, EnrolmentId, ProjectId, tidy
from aspire_desktop.domain.office.written import Words, date_of


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

    def tell(self, **facts: str) -> None:
        """Set facts by their names."""
        tell(self, facts)


@dataclass(eq=False)
class ProjectMember:
    """That an enrolment belongs to a project."""

    id: int = field(init=False)
    project_id: ProjectId
    enrolment_id: EnrolmentId


# What is known of it

TITLE = Fact(
    "title",
    "Title",
    "projects",
    heading="Project",
    column="title",
    headings="project title/project/project name/name of project/title of project/topic/challenge",
    privacy=Privacy.FREE,
)
PROJECT = (
    TITLE,
    Fact(
        "outcome",
        "Outcome",
        "projects",
        column="outcome",
        headings="result/panel outcome/decision/panel decision/project outcome/grade/outcome of panel",
        privacy=Privacy.IMPERSONAL,
    ),
    Fact("decided_on", "Decided on", "projects", rule=date_of),
)
"""What is known of a project."""


@dataclass(frozen=True)
class ProjectDetails:
    """What is typed of a project in words, as `PersonDetails`; its outcome has an act of its own."""

    title: Words


DETAILS = facts_in(ProjectDetails, PROJECT)


# What may be read of it


@dataclass(frozen=True)
class _Numbered:
    id: ProjectId


@dataclass(frozen=True)
class ProjectRow(ProjectDetails, _Numbered):
    """A project as listed: its members' names, and its outcome's title or nothing."""

    members: str
    outcome: str
    decided_on: date | None
    outcome_key: str = ""
    enrolment_ids: tuple[EnrolmentId, ...] = field(default=(), compare=False)


@dataclass(frozen=True)
class Decision:
    """What a panel decided: the outcome's key and title, and the day (None where a file had none)."""

    key: str
    title: str
    decided_on: date | None


# What follows from it


def check_decided_on(decided_on: date, today: date) -> None:
    """Raise RuleBroken for an outcome that is dated after today."""
    if decided_on > today:
        raise RuleBroken("An outcome cannot be dated after today.", do="Give the day the panel decided.")
