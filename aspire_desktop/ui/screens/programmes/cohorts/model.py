"""Cohorts as rows of a table grouped by programme: what is wanted, the question, and the model."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from aspire_desktop.domain.office.values import CohortId, fold
from aspire_desktop.domain.programmes.cohorts import STAGE_WORDS, CohortRow, Stage
from aspire_desktop.domain.programmes.open_work import OpenWork, is_complete
from aspire_desktop.services.door.office import Office
from aspire_desktop.storage.lookups.programmes.cohorts import cohort_rows
from aspire_desktop.storage.lookups.programmes.open_work import open_work
from aspire_desktop.storage.lookups.programmes.programmes import version_rows
from aspire_desktop.ui.widgets.cells import Amount, Cell, CellRole, Column, GroupHeading
from aspire_desktop.ui.widgets.filter_button import FilterChoice
from aspire_desktop.ui.widgets.status import status
from aspire_desktop.ui.widgets.words import dates_words, is_full, next_words, stage_look

Index = QModelIndex | QPersistentModelIndex
HEADINGS = ("Cohort", "Version", "Delivery partner", "Dates", "Booked", "Places", "Status", "Next")
COLUMNS = (
    Column(Cell.STRONG, 104),
    Column(Cell.QUIET, 82),
    Column(Cell.TEXT, stretch=True),
    Column(Cell.QUIET, 156),
    Column(Cell.AMOUNT, 102),
    Column(Cell.PILL, 74),
    Column(Cell.PILL, 106),
    Column(Cell.QUIET, 150),
)
CODE, VERSION, PARTNER, DATES, BOOKED, PLACES, STATUS, NEXT = range(8)
FULL = status("Full")
NOT_OVER = OpenWork()
"""What stands for a cohort whose days are not over: nobody asks yet what is open in it."""
STILL_OPEN = "open"
"""The key of the filter for cohorts whose days are over while something is open."""


@dataclass(frozen=True)
class Wanted:
    """What the filters ask for; "" stands for any. `sort` is a column; groups stay together."""

    text: str = ""
    programme: str = ""
    version: str = ""
    partner: str = ""
    stage: str = ""
    sort: int = DATES
    descending: bool = True

    @property
    def filtered(self) -> bool:
        """Say whether anything is left out."""
        return any((self.text, self.programme, self.version, self.partner, self.stage))


@dataclass(frozen=True)
class Group:
    """A programme with its cohorts that are wanted."""

    title: str
    rows: Sequence[CohortRow]


@dataclass(frozen=True)
class Listing:
    """What the screen shows: groups, how many there are in all, and what can be filtered by."""

    groups: Sequence[Group] = ()
    total: int = 0
    today: date = date.min
    choices: Sequence[Sequence[FilterChoice]] = field(default_factory=lambda: ((), (), (), ()))
    """Of programmes, versions, delivery partners and stages."""
    open: Mapping[CohortId, OpenWork] = field(default_factory=dict)
    """What is open in the cohorts whose days are over."""

    def open_in(self, row: CohortRow) -> OpenWork:
        """Give what is open in a cohort."""
        return self.open.get(row.id, NOT_OVER)

    @property
    def rows(self) -> list[CohortRow]:
        """Give the cohorts shown."""
        return [row for group in self.groups for row in group.rows]


def listing(wanted: Wanted, office: Office) -> Listing:
    """Ask for the cohorts as they stand today; a few hundred at most, so they are sifted here."""
    today = office.clock.today()
    every = office.ask(cohort_rows, today)
    full_titles = {row.programme: row.full_title for row in office.ask(version_rows)}
    over = [row.id for row in every if row.stage is Stage.COMPLETED]
    open = office.ask(open_work, over, today)
    found = [row for row in every if _is_wanted(row, wanted, open.get(row.id, NOT_OVER))]
    found.sort(
        key=lambda row: _sort_key(row, wanted.sort, today, open.get(row.id, NOT_OVER)),
        reverse=wanted.descending,
    )
    programmes = Counter(row.programme for row in found)
    groups = [
        Group(_heading(name, full_titles[name]), [row for row in found if row.programme == name])
        for name in full_titles
        if programmes[name]
    ]
    names = ([r.programme for r in every], [r.version for r in every], [r.partner for r in every])
    stages = _stage_choices(every, open)
    choices = [[FilterChoice(word, word) for word in sorted(set(words))] for words in names]
    return Listing(groups, len(every), today, (*choices, stages), open)


def _stage_choices(every: Sequence[CohortRow], open: Mapping[CohortId, OpenWork]) -> list[FilterChoice]:
    keys = {_stage_key(row, open.get(row.id, NOT_OVER)) for row in every}
    words = {**{stage.value: STAGE_WORDS[stage] for stage in Stage}, STILL_OPEN: "Over, not complete"}
    return [FilterChoice(key, said) for key, said in words.items() if key in keys]


def _stage_key(row: CohortRow, open: OpenWork) -> str:
    still_open = row.stage is Stage.COMPLETED and not is_complete(row, open)
    return STILL_OPEN if still_open else row.stage.value


def _heading(title: str, full_title: str) -> str:
    rest = full_title.removeprefix(title).strip()
    return f"{title} · {rest}" if rest else title


def _is_wanted(row: CohortRow, wanted: Wanted, open: OpenWork) -> bool:
    found = fold(wanted.text) in fold(f"{row.code} {row.partner} {row.venue}")
    pairs = (
        (wanted.programme, row.programme),
        (wanted.version, row.version),
        (wanted.partner, row.partner),
        (wanted.stage, _stage_key(row, open)),
    )
    return found and all(want in ("", has) for want, has in pairs)


def _sort_key(row: CohortRow, column: int, today: date, open: OpenWork) -> tuple[float, str]:
    numbers = {
        DATES: (row.first_on or today).toordinal(),
        BOOKED: row.held / max(1, row.capacity),
        PLACES: row.held - row.capacity,
        # what is still open stands between what runs and what is complete
        STATUS: list(Stage).index(row.stage) - (0.5 if open.sentences else 0),
        NEXT: (row.next_on or date.max).toordinal(),
    }
    return numbers.get(column, 0), fold(
        cell_words(row, column, today, open) if column not in numbers else row.code
    )


def cell_words(row: CohortRow, column: int, today: date, open: OpenWork) -> str:
    """Give a cell in words."""
    free = row.capacity - row.held
    return (
        row.code,
        row.version,
        row.partner,
        dates_words(row.first_on, row.last_on),
        f"{row.held} of {row.capacity}",
        "Full" if free <= 0 else f"{free} free",
        stage_look(row, open).words,
        next_words(row, today),
    )[column]


class CohortsModel(QAbstractTableModel):
    """A row for each programme's heading and each cohort. `sorting` asks the screen for another order."""

    sorting = Signal(Wanted)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._listing = Listing()
        self._folded: set[str] = set()
        self._rows: list[GroupHeading | CohortRow] = []
        self._titles: dict[int, str] = {}

    def show_listing(self, found: Listing) -> None:
        """Show these cohorts in place of any before; folded programmes stay folded."""
        self.beginResetModel()
        self._listing = found
        self._rows, self._titles = [], {}
        for group in found.groups:
            is_open = group.title not in self._folded
            self._titles[len(self._rows)] = group.title
            self._rows.append(GroupHeading(group.title, len(group.rows), folds=True, is_open=is_open))
            self._rows += group.rows if is_open else ()
        self.endResetModel()

    def turn(self, row: int) -> None:
        """Fold or unfold a programme."""
        self._folded ^= {self._titles[row]}
        self.show_listing(self._listing)

    def row_at(self, index: Index) -> CohortRow | None:
        """Give the cohort of a cell; None for a heading."""
        row = self._rows[index.row()] if index.isValid() else None
        return row if isinstance(row, CohortRow) else None

    def index_of(self, id: CohortId | None) -> QModelIndex:
        """Find a cohort; not valid where it is not shown."""
        places = (n for n, row in enumerate(self._rows) if isinstance(row, CohortRow) and row.id == id)
        return self.index(next(places, -1), 0)

    def first(self) -> QModelIndex:
        """Find the first cohort."""
        places = (number for number, row in enumerate(self._rows) if isinstance(row, CohortRow))
        return self.index(next(places, -1), 0)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        """Count headings and cohorts."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        """Count the columns."""
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give a cell: its words, bar or pill."""
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], index.column()
        if isinstance(row, GroupHeading):
            heads = {int(CellRole.GROUP): row, int(Qt.ItemDataRole.DisplayRole): f"{row.words}, {row.count}"}
            return heads.get(role) if column == 0 else None
        return self._cell(row, column, role)

    def _cell(self, row: CohortRow, column: int, role: int) -> object:
        open = self._listing.open_in(row)
        if role == Qt.ItemDataRole.DisplayRole:
            return cell_words(row, column, self._listing.today, open)
        if role == Qt.ItemDataRole.ToolTipRole and column == STATUS:
            return " ".join(open.sentences)
        if role == CellRole.AMOUNT and column == BOOKED:
            return Amount(row.held, row.capacity)
        if role == CellRole.PILL:
            return {STATUS: stage_look(row, open), PLACES: FULL if is_full(row) else None}.get(column)
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
