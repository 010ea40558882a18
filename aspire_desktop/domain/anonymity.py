"""Copies of a return without names: references stand wherever a name stood, also within somebody's words."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from aspire_desktop.domain.returns import (
    AdjustmentFacts,
    EvidenceFacts,
    PersonFacts,
    ReturnFacts,
    ReturnLineFacts,
)
from aspire_desktop.domain.values import fold

HIDDEN = "[name]"
"""Stands for a word that is part of somebody's name, where it is not clear whose."""
_MARKS = "\u0300-\u036f"
_WORD = re.compile(rf"[\w{_MARKS}]+(?:['’\-][\w{_MARKS}]+)*")


def without_names(facts: ReturnFacts) -> ReturnFacts:
    """Give the return with a reference in place of everybody's name.

    People of the return and `facts.known` are looked for in causes, reasons and other words too.
    The office's own staff, who prepare and submit, keep their names. The digest stays that of the
    lines with names.
    """
    veil = Veil((*_people_of(facts), *facts.known))
    return replace(
        facts,
        revision_reason=veil.words(facts.revision_reason),
        lines=tuple(_line(line, veil) for line in facts.lines),
        adjustments=tuple(_adjustment(line, veil) for line in facts.adjustments),
        evidence=tuple(_evidence(row, veil) for row in facts.evidence),
        checks=tuple(replace(check, detail=veil.words(check.detail)) for check in facts.checks),
        known=(),
        anonymous=True,
    )


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
    return replace(
        line,
        participant=_bare(line.participant),
        substitution_of=None if line.substitution_of is None else _bare(line.substitution_of),
        job_title=veil.full_names(line.job_title),
        po_number=veil.full_names(line.po_number),
        invoice=veil.full_names(line.invoice),
        evidence=veil.full_names(line.evidence),
    )


def _adjustment(line: AdjustmentFacts, veil: "Veil") -> AdjustmentFacts:
    return replace(
        line,
        participant=_bare(line.participant),
        cause=veil.words(line.cause),
        reason=veil.words(line.reason),
        evidence=veil.full_names(line.evidence),
    )


def _evidence(row: EvidenceFacts, veil: "Veil") -> EvidenceFacts:
    return replace(
        row,
        participant=_bare(row.participant),
        title=veil.words(row.title),
        source=veil.full_names(row.source),
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
        for person in dict.fromkeys(people):
            self._learn(person)

    def _learn(self, person: PersonFacts) -> None:
        keys = tuple(word.key for word in _words_of(person.name))
        for turn in range(len(keys)):  # “Ash, Tom” is Tom Ash
            turned = keys[turn:] + keys[:turn]
            self._whole.setdefault(turned[0], {}).setdefault(turned, person.reference)
        self._parts |= {part for key in keys for part in (key, *key.split("-")) if len(part) > 1}

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
