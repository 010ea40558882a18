"""The tables and names of a form: what its formulas call areas by, and how a table grows with its rows."""

import posixpath
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import unescape

from aspire_desktop.documents.money.form_xml import Area, Element, SheetXml, Splice, area, spliced, tree
from aspire_desktop.domain.money.layouts import letters

_REF = re.compile(rb"""\bref\s*=\s*(?:"[^"]*"|'[^']*')""")
_COLUMN = r"\[(?:\[#Data\],)?\[?([^\[\]#@]+)\]?\]"
_QUOTED = re.compile(r'"(?:[^"]|"")*"')


@dataclass(frozen=True)
class FormTable:
    """A table within a sheet: its name, its cells with headings, and how it is written."""

    name: str
    sheet: str
    area: Area
    columns: tuple[str, ...]
    worked_out: tuple[str, ...]
    """Columns in which every row has a formula."""
    headings: int
    totals: int
    part: str
    xml: bytes

    @property
    def data(self) -> Area:
        """Its rows without headings and totals."""
        return replace(self.area, top=self.area.top + self.headings, bottom=self.area.bottom - self.totals)

    def grown(self, bottom: int) -> "FormTable":
        """Give it with its rows down to this one."""
        longer = replace(self.area, bottom=bottom)
        written = f'ref="{_written(longer)}"'.encode()
        _, root = tree(self.xml)
        tags = [root, *(each for each in root.children if each.name == "autoFilter")]
        splices = [
            Splice(tag.start, tag.inside, _REF.sub(written, self.xml[tag.start : tag.inside], count=1))
            for tag in tags
        ]
        return replace(self, area=longer, xml=spliced(self.xml, splices))


@dataclass(frozen=True)
class Names:
    """Tables and named areas of a form."""

    tables: tuple[FormTable, ...] = ()
    named: tuple[tuple[str, str], ...] = ()
    """Names and the areas, sheet and all, that they stand for."""

    def plain(self, formula: str) -> str:
        """Write a formula with areas in place of names of tables' columns and of areas."""
        if not self.tables and not self.named:
            return formula
        pieces, at = [], 0
        for quoted in _QUOTED.finditer(formula):
            pieces += [self._plain(formula[at : quoted.start()]), quoted[0]]
            at = quoted.end()
        return "".join([*pieces, self._plain(formula[at:])])

    def _plain(self, text: str) -> str:
        for table in self.tables:

            def place(found: re.Match[str], table: FormTable = table) -> str:
                return _column_of(table, found[1]) or found[0]

            text = re.sub(rf"(?<![\w.]){re.escape(table.name)}{_COLUMN}", place, text, flags=re.IGNORECASE)
        for name, stands_for in self.named:
            pattern = rf"(?<![\w.!'\[]){re.escape(name)}(?![\w.(!\[])"
            text = re.sub(pattern, stands_for.replace("\\", r"\\"), text, flags=re.IGNORECASE)
        return text


def read_names(archive: zipfile.ZipFile, sheets: Sequence[SheetXml]) -> Names:
    """Read the tables of every sheet, and the names that stand for one area each."""
    tables = tuple(table for sheet in sheets for table in _tables(archive, sheet))
    xml = archive.read("xl/workbook.xml")
    _, book = tree(xml)
    listed = book.child("definedNames")
    return Names(tables, tuple(_named(xml, listed.children if listed else ())))


def _named(xml: bytes, listed: Sequence[Element]) -> Iterator[tuple[str, str]]:
    for each in listed:
        text = unescape(xml[each.inside : each.closing].decode("utf-8"))
        name = each.attributes.get("name", "")
        if not name.startswith("_xlnm") and re.fullmatch(
            r"(?:'[^']+'|[\w.]+)!\$?[A-Z]+\$?\d+(:\$?[A-Z]+\$?\d+)?", text
        ):
            yield name, text


def _tables(archive: zipfile.ZipFile, sheet: SheetXml) -> Iterator[FormTable]:
    folder, name = posixpath.split(sheet.part)
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in archive.namelist():
        return
    _, root = tree(archive.read(relations))
    for each in root.children:
        if each.attributes.get("Type", "").endswith("/table"):
            target = each.attributes.get("Target", "")
            part = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
            yield _table(archive.read(part), part, sheet.name)


def _table(xml: bytes, part: str, sheet: str) -> FormTable:
    _, root = tree(xml)
    told = root.attributes
    listed = root.child("tableColumns")
    columns = listed.children if listed else []
    return FormTable(
        name=told.get("displayName") or told.get("name", ""),
        sheet=sheet,
        area=area(told.get("ref", "")),
        columns=tuple(each.attributes.get("name", "") for each in columns),
        worked_out=tuple(
            each.attributes.get("name", "") for each in columns if each.child("calculatedColumnFormula")
        ),
        headings=int(told.get("headerRowCount", "1")),
        totals=int(told.get("totalsRowCount", "0")),
        part=part,
        xml=xml,
    )


def _column_of(table: FormTable, name: str) -> str:
    """Give a column's cells, sheet and all; empty for a column that the table lacks."""
    wanted = name.strip().casefold()
    places = [place for place, each in enumerate(table.columns) if each.casefold() == wanted]
    if not places:
        return ""
    column = letters(table.area.left + places[0])
    sheet = table.sheet.replace("'", "''")
    return f"'{sheet}'!${column}${table.data.top}:${column}${table.data.bottom}"


def _written(spread: Area) -> str:
    return f"{letters(spread.left)}{spread.top}:{letters(spread.right)}{spread.bottom}"
