"""Whether a form's own formulas reach every row of a list, and what the totals among them come to."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from aspire_desktop.documents.money.form_sums import Reach, Sums
from aspire_desktop.documents.money.form_xml import Area
from aspire_desktop.domain.money.layouts import CellPlace, letters

_ONE_SUM = re.compile(r"\s*SUM\(\s*([^(),]+)\s*\)\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Written:
    """A column of a list as it is filled in: what is in it, and its cells."""

    what: str
    sheet: str
    area: Area

    @property
    def height(self) -> int:
        """How many rows it has."""
        return self.area.bottom - self.area.top + 1

    def overlaps(self, reach: Reach) -> bool:
        """Tell whether a formula's reach holds some of its cells."""
        one, other = self.area, reach.area
        return (
            reach.sheet == self.sheet
            and other.left <= one.left <= other.right
            and other.top <= one.bottom
            and one.top <= other.bottom
        )

    def rows(self, reaches: Sequence[Reach]) -> frozenset[int]:
        """Give its rows that these reaches hold."""
        found: set[int] = set()
        for reach in reaches:
            if self.overlaps(reach):
                top, bottom = max(self.area.top, reach.area.top), min(self.area.bottom, reach.area.bottom)
                found.update(range(top, bottom + 1))
        return frozenset(found)

    def __str__(self) -> str:
        column = letters(self.area.left)
        return f"{column}{self.area.top} to {column}{self.area.bottom}"


def cut_short(sums: Sums, columns: Sequence[Written]) -> Iterator[str]:
    """Name every formula whose figure leaves out rows of a list of which it reads others.

    Formulas that read one another are taken together: parts may be added up elsewhere.
    """
    reaches = sums.reaches()
    for column in columns:
        every = frozenset(range(column.area.top, column.area.bottom + 1))
        own = {at: rows for at, told in reaches.items() if (rows := column.rows(told))}
        if len(every) > 1 and own:
            yield from _short(column, every, own, _readers(reaches))


def plain_totals(sums: Sums, columns: Sequence[Written]) -> Iterator[tuple[CellPlace, Written]]:
    """Give the formulas that are the sum of one of these columns, all of it, and of no column beside it."""
    reaches = sums.reaches()
    for at, told in reaches.items():
        for column in columns:
            alone = len(told) == 1 and told[0].area.left == told[0].area.right == column.area.left
            if alone and len(column.rows(told)) == column.height and _ONE_SUM.fullmatch(sums.text_of(at)):
                yield at, column


def _short(
    column: Written,
    every: frozenset[int],
    own: Mapping[CellPlace, frozenset[int]],
    readers: Mapping[CellPlace, frozenset[CellPlace]],
) -> Iterator[str]:
    covered = dict(own)
    waiting = list(own)
    while waiting:  # what a formula reads, those that read it read too
        at = waiting.pop()
        for reader in readers.get(at, ()):
            both = covered.get(reader, frozenset()) | covered[at]
            if both != covered.get(reader):
                covered[reader] = both
                waiting.append(reader)
    whole = {at for at, rows in covered.items() if rows == every}
    for at, rows in sorted(covered.items()):
        named = len(own.get(at, ())) > 1 or at not in readers
        if named and 1 < len(rows) < len(every) and not _leads_to(at, whole, readers):
            alone = f"in rows {min(rows)} to {max(rows)} alone"
            yield f"{at} reads {column.what} {alone}, and they stand in {column}."


def _leads_to(
    at: CellPlace, whole: set[CellPlace], readers: Mapping[CellPlace, frozenset[CellPlace]]
) -> bool:
    seen, waiting = {at}, [at]
    while waiting:
        one = waiting.pop()
        if one in whole:
            return True
        new = readers.get(one, frozenset()) - seen
        seen |= new
        waiting += new
    return False


def _readers(reaches: Mapping[CellPlace, Sequence[Reach]]) -> dict[CellPlace, frozenset[CellPlace]]:
    """Give for each formula those that read it."""
    found: dict[CellPlace, set[CellPlace]] = {}
    by_sheet: dict[str, list[CellPlace]] = {}
    for at in reaches:
        by_sheet.setdefault(at.sheet, []).append(at)
    for reader, told in reaches.items():
        for reach in told:
            for at in _within(reach, reaches, by_sheet.get(reach.sheet, [])):
                found.setdefault(at, set()).add(reader)
    return {at: frozenset(those) for at, those in found.items()}


def _within(
    reach: Reach, formulas: Mapping[CellPlace, Sequence[Reach]], beside: Sequence[CellPlace]
) -> Iterator[CellPlace]:
    spread = reach.area
    if (spread.bottom - spread.top + 1) * (spread.right - spread.left + 1) > len(beside):
        yield from (at for at in beside if spread.holds(at.row, at.column))
        return
    for row in range(spread.top, spread.bottom + 1):
        for column in range(spread.left, spread.right + 1):
            if (at := CellPlace(reach.sheet, row, column)) in formulas:
                yield at
