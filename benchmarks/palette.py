"""Time the palette from a key to the painted answer, beside many people.

python benchmarks/palette.py [--people 25000] [--rounds 5]     off screen, on an encrypted file

Words are typed letter by letter, each letter once the answer to the one before it is painted; those with a
slip are timed at their last letter, where nothing matches any more and slips are looked for.
"""

import argparse
import os
import statistics
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from aspire_desktop.domain.office.clock import SetClock
from aspire_desktop.domain.office.people import Employment, Person
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.programmes.setup import OpenOffice
from aspire_desktop.storage.engines import Location
from aspire_desktop.storage.journal import Entry
from aspire_desktop.storage.lookups.office.organisations import organisation_rows
from aspire_desktop.storage.store import Store
from aspire_desktop.storage.tables.schema import SCHEMA
from aspire_desktop.storage.upkeep import migrate
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.desk.dispatcher import Dispatcher
from aspire_desktop.ui.desk.memory import Memory
from aspire_desktop.ui.desk.switchboard import Switchboard
from aspire_desktop.ui.shell.main_window import MainWindow
from aspire_desktop.ui.shell.navigation import ENTRIES
from aspire_desktop.ui.shell.start import dress, make_application

NOW = datetime(2026, 10, 8, 9, 30, tzinfo=UTC)
GIVEN = ("Siân", "Bo", "Priya", "Harpreet", "Martin", "Daljit", "Zoë", "Ann", "Łukasz", "Megan")
FAMILY = ("O’Neill", "Sanderson", "Sandhu", "Nair", "Gill", "Hargreaves", "Deshmukh", "Foley", "Li", "Webb")
WORDS = ("sandhu", "walsall", "priya nair", "aspire", "export", "o’neill 24")
SLIPS = ("sadnhu", "hagreaves", "wallsal")


def main() -> None:
    """Print the median, the 95th percentile and the worst of all letters, and of words with a slip."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--people", type=int, default=25_000)
    options.add_argument("--rounds", type=int, default=5)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        location = Location(Path(folder) / "office.sqlite", "11" * 32)
        migrate(location)
        store = Store(location, SetClock(NOW))
        office = Office(store, "Ann")
        office.do(OpenOffice("Ann"))
        fill(store, office, chosen.people)
        letters, slips = timed(office, Path(folder), chosen.rounds)
        store.close()
    for name, times in (("letter", letters), ("slip", slips)):
        millis = sorted(1000 * each for each in times)
        late = millis[int(0.95 * (len(millis) - 1))]
        print(f"{name:>8}: median {statistics.median(millis):.1f} ms, p95 {late:.1f}, worst {millis[-1]:.1f}")


def fill(store: Store, office: Office, count: int) -> None:
    """Put so many people on record, each with a job."""
    bodies = [row.id for row in office.ask(organisation_rows, NOW.date())]
    with store.writing("Ann") as work:
        made = []
        for n in range(count):
            person = Person(GIVEN[n % 10], f"{FAMILY[n // 10 % 10]} {n}")
            person.tell(email=f"person{n}@council{n % 300}.gov.uk")
            work.add(person)
            made.append(person)
        work.flush()
        for n, person in enumerate(made):
            work.add(Employment(person.id, bodies[n % len(bodies)], "HR Adviser"))
        store.seal(work, Entry(store.clock.now(), "Ann", "Make", "Make people", final=True, schema=SCHEMA))


def timed(office: Office, folder: Path, rounds: int) -> tuple[list[float], list[float]]:
    """Give the seconds of each letter, and of each last letter of a word with a slip."""
    application = make_application()
    memory = Memory(folder / "looks")
    dress(application, memory)
    switchboard = Switchboard(office, Dispatcher(), memory)
    desk = Desk(switchboard)
    window = MainWindow(desk, ENTRIES, "Office.aspire")
    switchboard.begin()
    window.resize(1440, 868)
    window.show()
    settle(desk)
    letters, slips = list[float](), list[float]()
    for _ in range(rounds):
        for word in WORDS:
            letters += typed(window, desk, word)
        for word in SLIPS:
            slips.append(typed(window, desk, word)[-1])
    switchboard.close()
    return letters, slips


def typed(window: MainWindow, desk: Desk, word: str) -> list[float]:
    """Open the palette, type a word, close it; give the seconds of each letter."""
    palette = window.palette_box
    palette.open()
    settle(desk)
    took = []
    for letter in word:
        began = time.perf_counter()
        palette.field.insert(letter)
        settle(desk)
        palette.list.viewport().repaint()
        took.append(time.perf_counter() - began)
    palette.close_again()
    return took


def settle(desk: Desk) -> None:
    """Wait until nothing is under way."""
    while not desk.idle:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    QApplication.processEvents()


if __name__ == "__main__":
    main()
