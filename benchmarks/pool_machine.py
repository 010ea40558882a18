"""Let chance work in an office with several agreements, and check every figure after every step.

python benchmarks/pool_machine.py [--steps 10000] [--seed N] [--server URL] [--run 40] [--shrink]

On an encrypted file, or with --server on databases made and dropped beside the one named in the URL of a
PostgreSQL server. The seed is printed first, and counts by rule and refusal last; the rules and checks are
those of the tests (tests/reference/pool_machine.py). From 2,000 steps on every rule must have come to
something at least once. --shrink makes a failure short, which takes long.
"""

import argparse
import secrets
import sys
import tempfile
import time
from itertools import count
from pathlib import Path

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "reference"))

from fresh_offices import on_file, on_server
from pool_machine import PoolMachine
from pool_play import PLAYED, Tally

ENOUGH = 2_000
"""From so many steps on, chance must have carried out every rule."""


def main() -> None:
    """Run until so many steps were made, and say what they were."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--steps", type=int, default=10_000)
    options.add_argument("--seed", type=int, default=secrets.randbelow(10**9))
    options.add_argument("--run", type=int, default=40, help="steps in one database")
    options.add_argument("--server", help="URL of a database on a PostgreSQL server")
    options.add_argument("--shrink", action="store_true")
    chosen = options.parse_args()
    print(f"seed {chosen.seed}, {chosen.steps} steps in runs of {chosen.run}", flush=True)
    tally, began = Tally(), time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        fresh = on_server(chosen.server) if chosen.server else on_file(Path(folder))
        machine = type("Machine", (PoolMachine,), {"fresh": staticmethod(fresh), "tally": tally})
        for batch in count():
            if tally.steps >= chosen.steps:
                break
            run(machine, chosen.seed + batch, chosen.run, chosen.shrink)
            print(f"{tally.steps} steps, {time.monotonic() - began:.0f} s", flush=True)
    report(tally, chosen.seed)
    if tally.steps >= ENOUGH:
        idle = never_done(tally)
        assert not idle, f"never came to anything in {tally.steps} steps: {', '.join(idle)}"


def run(machine: type[PoolMachine], number: int, steps: int, shrink: bool) -> None:
    """Make some runs by one seed."""
    phases = (Phase.generate, Phase.shrink) if shrink else (Phase.generate,)
    chosen = settings(
        max_examples=10,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        phases=phases,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(seed(number)(machine), settings=chosen)


def never_done(tally: Tally) -> list[str]:
    """Name the rules that never came to anything, and the actions that were always refused."""
    rules = [name for name in PLAYED if not tally.rules[name]]
    return rules + [name for name in sorted(tally.refused) if not tally.done[name]]


def report(tally: Tally, number: int) -> None:
    """Print how often each rule came to something, and what was done and refused."""
    for name in sorted(PLAYED):
        print(f"  {name:<22}{tally.rules[name]:>7} times")
    for name in sorted(tally.done | tally.refused):
        print(f"  {name:<22}{tally.done[name]:>7} done{tally.refused[name]:>7} refused")
    print(f"  all rows compared after {tally.compared} refusals")
    print(f"  {tally.done.total()} actions done, {tally.refused.total()} refused")
    print(f"seed {number}: {tally.steps} steps clean")


if __name__ == "__main__":
    main()
