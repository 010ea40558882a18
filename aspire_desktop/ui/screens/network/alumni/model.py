"""Alumni as lines of a table: what is wanted, the question that finds it, the cells."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from aspire_desktop.domain.network.alumni import AlumnusRow
from aspire_desktop.domain.office.values import fold, short_date
from aspire_desktop.services.door.office import Office
from aspire_desktop.storage.lookups.network.alumni import alumni_rows
from aspire_desktop.ui.desk.signals import Destination
from aspire_desktop.ui.lists.board import Line, Order, Shown
from aspire_desktop.ui.widgets.cells import Cell, Column

COLUMNS = (
    Column(Cell.NAME, 190),
    Column(Cell.TEXT, 190),
    Column(Cell.QUIET, stretch=True),
    Column(Cell.TEXT, 120),
    Column(Cell.TEXT, 110),
    Column(Cell.TEXT, 140),
)
HEADINGS = ("Name", "Role now", "Organisation now", "Programme", "Finished", "Certificate")
_SORTED: tuple[Callable[[AlumnusRow], tuple[object, ...]], ...] = (
    lambda row: (fold(row.family_name), fold(row.given_name)),
    lambda row: (fold(row.job_title),),
    lambda row: (fold(row.organisation),),
    lambda row: (fold(row.programme),),
    lambda row: (row.finished_on or date.min,),
    lambda row: (row.certificate,),
)


@dataclass(frozen=True)
class Wanted:
    """What the filters ask for; "" stands for any."""

    text: str = ""
    programme: str = ""
    order: Order = field(default_factory=Order)

    @property
    def filtered(self) -> bool:
        """Say whether anything is left out."""
        return bool(self.text or self.programme)


@dataclass(frozen=True)
class Listing:
    """The lines wanted, how many there are in all, and the programmes that can be filtered by."""

    lines: Sequence[Line]
    total: int
    programmes: Sequence[str]


def listing(wanted: Wanted, office: Office) -> Listing:
    """Ask for everybody who completed, and sift them."""
    every = office.ask(alumni_rows, office.clock.today())
    rows = [row for row in every if _is_wanted(row, wanted)]
    rows.sort(key=_SORTED[wanted.order.column], reverse=wanted.order.descending)
    return Listing([_line(row) for row in rows], len(every), sorted({row.programme for row in every}))


def _is_wanted(row: AlumnusRow, wanted: Wanted) -> bool:
    words = (row.given_name, row.family_name, row.job_title, row.organisation, row.cohort, row.certificate)
    found = fold(wanted.text) in fold(" ".join(words))
    return found and wanted.programme in ("", row.programme)


def _line(row: AlumnusRow) -> Line:
    cells = (
        Shown(f"{row.family_name}, {row.given_name}" if row.given_name else row.family_name),
        Shown(row.job_title),
        Shown(row.organisation),
        Shown(row.programme),
        Shown(short_date(row.finished_on) if row.finished_on else ""),
        Shown(row.certificate),
    )
    return Line(f"alumnus {row.enrolment_id}", cells, Destination("people", row.person_id))
