"""A form with its cells filled in: every byte outside them stays as it was.

Formulas of the form stay. Those that add up what was written get their new value stored beside them; those
that cannot be worked out here lose their old value, which would be a wrong figure, until Excel has a new one.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from xml.sax.saxutils import quoteattr

from openpyxl.utils import get_column_letter

from aspire_desktop.documents.money.form_styles import Styles
from aspire_desktop.documents.money.form_sums import CannotTell, Sums
from aspire_desktop.documents.money.form_xml import Element, FormCell, SheetXml, Splice, spliced, tree
from aspire_desktop.documents.workbooks.cells import Formula, Value, cell_xml
from aspire_desktop.domain.money.layouts import CellPlace, letters
from aspire_desktop.domain.money.line_fields import FieldValue

_SAME_INSTANT = (1980, 1, 1, 0, 0, 0)
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t")
_SPANS = re.compile(rb"""\s+spans\s*=\s*(?:"[^"]*"|'[^']*')""")
_REF = re.compile(rb"""\bref\s*=\s*(?:"[^"]*"|'[^']*')""")
_AFTER_CALCULATION = {
    "oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes", "webPublishing",
    "fileRecoveryPr", "webPublishObjects", "extLst",
}  # fmt: skip
"""What stands behind calcPr in a workbook's part."""


def filled_bytes(
    content: bytes, sheets: Mapping[str, SheetXml], written: Mapping[CellPlace, FieldValue], sums: Sums
) -> tuple[bytes, int]:
    """Give the form with its cells filled in, and how many formulas have no stored value now."""
    touched, worked_out = sums.touched(), dict[CellPlace, Decimal]()
    for at in touched:
        try:
            worked_out[at] = sums.value(at)
        except CannotTell:
            continue  # left without a value: whoever opens the form has it worked out
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        styles = Styles(archive.read("xl/styles.xml"))
        parts: dict[str, bytes] = {}
        for sheet in sheets.values():
            parts[sheet.part] = _sheet_bytes(sheet, written, touched, worked_out, styles)
        parts["xl/styles.xml"] = styles.to_bytes()
        parts["xl/workbook.xml"] = _recalculated(archive.read("xl/workbook.xml"))
        return _packed(archive, parts), len(touched) - len(worked_out)


def with_parts(content: bytes, parts: Mapping[str, bytes]) -> bytes:
    """Give a workbook with some of its parts replaced."""
    if not parts:
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return _packed(archive, parts)


def _packed(archive: zipfile.ZipFile, parts: Mapping[str, bytes]) -> bytes:
    finished = io.BytesIO()
    with zipfile.ZipFile(finished, "w") as target:
        for name in archive.namelist():
            entry = zipfile.ZipInfo(name, _SAME_INSTANT)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            target.writestr(entry, parts[name] if name in parts else archive.read(name))
    return finished.getvalue()


def _recalculated(xml: bytes) -> bytes:
    """Have every formula worked out anew when the form is opened."""
    _, book = tree(xml)
    known = book.child("calcPr")
    prefix = xml[book.start + 1 : book.inside].split(b":")[0] + b":" if _has_prefix(xml, book) else b""
    kept = {} if known is None else dict(known.attributes)
    told = "".join(f" {name}={quoteattr(value)}" for name, value in {**kept, "fullCalcOnLoad": "1"}.items())
    tag = b"<" + prefix + b"calcPr" + told.encode() + b"/>"
    if known is not None:
        return spliced(xml, [Splice(known.start, known.end, tag)])
    behind = next((each for each in book.children if each.name in _AFTER_CALCULATION), None)
    at = behind.start if behind else book.closing
    return spliced(xml, [Splice(at, at, tag)])


def _has_prefix(xml: bytes, element: Element) -> bool:
    return b":" in re.split(rb"[\s>]", xml[element.start : element.inside], maxsplit=1)[0]


# One sheet


def _sheet_bytes(
    sheet: SheetXml,
    written: Mapping[CellPlace, FieldValue],
    touched: Mapping[CellPlace, FormCell],
    worked_out: Mapping[CellPlace, Decimal],
    styles: Styles,
) -> bytes:
    ours = {(at.row, at.column): value for at, value in written.items() if at.sheet == sheet.name}
    news = _Namer(sheet, ours, styles)
    splices: list[Splice] = []
    for at, formula in touched.items():
        if at.sheet == sheet.name:
            splices.append(_formula_splice(sheet, formula, worked_out.get(at)))
    missing: dict[int, list[tuple[int, bytes]]] = {}
    for (row, column), value in sorted(ours.items()):
        content, cell = news.cell(row, column, value), sheet.cells.get((row, column))
        if cell is not None:
            splices.append(Splice(cell.element.start, cell.element.end, content))
        else:
            missing.setdefault(row, []).append((column, content))
    splices += _new_cells(sheet, missing)
    splices += _extent(sheet, ours)
    return spliced(sheet.xml, splices)


class _Namer:
    """Writes cells of a sheet in the looks that the form gives them."""

    def __init__(self, sheet: SheetXml, ours: Mapping[tuple[int, int], FieldValue], styles: Styles) -> None:
        self._sheet, self._styles = sheet, styles
        self._firsts: dict[int, int] = {}
        for row, column in sorted(ours, key=lambda at: (at[1], at[0])):
            cell = sheet.cells.get((row, column))
            if cell is not None:
                self._firsts.setdefault(column, cell.style)

    def cell(self, row: int, column: int, value: FieldValue) -> bytes:
        known = self._sheet.cells.get((row, column))
        # a row that the form does not have yet looks like the rows above it
        style = known.style if known is not None else self._firsts.get(column, self._given(row, column))
        if isinstance(value, str) and value.startswith(_FORMULA_SIGNS):
            style = self._styles.for_text(style)
        elif value is not None and not isinstance(value, str | int | Decimal):
            style = self._styles.for_date(style)
        return _in_namespace(self._sheet, f"{get_column_letter(column)}{row}", value, style)

    def _given(self, row: int, column: int) -> int:
        """Give the look that the form gives to a whole row or column."""
        return self._sheet.row_styles.get(row) or self._sheet.column_style(column)


def _in_namespace(sheet: SheetXml, reference: str, value: Value | Formula, style: int) -> bytes:
    xml = cell_xml(reference, value, style).encode()
    return xml.replace(b"<c ", b"<c " + _declared(sheet), 1)


def _declared(sheet: SheetXml) -> bytes:
    """Name the namespace where the sheet's own elements have a prefix."""
    bare = not _has_prefix(sheet.xml, sheet.root)
    return b"" if bare else b"xmlns=" + quoteattr(sheet.namespace).encode() + b" "


def _formula_splice(sheet: SheetXml, cell: FormCell, value: Decimal | None) -> Splice:
    assert cell.formula is not None
    element, formula = cell.element, sheet.xml[cell.formula.start : cell.formula.end]
    reference = element.attributes.get("r", "")
    stored = b"" if value is None else f"<v>{value:f}</v>".encode()
    head = b"<c " + _declared(sheet) + f'r="{reference}" s="{cell.style}">'.encode()
    return Splice(element.start, element.end, head + formula + stored + b"</c>")


def _new_cells(sheet: SheetXml, missing: Mapping[int, list[tuple[int, bytes]]]) -> Iterator[Splice]:
    """Put cells into rows that lack them, and rows into a sheet that lacks those."""
    numbers = sorted((number, row.start) for number, row in sheet.rows.items())
    there: dict[int, list[tuple[int, int]]] = {}
    for (number, column), cell in sorted(sheet.cells.items()):
        there.setdefault(number, []).append((column, cell.element.start))
    new_rows: list[tuple[int, bytes]] = []
    for number, cells in sorted(missing.items()):
        row = sheet.rows.get(number)
        if row is not None:
            known = there.get(number, [])
            yield from _into(sheet.xml, row, [(_before(known, column), xml) for column, xml in cells])
            continue
        tag = b"<row " + _declared(sheet) + f'r="{number}">'.encode()
        behind = _before(numbers, number)
        new_rows.append((behind, tag + b"".join(xml for _, xml in cells) + b"</row>"))
    if new_rows:
        yield from _into(sheet.xml, sheet.data, new_rows)


def _before(there: Sequence[tuple[int, int]], number: int) -> int:
    """Give where the first element of a greater number begins; 0 where there is none."""
    return next((start for place, start in there if place > number), 0)


def _into(xml: bytes, parent: Element, contents: Sequence[tuple[int, bytes]]) -> Iterator[Splice]:
    """Put content into an element, each at its place or at the end (0); an empty one is opened for it."""
    tag = _SPANS.sub(b"", xml[parent.start : parent.inside])  # the columns in use are others now
    if parent.empty:
        name = re.split(rb"[\s/>]", tag[1:], maxsplit=1)[0]
        inside = b"".join(content for _, content in contents)
        whole = tag.removesuffix(b"/>").rstrip() + b">" + inside + b"</" + name + b">"
        yield Splice(parent.start, parent.end, whole)
        return
    yield Splice(parent.start, parent.inside, tag)
    for at, content in contents:
        yield Splice(at or parent.closing, at or parent.closing, content)


def _extent(sheet: SheetXml, ours: Mapping[tuple[int, int], FieldValue]) -> Iterator[Splice]:
    """Say anew which cells are in use, where the form says it."""
    known = sheet.root.child("dimension")
    cells = [*sheet.cells, *ours]
    if known is None or not ours:
        return
    rows, columns = [row for row, _ in cells], [column for _, column in cells]
    used = f"{letters(min(columns))}{min(rows)}:{letters(max(columns))}{max(rows)}"
    tag = _REF.sub(f'ref="{used}"'.encode(), sheet.xml[known.start : known.inside])
    yield Splice(known.start, known.inside, tag)
