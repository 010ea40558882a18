"""The short lists below the sessions of a schedule: who trains, and who must still be told of a change."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtGui import QAction

from aspire_desktop.domain.programmes.schedules import TellingRow, TrainerRow
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.lists.fields import Field, day_field
from aspire_desktop.ui.lists.list_commands import ListCommands
from aspire_desktop.ui.lists.list_of import Empty, ListOf
from aspire_desktop.ui.lists.row_list import RowList
from aspire_desktop.ui.looks.theme import Tone, theme
from aspire_desktop.ui.widgets.button import Button
from aspire_desktop.ui.widgets.card import Card
from aspire_desktop.ui.widgets.cells import Cell

T = TypeVar("T")
MOST = 3
"""Rows in view at once; a list scrolls, so that it never takes the page from the sessions."""


def _troubled(row: TrainerRow) -> Tone | None:
    return Tone.DUE if row.troubles else None


TRAINERS = ListOf[TrainerRow](
    name="Trainers",
    noun=("trainer", "trainers"),
    key=lambda row: row.name,
    fields=(
        Field("Trainer", lambda row: row.name, Cell.STRONG, 150, tip=lambda row: " ".join(row.troubles)),
        Field("Trains", lambda row: row.trains, stretch=True, least=420),
        day_field("Accredited to", lambda row: row.accredited_until, tone=_troubled),
        day_field("Indemnity to", lambda row: row.indemnity_until, tone=_troubled),
    ),
    empty=Empty("chalkboard-teacher", "No trainers yet"),
)
TELLINGS = ListOf[TellingRow](
    name="Who must be told",
    noun=("to be told", "to be told"),
    key=lambda row: row.id,
    fields=(
        Field("Who", lambda row: row.who, Cell.STRONG, 140),
        Field("As", lambda row: row.audience.capitalize(), Cell.QUIET, 76, least=520),
        Field("Session", lambda row: row.title, width=110, least=620),
        Field("What", lambda row: row.words, stretch=True, tip=lambda row: row.words),
    ),
    empty=Empty("check-circle", "Nobody has to be told"),
)


class Below(Card, Generic[T]):
    """A short list with one command for the row that is chosen, which Enter runs."""

    def __init__(self, desk: Desk, told: ListOf[T], words: str, keys: str = "Enter") -> None:
        super().__init__(told.name)
        self.list = RowList(desk, told)
        self.list.setParent(self)
        self.table = self.list.bare()
        self.files = ListCommands(self.list)
        self.command: QAction = self.files.opening(words)
        self.files.offer_for_rows((self.command,))
        self.button = Button(words.replace("&", ""), keys=keys, small=True)
        self.button.stand_for(self.command)
        self.add_trailing(self.button)
        self.body.addWidget(self.table)
        self.body.addWidget(self.files.jobs)
        self.setFocusProxy(self.table)
        theme().changed.connect(self._fit)

    def show_rows(self, rows: Sequence[T], words: str) -> None:
        """Show these rows, with a sentence about them; hidden while there are none."""
        self.set_title(self.list.told.name, words)
        self.list.take(rows)
        self._fit()
        self.setVisible(bool(rows))

    def _fit(self) -> None:
        """Be as high as the rows in view."""
        rows = max(1, min(MOST, self.list.model.rowCount()))
        pitch = self.table.verticalHeader().defaultSectionSize()
        self.table.setFixedHeight(self.table.horizontalHeader().sizeHint().height() + rows * pitch + 4)
