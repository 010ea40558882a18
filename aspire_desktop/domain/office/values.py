"""Small values that every noun uses: identities, folded text, dates as people write them, money."""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import NewType

from aspire_desktop.domain.office.errors import NotUnderstood, RuleBroken

ColleagueId = NewType("ColleagueId", int)
OrganisationId = NewType("OrganisationId", int)
PersonId = NewType("PersonId", int)
ProgrammeId = NewType("ProgrammeId", int)
VersionId = NewType("VersionId", int)
ModuleId = NewType("ModuleId", int)
CohortId = NewType("CohortId", int)
SessionId = NewType("SessionId", int)
VenueId = NewType("VenueId", int)
RoomId = NewType("RoomId", int)
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
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200e\u200f\u2060\ufeff"))
PENNY = Decimal("0.01")
_BETWEEN = " | "
LONGEST_TEXT = 32_767
FEW = 5
"""Names told one by one; of more the rest is counted."""
"""Characters of the longest text that is taken: those that one cell of a spreadsheet can hold."""


def joined(words: Iterable[str]) -> str:
    """Write several words, such as the other names of an organisation, as they are kept in one column."""
    return _BETWEEN.join(words)


def parted(text: str) -> tuple[str, ...]:
    """Read several words as `joined` wrote them."""
    return tuple(filter(None, text.split(_BETWEEN)))


def unparted(text: str) -> str:
    """Give a word without what stands between words."""
    return tidy(text.replace(_BETWEEN.strip(), " "))


def tidy(text: str) -> str:
    """Give text in NFC with runs of white space made one space, none at the ends, nothing that does not show.

    Raises NotUnderstood for control, surrogate, unassigned and bidirectional-override characters, and for
    more text than a cell of a spreadsheet holds.
    """
    if len(text) > LONGEST_TEXT:
        raise NotUnderstood(f"The text has {len(text):,} characters; at most {LONGEST_TEXT:,} are taken.")
    if not text.isprintable():
        text = text.translate(_INVISIBLE)
    tidied = " ".join(text.split())
    if not tidied.isascii():
        tidied = unicodedata.normalize("NFC", tidied)
    if not tidied.isprintable():
        _refuse_unshowable(tidied)
    return tidied


def is_shown(text: str) -> bool:
    """Tell whether anything of a text can be seen."""
    return bool(text) and not text.isspace() and bool(text.translate(_INVISIBLE).strip())


def _refuse_unshowable(text: str) -> None:
    for letter in text:
        if unicodedata.category(letter) in _REFUSED_CATEGORIES or ord(letter) in _BIDI_CONTROLS:
            name = unicodedata.name(letter, "").lower() or f"U+{ord(letter):04X}"
            raise NotUnderstood(
                f"The text holds a character that cannot be shown ({name}). "
                "Type it again instead of pasting it."
            )


def fold(text: str) -> str:
    """Give the key by which names are matched: without accents, case and double spaces."""
    parts = unicodedata.normalize("NFKD", _SPACES.sub(" ", text).strip()).casefold()
    bare = "".join(letter for letter in parts if not unicodedata.combining(letter))
    return bare.translate(_UNDECOMPOSED)


def means_none(text: str) -> bool:
    """Tell whether a text only says that there is nothing or that it is not known: “Nil”, “N/A”, “-”."""
    words = _NOT_WORDS.sub(" ", fold(text).replace(".", "")).strip()
    return words in _NONE_MEANT or (not words and bool(text.strip()))


def pounds(amount: Decimal) -> str:
    """Write an amount as £1,234.50, a negative one with a true minus sign."""
    sign = "−" if amount < 0 else ""
    return f"{sign}£{abs(to_pence(amount)):,.2f}"


def money(amount: Decimal) -> str:
    """Write an amount without pence where there are none: £9,800."""
    return pounds(amount).removesuffix(".00")


def to_pence(amount: Decimal) -> Decimal:
    """Round to whole pence, halves away from nought, as HMRC rounds a VAT line."""
    return amount.quantize(PENNY, rounding=ROUND_HALF_UP)


def long_date(day: date) -> str:
    """Write 8 October 2026."""
    return f"{day.day} {day:%B %Y}"


def short_date(day: date) -> str:
    """Write 8 Oct 2026."""
    return f"{day.day} {day:%b %Y}"


def short_day(day: date) -> str:
    """Write 8 Oct."""
    return f"{day.day} {day:%b}"


def enumerated(words: Iterable[str]) -> str:
    """Write several things as a sentence has them: Aspire, Lead and Inspire; nothing where none are."""
    *most, last = tuple(words) or ("",)
    return f"{', '.join(most)} and {last}" if most else last


def a_few(names: Sequence[str]) -> str:
    """Name a few, and count the rest: Ann, Bo, Cy, Di, Ed and 7 more."""
    rest = len(names) - FEW
    return enumerated(names) if rest <= 1 else f"{', '.join(names[:FEW])} and {rest} more"


@dataclass(frozen=True, order=True)
class Period:
    """A span of days, both ends within it."""

    begins: date
    ends: date

    def __post_init__(self) -> None:
        if self.ends < self.begins:
            raise RuleBroken(
                f"A period cannot end on {long_date(self.ends)} before it begins on {long_date(self.begins)}."
            )

    def holds(self, day: date) -> bool:
        """Tell whether the day lies within the period."""
        return self.begins <= day <= self.ends

    def __str__(self) -> str:
        return f"{long_date(self.begins)} to {long_date(self.ends)}"


def place_label(id: PlaceId) -> str:
    """Write "L-0108": a place keeps its own number for good, also when others are taken back."""
    return f"L-{id:04d}"


def months_on(day: date, months: int) -> date:
    """Give the day so many months later, or the last of that month where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
