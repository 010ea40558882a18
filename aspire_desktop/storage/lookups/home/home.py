"""The facts of the first screen, put together from the lookups that every other screen uses."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import Connection, func, select

from aspire_desktop.domain.home.home import (
    DAYS_AHEAD,
    CertificatesReady,
    CohortToTell,
    Funded,
    HomeFacts,
    OffersOver,
    OfficeReadiness,
    ProjectsOpen,
    ReturnDue,
    Running,
    Unanswered,
    Waiting,
    attended_percent,
    by_next_day,
    runs_low,
)
from aspire_desktop.domain.money.claims import AgreementRow, Terms, period_after
from aspire_desktop.domain.money.funding import PeriodTally, Pool, PoolFigure
from aspire_desktop.domain.money.settlements import QueryRow
from aspire_desktop.domain.office.values import AgreementId, CohortId, EnrolmentId
from aspire_desktop.domain.programmes.certificate_awards import CertificateStatus
from aspire_desktop.domain.programmes.cohorts import FIRM, OVER, CohortRow, SessionRow, Stage
from aspire_desktop.domain.programmes.completions import Progress
from aspire_desktop.domain.programmes.decisions import decided_by
from aspire_desktop.domain.programmes.enrolments import ON_REGISTER, Status
from aspire_desktop.domain.programmes.open_work import OpenWork
from aspire_desktop.storage.arrays import among
from aspire_desktop.storage.lookups.money.funding import agreement_rows, pool_rows, terms_of
from aspire_desktop.storage.lookups.money.settlements import query_rows
from aspire_desktop.storage.lookups.office.settings import all_settings
from aspire_desktop.storage.lookups.office.staff import colleague_rows
from aspire_desktop.storage.lookups.programmes.attendance import registers_due
from aspire_desktop.storage.lookups.programmes.certificates import newest_certificates
from aspire_desktop.storage.lookups.programmes.cohorts import cohort_rows, sessions_between
from aspire_desktop.storage.lookups.programmes.completions import progress_of
from aspire_desktop.storage.lookups.programmes.open_work import open_work
from aspire_desktop.storage.lookups.programmes.programmes import version_rows
from aspire_desktop.storage.lookups.programmes.schedules import telling_rows
from aspire_desktop.storage.tables.office.people import people
from aspire_desktop.storage.tables.office.signing import signatories
from aspire_desktop.storage.tables.programmes.enrolments import enrolments

_LATELY = timedelta(days=183)
"""How long after its last session a cohort's certificates and outcomes still count as work to do."""


def home_facts(connection: Connection, today: date, *, money: bool = True) -> HomeFacts:
    """Give everything that the first screen shows today, or all of it but the money."""
    rows = cohort_rows(connection, today)
    lately = _Lately(connection, rows, today)
    agreements = agreement_rows(connection, today)
    funded = _funded(connection, agreements, today) if money else ()
    known = {row.id: row for row in rows}
    ahead = sessions_between(connection, today, today + timedelta(days=DAYS_AHEAD - 1))
    shown = [each for each in ahead if known[each.cohort_id].stage in FIRM]
    return HomeFacts(
        today=today,
        registers=tuple(registers_due(connection, today)),
        certificates=lately.certificates(),
        projects=lately.projects(),
        returns=_returns(funded, terms_of(connection), today),
        waiting=_waiting(connection, rows),
        offers=_offers(connection, known, today),
        unanswered=lately.unanswered(),
        undecided=_undecided(rows, today),
        to_tell=_to_tell(connection, known),
        funded=funded,
        low=_soonest(row for row in rows if runs_low(row, today)),
        sessions=tuple(shown),
        cohorts=_met(shown, known),
        running=lately.running(),
        readiness=_readiness(connection, len(rows), len(agreements)),
        queries=_replies(connection, today) if money else (),
    )


def _funded(connection: Connection, agreements: Sequence[AgreementRow], today: date) -> tuple[Funded, ...]:
    pools = {pool.agreement_id: pool for pool in pool_rows(connection, today)}
    return tuple(Funded(each, pools[each.id]) for each in agreements)


class _Lately:
    """How everybody stands in the cohorts that run or ended lately: progress is worked out once for them."""

    def __init__(self, connection: Connection, rows: Sequence[CohortRow], today: date) -> None:
        self._today = today
        self._rows = [
            row
            for row in rows
            if row.stage in (Stage.RUNNING, Stage.COMPLETED) and (row.last_on or today) >= today - _LATELY
        ]
        ids = [row.id for row in self._rows]
        self._people = self._by_cohort(connection, ids)
        self._certified = _certified(connection, [id for own in self._people.values() for id in own])
        self._open = open_work(connection, ids, today)

    def _by_cohort(
        self, connection: Connection, ids: Sequence[CohortId]
    ) -> dict[CohortId, dict[EnrolmentId, Progress]]:
        progress = progress_of(connection, ids, self._today)
        query = select(enrolments.c.id, enrolments.c.cohort_id).where(
            among(connection, enrolments.c.cohort_id, ids), enrolments.c.status.in_(ON_REGISTER)
        )
        found: dict[CohortId, dict[EnrolmentId, Progress]] = {id: {} for id in ids}
        for row in connection.execute(query):
            found[row.cohort_id][row.id] = progress[row.id]
        return found

    def certificates(self) -> tuple[CertificatesReady, ...]:
        found = []
        for row in self._rows:
            without, ready = self._people[row.id].keys() - self._certified, self._open[row.id].certificates
            if ready:
                found.append(CertificatesReady(row, ready, len(without) - ready))
        return tuple(found)

    def projects(self) -> tuple[ProjectsOpen, ...]:
        found = []
        for row in self._rows:
            over = row.last_on is not None and row.last_on <= self._today
            undecided = self._open[row.id].outcomes
            if over and undecided:
                found.append(ProjectsOpen(row, undecided, len(self._people[row.id])))
        return tuple(found)

    def unanswered(self) -> tuple[Unanswered, ...]:
        found = []
        for row in self._rows:
            open = self._open[row.id]
            asked = OpenWork(unsettled=open.unsettled, waiting=open.waiting)
            if row.stage is Stage.COMPLETED and asked != OpenWork():
                found.append(Unanswered(row, asked))
        return tuple(found)

    def running(self) -> tuple[Running, ...]:
        found = [
            Running(row, attended_percent(each.standing for each in self._people[row.id].values()))
            for row in self._rows
            if row.stage is Stage.RUNNING
        ]
        return tuple(by_next_day(found))


def _certified(connection: Connection, ids: Sequence[EnrolmentId]) -> frozenset[EnrolmentId]:
    """Give who holds a certificate, and who was erased and gets none any more."""
    newest = newest_certificates(connection, ids)
    erased = select(enrolments.c.id).join(people).where(people.c.erased_on.is_not(None))
    held = {id for id, row in newest.items() if row.status is CertificateStatus.ISSUED}
    return frozenset({*held, *connection.scalars(erased)})


def _returns(funded: Sequence[Funded], terms: dict[AgreementId, Terms], today: date) -> tuple[ReturnDue, ...]:
    """Give returns whose period is over; overdue where the next one is too: no agreement says a deadline."""
    return tuple(
        ReturnDue(row, due.period, due.tally, period_after(terms[row.id], due.period).ends < today)
        for row, pool in ((each.agreement, each.pool) for each in funded)
        for due in _offered(row, pool)
        if due.period.ends < today
    )


def _offered(agreement: AgreementRow, pool: Pool) -> list[PeriodTally]:
    """Give what a return can be made for: the open period, and those in which claims wait."""
    in_return = pool.tally(PoolFigure.IN_RETURN)
    opened = [PeriodTally(agreement.period, in_return)] if agreement.period else []
    return sorted([*pool.waiting, *opened], key=lambda each: each.period)


def _replies(connection: Connection, today: date) -> tuple[QueryRow, ...]:
    last = today + timedelta(days=DAYS_AHEAD - 1)
    rows = query_rows(connection)
    return tuple(row for row in rows if row.waits and row.due_on is not None and row.due_on <= last)


def _waiting(connection: Connection, rows: Sequence[CohortRow]) -> tuple[Waiting, ...]:
    query = (
        select(enrolments.c.cohort_id, func.count().label("people"))
        .where(enrolments.c.status == Status.WAITING)
        .group_by(enrolments.c.cohort_id)
    )
    waiting = {row.cohort_id: row.people for row in connection.execute(query)}
    full = [row for row in rows if row.id in waiting and row.room.is_full and row.stage not in OVER]
    return tuple(Waiting(row, waiting[row.id]) for row in _soonest(full))


def _offers(connection: Connection, known: dict[CohortId, CohortRow], today: date) -> tuple[OffersOver, ...]:
    since = func.min(enrolments.c.offered_until).label("since")
    query = (
        select(enrolments.c.cohort_id, func.count().label("people"), since)
        .where(enrolments.c.status == Status.OFFERED, enrolments.c.offered_until < today)
        .group_by(enrolments.c.cohort_id)
        .order_by(since, enrolments.c.cohort_id)
    )
    rows = connection.execute(query).all()
    return tuple(OffersOver(known[row.cohort_id], row.people, row.since) for row in rows)


def _undecided(rows: Sequence[CohortRow], today: date) -> tuple[CohortRow, ...]:
    last = today + timedelta(days=DAYS_AHEAD - 1)
    due = {row.id: by for row in rows if (by := decided_by(row)) is not None and by <= last}
    return tuple(sorted((row for row in rows if row.id in due), key=lambda row: (due[row.id], row.code)))


def _to_tell(connection: Connection, known: Mapping[CohortId, CohortRow]) -> tuple[CohortToTell, ...]:
    whom: dict[CohortId, dict[str, None]] = {}
    for each in telling_rows(connection):
        whom.setdefault(each.cohort_id, {})[each.who] = None
    return tuple(CohortToTell(known[id], tuple(names)) for id, names in whom.items())


def _soonest(rows: Iterable[CohortRow]) -> tuple[CohortRow, ...]:
    return tuple(sorted(rows, key=lambda row: (row.first_on or date.max, row.code)))


def _met(shown: Sequence[SessionRow], known: dict[CohortId, CohortRow]) -> tuple[CohortRow, ...]:
    return tuple(known[id] for id in dict.fromkeys(each.cohort_id for each in shown))


def _readiness(connection: Connection, cohorts: int, agreements: int) -> OfficeReadiness:
    named = connection.scalar(select(func.count()).select_from(signatories)) or 0
    return OfficeReadiness(
        programmes=tuple(row.title for row in version_rows(connection)),
        colleagues=sum(row.active for row in colleague_rows(connection)),
        agreements=agreements,
        signatory=named > 0 or bool(all_settings(connection).get("signatory_name")),
        cohorts=cohorts,
    )
