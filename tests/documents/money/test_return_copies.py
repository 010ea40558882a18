"""The copy of a return without names differs from it in names alone."""

import hashlib
import io
import zipfile
from dataclasses import replace
from datetime import date

from openpyxl import load_workbook
from return_facts import NAMES, sample

from aspire_desktop.documents.money.returns import return_workbook
from aspire_desktop.domain.money.funding import ReturnStatus
from aspire_desktop.domain.money.returns import ReturnFacts


def submitted() -> ReturnFacts:
    """Give a submitted revision whose frozen facts hold what such facts may hold."""
    facts = sample(ReturnStatus.SUBMITTED)
    declared = replace(facts.declaration, signed_on=date(2026, 10, 9))
    return replace(
        facts,
        revision=2,
        supersedes="LGA-2026-Q2, revision 1",
        revision_reason="A line was left out",
        prepared_on=date(2026, 10, 9),
        declaration=declared,
        checks=(),
    )


def cells(data: bytes) -> dict[tuple[str, str], object]:
    book = load_workbook(io.BytesIO(data))
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


def whole(data: bytes) -> str:
    """Give every part of the file: cells, comments, properties, footers."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "".join(archive.read(name).decode() for name in archive.namelist())


def test_the_copy_differs_in_names_alone() -> None:
    sent = return_workbook(submitted())
    digest = hashlib.sha256(sent).hexdigest()
    copy = return_workbook(replace(submitted(), anonymous=True, copy_of=digest))
    before, after = cells(sent), cells(copy)
    changed = {(title, place) for title, place in before if before[title, place] != after.get((title, place))}
    columns = {(title, place.rstrip("0123456789")) for title, place in changed if title != "About this file"}
    assert columns == {("Places", "C"), ("Places", "AF"), ("Adjustments", "C"), ("Evidence", "B")}
    assert all(str(after[title, place]).startswith("P-") for title, place in changed if title == "Places")
    said = whole(copy)
    assert not [name for name in (*NAMES, "Ann Leaver", "Tom O'Brien") if name in said]
    assert digest in said
    assert "This is a copy, without names" in said


def test_a_revision_names_what_it_supersedes() -> None:
    written = cells(return_workbook(submitted()))
    said = "LGA-2026-Q2, revision 1: A line was left out"
    assert {title for (title, _), value in written.items() if value == said} == {"Summary", "About this file"}
