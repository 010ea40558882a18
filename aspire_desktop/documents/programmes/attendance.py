"""Sign-in sheets to print: a session to a page, with room to sign morning and afternoon."""

from collections.abc import Sequence

from aspire_desktop.documents.typesetting.house import MM, Fact, PrintedColumn
from aspire_desktop.documents.typesetting.page import Sheets
from aspire_desktop.domain.office.values import long_date
from aspire_desktop.domain.programmes.attendance import SignInSheet

_HEIGHTS = tuple(tenths * MM / 10 for tenths in range(120, 89, -5))
"""Heights of a row to choose from, in points: 12 mm where there is room, 9 mm at the least."""
_HEAD = 9 * MM
"""The height of the table's header."""
_SPARE = 2
"""Empty rows that are worth making the rows of a page lower."""
_COLUMNS = (
    PrintedColumn("Name", 0.27),
    PrintedColumn("Organisation", 0.29),
    PrintedColumn("Signature AM", 0.22),
    PrintedColumn("Signature PM", 0.22),
)


def sign_in_sheets(sheets: Sequence[SignInSheet]) -> bytes:
    """Give the sheets of several sessions as one PDF, A4 portrait, each session on a page of its own."""
    title = "Sign-in sheets"
    if len({sheet.cohort for sheet in sheets}) == 1:
        title += f", cohort {sheets[0].cohort}"
    pages = Sheets(
        title, "Please sign for each half of the day. Not on the list? Use an empty row, or the back."
    )
    for sheet in sheets:
        _add(pages, sheet)
    return pages.finish()


def _add(pages: Sheets, sheet: SignInSheet) -> None:
    people = [(person.name, person.organisation, "", "") for person in sheet.people]
    continued = False
    while people or not continued:
        pages.new_page(sheet.session, f"{sheet.programme}, cohort {sheet.cohort}", continued)
        pages.facts(_facts(sheet))
        height = _height(pages.room, len(people), sheet.walk_ins)
        empty = min(sheet.walk_ins, max(0, _count(pages.room, height) - len(people)))
        people = people[pages.table(_COLUMNS, [*people, *[("", "", "", "")] * empty], height) :]
        continued = True


def _height(room: float, people: int, walk_ins: int) -> float:
    """Give the height at which everybody fits, with empty rows if that can be; otherwise the greatest."""
    for rows in (people + min(_SPARE, walk_ins), people):
        for height in _HEIGHTS:
            if _count(room, height) >= rows:
                return height
    return _HEIGHTS[0]


def _count(room: float, height: float) -> int:
    return int((room - _HEAD) // height)


def _facts(sheet: SignInSheet) -> list[Fact]:
    when = f"{sheet.on:%A} {long_date(sheet.on)}, {sheet.starts:%H:%M}–{sheet.ends:%H:%M}"
    facts = [Fact("When", when), Fact("Where", sheet.venue or "To be confirmed")]
    if sheet.trainers:
        facts.append(Fact("Trainer" if len(sheet.trainers) == 1 else "Trainers", ", ".join(sheet.trainers)))
    return facts
