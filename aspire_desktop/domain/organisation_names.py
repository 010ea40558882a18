"""What an organisation answers to: full and short names, usual abbreviations, GSS code."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from heapq import nlargest
from itertools import chain
from typing import NewType

from aspire_desktop.domain.organisations import OrganisationRow
from aspire_desktop.domain.values import OrganisationId, fold

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
    )
)
# What councils of a type may call themselves, whatever their own name says; the first fitting word counts.
_OF_TYPE: dict[str, set[str]] = {
    "county": {COUNTY},
    "unitary": {UNITARY, COUNTY, CITY, BOROUGH, DISTRICT},
    "metropolitan": {METROPOLITAN, BOROUGH, CITY},
    "district": {DISTRICT, BOROUGH, CITY},
    "london": {LONDON, BOROUGH, CITY},
    "council": {CITY, COUNTY, BOROUGH, METROPOLITAN, DISTRICT, LONDON, UNITARY},
}
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
    "saint": "st",
    "met": "metropolitan",
}
_COMPASS = {"n": "north", "s": "south", "e": "east", "w": "west"}
_GSS = re.compile(r"[A-Z]\d{8}")
_NOT_WORDS = re.compile(r"[^a-z0-9]+")
_IN_BRACKETS = re.compile(r"\s*\([^)]*\)")
_HEAD = re.compile(r"(.{4,}?) (?:on|upon|under|and|with) .+")
_SMALL_WORDS = {"of", "and", "the", "for", "in", "on", "upon"}
_TRIED = 12
_NEAR = 0.7
"""How alike (0 to 1) a name must be to be suggested."""


@dataclass(frozen=True)
class Matched:
    """The one organisation that is meant."""

    id: OrganisationId
    name: str


@dataclass(frozen=True)
class Ambiguous:
    """Several organisations answer to the text."""

    names: tuple[str, ...]


@dataclass(frozen=True)
class Unknown:
    """No organisation answers to the text; perhaps one is written much like it."""

    suggestion: str | None


Answer = Matched | Ambiguous | Unknown


@dataclass(frozen=True)
class _Form:
    """A name in two parts: the place, and the kinds of council that the words leave open."""

    place: Key
    kinds: Kinds
    is_council: bool


def key_of(text: str) -> Key:
    """Give the key by which names of organisations are compared."""
    words = _NOT_WORDS.sub(" ", fold(text).replace("&", " and ").replace("'", "")).split()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    if len(words) > 1:
        words[0] = _COMPASS.get(words[0], words[0])
    return Key(" ".join(_WRITTEN_OUT.get(word, word) for word in words))


def _form(key: Key) -> _Form:
    place, kinds, is_council = str(key), _ANY, False
    for words, meant in _BEGINNINGS:
        if place.startswith(words + " "):
            place, kinds, is_council = place[len(words) + 1 :], meant, True
            break
    for words, meant in _ENDINGS:
        if place.endswith(" " + words):
            return _Form(Key(place[: -len(words) - 1]), kinds or meant, True)
    return _Form(Key(place), kinds, is_council)


def _kinds_of(form: _Form, type_word: str) -> Kinds:
    of_type = next((kinds for word, kinds in _OF_TYPE.items() if word in type_word.casefold()), set())
    if not form.kinds:
        return frozenset(of_type or _OF_TYPE["council"])
    return form.kinds | (of_type - {CITY, COUNTY})


def _is_council(form: _Form, type_word: str) -> bool:
    return form.is_council or any(word in type_word.casefold() for word in _OF_TYPE)


class OrganisationNames:
    """An index of known organisations by all that they answer to; built once, then asked often.

    Give an organisation several times for its earlier names, the present one first.
    """

    def __init__(self, known: Iterable[OrganisationRow]) -> None:
        self._name: dict[OrganisationId, str] = {}
        self._by_gss: dict[str, set[OrganisationId]] = defaultdict(set)
        self._by_key: dict[Key, set[OrganisationId]] = defaultdict(set)
        self._by_place: dict[Key, dict[OrganisationId, Kinds]] = defaultdict(dict)
        self._by_head: dict[Key, dict[OrganisationId, Kinds]] = defaultdict(dict)
        self._by_initials: dict[str, set[OrganisationId]] = defaultdict(set)
        self._alike = _Alike()
        self._asked: dict[str, Answer] = {}
        for row in known:
            self._take_in(row)

    def _take_in(self, row: OrganisationRow) -> None:
        self._name.setdefault(row.id, row.name)
        key = key_of(row.name)
        form = _form(key)
        self._by_key[key].add(row.id)
        self._alike.take_in(key, row.id)
        if row.gss:
            self._by_gss[row.gss.upper()].add(row.id)
        if not _is_council(form, row.type):
            words = [word for word in key.split() if word not in _SMALL_WORDS]
            self._by_initials["".join(word[0] for word in words)].add(row.id)
            return
        kinds = _kinds_of(form, row.type)
        self._by_place[form.place].setdefault(row.id, kinds)
        self._alike.take_in(form.place, row.id)
        if head := _HEAD.fullmatch(form.place):
            self._by_head[Key(head[1])].setdefault(row.id, form.kinds or kinds)
            self._alike.take_in(Key(head[1]), row.id)

    def match(self, text: str) -> Answer:
        """Tell which organisation is meant by a name, short name, abbreviation or GSS code."""
        answer = self._asked.get(text)
        if answer is None:
            answer = self._asked[text] = self._find(text)
        return answer

    def _find(self, text: str) -> Answer:
        code = text.strip().upper()
        if _GSS.fullmatch(code):
            return self._answer(self._by_gss.get(code, set())) or Unknown(None)
        key = key_of(text)
        found = self._answer(self._by_key.get(key, set())) or self._by_form(key)
        if found is None and (bare := _IN_BRACKETS.sub("", text)) != text and bare.strip():
            return self.match(bare)
        if found is None and len(key) > 2:
            found = self._answer(self._by_initials.get(key, set()))
        if found is None:
            near = self._alike.nearest(key, _form(key).place)
            found = Unknown(None if near is None else self._name[near])
        return found

    def _by_form(self, key: Key) -> Answer | None:
        form = _form(key)
        fitting = _fitting(self._by_place.get(form.place, {}), form.kinds)
        if COUNTY in form.kinds:
            fitting |= _counties(self._by_place.get(Key(form.place + "shire"), {}))
        return self._answer(fitting or _fitting(self._by_head.get(form.place, {}), form.kinds))

    def _answer(self, ids: set[OrganisationId]) -> Answer | None:
        if not ids:
            return None
        if len(ids) == 1:
            (one,) = ids
            return Matched(one, self._name[one])
        return Ambiguous(tuple(sorted(self._name[each] for each in ids)))


def _fitting(councils: dict[OrganisationId, Kinds], asked: Kinds) -> set[OrganisationId]:
    """Give the councils whose kinds leave room for what was asked."""
    return {each for each, kinds in councils.items() if not asked or kinds & asked}


def _counties(councils: dict[OrganisationId, Kinds]) -> set[OrganisationId]:
    """Give the councils that are counties and nothing else."""
    return {each for each, kinds in councils.items() if kinds == {COUNTY}}


class _Alike:
    """Finds the name written most like another: pairs of letters narrow down, difflib decides."""

    def __init__(self) -> None:
        self._texts: list[tuple[Key, OrganisationId]] = []
        self._holding: dict[str, list[int]] = defaultdict(list)

    def take_in(self, key: Key, organisation: OrganisationId) -> None:
        for pair in {key[at : at + 2] for at in range(len(key) - 1)}:
            self._holding[pair].append(len(self._texts))
        self._texts.append((key, organisation))

    def nearest(self, *keys: Key) -> OrganisationId | None:
        best, nearest = _NEAR, None
        for key in keys:
            matcher = SequenceMatcher(None, b=key)
            for at in self._likely(key):
                text, organisation = self._texts[at]
                matcher.set_seq1(text)
                if matcher.quick_ratio() > best and (alike := matcher.ratio()) > best:
                    best, nearest = alike, organisation
        return nearest

    def _likely(self, key: Key) -> list[int]:
        """Give a few texts that share most pairs; pairs that many hold, as “council”, say little."""
        holding = [self._holding.get(key[at : at + 2], ()) for at in range(len(key) - 1)]
        often = max(_TRIED, len(self._texts) // 20)
        telling = [each for each in holding if len(each) <= often] or holding
        shared = Counter(chain.from_iterable(telling))
        return nlargest(_TRIED, shared, key=lambda at: shared[at] / (len(key) + len(self._texts[at][0])))


def why_not(text: str, answer: Ambiguous | Unknown) -> str:
    """Say in words why a text names no one organisation, and what to do."""
    if isinstance(answer, Ambiguous):
        return f"“{text}” fits {_both(answer.names)}. Write which one."
    if answer.suggestion is None:
        return f"“{text}” is not an organisation that is known here. Add it, or write another name."
    return (
        f"“{text}” is not an organisation that is known here. It is written much like "
        f"{answer.suggestion}: use that name, or add “{text}” as a new organisation."
    )


def _both(names: tuple[str, ...]) -> str:
    if len(names) == 2:
        return f"both {names[0]} and {names[1]}"
    return f"{', '.join(names[:-1])} and {names[-1]}"
