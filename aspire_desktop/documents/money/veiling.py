"""Takes somebody out of a workbook of a funder's own: its texts are rewritten, every other byte stays."""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Protocol
from xml.sax.saxutils import escape

from aspire_desktop.domain.office.values import fold

_TEXT = re.compile(r"(<(?:\w+:)?t(?:\s[^>]*)?>)([^<]+)(</(?:\w+:)?t>)")
_ROW = re.compile(r"<(?:\w+:)?row\b[^>]*(?:/>|>.*?</(?:\w+:)?row>)", re.S)


@dataclass(frozen=True)
class FormLine:
    """A line of a form in which one of the names stands: whether it is of the person, or of a namesake."""

    own: bool
    words: frozenset[str]
    """What it says of them beside the name."""


class Veiling(Protocol):
    """Takes names out of texts."""

    def is_named(self, text: str) -> bool:
        """Tell whether a text is one of the names and nothing else."""

    def veiled(self, text: str, *, own: bool) -> str:
        """Give the text without the names: of one of the person's `own`, or that may be about a namesake."""


def veiled_form(content: bytes, lines: Sequence[FormLine], veiling: Veiling) -> bytes:
    """Give an .xlsx workbook without somebody; formulas, looks and figures stay.

    `lines` are those under one of the names, in the order of the form's rows. Where the form has another
    number of such rows, each may be about a namesake.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {part.filename: archive.read(part) for part in archive.infolist()}
        texts = {
            name: held.decode()
            for name, held in parts.items()
            if name.startswith("xl/") and name.endswith(".xml")
        }
        named = [row for text in texts.values() for row in _ROW.findall(text) if _names(row, veiling)]
        known = iter(lines) if len(named) == len(lines) else iter(())
        written = io.BytesIO()
        with zipfile.ZipFile(written, "w") as left:
            for part in archive.infolist():
                held = parts[part.filename]
                if part.filename in texts:
                    held = _rewritten(texts[part.filename], known, veiling).encode()
                left.writestr(part, held)
    return written.getvalue()


def _names(row: str, veiling: Veiling) -> bool:
    return any(veiling.is_named(unescape(found[2])) for found in _TEXT.finditer(row))


def _rewritten(xml: str, known: Iterator[FormLine], veiling: Veiling) -> str:
    """Rewrite the texts of a part, row by row and then those outside of rows."""
    parts, done = list[str](), 0
    for found in _ROW.finditer(xml):
        line = next(known, None) if _names(found[0], veiling) else None
        parts += [_outside(xml[done : found.start()], veiling), _in_row(found[0], line, veiling)]
        done = found.end()
    return "".join((*parts, _outside(xml[done:], veiling)))


def _outside(xml: str, veiling: Veiling) -> str:
    return _TEXT.sub(lambda found: _put(found, veiling.veiled(unescape(found[2]), own=False)), xml)


def _in_row(row: str, line: FormLine | None, veiling: Veiling) -> str:
    if line is None:
        return _outside(row, veiling)
    if not line.own:
        return row
    words = {fold(word) for word in line.words}

    def left(text: str) -> str:
        return "" if fold(text) in words else veiling.veiled(text, own=True)

    return _TEXT.sub(lambda found: _put(found, left(unescape(found[2]))), row)


def _put(found: re.Match[str], text: str) -> str:
    return found[0] if text == unescape(found[2]) else f"{found[1]}{escape(text)}{found[3]}"
