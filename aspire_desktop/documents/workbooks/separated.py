"""Text files of separated values that come in, and that go out so that no text is ever worked out."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import islice
from pathlib import Path

from aspire_desktop.documents.workbooks.letters import Letters, NotText, letters_of
from aspire_desktop.documents.workbooks.other_kinds import ASK, refuse_other_kinds
from aspire_desktop.documents.workbooks.workbook_parts import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Unfit
from aspire_desktop.domain.intake.cells import Broken, Cell, Sheet, SheetRow, shown
from aspire_desktop.domain.office.lists import never_worked_out
from aspire_desktop.domain.office.values import LONGEST_TEXT

Separated = Sequence[str | int | Decimal | date]
"""One line of a file that is written."""
_SEPARATORS = ",;\t|"
_END = "\x1a"
"""With this old programs for DOS end a text."""
_CLOSE = "Open it in a text editor, close the quotation mark or take it out, and save the file."
_LINES_SAMPLED = 60
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_SAID = re.compile(r'"?sep=([^\r\n])"?\r?\n', re.IGNORECASE)
"""Excel's own first line, which it does not show as a row."""
_KEPT = re.compile(r'="((?:[^"]|"")*)"')
"""How exports keep the noughts of a code in Excel: ="0045001234"."""


def read_separated(path: Path) -> Sheet:
    """Read comma, semicolon, tab or pipe separated text; rows have the numbers a spreadsheet shows.

    Letters: by the mark at the beginning, else UTF-8, else an old code, line by line, with a word about it.
    Raises Unfit.
    """
    letters = _letters(path)
    said = _SAID.match(letters.text)
    separator = said[1] if said else _separator(letters.text)
    records, *others = (_records(text, separator) for text in (letters.text, *letters.others))
    rows = tuple(
        SheetRow(number, _doubted(row, [other[number - 1] for other in others]))
        for number, row in enumerate(records[1:] if said else records, start=1)
        if "".join(row).strip()
    )
    if not rows:
        raise Unfit("it is empty")
    return Sheet(rows, remarks=letters.remarks)


def _letters(path: Path) -> Letters:
    try:
        letters = letters_of(path.read_bytes())
    except NotText as error:
        raise Unfit("it is neither a workbook nor a text file of rows (.csv)", ASK) from error
    refuse_other_kinds(letters.text)
    return replace(letters, text=letters.text.removesuffix(_END)) if letters.text.endswith(_END) else letters


def _doubted(row: list[str], others: list[list[str]]) -> tuple[Cell, ...]:
    """Give the cells of a row; one that reads differently in codes as likely is a question."""
    cells: list[Cell] = [_as_shown(text) for text in row]
    for other in others:
        for at, (text, again) in enumerate(zip(row, other, strict=True)):
            if text != again:
                why = (
                    f"The file does not say in which code its letters are: this is “{text}” or “{again}”. "
                    "Choose, or type it."
                )
                cells[at] = Broken(text, why, (text, again))
    return tuple(cells)


def _as_shown(text: str) -> str:
    """Give what a spreadsheet shows for a text written as a formula so that it keeps its noughts."""
    kept = _KEPT.fullmatch(text) if text.startswith('="') else None
    return kept[1].replace('""', '"') if kept else text


def _records(text: str, separator: str) -> list[list[str]]:
    """Take the text apart; a stray quotation mark within a text is let pass, one never closed is not."""
    try:
        try:
            return list(_bounded(csv.reader(_lines(text), delimiter=separator, strict=True)))
        except csv.Error as error:
            if "unexpected end" in str(error):
                raise
            return list(_bounded(_with_stray_marks(text, separator)))
    except csv.Error as error:
        if "field limit" in str(error):
            raise Unfit(f"a cell holds more than {csv.field_size_limit():,} characters") from error
        raise _unclosed(_last_begun(text, separator)) from error


def _with_stray_marks(text: str, separator: str) -> Iterator[list[str]]:
    """Take apart a text with marks that enclose nothing; raise Unfit where a row swallows the next by one."""
    lines = list(_lines(text))
    reader = csv.reader(lines, delimiter=separator)
    read = 0
    for row in reader:
        if reader.line_num > read + 1 and not _is_whole(lines[read : reader.line_num], separator):
            raise _unclosed(read + 1)
        read = reader.line_num
        yield row


def _is_whole(lines: Sequence[str], separator: str) -> bool:
    try:
        return bool(list(csv.reader(lines, delimiter=separator, strict=True)))
    except csv.Error:
        return False


def _last_begun(text: str, separator: str) -> int:
    """Give the line, counted from 1, in which the row begins that has no end."""
    reader = csv.reader(_lines(text), delimiter=separator)
    read = 0
    try:
        for _row in reader:
            begun, read = read, reader.line_num
    except csv.Error:
        return read + 1
    return begun + 1


def _unclosed(line: int) -> Unfit:
    return Unfit(f"a quotation mark opened in line {line:,} is not closed where its text ends", _CLOSE)


def _lines(text: str) -> Iterator[str]:
    """Give the lines one by one with their ends, without a second copy of the whole text."""
    return (match[0] for match in _LINE.finditer(text))


def _bounded(records: Iterable[list[str]]) -> Iterator[list[str]]:
    cells = 0
    for number, row in enumerate(records, start=1):
        cells += len(row)
        if number > MOST_ROWS or len(row) > MOST_COLUMNS or cells > MOST_CELLS:
            raise Unfit(f"it has more than {MOST_ROWS:,} rows, or {MOST_COLUMNS:,} columns")
        yield row


def _separator(text: str) -> str:
    """Choose the separator by which most of the first lines fall into the same number of cells."""
    sample = tuple(islice(_lines(text), _LINES_SAMPLED))

    def agreement(separator: str) -> int:
        try:
            widths = Counter(len(row) for row in csv.reader(sample, delimiter=separator))
        except csv.Error:
            return 0  # a cell too long for any table; reading the rows says so
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
    return never_worked_out(showable(value))
