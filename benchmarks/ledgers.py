"""Time the ledger of one agreement, where it has every place and where it shares them with others.

python benchmarks/ledgers.py [places] [--agreements 5]     default 20000; an encrypted file, medians of five

The ratio is CPU time against the same office with one agreement. Shared between five, a ledger has a fifth of
the entries: what reads only its own comes to a fifth.
"""

import argparse
import statistics
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from aspire_desktop.domain.money.funding import Place
from aspire_desktop.domain.office.clock import SetClock
from aspire_desktop.domain.office.people import Person
from aspire_desktop.domain.office.values import AgreementId, Period
from aspire_desktop.domain.programmes.enrolments import Enrolment, Funding, Status
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.money.funding import AddAgreement
from aspire_desktop.services.money.returns import draft_return
from aspire_desktop.services.programmes.cohorts import AddCohort
from aspire_desktop.services.programmes.setup import OpenOffice
from aspire_desktop.storage.engines import Location
from aspire_desktop.storage.journal import Entry
from aspire_desktop.storage.lookups.money.ledger import ledger_balance, ledger_entries
from aspire_desktop.storage.lookups.office.organisations import organisation_rows
from aspire_desktop.storage.lookups.programmes.programmes import version_rows
from aspire_desktop.storage.store import Store
from aspire_desktop.storage.tables.schema import SCHEMA
from aspire_desktop.storage.upkeep import migrate

NOW = datetime(2026, 10, 8, 9, 30, tzinfo=UTC)
BEGINS, ENDS = date(2026, 4, 1), date(2027, 3, 31)
FIRST_DAY = date(2026, 11, 4)
SIZE = 20
QUARTER = Period(BEGINS, date(2026, 6, 30))
TIMES = 5


def main() -> None:
    """Print how long each question takes in both offices, and the ratio."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("places", type=int, nargs="?", default=20_000)
    options.add_argument("--agreements", type=int, default=5)
    chosen = options.parse_args()
    print(f"{'agreements':>10}  {'entries':>8}{'ledger':>10}{'load':>10}{'ratios':>16}", flush=True)
    alone: tuple[float, float] | None = None
    for shared in (1, chosen.agreements):
        with tempfile.TemporaryDirectory() as folder:
            location = Location(Path(folder) / "office.sqlite", "11" * 32)
            entries, *medians = measured(chosen.places, shared, location)
        ledger, load = medians
        alone = alone or (ledger, load)
        ratios = f"{ledger / alone[0]:.2f} {load / alone[1]:.2f}"
        print(f"{shared:>10}  {entries:>8}{ledger:>10.3f}{load:>10.3f}{ratios:>16}", flush=True)


def measured(count: int, shared: int, location: Location) -> tuple[int, float, float]:
    """Give a ledger's entries, and the median CPU seconds to read it after a change, and to load Finance.

    Loading reads it for the count beside its tab, and again for a check of the draft.
    """
    migrate(location)
    store = Store(location, SetClock(NOW))
    office = Office(store, "Ann")
    office.do(OpenOffice("Ann"))
    own = fill(store, office, count, shared)
    today = NOW.date()
    ledgers, loads = [], []
    for number in range(TIMES):
        change(office, 2 * number)
        began = time.process_time()
        entries = office.ask(ledger_entries, own, today)
        ledgers.append(time.process_time() - began)
        change(office, 2 * number + 1)
        began = time.process_time()
        office.ask(ledger_balance, own)
        office.ask(draft_return, own, QUARTER, office.moment)
        loads.append(time.process_time() - began)
    store.close()
    return len(entries), statistics.median(ledgers), statistics.median(loads)


def change(office: Office, number: int) -> None:
    """Do something that a ledger does not tell, so that whatever was kept of the history is old."""
    [inspire] = [row for row in office.ask(version_rows) if row.title == "Inspire OD"]
    named = {row.name: row.id for row in office.ask(organisation_rows, NOW.date())}
    office.do(
        AddCohort(f"LATE-{number}", inspire.id, named["West Midlands Employers"], "Oldbury", (FIRST_DAY,), 24)
    )


def fill(store: Store, office: Office, count: int, shared: int) -> AgreementId:
    """Take so many places, cohort by cohort under each agreement by turns; give the first agreement."""
    named = {row.name: row.id for row in office.ask(organisation_rows, NOW.date())}
    [inspire] = [row for row in office.ask(version_rows) if row.title == "Inspire OD"]
    lga, ours = named["Local Government Association"], named["West Midlands Employers"]
    figures = (count + 100, Decimal("350.00"), BEGINS, ENDS)
    covers = ((inspire.programme_id, None),)
    agreements = [
        office.do(AddAgreement(f"LGA/OD/{number}", lga, covers, *figures)).value for number in range(shared)
    ]
    days = (FIRST_DAY, FIRST_DAY + timedelta(days=1), FIRST_DAY + timedelta(days=40))
    for batch in range(count // SIZE):
        cohort = office.do(AddCohort(f"INS26-{batch:04}", inspire.id, ours, "Oldbury", days, 24)).value
        with store.writing("Ann") as work:
            for number in range(SIZE):
                person = work.add(Person("Participant", f"Number {batch * SIZE + number}")).id
                place = (cohort, person, ours, Status.CONFIRMED, "HR Adviser", Funding.LGA)
                work.add(Place(agreements[batch % shared], work.add(Enrolment(*place)).id, BEGINS))
            store.seal(work, Entry(NOW, "Ann", "Make", "Take places", final=True, schema=SCHEMA))
    return agreements[0]


if __name__ == "__main__":
    main()
