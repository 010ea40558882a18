"""The list of problems, each with the way out that is likeliest, and others behind a button."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from aspire_desktop.domain.intake.imports import OnRecord, RepeatOf
from aspire_desktop.services.intake.imports.review import ReviewedProblem, RowStanding
from aspire_desktop.ui.looks.theme import CARD_PADDING, CONTROL_GAP, TypeRole
from aspire_desktop.ui.widgets.button import Button, Face
from aspire_desktop.ui.widgets.card import Card
from aspire_desktop.ui.widgets.key_cap import KeyCap
from aspire_desktop.ui.widgets.label import label, rule
from aspire_desktop.ui.widgets.pill import Pill
from aspire_desktop.ui.widgets.scrolled import Scrolled
from aspire_desktop.ui.widgets.status import PillLook, status

MOST = 50
"""Problems listed at a time; the next come as these are dealt with, and F8 reaches all."""
NARROWER = 560
LOOKS: dict[RowStanding, PillLook] = {
    RowStanding.MUST_FIX: status("Must fix"),
    RowStanding.CHECK: status("Check"),
    RowStanding.DUPLICATE: status("Duplicate"),
}


class WayOut(StrEnum):
    """Ways out of a problem."""

    WRITE = "write in the cell"
    ADD = "add the organisation"
    LEAVE_OUT = "leave the row out"
    EDIT = "type in the table"
    LOOK = "look at it"
    APART = "take it as somebody else"
    MEAN = "say that an organisation is also called so"
    ASK_MEANT = "ask which organisation is also called so"


@dataclass(frozen=True)
class Remedy:
    """The way out that somebody chose for a problem, and the words that go with it."""

    finding: ReviewedProblem
    way: WayOut
    text: str = ""


class ProblemRow(QWidget):
    """One problem: its pill, row and words, and what can be done. `chosen` carries Remedy."""

    chosen = Signal(Remedy)

    def __init__(self, finding: ReviewedProblem, may_add: bool) -> None:
        super().__init__()
        self.finding = finding
        self._may_add = may_add
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(CARD_PADDING, 9, CARD_PADDING, 9)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        pill = Pill(LOOKS[finding.standing])
        pill.setMinimumWidth(Pill(LOOKS[RowStanding.DUPLICATE]).sizeHint().width())
        row = label(f"Row {finding.problem.row}", TypeRole.STRONG)
        self._words = label(_words_of(finding), wraps=True)
        self._ways = QWidget()
        ways = QHBoxLayout(self._ways)
        ways.setContentsMargins(0, 0, 0, 0)
        ways.setSpacing(CONTROL_GAP)
        self._fill(ways)
        self._grid.addWidget(pill, 0, 0, Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(row, 0, 1, Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(self._words, 0, 2)
        self._grid.setColumnStretch(2, 1)
        self._narrow: bool | None = None
        self.set_narrow(False)

    def set_narrow(self, narrow: bool) -> None:
        """Put what can be done below the words, or beside them."""
        if narrow != self._narrow:
            self._narrow = narrow
            at = Qt.AlignmentFlag.AlignLeft if narrow else Qt.AlignmentFlag.AlignRight
            self._grid.addWidget(self._ways, 1 if narrow else 0, 2 if narrow else 3, at)

    def _fill(self, ways: QHBoxLayout) -> None:
        finding, offer = self.finding, self.finding.offer
        if isinstance(finding.problem.doubt, OnRecord):
            ways.addWidget(self._button("Compare", WayOut.LOOK))
        elif finding.standing is RowStanding.DUPLICATE:
            ways.addWidget(self._button("Leave out", WayOut.LEAVE_OUT))
            doubt = finding.problem.doubt
            if isinstance(doubt, RepeatOf) and doubt.may_differ:
                ways.addWidget(self._button("Two people", WayOut.APART))
        elif finding.standing is RowStanding.MUST_FIX:
            ways.addWidget(self._field() if finding.problem.position is not None else self._leave_out())
        else:
            if offer.clearable:
                ways.addWidget(self._button("Leave empty", WayOut.WRITE))
            elif len(offer.instead) == 1:
                ways.addWidget(self._button("Use it", self._use, offer.instead[0]))
            elif offer.new and not offer.instead and self._may_add:
                ways.addWidget(self._button("Add it", WayOut.ADD, offer.new))
            ways.addWidget(self._more())

    @property
    def _use(self) -> WayOut:
        """A name that nobody bears is kept for the organisation chosen; other words change the cell."""
        return WayOut.MEAN if self.finding.offer.new and self._may_add else WayOut.WRITE

    def _button(self, words: str, way: WayOut, text: str = "") -> Button:
        made = Button(words, small=True)
        problem = self.finding.problem
        made.setAccessibleName(f"{words}: {text}" if text else words)
        made.setAccessibleDescription(f"Row {problem.row}. {problem.problem}")
        if text:
            made.setToolTip(text)
        made.clicked.connect(partial(self._choose, way, text))
        return made

    def _leave_out(self) -> Button:
        return self._button("Leave row out", WayOut.LEAVE_OUT)

    def _field(self) -> QLineEdit:
        problem = self.finding.problem
        field = QLineEdit(problem.value)
        field.setMinimumWidth(field.fontMetrics().averageCharWidth() * 28)
        field.setCursorPosition(0)
        field.setAccessibleName(f"{problem.column}, row {problem.row}")
        field.setAccessibleDescription(problem.problem)
        field.editingFinished.connect(lambda: self._write(field))
        return field

    def _write(self, field: QLineEdit) -> None:
        if field.text().strip() != self.finding.problem.value.strip():
            self._choose(WayOut.WRITE, field.text().strip())

    def _more(self) -> Button:
        made = Button("Choose…", small=True)
        made.set_face(Face(trailing="caret-down"))
        made.setAccessibleDescription(f"Row {self.finding.problem.row}. {self.finding.problem.problem}")
        menu = QMenu(made)
        offer = self.finding.offer
        for text in offer.instead:
            self._entry(menu, f"Use “{text}”", self._use, text)
        if offer.clearable:
            self._entry(menu, "Leave the cell empty", WayOut.WRITE)
        if offer.new and self._may_add:
            self._entry(menu, f"“{offer.new}” is another name of…", WayOut.ASK_MEANT, offer.new)
            self._entry(menu, f"Add “{offer.new}” as a new organisation", WayOut.ADD, offer.new)
        menu.addSeparator()
        self._entry(menu, "Type in the table", WayOut.EDIT)
        self._entry(menu, "Leave the row out", WayOut.LEAVE_OUT)
        made.setMenu(menu)
        return made

    def _entry(self, menu: QMenu, words: str, way: WayOut, text: str = "") -> None:
        menu.addAction(words.replace("&", "&&")).triggered.connect(partial(self._choose, way, text))

    def _choose(self, way: WayOut, text: str = "", _checked: bool = False) -> None:
        self.chosen.emit(Remedy(self.finding, way, text))


class ProblemsCard(Card):
    """`chosen` carries Remedy; `looked_at` a Finding whose controls have the keyboard."""

    chosen = Signal(Remedy)
    looked_at = Signal(ReviewedProblem)

    def __init__(self) -> None:
        super().__init__("Problems")
        self.may_add = False
        self._findings: tuple[ReviewedProblem, ...] = ()
        self._rows: list[ProblemRow] = []
        self._area = Scrolled()
        self.body.addWidget(self._area, 1)
        self._make_footer()

    def _make_footer(self) -> None:
        footer = self.add_footer()
        self.leave_button = Button("Leave out all rows with problems", small=True)
        self._hint = label("Or leave a row out: select it and press", TypeRole.SMALL, "2")
        self._cap = KeyCap("Del")
        footer.addWidget(self._hint)
        footer.addWidget(self._cap)
        footer.addStretch(1)
        footer.addWidget(self.leave_button)

    def show_findings(self, findings: Sequence[ReviewedProblem], rows: int) -> None:
        """List these problems, and keep the keyboard near where it was."""
        if tuple(findings) == self._findings:
            return
        self._findings = tuple(findings)
        held = next((at for at, row in enumerate(self._rows) if _holds_focus(row)), None)
        self.set_title("Problems", "1 row" if rows == 1 else f"{rows:,} rows")
        self._fill(findings)
        if held is not None and self._rows:
            self.focus_row(min(held, len(self._rows) - 1))

    def _fill(self, findings: Sequence[ReviewedProblem]) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._rows = [ProblemRow(finding, self.may_add) for finding in findings[:MOST]]
        for row in self._rows:
            row.chosen.connect(self.chosen)
            row.set_narrow(self.width() < NARROWER)
            for field in row.findChildren(QWidget):
                field.installEventFilter(self)
            column.addWidget(row)
            column.addWidget(rule())
        if len(findings) > MOST:
            column.addWidget(_rest(len(findings) - MOST))
        column.addStretch(1)
        self._area.setWidget(inside)

    def focus_row(self, at: int) -> None:
        """Go to the first control of a problem."""
        row = self._rows[at]
        controls: list[QWidget] = [*row.findChildren(QLineEdit), *row.findChildren(Button)]
        if controls:
            controls[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:  # noqa: N802
        """Go to the first problem."""
        if self._rows:
            self.focus_row(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Show in the table the problem whose control gets the keyboard."""
        if event.type() == QEvent.Type.FocusIn:
            row = next(
                (row for row in self._rows if isinstance(watched, QWidget) and row.isAncestorOf(watched)),
                None,
            )
            if row is not None:
                self._area.ensureWidgetVisible(row, 0, 0)
                self.looked_at.emit(row.finding)
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Put controls below the words where there is little room."""
        super().resizeEvent(event)
        for part in (self._hint, self._cap):
            part.setVisible(self.width() >= NARROWER)
        for row in self._rows:
            row.set_narrow(self.width() < NARROWER)


def _words_of(finding: ReviewedProblem) -> str:
    """Say what is doubtful; what to do then stands on the buttons."""
    words = finding.problem.problem
    return words if finding.problem.doubt is None else f"{words.split('. ')[0].rstrip('.')}."


def _holds_focus(row: QWidget) -> bool:
    focused = QApplication.focusWidget()
    return focused is not None and row.isAncestorOf(focused)


def _rest(number: int) -> QLabel:
    made = label(f"and {number:,} more, shown as these are dealt with", ink="2")
    made.setContentsMargins(CARD_PADDING, 8, CARD_PADDING, 8)
    return made
