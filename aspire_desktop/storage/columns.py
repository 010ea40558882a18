"""Column types that read back what was written, alike on SQLite and PostgreSQL."""

import json
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from sqlalchemy import BigInteger, Dialect, String, Text
from sqlalchemy.types import DateTime, TypeDecorator

from aspire_desktop.domain.office.values import to_pence

W = TypeVar("W", bound=StrEnum)


class Utc(TypeDecorator[datetime]):
    """An instant, kept as naive UTC; naive values are refused on the way in."""

    impl = DateTime
    cache_ok = True

    @property
    def python_type(self) -> type[datetime]:
        """The type that values have in the program."""
        return datetime

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn an aware instant into naive UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"an instant needs a time zone: {value!r}")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the stored instant its zone back."""
        return None if value is None else value.replace(tzinfo=UTC)


class Money(TypeDecorator[Decimal]):
    """Pounds as Decimal with two places, kept as whole pence."""

    impl = BigInteger
    cache_ok = True

    @property
    def python_type(self) -> type[Decimal]:
        """The type that values have in the program."""
        return Decimal

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        """Turn pounds into pence; parts of a penny are refused."""
        if value is None:
            return None
        if value != to_pence(value):
            raise ValueError(f"an amount must be whole pence: {value}")
        return int(value * 100)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        """Turn pence into pounds."""
        return None if value is None else Decimal(value).scaleb(-2)


class Words(TypeDecorator[W]):
    """A closed set of words, kept by value."""

    impl = String
    cache_ok = True

    def __init__(self, words: type[W]) -> None:
        super().__init__(40)
        self.words = words

    @property
    def python_type(self) -> type[W]:
        """The type that values have in the program."""
        return self.words

    def process_bind_param(self, value: W | None, dialect: Dialect) -> str | None:
        """Give the word's value."""
        return None if value is None else self.words(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> W | None:
        """Give the word of the set."""
        return None if value is None else self.words(value)


class Prose(TypeDecorator[str]):
    """Text of any length; NUL is refused, since PostgreSQL cannot keep it and SQLite hides what follows."""

    impl = Text
    cache_ok = True

    @property
    def python_type(self) -> type[str]:
        """The type that values have in the program."""
        return str

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Refuse NUL."""
        if value is not None and "\0" in value:
            raise ValueError("text cannot hold the character NUL")
        return value


class WordList(TypeDecorator[tuple[str, ...]]):
    """A short list of words, kept as a JSON array in the order given."""

    impl = Text
    cache_ok = True

    @property
    def python_type(self) -> type[tuple[str, ...]]:
        """The type that values have in the program."""
        return tuple

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> str | None:
        """Write the array."""
        return None if value is None else json.dumps(list(value), ensure_ascii=False)

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[str, ...] | None:
        """Read the array."""
        return None if value is None else tuple(json.loads(value))
