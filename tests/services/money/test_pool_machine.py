"""Whatever is done to places and returns in any order: five states, lines, ledger and bytes agree.

Here chance works a little; benchmarks/pool_machine.py lets it work for as long as one likes.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import count
from pathlib import Path

from hypothesis import HealthCheck, seed, settings
from hypothesis.stateful import run_state_machine_as_test
from pool_machine import PoolMachine
from pool_play import Tally

from aspire_desktop.storage.engines import Location
from tests.conftest import KEY, Server

SEED = 20_261_125
HEALTH = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)


def run(fresh: Callable[[], AbstractContextManager[Location]], runs: int, steps: int) -> Tally:
    """Let chance work, by a fixed seed, and give what it did."""
    tally = Tally()
    machine = type("Machine", (PoolMachine,), {"fresh": staticmethod(fresh), "tally": tally})
    options = settings(
        max_examples=runs,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        derandomize=False,
        suppress_health_check=HEALTH,
    )
    run_state_machine_as_test(seed(SEED)(machine), settings=options)
    return tally


def test_the_pool_adds_up_on_a_file(templates: Path, tmp_path: Path) -> None:
    numbers = count()

    @contextmanager
    def fresh() -> Iterator[Location]:
        copy = Path(shutil.copy(templates / "open.sqlite", tmp_path / f"{next(numbers)}.sqlite"))
        yield Location(file=copy, key=KEY)
        copy.unlink()

    tally = run(fresh, 3, 18)
    assert tally.done.total() > tally.refused.total() > 0


def test_the_pool_adds_up_on_a_server(server: Server) -> None:
    tally = run(lambda: server.copy_of("template_open"), 3, 14)
    assert tally.done.total() > tally.refused.total() > 0
