"""Time a mark on the register from the key to the painted cell, while the marks before it are being saved.

python benchmarks/register.py [--people 20] [--rounds 10] [--pause 120]     off screen, on an encrypted file
"""

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from aspire_desktop.domain.office.clock import SetClock
from aspire_desktop.domain.office.values import CohortId
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.office.people import AddPerson
from aspire_desktop.services.programmes.cohorts import AddCohort
from aspire_desktop.services.programmes.enrolments import EnrolParticipant
from aspire_desktop.services.programmes.setup import OpenOffice
from aspire_desktop.storage.engines import Location
from aspire_desktop.storage.lookups.office.organisations import organisation_rows
from aspire_desktop.storage.lookups.programmes.programmes import version_rows
from aspire_desktop.storage.store import Store
from aspire_desktop.storage.upkeep import migrate
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.desk.dispatcher import Dispatcher
from aspire_desktop.ui.desk.memory import Memory
from aspire_desktop.ui.desk.switchboard import Switchboard
from aspire_desktop.ui.register.panel import RegisterPanel
from aspire_desktop.ui.shell.start import dress, make_application

NOW = datetime(2026, 10, 8, 9, 30, tzinfo=UTC)
DAYS = (date(2026, 9, 10), NOW.date(), date(2026, 11, 12), date(2026, 12, 10), date(2027, 1, 14))
LETTERS = (Qt.Key.Key_P, Qt.Key.Key_L, Qt.Key.Key_A, Qt.Key.Key_P, Qt.Key.Key_E)


@dataclass(frozen=True)
class Took:
    """Seconds from the key to the painted cell, and those that the interface thread worked in them."""

    clock: float
    cpu: float


class Painted(QObject):
    """Notes that the grid was painted."""

    def __init__(self) -> None:
        super().__init__()
        self.seen = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Watch the paint events of the grid."""
        self.seen = self.seen or event.type() == QEvent.Type.Paint
        return False


def main() -> None:
    """Print the median, the 95th percentile and the worst of all marks."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--people", type=int, default=20)
    options.add_argument("--rounds", type=int, default=10)
    options.add_argument("--pause", type=int, default=120, help="milliseconds between two keys")
    chosen = options.parse_args()
    app = make_application()
    with tempfile.TemporaryDirectory() as folder:
        memory = Memory(Path(folder))
        dress(app, memory)
        store = Store(_database(Path(folder)), SetClock(NOW))
        office = Office(store, "Ann")
        cohort_id = _cohort(office, chosen.people)
        switchboard = Switchboard(office, Dispatcher(), memory)
        print(f"{chosen.people} people, {len(DAYS)} sessions, window of 1204 × 780")
        print(f"{'keys':<35}{'marks':>7}{'median ms':>11}{'p95 ms':>9}{'worst ms':>10}")
        for words, pause in ((f"every {chosen.pause} ms", chosen.pause), ("as fast as it takes them", 0)):
            _print(words, _measure(switchboard, cohort_id, chosen.rounds, pause))
        switchboard.close()
        store.close()


def _print(words: str, took: Sequence[Took]) -> None:
    for kind, seconds in (("clock", [each.clock for each in took]), ("own CPU", [each.cpu for each in took])):
        ordered = sorted(each * 1000 for each in seconds)
        late = ordered[round(len(ordered) * 0.95) - 1]
        figures = f"{statistics.median(ordered):>11.1f}{late:>9.1f}{ordered[-1]:>10.1f}"
        print(f"{words:<26}{kind:<9}{len(ordered):>7}{figures}")


def _measure(switchboard: Switchboard, cohort_id: CohortId, rounds: int, pause: int) -> list[Took]:
    """Give what each mark took: every round marks everybody and clears them again."""
    panel = RegisterPanel(Desk(switchboard))
    switchboard.begin()
    panel.resize(1204, 780)
    panel.show()
    panel.show_cohort(cohort_id)
    _settle(switchboard)
    panel.activateWindow()
    panel.focus_grid()
    painted = Painted()
    panel.grid.viewport().installEventFilter(painted)
    taken = []
    for number in range(rounds):
        panel.grid.go_to(0, panel.model.session)
        QTest.qWait(50)
        for place in range(panel.model.rowCount()):
            taken.append(_mark(panel, painted, LETTERS[(place + number) % len(LETTERS)]))
            QTest.qWait(pause)
        _settle(switchboard)
    panel.close()
    return taken


def _mark(panel: RegisterPanel, painted: Painted, key: Qt.Key) -> Took:
    painted.seen = False
    began, worked = time.perf_counter(), time.thread_time()
    QTest.keyClick(panel.grid, key)
    while not painted.seen:
        QApplication.processEvents()
    return Took(time.perf_counter() - began, time.thread_time() - worked)


def _settle(switchboard: Switchboard) -> None:
    while not switchboard.idle:
        QTest.qWait(10)


def _database(folder: Path) -> Location:
    location = Location(file=folder / "office.sqlite", key="5a" * 48)
    migrate(location)
    store = Store(location, SetClock(NOW))
    Office(store, "Ann").do(OpenOffice("Ann"))
    store.close()
    return location


def _cohort(office: Office, people: int) -> CohortId:
    councils = office.ask(organisation_rows, NOW.date())
    version = next(row for row in office.ask(version_rows) if row.title == "Aspire 2.0")
    id = office.do(AddCohort("ASP26-WM02", version.id, councils[0].id, "Oldbury", DAYS, people)).value
    for number in range(people):
        employer = councils[number % len(councils)].id
        person = AddPerson("Given", f"Family {number:02}", f"p{number}@council.example", "Adviser", employer)
        office.do(EnrolParticipant(id, office.do(person).value))
    return id


if __name__ == "__main__":
    main()
