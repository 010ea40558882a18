"""Certificates: facts that are signed and stored when issued and never altered afterwards."""

import hashlib
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from aspire_desktop.domain.office.errors import Unreadable
from aspire_desktop.domain.office.values import CertificateId, EnrolmentId


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


# What may be read of it

CHECK_LETTERS = "234679CDFGHJKMNPQRTVWXY"
"""No look-alikes (0 O, 1 I L, 5 S, 8 B, Z) and no vowels, so that no word appears by chance."""
PAYLOAD_MARK = "ASPIRE1"


@dataclass(frozen=True)
class SignedBy:
    """Who signs a certificate; an empty name leaves a line to sign by hand."""

    name: str
    job_title: str
    organisation: str


@dataclass(frozen=True)
class CertificateFacts:
    """Everything that stands on one certificate, as it was on the day of award."""

    number: str
    check_code: str
    name: str
    """The spelling that the person confirmed."""
    organisation: str
    programme: str
    """The programme's full title."""
    version: str
    cohort: str
    partner: str
    """The delivering partner, in whose name the certificate is given."""
    partnership: str
    """"in partnership with the CIPD and the Local Government Association", or nothing."""
    grade: str
    """"merit", or nothing where the version does not grade."""
    attended: int
    """How many of the modules the person attended."""
    modules: int
    modules_called: str
    """"modules", "workshop days", "sessions" ..."""
    project: str
    """The project's title, or nothing where the version has none."""
    begins: date
    ends: date
    cpd_hours: Decimal
    awarded_on: date
    signatories: tuple[SignedBy, ...]
    key_id: str


@dataclass(frozen=True)
class SealedCertificate:
    """A certificate's facts with the signed text of its QR square: all that its PDF is made from."""

    facts: CertificateFacts
    payload: str


@dataclass(frozen=True)
class Claim:
    """What the text of a QR square says, before or after its signature has been checked."""

    number: str
    check_code: str
    name: str
    programme: str
    awarded_on: date
    key_id: str


def check_code(number: str, name: str, programme: str, awarded_on: date) -> str:
    """Give the eight letters, K7QF-29TX, by which a certificate is checked over the telephone."""
    digest = hashlib.sha256("\n".join((number, name, programme, awarded_on.isoformat())).encode()).digest()
    left, letters = int.from_bytes(digest), []
    for _ in range(8):
        left, index = divmod(left, len(CHECK_LETTERS))
        letters.append(CHECK_LETTERS[index])
    return f"{''.join(letters[:4])}-{''.join(letters[4:])}"


def hours_in_words(hours: Decimal) -> str:
    """Write 30 hours, 1 hour or 4.5 hours."""
    figure = f"{hours:f}".rstrip("0").rstrip(".") if "." in f"{hours:f}" else f"{hours:f}"
    return f"{figure} hour" if hours == 1 else f"{figure} hours"


def claim_of(facts: CertificateFacts) -> Claim:
    """Give what the QR square says of these facts."""
    return Claim(facts.number, facts.check_code, facts.name, facts.programme, facts.awarded_on, facts.key_id)


def claim_text(claim: Claim) -> str:
    """Write a claim as the text that is signed: ASPIRE1|number|code|name|programme|date|key."""
    words = (claim.number, claim.check_code, claim.name, claim.programme)
    parts = (PAYLOAD_MARK, *words, claim.awarded_on.isoformat(), claim.key_id)
    return "|".join(_escaped(part) for part in parts)


def read_claim(text: str) -> Claim:
    """Read what claim_text wrote; raise Unreadable for anything that it would not have written."""
    parts = [part.replace("%7C", "|").replace("%25", "%") for part in text.split("|")]
    try:
        mark, number, code, name, programme, awarded_on, key_id = parts
        claim = Claim(number, code, name, programme, date.fromisoformat(awarded_on), key_id)
    except ValueError:
        raise _not_ours() from None
    if mark != PAYLOAD_MARK or claim_text(claim) != text:
        raise _not_ours()
    return claim


def _escaped(part: str) -> str:
    return part.replace("%", "%25").replace("|", "%7C")


def _not_ours() -> Unreadable:
    return Unreadable(
        "This text was not written by Aspire Desktop for a certificate.",
        do="Scan the square again, or read it from the certificate's PDF.",
    )
