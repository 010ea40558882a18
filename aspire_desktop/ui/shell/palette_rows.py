"""The rows of the palette: headings, what can be chosen, and the row that shows the rest."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QIcon

from aspire_desktop.domain.home.search import Found
from aspire_desktop.ui.shell.finding import ACTION, KINDS

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Hit:
    """A row that can be chosen; one with a `reason` cannot be run now, and says why."""

    kind: str
    name: str
    detail: str
    icon: str
    keys: str
    run: Callable[[], object]
    reason: str = ""
    found: Found | None = None
    glyph: QIcon | None = None
    stays: bool = False
    """Whether the palette stays open when it is chosen."""


@dataclass(frozen=True)
class HitsHeading:
    """A row that names the hits below it, and how many there are."""

    words: str
    count: str


@dataclass(frozen=True)
class Listing:
    """What is to be shown: hits, and what was typed.

    `most` is how many of a kind stand there (0: all), `asked` how many of a kind were asked for.
    """

    hits: Sequence[Hit]
    typed: str = ""
    most: int = 0
    asked: int = 0
    show_all: Callable[[str], object] = print
    title: str = ""
    """What stands above all of them, in place of the names of kinds."""


class PaletteModel(QAbstractListModel):
    """Headings and hits. DisplayRole holds the row in words; UserRole the row itself."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rows: list[HitsHeading | Hit] = []
        self._hits: Sequence[Hit] = ()
        self.typed = ""

    def show_hits(self, listing: Listing) -> None:
        """Show at most so many hits of each kind, in the order in which kinds are declared."""
        self.beginResetModel()
        self.typed, self._hits = listing.typed, listing.hits
        self._rows = list(_titled(listing) if listing.title else _by_kind(listing))
        self.endResetModel()

    def hits(self) -> Iterator[Hit]:
        """Give the hits shown."""
        return (row for row in self._rows if isinstance(row, Hit) and not row.stays)

    def every_hit(self) -> Sequence[Hit]:
        """Give the hits, also those of which there is no room."""
        return self._hits

    def hit(self, index: Index) -> Hit | None:
        """Give the hit of a row, None for a heading."""
        row = self._rows[index.row()] if index.isValid() else None
        return row if isinstance(row, Hit) else None

    def first_hit(self) -> QModelIndex | None:
        """Give the first row that can be chosen."""
        return self.index(1) if self._rows else None

    def neighbour(self, index: Index, step: int) -> QModelIndex:
        """Give the next row that can be chosen, round the end."""
        places = [number for number, row in enumerate(self._rows) if isinstance(row, Hit)]
        if not places:
            return QModelIndex()
        now = places.index(index.row()) if index.row() in places else -step
        return self.index(places[(now + step) % len(places)])

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        """Count headings and hits."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give a row in words, or the row itself."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.words if isinstance(row, HitsHeading) else _said(row)
        return row.reason or None if role == Qt.ItemDataRole.ToolTipRole and isinstance(row, Hit) else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let hits be chosen, headings not."""
        if isinstance(self.data(index, Qt.ItemDataRole.UserRole), HitsHeading):
            return Qt.ItemFlag.ItemIsEnabled
        return super().flags(index)


def _said(hit: Hit) -> str:
    unavailable = f"Unavailable: {hit.reason}" if hit.reason else ""
    return " ".join(filter(None, (hit.name, hit.detail, unavailable)))


def _titled(listing: Listing) -> Iterator[HitsHeading | Hit]:
    yield HitsHeading(listing.title, "")
    yield from listing.hits


def _by_kind(listing: Listing) -> Iterator[HitsHeading | Hit]:
    for key, kind in KINDS.items():
        ours = [hit for hit in listing.hits if hit.kind == key]
        most = listing.most or len(ours)
        if ours:
            more = "+" if key != ACTION and len(ours) == listing.asked else ""
            yield HitsHeading(kind.words, f"{len(ours)}{more}")
            yield from ours[:most]
        if len(ours) > most:
            all_of = f"Show the first {len(ours)}" if more else f"Show all {len(ours)}"
            show_all = _showing(listing.show_all, key)
            yield Hit(key, all_of, "", "caret-down", "", show_all, stays=True)


def _showing(show_all: Callable[[str], object], kind: str) -> Callable[[], object]:
    return lambda: show_all(kind)
