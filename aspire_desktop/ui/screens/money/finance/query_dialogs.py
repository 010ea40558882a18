"""Dialogs of a funder's queries: what is asked about which line, the answer, and what came of it."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from aspire_desktop.domain.money.claims import ReturnRow
from aspire_desktop.domain.money.settlements import LineChoice, QueryResult, QueryRow
from aspire_desktop.domain.office.errors import Explanation
from aspire_desktop.domain.office.values import ReturnLineId, pounds
from aspire_desktop.services.door.action import Action
from aspire_desktop.services.door.touched import OnlyTouched, with_facts
from aspire_desktop.services.money.settlements import AnswerQuery, AskQuery, SettleQuery
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.forms.attachments import Attachments
from aspire_desktop.ui.forms.choices import OneOf, TickField
from aspire_desktop.ui.forms.form_dialog import FormDialog
from aspire_desktop.ui.forms.picker import OneOfMany, Option
from aspire_desktop.ui.forms.text_fields import ProseField
from aspire_desktop.ui.screens.money.finance.settlement_rows import return_words
from aspire_desktop.ui.widgets.date_field import DateField
from aspire_desktop.ui.widgets.fields import MoneyField

USUAL = timedelta(days=14)
"""The time to reply that is offered."""
RESULTS = {
    QueryResult.STANDS: "The line stands as it was claimed",
    QueryResult.ADJUSTED: "Adjusted: the amount of the line changes",
    QueryResult.REFUSED: "Refused: the claim is taken back for good",
}


class AskDialog(FormDialog):
    """A question about one claim line of a return."""

    def __init__(self, desk: Desk, row: ReturnRow, lines: Sequence[LineChoice]) -> None:
        super().__init__(desk, f"Ask query about {return_words(row)}", "Ask query")
        today = self.desk.clock.today()
        choose = "Choose a line of the return from the list"
        self.line = OneOfMany([Option(each.id, _line_words(each)) for each in lines], choose)
        self.question, self.asked = ProseField(), DateField(today)
        self.wanted, self.due = TickField("A day is set for the reply"), DateField(today + USUAL)
        self.wanted.put(True)
        self.wanted.toggled.connect(self.due.setEnabled)
        self.line_row = self.add("&Line", self.line, "Type its number or the person’s name", need=choose)
        need = "Enter what the funder asks"
        self.add("&Question", self.question, "As the funder asks it", need=need)
        asked, due = self.add("&Asked on", self.asked), self.add("Reply &due on", self.due)
        self.beside(asked, due)
        self.fields.addWidget(self.wanted)

    def action(self) -> Action[Any]:
        """Record the query."""
        due = self.due.given if self.wanted.given else None
        return AskQuery(ReturnLineId(self.line.given), self.question.given, self.asked.given, due)


class AnswerDialog(FormDialog):
    """What was answered, with the files that went with it."""

    def __init__(self, desk: Desk, row: QueryRow) -> None:
        super().__init__(desk, _title("Answer the query", row), "Save answer", f"“{row.question}”")
        self._row = row
        self.answer = ProseField(row.answer)
        self.on = DateField(row.answered_on or self.desk.clock.today())
        self.files = Attachments(row.files)
        self._stored = AnswerQuery(row.id, row.answer, row.answered_on)
        self.add("A&nswer", self.answer, need="Enter what was answered", about="answer")
        self.add("Answered &on", self.on, about="answered_on")
        self.files_row = self.add("&Files", self.files, "Kept with the answer", about="files")

    def action(self) -> Action[Any]:
        """Record the answer, over what was read alone: the day stands here before there is one."""
        wanted = AnswerQuery(self._row.id, self.answer.given, self.on.given, self.files.given)
        return OnlyTouched(wanted, self._stored)

    def show_clashes(self, explanation: Explanation) -> None:
        """Show theirs beside mine; from then on theirs is what was read."""
        super().show_clashes(explanation)
        self._stored = with_facts(self._stored, {each.field: each.theirs for each in explanation.clashes})


class SettleDialog(FormDialog):
    """How the funder settled a query; what it changes goes into the next return."""

    def __init__(self, desk: Desk, row: QueryRow) -> None:
        intro = f"“{row.question}” What it changes goes into the next return."
        super().__init__(desk, _title("Settle the query", row), "Settle query", intro)
        self._row = row
        self.outcome, self.amount = OneOf(RESULTS), MoneyField(below_nought=True)
        self.on = DateField(self.desk.clock.today())
        self.add("&Result", self.outcome)
        hint = f"-50.00 takes £50 back. The line claims {pounds(row.line.amount)}"
        need = "Enter the pounds by which the line changes, like -50.00"
        self.amount_row = self.add("Changes &by, in £", self.amount, hint, need=need, check=self._nothing)
        self.add("&Settled on", self.on)
        self.outcome.currentIndexChanged.connect(self._follow_result)
        self._follow_result()

    @property
    def chosen(self) -> QueryResult:
        """Give the result that is chosen."""
        return self.outcome.given

    def _follow_result(self) -> None:
        self.amount_row.setVisible(self.chosen is QueryResult.ADJUSTED)
        self.fit()

    def _nothing(self) -> str:
        return "" if self.amount.given else self.amount_row.need

    def action(self) -> Action[Any]:
        """Record the result."""
        amount = self.amount.given if self.chosen is QueryResult.ADJUSTED else None
        return SettleQuery(self._row.id, self.chosen, self.on.given, amount)


def _title(verb: str, row: QueryRow) -> str:
    return f"{verb} about line {row.line.number}, {row.line.person}"


def _line_words(line: LineChoice) -> str:
    return f"{line.number} · {line.person} · {line.organisation} · {line.cohort} · {line.place}"
