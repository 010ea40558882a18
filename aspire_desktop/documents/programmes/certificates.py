"""Certificates as PDF: the same facts always give the same bytes, whatever else is printed with them."""

from collections.abc import Sequence
from functools import lru_cache

from aspire_desktop.documents.programmes.certificate_page import draw
from aspire_desktop.documents.typesetting.binding import bind
from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.programmes.certificates import (
    CertificateFacts,
    SealedCertificate,
    claim_of,
    claim_text,
)

_UNSIGNED = "A" * 103
"""As long as a signature: the square must have room for one."""


def certificate(sealed: SealedCertificate) -> bytes:
    """Give one certificate as a PDF of its own, with the QR square's text in its metadata.

    Which letters are embedded depends on this certificate alone, so a reprint on another computer can be
    compared byte by byte. Raises RuleBroken as certificate_page.draw does.
    """
    title = f"Certificate of completion: {sealed.facts.name}, {sealed.facts.number}"
    return bind([draw(sealed)], title, payload=sealed.payload)


@lru_cache(maxsize=1024)
def why_unprintable(facts: CertificateFacts) -> str:
    """Say why a certificate of these facts cannot be printed, and what to do; empty where it can."""
    try:
        draw(SealedCertificate(facts, f"{claim_text(claim_of(facts))}|{_UNSIGNED}"))
    except RuleBroken as refused:
        return " ".join(filter(None, (refused.explanation.what, refused.explanation.do)))
    return ""


def certificates_combined(batch: Sequence[SealedCertificate]) -> bytes:
    """Give certificates as one PDF for printing, a page each; it holds no payload to be read back."""
    title = "Certificates of completion"
    if batch:
        title += f", {batch[0].facts.number} to {batch[-1].facts.number}"
    return bind([draw(sealed) for sealed in batch], title)
