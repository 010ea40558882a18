"""The tab of payments: paid against claimed by return, the funder's queries, and the money that came."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSplitter

from aspire_desktop.domain.money.claims import AgreementRow, ReturnRow
from aspire_desktop.domain.money.funding import ReturnStatus
from aspire_desktop.domain.money.remittances import RemittanceRow
from aspire_desktop.domain.money.settlements import LineChoice, QueryRow
from aspire_desktop.domain.office.errors import Explanation
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.money.remittances import ChangeRemittance, RecordRemittance, RemoveRemittance
from aspire_desktop.services.money.settlements import (
    AcceptReturn,
    AnswerQuery,
    AskQuery,
    ReopenQuery,
    SettleQuery,
    WithdrawAcceptance,
    WriteAnswerFiles,
)
from aspire_desktop.storage.lookups.money.settlements import line_choices, query_rows
from aspire_desktop.ui.desk.signals import Told
from aspire_desktop.ui.desk.tabs import Bench, button_of
from aspire_desktop.ui.lists.front_list import FrontList
from aspire_desktop.ui.lists.list_commands import ListCommands
from aspire_desktop.ui.lists.row_list import RowList
from aspire_desktop.ui.looks.theme import CARD_GAP, TypeRole
from aspire_desktop.ui.screens.money.finance.query_dialogs import AnswerDialog, AskDialog, SettleDialog
from aspire_desktop.ui.screens.money.finance.settlement_dialogs import AcceptDialog, RemittanceDialog
from aspire_desktop.ui.screens.money.finance.settlement_rows import (
    PAYMENTS,
    QUERIES,
    RETURNS,
    Payments,
    QueryLine,
    left_words,
    owed_words,
    payments_of,
    query_note,
    return_note,
)
from aspire_desktop.ui.screens.money.finance.tabs import AgreementTab
from aspire_desktop.ui.widgets.card import Card
from aspire_desktop.ui.widgets.data_table import DataTable
from aspire_desktop.ui.widgets.file_dialogs import SaveAs
from aspire_desktop.ui.widgets.label import label

FILES = SaveAs("Save the files to a folder")
LOWEST = 90
"""Pixels of the list of returns: the row that is chosen, below its heading, in a low window too."""
T = TypeVar("T")


class SettlementsTab(AgreementTab):
    """Enter records a payment from a return, answers a query, and changes a payment."""

    key = "payments"
    title = "Payments"

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self._found: Payments | None = None
        self._make_commands()
        self._make_tables()
        self._lay_out()
        self._allow()

    def _make_commands(self) -> None:
        self.accept_command = self._made("&Accept return…", "Ctrl+Return", "check-circle", self._accept)
        self.withdraw_command = self._made("&Withdraw acceptance", "", "x-circle", self._withdraw)
        self.ask_command = self._made("As&k query…", "Ctrl+N", "question", self._ask_lines)
        self.answer_command = self._made("A&nswer…", "F2", "envelope-simple", self._answer)
        self.settle_command = self._made("&Settle…", "Shift+F2", "seal-check", self._settle)
        self.reopen_command = self._made("Reo&pen query", "", "arrow-counter-clockwise", self._reopen)
        self.files_command = self._made(
            "Save answer’s &files…", "Ctrl+Shift+E", "folder-open", self._ask_where
        )
        self.record_command = self._made("&Record payment…", "Ctrl+Shift+N", "currency-gbp", self._record)
        self.change_command = self._made("&Change payment…", "", "pencil-simple", self._change)
        self.remove_command = self._made("Re&move payment", "", "trash", self._remove)

    def _made(self, words: str, keys: str, icon: str, then: Callable[[], None]) -> QAction:
        made = self.command(words, keys, icon)
        made.triggered.connect(lambda: then())
        return made

    def _make_tables(self) -> None:
        self.returns = RowList(self.desk, RETURNS)
        self.queries = RowList(self.desk, QUERIES)
        self.payments = RowList(self.desk, PAYMENTS)
        self.return_table, self.query_table = self.returns.table, self.queries.table
        self.payment_table = self.payments.table
        self.lists = (self.returns, self.queries, self.payments)
        self.files = (
            self._made_list(self.returns, self.record_command, self.accept_command, self.ask_command),
            self._made_list(self.queries, self.answer_command, self.settle_command, self.reopen_command),
            self._made_list(self.payments, self.change_command, self.remove_command),
        )
        FrontList(self, self.files, self.command, print_keys="")

    def _made_list(self, rows: RowList[T], opened: QAction, *others: QAction) -> ListCommands[T]:
        """Let Enter and the menu of a row do what can be done with it."""
        rows.setParent(self)
        rows.followed.connect(self._follow)
        rows.opened.connect(opened.trigger)
        made = ListCommands(rows)
        made.offer_for_rows([opened, *others])
        return made

    def _lay_out(self) -> None:
        self.return_card = Card("Returns")
        self.query_card, self.payment_card = Card("Queries"), Card("Payments")
        for card, rows, commands in (
            (self.return_card, self.returns.stack, (self.accept_command, self.ask_command)),
            (self.query_card, self.queries.stack, (self.answer_command, self.settle_command)),
            (self.payment_card, self.payments.stack, (self.record_command,)),
        ):
            card.body.addWidget(rows)
            for command in commands:
                card.add_trailing(button_of(command, small=True))
        self.returns.stack.setMinimumHeight(LOWEST)
        self.return_note = _Note(self.return_card, self.return_table)
        self.query_note = _Note(self.query_card, self.query_table)
        upper = QSplitter(Qt.Orientation.Horizontal)
        whole = QSplitter(Qt.Orientation.Vertical)
        for splitter, parts in (
            (upper, (self.return_card, self.payment_card)),
            (whole, (upper, self.query_card)),
        ):
            for part in parts:
                splitter.addWidget(part)
            splitter.setChildrenCollapsible(False)
            splitter.setHandleWidth(CARD_GAP)
        upper.setStretchFactor(0, 1)
        upper.setSizes([820, 340])
        whole.setSizes([240, 240])
        self.desk.memory.follow_splitter("payments", upper)
        self.desk.memory.follow_splitter("queries", whole)
        self.whole.addWidget(whole, 1)
        for each in self.files:
            self.whole.addWidget(each.jobs)
        self.panes = (self.return_table, self.payment_table, self.query_table)
        self.main = self.return_table

    @staticmethod
    def note_of(agreement: AgreementRow, office: Office) -> str:
        """Count the queries that are open."""
        count = sum(row.open for row in office.ask(query_rows, agreement.id))
        return f"{count} quer{'y' if count == 1 else 'ies'}" if count else ""

    def clear(self) -> None:
        """Begin another agreement with its latest return."""
        self._found = None
        for each in self.lists:
            each.begin_at()

    def load(self) -> None:
        """Ask for the returns, queries and payments of the agreement."""
        if self.agreement is not None:
            self.desk.ask(partial(payments_of, self.agreement.id), self.show_payments, subject="payments")

    def show_payments(self, found: Payments) -> None:
        """Show everything, and stay on the return and the query that were chosen."""
        self._found = found
        self.returns.take(found.returns)
        self.queries.take([QueryLine(row, found.today) for row in found.queries])
        self.payments.take(found.remittances)
        self.return_card.set_title("Returns", owed_words(found))
        self.payment_card.set_title("Payments", left_words(found))
        count = sum(row.open for row in found.queries)
        self.query_card.set_title("Queries", f"{count} open of {len(found.queries)}")
        self._follow()

    @property
    def submitted(self) -> ReturnRow | None:
        """Give the return that is chosen."""
        return self.returns.current

    @property
    def query(self) -> QueryRow | None:
        """Give the query that is chosen."""
        return self.queries.current.row if self.queries.current else None

    @property
    def payment(self) -> RemittanceRow | None:
        """Give the payment that is chosen."""
        return self.payments.current

    def _follow(self) -> None:
        if self._found is not None:
            self.return_note.say(return_note(self._found, self.submitted))
            self.query_note.say(query_note(self.queries.current))
        self._allow()

    def _allow(self) -> None:
        """Offer what can be done with what is chosen."""
        allow, row, query = self.desk.allow, self.submitted, self.query
        stands = row is not None and row.summary.status is not ReturnStatus.REVISED
        accepted = row is not None and self._found is not None and self._found.acceptance(row) is not None
        queried = row is not None and row.summary.status is ReturnStatus.QUERIED
        open_query = query is not None and query.open
        settled = query is not None and not query.open and not query.carried_in
        lines = stands and row is not None and row.summary.lines > 0
        paid = self.payment is not None
        allow(self.accept_command, AcceptReturn, there=stands and not accepted and not queried)
        allow(self.withdraw_command, WithdrawAcceptance, there=accepted)
        allow(self.ask_command, AskQuery, there=lines)
        allow(self.answer_command, AnswerQuery, there=open_query)
        allow(self.settle_command, SettleQuery, there=open_query)
        allow(self.reopen_command, ReopenQuery, there=settled)
        allow(self.files_command, WriteAnswerFiles, there=query is not None and bool(query.files))
        allow(self.record_command, RecordRemittance, there=self._found is not None)
        allow(self.change_command, ChangeRemittance, there=paid)
        allow(self.remove_command, RemoveRemittance, there=paid)

    # What is done

    def _accept(self) -> None:
        if self.submitted is not None:
            AcceptDialog(self.desk, self.submitted).ask()

    def _withdraw(self) -> None:
        if self.submitted is not None:
            self.desk.do(WithdrawAcceptance(self.submitted.id))

    def _ask_lines(self) -> None:
        row = self.submitted
        if row is not None:
            self.desk.ask(line_choices.about(row.id), partial(self._ask_query, row))

    def _ask_query(self, row: ReturnRow, lines: Sequence[LineChoice]) -> None:
        AskDialog(self.desk, row, lines).ask()

    def _answer(self) -> None:
        if self.query is not None:
            AnswerDialog(self.desk, self.query).ask()

    def _settle(self) -> None:
        if self.query is not None:
            SettleDialog(self.desk, self.query).ask()

    def _reopen(self) -> None:
        if self.query is not None:
            self.desk.do(ReopenQuery(self.query.id))

    def _record(self) -> None:
        self._ask_payment(None)

    def _change(self) -> None:
        if self.payment is not None:
            self._ask_payment(self.payment)

    def _ask_payment(self, payment: RemittanceRow | None) -> None:
        if self.agreement is not None and self._found is not None:
            RemittanceDialog(self.desk, self.agreement.id, self._found.standing, payment).ask()

    def _remove(self) -> None:
        if self.payment is not None:
            self.desk.do(RemoveRemittance(self.payment.id))

    def _ask_where(self) -> None:
        """Save the files that went with the answer of the chosen query."""
        if self.query is not None:
            self.desk.export(FILES, "", WriteAnswerFiles(self.query.id), self._tell_saved)

    def _tell_saved(self, files: Sequence[Path]) -> None:
        self.query_note.say(f"Saved {', '.join(file.name for file in files)}.")

    def _tell(self, explanation: Explanation) -> None:
        self.desk.bell.told.emit(Told(explanation))


class _Note:
    """A footer that is there only while it says something: low windows have no room to spare."""

    def __init__(self, card: Card, table: DataTable) -> None:
        self.label, self._card, self._table = label("", TypeRole.SMALL, "2", wraps=True), card, table
        card.add_footer().addWidget(self.label, 1)
        self.say("")

    def say(self, words: str) -> None:
        """Show these words, or nothing, and keep the chosen row in view above them."""
        self.label.setText(words)
        footer, layout = self.label.parentWidget(), self._card.layout()
        assert footer is not None
        assert layout is not None
        footer.setVisible(bool(words))
        layout.activate()
        self._table.scrollTo(self._table.currentIndex())
