"""The command that tells the year end as at a date."""

from argparse import Namespace
from datetime import date
from pathlib import Path

from aspire_desktop.app.answers import Answer
from aspire_desktop.app.finding import agreement_called
from aspire_desktop.app.parser import Commands, a_date
from aspire_desktop.app.request import Request
from aspire_desktop.app.targets import target
from aspire_desktop.domain.money.funding import Tally
from aspire_desktop.domain.money.year_end import MonthTally, Section, YearEnd
from aspire_desktop.domain.office.values import long_date, pounds


def declare(commands: Commands) -> None:
    """Add the command."""
    add = commands.add("year-end", run_year_end, "tell what is unclaimed, unpaid, deferred, to come, at risk")
    add.add_argument("agreement", nargs="?", metavar="AGREEMENT", help="one agreement; without it, all")
    add.add_argument("--on", type=a_date, required=True, metavar="DATE", help="as at the end of this day")
    add.add_argument("--out", type=Path, required=True, metavar="FILE", help="a file .xlsx or .csv to write")


def run_year_end(request: Request, given: Namespace) -> Answer:
    """Write the file, and tell the totals of each section."""
    from aspire_desktop.services.money.year_end import WriteYearEnd
    from aspire_desktop.storage.lookups.money.year_end import year_end

    on: date = given.on
    reference: str | None = given.agreement
    out = target(given.out, request, ".xlsx", ".csv")
    with request.office() as office:
        agreement_id = agreement_called(office, reference).id if reference else None
        facts = office.ask(year_end, on, agreement_id)
        written = office.export(WriteYearEnd(on, agreement_id), out)
    return Answer(_lines(facts, written), _facts(facts, written))


def _facts(facts: YearEnd, written: Path) -> dict[str, object]:
    sections = {section.name.lower(): _tally(facts.total(section)) for section in Section}
    return {
        "on": facts.on,
        "agreement": facts.agreement or None,
        **sections,
        "months": [_month(month) for month in facts.months()],
        "file": written,
    }


def _tally(tally: Tally) -> dict[str, object]:
    return {"places": tally.places, "amount": tally.amount}


def _month(month: MonthTally) -> dict[str, object]:
    return {"month": f"{month.first:%Y-%m}" if month.first else None, **_tally(month.tally)}


def _lines(facts: YearEnd, written: Path) -> tuple[str, ...]:
    totals = ((section, facts.total(section)) for section in Section)
    return (
        f"Year end as at {long_date(facts.on)}, {facts.agreement or 'every agreement'}:",
        *(f"{section}: {total.places} places, {pounds(total.amount)}." for section, total in totals),
        f"Wrote {written}.",
    )
