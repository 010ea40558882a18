"""What a file that the program writes says of itself."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class FileFacts:
    """Who made a file, when, with which version of the program and under which filters."""

    made_by: str
    made_at: datetime
    """An aware instant."""
    program_version: str
    filters: tuple[str, ...] = ()
