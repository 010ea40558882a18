"""The subsidy return as an Excel workbook: frozen facts in, bytes out."""

from aspire_desktop.documents.money.return_control import fill_control
from aspire_desktop.documents.money.return_lists import add_lists
from aspire_desktop.documents.money.return_summary import fill_summary, reference_words, status_words
from aspire_desktop.documents.workbooks.about import fill_about
from aspire_desktop.documents.workbooks.grid import grid_of
from aspire_desktop.documents.workbooks.looks import Look
from aspire_desktop.documents.workbooks.sheet import Book, Cell, WorkbookSheet
from aspire_desktop.documents.workbooks.wrapping import height, lines_needed
from aspire_desktop.domain.money.anonymity import without_names
from aspire_desktop.domain.money.figures import differences, net
from aspire_desktop.domain.money.funding import ReturnStatus
from aspire_desktop.domain.money.grid import Grid
from aspire_desktop.domain.money.returns import Declaration, ReturnFacts
from aspire_desktop.domain.money.sheet_words import ReturnSheet, written
from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.values import long_date

_HOW_FIGURES_ARE_MADE = (
    "Figures are written as values from the program's record of places, so that they can be read anywhere.",
    "The Control sheet works every one of them out again by formula from Places and Adjustments.",
    "Names, organisations and codes are as they were at the date of each line, and stay so.",
    "Adjustments correct earlier returns, which are never altered; their amounts may be negative.",
    "Empty cells mean that nothing is known. Nothing is guessed.",
    "Figures are protected without a password; the Notes columns are open for typing.",
)
_COPY = (
    "This is a copy, without names, of the stored return. Its lines are the stored ones and its figures are "
    "those of the stored workbook, which bears names. The digest on the Control sheet is that of the lines "
    "with names."
)
_ERASED = (
    "The personal data of these people were erased after the return was submitted: a reference stands in "
    "place of the name. Every figure is the one that was submitted. The digest on the Control sheet is that "
    "of the lines as they are left: a digest of names could be guessed."
)


def return_workbook(facts: ReturnFacts) -> bytes:
    """Give the workbook; the same facts always give the same bytes.

    Raises RuleBroken for a submitted return whose figures do not agree, and for a text no cell can hold.
    """
    troubles = differences(facts)
    if facts.status is ReturnStatus.SUBMITTED:
        _refuse_differences(facts, troubles)
    return _book(facts, troubles).to_bytes()


def return_grid(facts: ReturnFacts, title: str) -> Grid:
    """Give one sheet of the workbook as cells for the screen, laid out by what writes the file."""
    return grid_of(_book(facts, differences(facts)), title)


def _book(facts: ReturnFacts, troubles: tuple[str, ...]) -> Book:
    """Lay the workbook out; `troubles` are the differences of the facts, found while they had their names."""
    if facts.anonymous:
        facts = without_names(facts)
    book = Book(
        title=f"{facts.title}, {reference_words(facts)}",
        creator=facts.office,
        made_at=facts.file.made_at,
        footer=f"{facts.office}: {reference_words(facts)}. {status_words(facts)}",
    )
    rows = fill_summary(book.sheet(written(ReturnSheet.SUMMARY)), facts)
    add_lists(book, facts)
    _fill_declaration(book.sheet(written(ReturnSheet.DECLARATION)), facts)
    fill_control(book.sheet(written(ReturnSheet.CONTROL)), facts, rows)
    _fill_about(book.sheet(written(ReturnSheet.ABOUT)), facts, troubles)
    return book


def _refuse_differences(facts: ReturnFacts, said: tuple[str, ...]) -> None:
    if said:
        raise RuleBroken(
            f"Return {facts.reference} does not add up. {'. '.join(said)}.",
            do="Make the draft again from the places, then submit it.",
        )


def _fill_declaration(sheet: WorkbookSheet, facts: ReturnFacts) -> None:
    words: Declaration = facts.declaration
    sheet.widths(30, 54, 30)
    sheet.add(Cell("Declaration", Look.TITLE), points=24)
    sheet.add(Cell(f"{facts.title}, {reference_words(facts)}, {facts.period}", Look.LABEL))
    claimed = net(facts)
    sheet.add(Cell("Places claimed, net", Look.LABEL), Cell(claimed.places, Look.DECLARED_COUNT))
    sheet.add(Cell("Amount claimed, net", Look.LABEL), Cell(claimed.amount, Look.DECLARED_MONEY))
    sheet.skip()
    for paragraph in words.paragraphs:
        sheet.join(sheet.add(Cell(paragraph, Look.PARAGRAPH), points=height(lines_needed(paragraph, 105))), 3)
    sheet.skip()
    signed = None if words.signed_on is None else long_date(words.signed_on)
    for label, value in (("Name", words.name), ("Role", words.role), ("Signature", ""), ("Date", signed)):
        sheet.add(Cell(label, Look.LABEL), Cell(value, Look.TO_WRITE), points=30)


def _fill_about(sheet: WorkbookSheet, facts: ReturnFacts, troubles: tuple[str, ...]) -> None:
    anonymous = "References stand in place of names, and words that may name somebody are left out"
    shown = anonymous if facts.anonymous else "On Places, Adjustments and Evidence only"
    more = [("Supersedes", f"{facts.supersedes}: {facts.revision_reason}")] if facts.supersedes else []
    if facts.erased:
        more += [
            ("People erased", ", ".join(facts.erased)),
            ("What erasing left", _ERASED),
        ]
    if facts.copy_of:
        more += [("Copy", _COPY), ("Digest of the stored return", facts.copy_of)]
    fill_about(
        sheet,
        facts.file,
        ("Return", f"{reference_words(facts)}. {status_words(facts)}"),
        ("People's names", shown),
        _HOW_FIGURES_ARE_MADE,
        "None: every line of the return is here",
        more,
    )
    if facts.status is ReturnStatus.DRAFT:
        _failed_checks(sheet, facts, troubles)


def _failed_checks(sheet: WorkbookSheet, facts: ReturnFacts, troubles: tuple[str, ...]) -> None:
    sheet.skip()
    sheet.add(Cell("Checks not passed", Look.SECTION), points=20)
    failed = [(check.said, check.detail) for check in facts.checks if not check.passed]
    failed += [("Figures do not agree", words) for words in troubles]
    if not failed:
        sheet.add(Cell(f"None: all {len(facts.checks)} passed", Look.LABEL))
    for title, detail in failed:
        sheet.add(Cell(f"✗ {title}", Look.FAILED), Cell(detail))
