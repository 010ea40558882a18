"""Organisations as rows of a table: what is wanted, the question that finds it, the model that shows it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from aspire_desktop.domain.office.organisations import OrganisationRow
from aspire_desktop.domain.office.values import OrganisationId, fold, short_date
from aspire_desktop.services.door.office import Office
from aspire_desktop.storage.lookups.office.organisations import ended_rows, organisation_rows
from aspire_desktop.ui.looks.theme import Tone
from aspire_desktop.ui.widgets.cells import Cell, CellRole, Column
from aspire_desktop.ui.widgets.status import PillLook, tag

Index = QModelIndex | QPersistentModelIndex
MEMBER = tag("Member", Tone.ACCENT)
COLUMNS = (
    Column(Cell.STRONG, stretch=True),
    Column(Cell.TEXT, 120),
    Column(Cell.TEXT, 175),
    Column(Cell.QUIET, 110),
    Column(Cell.PILL, 130),
)
HEADINGS = ("Organisation", "Type", "Region", "Code", "Membership")


@dataclass(frozen=True)
class Wanted:
    """What the filters ask for; "" stands for any. `sort` is a column."""

    text: str = ""
    type: str = ""
    region: str = ""
    members: bool = False
    sort: int = 0
    descending: bool = False

    @property
    def filtered(self) -> bool:
        """Say whether anything is left out."""
        return bool(self.text or self.type or self.region or self.members)


@dataclass(frozen=True)
class Listing:
    """What the screen shows: the rows wanted, how many there are in all, and what can be filtered by."""

    wanted: Wanted
    rows: Sequence[OrganisationRow]
    total: int
    types: Sequence[str]
    regions: Sequence[str]


def listing(wanted: Wanted, office: Office) -> Listing:
    """Ask for every organisation, those that ended too; a few hundred at most, so they are sifted here."""
    today = office.clock.today()
    every = office.ask(organisation_rows, today) + office.ask(ended_rows, today)
    rows = [row for row in every if _is_wanted(row, wanted)]
    rows.sort(key=lambda row: fold(cell_words(row, wanted.sort)), reverse=wanted.descending)
    types, regions = {row.type for row in every}, {row.region for row in every}
    return Listing(wanted, rows, len(every), sorted(types - {""}), sorted(regions - {""}))


def _is_wanted(row: OrganisationRow, wanted: Wanted) -> bool:
    found = fold(wanted.text) in fold(f"{row.name} {row.gss or ''}")
    same_type = wanted.type in ("", row.type)
    same_region = wanted.region in ("", row.region)
    return found and same_type and same_region and (row.member or not wanted.members)


def cell_words(row: OrganisationRow, column: int) -> str:
    """Give a cell in words."""
    type = f"{row.type[:1].upper()}{row.type[1:]}"
    look = standing(row)
    return (row.name, type, row.region, row.gss or "", look.words if look else "")[column]


def standing(row: OrganisationRow) -> PillLook | None:
    """Give the tag of a member, or of an organisation that has ended."""
    if row.ended_on is not None:
        return tag(f"Ended {short_date(row.ended_on)}", Tone.NEUTRAL)
    return MEMBER if row.member else None


class OrganisationsModel(QAbstractTableModel):
    """One row for each organisation. `sorting` carries what is wanted of the order: the screen asks again."""

    sorting = Signal(Wanted)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[OrganisationRow] = ()

    def show_rows(self, rows: Sequence[OrganisationRow]) -> None:
        """Show these rows in place of any before."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def row_at(self, index: Index) -> OrganisationRow | None:
        """Give the organisation of a cell."""
        return self._rows[index.row()] if index.isValid() else None

    def index_of(self, id: OrganisationId) -> QModelIndex:
        """Find an organisation; not valid where it is not shown."""
        places = (number for number, row in enumerate(self._rows) if row.id == id)
        return self.index(next(places, -1), 0)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        """Count the organisations."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        """Count the columns."""
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give a cell: its words, and the tag of members and of those that ended."""
        row = self.row_at(index)
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return cell_words(row, index.column())
        if role == CellRole.PILL and index.column() == len(COLUMNS) - 1:
            return standing(row)
        return None

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Give the heading of a column."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADINGS[section]
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Ask the screen to load in this order."""
        self.sorting.emit(Wanted(sort=column, descending=order is Qt.SortOrder.DescendingOrder))
