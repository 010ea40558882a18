"""Files of other kinds that are text, told by how they begin, and what to do about each."""

import re
from dataclasses import dataclass

from aspire_desktop.documents.workbooks.workbook_parts import Unfit

ASK = "Ask for the list as a workbook (.xlsx) or as CSV, and choose that file."
_BEGINNING = 4_000
"""Letters in which such a file says what it is."""


@dataclass(frozen=True)
class _Kind:
    begins: re.Pattern[str]
    because: str
    do: str = ""
    """Empty where Excel opens it, so that saving it anew helps."""


_KINDS = (
    _Kind(
        re.compile(r"<\?xml.*urn:schemas-microsoft-com:office:spreadsheet", re.DOTALL),
        "it is an XML workbook of Excel 2003",
    ),
    _Kind(
        re.compile(r"<\?xml.*opendocument\.spreadsheet", re.DOTALL),
        "it is a flat OpenDocument file (.fods)",
        "Open it in LibreOffice, save it as .xlsx or .ods, and choose that file.",
    ),
    _Kind(re.compile(r"<\?xml(?!.*<html)", re.DOTALL), "it is an XML file, not a table", ASK),
    _Kind(re.compile(r"<(?:html|!doctype|table|\?xml)"), "it is a web page, whatever its name says"),
    _Kind(re.compile(r"%pdf"), "it is a PDF, not a table", ASK),
    _Kind(re.compile(r"{\\rtf"), "it is a text document (RTF), not a table", ASK),
    _Kind(re.compile(r"begin:v(?:card|calendar)"), "it is a contact or a calendar, not a table", ASK),
    _Kind(re.compile(r"[\[{]\s*[{\[\"]"), "it is a JSON file, not a table", ASK),
    _Kind(re.compile(r"id;p"), "it is a symbolic link file (.slk)"),
    _Kind(re.compile(r"table\s+0,1\s"), "it is a data interchange file (.dif)"),
)


def refuse_other_kinds(text: str) -> None:
    """Raise Unfit for a text that begins as a file of another kind does."""
    beginning = text[:_BEGINNING].lstrip().lower()
    for kind in _KINDS:
        if kind.begins.match(beginning):
            raise Unfit(kind.because, kind.do)
