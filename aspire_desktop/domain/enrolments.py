"""Places on a cohort held by people: a dated history of steps, never an overwrite."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from aspire_desktop.domain.values import CohortId, EnrolmentId, OrganisationId, PersonId


class Status(StrEnum):
    """Where an enrolment stands."""

    NOMINATED = "nominated"
    APPROVED = "approved"
    WAITING = "waiting"
    OFFERED = "offered"
    CONFIRMED = "confirmed"
    ACTIVE = "active"
    COMPLETED = "completed"
    NOT_COMPLETED = "not completed"
    WITHDRAWN = "withdrawn"
    DEFERRED = "deferred"
    SUBSTITUTED = "substituted"
    NO_SHOW = "no-show"
    CANCELLED = "cancelled"


HOLDS_A_PLACE = frozenset(
    {Status.OFFERED, Status.CONFIRMED, Status.ACTIVE, Status.COMPLETED, Status.NOT_COMPLETED, Status.NO_SHOW}
)
"""Statuses that fill one of the cohort's places."""
ON_REGISTER = HOLDS_A_PLACE - {Status.OFFERED}
"""Statuses whose people stand on the register."""


class Funding(StrEnum):
    """Who pays for a place."""

    LGA = "LGA"
    COUNCIL = "council"
    BURSARY = "bursary"


@dataclass(eq=False)
class Enrolment:
    """One person on one cohort; organisation and job title as they were when enrolled."""

    id: EnrolmentId = field(init=False)
    cohort_id: CohortId
    person_id: PersonId
    organisation_id: OrganisationId
    status: Status
    job_title: str = ""
    funding: Funding | None = None
    po_number: str = ""


@dataclass(eq=False)
class Step:
    """A dated move of an enrolment: when it takes effect, when it was noted, and why."""

    id: int = field(init=False)
    enrolment_id: EnrolmentId
    status: Status
    on: date
    noted_on: date
    reason: str = ""


@dataclass(eq=False)
class Needs:
    """Access and dietary needs of one enrolment: restricted, never on sheets or in exports."""

    id: int = field(init=False)
    enrolment_id: EnrolmentId
    access: str = ""
    dietary: str = ""


# What may be read of it


@dataclass(frozen=True)
class ParticipantRow:
    """A participant as listed in the cohort's workspace."""

    id: EnrolmentId
    person_id: PersonId
    given_name: str
    family_name: str
    email: str
    job_title: str
    organisation: str
    status: Status
    funding: Funding | None
    traced_to: str
    """Agreement reference and place number, or empty."""
    po_number: str
