"""A process that reads what others made has limits of memory and time, whatever the system."""

import subprocess
import sys
from pathlib import Path

from systems import keeps_limits

ROOT = Path(__file__).parents[3]
BEGIN = "from aspire_desktop.documents.intake.child_limits import limit_this_process as limit\n"
GREEDY = (
    BEGIN
    + "limit(256 * 2**20, 5)\ntry:\n    bytearray(400 * 2**20)\nexcept MemoryError:\n    print('refused')"
)
ENDLESS = BEGIN + "limit(512 * 2**20, 1)\nwhile True: pass"


def run(program: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )


@keeps_limits
def test_memory_beyond_the_limit_is_refused() -> None:
    assert run(GREEDY).stdout.strip() == "refused"


@keeps_limits
def test_time_beyond_the_limit_ends_the_process() -> None:
    assert run(ENDLESS).returncode != 0
