"""An invented report of twenty pages: headings, tables over pages, charts, and names in many scripts."""

from decimal import Decimal

from aspire_desktop.documents.flow.breaking import Span
from aspire_desktop.documents.flow.figures import ChartData, Series
from aspire_desktop.documents.flow.paper import Paper
from aspire_desktop.documents.typesetting.house import Fact, PrintedColumn
from aspire_desktop.documents.typesetting.typefaces import SANS, SEMIBOLD

NAMES = (
    "Siân Ŵyn-Jones",
    "Ẹniọlá Ọ̀ṣun",
    "Γιώργος Παπαδόπουλος",
    "Иван Петров",
    "محمد الأحمد",
    "שרה כהן",
    "प्रिया श्रीकृष्ण",
    "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ",
    "王小明",
    "김민수",
    "สมชาย ใจดี",
)
"""In eleven scripts: a name stands as its owner writes it."""
COUNCILS = (
    "Birmingham City Council",
    "Coventry City Council",
    "Dudley Metropolitan Borough Council",
    "Sandwell Metropolitan Borough Council",
    "Solihull Metropolitan Borough Council",
    "Walsall Council",
    "City of Wolverhampton Council",
)
RIGHT_TO_LEFT = (
    "تقرير قصير عن برنامج التطوير في مجالس غرب ميدلاندز، كتبه محمد الأحمد في Walsall Council سنة 2026، وفيه "
    "أسماء المشاركين ونتائجهم كما هي في السجل."
)
MIXED = (
    "The panel was chaired by محمد الأحمد of Walsall Council, with שרה כהן and प्रिया श्रीकृष्ण for HR; their "
    "notes are kept with the cohort. Where a line begins with a name such as "
    "محمد الأحمد it is still read from left to right."
)
_PROSE = (
    "Every figure in this report is taken from the same places as the returns and the pool’s statement, on "
    "the day named at its foot. Attendance counts the sessions that a version requires; a place counts once, "
    "where it was delivered. What was recorded after that day is not here."
)
_PEOPLE = (
    PrintedColumn("Person", 0.26),
    PrintedColumn("Organisation", 0.34),
    PrintedColumn("Sessions", 0.12, figures=True),
    PrintedColumn("Attended", 0.12, figures=True),
    PrintedColumn("Subsidy", 0.16, figures=True),
)


def report() -> bytes:
    """Lay the report out."""
    paper = Paper("Annual report of the programmes", "Made on 8 October 2026, 10:30 by Helen Marsh.")
    paper.heading("Annual report of the programmes", "West Midlands Employers")
    paper.facts([Fact("Period", "1 April 2026 to 31 March 2027"), Fact("Written by", NAMES[4])])
    paper.contents()
    paper.new_page()
    paper.section("What this report says")
    paper.paragraph([Span("In short. ", SEMIBOLD), Span(_PROSE, SANS)])
    paper.paragraph(MIXED)
    paper.paragraph(RIGHT_TO_LEFT)
    paper.points((*NAMES[:3], _PROSE))
    paper.chart(_places())
    paper.chart(_quarters())
    paper.note("Places delivered, as in the returns submitted.")
    for number, council in enumerate(COUNCILS):
        paper.section(f"{council}: cohorts")
        paper.subsection("People")
        paper.table(_PEOPLE, _people(number))
        paper.subsection("What was learned")
        for module in range(1, 7):
            paper.paragraph(f"Module {module} at {council}. {_PROSE}")
    return paper.finish()


def _people(number: int) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for row in range(58 + 6 * number):
        name = f"{NAMES[row % len(NAMES)]} {row + 1}"
        council = COUNCILS[(row + number) % len(COUNCILS)]
        rows.append((name, council, "5", f"{5 - row % 3}", f"£{350 * (1 + row % 4):,}.00"))
    return rows


def _places() -> ChartData:
    values = tuple(Decimal(12 + 7 * place) for place in range(len(COUNCILS)))
    return ChartData("Places delivered by organisation", COUNCILS, (Series("Places", values),))


def _quarters() -> ChartData:
    quarters = ("Apr–Jun", "Jul–Sep", "Oct–Dec", "Jan–Mar")
    series = tuple(
        Series(name, tuple(Decimal(4000 + 900 * (place + quarter)) for quarter in range(4)))
        for place, name in enumerate(("Aspire", "Inspire OD", "CODE"))
    )
    return ChartData("Subsidy by quarter", quarters, series, unit="£")
