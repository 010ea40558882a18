"""The sheet at the end of every workbook that says who made it, when, and how its figures are made."""

from collections.abc import Sequence

from aspire_desktop.documents.workbooks.looks import Look
from aspire_desktop.documents.workbooks.sheet import Cell, WorkbookSheet
from aspire_desktop.documents.workbooks.wrapping import height
from aspire_desktop.domain.office.clock import OFFICE_ZONE
from aspire_desktop.domain.office.files import FileFacts
from aspire_desktop.domain.office.values import long_date


def fill_about(
    sheet: WorkbookSheet,
    file: FileFacts,
    what: tuple[str, str],
    names: tuple[str, str],
    how: Sequence[str],
    unfiltered: str,
    more: Sequence[tuple[str, str]] = (),
) -> None:
    """Write the sheet: `what` it is, where people's `names` stand and `more`, each behind its label."""
    made = file.made_at.astimezone(OFFICE_ZONE)
    sheet.widths(30, 90)
    sheet.add(Cell("About this file", Look.TITLE), points=24)
    for label, words in (
        what,
        ("Made by", file.made_by),
        ("Made on", f"{long_date(made.date())}, {made:%H:%M}"),
        ("Program", f"Aspire Desktop {file.program_version}"),
        ("Filters", "; ".join(file.filters) or unfiltered),
        names,
        *more,
    ):
        sheet.add(Cell(label, Look.LABEL), Cell(words, Look.PARAGRAPH))
    sheet.skip()
    sheet.add(Cell("How figures are made", Look.SECTION), points=20)
    for sentence in how:
        sheet.join(sheet.add(Cell(sentence, Look.PARAGRAPH), points=height(1)), 2)
