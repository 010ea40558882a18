"""Values as people write them, each read by one rule: forms, actions, imports and commands ask it here."""

import re
from collections.abc import Callable
from datetime import date, time
from decimal import Decimal
from typing import Annotated, TypeAlias

from aspire_desktop.domain.office.broken_text import suspicion_of
from aspire_desktop.domain.office.errors import BrokenLetters, NotUnderstood
from aspire_desktop.domain.office.values import means_none, tidy

MOST_DIGITS = 15
"""Digits of a number that a spreadsheet keeps; those after them it replaces by noughts."""
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""How months begin in words, in their order."""
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_BRITISH = re.compile(r"(\d{1,2})([/.\-])(\d{1,2})[/.\-](\d{4})")
_SHORT_YEAR = re.compile(r"(\d{1,2})([/.\-])(\d{1,2})\2(\d{2})")
_IN_WORDS = re.compile(
    r"(?:[a-z]+,?\s+)?(\d{1,2})(?:st|nd|rd|th)?[\s\-]+(?:of\s+)?([a-z]{3,9})\.?,?[\s\-]+(\d{4}|\d{2})", re.I
)
_MONTH_IN_WORDS = re.compile(
    r"(?:[a-z]+,?\s+)??([a-z]{3,9})\.?[\s\-]+(\d{1,2})(?:st|nd|rd|th)?,?[\s\-]+(\d{4}|\d{2})", re.I
)
"""Such as May 10, 2026: the month's name says what the order does not."""
_MIDNIGHT = re.compile(r"[T ]00:00(:00(\.0+)?)?Z?$")
_TIME = re.compile(r"(\d{1,2})(?:\s*[:.]\s*(\d{2}))?(?::00)?\s*([ap])?\.?(?:m\.?)?", re.I)
_PENCE = r"(\d{1,3}(?:,\d{3})+|\d+)(\.\d{1,2})?"
_AMOUNT = re.compile(rf"£?\s*{_PENCE}")
_BELOW_NOUGHT = re.compile(r"(?:£\s*)?[-−]\s*(.*)")
_PERCENT = re.compile(r"(\d{1,3}(?:\.\d{1,2})?)\s*%?")
_SCIENTIFIC = re.compile(r"[+-]?\d(?:[.,]\d+)?E\+\d{2,3}|[+-]?\d[.,]\d+E\d{1,3}", re.IGNORECASE)
_DIGITS = re.compile(r"[\d ]*\d")
_GSS = re.compile(r"[A-Z]\d{8}", re.ASCII)
_BETWEEN_NAMES = re.compile(r"\s*(?:[;,&|]|\band\b)\s*")
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_MAILBOX = re.compile(rf"{_ATOM}(?:\.{_ATOM})*")
_LABEL = r"(?!(?!xn)..--)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_HOST = re.compile(rf"(?:{_LABEL}\.)+{_LABEL}", re.ASCII)
_LONGEST_MAILBOX, _LONGEST_HOST, _LONGEST_EMAIL = 64, 253, 254
"""Characters before the @, after it, and of the whole (RFC 5321)."""


def words_of(text: str) -> str:
    """Read words of a sentence; raise BrokenLetters where letters of them were broken before."""
    return _whole(text, of_name=False)


def name_of(text: str) -> str:
    """Read a name of somebody or of a body, which holds no question mark besides."""
    return _whole(text, of_name=True)


def words_if_any(text: str) -> str:
    """Read words that may be left out; “None” and “N/A” say that there are none."""
    words = words_of(text)
    return "" if means_none(words) else words


def name_if_any(text: str) -> str:
    """Read a name that may be left out; “None” and “N/A” say that there is none."""
    name = name_of(text)
    return "" if means_none(name) else name


def names_of(text: str) -> tuple[str, ...]:
    """Read names with commas, semicolons or “and” between them."""
    return tuple(name_of(each) for each in _BETWEEN_NAMES.split(text) if each.strip())


def _whole(text: str, *, of_name: bool) -> str:
    if text.isascii() and "?" not in text and "&" not in text:
        return tidy(text)  # nearly every text
    # Letters may be broken into characters that cannot be shown: what was meant is worth more than that.
    before = not text.isprintable() and suspicion_of(text, of_name=of_name)
    if before and before.instead:
        raise BrokenLetters(before.why, before.instead)
    whole = tidy(text)
    if suspicion := suspicion_of(whole, of_name=of_name):
        raise BrokenLetters(suspicion.why, suspicion.instead)
    return whole


def code_of(text: str) -> str:
    """Read a code, such as a purchase order number; raise NotUnderstood where digits of it are lost."""
    code = tidy(text)
    if _SCIENTIFIC.fullmatch(code):
        raise NotUnderstood(
            f"“{code}” is a long number that a spreadsheet shortened: its last digits are lost.",
            do="Type the number in full, as text.",
        )
    digits = code.replace(" ", "") if _DIGITS.fullmatch(code) else ""
    if len(digits) > MOST_DIGITS and set(digits[MOST_DIGITS:]) == {"0"}:
        raise lost_digits(code)
    return code


def lost_digits(code: str) -> NotUnderstood:
    """Say that a spreadsheet has put noughts for the last digits of a code."""
    return NotUnderstood(
        f"“{code}” has more than {MOST_DIGITS} digits. A spreadsheet keeps {MOST_DIGITS} of a number and "
        "puts noughts for the rest: type the number again, as text."
    )


def email_of(text: str) -> str:
    """Read an e-mail address as it should be kept, "" for none; nothing is looked up on the network.

    Raises NotUnderstood for one that is not whole. The rules are those of RFC 5321 without quoted mailboxes
    and numbers for hosts; a test holds them against the library email-validator.
    """
    typed = tidy(text)
    if not typed or means_none(typed):
        return ""
    mailbox, at, host = typed.removeprefix("mailto:").rpartition("@")
    whole = f"{mailbox}{at}{_known_host(host)}"
    if (
        not _MAILBOX.fullmatch(mailbox)
        or not whole.rpartition("@")[2]
        or len(mailbox) > _LONGEST_MAILBOX
        or len(whole) > _LONGEST_EMAIL
    ):
        raise NotUnderstood(f"“{typed}” is not a full e-mail address, like name@council.gov.uk.")
    return whole


def _known_host(host: str) -> str:
    """Give a host in small letters; "" for what can be none."""
    try:
        ascii_host = host.lower() if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        return ""
    if len(ascii_host) > _LONGEST_HOST or not _HOST.fullmatch(ascii_host):
        return ""
    return ascii_host if host.isascii() else ascii_host.encode("ascii").decode("idna")


def gss_of(text: str) -> str | None:
    """Read the GSS code of an organisation, None for none."""
    code = tidy(text).replace(" ", "").upper()
    if code and not _GSS.fullmatch(code):
        raise NotUnderstood(f"“{text}” is not a GSS code. It is a letter and eight digits, like E08000025.")
    return code or None


def amount_of(text: str, *, below_nought: bool = False) -> Decimal | None:
    """Read pounds and pence, such as £1,350.00 or (where it may be below nought) −50; None if empty."""
    typed = tidy(text)
    if not typed:
        return None
    below = _BELOW_NOUGHT.fullmatch(typed) if below_nought else None
    found = _AMOUNT.fullmatch(below[1] if below else typed)
    if not found:
        raise NotUnderstood(f"“{typed}” is not an amount.", do="Write pounds and pence, like 350.00.")
    amount = Decimal(found[1].replace(",", "") + (found[2] or ""))
    return -amount if below else amount


def change_of(text: str) -> Decimal | None:
    """Read an amount that may be below nought; None if empty."""
    return amount_of(text, below_nought=True)


def percent_of(text: str) -> Decimal | None:
    """Read a rate in percent, such as 20 or 17.5%; None if empty."""
    typed = tidy(text)
    if not typed:
        return None
    found = _PERCENT.fullmatch(typed)
    if not found:
        raise NotUnderstood(f"“{typed}” is not a rate in percent.", do="Write it like 20 or 17.5.")
    return Decimal(found[1])


def count_of(text: str) -> int | None:
    """Read a whole number of at least 1; None if empty."""
    typed = tidy(text)
    if not typed:
        return None
    digits = typed.replace(",", "")
    if not (digits.isascii() and digits.isdigit()) or not 0 < int(digits[:12]) <= 1_000_000:
        raise NotUnderstood(f"“{typed}” is not a whole number from 1 to 1,000,000.", do="Write it like 20.")
    return int(digits)


def date_of(text: str) -> date | None:
    """Read a date such as 2026-04-03, 03/04/2026 (3 April) or 3 April 2026; None if empty."""
    typed = tidy(text)
    if not typed:
        return None
    found = _day_month_year(typed)
    try:
        if found is not None:
            day, month, year = found
            return date(year, month, day)
    except ValueError:
        pass  # a 31 June is refused below in the same words as any other text
    raise NotUnderstood(
        f"“{typed}” is not a date.", do="Write it day first, like 03/04/2026 for 3 April 2026."
    ) from None


def _day_month_year(typed: str) -> tuple[int, int, int] | None:
    numbers = _MIDNIGHT.sub("", typed)
    if iso := _ISO.fullmatch(numbers):
        return int(iso[3]), int(iso[2]), int(iso[1])
    if british := _BRITISH.fullmatch(numbers) or _SHORT_YEAR.fullmatch(numbers):
        return int(british[1]), int(british[3]), _year(british[4])
    for pattern, day, month in ((_IN_WORDS, 1, 2), (_MONTH_IN_WORDS, 2, 1)):
        if (words := pattern.fullmatch(typed)) and words[month][:3].lower() in MONTHS:
            return int(words[day]), MONTHS.index(words[month][:3].lower()) + 1, _year(words[3])
    return None


def _year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def time_of(text: str) -> time | None:
    """Read a time of day such as 09:30, 9.30am or 2 pm; None if empty."""
    typed = tidy(text)
    if not typed:
        return None
    found = _TIME.fullmatch(typed)
    if not found or not (found[2] or found[3]):
        raise NotUnderstood(f"“{typed}” is not a time.", do="Write it like 09:30.")
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3]:
        hour = hour % 12 + (12 if found[3].lower() == "p" else 0) if 1 <= hour <= 12 else 99
    if hour > 23 or minute > 59:
        raise NotUnderstood(f"“{typed}” is not a time.", do="Write it like 09:30.")
    return time(hour, minute)


def trouble_of(rule: Callable[[str], object], text: str) -> str:
    """Say why a text cannot be read by a rule; "" where it can."""
    try:
        rule(text)
    except NotUnderstood as refused:
        return refused.words
    return ""


Name: TypeAlias = Annotated[str, name_of]
Names: TypeAlias = Annotated[tuple[str, ...], name_of]
Words: TypeAlias = Annotated[str, words_of]
WordsIfAny: TypeAlias = Annotated[str, words_if_any]
NameIfAny: TypeAlias = Annotated[str, name_if_any]
Prose: TypeAlias = Annotated[str, tidy]
"""What nothing else hangs on, such as a reason or a note: only that it can be shown."""
Note: TypeAlias = Annotated[str | None, tidy]
Code: TypeAlias = Annotated[str, code_of]
CodeOrKept: TypeAlias = Annotated[str | None, code_of]
"""A code, or None for the one that stands already."""
Email: TypeAlias = Annotated[str, email_of]
Gss: TypeAlias = Annotated[str | None, gss_of]
