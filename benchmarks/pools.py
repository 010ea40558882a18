"""Time what Finance reads of an agreement and one booking of it, by how many places are taken.

python benchmarks/pools.py [places ...]     default 1300 5000; an encrypted file, medians of three
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from aspire_desktop.domain.money.funding import Place
from aspire_desktop.domain.office.clock import SetClock
from aspire_desktop.domain.office.people import Employment, Person
from aspire_desktop.domain.office.values import AgreementId, CohortId, OrganisationId, Period, PersonId
from aspire_desktop.domain.programmes.attendance import Code, Mark
from aspire_desktop.domain.programmes.cohorts import Session
from aspire_desktop.domain.programmes.enrolments import Enrolment, Funding, Status
from aspire_desktop.services.contact.erasures import ErasePerson
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.money.funding import INVARIANTS, AddAgreement
from aspire_desktop.services.money.returns import SubmitReturn, draft_return
from aspire_desktop.services.office.people import AddPerson
from aspire_desktop.services.programmes.cohorts import AddCohort
from aspire_desktop.services.programmes.enrolments import EnrolParticipant
from aspire_desktop.services.programmes.setup import OpenOffice
from aspire_desktop.storage.engines import Location
from aspire_desktop.storage.journal import Entry
from aspire_desktop.storage.lookups.contact.erasures import erasure_plan
from aspire_desktop.storage.lookups.money.funding import pool_places, pool_rows
from aspire_desktop.storage.lookups.money.ledger import ledger_entries
from aspire_desktop.storage.lookups.money.returns import changes_since, return_rows
from aspire_desktop.storage.lookups.money.year_end import year_end
from aspire_desktop.storage.lookups.office.organisations import organisation_rows
from aspire_desktop.storage.lookups.programmes.programmes import version_rows
from aspire_desktop.storage.store import Store
from aspire_desktop.storage.tables.schema import SCHEMA
from aspire_desktop.storage.upkeep import migrate

NOW = datetime(2026, 10, 8, 9, 30, tzinfo=UTC)
BEGINS, ENDS = date(2026, 4, 1), date(2027, 3, 31)
MUCH_LATER = datetime(2034, 1, 9, 9, 30, tzinfo=UTC)
FIRST_PERSON = PersonId(1)
"""Whose place is in the return that was submitted."""
FIRST, SECOND = Period(BEGINS, date(2026, 6, 30)), Period(date(2026, 7, 1), date(2026, 9, 30))
FIRST_DAYS = (date(2026, 5, 6), date(2026, 7, 8), date(2026, 11, 4))
"""Claimed already, to be claimed, and to come: a third of the cohorts each."""
SIZE = 18


def main() -> None:
    """Print a table, one line for each size and question."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("places", type=int, nargs="*", default=[1300, 5000])
    chosen = options.parse_args()
    print(f"{'places':>7}  {'what':<34}{'CPU s':>8}")
    for count in chosen.places:
        with tempfile.TemporaryDirectory() as folder:
            measure(count, Location(Path(folder) / "office.sqlite", "11" * 32))


def measure(count: int, location: Location) -> None:
    """Make an office with so many places, and time its questions and actions."""
    migrate(location)
    store = Store(location, SetClock(NOW), INVARIANTS)
    office = Office(store, "Ann")
    office.do(OpenOffice("Ann"))
    agreement, cohort, person = fill(store, office, count)
    submitted = timed(lambda: office.do(SubmitReturn(agreement, FIRST.begins, FIRST.ends)))
    print(f"{count:>7}  {'submit a return of a third':<34}{submitted:>8.2f}")
    today = NOW.date()
    asked: dict[str, Callable[[], object]] = {
        "figures of every pool": lambda: office.ask(pool_rows, today),
        "places of one pool": lambda: office.ask(pool_places, agreement, today),
        "ledger": lambda: office.ask(ledger_entries, agreement, today),
        "draft of a third, with its checks": lambda: office.ask(
            draft_return, agreement, SECOND, office.moment
        ),
        "returns submitted": lambda: office.ask(return_rows, today),
        "changes since them": lambda: office.ask(changes_since, today),
        "year end": lambda: office.ask(year_end, ENDS, None),
    }
    for name, ask in asked.items():
        seconds = statistics.median(timed(ask) for _ in range(3))
        print(f"{count:>7}  {name:<34}{seconds:>8.2f}")
        sys.stdout.flush()
    enrolled = timed(lambda: office.do(EnrolParticipant(cohort, person, Funding.LGA)))
    print(f"{count:>7}  {'enrol one more person':<34}{enrolled:>8.2f}")
    later = Office(Store(location, SetClock(MUCH_LATER), INVARIANTS), "Ann")
    planned = timed(lambda: later.ask(erasure_plan, FIRST_PERSON, MUCH_LATER.date()))
    print(f"{count:>7}  {'what erasing one would meet with':<34}{planned:>8.2f}")
    erased = timed(lambda: later.do(ErasePerson(FIRST_PERSON)))
    print(f"{count:>7}  {'erase one from a return of a third':<34}{erased:>8.2f}")
    store.close()


def timed(work: Callable[[], object]) -> float:
    """Give the CPU seconds of it."""
    began = time.process_time()
    work()
    return time.process_time() - began


def fill(store: Store, office: Office, count: int) -> tuple[AgreementId, CohortId, PersonId]:
    """Take so many places on cohorts of eighteen; give a cohort with room, and a person without a place."""
    named = {row.name: row.id for row in office.ask(organisation_rows, NOW.date())}
    [inspire] = [row for row in office.ask(version_rows) if row.title == "Inspire OD"]
    lga, ours = named["Local Government Association"], named["West Midlands Employers"]
    covers = ((inspire.programme_id, None),)
    figures = (count + 100, Decimal("350.00"), BEGINS, ENDS)
    agreement = office.do(AddAgreement("LGA/OD/2026-11", lga, covers, *figures)).value
    cohorts = []
    for number in range(count // SIZE + 1):
        first = FIRST_DAYS[number % 3]
        days = (first, first + timedelta(days=1), first + timedelta(days=40))
        wanted = AddCohort(f"INS26-{number:04}", inspire.id, ours, "Oldbury", days, 24)
        cohorts.append(office.do(wanted).value)
    take(store, count, agreement, cohorts, list(named.values()))
    person = office.do(AddPerson("Late", "Comer", "", "HR Adviser", ours)).value
    return agreement, cohorts[-1], person


def take(
    store: Store,
    count: int,
    agreement: AgreementId,
    cohorts: list[CohortId],
    bodies: list[OrganisationId],
) -> None:
    """Put people on the cohorts, eighteen to each, and mark the sessions that are over."""
    with store.writing("Ann") as work:
        over = [session for session in work.all(Session) if session.on < NOW.date()]
        for number in range(count):
            body, cohort = bodies[number % len(bodies)], cohorts[number // SIZE]
            person = work.add(Person("Participant", f"Number {number}")).id
            work.add(Employment(person, body, "HR Adviser"))
            own = work.add(Enrolment(cohort, person, body, Status.CONFIRMED, "HR Adviser", Funding.LGA)).id
            work.add(Place(agreement, own, BEGINS))
            work.add_all([Mark(each.id, own, Code.PRESENT) for each in over if each.cohort_id == cohort])
        store.seal(work, Entry(NOW, "Ann", "Make", "Take places", final=True, schema=SCHEMA))


if __name__ == "__main__":
    main()
