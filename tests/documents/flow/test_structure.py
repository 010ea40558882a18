"""A document that flows is one tree over its pages: each mark in it once, headings of columns said once."""

import io
import itertools
import re
from collections import Counter
from collections.abc import Iterator

import pikepdf
import pytest
from pdf_tree import elements, kids, marks_drawn, marks_of, parents, role, unmarked
from report_facts import report
from statement_facts import STATEMENT

from aspire_desktop.documents.money.statements import pool_statement

FILES = {"statement": pool_statement(STATEMENT), "report": report()}


@pytest.fixture(params=FILES)
def pdf(request: pytest.FixtureRequest) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(FILES[request.param])) as opened:
        yield opened


def test_every_mark_belongs_to_one_part_and_every_leaf_has_a_mark(pdf: pikepdf.Pdf) -> None:
    owners = {mark: element for element in elements(pdf) for mark in marks_of(pdf, element)}
    assert sorted(owners) == sorted(marks_drawn(pdf))
    for place in range(len(pdf.pages)):
        known = [element.objgen for element in parents(pdf, place)]
        assert known == [owners[place, mark].objgen for mark in range(len(known))]
    assert all(marks_of(pdf, element) or kids(element) for element in elements(pdf))


def test_parts_are_read_in_the_order_in_which_they_stand(pdf: pikepdf.Pdf) -> None:
    firsts = [marks_of(pdf, element)[0] for element in elements(pdf) if marks_of(pdf, element)]
    assert firsts == sorted(firsts)


def test_every_kind_of_part_stands_where_it_may(pdf: pikepdf.Pdf) -> None:
    within = {
        "TR": "Table",
        "TH": "TR",
        "TD": "TR",
        "LI": "L",
        "Lbl": "LI",
        "LBody": "LI",
        "TOCI": "TOC",
        "Link": "Reference",
    }
    for element in elements(pdf):
        expected = within.get(role(element))
        assert expected is None or role(element.P) == expected


def test_every_code_of_every_typeface_reads_as_something(pdf: pikepdf.Pdf) -> None:
    for font in pdf.pages[0].Resources.Font.values():
        descendant = font.DescendantFonts[0]
        assert "+" in str(descendant.FontDescriptor.FontName)  # a subset
        assert "/FontFile2" in descendant.FontDescriptor
        codes = [int(code) for code in list(descendant.W)[::2]]
        read = dict(re.findall(rb"<([0-9A-F]{4})><([0-9a-f]+)>", font.ToUnicode.read_bytes()))
        assert sorted(int(code, 16) for code in read) == codes
        assert not {b"0000", b"feff", b"fffe"} & set(read.values())


def test_everything_drawn_is_marked(pdf: pikepdf.Pdf) -> None:
    assert [unmarked(page) for page in pdf.pages] == [[] for _ in pdf.pages]


def test_one_title_and_no_level_of_heading_is_left_out(pdf: pikepdf.Pdf) -> None:
    levels = [int(role(each)[1]) for each in elements(pdf) if role(each) in ("H1", "H2", "H3")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in itertools.pairwise(levels))


def test_a_table_is_one_whatever_pages_it_stands_on(pdf: pikepdf.Pdf) -> None:
    for table in (each for each in elements(pdf) if role(each) == "Table"):
        head, *rows = kids(table)
        assert {role(cell) for cell in kids(head)} == {"TH"}
        assert all(cell.A.Scope == "/Column" for cell in kids(head))
        assert rows
        assert all([role(cell) for cell in kids(row)] == ["TD"] * len(kids(head)) for row in rows)


def test_a_ledger_of_sixty_entries_is_one_table_over_all_pages() -> None:
    with pikepdf.open(io.BytesIO(FILES["statement"])) as pdf:
        totals, ledger = (each for each in elements(pdf) if role(each) == "Table")
        assert (len(kids(totals)), len(kids(ledger))) == (7, 61)
        pages = Counter(page for row in kids(ledger) for page, _ in marks_of(pdf, kids(row)[0]))
        assert sorted(pages) == list(range(len(pdf.pages)))


def test_title_is_shown_and_language_set(pdf: pikepdf.Pdf) -> None:
    assert pdf.Root.Lang == "en-GB"
    assert pdf.Root.MarkInfo.Marked
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    with pdf.open_metadata() as metadata:
        assert metadata["dc:title"] == str(pdf.docinfo["/Title"]) != ""
        assert metadata["pdfuaid:part"] == "1"
    assert pdf.check_pdf_syntax() == []
