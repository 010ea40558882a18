"""What the rows of a file that came in say: a checked line for each good row, problems for the others."""

from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from functools import cached_property
from typing import TypeVar

from aspire_desktop.domain.intake.cells import Cell
from aspire_desktop.domain.intake.columns import ImportKind
from aspire_desktop.domain.intake.headings import Mapping
from aspire_desktop.domain.intake.import_words import DEFAULT_OUTCOMES
from aspire_desktop.domain.office.organisations import OrganisationDetails
from aspire_desktop.domain.office.people import PersonDetails
from aspire_desktop.domain.office.values import PersonId
from aspire_desktop.domain.programmes.attendance import Code
from aspire_desktop.domain.programmes.cohorts import CohortDetails
from aspire_desktop.domain.programmes.enrolments import Funding
from aspire_desktop.domain.programmes.projects import ProjectDetails


@dataclass(frozen=True)
class OnRecord:
    """A row may mean this person, and somebody must say so."""

    person_id: PersonId


@dataclass(frozen=True)
class RepeatOf:
    """A row names the same person or thing as an earlier one, by the spreadsheet's number, but differs."""

    row: int
    may_differ: bool = False
    """Whether only the name is the same, so that these can be two people."""


Doubt = OnRecord | RepeatOf


@dataclass(frozen=True)
class Problem:
    """Why a row is left out: the spreadsheet's own row number, the heading, what stands there, and words."""

    row: int
    column: str
    value: str
    problem: str
    position: int | None = None
    """Where the cell stands in its row, counted from 0; None where the file has no such column."""
    doubt: Doubt | None = None
    """What the row may be the same as, where that is the problem."""
    instead: tuple[str, ...] = ()
    """What can stand in the cell, the likeliest first."""


@dataclass(frozen=True)
class _Rowed:
    row: int


@dataclass(frozen=True)
class PersonLine(PersonDetails, _Rowed):
    """A person and where they work, as the file says."""

    organisation: str
    former_name: str = field(default="", kw_only=True)
    """The family name that was borne before, where the file says so."""


@dataclass(frozen=True)
class ParticipantLine(PersonLine):
    """A person for a cohort; funding None where the file does not say."""

    funding: Funding | None = None
    po_number: str = ""
    access: str = ""
    dietary: str = ""


@dataclass(frozen=True)
class _RowedName(_Rowed):
    name: str


@dataclass(frozen=True)
class OrganisationLine(OrganisationDetails, _RowedName):
    """An organisation; gss None where the file does not say."""

    gss: str | None


@dataclass(frozen=True)
class AgreementLine:
    """An agreement with a funder; `unit` is pounds for one place, both days are within it."""

    row: int
    reference: str
    funder: str
    programmes: tuple[str, ...]
    places: int
    unit: Decimal
    begins: date
    ends: date


@dataclass(frozen=True)
class SessionDay:
    """The day of a cohort's n-th session."""

    number: int
    on: date


@dataclass(frozen=True)
class _RowedCode(_Rowed):
    code: str
    programme: str
    partner: str


@dataclass(frozen=True)
class CohortLine(CohortDetails, _RowedCode):
    """A cohort; capacity and times None where the file does not say."""

    capacity: int | None
    sessions: tuple[SessionDay, ...]
    trainers: tuple[str, ...]
    starts: time | None
    ends: time | None


@dataclass(frozen=True)
class SessionMark:
    """A mark for a cohort's n-th session."""

    number: int
    code: Code


@dataclass(frozen=True)
class AttendanceLine:
    """What a register says of one person; sessions left empty in the file are not marked."""

    row: int
    email: str
    marks: tuple[SessionMark, ...]
    name: str = ""
    """What finds the person where there is no address."""


@dataclass(frozen=True)
class _RowedEmail(_Rowed):
    email: str


@dataclass(frozen=True)
class ProjectLine(ProjectDetails, _RowedEmail):
    """A person's project; outcome in the words of `Checks.outcomes`, or empty while undecided."""

    outcome: str
    name: str = ""
    """What finds the person where there is no address."""


Line = PersonLine | OrganisationLine | AgreementLine | CohortLine | AttendanceLine | ProjectLine
L = TypeVar("L", bound=Line)


@dataclass(frozen=True)
class Rejected:
    """A row that is left out, and every reason for it."""

    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Checks:
    """What the cells are checked by besides the rules of `written`.

    `outcomes` are the words for a panel's outcome in the cohort's programme version.
    """

    outcomes: tuple[str, ...] = DEFAULT_OUTCOMES
    month_first: bool = False
    """Whether the file holds a date that can only be month first: every doubtful one is asked about."""


@dataclass(frozen=True)
class TableRow:
    """A row of data: its cells as they came, and its line, or the problems that keep it out."""

    number: int
    cells: tuple[Cell, ...]
    line: Line | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class HiddenParts:
    """Rows of data by number, and columns by heading, that the spreadsheet does not show."""

    rows: tuple[int, ...] = ()
    columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """A file read for import."""

    kind: ImportKind
    mapping: Mapping
    rows: tuple[TableRow, ...]
    sheet: str = ""
    other_sheets: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    """What there is to know of how the file was read, in sentences."""
    hidden: HiddenParts = HiddenParts()
    """What the spreadsheet does not show, whether it was taken or not."""
    problems: tuple[Problem, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "problems", tuple(each for row in self.rows for each in row.problems))

    def lines(self, of: type[L]) -> tuple[L, ...]:
        """Give the good rows of one class, in the file's order."""
        return tuple(row.line for row in self.rows if isinstance(row.line, of))

    @cached_property
    def rejected(self) -> int:
        """Count the rows that have a problem."""
        return sum(1 for row in self.rows if row.line is None)
