"""The second step: what each column of the file stands for, chosen on top of the column."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from aspire_desktop.domain.intake.cells import SheetRow
from aspire_desktop.domain.intake.columns import COLUMNS, HAVE_SESSIONS, NEEDED, SessionColumn, Target
from aspire_desktop.domain.intake.import_drafts import Draft
from aspire_desktop.domain.intake.import_tables import Hidden
from aspire_desktop.domain.intake.imports import TableRow
from aspire_desktop.domain.office.values import enumerated
from aspire_desktop.services.intake.imports.review import ReviewedRow, RowStanding
from aspire_desktop.ui.looks.theme import CARD_GAP, Tone
from aspire_desktop.ui.screens.intake.imports.sheet_model import SheetModel
from aspire_desktop.ui.screens.intake.imports.sheet_table import SheetTable
from aspire_desktop.ui.screens.intake.imports.words import counted
from aspire_desktop.ui.widgets.banner import Message, MessageBar
from aspire_desktop.ui.widgets.button import Button
from aspire_desktop.ui.widgets.card import Card
from aspire_desktop.ui.widgets.label import ElidedLabel

SESSIONS_OFFERED = 12
_TAKE, _LEAVE = "Take in what is hidden", "Leave out what is hidden"
MOST = 500
"""Rows shown while columns are matched; all of them are shown when they are checked."""


class MatchPage(QWidget):
    """`table.heading.matched` carries what was chosen."""

    remember_turned = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.model = SheetModel(self)
        self.table = SheetTable("Rows of the file", self.model)
        self.lacking = MessageBar(Tone.DUE, Message(""), closable=False)
        self.known = MessageBar(
            Tone.INFO, Message("These headings were matched before, so they are matched the same way now.")
        )
        self.told = MessageBar(Tone.DUE, Message(""), closable=False)
        self.hidden = HiddenBar()
        self.remember = QCheckBox("Re&member this for files with the same headings")
        self.remember.setChecked(True)
        self.remember.toggled.connect(self.remember_turned)
        self._counted = ElidedLabel("", ink="2")
        card = Card()
        card.setAccessibleName("Columns")
        card.body.addWidget(self.table)
        footer = card.add_footer()
        footer.addWidget(self._counted, 1)
        footer.addWidget(self.remember)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(CARD_GAP)
        whole.addWidget(self.lacking)
        whole.addWidget(self.known)
        whole.addWidget(self.told)
        whole.addWidget(self.hidden)
        whole.addWidget(card, 1)

    def show_draft(self, draft: Draft) -> None:
        """Show the first rows under all headings of the file, as they stand in it."""
        below = [row for row in draft.sheet.rows if row.number > draft.mapping.row]
        rows = [_unchecked(row, row.number in draft.left_out) for row in below[:MOST]]
        self.told.setVisible(bool(draft.told))
        self.told.say(Message(" ".join(draft.told)))
        self.hidden.show_draft(draft)
        self.table.heading.show_headings(draft.mapping.headings, targets_of(draft))
        self.model.show_rows(rows, draft.mapping.headings)
        self.table.fit_columns()
        showing = f"the first {MOST} of " if len(below) > MOST else ""
        words = f"{counted(len(below), 'row')} below the headings in row {draft.mapping.row}"
        self._counted.setText(f"Showing {showing}{words}")
        self.lacking.setVisible(bool(draft.missing or draft.unclear))
        if draft.missing or draft.unclear:
            self.lacking.say(_lacking(draft))

    def focus_first(self) -> None:
        """Go to the first column that is not understood while one is needed, otherwise to the rows."""
        left_out = [choice for choice in self.table.heading.choices if choice.currentIndex() == 0]
        lacking = not self.lacking.isHidden() and left_out
        (left_out[0] if lacking else self.table).setFocus(Qt.FocusReason.OtherFocusReason)


def _lacking(draft: Draft) -> Message:
    """Say which column is missing, or which one looks like a session and is not understood."""
    if not draft.missing:
        heading = draft.unclear[0]
        return Message(
            f"Say which session “{heading}” is.", "Choose it on top of the column, or choose “Leave out”."
        )
    columns = enumerated(draft.missing)
    way = "Choose it on top of the column. If there is none, add it to the file."
    if draft.mapping.half_a_name:
        way = f"{way} If “{draft.mapping.half_a_name}” holds whole names, choose “Full name” on top of it."
    return Message(f"Say which column is the {columns}.", way)


class HiddenBar(MessageBar):
    """Says what the spreadsheet hides and what becomes of it; `chosen` carries Hidden."""

    chosen = Signal(Hidden)

    def __init__(self) -> None:
        super().__init__(Tone.DUE, Message(""), closable=False)
        self._now = Hidden.LEAVE
        self.turn = Button(_TAKE, small=True)
        self.turn.clicked.connect(self._turn)
        self.add_action(self.turn)

    def show_draft(self, draft: Draft) -> None:
        """Show what a draft says of hidden rows and columns; nothing where there are none."""
        told = draft.told_hidden
        self.setVisible(bool(told))
        self._now = draft.hidden
        self.turn.setText(_TAKE if draft.hidden is Hidden.LEAVE else _LEAVE)
        self.turn.updateGeometry()
        if told:
            self.say(Message(told[0], " ".join(told[1:])))

    def _turn(self) -> None:
        self.chosen.emit(Hidden.TAKE if self._now is Hidden.LEAVE else Hidden.LEAVE)


def targets_of(draft: Draft) -> tuple[Target, ...]:
    """Give what a column of the file may stand for, what is needed first."""
    needed = NEEDED[draft.kind]
    columns = COLUMNS[draft.kind]
    most = max((each.number for each in draft.mapping.places if isinstance(each, SessionColumn)), default=0)
    sessions = range(1, max(SESSIONS_OFFERED, most) + 1) if draft.kind in HAVE_SESSIONS else ()
    first = tuple(column for column in columns if column in needed)
    rest = tuple(column for column in columns if column not in needed)
    ordered = columns if draft.kind.value in ("people", "participants") else (*first, *rest)
    return (*ordered, *(SessionColumn(number) for number in sessions))


def _unchecked(row: SheetRow, left_out: bool) -> ReviewedRow:
    standing = RowStanding.LEFT_OUT if left_out else RowStanding.READY
    return ReviewedRow(TableRow(row.number, row.cells, None, ()), standing, (), None)
