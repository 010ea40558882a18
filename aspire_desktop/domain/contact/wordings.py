"""What messages say: wordings with fields, how they are read, checked and filled."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeAlias

from aspire_desktop.domain.contact.message_fields import FIELDS, MessageField, Missing, Value
from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.toml_table import read_toml
from aspire_desktop.domain.office.values import enumerated, fold, tidy


class MessageKind(StrEnum):
    """What a message is for: each kind has its own wording."""

    JOINING = "joining instructions"
    REMINDER = "reminder"
    CHANGE = "change"
    CANCELLATION = "cancellation"
    NAME_CHECK = "name check"
    THANKS = "thank-you"
    FEEDBACK = "feedback request"

    @property
    def heading(self) -> str:
        """Give its name at the beginning of a line."""
        return self.value.capitalize()


INVITES = frozenset({MessageKind.JOINING, MessageKind.CHANGE})
"""Kinds that bring the sessions to come as calendar entries."""


@dataclass(eq=False)
class Wording:
    """One version of what a kind of message says; a message keeps the one it was written from.

    Fields stand in braces, by their keys. `number` counts from 1 within the kind.
    """

    id: int = field(init=False)
    kind: MessageKind
    number: int
    subject: str
    body: str


# What may be read of it


@dataclass(frozen=True)
class WordingRow:
    """A wording as read; the shipped one, which nobody has used or changed yet, has no id."""

    id: int | None
    kind: MessageKind
    number: int
    subject: str
    body: str


@dataclass(frozen=True)
class Letter:
    """A message as it goes out: no field is left in it."""

    subject: str
    body: str


# What follows from it

Part: TypeAlias = str | MessageField
_BRACES = re.compile(r"\{([^{}]*)\}|[{}]")
_BY_NAME = {fold(name): each for each in FIELDS for name in (each.key, each.words)}


def parts_of(text: str) -> Iterator[Part]:
    """Take a wording apart into words and fields; raise RuleBroken where a brace means no field."""
    end = 0
    for found in _BRACES.finditer(text):
        if found.start() > end:
            yield text[end : found.start()]
        yield _field_in(found)
        end = found.end()
    if end < len(text):
        yield text[end:]


def _field_in(found: re.Match[str]) -> MessageField:
    if found[1] is None:
        raise RuleBroken(
            f"A brace {found[0]} stands alone.", do="Write a field as {first name}, and no other braces."
        )
    known = _BY_NAME.get(fold(tidy(found[1])))
    if known is None:
        raise RuleBroken(
            f"There is no field “{found[1]}”.",
            do=f"Fields are: {', '.join(each.words for each in FIELDS)}.",
        )
    return known


def kept(text: str) -> str:
    """Give a wording as it is kept: tidied line by line, each field by its key."""
    lines = "\n".join(tidy(line) for line in text.splitlines()).strip()
    return _rewritten(lines, lambda each: each.key)


WordingText: TypeAlias = Annotated[str, kept]
"""A wording as it is typed: several lines, with fields in braces."""


def shown(text: str) -> str:
    """Give a wording as people read and write it, each field by its words."""
    return _rewritten(text, lambda each: each.words)


def _rewritten(text: str, name: Callable[[MessageField], str]) -> str:
    parts = parts_of(text)
    return "".join(part if isinstance(part, str) else f"{{{name(part)}}}" for part in parts)


def checked(subject: str, body: str) -> tuple[str, str]:
    """Give subject and text as they are kept; raise RuleBroken for an empty one and for unknown fields."""
    subject, body = kept(subject), kept(body)
    if not subject:
        raise RuleBroken("A message needs a subject.", about="subject")
    if "\n" in subject:
        raise RuleBroken("A subject is one line.", about="subject")
    if not body:
        raise RuleBroken("A message needs a text.", about="body")
    return subject, body


def fields_in(wording: WordingRow) -> tuple[MessageField, ...]:
    """Give the fields of a wording, each once, in their order."""
    parts = (*parts_of(wording.subject), *parts_of(wording.body))
    return tuple(dict.fromkeys(part for part in parts if not isinstance(part, str)))


def lacking(wording: WordingRow, values: Mapping[str, Value]) -> tuple[str, ...]:
    """Say what is not on record that the wording needs, in words, each once."""
    found = (values[each.key] for each in fields_in(wording))
    return tuple(dict.fromkeys(value.words for value in found if isinstance(value, Missing)))


def written(wording: WordingRow, values: Mapping[str, Value]) -> Letter:
    """Fill a wording; raise RuleBroken naming what is missing. What is filled in is never read again."""
    if missing := lacking(wording, values):
        raise RuleBroken(f"Not on record: {enumerated(missing)}.")
    return Letter(tidy(_filled(wording.subject, values)), _filled(wording.body, values))


def _filled(text: str, values: Mapping[str, Value]) -> str:
    """Put values in; only called where none is missing."""
    return "".join(part if isinstance(part, str) else str(values[part.key]) for part in parts_of(text))


def is_alike_for_all(wording: WordingRow) -> bool:
    """Tell whether everybody of a cohort gets the very same words."""
    return not any(each.personal for each in fields_in(wording))


def read_wordings(path: Path) -> dict[MessageKind, WordingRow]:
    """Read db/reference/messages.toml, each kind once; raise Unreadable."""
    table = read_toml(path)
    found = dict[MessageKind, WordingRow]()
    for each in table.tables("messages"):
        kind = each.word("kind", MessageKind)
        found[kind] = WordingRow(None, kind, 1, *checked(each.text("subject"), each.text("body")))
        each.close()
    table.close()
    return found
