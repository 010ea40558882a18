"""A report of twenty pages: contents that are right, headings with what they head, names, charts as lines."""

import io
import re
from collections.abc import Iterator
from decimal import Decimal

import pikepdf
import pypdf
import pytest
from pdf_tree import elements, kids, marks_of, role
from report_facts import COUNCILS, NAMES, RIGHT_TO_LEFT, report

from aspire_desktop.documents.flow.figures import ChartData, Series

REPORT = report()
PAGES = [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(REPORT)).pages]


@pytest.fixture
def pdf() -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(REPORT)) as opened:
        yield opened


def page_of(pdf: pikepdf.Pdf, destination: object) -> int:
    assert isinstance(destination, pikepdf.Array)
    return [page.obj.objgen for page in pdf.pages].index(destination[0].objgen)


def test_every_page_says_which_it_is_and_of_what_after_the_first() -> None:
    assert len(PAGES) == 20
    for number, page in enumerate(PAGES, start=1):
        assert page.endswith(f"Page {number} of 20")
        assert ("Annual report of the programmes (continued)" in page) == (number > 1)
        assert "Made on 8 October 2026, 10:30 by Helen Marsh." in page


def test_contents_name_the_pages_on_which_the_headings_stand(pdf: pikepdf.Pdf) -> None:
    stand = [marks_of(pdf, element)[0][0] + 1 for element in elements(pdf) if role(element) in ("H2", "H3")]
    told = re.findall(r"(?:says|cohorts|People|learned) (\d+)", PAGES[0])
    assert [int(page) for page in told] == stand
    assert len(stand) == 1 + 3 * len(COUNCILS)


def test_the_outline_leads_to_the_same_pages(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        sections = list(outline.root)
        assert [each.title for each in sections][1:] == [f"{council}: cohorts" for council in COUNCILS]
        assert [each.title for each in sections[1].children] == ["People", "What was learned"]
        reached = [page_of(pdf, each.destination) for each in sections]
    stand = [marks_of(pdf, element)[0][0] for element in elements(pdf) if role(element) == "H2"]
    assert reached == stand


def test_every_line_of_the_contents_leads_to_its_heading(pdf: pikepdf.Pdf) -> None:
    lines = [element for element in elements(pdf) if role(element) == "Link"]
    links = list(pdf.pages[0].obj.Annots)
    stand = [marks_of(pdf, element)[0][0] for element in elements(pdf) if role(element) in ("H2", "H3")]
    assert [page_of(pdf, link.Dest) for link in links] == stand
    rows = pdf.Root.StructTreeRoot.ParentTree.Nums
    owners = {int(rows[place]): rows[place + 1] for place in range(0, len(rows), 2)}
    for line, link in zip(lines, links, strict=True):
        assert line.K[-1].Obj.objgen == link.objgen
        assert owners[int(link.StructParent)].objgen == line.objgen
        assert str(link.Contents).split()[-1].isdigit()
    assert int(pdf.Root.StructTreeRoot.ParentTreeNextKey) == len(owners)


def test_no_heading_stands_alone_at_the_foot_of_a_page(pdf: pikepdf.Pdf) -> None:
    last = {place: role(element) for element in elements(pdf) for place, _ in marks_of(pdf, element)}
    assert not {"H1", "H2", "H3", "Caption"} & set(last.values())


def test_headings_of_columns_stand_on_every_page_of_a_table_and_are_read_once(pdf: pikepdf.Pdf) -> None:
    tables = [element for element in elements(pdf) if role(element) == "Table"]
    shown = sum("Person Organisation Sessions Attended Subsidy" in page for page in PAGES)
    heads = [cell for table in tables for row in kids(table) for cell in kids(row) if role(cell) == "TH"]
    assert shown > len(tables) == len(COUNCILS)
    assert len(heads) == 5 * len(COUNCILS)
    assert all(len(marks_of(pdf, head)) == 1 for head in heads)


@pytest.mark.parametrize("name", NAMES)
def test_names_are_read_out_as_they_are_written(pdf: pikepdf.Pdf, name: str) -> None:
    plain = name[0].isascii() or "\u0370" <= name[0] <= "\u04ff"
    told = [str(element.ActualText) for element in elements(pdf) if "/ActualText" in element]
    assert any(each.startswith(name) for each in told) or (plain and name in PAGES[2])


def test_a_paragraph_from_right_to_left_is_read_whole(pdf: pikepdf.Pdf) -> None:
    told = [str(element.ActualText) for element in elements(pdf) if "/ActualText" in element]
    assert RIGHT_TO_LEFT in [" ".join(each.split()) for each in told]


def test_charts_are_lines_and_areas_and_tell_their_figures(pdf: pikepdf.Pdf) -> None:
    assert not any("/XObject" in page.obj.get("/Resources", {}) for page in pdf.pages)
    bars, columns = (element for element in elements(pdf) if role(element) == "Figure")
    assert "Walsall Council 47" in str(bars.Alt)
    assert "Inspire OD: Apr–Jun £4,900" in str(columns.Alt)
    for figure in (bars, columns):
        left, low, right, high = map(float, figure.A.BBox)
        assert 0 < left < right < 595
        assert 0 < low < high < 842


def test_figures_below_nothing_are_told_with_their_sign() -> None:
    chart = ChartData(
        "Change", ("Walsall", "Dudley"), (Series("£", (Decimal(-1350), Decimal(20))),), unit="£"
    )
    assert chart.told() == "Change. £: Walsall −£1,350, Dudley £20."


def test_the_same_words_give_the_same_bytes() -> None:
    assert report() == REPORT
