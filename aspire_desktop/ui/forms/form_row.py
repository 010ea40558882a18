"""A row of a form: label, field, what it needs, what is wrong with it, and what somebody else made of it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QWidget

from aspire_desktop.domain.office.errors import NotUnderstood
from aspire_desktop.ui.looks.theme import Tone, theme
from aspire_desktop.ui.widgets.comparison import NONE, Pick
from aspire_desktop.ui.widgets.field import Field
from aspire_desktop.ui.widgets.field_row import FieldRow

UNDECIDED = "Choose which of the two stays"


class FormRow(FieldRow):
    """`need` is what is said where nothing stands in the field, `about` the field of the action it gives.

    `check` says what is wrong besides, such as with two fields together; "" where nothing is.

    `edited` when something else stands in the field, `decided` once it was chosen whose value stays,
    mine or theirs.
    """

    edited = Signal()
    decided = Signal()

    def __init__(
        self,
        words: str,
        field: QWidget,
        hint: str = "",
        *,
        need: str = "",
        about: str = "",
        check: Callable[[], str] = str,
    ) -> None:
        super().__init__(words, field, hint)
        self.need, self.about, self._check = need, about, check
        self._typed: Field[Any] | None = field if isinstance(field, Field) else None
        self._shown = self._standing()
        self._clash: ClashLine | None = None
        self._refused = False
        if self._typed is not None:
            self._typed.when_changed(self.edited.emit)
            for at, part in enumerate(self._typed.below, 1):
                self._column.insertWidget(at, part)

    @property
    def name(self) -> str:
        """Give the words of the label."""
        return self.field.accessibleName()

    @property
    def touched(self) -> bool:
        """Say whether something else stands here than was shown."""
        return self._standing() != self._shown

    def put(self, value: object) -> None:
        """Show a value as it is stored."""
        if self._typed is not None:
            self._typed.put(value)
        self._shown = self._standing()

    @property
    def given(self) -> object:
        """Give what stands in the field."""
        return None if self._typed is None else self._typed.given

    def _standing(self) -> tuple[object, str]:
        """Give what stands in the field, and why it cannot be read where it cannot."""
        trouble = "" if self._typed is None else self._typed.trouble
        try:
            return self.given, trouble
        except NotUnderstood as refused:
            return None, refused.words

    def complaint(self, *, of_untouched: bool) -> str:
        """Say what must be put right here; what was not touched only where that is asked for."""
        if self._typed is None or self.isHidden() or not self.field.isEnabled():
            return ""
        if self._clash is not None and not self._clash.is_decided:
            return UNDECIDED
        if not (of_untouched or self.touched):
            return ""
        missing = self.need if self.need and self._typed.is_empty else ""
        return self._typed.trouble or missing or self._check()

    def refuse(self, words: str) -> None:
        """Say why the office refused what stands here; what else may stand here nobody knows yet."""
        self.set_error(words)
        self._refused = True

    def set_error(self, words: str) -> None:
        """Show what must be put right, or "" when nothing must."""
        super().set_error(words)
        self._refused = False

    def hear_misread(self, words: str) -> None:
        """Say why what stands here is no date; of one that is read something else may still be wrong."""
        if words:
            self.set_error(words)

    def look_again(self, edited: FieldRow, *, of_untouched: bool) -> None:
        """Say what is still wrong once a field was edited; a refusal is answered in its own field alone."""
        if self.error and (edited is self or not self._refused):
            self.set_error(self.complaint(of_untouched=of_untouched))

    def show_clash(self, theirs: object, who: str) -> None:
        """Show beside what was typed what somebody else made of it meanwhile."""
        if self._typed is None:
            return
        mine = self.given
        line = ClashLine(self._typed.said(mine), self._typed.said(theirs), who)
        line.theirs.clicked.connect(lambda: self._decide(theirs))
        line.mine.clicked.connect(lambda: self._decide(mine))
        self._shown = (theirs, "")
        self.end_clash()
        self._clash = line
        self.add_below(line)

    def start_deciding(self) -> None:
        """Put the keyboard at the two values; Space picks one."""
        if self._clash is not None:
            self._clash.mine.setFocus(Qt.FocusReason.OtherFocusReason)

    def end_clash(self) -> None:
        """Take the comparison away."""
        if self._clash is not None:
            self._clash.hide()
            self._clash.deleteLater()
            self._clash = None

    def _decide(self, value: object) -> None:
        if self._typed is not None:
            self._typed.put(value)
        self.set_error("")
        self.decided.emit()


class ClashLine(QFrame):
    """Mine beside theirs: one of the two must be picked."""

    def __init__(self, mine: str, theirs: str, who: str) -> None:
        super().__init__()
        self.setAccessibleName(f"{who} Mine: {mine or NONE}. Theirs: {theirs or NONE}.")
        self.mine, self.theirs = Pick(f"Mine: {mine or NONE}"), Pick(f"Theirs: {theirs or NONE}")
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 8, 4)
        for pick in (self.mine, self.theirs):
            self._group.addButton(pick)
            row.addWidget(pick, 1)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Tint the ground, as everywhere where two records differ."""
        QPainter(self).fillRect(self.rect(), theme().tokens.sets[Tone.DUE].fill)

    @property
    def is_decided(self) -> bool:
        """Say whether one was picked."""
        return self._group.checkedButton() is not None
