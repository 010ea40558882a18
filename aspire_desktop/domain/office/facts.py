"""How a fact about a noun is told, once: import, forms, lists, merging, erasure and papers read it here."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, time
from enum import StrEnum
from typing import Any

from aspire_desktop.domain.office.values import short_date, tidy
from aspire_desktop.domain.office.written import date_of, time_of, words_of


class Privacy(StrEnum):
    """What erasing somebody does to a fact."""

    PERSONAL = "personal"
    """It goes from their rows."""
    FREE = "free"
    """Words of the office's own: names go from them, in anybody's row."""
    IMPERSONAL = "impersonal"
    """It says nothing of a participant, and stays."""


class Merging(StrEnum):
    """What becomes of a fact where two records are made one and each says something else."""

    APART = "apart"
    """It has a way of its own, or both stay."""
    CHOSEN = "chosen"
    """One of the two is chosen, that of the record that stays unasked."""
    TOGETHER = "together"
    """Both are kept, unless somebody chooses one of them."""


class Paper(StrEnum):
    """A paper that people hold in their hands."""

    SIGN_IN = "sign-in sheet"


@dataclass(frozen=True)
class Fact:
    """One thing that is known of a noun; `name` is its column in `table`, and its field wherever it is read.

    `column` is how an import calls it ("": no file brings it), `headings` what else files call it, with
    strokes between. What is `shown` is in lists, in their files and beside a record that is compared.
    """

    name: str
    label: str
    """Its name in forms and comparisons: "E-mail address"."""
    table: str = ""
    """Where it is kept; "" for what other records say."""
    heading: str = ""
    """Its name in lists: the label if not given."""
    column: str = ""
    headings: str = ""
    rule: Callable[[str], Any] = words_of
    """By which it is read wherever it is typed."""
    example: str = ""
    """What stands in its empty field."""
    privacy: Privacy | None = None
    """None for what is no text of its own: a number, a time, another record."""
    own_words: bool = False
    """Typed freely: a copy without names keeps it only where each word is known to name nobody."""
    restricted: bool = False
    """For administrators alone: neither in lists nor on papers, nor quoted in a list of problems."""
    of_body: bool = False
    """Whether it names an organisation on record."""
    part: str = ""
    """The column of `table` where one of several stands, each in a row of its own: a name of the trainers."""
    shared: bool = False
    """Whether many say it in the same words: forms offer those in use, lists sift and group by them."""
    merging: Merging = Merging.APART
    fills: bool = False
    """Whether a file may only bring it where there is nothing; else what it says last stands."""
    papers: frozenset[Paper] = frozenset()

    @property
    def head(self) -> str:
        """Give its name in lists."""
        return self.heading or self.label

    @property
    def kept_as(self) -> str:
        """Give the name of its column in `table`."""
        return self.part or (f"{self.name}_id" if self.of_body else self.name)

    def of(self, row: object) -> str:
        """Read it as words from a record, a row, a line or an act that has it."""
        return str(getattr(row, self.name) or "")

    def news(self, line: object, record: object) -> str:
        """Give what a line of a file says anew of a record, "" for nothing and for what it may not bring."""
        said, before = self.of(line), self.of(record)
        return said if said != before and not (self.fills and before) else ""

    def changed(self, before: Mapping[str, object], after: Mapping[str, object]) -> "FactChange | None":
        """Say what became of it between two images of its row, None for nothing; never restricted words."""
        was, now = (self._said(each.get(self.name)) for each in (before, after))
        if was == now:
            return None
        return FactChange(self.label) if self.restricted else FactChange(self.label, was, now)

    def _said(self, value: object) -> str:
        """Say what an image holds: days and times as people write them."""
        read = self.rule(str(value)) if value and self.rule in (date_of, time_of) else value
        if isinstance(read, date):
            return short_date(read)
        return f"{read:%H:%M}" if isinstance(read, time) else str(read or "")


@dataclass(frozen=True)
class FactChange:
    """What a fact was and what it became, "" for nothing; both are "" where what it says is restricted."""

    label: str
    before: str = ""
    after: str = ""

    @property
    def untold(self) -> bool:
        """Tell whether only that it changed may be said."""
        return not (self.before or self.after)

    @property
    def words(self) -> str:
        """Say it in one line."""
        return f"{self.label} changed" if self.untold else change_words(self.label, self.before, self.after)


def change_words(what: str, before: str, after: str) -> str:
    """Say a change: "job title “HRBP”, was “HR Adviser”"."""
    said = f"{what} “{after}”" if after else f"{what} empty"
    return f"{said}, was “{before}”" if before else said


def on_paper(paper: Paper, facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Give the facts that stand on a paper."""
    return tuple(fact for fact in facts if paper in fact.papers)


def told(row: object, facts: Iterable[Fact]) -> dict[str, Any]:
    """Give what a row, a line, an act or a record says of some facts, by their names."""
    return {fact.name: fact.of(row) for fact in facts}


def tell(record: object, facts: Mapping[str, str]) -> None:
    """Set facts of a record by their names."""
    for name, value in facts.items():
        assert hasattr(record, name), name
        setattr(record, name, tidy(value))


def fact_named(name: str, facts: Iterable[Fact]) -> Fact:
    """Give one of some facts; raises StopIteration where none is called so."""
    return next(fact for fact in facts if fact.name == name)


def facts_in(kind: type[Any], facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Give the facts for which a dataclass has a field."""
    names = {part.name for part in fields(kind)}
    return tuple(fact for fact in facts if fact.name in names)
