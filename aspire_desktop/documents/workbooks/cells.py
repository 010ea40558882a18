"""Cells of a spreadsheet as XML: text is always text, figures always figures, formulas carry their value."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from xml.sax.saxutils import escape

from aspire_desktop.domain.office.broken_text import REPLACED
from aspire_desktop.domain.office.clock import OFFICE_ZONE
from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.values import LONGEST_TEXT

_UNWRITABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]"
)
_ESCAPE_LOOKALIKE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED = re.compile("_x005F_(?=x[0-9A-Fa-f]{4}_)")
_EDGE_SPACE = re.compile(r"^\s|\s$|\n|  ")
_DAY_NOUGHT = date(1899, 12, 30)
_FIRST_SAFE_DAY = date(1900, 3, 1)


@dataclass(frozen=True)
class Formula:
    """A live formula without its equals sign, and the value it had when it was written."""

    text: str
    value: "int | Decimal | str"


Value = str | int | Decimal | date | Formula | None


def clean(text: str) -> str:
    """Give text that a spreadsheet can hold: line ends as \\n, unwritable characters as U+FFFD.

    Raises RuleBroken for text longer than one cell holds.
    """
    cleaned = _UNWRITABLE.sub(REPLACED, text.replace("\r\n", "\n").replace("\r", "\n"))
    if len(cleaned) * 2 > LONGEST_TEXT and len(cleaned.encode("utf-16-le")) // 2 > LONGEST_TEXT:
        raise RuleBroken(
            f"A text beginning “{cleaned[:40]}” is longer than the {LONGEST_TEXT:,} letters a cell holds.",
            do="Shorten it, then make the file again.",
        )
    return cleaned


def cell_xml(reference: str, value: Value, style: int) -> str:
    """Write one cell, such as B2, in the style of that number."""
    head = f'<c r="{reference}" s="{style}"'
    if value is None or value == "":
        return head + "/>"
    if isinstance(value, str):
        return f'{head} t="inlineStr"><is>{_text_xml(clean(value))}</is></c>'
    if isinstance(value, (int, Decimal)):
        return f"{head}><v>{value:f}</v></c>" if isinstance(value, Decimal) else f"{head}><v>{value}</v></c>"
    if isinstance(value, Formula):
        return _formula_xml(head, value)
    serial = _serial(value)
    if serial is None:
        return f'{head} t="inlineStr"><is><t>{value.isoformat()}</t></is></c>'
    return f"{head}><v>{serial}</v></c>"


def _text_xml(text: str) -> str:
    keep = ' xml:space="preserve"' if _EDGE_SPACE.search(text) else ""
    # Excel reads _x0041_ in a text as the letter A, so an underscore before such a text is itself escaped
    return f"<t{keep}>{escape(_ESCAPE_LOOKALIKE.sub('_x005F_', text))}</t>"


def unescaped(text: str) -> str:
    """Give a text as it was before it was written: a reader of the file may leave the escape in it."""
    return _ESCAPED.sub("_", text)


def _formula_xml(head: str, formula: Formula) -> str:
    kind = ' t="str"' if isinstance(formula.value, str) else ""
    return f"{head}{kind}><f>{escape(formula.text)}</f><v>{escape(str(formula.value))}</v></c>"


def _serial(moment: date) -> str | None:
    """Count days as Excel does, with instants in office time; None for days before Excel counts right."""
    day = moment
    share = ""
    if isinstance(moment, datetime):
        local = moment.astimezone(OFFICE_ZONE)
        day = local.date()
        seconds = local.hour * 3600 + local.minute * 60 + local.second
        share = f"{seconds / 86_400:.6f}"[1:]
    return None if day < _FIRST_SAFE_DAY else f"{(day - _DAY_NOUGHT).days}{share}"
