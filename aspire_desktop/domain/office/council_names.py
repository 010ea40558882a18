"""What words say of a council: its place, and the kinds of council that they leave open."""

import re
from dataclasses import dataclass
from typing import NewType

from aspire_desktop.domain.office.values import fold

Key = NewType("Key", str)
"""A name folded, with “and” for “&”, without punctuation, county abbreviations written out."""
CITY, COUNTY, BOROUGH, METROPOLITAN, DISTRICT, LONDON, UNITARY = (
    "city",
    "county",
    "borough",
    "metropolitan",
    "district",
    "london",
    "unitary",
)
Kinds = frozenset[str]
_ANY: Kinds = frozenset()
_ENDINGS: tuple[tuple[str, Kinds], ...] = tuple(
    (words, frozenset(kinds.split()))
    for words, kinds in (
        ("metropolitan borough council", METROPOLITAN),
        ("metropolitan district council", METROPOLITAN),
        ("metropolitan borough", METROPOLITAN),
        ("metropolitan council", METROPOLITAN),
        ("met borough council", METROPOLITAN),
        ("london borough council", LONDON),
        ("county borough council", BOROUGH),
        ("city and county council", f"{CITY} {COUNTY}"),
        ("city and district council", f"{CITY} {DISTRICT}"),
        ("city and borough council", f"{CITY} {BOROUGH}"),
        ("city and metropolitan district council", f"{CITY} {METROPOLITAN}"),
        ("city and district", f"{CITY} {DISTRICT}"),
        ("city corporation", CITY),
        ("corporation", ""),
        ("city council", CITY),
        ("county council", COUNTY),
        ("borough council", BOROUGH),
        ("district council", DISTRICT),
        ("unitary authority", UNITARY),
        ("unitary council", UNITARY),
        ("council", ""),
        ("city", CITY),
        ("county", COUNTY),
        ("borough", BOROUGH),
        ("district", DISTRICT),
        ("mbc", METROPOLITAN),
        ("mdc", METROPOLITAN),
        ("cbc", BOROUGH),
        ("lbc", LONDON),
        ("rbc", f"{BOROUGH} {LONDON}"),
        ("cc", f"{CITY} {COUNTY}"),
        ("bc", f"{BOROUGH} {METROPOLITAN}"),
        ("dc", DISTRICT),
        ("lb", LONDON),
        ("ua", UNITARY),
    )
)
_BEGINNINGS: tuple[tuple[str, Kinds], ...] = tuple(
    (words, frozenset(kinds.split()))
    for words, kinds in (
        ("city and county of", f"{CITY} {COUNTY}"),
        ("city of", CITY),
        ("county of", COUNTY),
        ("london borough of", LONDON),
        ("lb of", LONDON),
        ("lbc", LONDON),
        ("lb", LONDON),
        ("royal borough of", f"{LONDON} {BOROUGH}"),
        ("metropolitan borough of", METROPOLITAN),
        ("borough of", BOROUGH),
        ("district of", DISTRICT),
        ("council of the", ""),
        ("county", COUNTY),
    )
)
# What councils of a type of the reference list may call themselves, whatever their own name says.
_OF_TYPE: dict[str, Kinds] = {
    "county": frozenset({COUNTY}),
    "unitary": frozenset({UNITARY, COUNTY, CITY, BOROUGH, DISTRICT}),
    "metropolitan": frozenset({METROPOLITAN, BOROUGH, CITY}),
    "district": frozenset({DISTRICT, BOROUGH, CITY}),
    "london borough": frozenset({LONDON, BOROUGH, CITY}),
}
_OF_CODE = {
    "E06": _OF_TYPE["unitary"],
    "E07": _OF_TYPE["district"],
    "E08": _OF_TYPE["metropolitan"],
    "E09": _OF_TYPE["london borough"],
    "E10": _OF_TYPE["county"],
    "W06": _OF_TYPE["unitary"],
    "S12": _OF_TYPE["unitary"],
    "N09": _OF_TYPE["unitary"],
}
"""How GSS codes of councils begin: a code is a fact, whatever word for the type came from a file."""
_OPEN: Kinds = frozenset({CITY, COUNTY, BOROUGH, METROPOLITAN, DISTRICT, LONDON, UNITARY})
_WRITTEN_OUT = {
    "staffs": "staffordshire",
    "worcs": "worcestershire",
    "warks": "warwickshire",
    "warwicks": "warwickshire",
    "herefs": "herefordshire",
    "salop": "shropshire",
    "shrops": "shropshire",
    "glos": "gloucestershire",
    "northants": "northamptonshire",
    "notts": "nottinghamshire",
    "leics": "leicestershire",
    "lincs": "lincolnshire",
    "lancs": "lancashire",
    "derbys": "derbyshire",
    "cambs": "cambridgeshire",
    "oxon": "oxfordshire",
    "herts": "hertfordshire",
    "hants": "hampshire",
    "wilts": "wiltshire",
    "yorks": "yorkshire",
    "beds": "bedfordshire",
    "berks": "berkshire",
    "bucks": "buckinghamshire",
    "ches": "cheshire",
    "bham": "birmingham",
    "dmbc": "dudley mbc",
    "nulbc": "newcastle under lyme bc",
    "saint": "st",
    "met": "metropolitan",
}
_COMPASS = {"n": "north", "s": "south", "e": "east", "w": "west"}
_PLACES = {"kingston upon hull": "hull"}
"""Places that are commonly called something shorter."""
_NOT_WORDS = re.compile(r"[^a-z0-9]+")
_DOTTED = re.compile(r"\b(?:[a-z]\.){2,}(?:[a-z]\b)?")
_OF_BEHIND = re.compile(
    r"(.+), *((?:the )?(?:city and county|city|county|london borough|borough|district) of)"
)
_SHORT_FOR = {METROPOLITAN: "mbc", BOROUGH: "bc", DISTRICT: "dc", COUNTY: "cc", CITY: "cc"}
SMALL_WORDS = frozenset({"of", "and", "the", "for", "in", "on", "upon", "under", "with"})
COUNCIL_WORDS = SMALL_WORDS | {
    word for phrases in (_ENDINGS, _BEGINNINGS) for words, _ in phrases for word in words.split()
} - {LONDON}
"""Words that many bodies have in their name, so that they say little of which one is meant."""


@dataclass(frozen=True)
class TwoPartName:
    """A name in two parts: the place, and the kinds of council that the words leave open."""

    place: Key
    kinds: Kinds
    is_council: bool


def key_of(text: str) -> Key:
    """Give the key by which names of organisations are compared."""
    folded = _DOTTED.sub(lambda found: found[0].replace(".", ""), fold(text))
    if behind := _OF_BEHIND.fullmatch(folded):
        folded = f"{behind[2]} {behind[1]}"
    words = _letters_joined(_NOT_WORDS.sub(" ", folded.replace("&", " and ").replace("'", "")).split())
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    if len(words) > 1:
        words[0] = _COMPASS.get(words[0], words[0])
    return Key(" ".join(_WRITTEN_OUT.get(word, word) for word in words))


def _letters_joined(words: list[str]) -> list[str]:
    """Write “m b c” at the end of a name as one word."""
    begins = len(words)
    while begins and len(words[begins - 1]) == 1:
        begins -= 1
    return words if len(words) - begins < 2 else [*words[:begins], "".join(words[begins:])]


def form_of(key: Key) -> TwoPartName:
    """Take a name apart."""
    place, kinds, is_council = str(key), _ANY, False
    for words, meant in _BEGINNINGS:
        if place.startswith(words + " "):
            place, kinds, is_council = place[len(words) + 1 :], meant, True
            break
    for words, meant in _ENDINGS:
        if place.endswith(" " + words):
            place, kinds, is_council = place[: -len(words) - 1], kinds or meant, True
            break
    return TwoPartName(Key(_PLACES.get(place, place)), kinds, is_council)


def kinds_of(form: TwoPartName, type_word: str, gss: str | None) -> Kinds:
    """Give what a council on record may be called, by its name, its code, and a type of the list."""
    known = _OF_CODE.get((gss or "")[:3]) or _OF_TYPE.get(fold(type_word))
    if not form.kinds:
        return known or _OPEN
    return form.kinds | ((known or _OPEN) - {CITY, COUNTY})


def is_council(form: TwoPartName, type_word: str, gss: str | None) -> bool:
    """Tell a council by its name or code; a type of the list says it where neither does."""
    return form.is_council or (gss or "")[:3] in _OF_CODE or fold(type_word) in _OF_TYPE


def initials_of(form: TwoPartName, kinds: Kinds) -> set[str]:
    """Give what a council may be called in initials, such as WMBC; many answer to the same."""
    words = form.place.split()
    places = {"".join(word[0] for word in words), "".join(w[0] for w in words if w not in SMALL_WORDS)}
    endings = {_SHORT_FOR[kind] for kind in kinds if kind in _SHORT_FOR and _may_shorten(kind, form)}
    return {place + ending for place in places for ending in endings}


def _may_shorten(kind: str, form: TwoPartName) -> bool:
    """A city or county says so in its name; a type alone does not make it one."""
    return kind not in {CITY, COUNTY} or kind in form.kinds
