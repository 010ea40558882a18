"""Rows as a table for the clipboard: separated by tabs for spreadsheets, ruled for letters and e-mails."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import TypeVar

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from aspire_desktop.domain.office.lists import Kind, Value, never_worked_out
from aspire_desktop.domain.office.values import short_date
from aspire_desktop.ui.lists.fields import Field

T = TypeVar("T")


@dataclass(frozen=True)
class Copied:
    """The same table twice: cells separated by tabs, and as HTML."""

    text: str
    html: str

    def put(self) -> None:
        """Put it on the clipboard."""
        data = QMimeData()
        data.setText(self.text)
        data.setHtml(self.html)
        QGuiApplication.clipboard().setMimeData(data)


def copied(fields: Sequence[Field[T]], rows: Iterable[T]) -> Copied:
    """Give the rows under the headings of these fields; no text in it is ever worked out."""
    lines = [[each.heading for each in fields]]
    lines += [[_cell(each, row) for each in fields] for row in rows]
    text = "".join("\t".join(map(_in_one_line, line)) + "\n" for line in lines)
    return Copied(text, f"<table>{''.join(map(_ruled, lines))}</table>")


def _cell(field: Field[T], row: T) -> str:
    value = field.exported(row)
    return never_worked_out(_words(value)) if field.kind is Kind.TEXT else _words(value)


def _words(value: Value) -> str:
    if value is None:
        return ""
    return short_date(value) if isinstance(value, date) else str(value)


def _in_one_line(words: str) -> str:
    return " ".join(words.split())


def _ruled(line: Sequence[str]) -> str:
    return f"<tr>{''.join(f'<td>{escape(words)}</td>' for words in line)}</tr>"
