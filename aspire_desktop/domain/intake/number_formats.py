"""What a spreadsheet shows for a number that stands for a code: leading noughts, letters, hyphens."""

import re
from functools import lru_cache

_COLOUR_OR_PLACE = re.compile(r"\[(?:\$-[0-9A-Fa-f]+|[A-Za-z]+ ?\d*)\]")
_TOKEN = re.compile(r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|[_*].|(?P<digit>[0#?])|(?P<plain>.)', re.DOTALL)
_LITERALS = frozenset(" -/()+:!^&'~{}<>=.")
_NEVER_IN_CODES = frozenset("£$€%,")


def code_shown(code: str, value: float) -> str | None:
    """Give what a cell of this number format shows; None where that is no more than the number itself.

    Amounts, percentages, dates, grouped thousands and fractions are not codes: they stay numbers.
    """
    if not float(value).is_integer() or abs(value) >= 10**15:
        return None
    section, signed = _section(code, value)
    tokens = _tokens(section)
    if tokens is None:
        return None
    text = ("-" if signed else "") + _filled(tokens, str(abs(int(value))))
    return text if is_code(text, value) else None


def is_code(text: str, value: float) -> bool:
    """Tell whether what a cell shows is its whole number with something added, and not an amount."""
    digits = "".join(letter for letter in text if letter.isdigit())
    plain = str(int(value)) if float(value).is_integer() else repr(value)
    return (
        text != plain
        and _NEVER_IN_CODES.isdisjoint(text)
        and digits.isascii()
        and digits.endswith(plain.lstrip("-"))
    )


def _section(code: str, value: float) -> tuple[str, bool]:
    """Choose the part of a format for the sign of a value, and say whether a sign goes before it."""
    parts = _COLOUR_OR_PLACE.sub("", code).split(";")
    if value < 0 and len(parts) > 1:
        return parts[1], False
    if value == 0 and len(parts) > 2:
        return parts[2], False
    return parts[0], value < 0


@lru_cache(maxsize=512)
def _tokens(section: str) -> tuple[tuple[bool, str], ...] | None:
    """Give places for digits (True, 0 or #) and texts (False, words); None for what is no code."""
    tokens: list[tuple[bool, str]] = []
    for match in _TOKEN.finditer(section):
        if match["digit"]:
            tokens.append((True, match["digit"]))
        elif match["quoted"] is not None or match["escaped"]:
            tokens.append((False, match["quoted"] or match["escaped"] or ""))
        elif match["plain"] and (match["plain"] not in _LITERALS):
            return None
        elif match["plain"]:
            tokens.append((False, match["plain"]))
    return tuple(tokens) if any(place for place, _ in tokens) and not _has_decimals(tokens) else None


def _has_decimals(tokens: list[tuple[bool, str]]) -> bool:
    """Tell whether digits follow a point: such a number is measured, not a code."""
    point = next((at for at, token in enumerate(tokens) if token == (False, ".")), len(tokens))
    return any(place for place, _ in tokens[point:])


def _filled(tokens: tuple[tuple[bool, str], ...], digits: str) -> str:
    """Put digits in their places from the right; the first place takes all that are left over."""
    left = "" if digits == "0" else digits
    first = next(at for at, (place, _) in enumerate(tokens) if place)
    shown: list[str] = []
    for at in range(len(tokens) - 1, -1, -1):
        place, text = tokens[at]
        if not place:
            shown.append(text)
        elif at == first:
            shown.append(left or ("0" if text == "0" else ""))
        else:
            shown.append(left[-1:] or ("0" if text == "0" else ""))
            left = left[:-1]
    return "".join(reversed(shown))
