"""A window that is killed at any moment has lost nothing that it showed as saved."""

import os
from pathlib import Path

import pytest
from killed_windows import prepare, trial

SEEDS = (3, 11)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no kill -9; benchmarks/kills.py asks on Linux")
def test_nothing_shown_as_saved_is_lost_when_a_window_is_killed(tmp_path: Path) -> None:
    """The short form of benchmarks/kills.py."""
    prepared = prepare(tmp_path / "prepared")
    outcomes = {seed: trial(prepared, tmp_path / str(seed), seed) for seed in SEEDS}
    assert {seed: each.wrong for seed, each in outcomes.items() if each.wrong} == {}
    assert sum(each.told.done for each in outcomes.values()) > 0
