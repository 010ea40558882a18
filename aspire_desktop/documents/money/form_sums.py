"""The formulas of a form that can be worked out here: sums and counts of cells, added and taken away."""

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from aspire_desktop.documents.money.form_xml import Area, FormCell, SheetXml, area
from aspire_desktop.domain.money.layouts import LAST_COLUMN, LAST_ROW, CellPlace
from aspire_desktop.domain.money.line_fields import FieldValue

_SHEET = r"(?:(?:'(?:[^']|'')+'|[^\W\d][\w.]*)!)?"
_CORNER = r"\$?[A-Z]{1,3}\$?[1-9]\d{0,6}"
_REFERENCE = re.compile(rf"({_SHEET})({_CORNER}(?::{_CORNER})?)(?![\w(!])", re.IGNORECASE)
_WHOLE = re.compile(
    rf"({_SHEET})(?:\$?([A-Z]{{1,3}}):\$?([A-Z]{{1,3}})|\$?([1-9]\d*):\$?([1-9]\d*))(?![\w(!])", re.IGNORECASE
)
_TERM = re.compile(
    rf"\s*([+-]?)\s*(?:(SUM|COUNT|COUNTA)\(([^()]*)\)|({_SHEET}{_CORNER})|(\d+(?:\.\d+)?))\s*", re.IGNORECASE
)
_TEXT = re.compile(r'"(?:[^"]|"")*"')
_FUNCTION = re.compile(r"[A-Z_][\w.]*\(", re.IGNORECASE)
_RESTLESS = re.compile(r"\b(INDIRECT|OFFSET|TODAY|NOW|RAND|RANDBETWEEN|CELL|INFO)\(", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d]|[\[\]#{}]")
_CONSTANT = re.compile(r"\b(TRUE|FALSE)\b", re.IGNORECASE)
_SMALL = 20_000
"""Cells of an area that are looked up one by one; of a larger one, those there are are gone through."""


_DEEPEST = 100
"""Formulas that one may go through, each reading the next."""


class CannotTell(Exception):
    """A cell cannot be worked out; the message says why."""


@dataclass(frozen=True)
class Reach:
    """Cells that a formula reads."""

    sheet: str
    area: Area


class Sums:
    """Works out cells of a form as it will be, with the values that are written into it."""

    def __init__(
        self,
        sheets: Mapping[str, SheetXml],
        written: Mapping[CellPlace, FieldValue],
        plain: Callable[[str], str] = str,
    ) -> None:
        """Take the sheets, what is written into them, and how names in formulas stand for areas."""
        self._sheets = sheets
        self._plain = cache(plain)
        self._folded = {name.casefold(): name for name in sheets}
        self._written = written
        self._known: dict[CellPlace, Decimal] = {}
        self._under_way: set[CellPlace] = set()

    def formulas(self) -> dict[CellPlace, FormCell]:
        """Give the form's formulas that are left as they are."""
        every = (
            (CellPlace(sheet.name, *at), cell)
            for sheet in self._sheets.values()
            for at, cell in sheet.cells.items()
            if cell.formula is not None
        )
        return {at: cell for at, cell in every if at not in self._written}

    def text_of(self, at: CellPlace) -> str:
        """Give a formula with areas in place of names; empty where none stands."""
        cell = self._sheets[at.sheet].cells.get((at.row, at.column))
        return self._plain(cell.formula.text) if cell and cell.formula else ""

    def reaches(self) -> dict[CellPlace, list[Reach]]:
        """Give what each formula reads, where that can be told."""
        told = {at: self._reaches(at, cell) for at, cell in self.formulas().items()}
        return {at: reaches for at, reaches in told.items() if reaches}

    def touched(self) -> dict[CellPlace, FormCell]:
        """Give the formulas whose value may be another one now: they read what is written, at last."""
        waiting, found = self.formulas(), dict[CellPlace, FormCell]()
        reaches = {at: self._reaches(at, cell) for at, cell in waiting.items()}
        new: Collection[CellPlace] = self._written
        while new:
            changed = _Spots(new)
            new = [at for at in waiting if (told := reaches[at]) is None or any(map(changed.in_reach, told))]
            found |= {at: waiting.pop(at) for at in new}
        return found

    def value(self, at: CellPlace) -> Decimal:
        """Give the number in a cell, an empty one being nought; raise CannotTell for anything else."""
        if at in self._written:
            return self._number(at, self._written[at])
        cell = self._sheets[at.sheet].cells.get((at.row, at.column))
        if cell is None or not cell.filled:
            return Decimal(0)
        if cell.formula is not None:
            return self._worked_out(at, self._plain(cell.formula.text))
        if cell.number is None:
            raise CannotTell("it holds a text")
        return cell.number

    def is_empty(self, at: CellPlace) -> bool:
        """Tell whether nothing stands in a cell."""
        if at in self._written:
            return self._written[at] in (None, "")
        cell = self._sheets[at.sheet].cells.get((at.row, at.column))
        return cell is None or not cell.filled

    def _number(self, at: CellPlace, value: FieldValue) -> Decimal:
        if value is None or value == "":
            return Decimal(0)
        if isinstance(value, int | Decimal):
            return Decimal(value)
        raise CannotTell(f"{at.name} holds no figure")

    def _worked_out(self, at: CellPlace, text: str) -> Decimal:
        if at in self._known:
            return self._known[at]
        if at in self._under_way:
            raise CannotTell("its formula comes back to itself")
        if len(self._under_way) == _DEEPEST:
            raise CannotTell("its formula goes through too many others")
        self._under_way.add(at)
        try:
            self._known[at] = self._added_up(at.sheet, text)
        finally:
            self._under_way.discard(at)
        return self._known[at]

    def _added_up(self, sheet: str, text: str) -> Decimal:
        total, position = Decimal(0), 0
        bare = text.strip()
        while position < len(bare):
            term = _TERM.match(bare, position)
            if term is None or (position and not term[1]):
                raise CannotTell("its formula does more than add up cells")
            value = self._term(sheet, term)
            total += -value if term[1] == "-" else value
            position = term.end()
        if not position:
            raise CannotTell("its formula is shared with other cells")
        return total

    def _term(self, sheet: str, term: re.Match[str]) -> Decimal:
        if term[2]:
            return self._function(sheet, term[2].upper(), term[3])
        if term[4]:
            reach = self._reach(sheet, term[4])
            return self.value(CellPlace(reach.sheet, reach.area.top, reach.area.left))
        return Decimal(term[5])

    def _function(self, sheet: str, name: str, arguments: str) -> Decimal:
        total = Decimal(0)
        for argument in arguments.split(","):
            reach = self._reach(sheet, argument.strip())
            for at in self._cells(reach):
                total += self._counted(name, at)
        return total

    def _counted(self, name: str, at: CellPlace) -> Decimal:
        """Give what one cell adds to a sum or a count; texts add nothing to a sum."""
        if self.is_empty(at):
            return Decimal(0)
        if name == "COUNTA":
            return Decimal(1)
        cell = self._sheets[at.sheet].cells.get((at.row, at.column))
        plain = at in self._written or cell is None or cell.formula is None
        try:
            value = self.value(at)
        except CannotTell:
            if not plain or _is_day(self._written.get(at)):
                raise CannotTell(f"{at.name} in it cannot be worked out") from None
            return Decimal(0)
        return value if name == "SUM" else Decimal(1)

    def _cells(self, reach: Reach) -> Iterator[CellPlace]:
        spread = reach.area
        size = (spread.bottom - spread.top + 1) * (spread.right - spread.left + 1)
        if size <= _SMALL:
            for row in range(spread.top, spread.bottom + 1):
                for column in range(spread.left, spread.right + 1):
                    yield CellPlace(reach.sheet, row, column)
            return
        there = {(at.row, at.column) for at in self._written if at.sheet == reach.sheet}
        for row, column in sorted(there | set(self._sheets[reach.sheet].cells)):
            if spread.holds(row, column):
                yield CellPlace(reach.sheet, row, column)

    def _reach(self, sheet: str, text: str) -> Reach:
        whole, found = _WHOLE.fullmatch(text), _REFERENCE.fullmatch(text)
        match = found or whole
        if match is None:
            raise CannotTell("its formula does more than add up cells")
        name = self._named(match[1], sheet)
        if name is None:
            raise CannotTell("its formula reads another workbook")
        return Reach(name, area(found[2].upper()) if found else _whole_area(match))

    def _named(self, written: str, sheet: str) -> str | None:
        if not written:
            return sheet
        bare = written[:-1]
        bare = bare[1:-1].replace("''", "'") if bare.startswith("'") else bare
        return self._folded.get(bare.casefold())

    def _reaches(self, at: CellPlace, cell: FormCell) -> list[Reach] | None:
        """Give what a formula reads; None where that cannot be told."""
        assert cell.formula is not None
        text = _TEXT.sub("", self._plain(cell.formula.text))
        if not text or _RESTLESS.search(text):
            return None
        found: list[Reach] = []
        for pattern in (_REFERENCE, _WHOLE):
            for match in pattern.finditer(text):
                name = self._named(match[1], at.sheet)
                if name is None:
                    return None
                place = area(match[2].upper()) if pattern is _REFERENCE else _whole_area(match)
                found.append(Reach(name, place))
            text = pattern.sub(" ", text)
        rest = _CONSTANT.sub("", _FUNCTION.sub("", text))
        return None if _WORDS.search(rest) else found


def _whole_area(match: re.Match[str]) -> Area:
    if match[2]:
        both = area(f"{match[2]}1:{match[3]}1".upper())
        return Area(1, both.left, LAST_ROW, both.right)
    rows = sorted((int(match[4]), int(match[5])))
    return Area(rows[0], 1, rows[1], LAST_COLUMN)


class _Spots:
    """Cells by sheet and column, so that an area is asked quickly whether it holds one of them."""

    def __init__(self, cells: Collection[CellPlace]) -> None:
        self._rows: dict[str, dict[int, list[int]]] = {}
        for at in sorted(cells):
            self._rows.setdefault(at.sheet, {}).setdefault(at.column, []).append(at.row)

    def in_reach(self, reach: Reach) -> bool:
        spread = reach.area
        for column, rows in self._rows.get(reach.sheet, {}).items():
            if spread.left <= column <= spread.right:
                first = bisect_left(rows, spread.top)
                if first < len(rows) and rows[first] <= spread.bottom:
                    return True
        return False


def _is_day(value: FieldValue) -> bool:
    return value is not None and not isinstance(value, str | int | Decimal)
