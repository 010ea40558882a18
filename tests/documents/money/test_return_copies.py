"""A stored return is read back whole, and its copy without names differs from it in names alone."""

import hashlib
import io
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from openpyxl import load_workbook
from return_facts import NAMES, build_return, sample

from aspire_desktop.documents.money.return_copies import stored_facts
from aspire_desktop.documents.money.returns import return_workbook
from aspire_desktop.domain.money.funding import ReturnStatus
from aspire_desktop.domain.money.returns import FileFacts, ReturnFacts, StoredReturn
from aspire_desktop.domain.office.errors import Unreadable
from aspire_desktop.domain.office.values import ReturnId

FILE = FileFacts("Ann Clerk", datetime(2026, 12, 1, 9, 0, tzinfo=UTC), "2.0.0")


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


def stored(facts: ReturnFacts) -> StoredReturn:
    assert facts.submitted_at is not None
    content = return_workbook(facts)
    return StoredReturn(
        id=ReturnId(1),
        agreement_id=facts.pool.agreement_id,
        agreement=facts.agreement,
        reference=facts.reference,
        revision=facts.revision,
        supersedes=facts.supersedes,
        revision_reason=facts.revision_reason,
        period=facts.period,
        prepared_by=facts.prepared_by,
        submitted_by=facts.submitted_by,
        submitted_at=facts.submitted_at,
        lines=facts.lines,
        adjustments=facts.adjustments,
        workbook=content,
        digest=hashlib.sha256(content).hexdigest(),
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


@pytest.mark.parametrize("facts", [submitted(), replace(build_return(()), status=ReturnStatus.SUBMITTED)])
def test_a_stored_return_is_read_back_whole(facts: ReturnFacts) -> None:
    facts = replace(facts, submitted_by="Helen Marsh", submitted_at=datetime(2026, 10, 9, 14, 5, tzinfo=UTC))
    facts = replace(facts, prepared_on=date(2026, 10, 9), checks=())
    kept = stored(facts)
    assert replace(stored_facts(kept, FILE), copy_of="") == replace(facts, file=FILE)


def test_the_copy_differs_in_names_alone() -> None:
    kept = stored(submitted())
    copy = return_workbook(replace(stored_facts(kept, FILE), anonymous=True))
    before, after = cells(kept.workbook), cells(copy)
    changed = {(title, place) for title, place in before if before[title, place] != after.get((title, place))}
    columns = {(title, place.rstrip("0123456789")) for title, place in changed if title != "About this file"}
    assert columns == {("Places", "C"), ("Places", "AF"), ("Adjustments", "C"), ("Evidence", "B")}
    assert all(str(after[title, place]).startswith("P-") for title, place in changed if title == "Places")
    said = whole(copy)
    assert not [name for name in (*NAMES, "Ann Leaver", "Tom O'Brien") if name in said]
    assert kept.digest in said
    assert "This is a copy, without names" in said


def test_a_revision_names_what_it_supersedes() -> None:
    written = cells(return_workbook(submitted()))
    said = "LGA-2026-Q2, revision 1: A line was left out"
    assert {title for (title, _), value in written.items() if value == said} == {"Summary", "About this file"}


def test_another_workbook_is_refused() -> None:
    kept = replace(stored(submitted()), workbook=_strange_workbook())
    with pytest.raises(Unreadable, match="not laid out as this version expects"):
        stored_facts(kept, FILE)


def _strange_workbook() -> bytes:
    """Take the heading of a section away."""
    result = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(return_workbook(submitted()))) as source,
        zipfile.ZipFile(result, "w") as target,
    ):
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(b"2. The agreement", b"2. Another"))
    return result.getvalue()
