"""Who signs for an organisation, as listed."""

from dataclasses import dataclass

from aspire_desktop.domain.office.values import OrganisationId


@dataclass(frozen=True)
class SignatoryRow:
    """Somebody who signs the certificates of the cohorts that an organisation delivers."""

    id: int
    organisation_id: OrganisationId
    organisation: str
    name: str
    job_title: str
