"""What the office sets for itself: its name, partners' line, certificate prefix and the like."""

from dataclasses import dataclass, field

from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.written import Email

YEARS_OF_EVIDENCE = 6
"""How long after a return the claims in it must be evidenced, unless the office sets otherwise."""


@dataclass(eq=False)
class Setting:
    """One setting by its key."""

    id: int = field(init=False)
    key: str
    value: str


def certificate_number(prefix: str, programme: str, year: int, sequence: int) -> str:
    """Write WME-ASP-2026-0147; raise RuleBroken for words that are more than letters and digits."""
    if not all(word.isascii() and word.isalnum() for word in (prefix, programme)) or sequence < 1:
        raise RuleBroken(
            f"“{prefix}-{programme}-{year}-{sequence}” cannot be a certificate number.",
            do="Use only letters and digits for the prefix and the programme's key.",
        )
    return f"{prefix.upper()}-{programme.upper()}-{year}-{sequence:04d}"


# What may be read of it


@dataclass(frozen=True)
class OfficeSettings:
    """What the office says of itself on certificates and returns; what was never set is empty."""

    office_name: str
    certificate_prefix: str
    partnership_line: str
    declaration: str
    authoriser_differs: bool = False
    """Whether a return must be submitted by another colleague than the one who prepared it."""
    evidence_years: int = YEARS_OF_EVIDENCE
    """How long after a return the claims in it must be evidenced: nobody in it is erased before."""
    office_address: Email = ""
    """Where answers to messages go, and who invites to sessions."""
