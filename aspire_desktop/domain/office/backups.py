"""Backups: which are kept and which may go, and what is said of those there are."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Final

from aspire_desktop.domain.office.clock import OFFICE_ZONE
from aspire_desktop.domain.office.values import short_date

DAYS: Final = 12
WEEKS: Final = 10
MONTHS: Final = 9


class Shelf(StrEnum):
    """Why a copy is kept."""

    DAILY = "Daily"
    WEEKLY = "Weekly"
    MONTHLY = "Monthly"
    UPDATE = "Before an update"


class Checked(StrEnum):
    """What is known of a copy: it is called a backup once it was opened and checked."""

    SOUND = "opened and checked"
    NOT_YET = "not checked yet"
    UNSOUND = "not sound"


@dataclass(frozen=True)
class KeptCopy:
    """One copy of the database in one place."""

    file: Path
    at: datetime
    """When it was taken, in UTC."""
    size: int
    """Bytes."""
    head: int
    """The number of the last change in it; 0 where that is not known yet."""
    checked: Checked
    before_update: bool = False
    digest: str = ""
    """That of its last change: after a restore two histories have changes of the same number."""

    @property
    def day(self) -> date:
        """The day on which it was taken, in the office's time zone."""
        return self.at.astimezone(OFFICE_ZONE).date()


def shelved(copies: Iterable[KeptCopy]) -> dict[KeptCopy, Shelf]:
    """Give the copies of one place that are kept, each with why: the newest of each of the latest 12 days
    that have one, then of 10 weeks before those, then of 9 months before those.

    Only copies that were checked take a place on a shelf. Those before an update are kept apart.
    """
    kept = {each: Shelf.UPDATE for each in copies if each.before_update}
    left = sorted((each for each in copies if _counts(each)), key=_newest_last, reverse=True)
    for shelf, room, span in (
        (Shelf.DAILY, DAYS, _day),
        (Shelf.WEEKLY, WEEKS, _week),
        (Shelf.MONTHLY, MONTHS, _month),
    ):
        spans = list(dict.fromkeys(span(each) for each in left))[:room]
        for each in spans:
            kept[next(copy for copy in left if span(copy) == each)] = shelf
        last = spans[-1] if spans else None
        left = [] if len(spans) < room else _after(left, last, span)
    return kept


def may_go(copies: Sequence[KeptCopy]) -> list[KeptCopy]:
    """Give the copies of one place that may be deleted.

    A good copy stays while a newer one is not checked; what is not checked, or before an update, stays; and
    of a copy that is not sound there must be a good one that is newer.
    """
    kept = shelved(copies)
    waiting = max((each.at for each in copies if each.checked is Checked.NOT_YET), default=None)
    newest = max((each.at for each in copies if each.checked is Checked.SOUND), default=None)
    return [
        each
        for each in copies
        if each not in kept
        and not each.before_update
        and each.checked is not Checked.NOT_YET
        and (waiting is None or waiting <= each.at)
        and newest is not None
        and newest > each.at
    ]


def _counts(copy: KeptCopy) -> bool:
    return copy.checked is Checked.SOUND and not copy.before_update


def _newest_last(copy: KeptCopy) -> tuple[datetime, str]:
    return copy.at, str(copy.file)


def _day(copy: KeptCopy) -> Hashable:
    return copy.day


def _week(copy: KeptCopy) -> Hashable:
    return copy.day.isocalendar()[:2]


def _month(copy: KeptCopy) -> Hashable:
    return copy.day.year, copy.day.month


def _after(left: Sequence[KeptCopy], last: Hashable, span: Callable[[KeptCopy], Hashable]) -> list[KeptCopy]:
    """Give what is older than everything of the last span kept."""
    spans = [span(each) for each in left]
    return list(left[len(spans) - spans[::-1].index(last) :])


# What is said of them


@dataclass(frozen=True)
class BackupPlaceState:
    """A place of backups: whether it is there, its newest good copy, and what went wrong there last."""

    folder: Path
    connected: bool
    newest: datetime | None
    trouble: str = ""

    @property
    def well(self) -> bool:
        """Tell whether backups reach it."""
        return self.connected and not self.trouble


@dataclass(frozen=True)
class BackupRow:
    """A copy as listed: the same one may lie in several places."""

    name: str
    at: datetime
    size: int
    changes: int | None
    """How many since the one before it; None for the first, and where it is not known."""
    checked: Checked
    shelf: Shelf | None
    files: tuple[Path, ...]

    @property
    def told_checked(self) -> str:
        """Say “opened, 2 places”."""
        places = f"{len(self.files)} place{'' if len(self.files) == 1 else 's'}"
        return f"{'opened' if self.checked is Checked.SOUND else self.checked}, {places}"


@dataclass(frozen=True)
class BackupState:
    """How things stand with the backups of a database."""

    places: tuple[BackupPlaceState, ...]
    rows: tuple[BackupRow, ...]
    pending: int
    """Changes that no good copy holds yet."""

    @property
    def newest(self) -> datetime | None:
        """When the newest good copy was taken that is in any place."""
        return max((each.newest for each in self.places if each.newest), default=None)

    @property
    def worst(self) -> BackupPlaceState | None:
        """The place that backups do not reach; of several the one whose newest copy is the oldest."""
        first = datetime.min.replace(tzinfo=UTC)
        bad = [each for each in self.places if not each.well]
        return min(bad, key=lambda each: each.newest or first, default=None)

    def is_due(self, today: date) -> bool:
        """Tell whether something changed and nothing was kept today, or a place lacks the newest copy."""
        newest = self.newest
        if newest is None:
            return self.pending > 0
        behind = any(each.connected and each.newest != newest for each in self.places)
        return behind or (self.pending > 0 and newest.astimezone(OFFICE_ZONE).date() < today)


@dataclass(frozen=True)
class Loss:
    """What would be missing if a backup were restored."""

    taken: datetime
    same: bool
    """Whether it is a backup of this database, from its own history."""
    changes: int = 0
    people: int = 0
    first: tuple[str, ...] = ()
    """Returns and certificates among the changes, in words."""
    kinds: tuple[tuple[str, int], ...] = field(default=())
    """The other kinds of change, each with how many."""


def ago(at: datetime | None, today: date) -> str:
    """Say when a copy was taken: “06:00 today”, “06:00 yesterday”, “on 6 Oct 2026”; “never”."""
    if at is None:
        return "never"
    here = at.astimezone(OFFICE_ZONE)
    days = (today - here.date()).days
    if days in (0, 1):
        return f"{here:%H:%M} {'yesterday' if days else 'today'}"
    return f"on {short_date(here.date())}"


def told_state(state: BackupState, today: date) -> str:
    """Say in a few words how old the newest copy is, and which place is not reached."""
    if not state.places:
        return "No place for backups"
    worst = state.worst
    if worst is not None and worst.newest is not None:
        return f"Backup place not reached, newest there {ago(worst.newest, today)}"
    if worst is not None:
        return "Backup place not reached"
    return f"Backed up {ago(state.newest, today)}" if state.newest else "No backup yet"
