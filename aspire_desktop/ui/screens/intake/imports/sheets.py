"""The sheets of a file of which one must be chosen: how many rows each has and what it looks like."""

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QShowEvent

from aspire_desktop.domain.intake.import_drafts import OpenedFile
from aspire_desktop.domain.intake.sheets import PossibleSheet
from aspire_desktop.ui.lists.fields import Field
from aspire_desktop.ui.lists.model import FieldModel
from aspire_desktop.ui.looks.theme import theme
from aspire_desktop.ui.widgets.button import Button
from aspire_desktop.ui.widgets.card import Card
from aspire_desktop.ui.widgets.cells import Cell
from aspire_desktop.ui.widgets.data_table import DataTable


def _name(candidate: PossibleSheet) -> str:
    return f"{candidate.name} (hidden)" if candidate.sheet.hidden else candidate.name


def _looks(candidate: PossibleSheet) -> str:
    lacks = candidate.lacks
    return ": ".join(filter(None, (f"{lacks[:1].upper()}{lacks[1:]}", candidate.beginning)))


FIELDS: tuple[Field[PossibleSheet], ...] = (
    Field("Sheet", _name, Cell.STRONG, 190),
    Field("Rows", lambda each: f"{each.rows:,}", Cell.FIGURE, 70),
    Field("What it looks like", _looks, Cell.QUIET, stretch=True),
)


class SheetsCard(Card):
    """`chosen` carries the Candidate on Enter, double click or the button."""

    chosen = Signal(PossibleSheet)

    def __init__(self) -> None:
        super().__init__("Which sheet is it?")
        self.model: FieldModel[PossibleSheet] = FieldModel(FIELDS, id, self)
        self.table = DataTable("Sheets of the file", [each.column for each in FIELDS])
        self.table.setModel(self.model)
        self.table.setMinimumHeight(3 * theme().row_pixels())
        self.body.addWidget(self.table)
        self.use = Button("Use this sheet")
        footer = self.add_footer()
        footer.addStretch(1)
        footer.addWidget(self.use)
        self.table.opened.connect(self._choose)
        self.use.clicked.connect(lambda: self._choose(self.table.currentIndex()))
        self.hide()

    def show_sheets(self, opened: OpenedFile | None) -> None:
        """Offer the sheets of a file that has several; stand on the one that is meant, or seems to be."""
        found = opened.candidates if opened is not None else ()
        self.setVisible(len(found) > 1)
        self.model.show_rows(found)
        if opened is not None and found:
            likely = opened.clear or next((each for each in found if each.fits), found[0])
            self.table.setCurrentIndex(self.model.index_of(id(likely)))

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Keep the line in view that one stands on."""
        super().showEvent(event)
        self.table.scrollTo(self.table.currentIndex())

    def _choose(self, index: QModelIndex) -> None:
        candidate = self.model.row_at(index)
        if candidate is not None:
            self.chosen.emit(candidate)
