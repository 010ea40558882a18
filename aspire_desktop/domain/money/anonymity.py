"""Copies of a return without names: references stand for people, and what may name somebody is left out."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from aspire_desktop.domain.money.harmless_words import AS_THEY_STAND, HARMLESS, PARTICLES
from aspire_desktop.domain.money.returns import AdjustmentFacts, EvidenceFacts, ReturnFacts, ReturnLineFacts
from aspire_desktop.domain.office.people import PersonFacts
from aspire_desktop.domain.office.values import fold
from aspire_desktop.domain.programmes.enrolments import BOOKING

HIDDEN = "[name]"
"""Stands for a word that is part of somebody's name, where it is not clear whose."""
LEFT_OUT = "[left out: it may name somebody]"
"""Stands for a text of which not every word is known to name nobody."""
_MARKS = "\u0300-\u036f"
_WORD = re.compile(rf"[\w{_MARKS}]+(?:['’\-][\w{_MARKS}]+)*")
_RUN = re.compile(r"[^\W\d_]+")
_MONTHS = (
    "(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sep(?:tember)?"
    "|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_KNOWN = re.compile(
    rf"\b[PLA]-\d{{4,}}(?:['’]s)?\b|\b\d{{1,2}} {_MONTHS}(?: \d{{4}})?\b|\b(?:in|since) {_MONTHS}\b"
)
"""References, labels of places, dates and months."""

_OWN_WORDS = (*(fact.name for fact in BOOKING if fact.own_words), "invoice", "evidence")
"""What people wrote of a line."""


def without_names(facts: ReturnFacts) -> ReturnFacts:
    """Give the return with a reference in place of everybody's name.

    What people wrote is kept only where every word of it is known to name nobody: a name can be spelled in
    more ways than can be looked for. The office's own staff, who prepare and submit, keep their names, and
    cohorts and organisations theirs. The digest stays that of the lines with names.
    """
    veil = Veil((*_people_of(facts), *facts.known))
    every = _labels_of(facts)
    return replace(
        facts,
        revision_reason=veil.kept(facts.revision_reason, every),
        lines=tuple(_line(line, veil) for line in facts.lines),
        adjustments=tuple(_adjustment(line, veil) for line in facts.adjustments),
        evidence=tuple(_evidence(row, veil, every) for row in facts.evidence),
        checks=tuple(replace(check, detail=veil.kept(check.detail, every)) for check in facts.checks),
        known=(),
        anonymous=True,
    )


def _labels_of(facts: ReturnFacts) -> frozenset[str]:
    """Give what the copy prints of the return, its cohorts and organisations in any case."""
    own = {facts.reference, facts.agreement, facts.supersedes}
    of_lines = (*map(_labels, facts.lines), *map(_labels, facts.adjustments))
    return frozenset(own.union(*of_lines) - {""})


def _labels(line: ReturnLineFacts | AdjustmentFacts) -> frozenset[str]:
    corrected = line.corrects_return if isinstance(line, AdjustmentFacts) else line.previous_claim
    told = (line.return_reference, corrected, line.place, line.agreement, line.cohort.code)
    return frozenset({*told, line.cohort.partner, line.organisation.name} - {""})


def _people_of(facts: ReturnFacts) -> Iterator[PersonFacts]:
    for line in facts.lines:
        yield line.participant
        if line.substitution_of is not None:
            yield line.substitution_of
    yield from (line.participant for line in facts.adjustments)
    yield from (row.participant for row in facts.evidence)


def _bare(person: PersonFacts) -> PersonFacts:
    return PersonFacts(person.reference, person.reference)


def _line(line: ReturnLineFacts, veil: "Veil") -> ReturnLineFacts:
    labels = _labels(line)
    written: dict[str, Any] = {name: veil.kept(getattr(line, name), labels) for name in _OWN_WORDS}
    return replace(
        line,
        participant=_bare(line.participant),
        substitution_of=None if line.substitution_of is None else _bare(line.substitution_of),
        **written,
    )


def _adjustment(line: AdjustmentFacts, veil: "Veil") -> AdjustmentFacts:
    labels = _labels(line)
    return replace(
        line,
        participant=_bare(line.participant),
        cause=veil.kept(line.cause, labels),
        reason=veil.kept(line.reason, labels),
        evidence=veil.kept(line.evidence, labels),
    )


def _evidence(row: EvidenceFacts, veil: "Veil", labels: frozenset[str]) -> EvidenceFacts:
    return replace(
        row,
        participant=_bare(row.participant),
        title=veil.kept(row.title, labels),
        source=veil.kept(row.source, labels),
    )


@dataclass(frozen=True)
class _Word:
    """A word of a text, folded, and where it stands."""

    key: str
    begins: int
    ends: int
    capital: bool


class Veil:
    """Finds the names of people in texts, however they are spaced, accented or turned round."""

    def __init__(self, people: Iterable[PersonFacts]) -> None:
        self._whole: dict[str, dict[tuple[str, ...], str]] = {}
        """The reference by the words of a name, by its first word."""
        self._parts: set[str] = set()
        self._spelled: set[str] = set()
        """Letters of names that stand together, and those that an apostrophe or a hyphen parts."""
        self._judged: dict[tuple[str, frozenset[str]], str] = {}
        """Texts as they were kept: registers and causes are the same on many lines."""
        for person in dict.fromkeys(people):
            self._learn(person)

    def _learn(self, person: PersonFacts) -> None:
        keys = tuple(word.key for word in _words_of(person.name))
        for turn in range(len(keys)):  # “Ash, Tom” is Tom Ash
            turned = keys[turn:] + keys[:turn]
            self._whole.setdefault(turned[0], {}).setdefault(turned, person.reference)
        self._parts |= {part for key in keys for part in (key, *key.split("-")) if len(part) > 1}
        spelled = {"".join(_runs(key)) for key in keys}.union(*map(_runs, keys))
        self._spelled |= {letters for letters in spelled if len(letters) > 1}

    def kept(self, text: str, labels: frozenset[str]) -> str:
        """Give a text with references for whole names, or LEFT_OUT where a word of it may name somebody.

        `labels` are codes and names of bodies that the copy prints beside it.
        """
        asked = (text, labels)
        if asked not in self._judged:
            veiled = self.full_names(text)
            self._judged[asked] = veiled if self._is_harmless(veiled, labels) else LEFT_OUT
        return self._judged[asked]

    def _is_harmless(self, text: str, labels: frozenset[str]) -> bool:
        rest = text
        for label in sorted((each for each in labels if each in text), key=len, reverse=True):
            if not any(key in self._spelled for key in _runs(label)):
                rest = re.sub(rf"(?<![\w'’@.\-]){re.escape(label)}(?![\w'’@\-])", " ", rest)
        rest = _KNOWN.sub(" ", rest)
        return all(self._names_nobody(match[0], rest[: match.start()]) for match in _RUN.finditer(rest))

    def _names_nobody(self, run: str, before: str) -> bool:
        """Judge letters that stand together: a capital must begin a sentence, or stand for no person."""
        key = fold(run)
        if run in PARTICLES or run in AS_THEY_STAND:
            return True
        if any(each in self._spelled for each in (key, key.removesuffix("s"), key.removesuffix("es"))):
            return False
        begins = not run[0].isupper() or not before.strip() or before.rstrip()[-1] in ".:;?!✗"
        return key in HARMLESS and begins and run[1:] == run[1:].lower()

    def full_names(self, text: str) -> str:
        """Put a reference in place of every whole name."""
        return self._rewritten(text, hide_parts=False)

    def words(self, text: str) -> str:
        """Put a reference in place of every whole name, and hide every word that is part of one.

        Such a word counts where it begins with a capital letter: the name May hides May, not may.
        """
        return self._rewritten(text, hide_parts=True)

    def _rewritten(self, text: str, *, hide_parts: bool) -> str:
        words, parts, place, done = list(_words_of(text)), list[str](), 0, 0
        while place < len(words):
            length, said = self._at(words, place, hide_parts)
            if length:
                parts += [text[done : words[place].begins], said]
                done = words[place + length - 1].ends
            place += max(1, length)
        return "".join((*parts, text[done:]))

    def _at(self, words: list[_Word], place: int, hide_parts: bool) -> tuple[int, str]:
        """Give how many words at a place are a name, and what to write for them; none: 0."""
        first, found = words[place], (0, "")
        for keys, reference in self._whole.get(first.key, {}).items():
            here = tuple(word.key for word in words[place : place + len(keys)])
            if here == keys and len(keys) > max(1, found[0]):
                found = (len(keys), reference)
        if not found[0] and self._whole.get(first.key, {}).get((first.key,)) and first.capital:
            return 1, self._whole[first.key][(first.key,)]
        if not found[0] and hide_parts and first.capital:
            hidden = any(part in self._parts for part in (first.key, *first.key.split("-")))
            return (1, HIDDEN) if hidden else found
        return found


def _words_of(text: str) -> Iterator[_Word]:
    """Give the words of a text; “Ash’s” is Ash."""
    for match in _WORD.finditer(text):
        key, ends = fold(match[0]), match.end()
        if key.endswith("'s") and len(key) > 2:
            key, ends = key[:-2], ends - 2
        yield _Word(key, match.start(), ends, match[0][0].isupper())


def _runs(text: str) -> list[str]:
    """Give the letters of a text that stand together, folded."""
    return _RUN.findall(fold(text))
