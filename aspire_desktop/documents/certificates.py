"""Certificates as PDF: the same facts always give the same bytes, whatever else is printed with them."""

from collections.abc import Sequence

from aspire_desktop.documents.binding import bind
from aspire_desktop.documents.certificate_page import draw
from aspire_desktop.domain.certificates import SealedCertificate


def certificate(sealed: SealedCertificate) -> bytes:
    """Give one certificate as a PDF of its own, with the QR square's text in its metadata.

    Which letters are embedded depends on this certificate alone, so a reprint on another computer can be
    compared byte by byte. Raises RuleBroken as certificate_page.draw does.
    """
    title = f"Certificate of completion: {sealed.facts.name}, {sealed.facts.number}"
    return bind([draw(sealed)], title, payload=sealed.payload)


def certificates_combined(batch: Sequence[SealedCertificate]) -> bytes:
    """Give certificates as one PDF for printing, a page each; it holds no payload to be read back."""
    title = "Certificates of completion"
    if batch:
        title += f", {batch[0].facts.number} to {batch[-1].facts.number}"
    return bind([draw(sealed) for sealed in batch], title)
