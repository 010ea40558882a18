"""Words for funding, marks and outcomes as people write them in files."""

import re
from collections.abc import Iterable
from functools import lru_cache

from aspire_desktop.domain.office.errors import NotUnderstood
from aspire_desktop.domain.office.values import fold
from aspire_desktop.domain.programmes.attendance import WORDS, Code
from aspire_desktop.domain.programmes.enrolments import Funding

DEFAULT_OUTCOMES = ("merit", "pass", "pass with amendments", "refer")


@lru_cache(maxsize=512)
def _words(text: str) -> str:
    return re.sub(r"[\s\-–—_]+", " ", fold(text)).strip(" .")


_FUNDING = {
    **dict.fromkeys(
        ("lga", "lga funded", "lga subsidy", "lga subsidised", "local government association"), Funding.LGA
    ),
    **dict.fromkeys(
        ("council", "council funded", "council paid", "paid by council", "own council"), Funding.COUNCIL
    ),
    **dict.fromkeys(("bursary", "bursary funded"), Funding.BURSARY),
}
_MARKS = {
    **{code.value.casefold(): code for code in Code},
    **{_words(words): code for code, words in WORDS.items()},
    **dict.fromkeys(("attended", "yes", "y", "✓", "✔"), Code.PRESENT),
    **dict.fromkeys(("arrived late",), Code.LATE),
    **dict.fromkeys(("left", "early"), Code.LEFT_EARLY),
    **dict.fromkeys(("did not attend", "dna", "no show"), Code.ABSENT),
    **dict.fromkeys(("apologies", "apology", "sent apologies"), Code.EXCUSED),
    **dict.fromkeys(("make up", "caught up"), Code.MADE_UP),
    **dict.fromkeys(("n/a", "not needed"), Code.NOT_REQUIRED),
}
_OUTCOMES = {
    "commended": "merit",
    "accepted": "pass",
    "accepted with changes": "pass with amendments",
    "pass with changes": "pass with amendments",
    "accepted with amendments": "pass with amendments",
    "referred": "refer",
}


def funding_word(text: str) -> Funding | None:
    """Read who pays for a place; None for nothing. Raises NotUnderstood for other words."""
    words = _words(text)
    if not words:
        return None
    if words not in _FUNDING:
        raise NotUnderstood(
            f"“{text}” is not a way to fund a place. Write LGA, council or bursary, or leave it empty."
        )
    return _FUNDING[words]


def mark_word(text: str) -> Code | None:
    """Read a mark, as its letter or in words; None for nothing, which is not Absent. Raises NotUnderstood."""
    words = _words(text)
    if not words:
        return None
    if words not in _MARKS:
        letters = ", ".join(f"{code} ({word.lower()})" for code, word in WORDS.items())
        raise NotUnderstood(f"“{text}” is not a mark. Write {letters}, or leave it empty.")
    return _MARKS[words]


def outcome_word(text: str, outcomes: Iterable[str] = DEFAULT_OUTCOMES) -> str:
    """Read a panel's outcome as one of the given words; empty for nothing. Raises NotUnderstood."""
    words = _words(text)
    known = {_words(outcome): outcome for outcome in outcomes}
    if not words:
        return ""
    found = known.get(words) or known.get(_OUTCOMES.get(words, ""))
    if found is None:
        raise NotUnderstood(
            f"“{text}” is not an outcome. Write {', '.join(known.values())}, or leave it empty."
        )
    return found
