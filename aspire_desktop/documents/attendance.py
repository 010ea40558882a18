"""Sign-in sheets to print: a session to a page, with room to sign morning and afternoon."""

from collections.abc import Sequence

from aspire_desktop.documents.page import MM, Column, Fact, Sheets
from aspire_desktop.domain.attendance import SignInSheet
from aspire_desktop.domain.values import long_date

ROW = 12 * MM
_COLUMNS = (
    Column("Name", 0.27),
    Column("Organisation", 0.29),
    Column("Signature AM", 0.22),
    Column("Signature PM", 0.22),
)


def sign_in_sheets(sheets: Sequence[SignInSheet]) -> bytes:
    """Give the sheets of several sessions as one PDF, A4 portrait, each session on a page of its own.

    Raises RuleBroken where a character has no glyph.
    """
    title = "Sign-in sheets"
    if len({sheet.cohort for sheet in sheets}) == 1:
        title += f", cohort {sheets[0].cohort}"
    pages = Sheets(title, "Please sign for each half of the day. Not on the list? Use an empty row.")
    for sheet in sheets:
        _add(pages, sheet)
    return pages.finish()


def _add(pages: Sheets, sheet: SignInSheet) -> None:
    rows = [(person.name, person.organisation, "", "") for person in sheet.people]
    rows += [("", "", "", "")] * sheet.walk_ins
    continued = False
    while rows or not continued:
        pages.new_page(sheet.session, f"{sheet.programme}, cohort {sheet.cohort}", continued)
        pages.facts(_facts(sheet))
        rows = rows[pages.table(_COLUMNS, rows, ROW) :]
        continued = True


def _facts(sheet: SignInSheet) -> list[Fact]:
    when = f"{sheet.on:%A} {long_date(sheet.on)}, {sheet.starts:%H:%M}–{sheet.ends:%H:%M}"
    facts = [Fact("When", when), Fact("Where", sheet.venue or "To be confirmed")]
    if sheet.trainers:
        facts.append(Fact("Trainer" if len(sheet.trainers) == 1 else "Trainers", ", ".join(sheet.trainers)))
    return facts
