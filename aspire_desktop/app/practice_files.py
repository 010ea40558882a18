"""The spreadsheets of the practice data: invented people on cohorts that lie around today."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from typing import Final

from aspire_desktop.domain.office.values import fold
from aspire_desktop.places import DB
from aspire_desktop.storage.files import write_file

Row = Sequence[str]
SESSIONS: Final = 5
_PROGRAMME: Final = "Aspire 2.0"
_PARTNER: Final = "West Midlands Employers"
_ABSENT: Final = {2: "PAPPP", 6: "PAAAP", 10: "PPLPP", 13: "EPPPP"}
"""Marks of those who were not at every session, by their place on the register."""
_TITLES: Final = (
    "Better onboarding for care workers",
    "Fewer agency days in planning",
    "A wellbeing offer for depot crews",
    "Career conversations that happen",
    "Exit interviews people trust",
)
_OUTCOMES: Final = {0: "Merit", 4: "Merit", 7: "Refer", 9: "Pass with amendments"}


@dataclass(frozen=True)
class PracticeCohort:
    """A cohort of the practice data: its people, how many sessions are marked, and the day of its panel."""

    code: str
    programme: str
    venue: str
    days: tuple[date, ...]
    people: slice
    marked: int
    panel: date | None = None


@dataclass(frozen=True)
class PracticePlan:
    """When everything of the practice data happens, seen from today."""

    today: date

    @property
    def begins(self) -> date:
        """The day on which the office opened."""
        return self.cohorts[0].days[0] - timedelta(days=28)

    @property
    def agreement(self) -> tuple[date, date]:
        """Two financial years, the first of which holds the beginning."""
        year = self.begins.year if self.begins.month >= 4 else self.begins.year - 1
        return date(year, 4, 1), date(year + 2, 3, 31)

    @property
    def return_until(self) -> date:
        """The end of the month in which the first cohort's panel met; that month is over."""
        panel = self.cohorts[0].panel or self.today
        return (panel.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)

    @property
    def cohorts(self) -> tuple[PracticeCohort, ...]:
        """One that has finished, one under way, one to come."""
        first, second, third = (self._days(weeks) for weeks in (-26, -5, 6))
        panel = first[-1] + timedelta(days=21)
        return (
            PracticeCohort(_code(first, 1), _PROGRAMME, "Birmingham", first, slice(0, 16), SESSIONS, panel),
            PracticeCohort(_code(second, 2), _PROGRAMME, "Wolverhampton", second, slice(16, 30), 2),
            PracticeCohort(_code(third, 3), _PROGRAMME, "Stafford", third, slice(0, 0), 0),
        )

    def _days(self, weeks: int) -> tuple[date, ...]:
        """Give five Tuesdays, a fortnight apart, from so many weeks after today's on."""
        tuesday = self.today + timedelta(days=1 - self.today.weekday())
        return tuple(tuesday + timedelta(weeks=weeks + 2 * each) for each in range(SESSIONS))


def write_agreements(folder: Path, plan: PracticePlan) -> Path:
    """Write the agreement with the funder."""
    begins, ends = plan.agreement
    row = ("LGA-WM-PRACTICE", "Local Government Association", "Aspire", "100", "350", str(begins), str(ends))
    headings = ("Reference", "Funder", "Programme", "Places", "Unit amount", "From", "To")
    return _write(folder / "agreements.csv", headings, [row])


def write_cohorts(folder: Path, plan: PracticePlan) -> Path:
    """Write the cohorts with their sessions."""
    numbered = [f"Session {each + 1}" for each in range(SESSIONS)]
    rows = [
        (each.code, each.programme, _PARTNER, each.venue, "20", *map(str, each.days)) for each in plan.cohorts
    ]
    return _write(
        folder / "cohorts.csv",
        ("Code", "Programme", "Delivery partner", "Venue", "Capacity", *numbered),
        rows,
    )


def write_participants(folder: Path, cohort: PracticeCohort) -> Path:
    """Write the people of a cohort; two in three are funded, the others' councils pay."""
    rows = [
        (first, last, _email(first, last), job, council, "council" if place % 3 == 2 else "LGA")
        for place, (first, last, job, council) in enumerate(_people()[cohort.people])
    ]
    headings = ("First name", "Last name", "E-mail", "Job title", "Council", "Funding")
    return _write(folder / f"participants {cohort.code}.csv", headings, rows)


def write_attendance(folder: Path, cohort: PracticeCohort) -> Path:
    """Write the marks of the sessions held so far."""
    numbered = [f"Session {each + 1}" for each in range(cohort.marked)]
    rows = [
        (_email(first, last), *_ABSENT.get(place, "PPPPP")[: cohort.marked])
        for place, (first, last, _job, _council) in enumerate(_people()[cohort.people])
    ]
    return _write(folder / f"attendance {cohort.code}.csv", ("E-mail", *numbered), rows)


def write_projects(folder: Path, cohort: PracticeCohort) -> Path:
    """Write what the panel decided."""
    rows = [
        (_email(first, last), _TITLES[place % len(_TITLES)], _OUTCOMES.get(place, "Pass"))
        for place, (first, last, _job, _council) in enumerate(_people()[cohort.people])
    ]
    return _write(folder / f"projects {cohort.code}.csv", ("E-mail", "Title", "Outcome"), rows)


def _people() -> list[tuple[str, str, str, str]]:
    with (DB / "demo" / "people.csv").open(encoding="utf-8", newline="") as opened:
        rows = list(csv.reader(opened))[1:]
    return [(first, last, job, council) for first, last, job, council in rows]


def _email(first: str, last: str) -> str:
    letters = fold(f"{first[0]}.{last}")
    return "".join(each for each in letters if each.isalnum() or each == ".") + "@example.org"


def _code(days: Sequence[date], number: int) -> str:
    return f"ASP-{days[0].year}-{number:02}"


def _write(file: Path, headings: Row, rows: Sequence[Row]) -> Path:
    stream = StringIO(newline="")
    csv.writer(stream).writerows([headings, *rows])
    return write_file(file, stream.getvalue().encode("utf-8-sig"))
