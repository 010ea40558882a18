"""The statement of a pool to print: totals, then the ledger."""

from aspire_desktop.documents.typesetting.house import Fact, PrintedColumn
from aspire_desktop.domain.money.funding import COUNTED, Pool, PoolFigure
from aspire_desktop.domain.money.ledger import LedgerEntry
from aspire_desktop.domain.money.statements import PoolStatement
from aspire_desktop.domain.office.clock import OFFICE_ZONE
from aspire_desktop.domain.office.values import long_date, pounds, short_date

_TOTALS = (
    PrintedColumn("Places", 0.24),
    PrintedColumn("What they are", 0.44),
    PrintedColumn("Number", 0.12, figures=True),
    PrintedColumn("Amount", 0.20, figures=True),
)
_LEDGER = (
    PrintedColumn("Entry", 0.055),
    PrintedColumn("When", 0.08),
    PrintedColumn("By", 0.075),
    PrintedColumn("What", 0.14),
    PrintedColumn("Person", 0.105),
    PrintedColumn("Organisation", 0.11),
    PrintedColumn("Cohort", 0.085),
    PrintedColumn("Place", 0.055),
    PrintedColumn("Committed", 0.07, figures=True),
    PrintedColumn("Claimed", 0.055, figures=True),
    PrintedColumn("Free after", 0.045, figures=True),
    PrintedColumn("Claimed after", 0.055, figures=True),
    PrintedColumn("Amount", 0.07, figures=True),
)
_NO_ENTRIES = "Nothing has been entered in this pool’s ledger yet."


def pool_statement(statement: PoolStatement) -> bytes:
    """Give the statement as a PDF, A4 landscape; the same facts always give the same bytes."""
    from aspire_desktop.documents.flow.paper import Paper  # Platypus loads for whoever prints

    pool, made = statement.pool, statement.made_at.astimezone(OFFICE_ZONE)
    when = f"{long_date(made.date())}, {made:%H:%M}"
    title = f"Statement of the pool {pool.reference}"
    foot = f"No filters: every entry. Made on {when} by {statement.made_by}."
    pages = Paper(title, foot, landscape=True)
    pages.heading(title, statement.office)
    pages.facts([Fact(name, words or "–") for name, words in _facts(statement)])
    pages.section("Where every place stands")
    pages.table(_TOTALS, _totals(pool))
    pages.section("Ledger")
    if statement.entries:
        entries = sorted(statement.entries, key=lambda entry: entry.number)
        pages.table(_LEDGER, map(_entry, entries))
    else:
        pages.paragraph(_NO_ENTRIES)
    return pages.finish()


def _facts(statement: PoolStatement) -> list[tuple[str, str]]:
    return [
        ("Funder", statement.funder),
        ("Pays for", ", ".join(statement.covers)),
        ("Agreement", f"{statement.pool.reference}, {statement.dates}"),
        ("Price of a place", pounds(statement.pool.unit)),
    ]


def _totals(pool: Pool) -> list[tuple[str, ...]]:
    standing = (
        ("Free", COUNTED[PoolFigure.FREE], pool.tally(PoolFigure.FREE)),
        ("Committed", COUNTED[PoolFigure.COMMITTED], pool.tally(PoolFigure.COMMITTED)),
        ("Claimable", COUNTED[PoolFigure.CLAIMABLE], pool.tally(PoolFigure.CLAIMABLE)),
        ("In the open return", "Net of adjustments", pool.tally(PoolFigure.IN_RETURN)),
        ("Claimed", "Submitted returns, net of adjustments", pool.tally(PoolFigure.CLAIMED)),
        ("Pool", "The five lines above", pool.whole),
    )
    return [(name, how, _count(tally.places), pounds(tally.amount)) for name, how, tally in standing]


def _entry(entry: LedgerEntry) -> tuple[str, ...]:
    at = entry.at.astimezone(OFFICE_ZONE)
    what = f"{entry.what}, {entry.return_reference}" if entry.return_reference else entry.what
    texts = (entry.by, what, entry.person, entry.organisation, entry.cohort, entry.place)
    return (
        entry.label,
        f"{short_date(at.date())} {at:%H:%M}",
        *texts,
        _moved(entry.committed),
        _moved(entry.claimed),
        _count(entry.free_after),
        _count(entry.claimed_after),
        pounds(entry.amount) if entry.amount else "",
    )


def _count(places: int) -> str:
    return f"{places:,}".replace("-", "−")


def _moved(places: int) -> str:
    return f"{places:+,}".replace("-", "−") if places else ""
