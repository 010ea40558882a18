"""Which row of a sheet holds the headings, and what each heading stands for."""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import NewType

from aspire_desktop.domain.cells import Broken, Cell, SheetRow, is_blank, shown
from aspire_desktop.domain.columns import (
    FULL_NAMES,
    NEEDED,
    PEOPLE_KINDS,
    Column,
    ImportKind,
    SessionColumn,
    Target,
    column_named,
    heading_key,
)
from aspire_desktop.domain.errors import Unreadable

Signature = NewType("Signature", str)
"""A digest of a row of headings, whatever their capitals and spaces."""
_NUMBER = re.compile(r"0?(\d{1,2})")
_ROWS_SEARCHED = 40
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[., ]+")
_ISO_DAY = re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})")
_DAY = re.compile(
    r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?: of)?[-/., ]+(?P<month>\d{1,2}|[a-z]{3,9})"
    r"(?:[-/., ]+(?P<year>\d{4}|\d{2}))?"
)


@dataclass(frozen=True)
class SessionHint:
    """A session of the cohort that an attendance file is for, so that its title or day is understood."""

    number: int
    title: str
    on: date


@dataclass(frozen=True)
class Heading:
    """A heading of the file: where it stands (counted from 0), its text, and what it stands for."""

    position: int
    text: str
    target: Target | None


@dataclass(frozen=True)
class Choice:
    """What somebody said a heading stands for; None leaves the column out."""

    heading: str
    target: Target | None


@dataclass(frozen=True)
class Choices:
    """A mapping that was given or remembered; it goes before what the headings say themselves."""

    made: tuple[Choice, ...] = ()

    @cached_property
    def by_key(self) -> dict[str, Target | None]:
        """Give the choices by heading."""
        return {heading_key(choice.heading): choice.target for choice in self.made}


@dataclass(frozen=True)
class Mapping:
    """Which column of a file stands for what."""

    row: int
    """The number of the row that holds the headings."""
    headings: tuple[Heading, ...]

    @cached_property
    def places(self) -> dict[Target, int]:
        """Give where each understood column stands, counted from 0."""
        return {heading.target: heading.position for heading in self.headings if heading.target is not None}

    @property
    def matched(self) -> tuple[Heading, ...]:
        """Give the headings that are understood."""
        return tuple(heading for heading in self.headings if heading.target is not None)

    @property
    def left_out(self) -> tuple[Heading, ...]:
        """Give the headings that are not understood, or are left out by choice."""
        return tuple(heading for heading in self.headings if heading.target is None)

    @property
    def signature(self) -> Signature:
        """Give the key by which a choice for files with these headings is remembered."""
        return _signature([heading.text for heading in self.headings])

    def choices(self) -> Choices:
        """Give this mapping in the form in which it is remembered."""
        return Choices(tuple(Choice(heading.text, heading.target) for heading in self.headings))

    def choosing(self, position: int, target: Target | None) -> "Mapping":
        """Give the mapping with one column set; a column that stood for the same is left out instead."""

        def changed(heading: Heading) -> Heading:
            if heading.position == position:
                return replace(heading, target=target)
            return replace(heading, target=None) if target and heading.target == target else heading

        return replace(self, headings=tuple(changed(heading) for heading in self.headings))

    def opening(self, kind: ImportKind, positions: Iterable[int]) -> "Mapping":
        """Give the mapping with columns that were closed understood by their headings."""
        mapping = self
        for heading in self.headings:
            target = column_named(kind, heading.text) if heading.position in set(positions) else None
            if target is not None and target not in mapping.places:
                mapping = mapping.choosing(heading.position, target)
        return mapping

    def closing(self, positions: Iterable[int]) -> "Mapping":
        """Give the mapping with these columns left out."""
        mapping = self
        for position in positions:
            mapping = mapping.choosing(position, None)
        return mapping

    def heading_of(self, target: Target) -> str:
        """Give the file's own heading of a column, or the column's name where the file has none."""
        position = self.places.get(target)
        return next((each.text for each in self.headings if each.position == position), str(target))

    def missing(self, kind: ImportKind) -> tuple[str, ...]:
        """Name the columns that this kind of file needs and that were not found."""
        lacking = [str(column) for column in NEEDED[kind] if column not in self.places]
        has_name = not self.places.keys().isdisjoint(FULL_NAMES) or {
            Column.FIRST_NAME,
            Column.LAST_NAME,
        } <= set(self.places)
        if kind in PEOPLE_KINDS and not has_name:
            lacking.insert(0, "name (first name and last name, or full name)")
        if kind is ImportKind.ATTENDANCE and not any(isinstance(each, SessionColumn) for each in self.places):
            lacking.append("Session 1, Session 2 …")
        return tuple(lacking)


def signature_of(row: SheetRow) -> Signature:
    """Give the signature that a mapping would have whose headings stand in this row."""
    return _signature([shown(cell) for cell in row.cells if not is_blank(cell)])


def _signature(texts: Sequence[str]) -> Signature:
    keys = "|".join(heading_key(text) for text in texts)
    return Signature(hashlib.sha256(keys.encode()).hexdigest())


def find_headings(
    kind: ImportKind,
    rows: Sequence[SheetRow],
    choices: Choices | None = None,
    sessions: Iterable[SessionHint] = (),
    closed: frozenset[int] = frozenset(),
) -> Mapping:
    """Find the row of headings, under any titles, and what each stands for.

    `closed` are columns, counted from 0, that stand for nothing whatever their heading. Raises Unreadable
    where no row has the columns that this kind needs, naming those that are missing.
    """
    best = likely_headings(kind, rows, choices, sessions, closed)
    _refuse_unknown_choices(best, choices or Choices())
    if missing := best.missing(kind):
        hidden = [f"“{each.text}”" for each in best.headings if each.position in closed]
        aside = f" Hidden columns were left out: {_listed(hidden)}." if hidden else ""
        raise Unreadable(
            f"The file has no column for {_listed(missing)}.{aside}",
            do=f"A file of {kind} needs headings such as {_listed(_needed_words(kind))}. "
            "Add the heading, or say with a mapping which column it is.",
        )
    return best


def likely_headings(
    kind: ImportKind,
    rows: Sequence[SheetRow],
    choices: Choices | None = None,
    sessions: Iterable[SessionHint] = (),
    closed: frozenset[int] = frozenset(),
) -> Mapping:
    """Find the row that is most likely the headings, even where columns are missing that somebody may name.

    Raises Unreadable for a file without rows.
    """
    hints = tuple(sessions)
    mappings = [_map(kind, row, choices or Choices(), hints, closed) for row in rows[:_ROWS_SEARCHED]]
    if not mappings:
        raise Unreadable("The file is empty.", do="Choose another file.")
    return max(mappings, key=_likelihood)


def _likelihood(mapping: Mapping) -> tuple[int, int]:
    """Where no heading is understood, the widest row is most likely the one of headings."""
    return len(mapping.matched), 0 if mapping.matched else len(mapping.headings)


def unknown_choices(mapping: Mapping, choices: Choices) -> list[str]:
    """Name the headings of given choices that a row of headings does not have."""
    present = {heading_key(heading.text) for heading in mapping.headings}
    return [choice.heading for choice in choices.made if heading_key(choice.heading) not in present]


def _refuse_unknown_choices(mapping: Mapping, choices: Choices) -> None:
    if absent := unknown_choices(mapping, choices):
        raise Unreadable(
            f"The mapping names a heading that the file does not have: {_listed(absent)}.",
            do="Write the headings in the mapping as they stand in the file.",
        )


def _needed_words(kind: ImportKind) -> tuple[str, ...]:
    people = ("First name", "Last name") if kind in PEOPLE_KINDS else ()
    sessions = ("Session 1", "Session 2") if kind is ImportKind.ATTENDANCE else ()
    return (*people, *(str(column)[0].upper() + str(column)[1:] for column in NEEDED[kind]), *sessions)


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _map(
    kind: ImportKind,
    row: SheetRow,
    choices: Choices,
    hints: tuple[SessionHint, ...],
    closed: frozenset[int],
) -> Mapping:
    headings: list[Heading] = []
    chosen = dict(choices.by_key)
    taken: set[Target] = {target for target in chosen.values() if target is not None}
    for position, cell in enumerate(row.cells):
        if is_blank(cell):
            continue
        text = " ".join(shown(cell).split())
        key = heading_key(text)
        if position in closed:
            headings.append(Heading(position, text, None))
            continue
        target = chosen.pop(key, None)
        if target is None and key not in choices.by_key:
            target = _meaning(kind, cell, text, hints)
            target = None if target in taken else target
        if target is not None:
            taken.add(target)
        headings.append(Heading(position, text, target))
    return _name_beside_surname(Mapping(row.number, tuple(headings)))


def _meaning(kind: ImportKind, cell: Cell, text: str, hints: tuple[SessionHint, ...]) -> Target | None:
    if isinstance(cell, Broken):
        return None
    for hint in hints:
        if heading_key(hint.title) == heading_key(text) or _says_day(cell, hint.on):
            return SessionColumn(hint.number)
    if kind is ImportKind.ATTENDANCE and (number := _NUMBER.fullmatch(text)) and int(number[1]):
        return SessionColumn(int(number[1]))
    return column_named(kind, text)


def _says_day(cell: Cell, on: date) -> bool:
    """Tell whether a heading is this day: a date, or such as 1/7/26 (day first), Wed 1 July or 1 Jul."""
    if isinstance(cell, datetime):
        return cell.date() == on
    if isinstance(cell, date):
        return cell == on
    text = _WEEKDAY.sub("", " ".join(shown(cell).lower().split()), count=1)
    found = _ISO_DAY.fullmatch(text) or _DAY.fullmatch(text)
    if not found or (int(found["day"]), _month(found["month"])) != (on.day, on.month):
        return False
    return found["year"] is None or int(found["year"]) in (on.year, on.year % 100)


def _month(text: str) -> int | None:
    if text.isdigit():
        return int(text)
    return _MONTHS.index(text[:3]) + 1 if text[:3] in _MONTHS else None


def _name_beside_surname(mapping: Mapping) -> Mapping:
    """“Name” beside “Surname” means the first name."""
    places = mapping.places
    if Column.LAST_NAME in places and Column.FULL_NAME in places and Column.FIRST_NAME not in places:
        return mapping.choosing(places[Column.FULL_NAME], Column.FIRST_NAME)
    return mapping
