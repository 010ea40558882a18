"""People who completed a programme, as the network knows them."""

from dataclasses import dataclass
from datetime import date

from aspire_desktop.domain.office.values import EnrolmentId, OrganisationId, PersonId


@dataclass(frozen=True)
class AlumnusRow:
    """One person and one programme that they completed, with their present job."""

    enrolment_id: EnrolmentId
    person_id: PersonId
    given_name: str
    family_name: str
    email: str
    job_title: str
    organisation_id: OrganisationId | None
    """Where they work now; None where no present job is known."""
    organisation: str
    programme: str
    """The version they took: "Aspire 2.0"."""
    cohort: str
    finished_on: date | None
    certificate: str
    """The number of the certificate that stands, or empty."""
