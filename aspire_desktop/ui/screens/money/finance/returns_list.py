"""The list of an agreement's returns by financial year: where each stands, and what changed since."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter

from aspire_desktop.domain.money.claims import ReturnRow, ReturnSummary
from aspire_desktop.domain.money.funding import ReturnStatus, Tally
from aspire_desktop.domain.money.returns import ReturnFacts
from aspire_desktop.domain.office.values import Period, ReturnId, money, short_day
from aspire_desktop.ui.charts.pool import period_words
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.lists.fields import FILES_ALONE, Field, count_field, day_field, money_field
from aspire_desktop.ui.lists.list_commands import ListCommands
from aspire_desktop.ui.lists.list_of import Empty, ListOf
from aspire_desktop.ui.lists.row_list import RowList
from aspire_desktop.ui.lists.sifting import Grouping
from aspire_desktop.ui.looks.theme import Tone, TypeRole, theme
from aspire_desktop.ui.screens.money.finance.model import Returns, draft_sheet
from aspire_desktop.ui.widgets.card import Card
from aspire_desktop.ui.widgets.cell_painting import PADDING, elided
from aspire_desktop.ui.widgets.cells import Cell, CellRole
from aspire_desktop.ui.widgets.delegates import Index, TwoLinesDelegate
from aspire_desktop.ui.widgets.label import label
from aspire_desktop.ui.widgets.pill import paint_pill, pill_size
from aspire_desktop.ui.widgets.status import PillLook, status

LOCKED = (
    "Submitted returns cannot change. A correction is a line of the next return that names what it corrects."
)
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


@dataclass(frozen=True)
class ListedReturn:
    """A submitted return, or a draft; `passed_by` where later returns have left its period behind."""

    of: ReturnRow | ReturnFacts
    summary: ReturnSummary
    passed_by: bool = False

    @property
    def key(self) -> str:
        """Name it the same from load to load: a draft by its period."""
        return _key(self.of.id if isinstance(self.of, ReturnRow) else self.of.period)

    @property
    def period(self) -> Period:
        """Give the months it claims for, sent or not."""
        return self.of.period

    @property
    def status(self) -> str:
        """Give where it stands, in words."""
        return PILLS[self.summary.status] if isinstance(self.of, ReturnRow) else "Draft"

    @property
    def note(self) -> str:
        """Say what is next to know of it: what changed since, what is to come, when it was sent or ends."""
        row = self.of
        if not isinstance(row, ReturnRow):
            ends = self.period.ends
            return "never sent" if self.passed_by else f"to {short_day(ends)}"
        if changed := str(row.since):
            return f"since then {changed}"
        if self.summary.status is ReturnStatus.PART_PAID:
            return f"{money(row.outstanding)} to come"
        revision = f"rev. {self.summary.revision}, " if self.summary.revision > 1 else ""
        return f"{revision}sent {short_day(row.submitted_on)}"

    @property
    def tone(self) -> Tone | None:
        """Mark what somebody should look at."""
        changed = isinstance(self.of, ReturnRow) and bool(str(self.of.since))
        return Tone.DUE if changed or self.passed_by else None

    @property
    def sent_on(self) -> date | None:
        """Give the day on which it was submitted."""
        return self.of.submitted_on if isinstance(self.of, ReturnRow) else None


def listed(found: Returns) -> list[ListedReturn]:
    """Give the returns of an agreement, the latest period first."""
    drafts = [
        ListedReturn(each, draft_sheet(each).summary, found.opened is None or each.period < found.opened)
        for each in found.drafts
    ]
    rows = [*drafts, *(ListedReturn(row, row.summary) for row in found.submitted)]
    return sorted(rows, key=lambda row: row.period, reverse=True)


def financial_year(period: Period) -> str:
    """Name the financial year in which a period begins: 2026/27."""
    first = first_year(period)
    return f"{first}/{(first + 1) % 100:02}"


def first_year(period: Period) -> int:
    """Give the calendar year in which the financial year of a period begins."""
    return period.begins.year - (period.begins.month < FIRST_MONTH)


def net_words(summary: ReturnSummary) -> str:
    """Say what a return comes to: 13 places, £4,550."""
    return str(Tally(summary.places, summary.amount))


RETURNS = ListOf[ListedReturn](
    name="Returns",
    noun=("return", "returns"),
    key=lambda row: row.key,
    fields=(
        Field(
            "Return",
            lambda row: period_words(row.period),
            Cell.TWO_LINES,
            stretch=True,
            order=lambda row: row.period,
            value=lambda row: period_words(row.period),
            second=lambda row: f"{net_words(row.summary)}{APART}{row.note}",
            pill=lambda row: status(row.status),
            tone=lambda row: row.tone,
        ),
        Field("Reference", lambda row: row.summary.reference, width=150, least=FILES_ALONE),
        count_field("Places", lambda row: row.summary.places, least=FILES_ALONE),
        money_field("Amount £", lambda row: row.summary.amount, least=FILES_ALONE),
        Field("Status", lambda row: row.status, width=100, least=FILES_ALONE),
        Field("Note", lambda row: row.note, width=150, least=FILES_ALONE),
        day_field("Sent", lambda row: row.sent_on, least=FILES_ALONE),
    ),
    grouping=Grouping(
        "Financial year",
        lambda row: financial_year(row.period),
        lambda row: -first_year(row.period),
        folds=False,
        counted=False,
    ),
    empty=Empty("file-xls", "No return is open or sent"),
)


class ReturnsList(Card):
    """The open return first, then those submitted. `chosen` when another one is current."""

    chosen = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__("Returns")
        self.list = RowList(desk, RETURNS)
        self.list.setParent(self)
        self.files = ListCommands(self.list)
        self.model, self.table = self.list.model, self.list.table
        self.table.setItemDelegateForColumn(0, _ReturnCell(self.table))
        self.table.horizontalHeader().hide()
        self.list.followed.connect(self._follow)
        self.body.addWidget(self.list.stack)
        self.body.addWidget(self.files.jobs)
        self.foot = self.add_footer()
        self.foot.addWidget(label(LOCKED, TypeRole.SMALL, "2", wraps=True))
        self.setMinimumWidth(200)
        self._key = self._wanted = ""
        self._returns: dict[str, ListedReturn] = {}

    @property
    def current(self) -> ReturnRow | ReturnFacts | None:
        """Give the submitted return or the draft that is chosen."""
        row = self._returns.get(self._key)
        return row.of if row else None

    def follow(self, id: ReturnId | None) -> None:
        """Stay on a submitted return from now on, also when it comes only later; on none, begin anew."""
        self._key = "" if id is None else _key(id)

    def want(self, begins: str) -> None:
        """Go to a draft by its first day, or to a submitted return by its number, when it is next listed."""
        self._wanted = begins

    def show_returns(self, found: Returns) -> None:
        """Show the list, and stay on the one that was chosen; begin with the open return."""
        wanted = [each.period for each in found.drafts if each.period.begins.isoformat() == self._wanted]
        if wanted:
            self._key, self._wanted = _key(wanted[0]), ""
        rows = listed(found)
        self._returns = {row.key: row for row in rows}
        if f"return {self._wanted}" in self._returns:
            self._key, self._wanted = f"return {self._wanted}", ""
        opened = _key(found.opened) if found.opened else ""
        self._key = next((key for key in (self._key, opened, *self._returns) if key in self._returns), "")
        self.list.begin_at(self._key)
        self.list.take(rows)

    def choose_submitted(self) -> None:
        """Go to the latest submitted return; stay where there is none."""
        key = next((row.key for row in self.model.rows if isinstance(row.of, ReturnRow)), "")
        if key:
            self.table.setCurrentIndex(self.model.index_of(key))
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow(self) -> None:
        row = self.list.current
        if row is not None and row.key != self._key:
            self._key = row.key
            self.chosen.emit()


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
