"""Which row of a sheet holds the headings, and what each heading stands for."""

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NewType

from aspire_desktop.domain.intake.cells import Broken, Cell, SheetRow, is_blank, shown
from aspire_desktop.domain.intake.columns import (
    FOUND_KINDS,
    FULL_NAMES,
    HAVE_SESSIONS,
    NEEDED,
    PEOPLE_KINDS,
    Column,
    ImportKind,
    SessionColumn,
    Target,
    column_named,
    heading_key,
)
from aspire_desktop.domain.intake.month_first import any_month_first, may_be_month_first
from aspire_desktop.domain.intake.needs_headings import needs_named
from aspire_desktop.domain.intake.session_headings import SessionHint, looks_like_session
from aspire_desktop.domain.office.errors import Unreadable
from aspire_desktop.domain.office.values import enumerated

Signature = NewType("Signature", str)
"""A digest of a row of headings, whatever their capitals and spaces."""
_NUMBER = re.compile(r"0?(\d{1,2})")
_ROWS_SEARCHED = 40


@dataclass(frozen=True)
class Heading:
    """A heading of the file: where it stands (counted from 0), its text, and what it stands for."""

    position: int
    text: str
    target: Target | None
    asks: bool = False
    """Whether it looks like a session, stands for none, and nobody said that it is to be left out."""


@dataclass(frozen=True)
class HeadingChoice:
    """What somebody said a heading stands for; None leaves the column out."""

    heading: str
    target: Target | None


@dataclass(frozen=True)
class HeadingChoices:
    """A mapping that was given or remembered; it goes before what the headings say themselves."""

    made: tuple[HeadingChoice, ...] = ()

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
    def unclear(self) -> tuple[str, ...]:
        """Name the headings that look like a session and are not understood."""
        return tuple(heading.text for heading in self.headings if heading.asks)

    @property
    def half_a_name(self) -> str:
        """Give the heading of a first or last name without the other one, which may hold whole names."""
        halves = [each for each in self.matched if each.target in (Column.FIRST_NAME, Column.LAST_NAME)]
        return halves[0].text if len(halves) == 1 else ""

    @property
    def signature(self) -> Signature:
        """Give the key by which a choice for files with these headings is remembered."""
        return _signature([heading.text for heading in self.headings])

    def choices(self) -> HeadingChoices:
        """Give this mapping in the form in which it is remembered."""
        return HeadingChoices(tuple(HeadingChoice(heading.text, heading.target) for heading in self.headings))

    def choosing(self, position: int, target: Target | None) -> "Mapping":
        """Give the mapping with one column set; a column that stood for the same is left out instead."""

        def changed(heading: Heading) -> Heading:
            if heading.position == position:
                return replace(heading, target=target, asks=False)
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
            lacking.insert(0, self._missing_name())
        if kind in FOUND_KINDS and not has_name and Column.EMAIL not in self.places:
            lacking.insert(0, "e-mail or full name")
        if kind is ImportKind.ATTENDANCE and not any(isinstance(each, SessionColumn) for each in self.places):
            lacking.append("Session 1, Session 2 …")
        return tuple(lacking)

    def _missing_name(self) -> str:
        if not self.half_a_name:
            return "name (first name and last name, or full name)"
        return str(Column.LAST_NAME if Column.FIRST_NAME in self.places else Column.FIRST_NAME)


def signature_of(row: SheetRow) -> Signature:
    """Give the signature that a mapping would have whose headings stand in this row."""
    return _signature([shown(cell) for cell in row.cells if not is_blank(cell)])


def _signature(texts: Sequence[str]) -> Signature:
    keys = "|".join(heading_key(text) for text in texts)
    return Signature(hashlib.sha256(keys.encode()).hexdigest())


def find_headings(
    kind: ImportKind,
    rows: Sequence[SheetRow],
    choices: HeadingChoices | None = None,
    sessions: Iterable[SessionHint] = (),
    closed: frozenset[int] = frozenset(),
) -> Mapping:
    """Find the row of headings, under any titles, and what each stands for.

    `closed` are columns, counted from 0, that stand for nothing whatever their heading. Raises Unreadable
    where no row has the columns that this kind needs, naming those that are missing.
    """
    best = likely_headings(kind, rows, choices, sessions, closed)
    _refuse_unknown_choices(best, choices or HeadingChoices())
    if missing := best.missing(kind):
        hidden = [f"“{each.text}”" for each in best.headings if each.position in closed]
        aside = f" Hidden columns were left out: {enumerated(hidden)}." if hidden else ""
        raise Unreadable(
            f"The file has no column for {enumerated(missing)}.{aside}",
            do=f"A file of {kind} needs headings such as {enumerated(_needed_words(kind))}. "
            f"Add the heading, or say with a mapping which column it is{_example(best, kind)}.",
        )
    if best.unclear:
        unclear = enumerated([f"“{text}”" for text in best.unclear])
        raise Unreadable(
            f"It is not clear which session is meant by {unclear}.",
            do="Say with a mapping which session it is, or that it is left out: "
            f"{_mapped(best.unclear[0], 'Session 1')} or {_mapped(best.unclear[0], None)}.",
        )
    return best


def _example(mapping: Mapping, kind: ImportKind) -> str:
    """Give the mapping that is most likely meant, in the file's own words."""
    lacking = [column for column in NEEDED[kind] if column not in mapping.places]
    if mapping.half_a_name and kind in PEOPLE_KINDS and not lacking:
        return f": {_mapped(mapping.half_a_name, Column.FULL_NAME)}, if that column holds whole names"
    if lacking and mapping.left_out:
        return f": {_mapped(mapping.left_out[0].text, lacking[0])}, for example"
    return ""


def _mapped(heading: str, target: str | None) -> str:
    """Write a mapping as its file must have it."""
    return json.dumps({heading: target}, ensure_ascii=False)


def likely_headings(
    kind: ImportKind,
    rows: Sequence[SheetRow],
    choices: HeadingChoices | None = None,
    sessions: Iterable[SessionHint] = (),
    closed: frozenset[int] = frozenset(),
) -> Mapping:
    """Find the row that is most likely the headings, even where columns are missing that somebody may name.

    Raises Unreadable for a file without rows.
    """
    hints = tuple(sessions)
    mappings = [_map(kind, row, choices or HeadingChoices(), hints, closed) for row in rows[:_ROWS_SEARCHED]]
    if not mappings:
        raise Unreadable("The file is empty.", do="Choose another file.")
    return _asking(kind, max(mappings, key=_likelihood), rows, choices or HeadingChoices(), closed)


def _asking(
    kind: ImportKind,
    mapping: Mapping,
    rows: Sequence[SheetRow],
    choices: HeadingChoices,
    closed: frozenset[int],
) -> Mapping:
    """Mark the headings that look like a session, stand for none, and about which nobody said anything."""
    if kind not in HAVE_SESSIONS:
        return mapping
    cells = next(row.cells for row in rows if row.number == mapping.row)
    below = [row.cells for row in rows if row.number > mapping.row]

    def asks(heading: Heading) -> bool:
        at = heading.position
        said = heading.target is not None or at in closed or heading_key(heading.text) in choices.by_key
        return not said and looks_like_session(kind, cells[at], [row[at] for row in below if at < len(row)])

    return replace(mapping, headings=tuple(replace(each, asks=asks(each)) for each in mapping.headings))


def _likelihood(mapping: Mapping) -> tuple[int, int]:
    """Where no heading is understood, the widest row is most likely the one of headings."""
    return len(mapping.matched), 0 if mapping.matched else len(mapping.headings)


def unknown_choices(mapping: Mapping, choices: HeadingChoices) -> list[str]:
    """Name the headings of given choices that a row of headings does not have."""
    present = {heading_key(heading.text) for heading in mapping.headings}
    return [choice.heading for choice in choices.made if heading_key(choice.heading) not in present]


def _refuse_unknown_choices(mapping: Mapping, choices: HeadingChoices) -> None:
    if absent := unknown_choices(mapping, choices):
        raise Unreadable(
            f"The mapping names a heading that the file does not have: {enumerated(absent)}.",
            do="Write the headings in the mapping as they stand in the file.",
        )


def _needed_words(kind: ImportKind) -> tuple[str, ...]:
    people = ("First name", "Last name") if kind in PEOPLE_KINDS else ()
    sessions = ("Session 1", "Session 2") if kind is ImportKind.ATTENDANCE else ()
    return (*people, *(str(column)[0].upper() + str(column)[1:] for column in NEEDED[kind]), *sessions)


def _map(
    kind: ImportKind,
    row: SheetRow,
    choices: HeadingChoices,
    hints: tuple[SessionHint, ...],
    closed: frozenset[int],
) -> Mapping:
    headings: list[Heading] = []
    chosen = dict(choices.by_key)
    taken: set[Target] = {target for target in chosen.values() if target is not None}
    doubted = any_month_first(row.cells)
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
            # beside a day that can only be month first, 10/05/2026 is no day that anybody can be sure of
            unsure = doubted and may_be_month_first(cell)
            target = None if unsure else _meaning(kind, cell, text, hints)
            target = None if target in taken else target
        if target is not None:
            taken.add(target)
        headings.append(Heading(position, text, target))
    return _with_needs(kind, _name_beside_surname(Mapping(row.number, tuple(headings))), choices, closed)


def _with_needs(
    kind: ImportKind, mapping: Mapping, choices: HeadingChoices, closed: frozenset[int]
) -> Mapping:
    """Take columns about needs that nobody said are to be left out, in whatever words they are headed."""
    for heading in mapping.left_out:
        target = needs_named(kind, heading.text)
        said = heading.position in closed or heading_key(heading.text) in choices.by_key
        if target is not None and target not in mapping.places and not said:
            mapping = mapping.choosing(heading.position, target)
    return mapping


def _meaning(kind: ImportKind, cell: Cell, text: str, hints: tuple[SessionHint, ...]) -> Target | None:
    if isinstance(cell, Broken):
        return None
    for hint in hints:
        if hint.means(cell, text):
            return SessionColumn(hint.number)
    if kind is ImportKind.ATTENDANCE and (number := _NUMBER.fullmatch(text)) and int(number[1]):
        return SessionColumn(int(number[1]))
    return column_named(kind, text)


def _name_beside_surname(mapping: Mapping) -> Mapping:
    """“Name” beside “Surname” means the first name."""
    places = mapping.places
    if Column.LAST_NAME in places and Column.FULL_NAME in places and Column.FIRST_NAME not in places:
        return mapping.choosing(places[Column.FULL_NAME], Column.FIRST_NAME)
    return mapping
