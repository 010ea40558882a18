"""What an organisation answers to: full and short names, usual abbreviations, GSS code."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from aspire_desktop.domain.office.council_names import (
    COUNTY,
    SMALL_WORDS,
    Key,
    Kinds,
    form_of,
    initials_of,
    is_council,
    key_of,
    kinds_of,
)
from aspire_desktop.domain.office.organisation_likeness import Likeness
from aspire_desktop.domain.office.organisations import NamingRow
from aspire_desktop.domain.office.values import OrganisationId, enumerated, means_none

_GSS = re.compile(r"[A-Z]\d{8}")
_IN_BRACKETS = re.compile(r"\s*\([^)]*\)")
_HEAD = re.compile(r"(.{4,}?) (?:on|upon|under|and|with) .+")
_INITIALS = range(3, 7)
"""How many letters initials have that may stand for a body."""


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


@dataclass(frozen=True)
class NoneMeant:
    """The text says that there is no organisation, or that it is not known."""


Answer = Matched | Ambiguous | Unknown | NoneMeant


class OrganisationNames:
    """An index of known organisations by all that they answer to; built once, then asked often.

    Give an organisation several times for its earlier names, the present one first.
    """

    def __init__(self, known: Iterable[NamingRow]) -> None:
        self._name: dict[OrganisationId, str] = {}
        self._by_gss: dict[str, set[OrganisationId]] = defaultdict(set)
        self._by_key: dict[Key, set[OrganisationId]] = defaultdict(set)
        self._by_place: dict[Key, dict[OrganisationId, Kinds]] = defaultdict(dict)
        self._by_head: dict[Key, dict[OrganisationId, Kinds]] = defaultdict(dict)
        self._by_initials: dict[str, set[OrganisationId]] = defaultdict(set)
        self._alike = Likeness()
        self._asked: dict[str, Answer] = {}
        for row in known:
            self._take_in(row)

    def _take_in(self, row: NamingRow) -> None:
        self._name.setdefault(row.id, row.name)
        key = key_of(row.name)
        form = form_of(key)
        self._by_key[key].add(row.id)
        self._alike.take_in(key, row.id)
        gss = row.gss.upper() if row.gss else None
        if gss:
            self._by_gss[gss].add(row.id)
        if not is_council(form, row.type, gss):
            if not any(word.isupper() for word in row.name.split()):
                words = [word for word in key.split() if word not in SMALL_WORDS]
                self._by_initials["".join(word[0] for word in words)].add(row.id)
            return
        kinds = kinds_of(form, row.type, gss)
        self._by_place[form.place].setdefault(row.id, kinds)
        self._alike.take_in(form.place, row.id)
        for initials in initials_of(form, kinds):
            self._by_initials[initials].add(row.id)
        if head := _HEAD.fullmatch(form.place):
            self._by_head[Key(head[1])].setdefault(row.id, form.kinds or kinds)

    def match(self, text: str) -> Answer:
        """Tell which organisation is meant by a name, short name, abbreviation or GSS code."""
        answer = self._asked.get(text)
        if answer is None:
            answer = self._asked[text] = NoneMeant() if means_none(text) else self._find(text)
        return answer

    def _find(self, text: str) -> Answer:
        code = text.strip().upper()
        if _GSS.fullmatch(code):
            return self._answer(self._by_gss.get(code, set())) or Unknown(None)
        key = key_of(text)
        found = self._answer(self._by_key.get(key, set())) or self._by_form(key)
        if found is None and (bare := _IN_BRACKETS.sub("", text)) != text and bare.strip():
            return self.match(bare)
        return found or self._likely(key)

    def _by_form(self, key: Key) -> Answer | None:
        form = form_of(key)
        fitting = _fitting(self._by_place.get(form.place, {}), form.kinds)
        if COUNTY in form.kinds:
            fitting |= _counties(self._by_place.get(Key(form.place + "shire"), {}))
        return self._answer(fitting or _fitting(self._by_head.get(form.place, {}), form.kinds))

    def _likely(self, key: Key) -> Answer:
        """Suggest a body: initials alone are never enough to say that it is meant."""
        if len(key) in _INITIALS and (found := self._answer(self._by_initials.get(key, set()))) is not None:
            return Unknown(found.name) if isinstance(found, Matched) else found
        near = self._alike.nearest(key)
        return Unknown(None if near is None else self._name[near])

    def _answer(self, ids: set[OrganisationId]) -> Matched | Ambiguous | None:
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


def why_not(text: str, answer: Ambiguous | Unknown | NoneMeant) -> str:
    """Say in words why a text names no one organisation, and what to do."""
    if isinstance(answer, NoneMeant):
        return f"“{text}” names no organisation. Write which one it is."
    if isinstance(answer, Ambiguous):
        return f"“{text}” fits {_both(answer.names)}. Write which one."
    if answer.suggestion is None:
        return f"“{text}” is not an organisation that is known here. Add it, or write another name."
    return (
        f"“{text}” is not an organisation that is known here. It is written much like "
        f"{answer.suggestion}: use that name, or add “{text}” as a new organisation."
    )


def _both(names: tuple[str, ...]) -> str:
    return f"both {enumerated(names)}" if len(names) == 2 else enumerated(names)
