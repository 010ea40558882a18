"""Certificates: facts that are signed and stored when issued and never altered afterwards."""

from dataclasses import dataclass, field
from datetime import date

from aspire_desktop.domain.values import CertificateId, EnrolmentId, OrganisationId


@dataclass(eq=False)
class Signatory:
    """Who signs for an organisation that delivers cohorts."""

    id: int = field(init=False)
    organisation_id: OrganisationId
    name: str
    job_title: str


@dataclass(eq=False)
class SigningKey:
    """A pair of Ed25519 keys; the private one is wrapped by the database's own key."""

    id: int = field(init=False)
    public: str
    """32 bytes in hexadecimal."""
    wrapped: str
    """The encrypted private key in hexadecimal."""


@dataclass(eq=False)
class Certificate:
    """An issued certificate. `payload` is the text of its QR square; `document` the stored PDF's digest."""

    id: CertificateId = field(init=False)
    number: str
    enrolment_id: EnrolmentId
    name: str
    issued_on: date
    payload: str
    document: str
    replaces_id: CertificateId | None = None
    reason: str = ""
    """Why it was reissued."""
    revoked_on: date | None = None
    revoked_reason: str = ""
