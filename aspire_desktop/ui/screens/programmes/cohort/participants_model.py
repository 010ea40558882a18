"""The people of a cohort as rows of a table: those on it, then those who have left."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from aspire_desktop.domain.office.values import EnrolmentId, fold
from aspire_desktop.domain.programmes.enrolments import Funding, ParticipantRow, Status
from aspire_desktop.ui.widgets.cells import Cell, CellRole, Column, GroupHeading
from aspire_desktop.ui.widgets.words import (
    BOOKINGS,
    FUNDING_WORDS,
    FUNDINGS,
    ON_COHORT,
    name_words,
)

Index = QModelIndex | QPersistentModelIndex
HEADINGS = ("", "Name", "Role", "Organisation", "Place funded by", "Traced to", "Booking", "PO number")
COLUMNS = (
    Column(Cell.CHECK, 44),
    Column(Cell.NAME, 170),
    Column(Cell.QUIET, 180),
    Column(Cell.TEXT, stretch=True),
    Column(Cell.PILL, 146),
    Column(Cell.QUIET, 170),
    Column(Cell.PILL, 124),
    Column(Cell.TEXT, 110),
)
TICK, NAME, ROLE, ORGANISATION, FUNDED, TRACED, BOOKING, ORDER = range(8)
NO_FUNDING = "none"


@dataclass(frozen=True)
class Wanted:
    """What the filters ask for; "" stands for any."""

    text: str = ""
    funding: str = ""
    booking: str = ""

    def holds(self, row: ParticipantRow) -> bool:
        """Tell whether somebody is wanted."""
        found = fold(self.text) in fold(f"{row.given_name} {row.family_name} {row.organisation} {row.email}")
        funding = self.funding in ("", row.funding.value if row.funding else NO_FUNDING)
        return found and funding and self.booking in ("", row.status.value)


@dataclass(frozen=True)
class Order:
    """The column to sort by."""

    column: int = NAME
    descending: bool = False


def cell_words(row: ParticipantRow, column: int) -> str:
    """Give a cell in words."""
    return (
        "",
        name_words(row.given_name, row.family_name),
        row.job_title,
        row.organisation,
        FUNDING_WORDS[row.funding] if row.funding else "",
        row.traced_to,
        BOOKINGS[row.status].words,
        row.po_number,
    )[column]


def counted(rows: Sequence[ParticipantRow]) -> str:
    """Count the places held by funding: 11 LGA-subsidised · 5 council-paid · 2 offered."""
    held = [row for row in rows if row.status in ON_COHORT]
    sure = [row for row in held if row.status is not Status.OFFERED]
    parts = [
        (sum(row.funding is funding for row in sure), words)
        for funding, words in (
            (Funding.LGA, "LGA-subsidised"),
            (Funding.COUNCIL, "council-paid"),
            (Funding.BURSARY, "bursary"),
            (None, "funding not decided yet"),
        )
    ]
    parts.append((len(held) - len(sure), "offered"))
    return "  ·  ".join(f"{count} {words}" for count, words in parts if count)


class ParticipantsModel(QAbstractTableModel):
    """One row for each person; `ticking` when a box is turned."""

    ticking = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._people: Sequence[ParticipantRow] = ()
        self._rows: list[GroupHeading | ParticipantRow] = []
        self._ticked: set[EnrolmentId] = set()
        self._order = Order()
        self.wanted = Wanted()

    def show_people(self, people: Sequence[ParticipantRow], wanted: Wanted) -> None:
        """Show the people wanted in place of any before; ticks of people still shown stay."""
        self.beginResetModel()
        self._people, self.wanted = tuple(people), wanted
        shown = [row for row in people if wanted.holds(row) and row.status is not Status.WAITING]
        shown.sort(key=lambda row: fold(cell_words(row, self._order.column)), reverse=self._order.descending)
        here = [row for row in shown if row.status in ON_COHORT]
        left = [row for row in shown if row.status not in ON_COHORT]
        self._rows = [*here, *([GroupHeading("No longer on this cohort", len(left))] if left else []), *left]
        self._ticked &= {row.id for row in shown}
        self.endResetModel()
        self.ticking.emit()

    @property
    def shown(self) -> list[ParticipantRow]:
        """Give the people shown."""
        return [row for row in self._rows if isinstance(row, ParticipantRow)]

    @property
    def ticked(self) -> list[ParticipantRow]:
        """Give the people who are ticked."""
        return [row for row in self.shown if row.id in self._ticked]

    def tick_all(self, ticked: bool) -> None:
        """Tick everybody on the cohort who is shown, or nobody."""
        here = {row.id for row in self.shown if row.status in ON_COHORT}
        self._ticked = here if ticked else set()
        self.dataChanged.emit(self.index(0, TICK), self.index(len(self._rows) - 1, TICK))
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, TICK, TICK)
        self.ticking.emit()

    def untick(self) -> None:
        """Tick nobody."""
        self._ticked.clear()
        self.ticking.emit()

    def row_at(self, index: Index) -> ParticipantRow | None:
        """Give the person of a cell; None for a heading."""
        row = self._rows[index.row()] if index.isValid() else None
        return row if isinstance(row, ParticipantRow) else None

    def index_of(self, id: EnrolmentId | None) -> QModelIndex:
        """Find a person's row; not valid where they are not shown."""
        numbers = (n for n, row in enumerate(self._rows) if isinstance(row, ParticipantRow) and row.id == id)
        return self.index(next(numbers, -1), NAME)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        """Count people and headings."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        """Count the columns."""
        return 0 if parent.isValid() else len(COLUMNS)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let people be ticked."""
        ticks = index.column() == TICK and self.row_at(index) is not None
        return super().flags(index) | (Qt.ItemFlag.ItemIsUserCheckable if ticks else Qt.ItemFlag(0))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give a cell: its words, tick or pill."""
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], index.column()
        if isinstance(row, GroupHeading):
            heads = {int(CellRole.GROUP): row, int(Qt.ItemDataRole.DisplayRole): f"{row.words}, {row.count}"}
            return heads.get(role) if column == 0 else None
        if column == TICK:
            return self._tick(row, role)
        if role == CellRole.PILL:
            return {FUNDED: FUNDINGS[row.funding], BOOKING: BOOKINGS[row.status]}.get(column)
        return cell_words(row, column) if role == Qt.ItemDataRole.DisplayRole else None

    def _tick(self, row: ParticipantRow, role: int) -> object:
        ticked = row.id in self._ticked
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        spoken = f"{'Ticked' if ticked else 'Not ticked'}: {cell_words(row, NAME)}"
        return spoken if role == Qt.ItemDataRole.AccessibleTextRole else None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802
        """Tick or untick somebody."""
        row = self.row_at(index)
        if row is None or role != Qt.ItemDataRole.CheckStateRole:
            return False
        self._ticked ^= {row.id}
        self.dataChanged.emit(index, index)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, TICK, TICK)
        self.ticking.emit()
        return True

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Give the heading of a column, and how many are ticked."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.CheckStateRole and section == TICK:
            here = sum(row.status in ON_COHORT for row in self.shown)
            every = Qt.CheckState.Checked if self._ticked else Qt.CheckState.Unchecked
            return Qt.CheckState.PartiallyChecked if 0 < len(self._ticked) < here else every
        return HEADINGS[section] if role == Qt.ItemDataRole.DisplayRole else None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Put the people of this cohort, a few dozen at most, in order."""
        self._order = Order(max(NAME, column), order is Qt.SortOrder.DescendingOrder)
        self.show_people(self._people, self.wanted)
