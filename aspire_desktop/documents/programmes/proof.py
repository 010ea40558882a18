"""The proof in a certificate's PDF: the text of its QR square, read back without trusting the file."""

import re
from html import unescape

from aspire_desktop.documents.typesetting.binding import PAYLOAD_TAG
from aspire_desktop.domain.office.errors import Unreadable

LARGEST = 5_000_000
"""Bytes; a certificate has 45,000, and one that was scanned or resaved seldom more than this."""
_LONGEST = 4_000
_FOUND = re.compile(rb"<%b>([^<]{1,%d})</%b>" % (PAYLOAD_TAG.encode(), _LONGEST, PAYLOAD_TAG.encode()))
_PROTECTED = re.compile(rb"/Encrypt\b")


def read_certificate(data: bytes) -> str:
    """Give the QR square's text from a certificate's PDF, not verified yet.

    The metadata are never packed, so the file is searched and not interpreted: nothing in it can be made to
    unfold, run or be fetched. Raises Unreadable for files that are no PDF, protected by a password, too
    large, or hold no certificate or several different ones.
    """
    if len(data) > LARGEST:
        raise _refusal(f"The file has {len(data) / 1e6:,.0f} MB; a certificate is far smaller.")
    if b"%PDF-" not in data[:1024]:
        raise _refusal("The file is not a PDF.")
    texts = set(_FOUND.findall(data))
    if not texts and _PROTECTED.search(data):
        raise _refusal("The PDF is protected by a password, so nothing in it can be checked.")
    if not texts:
        raise _refusal("The PDF holds no certificate made by Aspire Desktop.")
    if len(texts) > 1:
        raise _refusal("The PDF holds several different certificates.")
    try:
        return unescape(texts.pop().decode())
    except UnicodeDecodeError:
        raise _refusal("The certificate in the PDF is damaged.") from None


def _refusal(what: str) -> Unreadable:
    return Unreadable(what, do="Choose the PDF as it was sent, or scan the square on the certificate.")
