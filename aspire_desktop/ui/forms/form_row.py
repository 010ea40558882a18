"""A row of a form: label, field, what it needs, what is wrong with it, and what somebody else made of it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from aspire_desktop.domain.office.errors import NotUnderstood
from aspire_desktop.ui.looks.theme import Tone, TypeRole, theme
from aspire_desktop.ui.widgets.comparison import NONE, Pick
from aspire_desktop.ui.widgets.field import Dispute, Field
from aspire_desktop.ui.widgets.field_row import FieldRow
from aspire_desktop.ui.widgets.label import label

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
        self.about, self._check = about, check
        self.need = need
        self._typed: Field[Any] | None = field if isinstance(field, Field) else None
        self._shown = self._standing()
        self.clashes: list[ClashLine] = []
        self._refused = False
        if self._typed is not None:
            self._typed.when_changed(self.edited.emit)
            for at, part in enumerate(self._typed.below, 1):
                self._column.insertWidget(at, part)

    @property
    def need(self) -> str:
        """Give what is said where nothing stands in the field; "" where nothing need."""
        return self._need

    @need.setter
    def need(self, words: str) -> None:
        self._need = words
        self.say_needed(bool(words))

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
        if not all(each.is_decided for each in self.clashes):
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

    def learn(self, value: object, words: str) -> None:
        """Let the field offer something on record that it may not know yet."""
        if self._typed is not None:
            self._typed.learn(value, words)

    def show_clash(self, theirs: object, who: str) -> None:
        """Show beside what was typed what somebody else made of it meanwhile."""
        if self._typed is None:
            return
        self.end_clash()
        for dispute in self._typed.disputes(self._shown[0], theirs):
            line = ClashLine(dispute, who)
            line.mine.clicked.connect(partial(self._decide, dispute.keep_mine))
            line.theirs.clicked.connect(partial(self._decide, dispute.keep_theirs))
            self.clashes.append(line)
            self.add_below(line)
        self._shown = (theirs, "")

    def start_deciding(self) -> None:
        """Put the keyboard at the first two values; Space picks one."""
        if self.clashes:
            self.clashes[0].mine.setFocus(Qt.FocusReason.OtherFocusReason)

    def end_clash(self) -> None:
        """Take the comparison away."""
        for line in self.clashes:
            line.hide()
            line.deleteLater()
        self.clashes.clear()

    def _decide(self, keep: Callable[[], None]) -> None:
        keep()
        self.set_error("")
        self.decided.emit()


class ClashLine(QFrame):
    """Mine beside theirs: one of the two must be picked."""

    def __init__(self, dispute: Dispute, who: str) -> None:
        super().__init__()
        mine, theirs = f"Mine: {dispute.mine or NONE}", f"Theirs: {dispute.theirs or NONE}"
        of = f"{dispute.words}. " if dispute.words else ""
        self.setAccessibleName(f"{who} {of}{mine}. {theirs}.")
        self.mine, self.theirs = Pick(mine), Pick(theirs)
        self._group = QButtonGroup(self)
        whole, row = QVBoxLayout(self), QHBoxLayout()
        whole.setContentsMargins(8, 4, 8, 4)
        whole.setSpacing(2)
        if dispute.words:
            whole.addWidget(label(dispute.words, TypeRole.SMALL_STRONG))
        whole.addLayout(row)
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
