"""Who signs for an organisation, as listed."""

from dataclasses import dataclass, field

from aspire_desktop.domain.office.values import OrganisationId


@dataclass(eq=False)
class Signatory:
    """Who signs for an organisation that delivers cohorts."""

    id: int = field(init=False)
    organisation_id: OrganisationId
    name: str
    job_title: str


# What may be read of it


@dataclass(frozen=True)
class SignatoryRow:
    """Somebody who signs the certificates of the cohorts that an organisation delivers."""

    id: int
    organisation_id: OrganisationId
    organisation: str
    name: str
    job_title: str
