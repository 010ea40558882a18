"""The list of an agreement's returns by financial year: where each stands, and what changed since."""

from itertools import groupby

from PySide6.QtCore import QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter

from aspire_desktop.domain.money.claims import ReturnRow, ReturnSummary
from aspire_desktop.domain.money.funding import ReturnStatus, Tally
from aspire_desktop.domain.money.returns import ReturnFacts
from aspire_desktop.domain.office.values import Period, ReturnId
from aspire_desktop.ui.charts.pool import money, period_words, tally_words
from aspire_desktop.ui.lists.board import BoardModel, Line, Shown
from aspire_desktop.ui.looks.theme import Tone, TypeRole, theme
from aspire_desktop.ui.screens.money.finance.model import Returns, Sheet, draft_sheet
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
        self._key = self._wanted = ""
        self._returns: dict[str, ReturnRow | ReturnFacts] = {}

    @property
    def current(self) -> ReturnRow | ReturnFacts | None:
        """Give the submitted return or the draft that is chosen."""
        return self._returns.get(self._key)

    def follow(self, id: ReturnId | None) -> None:
        """Stay on a submitted return from now on, also when it comes only later; on none, begin anew."""
        self._key = "" if id is None else _key(id)

    def want(self, begins: str) -> None:
        """Go to the draft of a period by its first day, when it is next listed."""
        self._wanted = begins

    def show_returns(self, found: Returns) -> None:
        """Show the list, and stay on the one that was chosen; begin with the open return."""
        wanted = [each.period for each in found.drafts if each.period.begins.isoformat() == self._wanted]
        if wanted:
            self._key, self._wanted = _key(wanted[0]), ""
        self._returns = {_key(each.period): each for each in found.drafts}
        self._returns |= {_key(row.id): row for row in found.submitted}
        self.model.show_lines(return_lines(found))
        opened = _key(found.opened) if found.opened else ""
        rows = (self.model.row_of(self._key), self.model.row_of(opened), self.model.first_row())
        row = next((each for each in rows if each is not None), None)
        if row is not None:
            index = self.model.index(row, 0)
            line = self.model.line_at(index)
            self._key = line.key if line else ""
            self.table.setCurrentIndex(index)

    def choose_submitted(self) -> None:
        """Go to the latest submitted return; stay where there is none."""
        lines = (self.model.line_at(self.model.index(row, 0)) for row in range(self.model.rowCount()))
        keys = (line.key for line in lines if line is not None)
        key = next((key for key in keys if isinstance(self._returns.get(key), ReturnRow)), "")
        row = self.model.row_of(key)
        if row is not None:
            self.table.setCurrentIndex(self.model.index(row, 0))
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow(self, index: QModelIndex) -> None:
        line = self.model.line_at(index)
        if line is not None and line.key in self._returns and line.key != self._key:
            self._key = line.key
            self.chosen.emit()


def return_lines(found: Returns) -> list[Line]:
    """Put returns under their financial years, the latest first."""
    lines = [(each.period, _draft_line(draft_sheet(each), found.opened)) for each in found.drafts]
    lines += [(row.period, _return_line(row)) for row in found.submitted]
    lines.sort(key=lambda each: each[0], reverse=True)
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


def _draft_line(sheet: Sheet, opened: Period | None) -> Line:
    """Show a draft; one of a period that the returns have passed by says so."""
    passed_by = opened is None or sheet.period < opened
    note = "never sent" if passed_by else f"to {sheet.period.ends.day} {sheet.period.ends:%b}"
    shown = Shown(
        period_words(sheet.period),
        second=f"{net_words(sheet.summary)}{APART}{note}",
        pill=status("Draft"),
        tone=Tone.DUE if passed_by else None,
    )
    return Line(_key(sheet.period), (shown,))


def _key(of: ReturnId | Period) -> str:
    return f"draft {of}" if isinstance(of, Period) else f"return {of}"


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
