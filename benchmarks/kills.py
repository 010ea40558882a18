"""Kill a real window at random, again and again, with commands at work beside it, and count what is lost.

python benchmarks/kills.py [--trials 200] [--seed N] [--platform offscreen] [--alone]

Keys, file dialogs and imports follow each other in the window. Whatever it or a command showed as saved must
be on disk afterwards, and the database sound. With --platform xcb the window is on the display; --alone
leaves the commands out, which tells how long a mark takes from the key to the disk.
"""

import argparse
import secrets
import statistics
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "reference"))

from killed_windows import Outcome, prepare, trial


def main() -> None:
    """Print a line for each trial that lost something, and the counts at the end."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--trials", type=int, default=200)
    options.add_argument("--seed", type=int, default=secrets.randbelow(10**6))
    options.add_argument("--platform", default="offscreen", help="offscreen, or xcb for a real display")
    options.add_argument("--alone", action="store_true", help="no commands beside the window")
    chosen = options.parse_args()
    print(f"seed {chosen.seed}", flush=True)
    outcomes = []
    with tempfile.TemporaryDirectory() as folder:
        prepared = prepare(Path(folder) / "prepared")
        for number in range(chosen.trials):
            seed = chosen.seed + number
            outcomes.append(
                trial(prepared, Path(folder) / str(number), seed, chosen.platform, alone=chosen.alone)
            )
            for wrong in outcomes[-1].wrong:
                print(f"seed {seed}: {wrong}", flush=True)
    report(outcomes)


def report(outcomes: list[Outcome]) -> None:
    """Print how many trials were clean and what was in them; end with 1 where one was not."""
    clean = sum(1 for each in outcomes if not each.wrong)
    said = [each.told for each in outcomes]
    took = sorted(each for told in said for each in told.milliseconds)
    print(
        f"{clean} of {len(outcomes)} trials clean: {sum(len(each.pressed) for each in said)} keys,"
        f" {sum(each.done for each in said)} shown as saved, {sum(each.dialogs for each in said)} dialogs,"
        f" {sum(len(each.imported) for each in said)} imports"
    )
    if len(took) > 1:
        p95 = statistics.quantiles(took, n=20)[-1]
        print(f"from key to disk: median {statistics.median(took)} ms, p95 {p95:.1f} ms")
    raise SystemExit(clean < len(outcomes))


if __name__ == "__main__":
    main()
