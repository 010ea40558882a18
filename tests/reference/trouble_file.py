"""A participants file of 40 rows with every kind of trouble, in three forms, and what must become of each.

`write_semicolons`, `write_marked_utf8` and `write_workbook` write the same 40 rows: titles above the
headings, blank lines between, Windows-1252 with semicolons, UTF-8 with a byte order mark, or .xlsx with
merged titles, real dates and a formula without a value. Each of ROWS says whether it is good, or which
heading and words the problem names that keeps it out. Stage.KNOWN and Stage.SAME are found only where names
of organisations, or people of one file, are compared with each other: that is the services' part.
"""

import csv
import io
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from pathlib import Path

from openpyxl import Workbook

TITLES = ("Inspire OD – bookings for October", "Please return to the programme office by 03/04/2026")
HEADINGS = (
    "Forename *",
    "Surname *",
    "E-mail address",
    "Job",
    "Council / Organisation",
    "Paid by",
    "P.O. number",
    "Access requirements",
    "Diet",
    "Booked on",
)
_BOOKED = "03/04/2026"
COUNCILS = (
    ("Birmingham City Council", "metropolitan", "E08000025"),
    ("Coventry City Council", "metropolitan", "E08000026"),
    ("Dudley Metropolitan Borough Council", "metropolitan", "E08000027"),
    ("Solihull Metropolitan Borough Council", "metropolitan", "E08000029"),
    ("Walsall Council", "metropolitan", "E08000030"),
    ("City of Wolverhampton Council", "metropolitan", "E08000031"),
    ("Telford and Wrekin Council", "unitary", "E06000020"),
    ("Stoke-on-Trent City Council", "unitary", "E06000021"),
    ("Herefordshire Council", "unitary", "E06000019"),
    ("Shropshire Council", "unitary", "E06000051"),
    ("Staffordshire County Council", "county", "E10000028"),
    ("Warwickshire County Council", "county", "E10000031"),
    ("Worcestershire County Council", "county", "E10000034"),
    ("Worcester City Council", "district", "E07000237"),
    ("Rugby Borough Council", "district", "E07000220"),
    ("Newcastle-under-Lyme Borough Council", "district", "E07000195"),
)
"""Organisations that a database needs before the file is imported: name, type, GSS code."""


class Stage(Enum):
    """Who finds out what becomes of a row."""

    GOOD = "good"
    CELLS = "the row alone shows the problem"
    KNOWN = "what is stored, or another row, shows the problem"
    SAME = "the person is in the file twice and counts once"


@dataclass(frozen=True)
class TroubleRow:
    """One of the 40 rows and what must become of it."""

    cells: tuple[str, ...]
    stage: Stage = Stage.GOOD
    heading: str = ""
    """The heading named by the problem."""
    says: str = ""
    """A part of the problem's words."""
    organisation: str = ""
    """Which of COUNCILS a good row belongs to."""
    formula: bool = False
    """Whether the first cell is a formula in the workbook, where it has no stored value; else it is text."""


def _row(
    names: str,
    email: str,
    council: str,
    is_: str = "",
    *,
    job: str = "HR Business Partner",
    rest: str = "LGA",
) -> TroubleRow:
    """Write a good row; `rest` is funding, PO number, access, diet and the day, between bars."""
    given, _, family = names.partition("|")
    return TroubleRow((given, family, email, job, council, *_rest(rest)), organisation=is_ or council)


def _rest(text: str) -> tuple[str, ...]:
    parts = text.split("|")
    return (*parts, *[""] * (4 - len(parts)), _BOOKED)


def _bad(
    names: str, email: str, council: str, heading: str, says: str, *, rest: str = "LGA", known: bool = False
) -> TroubleRow:
    given, _, family = names.partition("|")
    cells = (given, family, email, "OD Adviser", council, *_rest(rest))
    return TroubleRow(cells, Stage.KNOWN if known else Stage.CELLS, heading, says)


_FORENAME, _SURNAME, _MAIL, _COUNCIL, _PAID = HEADINGS[0], HEADINGS[1], HEADINGS[2], HEADINGS[4], HEADINGS[5]
ROWS: tuple[TroubleRow, ...] = (
    _row(
        "Adeyinka|Bello",
        "a.bello@wolverhampton.gov.uk",
        "City of Wolverhampton Council",
        rest="LGA|||Vegetarian",
    ),
    _row(
        "Georgina|Tate",
        "georgina.tate@solihull.gov.uk",
        "Solihull MBC",
        "Solihull Metropolitan Borough Council",
    ),
    _row("Siân|Rees", "sian.rees@herefordshire.gov.uk", "Herefordshire CC", "Herefordshire Council"),
    _row("Zoë|O'Neill", "zoe.o'neill@birmingham.gov.uk", "Birmingham CC", "Birmingham City Council"),
    _row("Niamh|O’Brien", "niamh.obrien@walsall.gov.uk", "Walsall", "Walsall Council"),
    _row(
        "Anna|van der Berg",
        "anna.vanderberg@telford.gov.uk",
        "Telford & Wrekin",
        "Telford and Wrekin Council",
    ),
    _row("José|Müller", "jose.muller@stoke.gov.uk", "Stoke CC", "Stoke-on-Trent City Council"),
    _row(
        "  Shreya |  Banerjee",
        " s.banerjee@coventry.gov.uk ",
        " Coventry  City Council ",
        "Coventry City Council",
    ),
    _row(
        "Owen|Rees",
        "owen.rees@birmingham.gov.uk",
        "E08000025",
        "Birmingham City Council",
        rest="Council|4500012345",
    ),
    _row("Daniel|Price", "daniel.price@rugby.gov.uk", "Rugby Borough Council", rest="bursary||Hearing loop"),
    _row("Peter|Langford", "", "Staffs CC", "Staffordshire County Council", rest=""),
    _row(
        'Jo "JJ"|Kowalczyk', "JO.Kowalczyk@Dudley.gov.uk", "Dudley MBC", "Dudley Metropolitan Borough Council"
    ),
    _row('=HYPERLINK("http://x.example")|Formula', "text.formula@walsall.gov.uk", "Walsall Council"),
    _row("+44|Plus", "plus.plus@walsall.gov.uk", "Walsall MBC", "Walsall Council", job="-Adviser"),
    _row(
        "Farida|Noor",
        "farida.noor@shropshire.gov.uk",
        "Shropshire CC",
        "Shropshire Council",
        job="HR, OD; and more",
    ),
    _row("Ewa|Nowak", "ewa.nowak@warwickshire.gov.uk", "Warwickshire County Council", rest="LGA-funded|007"),
    _row(
        "Tom|Hughes",
        "tom.hughes@newcastle-staffs.gov.uk",
        "Newcastle under Lyme BC",
        "Newcastle-under-Lyme Borough Council",
    ),
    _row(
        "Priya|Patel",
        "priya.patel@worcestershire.gov.uk",
        "Worcestershire CC",
        "Worcestershire County Council",
    ),
    _row("Bo|Li", "bo.li@worcester.gov.uk", "Worcester City", "Worcester City Council"),
    _row("Line\nBreak|Smith", "line.smith@coventry.gov.uk", "COVENTRY CITY COUNCIL", "Coventry City Council"),
    _row("Ffion|ap Rhys", "ffion.aprhys@birmingham.gov.uk", "birmingham", "Birmingham City Council"),
    _row(
        "Chloé|D'Arcy-Jones",
        "chloe.darcy@dudley.gov.uk",
        "Dudley Council",
        "Dudley Metropolitan Borough Council",
    ),
    _bad(
        "Peter|Stoke", "p.langford@stoke", "Stoke-on-Trent City Council", _MAIL, "not a full e-mail address"
    ),
    _bad("Two|Ats", "two@@walsall.gov.uk", "Walsall Council", _MAIL, "not a full e-mail address"),
    _bad(
        "Space|Inside", "space inside@walsall.gov.uk", "Walsall Council", _MAIL, "not a full e-mail address"
    ),
    _bad("Dot|End", "dot.end@walsall.gov.uk.", "Walsall Council", _MAIL, "not a full e-mail address"),
    _bad("No|At", "see switchboard", "Walsall Council", _MAIL, "not a full e-mail address"),
    _bad("|Nameless", "nameless@walsall.gov.uk", "Walsall Council", _FORENAME, "first name is missing"),
    _bad("Nameless|", "nameless2@walsall.gov.uk", "Walsall Council", _SURNAME, "last name is missing"),
    _bad("|", "nobody@walsall.gov.uk", "Walsall Council", _FORENAME, "name is missing"),
    _bad("Homeless|Officer", "homeless@walsall.gov.uk", "", _COUNCIL, "organisation is missing"),
    _bad("Tibor|Nagy", "tibor.nagy@walsall.gov.uk", "Walsall Council", _PAID, "way to fund", rest="TBC"),
    _bad(
        "Ulla|Berg", "ulla.berg@walsall.gov.uk", "Walsall Council", _PAID, "way to fund", rest="Self-funded"
    ),
    _bad("Hidden|\x07Bell", "hidden.bell@walsall.gov.uk", "Walsall Council", _SURNAME, "cannot be shown"),
    _bad("Turned|\u202eoeM", "turned.moe@walsall.gov.uk", "Walsall Council", _SURNAME, "cannot be shown"),
    _bad("Worcester|Either", "w.either@worcester.gov.uk", "Worcester CC", _COUNCIL, "fits both", known=True),
    _bad(
        "Cher|Well", "cher.well@cherwell.gov.uk", "Cherwell DC", _COUNCIL, "not an organisation", known=True
    ),
    _bad(
        "Brim|Ingham", "brim@birmingham.gov.uk", "Brimingham City Council", _COUNCIL, "Birmingham", known=True
    ),
    TroubleRow(
        ("Georgina", "TATE", "Georgina.Tate@Solihull.gov.uk", "", "Solihull MBC", *_rest("LGA")), Stage.SAME
    ),
    replace(_row("=C5&D5|Computed", "computed@walsall.gov.uk", "Walsall Council"), formula=True),
)
BLANK_AFTER = frozenset({0, 7, 20, 21})
"""Positions in ROWS after which a blank line follows."""


@dataclass(frozen=True)
class Written:
    """A written file: the spreadsheet's own number of each of ROWS, and of the row of headings."""

    path: Path
    numbers: tuple[int, ...]
    headings: int


def in_workbook(row: TroubleRow) -> TroubleRow:
    """Give what must become of a row in the workbook, where a formula without a value is a problem."""
    if not row.formula:
        return row
    return replace(row, stage=Stage.CELLS, heading=_FORENAME, says="without a stored value")


def _laid_out(path: Path) -> tuple[list[tuple[str, ...]], Written]:
    """Lay out titles, blank lines, headings and rows as they stand in every form of the file."""
    laid: list[tuple[str, ...]] = [(TITLES[0],), (TITLES[1],), (), HEADINGS]
    numbers: list[int] = []
    for position, row in enumerate(ROWS):
        laid.append(row.cells)
        numbers.append(len(laid))
        if position in BLANK_AFTER:
            laid.append(("",) * len(HEADINGS))
    return laid, Written(path, tuple(numbers), 4)


def write_semicolons(path: Path) -> Written:
    """Write Windows-1252 text with semicolons; it cannot turn writing round, so a bell stands for that."""
    laid, written = _laid_out(path)
    _write_text(path, [[cell.replace("\u202e", "\x07") for cell in line] for line in laid], ";", "cp1252")
    return written


def write_marked_utf8(path: Path) -> Written:
    """Write UTF-8 with a byte order mark, and commas."""
    laid, written = _laid_out(path)
    _write_text(path, [list(line) for line in laid], ",", "utf-8-sig")
    return written


def _write_text(path: Path, laid: list[list[str]], separator: str, code: str) -> None:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=separator).writerows(laid)
    path.write_bytes(stream.getvalue().encode(code))


def write_workbook(path: Path) -> Written:
    """Write .xlsx with merged titles, real dates, text that looks like formulas and one real formula."""
    laid, written = _laid_out(path)
    formulas = {number for number, row in zip(written.numbers, ROWS, strict=True) if row.formula}
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for number, line in enumerate(laid, start=1):
        for column, text in enumerate(line, start=1):
            cell = sheet.cell(number, column)
            if text == _BOOKED:
                cell.value = date(2026, 4, 3)
            elif text:
                cell.value = text.replace("\x07", "_x0007_")
                cell.data_type = "f" if number in formulas and column == 1 else "s"
    for number in (1, 2):
        sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=len(HEADINGS))
    sheet.row_dimensions[written.numbers[3]].hidden = True
    book.create_sheet("Notes").append(["Not to be read"])
    book.save(path)
    return written
