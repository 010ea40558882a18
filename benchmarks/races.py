"""Let clients race for the last places, round after round, and count what they get.

python benchmarks/races.py [--rounds 20] [--server URL]

Four processes on an encrypted file, each asking for 5 of 9 places, and with --server sixteen clients on
databases made beside the one named in the URL of a PostgreSQL server: through the program, and past it.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "reference"))

from fresh_offices import on_file, on_server
from races import NOW, Stranger, course, race, rows_got

from aspire_desktop.domain.office.clock import SetClock
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.money.funding import INVARIANTS
from aspire_desktop.storage.engines import Location
from aspire_desktop.storage.lookups.money.funding import pool_rows
from aspire_desktop.storage.store import Store

CAP = 9


def main() -> None:
    """Print a line for each kind of race, with what was got in each round."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--rounds", type=int, default=20)
    options.add_argument("--server", help="URL of a database on a PostgreSQL server")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder, on_file(Path(folder))() as location:
        told("4 processes on a file", location, chosen.rounds, lambda office: through(office, location, 4, 5))
    if chosen.server:
        with on_server(chosen.server)() as location:
            told(
                "16 clients on a server",
                location,
                chosen.rounds,
                lambda office: through(office, location, 16, 2),
            )
            told("16 past the program", location, chosen.rounds, lambda office: past(office, location))


def told(words: str, location: Location, rounds: int, run: Callable[[Office], int]) -> None:
    """Run the rounds, each for an agreement of its own, and stop where one gets other than the cap."""
    store = Store(location, SetClock(NOW), INVARIANTS)
    office = Office(store, "Ann")
    got = [run(office) for _ in range(rounds)]
    taken = [pool.committed for pool in office.ask(pool_rows, NOW.date())]
    store.close()
    print(f"{words}: {rounds} rounds for {CAP} places, got {got}, in the pools {set(taken)}", flush=True)
    if set(got) | set(taken) != {CAP}:
        raise SystemExit("a race gave other than the cap")


def through(office: Office, location: Location, clients: int, each: int) -> int:
    """Let clients ask for places through the program."""
    return sum(race(location, course(office, location, clients, CAP, each).clients))


def past(office: Office, location: Location) -> int:
    """Let another program write places past ours."""
    agreement = course(office, location, 1, CAP, 1).agreement
    strangers = [Stranger(str(location.url), agreement, 2) for _ in range(16)]
    with ThreadPoolExecutor(16) as runners:
        return sum(runners.map(rows_got, strangers))


if __name__ == "__main__":
    main()
