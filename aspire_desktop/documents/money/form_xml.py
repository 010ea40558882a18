"""A workbook's XML read for the places of its elements, so that single cells are replaced and all else stays.

A library that reads a workbook and writes it anew drops what it does not know: text boxes, signatures'
lines, controls, pictures of some kinds. Here every byte outside the cells that are filled in is kept.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from xml.parsers import expat

from aspire_desktop.documents.workbooks.workbook_parts import Unfit

MOST_CELLS = 200_000
_SEPARATOR = " "
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_BAR = re.compile(rb"""'[^']*'|"[^"]*"|>""")


@dataclass
class Element:
    """One element: its bytes from `start` to `end`, those of its content from `inside` to `closing`."""

    name: str
    attributes: dict[str, str]
    start: int
    inside: int
    closing: int = 0
    end: int = 0
    text: str = ""
    children: list["Element"] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """Whether it is written as one tag, such as <row/>."""
        return self.inside == self.end

    def child(self, name: str) -> "Element | None":
        """Give the first child of a name."""
        return next((each for each in self.children if each.name == name), None)


@dataclass(frozen=True)
class Splice:
    """Bytes to put in place of those from `start` to `end`."""

    start: int
    end: int
    content: bytes


def spliced(xml: bytes, splices: Iterable[Splice]) -> bytes:
    """Put every splice in its place; they must not overlap, and those at one place keep their order."""
    parts: list[bytes] = []
    at = 0
    for each in sorted(splices, key=lambda each: (each.start, each.end)):
        parts += [xml[at : each.start], each.content]
        at = each.end
    return b"".join([*parts, xml[at:]])


def tree(xml: bytes) -> tuple[str, Element]:
    """Read a part; give its namespace and its root. Raises Unfit for what a workbook's part never is."""
    if xml[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise Unfit("it is not written in UTF-8")
    reader = _Reader(xml)
    try:
        return reader.read()
    except expat.ExpatError as error:
        raise Unfit("it is damaged or was cut short") from error


class _Reader:
    def __init__(self, xml: bytes) -> None:
        self._xml = xml
        self._open: list[Element] = []
        self._root: Element | None = None
        self._namespace = ""
        self._count = 0

    def read(self) -> tuple[str, Element]:
        parser = expat.ParserCreate(namespace_separator=_SEPARATOR)
        parser.buffer_text = True
        self._parser = parser
        parser.XmlDeclHandler = _refuse_other_letters
        parser.StartDoctypeDeclHandler = _refuse_doctype
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._finish
        parser.CharacterDataHandler = self._say
        parser.Parse(self._xml, True)
        if self._root is None:
            raise Unfit("it is damaged or was cut short")
        return self._namespace, self._root

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        namespace, _, local = name.rpartition(_SEPARATOR)
        start = self._parser.CurrentByteIndex
        element = Element(local, attributes, start, _tag_end(self._xml, start))
        if self._open:
            self._open[-1].children.append(element)
        else:
            self._root, self._namespace = element, namespace
        self._open.append(element)
        self._count += local == "c"
        if self._count > MOST_CELLS:
            raise Unfit(f"a sheet of it has more than {MOST_CELLS:,} cells")

    def _finish(self, _name: str) -> None:
        element, at = self._open.pop(), self._parser.CurrentByteIndex
        if self._xml[element.inside - 2 : element.inside] == b"/>":
            element.closing = element.end = element.inside
        else:
            element.closing, element.end = at, self._xml.index(b">", at) + 1

    def _say(self, text: str) -> None:
        if self._open and self._open[-1].name in ("v", "f"):
            self._open[-1].text += text


def _refuse_other_letters(_version: str, encoding: str | None, _standalone: int) -> None:
    if encoding is not None and encoding.lower() not in ("utf-8", "us-ascii"):
        raise Unfit("it is not written in UTF-8")


def _refuse_doctype(_name: str, _system: str | None, _public: str | None, _internal: bool) -> None:
    raise Unfit("it declares a document type, which workbooks never do")


def _tag_end(xml: bytes, start: int) -> int:
    for found in _BAR.finditer(xml, start):
        if found[0] == b">":
            return found.end()
    raise Unfit("it is damaged or was cut short")


# One sheet


@dataclass(frozen=True)
class FormCell:
    """A cell as the form has it: its element, and its number where it holds one."""

    element: Element
    style: int
    formula: Element | None
    number: Decimal | None
    filled: bool
    """Whether it holds a value or a formula."""


@dataclass(frozen=True)
class Area:
    """A rectangle of cells, its ends within it, counted from 1."""

    top: int
    left: int
    bottom: int
    right: int

    def holds(self, row: int, column: int) -> bool:
        """Tell whether a cell lies within it."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right


class SheetXml:
    """One sheet of a form: its rows and cells by their places, and its merged areas."""

    def __init__(self, name: str, part: str, xml: bytes) -> None:
        self.name, self.part, self.xml = name, part, xml
        self.namespace, self.root = tree(xml)
        data = self.root.child("sheetData")
        if self.root.name != "worksheet" or data is None:
            raise Unfit(f"its sheet “{name}” holds no cells")
        self.data = data
        self.rows: dict[int, Element] = {}
        self.row_styles: dict[int, int] = {}
        """Looks of rows that have one of their own."""
        self.cells: dict[tuple[int, int], FormCell] = {}
        for row in data.children:
            self._note_row(row)
        merged = self.root.child("mergeCells")
        self.merged = (
            tuple(area(each.attributes.get("ref", "")) for each in merged.children) if merged else ()
        )

    def _note_row(self, row: Element) -> None:
        number = row.attributes.get("r", "")
        if not number.isdigit():
            raise Unfit(f"rows of its sheet “{self.name}” do not say their numbers")
        self.rows[int(number)] = row
        if row.attributes.get("customFormat") in ("1", "true"):
            self.row_styles[int(number)] = _style(row.attributes.get("s", "0"))
        for cell in row.children:
            if cell.name == "c":
                self.cells[place(cell.attributes.get("r", ""))] = _cell(cell)

    def column_style(self, column: int) -> int:
        """Give the look of a whole column; 0 where it has none."""
        listed = self.root.child("cols")
        for each in listed.children if listed else ():
            if int(each.attributes.get("min", "0")) <= column <= int(each.attributes.get("max", "0")):
                return _style(each.attributes.get("style", "0"))
        return 0

    def merged_at(self, row: int, column: int) -> Area | None:
        """Give the merged area that a cell lies in."""
        return next((each for each in self.merged if each.holds(row, column)), None)


def place(reference: str) -> tuple[int, int]:
    """Read B7 as row and column, counted from 1; raise Unfit for anything else."""
    found = _REFERENCE.fullmatch(reference.replace("$", ""))
    if found is None:
        raise Unfit("cells of it do not say where they are")
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column


def area(reference: str) -> Area:
    """Read A1:F20 or B7."""
    first, _, last = reference.partition(":")
    top, left = place(first)
    bottom, right = place(last or first)
    return Area(min(top, bottom), min(left, right), max(top, bottom), max(left, right))


def _cell(element: Element) -> FormCell:
    formula, value, kind = element.child("f"), element.child("v"), element.attributes.get("t", "n")
    number = None
    if kind == "n" and value is not None and value.text:
        try:
            number = Decimal(value.text)
        except InvalidOperation:
            raise Unfit("a figure in it cannot be read") from None
    filled = formula is not None or element.child("is") is not None or bool(value and value.text)
    return FormCell(element, _style(element.attributes.get("s", "0")), formula, number, filled)


def _style(written: str) -> int:
    return int(written) if written.isdigit() else 0
