"""What an empty file for an import has: a column for whatever is understood, and what belongs in each."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from aspire_desktop.domain.intake.columns import (
    COLUMNS,
    FOUND_KINDS,
    FULL_NAMES,
    HAVE_SESSIONS,
    NEEDED,
    NEEDS,
    PEOPLE_KINDS,
    RULES,
    Column,
    ImportKind,
    SessionColumn,
    Target,
)
from aspire_desktop.domain.office.lists import Kind
from aspire_desktop.domain.office.written import (
    code_of,
    count_of,
    email_of,
    gss_of,
    names_of,
    time_of,
)

SESSIONS = 6
"""Columns of sessions where nobody says how many a cohort has."""
_BY_RULE: dict[Callable[[str], Any], str] = {
    code_of: "A code, kept as it is typed: noughts in front stay.",
    count_of: "A whole number.",
    email_of: "One address, such as name@council.gov.uk.",
    gss_of: "The code of the Office for National Statistics, such as E08000030.",
    names_of: "Several with commas, or “and”, between them.",
    time_of: "A time of day, such as 09:30.",
}
_BY_COLUMN: dict[Column, str] = {
    Column.ORGANISATION: "The council or other body by its name, or by one it had or is known by.",
    Column.FUNDER: "The body by its name.",
    Column.PROGRAMME: "The programme by its name, with its version where there are several.",
    Column.BEGINS: "The first day that counts, such as 1 April 2026.",
    Column.ENDS: "The last day that counts, such as 31 March 2027.",
    Column.UNIT_AMOUNT: "Pounds for one place.",
    Column.PLACES: "A whole number.",
    Column.FUNDING: "Who pays for the place.",
}
_OF_NEEDS = "Shown to nobody but those who may see needs. Leave it out if it is not needed."
_KINDS: dict[Column, Kind] = {
    Column.BEGINS: Kind.DATE,
    Column.ENDS: Kind.DATE,
    Column.UNIT_AMOUNT: Kind.MONEY,
    Column.PLACES: Kind.COUNT,
}


@dataclass(frozen=True)
class TemplateColumn:
    """A column of an empty file: its heading, whether it must be filled, and what belongs in it."""

    target: Target
    needed: bool
    note: str
    kind: Kind = Kind.TEXT

    @property
    def heading(self) -> str:
        """Give its heading, which the import understands."""
        words = str(self.target)
        return words[0].upper() + words[1:]


def template_columns(kind: ImportKind, sessions: int = SESSIONS) -> list[TemplateColumn]:
    """Give the columns of an empty file of a kind; a name is asked for in two columns, never in one."""
    columns: list[Target] = [each for each in COLUMNS[kind] if each not in FULL_NAMES]
    if kind in HAVE_SESSIONS:
        columns += [SessionColumn(number) for number in range(1, sessions + 1)]
    return [_column(kind, each) for each in columns]


def _column(kind: ImportKind, target: Target) -> TemplateColumn:
    if isinstance(target, SessionColumn):
        dated = kind is ImportKind.COHORTS
        note = "Its day, such as 8 October 2026." if dated else "The mark in words, or its letter."
        return TemplateColumn(target, False, note, Kind.DATE if dated else Kind.TEXT)
    by_rule = _BY_RULE.get(RULES.get(target, str), "As it should be kept.")
    note = _OF_NEEDS if target in NEEDS else _BY_COLUMN.get(target, by_rule)
    if kind in FOUND_KINDS and target is Column.EMAIL:
        note = f"{note} By it somebody of the cohort is found; the name is enough where only one bears it."
    return TemplateColumn(target, _is_needed(kind, target), note, _KINDS.get(target, Kind.TEXT))


def _is_needed(kind: ImportKind, target: Column) -> bool:
    names = (Column.FIRST_NAME, Column.LAST_NAME)
    return target in NEEDED[kind] or (kind in PEOPLE_KINDS and target in names)
