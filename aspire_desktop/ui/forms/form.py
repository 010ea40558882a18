"""What every form does: ask, check, say what is wrong, and write only what was touched."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from aspire_desktop.domain.office.errors import NOTHING_CHANGED, Explanation
from aspire_desktop.services.door.action import Action, Change
from aspire_desktop.services.door.touched import OnlyTouched, fact_of, with_facts
from aspire_desktop.ui.forms.form_row import FormRow
from aspire_desktop.ui.forms.summary import Summary
from aspire_desktop.ui.looks.theme import Tone
from aspire_desktop.ui.widgets.banner import Message, MessageBar
from aspire_desktop.ui.widgets.button import Button

GIVE_REASON = "Give the reason: it stays on record"


class Form:
    """To be inherited beside a widget that shows `message`, `summary` and `fields`, and has a `send_button`.

    `begin(read)` fills the fields from a change as it is stored; then only what is touched is written.
    """

    send_button: Button

    def make_form(self) -> None:
        """Make the parts; to be called once the widget itself is made."""
        self.rows: list[FormRow] = []
        self.read: Change[Any] | None = None
        self.summary = Summary()
        self.message = MessageBar(Tone.BAD, Message(""), closable=False)
        self.message.hide()
        self.fields = QVBoxLayout()
        self.fields.setSpacing(12)

    def add(
        self,
        words: str,
        field: QWidget,
        hint: str = "",
        *,
        need: str = "",
        about: str = "",
        check: Callable[[], str] = str,
    ) -> FormRow:
        """Add a field below those before, as FormRow has it."""
        row = FormRow(words, field, hint, need=need, about=about, check=check)
        field.setSizePolicy(QSizePolicy.Policy.Expanding, field.sizePolicy().verticalPolicy())
        row.decided.connect(self.refit)
        row.edited.connect(lambda: self._look_again(row))
        self.rows.append(row)
        self.fields.addWidget(row)
        return row

    def beside(self, *rows: FormRow) -> None:
        """Put fields that were added side by side, where the first of them stands."""
        line = QHBoxLayout()
        line.setSpacing(12)
        place = self.fields.indexOf(rows[0])
        for row in rows:
            self.fields.removeWidget(row)
            line.addWidget(row, 1, Qt.AlignmentFlag.AlignTop)
        self.fields.insertLayout(place, line)

    def begin(self, read: Change[Any] | None) -> None:
        """Carry what is stored, and show it: None where something new is made."""
        self.read = read
        for row in self.rows:
            row.end_clash()
            if read is not None and row.about:
                row.put(fact_of(read, row.about))

    @property
    def touched(self) -> bool:
        """Say whether anything of what is stored was changed since it was shown."""
        return self.read is not None and any(row.about and row.touched for row in self.rows)

    def action(self) -> Action[Any] | None:
        """Give what the fields ask for; the usual change is what was read with what was touched."""
        assert self.read is not None, "a form of something new says what it makes"
        given = {row.about: row.given for row in self.rows if row.about and row.touched}
        return with_facts(self.read, given)

    def to_do(self) -> Action[Any] | None:
        """Give the action to carry out: of a change that was read only what is touched is written."""
        action = self.action()
        if isinstance(action, Change) and self.read is not None and type(action) is type(self.read):
            return OnlyTouched(action, self.read)
        return action

    def is_complete(self) -> bool:
        """Tell whether nothing must be put right; say it beside each field otherwise, and go to the first."""
        for row in self.rows:
            row.set_error(row.complaint(of_untouched=self.read is None))
        wrong = [row for row in self.rows if row.error]
        self.summary.show_rows(wrong)
        if wrong:
            self.go_to(wrong[0])
        return not wrong

    def _look_again(self, edited: FormRow) -> None:
        """Take back what is true no more."""
        wrong = [row for row in self.rows if row.error]
        for row in wrong:
            row.look_again(edited, of_untouched=self.read is None)
        left = [row for row in wrong if row.error]
        if len(left) < len(wrong):
            self.summary.show_rows(left)
            self.refit()

    def clear(self) -> None:
        """Take every complaint back."""
        self.message.hide()
        self.summary.hide()
        for row in self.rows:
            row.set_error("")

    def complain(self, explanation: Explanation) -> None:
        """Show a refusal beside the field it is about, or at the top; nothing that was typed is lost."""
        about = next((row for row in self.rows if row.about and row.about == explanation.about), None)
        if about is not None:
            about.refuse(" ".join(filter(None, (explanation.what, explanation.do))))
            self.go_to(about)
        if about is None or explanation.safe != NOTHING_CHANGED:
            self.message.say(Message(explanation.what, explanation.safe, explanation.do))
            self.message.show()
            self.refit()
            self.show_part(self.message)
        self._show_clashes(explanation)
        self.send_button.setEnabled(True)

    def _show_clashes(self, explanation: Explanation) -> None:
        """Show theirs beside mine; whatever is chosen then was read so, and is shown as a clash no more."""
        disputed = [
            (row, clash) for clash in explanation.clashes for row in self.rows if row.about == clash.field
        ]
        for row, clash in disputed:
            row.show_clash(clash.theirs, explanation.what)
        if self.read is not None:
            self.read = with_facts(self.read, {each.field: each.theirs for each in explanation.clashes})
        if disputed:
            self.refit()
            disputed[0][0].start_deciding()

    def go_to(self, row: FormRow) -> None:
        """Put the keyboard into a field and show it."""
        row.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.refit()
        self.show_part(row)

    def refit(self) -> None:
        """Make room for what is shown now."""

    def show_part(self, part: QWidget) -> None:
        """Scroll to a part."""
        raise NotImplementedError

    def start(self) -> None:
        """Put the keyboard into the first field that can be changed."""
        first = next((row.field for row in self.rows if not row.isHidden() and row.field.isEnabled()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
