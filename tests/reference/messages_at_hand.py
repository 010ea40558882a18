"""A cohort and somebody in it, as messages are written from them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time

from aspire_desktop.domain.contact.invitations import InvitationRow, SessionTold
from aspire_desktop.domain.contact.message_fields import Addressee, Occasion
from aspire_desktop.domain.office.values import (
    CohortId,
    EnrolmentId,
    OrganisationId,
    PersonId,
    SessionId,
    VersionId,
)
from aspire_desktop.domain.programmes.cohorts import CohortRow, Stage
from aspire_desktop.domain.programmes.enrolments import Funding, ParticipantRow, Status

DATABASE = "0123456789abcdef" * 4
FIRST = SessionTold(
    SessionId(1), "Module 1", date(2026, 11, 12), time(9, 30), time(16, 30), "Europe/London", "Oldbury"
)
SECOND = replace(FIRST, session_id=SessionId(2), title="Module 2", on=date(2027, 4, 8))


def occasion(
    *,
    venue: str = "Oldbury",
    today: date = date(2026, 11, 1),
    sessions: tuple[SessionTold, ...] = (FIRST, SECOND),
    stage: Stage = Stage.CONFIRMED,
    office_address: str = "programmes@wme.example",
) -> Occasion:
    cohort = CohortRow(
        CohortId(1),
        "ASP26-WM02",
        VersionId(1),
        "Aspire",
        "Aspire 2.0",
        OrganisationId(1),
        "West Midlands Employers",
        venue,
        20,
        8,
        18,
        stage,
        None,
        None,
        None,
        "",
        2,
        0,
    )
    office = "West Midlands Employers"
    return Occasion(cohort, sessions, ("Ruth Adeyemi",), office, office_address, "Ellie Marsh", today)


def addressee(
    told: Sequence[InvitationRow] = (),
    *,
    kept_apart: bool = False,
    given_name: str = "Lucy",
    family_name: str = "Harcourt",
    email: str = "lucy.harcourt@council.example",
    job_title: str = "HR Business Partner",
    organisation: str = "Warwickshire County Council",
    status: Status = Status.CONFIRMED,
    funding: Funding | None = Funding.LGA,
    po_number: str = "",
) -> Addressee:
    place = ParticipantRow(
        EnrolmentId(7),
        PersonId(3),
        given_name,
        family_name,
        email,
        job_title,
        organisation,
        status,
        funding,
        "",
        po_number,
    )
    return Addressee(place, "", kept_apart, tuple(told))
