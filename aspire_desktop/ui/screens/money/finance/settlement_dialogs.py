"""Dialogs of payments: money that came with the returns it pays, and a funder's acceptance."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QWidget

from aspire_desktop.domain.money.claims import ReturnRow
from aspire_desktop.domain.money.remittances import NOTHING, RemittanceRow, spread
from aspire_desktop.domain.office.values import AgreementId, ReturnId, pounds, short_date
from aspire_desktop.domain.office.written import code_of, name_of
from aspire_desktop.services.door.action import Action
from aspire_desktop.services.money.remittances import ChangeRemittance, PaidReturn, RecordRemittance
from aspire_desktop.services.money.settlements import AcceptReturn
from aspire_desktop.ui.charts.pool import period_words
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.forms.form_dialog import FormDialog
from aspire_desktop.ui.forms.text_fields import TextField
from aspire_desktop.ui.looks.theme import TypeRole
from aspire_desktop.ui.screens.money.finance.settlement_rows import return_words
from aspire_desktop.ui.widgets.date_field import DateField
from aspire_desktop.ui.widgets.field import Field
from aspire_desktop.ui.widgets.fields import MoneyField
from aspire_desktop.ui.widgets.label import label

MOST_ROWS = 5
LONGEST = "999,999.00"
"""An amount that a field has room for."""


class ShareFields(QScrollArea, Field[tuple[PaidReturn, ...]]):
    """A field for each return that money is outstanding for. `edited` when a person types in one."""

    edited = Signal()

    def __init__(self, owed: Sequence[tuple[ReturnRow, Decimal]]) -> None:
        super().__init__()
        self.owed = tuple(owed)
        self.fields: dict[ReturnId, MoneyField] = {}
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(2, 2, 2, 2)
        grid.setColumnStretch(0, 1)
        for number, (row, outstanding) in enumerate(self.owed):
            field = MoneyField(below_nought=True)
            field.setFixedWidth(field.fontMetrics().horizontalAdvance(LONGEST) + 24)
            field.setAlignment(Qt.AlignmentFlag.AlignRight)
            words = f"{return_words(row)}, {period_words(row.period)}"
            field.setAccessibleName(f"What pays {words}")
            field.textEdited.connect(self.edited)
            owes = f"{period_words(row.period)}, {pounds(outstanding)} owed"
            grid.addWidget(label(return_words(row)), 2 * number, 0)
            grid.addWidget(label(owes, TypeRole.SMALL, "2"), 2 * number + 1, 0)
            grid.addWidget(field, 2 * number, 1, 2, 1)
            self.fields[row.id] = field
        if self.fields:
            self.setFocusProxy(next(iter(self.fields.values())))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inside)
        self.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)
        row_height = inside.sizeHint().height() // max(1, len(self.fields))
        self.setMinimumWidth(inside.sizeHint().width() + self.verticalScrollBar().sizeHint().width())
        self.setFixedHeight(row_height * min(MOST_ROWS, len(self.fields)) + 2)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Ask for the rows in view."""
        return QSize(super().sizeHint().width(), self.height())

    def show_shares(self, shares: Sequence[Decimal]) -> None:
        """Show what pays each return, in the order given; nothing leaves its field empty."""
        for field, share in zip(self.fields.values(), shares, strict=True):
            field.put(share or None)

    def when_changed(self, hear: Callable[[], object]) -> None:
        """Have `hear` called when one of the amounts is another."""
        for field in self.fields.values():
            field.when_changed(hear)

    @property
    def trouble(self) -> str:
        """Say that a field holds words that are no amount."""
        wrong = any(field.trouble for field in self.fields.values())
        return "Enter amounts like 350.00, or nothing" if wrong else ""

    def put(self, value: tuple[PaidReturn, ...]) -> None:
        """Show what pays each return."""
        paid = {share.return_id: share.amount for share in value}
        for id, field in self.fields.items():
            field.put(paid.get(id))

    def said(self, value: tuple[PaidReturn, ...]) -> str:
        """Name what is paid."""
        names = {row.id: return_words(row) for row, _ in self.owed}
        return ", ".join(f"{names.get(each.return_id, '')} {pounds(each.amount)}" for each in value)

    @property
    def given(self) -> tuple[PaidReturn, ...]:
        """Give what is paid; empty fields and noughts pay nothing."""
        given = ((id, field.given) for id, field in self.fields.items())
        return tuple(PaidReturn(id, amount) for id, amount in given if amount)


class RemittanceDialog(FormDialog):
    """The amount is spread over the returns, the oldest first, until somebody spreads it otherwise."""

    def __init__(
        self,
        desk: Desk,
        agreement_id: AgreementId,
        returns: Sequence[ReturnRow],
        payment: RemittanceRow | None = None,
    ) -> None:
        title = f"Change payment {payment.reference}" if payment else "Record payment"
        super().__init__(desk, title, "Save payment" if payment else "Record payment")
        self._agreement_id = agreement_id
        paid = {share.reference: share.amount for share in payment.shares} if payment else {}
        owed = [(row, row.outstanding + paid.get(row.summary.reference, NOTHING)) for row in returns]
        self.reference = TextField(payment.reference if payment else "", code_of)
        self.on = DateField(payment.on if payment else self.desk.clock.today())
        self.amount = MoneyField(payment.amount if payment else None, below_nought=True)
        self.shares = ShareFields([(row, amount) for row, amount in owed if amount])
        self._spread_by_hand = payment is not None
        hint, need = "The one on the remittance advice", "Enter the reference of the payment"
        self.reference_row = self.add("&Reference", self.reference, hint, need=need, about="reference")
        hint, need = "A minus sign where money went back", "Enter the amount, like 4,550.00"
        self.amount_row = self.add("&Amount in £", self.amount, hint, need=need, about="amount")
        self.beside(self.amount_row, self.add("&Date", self.on, about="on"))
        self.shares_row = self.add("Pays", self.shares, about="shares")
        self.shares_row.setVisible(bool(self.shares.fields))
        self.left = label("", TypeRole.SMALL, "2", wraps=True)
        self.fields.addWidget(self.left)
        if payment is not None:
            shares = ((row.id, paid.get(row.summary.reference, NOTHING)) for row, _ in self.shares.owed)
            kept = tuple(PaidReturn(id, amount) for id, amount in shares if amount)
            self.begin(ChangeRemittance(payment.id, payment.reference, payment.on, payment.amount, kept))
        self.amount.textEdited.connect(self._follow_amount)
        self.shares.edited.connect(self._follow_shares)
        self._say_left()

    def _follow_amount(self) -> None:
        if not self._spread_by_hand:
            self.shares.show_shares(
                spread(self.amount.given or NOTHING, [owed for _, owed in self.shares.owed])
            )
        self._say_left()

    def _follow_shares(self) -> None:
        self._spread_by_hand = True
        self._say_left()

    def _say_left(self) -> None:
        left = (self.amount.given or NOTHING) - sum((share.amount for share in self.shares.given), NOTHING)
        words = "stays unallocated: it pays no return yet." if left else "stays unallocated."
        self.left.setText(f"{pounds(left)} {words}")

    def action(self) -> Action[Any] | None:
        """Record or change the payment."""
        if self.read is not None:
            return super().action()
        figures = (self.reference.given, self.on.given, self.amount.given or NOTHING, self.shares.given)
        return RecordRemittance(self._agreement_id, *figures)


class AcceptDialog(FormDialog):
    """Who accepted a return for the funder, and when."""

    def __init__(self, desk: Desk, row: ReturnRow) -> None:
        intro = f"{pounds(row.summary.amount)}, submitted on {short_date(row.submitted_on)}."
        super().__init__(desk, f"Accept return {return_words(row)}", "Accept return", intro)
        self._row = row
        self.by, self.note = TextField(rule=name_of), TextField()
        self.on = DateField(self.desk.clock.today())
        hint, need = "The name of the funder’s officer", "Enter who accepted it for the funder"
        self.add("Accepted &by", self.by, hint, need=need, about="by")
        self.add("&On", self.on)
        self.add("&Note", self.note, "Such as the letter or e-mail that says so")

    def action(self) -> Action[Any]:
        """Record the acceptance."""
        return AcceptReturn(self._row.id, self.on.given, self.by.given, self.note.given)
