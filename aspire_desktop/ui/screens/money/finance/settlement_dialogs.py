"""Dialogs of payments: money that came with the returns it pays, and a funder's acceptance."""

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit, QScrollArea, QWidget

from aspire_desktop.domain.money.claims import ReturnRow
from aspire_desktop.domain.money.remittances import NOTHING, RemittanceRow, spread
from aspire_desktop.domain.office.values import AgreementId, ReturnId, pounds, short_date
from aspire_desktop.services.door.action import Action
from aspire_desktop.services.money.remittances import ChangeRemittance, PaidReturn, RecordRemittance
from aspire_desktop.services.money.settlements import AcceptReturn
from aspire_desktop.ui.charts.pool import period_words
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.forms.form_dialog import FormDialog
from aspire_desktop.ui.looks.theme import TypeRole
from aspire_desktop.ui.screens.money.finance.settlement_rows import return_words
from aspire_desktop.ui.widgets.date_field import DateField
from aspire_desktop.ui.widgets.fields import MoneyField
from aspire_desktop.ui.widgets.label import label

MOST_ROWS = 5
LONGEST = "999,999.00"
"""An amount that a field has room for."""


class ShareFields(QScrollArea):
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
            field.show_amount(share or None)

    @property
    def wrong(self) -> bool:
        """Whether a field holds words that are no amount."""
        return any(field.text().strip() and field.amount is None for field in self.fields.values())

    @property
    def shares(self) -> tuple[PaidReturn, ...]:
        """Give what is paid; empty fields and noughts pay nothing."""
        given = ((id, field.amount) for id, field in self.fields.items())
        return tuple(PaidReturn(id, amount) for id, amount in given if amount)


class PaymentDialog(FormDialog):
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
        self._agreement_id, self._payment = agreement_id, payment
        paid = {share.reference: share.amount for share in payment.shares} if payment else {}
        owed = [(row, row.outstanding + paid.get(row.summary.reference, NOTHING)) for row in returns]
        self.reference = QLineEdit(payment.reference if payment else "")
        self.on = DateField(payment.on if payment else self.desk.clock.today())
        self.amount = MoneyField(payment.amount if payment else None, below_nought=True)
        self.shares = ShareFields([(row, amount) for row, amount in owed if amount])
        self._spread_by_hand = payment is not None
        self.reference_row = self.add("&Reference", self.reference, "The one on the remittance advice")
        self.amount_row = self.add("&Amount in £", self.amount, "A minus sign where money went back")
        self.beside(self.amount_row, self.add("&Date", self.on))
        self.shares_row = self.add("Pays", self.shares)
        self.shares_row.setVisible(bool(self.shares.fields))
        self.left = label("", TypeRole.SMALL, "2", wraps=True)
        self.fields.addWidget(self.left)
        if payment is not None:
            self.shares.show_shares([paid.get(row.summary.reference, NOTHING) for row, _ in self.shares.owed])
        self.amount.textEdited.connect(self._follow_amount)
        self.shares.edited.connect(self._follow_shares)
        self._say_left()

    def _follow_amount(self) -> None:
        if not self._spread_by_hand:
            self.shares.show_shares(
                spread(self.amount.amount or NOTHING, [owed for _, owed in self.shares.owed])
            )
        self._say_left()

    def _follow_shares(self) -> None:
        self._spread_by_hand = True
        self._say_left()

    def _say_left(self) -> None:
        left = (self.amount.amount or NOTHING) - sum((share.amount for share in self.shares.shares), NOTHING)
        words = "stays unallocated: it pays no return yet." if left else "stays unallocated."
        self.left.setText(f"{pounds(left)} {words}")

    def send(self) -> None:
        """Record or change the payment."""
        amount = self.amount.amount
        if not self.reference.text().strip():
            self.wrong(self.reference_row, "Enter the reference of the payment")
        if amount is None:
            self.wrong(self.amount_row, "Enter the amount, like 4,550.00")
        if self.shares.wrong:
            self.wrong(self.shares_row, "Enter amounts like 350.00, or nothing")
        if amount is None or any(row.error for row in self.rows):
            return
        figures = (self.reference.text(), self.on.day, amount, self.shares.shares)
        action: Action[object]
        if self._payment is None:
            action = RecordRemittance(self._agreement_id, *figures)
        else:
            action = ChangeRemittance(self._payment.id, *figures)
        self.do(action)


class AcceptDialog(FormDialog):
    """Who accepted a return for the funder, and when."""

    def __init__(self, desk: Desk, row: ReturnRow) -> None:
        intro = f"{pounds(row.summary.amount)}, submitted on {short_date(row.submitted_on)}."
        super().__init__(desk, f"Accept return {return_words(row)}", "Accept return", intro)
        self._row = row
        self.by, self.on, self.note = QLineEdit(), DateField(self.desk.clock.today()), QLineEdit()
        self.by_row = self.add("Accepted &by", self.by, "The name of the funder’s officer")
        self.add("&On", self.on)
        self.add("&Note", self.note, "Such as the letter or e-mail that says so")

    def send(self) -> None:
        """Record the acceptance."""
        if not self.by.text().strip():
            self.wrong(self.by_row, "Enter who accepted it for the funder")
            return
        self.do(AcceptReturn(self._row.id, self.on.day, self.by.text(), self.note.text()))
