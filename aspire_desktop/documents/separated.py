"""Text files of separated values that come in, and that go out so that no text is ever worked out."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import islice
from pathlib import Path

from aspire_desktop.documents.workbook_parts import MOST_CELLS, MOST_COLUMNS, MOST_ROWS
from aspire_desktop.documents.workbooks import unreadable
from aspire_desktop.domain.cells import LONGEST_TEXT, Sheet, SheetRow, shown

Separated = Sequence[str | int | Decimal | date]
"""One line of a file that is written."""
MOST_BYTES = 50 * 2**20
_SEPARATORS = ",;\t"
_LINES_SAMPLED = 60
_SAID = re.compile(r'"?sep=([^\r\n])"?\r?\n', re.IGNORECASE)
"""Excel's own first line, which it does not show as a row."""
_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""With these a text begins that a spreadsheet would work out."""
_MARKED = (("utf-8-sig", b"\xef\xbb\xbf"), ("utf-16", b"\xff\xfe"), ("utf-16", b"\xfe\xff"))


def read_separated(path: Path) -> Sheet:
    """Read comma, semicolon or tab separated text; a row's number is the one a spreadsheet shows for it.

    Letters: by the mark at the beginning, else UTF-8, else Windows-1252. Raises Unreadable.
    """
    if path.stat().st_size > MOST_BYTES:
        raise unreadable(path, f"it is larger than {MOST_BYTES // 2**20} MB")
    text = _decoded(path, path.read_bytes())
    if said := _SAID.match(text):
        separator, text = said[1], text[said.end() :]
    else:
        separator = _separator(text)
    rows: list[SheetRow] = []
    cells = 0
    for number, row in enumerate(_records(path, text, separator), start=1):
        if "".join(row).strip():
            rows.append(SheetRow(number, tuple(row)))
            cells += len(row)
        if number > MOST_ROWS or len(row) > MOST_COLUMNS or cells > MOST_CELLS:
            raise unreadable(path, f"it has more than {MOST_ROWS:,} rows, or {MOST_COLUMNS:,} columns")
    if not rows:
        raise unreadable(path, "it is empty")
    return Sheet(tuple(rows))


def _records(path: Path, text: str, separator: str) -> list[list[str]]:
    """Take the text apart; a stray quotation mark within a text is let pass, one never closed is not."""
    try:
        try:
            return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
        except csv.Error as error:
            if "unexpected end" in str(error):
                raise
            return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise unreadable(path, "a quotation mark is opened and never closed") from error


def _decoded(path: Path, content: bytes) -> str:
    codes = [code for code, mark in _MARKED if content.startswith(mark)] or ["utf-8", "cp1252"]
    for code in codes:
        try:
            text = content.decode(code)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        if text.lstrip()[:9].lower().startswith(("<html", "<!doctype", "<?xml", "<table", "{\\rtf", "%pdf")):
            raise unreadable(path, "it is a web page or another kind of document, not a table")
        return text
    raise unreadable(path, "it is neither a workbook (.xlsx) nor a text file of rows (.csv)")


def _separator(text: str) -> str:
    """Choose the separator by which most of the first lines fall into the same number of cells."""
    sample = "".join(islice(io.StringIO(text, newline=""), _LINES_SAMPLED))

    def agreement(separator: str) -> int:
        widths = Counter(len(row) for row in csv.reader(io.StringIO(sample, newline=""), delimiter=separator))
        del widths[0], widths[1]
        return max((width * times for width, times in widths.items()), default=0)

    return max(_SEPARATORS, key=agreement)


def write_separated(headings: Sequence[str], rows: Iterable[Separated]) -> bytes:
    """Write comma separated values as UTF-8 with a mark: figures stay figures, dates are day first.

    Text that a spreadsheet would work out gets a quotation mark before it.
    """
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(headings)
    writer.writerows([_written(value) for value in row] for row in rows)
    return stream.getvalue().encode("utf-8-sig")


def showable(text: str) -> str:
    """Put a box for every character that no spreadsheet can hold, and cut what is too long for a cell."""
    clean = "".join(letter if letter.isprintable() or letter in "\n\t" else "\ufffd" for letter in text)
    return clean if len(clean) < LONGEST_TEXT else f"{clean[: LONGEST_TEXT - 20]}… (cut short)"


def _written(value: str | int | Decimal | date) -> str:
    if isinstance(value, Decimal):
        return f"{value:f}"
    if not isinstance(value, str):
        return shown(value)
    text = showable(value)
    return f"'{text}" if text.startswith(_RISKY) else text
