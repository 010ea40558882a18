"""What the first screen says of one day: what needs doing, where the pools stand, what comes next."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from aspire_desktop.domain.money.claims import AgreementRow
from aspire_desktop.domain.money.funding import Pool, Tally
from aspire_desktop.domain.money.settlements import QueryRow
from aspire_desktop.domain.office.values import Period
from aspire_desktop.domain.programmes.attendance import Standing
from aspire_desktop.domain.programmes.cohorts import OVER, CohortRow, SessionRow
from aspire_desktop.domain.programmes.open_work import OpenWork
from aspire_desktop.domain.programmes.registers import RegisterListRow

DAYS_AHEAD = 14
"""How many days the timeline shows, today included."""
FEW = 2
"""From how many free places down a cohort's places run low."""


@dataclass(frozen=True)
class CertificatesReady:
    """A cohort in which certificates can be issued, and how many people are blocked there."""

    cohort: CohortRow
    ready: int
    blocked: int


@dataclass(frozen=True)
class ProjectsOpen:
    """A cohort whose sessions are over and where people's projects have no outcome yet."""

    cohort: CohortRow
    people: int
    of: int


@dataclass(frozen=True)
class ReturnDue:
    """A return not submitted whose period is over: the open one, or one in which claims wait."""

    agreement: AgreementRow
    period: Period
    tally: Tally
    """What it comes to, net."""
    overdue: bool
    """Whether the period after it is over as well."""


@dataclass(frozen=True)
class Waiting:
    """A cohort without free places, and how many people wait for one."""

    cohort: CohortRow
    waiting: int


@dataclass(frozen=True)
class OffersOver:
    """A cohort in which offers are past the last day for an answer, and hold their places."""

    cohort: CohortRow
    people: int
    since: date
    """The earliest of those last days."""


@dataclass(frozen=True)
class Unanswered:
    """A cohort that is over, with who was never confirmed there or still waits."""

    cohort: CohortRow
    open: OpenWork
    """Of them alone."""


@dataclass(frozen=True)
class CohortToTell:
    """A cohort of which a session changed, and who is still to be told, by name."""

    cohort: CohortRow
    whom: tuple[str, ...]


@dataclass(frozen=True)
class Funded:
    """An agreement with where its places stand."""

    agreement: AgreementRow
    pool: Pool


@dataclass(frozen=True)
class Running:
    """A running cohort with its attendance so far: attended of marked, in whole percent."""

    cohort: CohortRow
    percent: int | None


@dataclass(frozen=True)
class OfficeReadiness:
    """What an office needs before its first cohort; each is there or not."""

    programmes: tuple[str, ...]
    """Titles of the versions that are known."""
    colleagues: int
    agreements: int
    signatory: bool
    cohorts: int

    @property
    def steps(self) -> tuple[bool, ...]:
        """Tell which of the six steps are done, in the order shown."""
        return (
            True,
            bool(self.programmes),
            self.colleagues > 1,
            self.agreements > 0,
            self.signatory,
            self.cohorts > 0,
        )


@dataclass(frozen=True)
class HomeFacts:
    """Everything that the first screen shows of one day."""

    today: date
    registers: tuple[RegisterListRow, ...]
    """Registers up to today that are not finished, of cohorts that the office itself delivers."""
    certificates: tuple[CertificatesReady, ...]
    projects: tuple[ProjectsOpen, ...]
    returns: tuple[ReturnDue, ...]
    waiting: tuple[Waiting, ...]
    offers: tuple[OffersOver, ...]
    """Those whose earliest last day is longest over come first."""
    unanswered: tuple[Unanswered, ...]
    funded: tuple[Funded, ...]
    low: tuple[CohortRow, ...]
    """Cohorts to come with few places free, the next first."""
    sessions: tuple[SessionRow, ...]
    """Of firm cohorts in the days ahead."""
    cohorts: tuple[CohortRow, ...]
    """Those that `sessions` belong to."""
    running: tuple[Running, ...]
    readiness: OfficeReadiness
    undecided: tuple[CohortRow, ...]
    """Tentative cohorts of which it is to be decided in the days ahead whether they run."""
    to_tell: tuple[CohortToTell, ...]
    queries: tuple[QueryRow, ...]
    """Queries of funders whose reply is overdue, or due in the days ahead."""


# What follows from it


def runs_low(cohort: CohortRow, today: date) -> bool:
    """Tell whether a cohort that has not begun is full or nearly so."""
    ahead = cohort.stage not in OVER and (cohort.first_on or today) > today
    return ahead and cohort.room.free <= FEW


def attended_percent(standings: Iterable[Standing]) -> int | None:
    """Give attended of marked over several people, in whole percent with halves up; None before any mark."""
    known = list(standings)
    marked = sum(each.marked for each in known)
    if not marked:
        return None
    return (200 * sum(each.attended for each in known) + marked) // (2 * marked)


def by_next_day(cohorts: Sequence[Running]) -> list[Running]:
    """Put running cohorts in the order in which they meet next; those that do not meet again come last."""
    return sorted(cohorts, key=lambda each: (each.cohort.next_on or date.max, each.cohort.code))
