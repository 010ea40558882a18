"""The list of an agreement's returns by financial year: where each stands, and what changed since."""

from itertools import groupby

from PySide6.QtCore import QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter

from aspire_desktop.domain.claims import ReturnRow, ReturnSummary
from aspire_desktop.domain.funding import ReturnStatus, Tally
from aspire_desktop.domain.values import Period, ReturnId
from aspire_desktop.ui.board import BoardModel, Line, Shown
from aspire_desktop.ui.pool import money, tally_words
from aspire_desktop.ui.screens.finance.model import Returns, Sheet, draft_sheet, period_words
from aspire_desktop.ui.theme import Tone, TypeRole, theme
from aspire_desktop.ui.widgets.card import Card
from aspire_desktop.ui.widgets.cell_painting import PADDING, elided
from aspire_desktop.ui.widgets.cells import Cell, CellRole, Column, GroupHeading
from aspire_desktop.ui.widgets.data_table import DataTable
from aspire_desktop.ui.widgets.delegates import Index, TwoLinesDelegate
from aspire_desktop.ui.widgets.label import label
from aspire_desktop.ui.widgets.pill import paint_pill, pill_size
from aspire_desktop.ui.widgets.status import PillLook, status

LOCKED = (
    "Submitted returns cannot change. A correction is a line of the next return that names what it corrects."
)
HEADINGS = ("Return",)
COLUMNS = (Column(Cell.TWO_LINES, stretch=True),)
APART = " · "
"""Between the figures of a return and the note that stands at the right of them."""
PILLS = {
    ReturnStatus.DRAFT: "Draft",
    ReturnStatus.SUBMITTED: "Submitted",
    ReturnStatus.QUERIED: "Queried",
    ReturnStatus.ACCEPTED: "Accepted",
    ReturnStatus.PART_PAID: "Part paid",
    ReturnStatus.PAID: "Paid",
    ReturnStatus.REVISED: "Revised",
}
FIRST_MONTH = 4
"""Financial years begin on 1 April."""


class ReturnsList(Card):
    """The open return first, then those submitted. `chosen` when another one is current."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__("Returns")
        self.model = BoardModel(HEADINGS, self)
        self.table = DataTable("Returns", COLUMNS, grouped=True)
        self.table.setModel(self.model)
        self.table.setItemDelegateForColumn(0, _ReturnCell(self.table))
        self.table.setSelectionMode(DataTable.SelectionMode.SingleSelection)
        self.table.horizontalHeader().hide()
        self.table.selectionModel().currentRowChanged.connect(self._follow)
        self.body.addWidget(self.table)
        self.foot = self.add_footer()
        self.foot.addWidget(label(LOCKED, TypeRole.SMALL, "2", wraps=True))
        self.setMinimumWidth(200)
        self.id: ReturnId | None = None
        """The submitted return that is chosen; None for the draft."""

    def show_returns(self, found: Returns) -> None:
        """Show the list, and stay on the one that was chosen."""
        self.model.show_lines(return_lines(found))
        row = self.model.row_of(_key(self.id))
        first = self.model.first_row()
        if row is None and first is not None:
            self.id = _id_of(self.model.line_at(self.model.index(first, 0)))
        if (row if row is not None else first) is not None:
            self.table.setCurrentIndex(self.model.index(row if row is not None else first or 0, 0))

    def choose_submitted(self) -> None:
        """Go to the latest submitted return; stay where there is none."""
        lines = (self.model.line_at(self.model.index(row, 0)) for row in range(self.model.rowCount()))
        key = next((line.key for line in lines if line is not None and line.key != _key(None)), "")
        row = self.model.row_of(key)
        if row is not None:
            self.table.setCurrentIndex(self.model.index(row, 0))
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow(self, index: QModelIndex) -> None:
        line = self.model.line_at(index)
        if line is not None and _id_of(line) != self.id:
            self.id = _id_of(line)
            self.chosen.emit()


def return_lines(found: Returns) -> list[Line]:
    """Put returns under their financial years, the latest first."""
    lines = [(found.draft.period, _draft_line(draft_sheet(found.draft)))] if found.draft else []
    lines += [(row.period, _return_line(row)) for row in found.submitted]
    grouped: list[Line] = []
    for year, ours in groupby(lines, key=lambda each: financial_year(each[0])):
        grouped += [Line(f"year {year}", heading=GroupHeading(year)), *(line for _, line in ours)]
    return grouped


def financial_year(period: Period) -> str:
    """Name the financial year in which a period begins: 2026/27."""
    first = period.begins.year - (period.begins.month < FIRST_MONTH)
    return f"{first}/{(first + 1) % 100:02}"


def net_words(summary: ReturnSummary) -> str:
    """Say what a return comes to: 13 places, £4,550."""
    return tally_words(Tally(summary.places, summary.amount))


def _return_line(row: ReturnRow) -> Line:
    revision = f"rev. {row.summary.revision}, " if row.summary.revision > 1 else ""
    status_of = row.summary.status
    since, told = str(row.since), f"{revision}sent {row.submitted_on.day} {row.submitted_on:%b}"
    if status_of is ReturnStatus.PART_PAID:
        told = f"{money(row.outstanding)} to come"
    note = f"since then {since}" if since else told
    shown = Shown(
        period_words(row.period),
        second=f"{net_words(row.summary)}{APART}{note}",
        pill=status(PILLS[status_of]),
        tone=Tone.DUE if since else None,
    )
    return Line(_key(row.id), (shown,))


def _draft_line(sheet: Sheet) -> Line:
    note = f"to {sheet.period.ends.day} {sheet.period.ends:%b}"
    second = f"{net_words(sheet.summary)}{APART}{note}"
    return Line(_key(None), (Shown(period_words(sheet.period), second=second, pill=status("Draft")),))


def _key(id: ReturnId | None) -> str:
    return "draft" if id is None else f"return {id}"


def _id_of(line: Line | None) -> ReturnId | None:
    return None if line is None or line.key == "draft" else ReturnId(int(line.key.split()[1]))


class _ReturnCell(TwoLinesDelegate):
    """Draws the period with its pill, and below it the figures with a note at the right."""

    def paint_content(self, painter: QPainter, rect: QRect, index: Index, selected: bool) -> None:
        """Draw both lines, each with what stands at its right."""
        strong, small, tokens = theme().font(TypeRole.STRONG), theme().font(TypeRole.SMALL), theme().tokens
        pill, tone = index.data(CellRole.PILL), index.data(CellRole.TONE)
        figures, _, words = str(index.data(CellRole.SECOND_LINE) or "").partition(APART)
        wide = pill_size(pill).width() if isinstance(pill, PillLook) else 0
        upper, lower = QFontMetrics(strong).height(), QFontMetrics(small).height()
        top = rect.top() + (rect.height() - upper - lower - 2) // 2
        if isinstance(pill, PillLook):
            paint_pill(painter, rect.right() - wide, top + upper / 2, pill)
        first = QRect(rect.left(), top, rect.width() - wide - PADDING, upper)
        painter.setFont(strong)
        painter.setPen(tokens.ink)
        painter.drawText(first, int(self.alignment()), elided(strong, self.words(index), first.width()))
        second = QRect(rect.left(), top + upper + 2, rect.width(), lower)
        painter.setFont(theme().font(TypeRole.SMALL_STRONG) if tone else small)
        painter.setPen(tokens.sets[Tone(tone)].text if tone else tokens.ink_2)
        room = QFontMetrics(painter.font()).horizontalAdvance(words) + PADDING
        painter.drawText(second.adjusted(second.width() - room, 0, 0, 0), int(self.alignment()), words)
        painter.setFont(small)
        painter.setPen(tokens.ink_2)
        told = elided(small, figures, second.width() - room)
        painter.drawText(second, int(self.alignment()), told)
