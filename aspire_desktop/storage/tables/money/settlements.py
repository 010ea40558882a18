"""Tables of what comes after a return is sent: acceptance, queries by line, payments, a funder's own form."""

from sqlalchemy import Boolean, Column, Date, UniqueConstraint

from aspire_desktop.domain.money.settlements import QueryResult
from aspire_desktop.storage.columns import Money, Prose, Words
from aspire_desktop.storage.tables.schema import kept_file, noun_table, reference

acceptances = noun_table(
    "acceptances",
    reference("return_id", "returns", index=False),
    Column("on", Date, nullable=False),
    Column("by", Prose, nullable=False),
    Column("note", Prose, nullable=False),
    UniqueConstraint("return_id"),
)
queries = noun_table(
    "queries",
    reference("line_id", "return_lines"),
    Column("question", Prose, nullable=False),
    Column("asked_on", Date, nullable=False),
    Column("due_on", Date),
    Column("answer", Prose, nullable=False),
    Column("answered_on", Date),
    Column("result", Words(QueryResult)),
    Column("amount", Money),
    Column("settled_on", Date),
)
query_files = noun_table(
    "query_files",
    reference("query_id", "queries"),
    Column("name", Prose, nullable=False),
    kept_file("document", "The file that answers a query", "name"),
)
remittances = noun_table(
    "remittances",
    reference("agreement_id", "agreements"),
    Column("reference", Prose, nullable=False),
    Column("on", Date, nullable=False),
    Column("amount", Money, nullable=False),
)
remittance_shares = noun_table(
    "remittance_shares",
    reference("remittance_id", "remittances"),
    reference("return_id", "returns"),
    Column("amount", Money, nullable=False),
)
layouts = noun_table(
    "layouts",
    reference("agreement_id", "agreements"),
    Column("name", Prose, nullable=False),
    kept_file("document", "The empty form", "name"),
    Column("mapping", Prose, nullable=False),
    Column("active", Boolean, nullable=False),
)
