"""What every form does: ask, check, say what is wrong, and write only what was touched."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from aspire_desktop.domain.office.errors import NOTHING_CHANGED, Explanation
from aspire_desktop.ui.forms.carrying import Carrying
from aspire_desktop.ui.forms.form_row import FormRow
from aspire_desktop.ui.forms.summary import Summary
from aspire_desktop.ui.looks.theme import Tone, TypeRole
from aspire_desktop.ui.widgets.banner import Message, MessageBar
from aspire_desktop.ui.widgets.button import Button
from aspire_desktop.ui.widgets.label import label, rule

GIVE_REASON = "Give the reason: it stays on record"


class Form(Carrying):
    """To be inherited beside a widget that shows `message`, `summary` and `fields`, and has a `send_button`.

    `begin(read)` fills the fields from a change as it is stored; then only what is touched is written.
    """

    send_button: Button

    def make_form(self) -> None:
        """Make the parts; to be called once the widget itself is made."""
        self.rows, self.read = [], None
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
        self.carry(row)
        self.fields.addWidget(row)
        return row

    def head(self, words: str) -> None:
        """Begin another group of fields below those before."""
        self.fields.addWidget(rule())
        self.fields.addWidget(label(words, TypeRole.STRONG))

    def beside(self, *rows: FormRow) -> None:
        """Put fields that were added side by side, where the first of them stands."""
        line = QHBoxLayout()
        line.setSpacing(12)
        place = self.fields.indexOf(rows[0])
        for row in rows:
            self.fields.removeWidget(row)
            line.addWidget(row, 1, Qt.AlignmentFlag.AlignTop)
        self.fields.insertLayout(place, line)

    def is_complete(self) -> bool:
        """Tell whether nothing must be put right; say it beside each field otherwise, and go to the first."""
        for row in self.rows:
            row.set_error(row.complaint(of_untouched=self.read is None))
        wrong = [row for row in self.rows if row.error]
        self.summary.show_rows(wrong)
        if wrong:
            self.go_to(wrong[0])
        return not wrong

    def look_again(self, edited: FormRow) -> None:
        """Take back what is true no more once a field was edited, also in the summary."""
        wrong = [row for row in self.rows if row.error]
        super().look_again(edited)
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
        about = self.row_about(explanation.about)
        if about is not None:
            about.refuse(" ".join(filter(None, (explanation.what, explanation.do))))
            self.go_to(about)
        if about is None or explanation.safe != NOTHING_CHANGED:
            self.message.say(Message(explanation.what, explanation.safe, explanation.do))
            self.message.show()
            self.refit()
            self.show_part(self.message)
        self.show_clashes(explanation)
        self.send_button.setEnabled(True)

    def show_clashes(self, explanation: Explanation) -> None:
        """Show theirs beside mine, the first of them in view."""
        super().show_clashes(explanation)
        disputed = next((line for row in self.rows for line in row.clashes), None)
        if disputed is not None:
            self.show_part(disputed)

    def go_to(self, row: FormRow) -> None:
        """Put the keyboard into a field and show it."""
        row.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.refit()
        self.show_part(row)

    def show_part(self, part: QWidget) -> None:
        """Scroll to a part."""
        raise NotImplementedError

    def start(self) -> None:
        """Put the keyboard into the first field that can be changed."""
        first = next((row.field for row in self.rows if not row.isHidden() and row.field.isEnabled()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
