"""Today and now, from a clock that tests can set."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

OFFICE_ZONE = ZoneInfo("Europe/London")


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """Give the present instant in UTC."""
        ...

    def today(self) -> date:
        """Give the present date in the office's time zone."""
        ...


class SystemClock:
    """The computer's clock."""

    def now(self) -> datetime:
        """Give the present instant in UTC."""
        return datetime.now(UTC)

    def today(self) -> date:
        """Give the present date in the office's time zone."""
        return self.now().astimezone(OFFICE_ZONE).date()


@dataclass
class SetClock:
    """A clock that stands where it was set, for tests and for building practice data."""

    instant: datetime

    def now(self) -> datetime:
        """Give the instant that was set."""
        return self.instant

    def today(self) -> date:
        """Give the set instant's date in the office's time zone."""
        return self.instant.astimezone(OFFICE_ZONE).date()
