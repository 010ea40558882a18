"""The card of checks, and of what became of a submitted return; the step that locks it stands below."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from aspire_desktop.domain.claims import ReturnRow
from aspire_desktop.domain.returns import InternalCheck
from aspire_desktop.domain.values import long_date
from aspire_desktop.ui.icons import BUTTON, Weight, icon
from aspire_desktop.ui.screens.finance.model import Sheet
from aspire_desktop.ui.theme import CARD_PADDING, TypeRole, theme
from aspire_desktop.ui.widgets.button import Button, Kind
from aspire_desktop.ui.widgets.card import Card
from aspire_desktop.ui.widgets.label import label, rule
from aspire_desktop.ui.widgets.pill import Pill

WIDTH = 286


class Checks(Card):
    """Checks of a draft, each with what was found; for a submitted return, who locked it and what changed."""

    def __init__(self) -> None:
        super().__init__("Checks")
        self.setMinimumWidth(WIDTH - 60)
        self._pill = Pill("0 of 0 pass", "Checks")
        self.add_trailing(self._pill)
        self._list = QVBoxLayout()
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        inside, area = QWidget(), QScrollArea()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._list)
        column.addStretch(1)
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for each in (inside, area.viewport()):
            each.setAutoFillBackground(False)
        self.body.addWidget(area, 1)
        self.reason = label("", TypeRole.SMALL, "2", wraps=True)
        self.submit_button = Button("Submit and lock…", Kind.PRIMARY, "lock-simple")
        foot = self.add_footer()
        foot.addWidget(self.reason, 1)
        foot.addWidget(self.submit_button)

    def show_draft(self, sheet: Sheet, reason: str) -> None:
        """Show the checks of a draft; `reason` says why it cannot be submitted, or nothing."""
        advised = {check.title for check in sheet.advice}
        counted = len(sheet.checks) - len(advised)
        self.set_title("Checks")
        self._pill.setVisible(True)
        self._pill.set_look(f"{counted - len(sheet.failed)} of {counted} pass")
        self._show([_Check(check, check.title in advised) for check in sheet.checks])
        self.reason.setText(reason)
        self.submit_button.setVisible(True)
        self.submit_button.setEnabled(not reason)
        self.submit_button.setAccessibleDescription(reason)

    def show_submitted(self, row: ReturnRow) -> None:
        """Show who locked a return, and what has changed for its period since."""
        self.set_title("Submitted")
        self._pill.setVisible(False)
        facts = [
            _Words("Submitted by", f"{row.submitted_by}, {long_date(row.submitted_on)}"),
            _Words("Seal of the workbook", row.workbook[:12]),
            _Words("Since this return", since_words(row)),
        ]
        self._show(facts)
        self.reason.setText("A submitted return cannot change. A correction goes into the next one.")
        self.submit_button.setVisible(False)

    def _show(self, rows: Sequence[QWidget]) -> None:
        while (item := self._list.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for row in rows:
            self._list.addWidget(row)
            self._list.addWidget(rule())


class _Check(QFrame):
    """A verdict, what was checked, and what was found."""

    def __init__(self, check: InternalCheck, advice: bool) -> None:
        super().__init__()
        ink = "" if check.passed else "due" if advice else "bad"
        glyph, token = ("check-circle", "ok") if check.passed else ("x-circle", "bad")
        if advice:
            glyph, token = "warning", "due"
        verdict = "passes" if check.passed else "is only advice" if advice else "does not pass"
        self.setAccessibleName(f"{check.title}: {verdict}. {check.detail}")
        if not check.passed:
            self.setProperty("bar", token)
        row = QHBoxLayout(self)
        row.setContentsMargins(CARD_PADDING, 6, CARD_PADDING, 7)
        row.setSpacing(9)
        row.addWidget(_Verdict(glyph, token), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(check.title, TypeRole.STRONG if ink else TypeRole.BODY, ink, wraps=True))
        words.addWidget(label(check.detail, TypeRole.SMALL, "" if ink else "2", wraps=True))
        row.addLayout(words, 1)


class _Words(QWidget):
    """A fact with its name above it."""

    def __init__(self, name: str, words: str) -> None:
        super().__init__()
        self.setAccessibleName(f"{name}: {words}")
        column = QVBoxLayout(self)
        column.setContentsMargins(CARD_PADDING, 7, CARD_PADDING, 8)
        column.setSpacing(0)
        column.addWidget(label(name, TypeRole.SMALL, "2"))
        column.addWidget(label(words, wraps=True))


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
