"""Rows that carry a change as it was read: only what is touched in them is written."""

from collections.abc import Mapping
from typing import Any

from aspire_desktop.domain.office.errors import Explanation
from aspire_desktop.services.door.action import Action, Change
from aspire_desktop.services.door.touched import OnlyTouched, fact_of, with_facts
from aspire_desktop.ui.forms.form_row import FormRow


class Carrying:
    """To be inherited beside a widget. Each row with `about` shows that field of the change; `read` is None
    where something new is made.
    """

    rows: list[FormRow]
    read: Change[Any] | None

    def carry(self, row: FormRow) -> None:
        """Take a row in; what is said beside it stays as long as it is true."""
        self.rows.append(row)
        row.edited.connect(lambda: self.look_again(row))

    def begin(self, read: Change[Any] | None) -> None:
        """Carry what is stored, and show it."""
        self.read = read
        for row in self.rows:
            row.end_clash()
            if read is not None and row.about:
                row.put(fact_of(read, row.about))

    @property
    def touched(self) -> bool:
        """Say whether anything of what is stored was changed since it was shown."""
        return self.read is not None and any(row.about and row.touched for row in self.rows)

    @property
    def facts(self) -> Mapping[str, object]:
        """Give what was touched, by the field of the change."""
        return {row.about: row.given for row in self.rows if row.about and row.touched}

    def action(self) -> Action[Any] | None:
        """Give what the fields ask for; the usual change is what was read with what was touched."""
        assert self.read is not None, "a form of something new says what it makes"
        return with_facts(self.read, self.facts)

    def to_do(self) -> Action[Any] | None:
        """Give the action to carry out: of a change that was read only what is touched is written."""
        action = self.action()
        if isinstance(action, Change) and self.read is not None and type(action) is type(self.read):
            return OnlyTouched(action, self.read)
        return action

    def look_again(self, edited: FormRow) -> None:
        """Take back what is true no more once a field was edited."""
        for row in self.rows:
            row.look_again(edited, of_untouched=self.read is None)

    def row_about(self, field: str) -> FormRow | None:
        """Give the row in which a field of the action is typed, where there is one."""
        return next((row for row in self.rows if row.about and row.about == field), None)

    def show_clashes(self, explanation: Explanation) -> None:
        """Show theirs beside mine; whatever is chosen then was read so, and is shown as a clash no more."""
        found = [(self.row_about(clash.field), clash) for clash in explanation.clashes]
        disputed = [(row, clash) for row, clash in found if row is not None]
        for row, clash in disputed:
            if clash.words:
                row.learn(clash.theirs, clash.words)
            row.show_clash(clash.theirs, explanation.what)
        if self.read is not None:
            self.read = with_facts(self.read, {each.field: each.theirs for each in explanation.clashes})
        if disputed:
            self.refit()
            disputed[0][0].start_deciding()

    def refit(self) -> None:
        """Make room for what is shown now."""
