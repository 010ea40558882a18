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

from aspire_desktop.documents.letters import Letters, NotText, letters_of
from aspire_desktop.documents.workbook_parts import MOST_CELLS, MOST_COLUMNS, MOST_ROWS
from aspire_desktop.documents.workbooks import unreadable
from aspire_desktop.domain.cells import LONGEST_TEXT, Broken, Cell, Sheet, SheetRow, shown

Separated = Sequence[str | int | Decimal | date]
"""One line of a file that is written."""
MOST_BYTES = 50 * 2**20
_SEPARATORS = ",;\t|"
_LINES_SAMPLED = 60
_SAID = re.compile(r'"?sep=([^\r\n])"?\r?\n', re.IGNORECASE)
"""Excel's own first line, which it does not show as a row."""
_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""With these a text begins that a spreadsheet would work out."""
_OTHER_KINDS = ("<html", "<!doctype", "<?xml", "<table", "{\\rtf", "%pdf")


def read_separated(path: Path) -> Sheet:
    """Read comma, semicolon, tab or pipe separated text; rows have the numbers a spreadsheet shows.

    Letters: by the mark at the beginning, else UTF-8, else an old code, line by line, with a word about it.
    Raises Unreadable.
    """
    if path.stat().st_size > MOST_BYTES:
        raise unreadable(path, f"it is larger than {MOST_BYTES // 2**20} MB")
    letters = _letters(path)
    others = [_records_of(path, text) for text in letters.others]
    rows: list[SheetRow] = []
    cells = 0
    for number, row in enumerate(_records_of(path, letters.text), start=1):
        if "".join(row).strip():
            rows.append(SheetRow(number, _doubted(row, [other[number - 1] for other in others])))
            cells += len(row)
        if number > MOST_ROWS or len(row) > MOST_COLUMNS or cells > MOST_CELLS:
            raise unreadable(path, f"it has more than {MOST_ROWS:,} rows, or {MOST_COLUMNS:,} columns")
    if not rows:
        raise unreadable(path, "it is empty")
    return Sheet(tuple(rows), remarks=letters.remarks)


def _letters(path: Path) -> Letters:
    try:
        letters = letters_of(path.read_bytes())
    except NotText as error:
        raise unreadable(path, "it is neither a workbook nor a text file of rows (.csv)") from error
    if letters.text.lstrip()[:9].lower().startswith(_OTHER_KINDS):
        raise unreadable(path, "it is a web page or another kind of document, not a table")
    return letters


def _records_of(path: Path, text: str) -> list[list[str]]:
    if said := _SAID.match(text):
        return _records(path, text[said.end() :], said[1])
    return _records(path, text, _separator(text))


def _doubted(row: list[str], others: list[list[str]]) -> tuple[Cell, ...]:
    """Give the cells of a row; one that reads differently in codes as likely is a question."""
    cells: list[Cell] = list(row)
    for other in others:
        for at, (text, again) in enumerate(zip(row, other, strict=True)):
            if text != again:
                why = (
                    f"The file does not say in which code its letters are: this is “{text}” or “{again}”. "
                    "Choose, or type it."
                )
                cells[at] = Broken(text, why, (text, again))
    return tuple(cells)


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
