"""Whether an e-mail address is whole, by its form alone: nothing is looked up on the network."""

import re

from email_validator import EmailNotValidError, validate_email

from aspire_desktop.domain.intake.cells import NotUnderstood

# Addresses of this plain form are right by the library's rules too (a test holds them together), so most
# rows of a file need no further look.
PLAIN = re.compile(
    r"[A-Za-z0-9_]+(?:[.+'-][A-Za-z0-9_]+)*@(?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+(?:gov\.uk|org\.uk|co\.uk|nhs\.uk|net|org|com)"
)


def checked_address(text: str) -> str:
    """Give the address as it should be kept; raise NotUnderstood for one that is not whole."""
    if len(text) <= 64 and PLAIN.fullmatch(text):
        return text
    try:
        found = validate_email(
            text, check_deliverability=False, globally_deliverable=False, allow_smtputf8=False
        )
    except EmailNotValidError as refused:
        raise NotUnderstood(_not_whole(text)) from refused
    if "." not in found.ascii_domain:
        raise NotUnderstood(_not_whole(text))
    return found.normalized


def _not_whole(text: str) -> str:
    return f"“{text}” is not a full e-mail address, like name@council.gov.uk."
