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


@dataclass(frozen=True)
class Moment:
    """When something is worked out, and for whom: what a draft, a file or a paper says of itself."""

    today: date
    """The date in the office's time zone."""
    at: datetime
    """The instant, in UTC."""
    actor: str

    @classmethod
    def of(cls, clock: Clock, actor: str) -> "Moment":
        """Give the present moment, for somebody."""
        return cls(clock.today(), clock.now(), actor)


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
