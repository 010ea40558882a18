"""Refusals, each in three parts: what happened, what is safe, what to do."""

import dataclasses
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Self

NOTHING_CHANGED = "Nothing was changed."


@dataclass(frozen=True)
class Clashing:
    """A field of an action, such as "email", that somebody else has changed to `theirs` meanwhile."""

    field: str
    theirs: object
    """A value of the field's own type."""
    of: object = dataclasses.field(default=None, compare=False)
    """The change that is in dispute, which may be one of several."""
    words: str = dataclasses.field(default="", compare=False)
    """What `theirs` is called where it is something on record: whoever compares may not know of it yet."""


@dataclass(frozen=True)
class Explanation:
    """What a person is told: three short texts, of which the last may be empty."""

    what: str
    safe: str = NOTHING_CHANGED
    do: str = ""
    about: str = ""
    """The field of the action that must be given otherwise, such as "reason"; empty for none alone."""
    clashes: tuple[Clashing, ...] = ()
    """What somebody else changed meanwhile of that which was to be changed."""

    def __str__(self) -> str:
        return " ".join(part for part in (self.what, self.safe, self.do) if part)


class Refused(Exception):
    """Something asked for cannot be done; the explanation is fit to be shown as it stands."""

    def __init__(self, what: str, *, safe: str = NOTHING_CHANGED, do: str = "", about: str = "") -> None:
        super().__init__(what)
        self.explanation = Explanation(what, safe, do, about)

    def having_done(self, done: str) -> Self:
        """Say what was done before it and stays, in place of what it believed to be safe; give itself."""
        self.explanation = replace(self.explanation, safe=done)
        return self

    @property
    def denies_changes(self) -> bool:
        """Whether it says that nothing was changed, which is true only of its own step."""
        return self.explanation.safe.startswith(NOTHING_CHANGED.rstrip("."))

    def __str__(self) -> str:
        return str(self.explanation)


@contextmanager
def about(field: str) -> Iterator[None]:
    """Say of a refusal within the block which field of the action must be given otherwise."""
    try:
        yield
    except Refused as refused:
        refused.explanation = replace(refused.explanation, about=refused.explanation.about or field)
        raise


class RuleBroken(Refused):
    """A rule of a programme, a cohort or a funder stands in the way."""


class NotUnderstood(RuleBroken):
    """A text or a cell cannot be read as what it should be; `words` is a sentence that says why.

    `instead` is what may be meant, the likeliest first.
    """

    def __init__(self, what: str, instead: tuple[str, ...] = (), *, do: str = "") -> None:
        super().__init__(what, do=do)
        self.words = f"{what} {do}".strip()
        self.instead = instead


class BrokenLetters(NotUnderstood):
    """A text cannot be right as it is, because its letters were broken before; the words quote it."""


class Clash(Refused):
    """Somebody else has changed, since it was read, what was to be changed."""

    def __init__(
        self, what: str, clashes: tuple[Clashing, ...], *, do: str = "Compare the two, then keep one."
    ) -> None:
        super().__init__(what, safe="Your change is not saved yet.", do=do)
        self.explanation = replace(self.explanation, clashes=clashes)


class Stale(Refused):
    """Something is not as it was shown any more; `tables` are those in which it stands."""

    def __init__(self, what: str, tables: frozenset[str]) -> None:
        super().__init__(what, do="Look at it as it is now, then choose again.")
        self.tables = tables


class NotAllowed(Refused):
    """The person's roles do not cover the action."""


class NotFound(Refused):
    """What was named does not exist."""

    @classmethod
    def gone(cls, noun: str) -> Self:
        """Say of what was there when it was shown that it is not any more; `noun` is what people call it."""
        return cls(f"This {noun} is not here any more.", do="Refresh the screen.")


class UndoRefused(Refused):
    """A touched value has changed since, or the action is final."""


class Unreadable(Refused):
    """A file or a database cannot be read."""


class Damaged(Unreadable):
    """A database was read and does not hold together: a backup is what helps."""
