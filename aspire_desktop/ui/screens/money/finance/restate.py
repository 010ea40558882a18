"""The dialog that restates a return: what would change, and the reason."""

from collections.abc import Callable, Sequence
from typing import Any

from aspire_desktop.domain.money.figures import summary_of
from aspire_desktop.domain.money.revisions import LineChange, Revision
from aspire_desktop.domain.office.values import ReturnId, money
from aspire_desktop.services.door.action import Action, Done
from aspire_desktop.services.money.returns import RestateReturn
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.forms.choices import OneOf
from aspire_desktop.ui.forms.form_dialog import FormDialog
from aspire_desktop.ui.forms.text_fields import TextField
from aspire_desktop.ui.looks.theme import TypeRole
from aspire_desktop.ui.screens.money.finance.model import ShownReturn
from aspire_desktop.ui.screens.money.finance.returns_list import net_words
from aspire_desktop.ui.widgets.label import label

SHOWN = 6
"""Changes told one by one; the rest is counted."""


class RestateDialog(FormDialog):
    """Tells what the return says now and would say, and each place that changes; asks for a reason.

    `preparers` are the colleagues of whom one prepared it, None where the office does not ask for another.
    """

    def __init__(
        self,
        desk: Desk,
        sheet: ShownReturn,
        revision: Revision,
        preparers: Sequence[str] | None,
        then: Callable[[Done[ReturnId]], None],
    ) -> None:
        summary, after = sheet.summary, summary_of(revision.facts)
        super().__init__(
            desk,
            f"Restate return {summary.reference}?",
            f"Submit revision {after.revision}",
            f"Now {net_words(summary)}. Restated {net_words(after)}. Both versions stay on record, "
            "and only the revision counts. It cannot be taken back.",
        )
        assert sheet.submitted is not None
        self._id, self.then = sheet.submitted.id, then
        self._confirmed = revision.facts.digest
        changes = revision.changes
        self.fields.addWidget(label(_heading(len(changes)), TypeRole.STRONG))
        for change in changes[:SHOWN]:
            self.fields.addWidget(label(_line_change_words(change), wraps=True))
        if len(changes) > SHOWN:
            self.fields.addWidget(label(f"and {len(changes) - SHOWN} more", ink="2"))
        self.reason = TextField()
        hint, need = "The funder reads it on the revision", "Say why the return is restated"
        self.reason_row = self.add("&Reason", self.reason, hint, need=need)
        self.who = OneOf({each: each for each in preparers or ()})
        self.add("&Prepared by", self.who).setVisible(preparers is not None)
        self.send_button.setEnabled(preparers is None or bool(preparers))

    def action(self) -> Action[Any]:
        """Submit the revision."""
        preparer = "" if self.who.is_empty else self.who.given
        return RestateReturn(self._id, self.reason.given, preparer, self._confirmed)


def _line_change_words(change: LineChange) -> str:
    """Say what changes for one place: "L-0003, Ewan Huang, INS26-WM01: £350 becomes £0"."""
    told = f"{change.place}, {change.person}, {change.cohort}"
    if change.before == change.after:
        return f"{told}: {money(change.after)} as before, its line says something else"
    return f"{told}: {money(change.before)} becomes {money(change.after)}"


def _heading(count: int) -> str:
    return "1 place would change" if count == 1 else f"{count} places would change"
