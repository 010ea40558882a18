"""The card of checks, and of what became of a submitted return; the step that locks it stands below."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from aspire_desktop.domain.money.claims import ReturnRow
from aspire_desktop.domain.money.funding import ReturnStatus
from aspire_desktop.domain.money.returns import Evidence, InternalCheck, passed_words
from aspire_desktop.domain.office.values import long_date
from aspire_desktop.ui.looks.icons import BUTTON, Weight, icon
from aspire_desktop.ui.looks.theme import CARD_PADDING, CONTROL_GAP, TypeRole, theme
from aspire_desktop.ui.screens.money.finance.model import ShownReturn
from aspire_desktop.ui.widgets.button import Button, Kind
from aspire_desktop.ui.widgets.card import Card
from aspire_desktop.ui.widgets.label import Link, label, rule
from aspire_desktop.ui.widgets.pill import Pill
from aspire_desktop.ui.widgets.scrolled import Scrolled
from aspire_desktop.ui.widgets.status import advised

WIDTH = 286
SCROLL_BAR = 16
SHORTEST = 12
"""Letters of a finding that fits at the right of its check."""
LOCKED = "A submitted return cannot change. A correction goes into the next one."
SUPERSEDED = "A revision stands in place of this return. It stays as it was sent."
FIXES = {
    Evidence.LINES: "Show who is concerned",
    Evidence.POOL: "Show every place",
    Evidence.LEDGER: "Show the ledger",
    Evidence.RETURNS: "Show that return",
    Evidence.AGREEMENT: "Open the agreement",
    Evidence.CHARGES: "Ask for a credit note",
}


@dataclass(frozen=True)
class Opening:
    """A check whose evidence is wanted, and which of its kinds."""

    check: InternalCheck
    evidence: Evidence


class Checks(Card):
    """Checks of a draft, each with what was found; for a submitted return, who locked it and what changed.

    `opened` carries the Opening of a check whose evidence is wanted.
    """

    opened = Signal(Opening)
    since_opened = Signal()
    """What changed since a submitted return is wanted."""

    def __init__(self) -> None:
        super().__init__("Checks")
        self._pill = Pill("0 of 0 pass", "Checks")
        self.add_trailing(self._pill)
        self._list = QVBoxLayout()
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        inside = QWidget()
        self._inside = inside
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._list)
        column.addStretch(1)
        self.body.addWidget(Scrolled(inside), 1)
        self.reason = label("", TypeRole.SMALL, "2", wraps=True)
        self.submit_button = Button("Submit and lock…", Kind.PRIMARY, "lock-simple")
        self.restate_button = Button("Restate…", icon="arrow-counter-clockwise")
        for part in (self._pill, self.submit_button, self.restate_button):
            part.hide()  # before anything was checked nothing is said to pass
        foot = self.add_footer()
        foot.addWidget(self.reason, 1)
        foot.addWidget(self.restate_button)
        foot.addWidget(self.submit_button)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Ask for room for the header, the step below, and each check with its link."""
        hint, inside = super().minimumSizeHint(), self._inside.minimumSizeHint().width()
        return QSize(max(hint.width(), inside + SCROLL_BAR, WIDTH - 60), hint.height())

    def show_draft(self, sheet: ShownReturn, reason: str) -> None:
        """Show the checks of a draft, failed ones first; `reason` says why it cannot be submitted."""
        warned = {check.title for check in sheet.advice}
        self.set_title("Checks")
        self._pill.setVisible(True)
        words = passed_words(sheet.checks)
        self._pill.set_look(advised(words) if sheet.advice and not sheet.failed else words)
        passed = [check for check in sheet.checks if check.passed]
        shown = [*sheet.failed, *sheet.advice, *passed]
        self._show([_Check(check, check.title in warned, self.opened.emit) for check in shown])
        self.reason.setText(reason)
        self.submit_button.setText("Submit nil return…" if sheet.is_nil else "Submit and lock…")
        self.submit_button.updateGeometry()
        self.submit_button.setVisible(True)
        self.restate_button.setVisible(False)
        self.submit_button.setEnabled(not reason)
        self.submit_button.setAccessibleDescription(reason)

    def show_submitted(self, row: ReturnRow, restates: bool) -> None:
        """Show who locked a return and what has changed since; `restates` offers a revision of it."""
        revised = row.summary.status is ReturnStatus.REVISED
        self.set_title("Submitted")
        self._pill.setVisible(False)
        facts = [_Words("Submitted by", f"{row.submitted_by}, {long_date(row.submitted_on)}")]
        if row.summary.revision > 1:
            facts.append(_Words(f"Why it is revision {row.summary.revision}", row.revision_reason))
        facts.append(_Words("Seal of the workbook", row.workbook[:12]))
        if not revised:
            changed = self.since_opened.emit if str(row.since) else None
            facts.append(_Words("Since this return", since_words(row), changed))
        self._show(facts)
        self.reason.setText(SUPERSEDED if revised else LOCKED)
        self.submit_button.setVisible(False)
        self.restate_button.setVisible(restates)

    def _show(self, rows: Sequence[QWidget]) -> None:
        while (item := self._list.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for row in rows:
            self._list.addWidget(row)
            self._list.addWidget(rule())


class _Check(QFrame):
    """A verdict, what was checked, and what was found, which opens its evidence; if it failed, a fix."""

    def __init__(self, check: InternalCheck, advice: bool, opened: Callable[[Opening], None]) -> None:
        super().__init__()
        ink = "" if check.passed else "due" if advice else "bad"
        glyph, token = ("check-circle", "ok") if check.passed else ("x-circle", "bad")
        if advice:
            glyph, token = "warning", "due"
        verdict = "passes" if check.passed else "is only advice" if advice else "does not pass"
        self.setAccessibleName(f"{check.said}: {verdict}. {check.detail}")
        if not check.passed:
            self.setProperty("bar", token)
        row = QHBoxLayout(self)
        row.setContentsMargins(CARD_PADDING, 6, CARD_PADDING, 7)
        row.setSpacing(9)
        mark = _Verdict(glyph, token)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        words, head = QVBoxLayout(), QHBoxLayout()
        words.setSpacing(0)
        head.setSpacing(CONTROL_GAP)
        head.addWidget(label(check.said, TypeRole.STRONG if ink else TypeRole.BODY, ink, wraps=True), 1)
        words.addLayout(head)
        short = len(check.detail) <= SHORTEST and check.passed
        if not short or check.evidence is Evidence.NOTHING:
            words.addWidget(label(check.detail, TypeRole.SMALL, "" if ink else "2", wraps=True))
        if check.evidence is not Evidence.NOTHING:
            if check.passed:
                link = Link(check.detail if short else "Show")
                link.setAccessibleName(f"{check.said}, {check.detail}: show")
                link.clicked.connect(lambda: opened(Opening(check, check.evidence)))
                head.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
                mark.setFixedHeight(max(mark.height(), link.sizeHint().height()))
            else:
                words.addSpacing(6)
                words.addLayout(_fixes(check, opened))
        row.addLayout(words, 1)


def _fixes(check: InternalCheck, opened: Callable[[Opening], None]) -> QVBoxLayout:
    """Offer the steps that put a failed check right: to what is concerned, and to where it is mended."""
    column = QVBoxLayout()
    column.setSpacing(CONTROL_GAP - 2)
    steps = [(FIXES[check.evidence], check.evidence)]
    if check.places and check.evidence is not Evidence.LINES:
        shown = {1: "Show the place", 2: "Show both"}.get(len(check.places), f"Show {len(check.places)}")
        steps.insert(0, (shown, Evidence.LINES))
    for words, evidence in steps:
        button = Button(words, small=True)
        button.clicked.connect(lambda _=False, to=evidence: opened(Opening(check, to)))
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
    return column


class _Words(QWidget):
    """A fact with its name above it, and a link to what it is about."""

    def __init__(self, name: str, words: str, opened: Callable[[], None] | None = None) -> None:
        super().__init__()
        self.setAccessibleName(f"{name}: {words}")
        column = QVBoxLayout(self)
        column.setContentsMargins(CARD_PADDING, 7, CARD_PADDING, 8)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.addWidget(label(name, TypeRole.SMALL, "2"), 1)
        column.addLayout(head)
        column.addWidget(label(words, wraps=True))
        if opened is not None:
            link = Link("Show")
            link.setAccessibleName(f"{name}: show")
            link.clicked.connect(lambda: opened())
            head.addWidget(link)


def since_words(row: ReturnRow) -> str:
    """Say what the next return will claim and take back for this one's period."""
    claims, undone = row.since.claims, row.since.adjustments
    told = []
    if claims:
        places = "1 more place has" if claims == 1 else f"{claims} more places have"
        told.append(f"{places} met the rule in its period.")
    if undone:
        lines = "1 of its lines is" if undone == 1 else f"{undone} of its lines are"
        told.append(f"{lines} to be taken back.")
    return " ".join([*told, "The next return says so."]) if told else "Nothing has changed."


class _Verdict(QLabel):
    """A mark in the colour of the theme in force."""

    def __init__(self, glyph: str, token: str) -> None:
        super().__init__()
        self._looks = (glyph, token)
        self.setFixedSize(QSize(BUTTON, BUTTON + 3))
        self._dress()
        theme().changed.connect(self._dress)

    def _dress(self) -> None:
        self.setPixmap(icon(*self._looks, Weight.FILL).pixmap(QSize(BUTTON, BUTTON)))
