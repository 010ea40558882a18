"""What a file calls the type or region of an organisation, as a word of the reference lists."""

import re
from collections.abc import Iterable

from aspire_desktop.domain.office.values import fold

_NOT_WORDS = re.compile(r"[^a-z0-9]+")
_TYPES = {
    "district": "non metropolitan district/shire district/district council/borough council/borough/"
    "district borough/non metropolitan district council/second tier/lower tier",
    "metropolitan": "metropolitan district/metropolitan borough/metropolitan council/"
    "metropolitan borough council/metropolitan district council/met/met borough/met district/mbc",
    "London borough": "london borough council/london/inner london borough/outer london borough",
    "unitary": "unitary authority/unitary council/ua",
    "county": "county council/shire county/non metropolitan county/shire/upper tier",
    "combined authority": "combined/ca/mayoral combined authority/strategic authority/"
    "mayoral strategic authority/combined county authority",
    "fire": "fire and rescue/fire service/fire authority/fire and rescue service/"
    "fire and rescue authority/frs/fra",
    "police": "police force/police service/constabulary/police and crime commissioner/pcc/opcc",
    "NHS": "nhs trust/nhs foundation trust/integrated care board/icb/nhs body",
}
_REGIONS = {
    "East of England": "east/eastern",
    "London": "greater london",
    "Yorkshire and The Humber": "yorkshire/yorkshire and humber/yorkshire and humberside",
    "West Midlands": "west mids/w midlands",
    "East Midlands": "east mids/e midlands",
}


def type_meant(text: str, known: Iterable[str]) -> str | None:
    """Give the type of the list that a word stands for, or None."""
    return _meant(text, known, _TYPES)


def region_meant(text: str, known: Iterable[str]) -> str | None:
    """Give the region of the list that a word stands for, or None."""
    return _meant(text, known, _REGIONS)


def _meant(text: str, known: Iterable[str], also: dict[str, str]) -> str | None:
    key = _key(text)
    if not key:
        return None
    for word in known:
        if key == _key(word) or key in also.get(word, "").split("/"):
            return word
    return None


def _key(text: str) -> str:
    return _NOT_WORDS.sub(" ", fold(text).replace("&", " and ")).strip()
