"""Every mark on a page has its place in the structure tree, and every part of the tree its mark."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time

import pikepdf
import pytest
from certificate_facts import FACTS, KEY

from aspire_desktop.documents.programmes.attendance import sign_in_sheets
from aspire_desktop.documents.programmes.certificates import certificate, certificates_combined
from aspire_desktop.documents.seals import seal
from aspire_desktop.domain.programmes.attendance import SignInPerson, SignInSheet

NAMES = ("Nick Barlow", "Siân O’Neill", "Łukasz Ŵyn-Griffiths")
BATCH = [seal(replace(FACTS, name=name), KEY) for name in NAMES]
SHEET = SignInSheet(
    cohort="ASP26-WM01",
    programme="Aspire 2.0",
    session="Digital technologies in HR/OD",
    on=date(2026, 10, 8),
    starts=time(9, 30),
    ends=time(16),
    venue="Council House, Dudley",
    trainers=("Jo Fox",),
    people=tuple(SignInPerson(f"Person {number}", "Dudley MBC") for number in range(30)),
)
FILES = {
    "single": certificate(BATCH[0]),
    "combined": certificates_combined(BATCH),
    "sheets": sign_in_sheets([SHEET, SHEET]),
}


@pytest.fixture(params=FILES)
def pdf(request: pytest.FixtureRequest) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(FILES[request.param])) as opened:
        yield opened


def leaves(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Give the elements that hold a mark, in reading order, each known to its parent."""
    for kid in element.K:
        assert kid.P.objgen == element.objgen
        if isinstance(kid.K, pikepdf.Array):
            yield from leaves(kid)
        else:
            yield kid


def test_marks_and_parts_are_one_to_one(pdf: pikepdf.Pdf) -> None:
    rows = pdf.Root.StructTreeRoot.ParentTree.Nums
    sections = list(pdf.Root.StructTreeRoot.K.K)
    assert len(rows) == 2 * len(pdf.pages)
    assert len(sections) == len(pdf.pages)
    for place, (page, section) in enumerate(zip(pdf.pages, sections, strict=True)):
        assert page.obj.StructParents == rows[2 * place] == place
        parts = list(leaves(section))
        marks = [
            int(step.operands[1].MCID)
            for step in pikepdf.parse_content_stream(page)
            if str(step.operator) == "BDC"
        ]
        assert marks == [int(part.K) for part in parts] == list(range(len(marks)))
        assert [part.objgen for part in parts] == [part.objgen for part in rows[2 * place + 1]]
        assert {part.Pg.objgen for part in parts} == {page.obj.objgen}


def test_everything_drawn_is_marked(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        depth = 0
        for step in pikepdf.parse_content_stream(page):
            operator = str(step.operator)
            depth += {"BDC": 1, "BMC": 1, "EMC": -1}.get(operator, 0)
            assert depth in (0, 1)
            if operator in ("TJ", "Tj", "f", "S"):
                assert depth == 1
        assert depth == 0


def test_every_page_has_one_heading_and_figures_are_explained(pdf: pikepdf.Pdf) -> None:
    for section in pdf.Root.StructTreeRoot.K.K:
        parts = list(leaves(section))
        assert [str(part.S) for part in parts].count("/H1") == 1
        for figure in (part for part in parts if part.S == "/Figure"):
            assert "WME-ASP-2026-0147" in str(figure.Alt)
            assert len(figure.A.BBox) == 4


def test_tables_have_rows_as_wide_as_their_header() -> None:
    with pikepdf.open(io.BytesIO(FILES["sheets"])) as pdf:
        for section in pdf.Root.StructTreeRoot.K.K:
            (table,) = (part for part in section.K if part.S == "/Table")
            header, *rows = table.K
            assert {str(cell.S) for cell in header.K} == {"/TH"}
            assert all(cell.A.Scope == "/Column" for cell in header.K)
            assert rows
            assert all([str(cell.S) for cell in row.K] == ["/TD"] * 4 for row in rows)


def test_title_is_shown_and_language_set(pdf: pikepdf.Pdf) -> None:
    assert pdf.Root.Lang == "en-GB"
    assert pdf.Root.MarkInfo.Marked
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    with pdf.open_metadata() as metadata:
        assert metadata["dc:title"] == str(pdf.docinfo["/Title"]) != ""
    assert pdf.check_pdf_syntax() == []
