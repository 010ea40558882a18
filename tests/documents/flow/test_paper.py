"""Whatever is said on a paper is printed: what is higher than a page goes on, and what is empty says so."""

import io
from collections.abc import Callable
from decimal import Decimal

import pypdf
import pytest

from aspire_desktop.documents.flow.figures import ChartData, Series
from aspire_desktop.documents.flow.paper import Paper
from aspire_desktop.documents.typesetting.house import Fact, PrintedColumn

ENDLESS = " ".join(f"word{number}" for number in range(1500))
STRANGE = "Passed on \U0001f600 by 王"
COLUMNS = (
    PrintedColumn("Reason", 0.5),
    PrintedColumn(f"Sum {STRANGE}", 0.3, figures=True),
    PrintedColumn("", 0.2),
)


def told(say: Callable[[Paper], None]) -> list[str]:
    paper = Paper(STRANGE, ENDLESS, landscape=True)
    paper.heading(STRANGE)
    say(paper)
    pages = pypdf.PdfReader(io.BytesIO(paper.finish())).pages
    return [" ".join(page.extract_text().split()) for page in pages]


@pytest.mark.parametrize(
    "say",
    [
        lambda paper: paper.paragraph(ENDLESS),
        lambda paper: paper.points([ENDLESS]),
        lambda paper: paper.facts([Fact("Reason", ENDLESS)]),
        lambda paper: paper.section(ENDLESS),
        lambda paper: paper.table(
            (PrintedColumn("A", 0.1), PrintedColumn("B", 0.9)), [("1", ENDLESS[:3900])]
        ),
    ],
    ids=["paragraph", "point", "fact", "section", "cell"],
)
def test_a_text_higher_than_a_page_goes_on_on_the_next(say: Callable[[Paper], None]) -> None:
    pages = told(say)
    words = [word for page in pages for word in page.split() if word.startswith("word")]
    whole = [word for word in ENDLESS.split() if word in set(words)]
    assert len(whole) > 400
    assert [word for word in dict.fromkeys(words) if word in set(whole)] == whole


def test_a_chart_of_many_bars_stays_on_a_page() -> None:
    names = tuple(f"Council {number}" for number in range(80))
    chart = ChartData("Places", names, (Series("Places", tuple(map(Decimal, range(80)))),))
    [shown] = [page for page in told(lambda paper: paper.chart(chart)) if "Council" in page]
    assert "Council 0 " in shown
    assert "Council 79 " in shown


def test_letters_without_a_typeface_stand_as_numbers_everywhere() -> None:
    chart = ChartData(STRANGE, (STRANGE,), (Series(STRANGE, (Decimal(1),)), Series("b", (Decimal(-2),))))

    def say(paper: Paper) -> None:
        paper.table(COLUMNS, [(STRANGE, STRANGE, "")])
        paper.chart(chart)

    assert " ".join(told(say)).count("[U+1F600]") >= 7


def test_an_empty_table_says_so() -> None:
    [page] = told(lambda paper: paper.table(COLUMNS, []))
    assert "None." in page
    assert "Reason" not in page
