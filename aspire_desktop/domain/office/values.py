"""Small values that every noun uses: identities, folded text, dates as people write them, money."""

import re
import unicodedata
from calendar import month_name
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import NewType

from aspire_desktop.domain.office.errors import RuleBroken

ColleagueId = NewType("ColleagueId", int)
OrganisationId = NewType("OrganisationId", int)
PersonId = NewType("PersonId", int)
ProgrammeId = NewType("ProgrammeId", int)
VersionId = NewType("VersionId", int)
ModuleId = NewType("ModuleId", int)
CohortId = NewType("CohortId", int)
SessionId = NewType("SessionId", int)
EnrolmentId = NewType("EnrolmentId", int)
ProjectId = NewType("ProjectId", int)
AgreementId = NewType("AgreementId", int)
PlaceId = NewType("PlaceId", int)
ReturnId = NewType("ReturnId", int)
ReturnLineId = NewType("ReturnLineId", int)
AllotmentId = NewType("AllotmentId", int)
QueryId = NewType("QueryId", int)
RemittanceId = NewType("RemittanceId", int)
LayoutId = NewType("LayoutId", int)
PriceId = NewType("PriceId", int)
ChargeId = NewType("ChargeId", int)
CertificateId = NewType("CertificateId", int)
ActionId = NewType("ActionId", int)

# Letters that Unicode does not take apart into a base letter and an accent.
_UNDECOMPOSED = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
    | dict.fromkeys("’‘`´ʼ", "'")
    | dict.fromkeys("‐‑‒–—−", "-")
)
_NONE_MEANT = frozenset(
    {"nil", "none", "na", "n a", "nk", "no", "null", "nothing", "other", "unknown", "not known", "not sure"}
    | {"not applicable", "not stated", "not given", "not provided", "none given", "tbc", "tba", "tbd"}
    | {"to be confirmed", "to be advised", "no organisation", "no organization", "no council", "no employer"}
)
_NOT_WORDS = re.compile(r"[\W_]+")
_REFUSED_CATEGORIES = {"Cc", "Cs", "Co", "Cn"}
_BIDI_CONTROLS = {*range(0x202A, 0x202F), *range(0x2066, 0x206A)}
_SPACES = re.compile(r"\s+")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_BRITISH = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})")
PENNY = Decimal("0.01")


def tidy(text: str) -> str:
    """Give text in NFC with runs of white space made one space and none at the ends.

    Raises RuleBroken for control, surrogate, unassigned and bidirectional-override characters.
    """
    tidied = unicodedata.normalize("NFC", _SPACES.sub(" ", text).strip())
    for letter in tidied:
        if unicodedata.category(letter) in _REFUSED_CATEGORIES or ord(letter) in _BIDI_CONTROLS:
            raise RuleBroken(
                f"The text {tidied!a} holds a character that cannot be shown.",
                do="Type the text again instead of pasting it.",
            )
    return tidied


def fold(text: str) -> str:
    """Give the key by which names are matched: without accents, case and double spaces."""
    parts = unicodedata.normalize("NFKD", _SPACES.sub(" ", text).strip()).casefold()
    bare = "".join(letter for letter in parts if not unicodedata.combining(letter))
    return bare.translate(_UNDECOMPOSED)


def means_none(text: str) -> bool:
    """Tell whether a text only says that there is nothing or that it is not known: “Nil”, “N/A”, “-”."""
    words = _NOT_WORDS.sub(" ", fold(text).replace(".", "")).strip()
    return words in _NONE_MEANT or (not words and bool(text.strip()))


def parse_date(text: str) -> date:
    """Read 2026-07-01 or 01/07/2026 (day first, as in Britain); raise RuleBroken for anything else."""
    iso, british = _ISO.fullmatch(text.strip()), _BRITISH.fullmatch(text.strip())
    try:
        if iso:
            return date(*(int(part) for part in iso.groups()))
        if british:
            day, month, year = (int(part) for part in british.groups())
            return date(year, month, day)
    except ValueError:
        pass  # a 31 June is refused below in the same words as any other text
    raise RuleBroken(f"“{text}” is not a date.", do="Write it like 2026-07-01 or 01/07/2026.")


def pounds(amount: Decimal) -> str:
    """Write an amount as £1,234.50, a negative one with a true minus sign."""
    sign = "−" if amount < 0 else ""
    return f"{sign}£{abs(to_pence(amount)):,.2f}"


def to_pence(amount: Decimal) -> Decimal:
    """Round to whole pence, halves away from nought, as HMRC rounds a VAT line."""
    return amount.quantize(PENNY, rounding=ROUND_HALF_UP)


def long_date(day: date) -> str:
    """Write 8 October 2026."""
    return f"{day.day} {day:%B %Y}"


def parse_long_date(text: str) -> date:
    """Read what long_date wrote; raise RuleBroken for anything else."""
    day, _, rest = text.partition(" ")
    month, _, year = rest.partition(" ")
    try:
        return date(int(year), [*month_name].index(month), int(day))
    except ValueError:
        raise RuleBroken(f"“{text}” is not a date.", do="Write it like 8 October 2026.") from None


def short_date(day: date) -> str:
    """Write 8 Oct 2026."""
    return f"{day.day} {day:%b %Y}"


@dataclass(frozen=True, order=True)
class Period:
    """A span of days, both ends within it."""

    begins: date
    ends: date

    def __post_init__(self) -> None:
        if self.ends < self.begins:
            raise RuleBroken(f"A period cannot end ({self.ends}) before it begins ({self.begins}).")

    def holds(self, day: date) -> bool:
        """Tell whether the day lies within the period."""
        return self.begins <= day <= self.ends

    def __str__(self) -> str:
        return f"{long_date(self.begins)} to {long_date(self.ends)}"
