"""Typed reading of shipped TOML: each value is asked for by name and kind, and nothing is left unread."""

import tomllib
from collections.abc import Mapping
from datetime import time
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from aspire_desktop.domain.office.errors import Unreadable

_Kind = TypeVar("_Kind", str, int, bool, time)
_Word = TypeVar("_Word", bound=StrEnum)

_KIND_WORDS: dict[type, str] = {
    str: "a text",
    int: "a whole number",
    bool: "true or false",
    time: "a time of day",
}


class TomlTable:
    """One table of a TOML file. Every asker raises Unreadable, naming the file and the key."""

    def __init__(self, values: Mapping[str, object], where: str) -> None:
        self._values = dict(values)
        self._where = where

    def text(self, key: str, otherwise: str | None = None) -> str:
        """Give a text; a missing one is `otherwise`, or refused where that is None."""
        return self._one(key, str, otherwise)

    def number(self, key: str, otherwise: int | None = None) -> int:
        """Give a whole number; a missing one is `otherwise`, or refused where that is None."""
        return self._one(key, int, otherwise)

    def optional_number(self, key: str) -> int | None:
        """Give a whole number, or None where the file has none."""
        return self.number(key) if key in self._values else None

    def flag(self, key: str, otherwise: bool | None = None) -> bool:
        """Give true or false; a missing one is `otherwise`, or refused where that is None."""
        return self._one(key, bool, otherwise)

    def clock_time(self, key: str) -> time:
        """Give a time of day."""
        return self._one(key, time, None)

    def word(self, key: str, words: type[_Word]) -> _Word:
        """Give one of an enumeration's words."""
        text = self.text(key)
        for word in words:
            if word.value == text:
                return word
        raise Unreadable(f"{self._where}: “{key}” is none of {', '.join(each.value for each in words)}.")

    def texts(self, key: str) -> tuple[str, ...]:
        """Give a list of texts; empty where the file has none."""
        return tuple(
            self._checked(f"{key} {at}", item, str) for at, item in enumerate(self._list(key), start=1)
        )

    def tables(self, key: str) -> "tuple[TomlTable, ...]":
        """Give the tables under a key, in the file's order; none where the file has none."""
        found: list[TomlTable] = []
        for at, item in enumerate(self._list(key), start=1):
            where = f"{self._where}, {key} {at}"
            if not isinstance(item, dict):
                raise Unreadable(f"{where} is not a table.")
            found.append(TomlTable({str(name): value for name, value in item.items()}, where))
        return tuple(found)

    def names(self) -> tuple[str, ...]:
        """Give the keys that have not been asked for yet, in the file's order."""
        return tuple(self._values)

    def close(self) -> None:
        """Refuse what nobody asked for: most often a misspelt key, which would be lost in silence."""
        if self._values:
            raise Unreadable(f"{self._where} has lines that mean nothing here: {', '.join(self._values)}.")

    def _one(self, key: str, kind: type[_Kind], otherwise: _Kind | None) -> _Kind:
        if key in self._values:
            return self._checked(key, self._values.pop(key), kind)
        if otherwise is None:
            raise Unreadable(f"{self._where} lacks “{key}”.")
        return otherwise

    def _checked(self, key: str, value: object, kind: type[_Kind]) -> _Kind:
        # True is an int to Python, though not to a reader of the file
        if not isinstance(value, kind) or type(value) is not kind:
            raise Unreadable(f"{self._where}: “{key}” is not {_KIND_WORDS[kind]}.")
        return value

    def _list(self, key: str) -> list[object]:
        value = self._values.pop(key, [])
        if not isinstance(value, list):
            raise Unreadable(f"{self._where}: “{key}” is not a list.")
        return list(value)


def read_toml(path: Path) -> TomlTable:
    """Read a file; raise Unreadable where it is missing or not TOML in UTF-8."""
    try:
        return TomlTable(tomllib.loads(path.read_text(encoding="utf-8")), path.name)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise Unreadable(
            f"{path.name} cannot be read: {problem}.", do="Install the program again."
        ) from problem
