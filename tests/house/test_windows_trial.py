"""The trial under Wine reads what pytest counted as Windows writes it."""

import importlib
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "scripts" / "windows_trial"


@pytest.mark.parametrize(
    ("out", "told"),
    [
        (b"....\r\n12 passed, 1 skipped in 3.21s\r\n", "12 passed, 1 skipped in 3.21s"),
        (b"....\n=== 12 passed in 3.21s ===\n", "12 passed in 3.21s"),
        (b"1 failed\r\n===== 1 failed, 2 passed in 9s =====\r\n", "1 failed, 2 passed in 9s"),
        (b"nothing ran\r\n", "no count"),
    ],
)
def test_a_count_ends_where_its_words_end(out: bytes, told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [str(FOLDER), *sys.path])
    assert importlib.import_module("step").counted(out) == told
