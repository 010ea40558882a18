"""Where this computer backs up a database to: what the person chose, or else a folder beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from aspire_desktop.app import settings
from aspire_desktop.services.office.backups import NotedPlace

FOLDER: Final = "Aspire backups"


@dataclass(frozen=True)
class Places:
    """The places of one database, in the settings of this computer: paths mean nothing on another one."""

    database: Path

    def read(self) -> Sequence[NotedPlace]:
        """Give the places, the first to be written to first."""
        noted = settings.noted_places(self.database)
        if noted is None:
            return [NotedPlace(self.database.parent / FOLDER)]
        return [_read(each) for each in noted]

    def write(self, places: Sequence[NotedPlace]) -> None:
        """Remember them."""
        settings.note_places(self.database, [_written(each) for each in places])


def _read(noted: dict[str, str]) -> NotedPlace:
    newest = noted.get("newest")
    return NotedPlace(
        Path(noted.get("folder", "")),
        datetime.fromisoformat(newest) if newest else None,
        noted.get("trouble", ""),
    )


def _written(place: NotedPlace) -> dict[str, str]:
    newest = place.newest.isoformat() if place.newest else ""
    return {"folder": str(place.folder), "newest": newest, "trouble": place.trouble}
