"""The looks of a form's cells, and variants of them that show a date as a date and a text as a text."""

import re

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

from aspire_desktop.documents.money.form_xml import Element, Splice, spliced, tree
from aspire_desktop.documents.workbooks.workbook_parts import Unfit

_DATE = b"14"
"""The format of a short date as the reader's own country writes it."""
_ATTRIBUTES = {
    name: re.compile(rb"\s" + name + rb"""\s*=\s*(?:"[^"]*"|'[^']*')""")
    for name in (b"numFmtId", b"applyNumberFormat", b"quotePrefix", b"count")
}


class Styles:
    """The part of a workbook that lists its looks; variants are added at its end."""

    def __init__(self, xml: bytes) -> None:
        self._xml = xml
        _, root = tree(xml)
        looks = root.child("cellXfs")
        if looks is None or looks.empty:
            raise Unfit("it says nothing of how its cells look")
        self._looks: Element = looks
        formats = root.child("numFmts")
        self._formats = {
            each.attributes.get("numFmtId", ""): each.attributes.get("formatCode", "")
            for each in (formats.children if formats else ())
        }
        self._added: dict[tuple[int, bool], int] = {}
        self._variants: list[bytes] = []

    def for_date(self, style: int) -> int:
        """Give a look that shows days: the cell's own where it does, else the same with a short date."""
        look = self._look(style)
        number = look.attributes.get("numFmtId", "0")
        shown = self._formats.get(number) or BUILTIN_FORMATS.get(int(number) if number.isdigit() else 0, "")
        return style if is_date_format(shown or "General") else self._variant(style, date=True)

    def for_text(self, style: int) -> int:
        """Give a look in which a text that begins like a formula stays a text when somebody edits it."""
        return self._variant(style, date=False)

    def to_bytes(self) -> bytes:
        """Give the part with the variants at its end."""
        if not self._variants:
            return self._xml
        looks, count = self._looks, len(self._looks.children) + len(self._variants)
        tag = _with(self._xml[looks.start : looks.inside], b"count", str(count).encode())
        return spliced(
            self._xml,
            [
                Splice(looks.start, looks.inside, tag),
                Splice(looks.closing, looks.closing, b"".join(self._variants)),
            ],
        )

    def _look(self, style: int) -> Element:
        if style >= len(self._looks.children):
            raise Unfit("a cell of it has a look that is not listed")
        return self._looks.children[style]

    def _variant(self, style: int, *, date: bool) -> int:
        known = self._added.get((style, date))
        if known is not None:
            return known
        look = self._look(style)
        tag, rest = self._xml[look.start : look.inside], self._xml[look.inside : look.end]
        if date:
            tag = _with(_with(tag, b"numFmtId", _DATE), b"applyNumberFormat", b"1")
        else:
            tag = _with(tag, b"quotePrefix", b"1")
        self._variants.append(tag + rest)
        number = len(self._looks.children) + len(self._variants) - 1
        self._added[style, date] = number
        return number


def _with(tag: bytes, name: bytes, value: bytes) -> bytes:
    """Set an attribute of a start tag."""
    bare = _ATTRIBUTES[name].sub(b"", tag)
    end = len(bare) - (2 if bare.endswith(b"/>") else 1)
    return bare[:end].rstrip() + b" " + name + b'="' + value + b'"' + bare[end:]
