"""Tables of dated prices and of what organisations are charged."""

from sqlalchemy import Boolean, Column, Date, Integer

from aspire_desktop.domain.money.charges import ChargeKind
from aspire_desktop.domain.money.funding import Vat
from aspire_desktop.storage.columns import Money, Prose, Words
from aspire_desktop.storage.tables.schema import noun_table, reference

prices = noun_table(
    "prices",
    reference("version_id", "versions"),
    Column("kind", Words(ChargeKind), nullable=False),
    Column("member", Boolean, nullable=False),
    Column("amount", Money, nullable=False),
    Column("vat", Words(Vat), nullable=False),
    Column("since", Date, nullable=False),
    Column("within_days", Integer),
)
charges = noun_table(
    "charges",
    reference("enrolment_id", "enrolments"),
    Column("kind", Words(ChargeKind), nullable=False),
    Column("raised_on", Date, nullable=False),
    Column("amount", Money, nullable=False),
    Column("vat", Words(Vat), nullable=False),
    Column("vat_amount", Money, nullable=False),
    Column("po_number", Prose, nullable=False),
    Column("invoice", Prose, nullable=False),
    Column("invoiced_on", Date),
    Column("waived_on", Date),
    Column("waiver_reason", Prose, nullable=False),
    Column("credit_note", Prose, nullable=False),
    Column("credited_on", Date),
)
