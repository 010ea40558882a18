"""Every database that a release has written still opens, sound and with all its rows."""

import shutil
from pathlib import Path

import pytest
from sqlalchemy import func, select

from aspire_desktop.domain.clock import SetClock
from aspire_desktop.services.funding import INVARIANTS
from aspire_desktop.storage.engines import Location
from aspire_desktop.storage.soundness import problems
from aspire_desktop.storage.store import Store
from aspire_desktop.storage.tables.schema import metadata
from aspire_desktop.storage.upkeep import make_ready

RELEASED = Path(__file__).parents[1] / "released"
ROWS = {
    "0.1.0": {
        "action": 12,
        "people": 30,
        "enrolments": 30,
        "marks": 108,
        "certificates": 14,
        "return_lines": 9,
    },
}
"""How many rows some tables of each release's database had when it was written."""


@pytest.mark.parametrize("version", sorted(folder.name for folder in RELEASED.iterdir()))
def test_a_released_database_opens(version: str, tmp_path: Path, clock: SetClock) -> None:
    file = Path(shutil.copy(RELEASED / version / "practice.sqlite", tmp_path))
    location = Location(file, (RELEASED / version / "practice.sqlite.key").read_text().split()[0])
    make_ready(location, clock.now())
    assert problems(location, INVARIANTS) == []
    store = Store(location, clock)
    with store.reading() as connection:
        counted = {
            name: connection.scalar(select(func.count()).select_from(metadata.tables[name]))
            for name in ROWS[version]
        }
    store.close()
    assert counted == ROWS[version]
