"""What to know of people on a cohort: the programme completed before, another cohort at the same time."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from sqlalchemy import Connection, Row, select

from aspire_desktop.domain.office.staff import EVERYONE
from aspire_desktop.domain.office.values import CohortId, EnrolmentId, PersonId, enumerated, long_date
from aspire_desktop.domain.programmes.cohorts import SessionRow
from aspire_desktop.domain.programmes.completions import Progress
from aspire_desktop.domain.programmes.enrolments import ON_REGISTER, STILL_TO_COME, Status
from aspire_desktop.storage.arrays import among
from aspire_desktop.storage.lookups.programmes.cohorts import first_days, sessions_of
from aspire_desktop.storage.lookups.programmes.completions import progress_of
from aspire_desktop.storage.question import asked_by
from aspire_desktop.storage.tables.programmes.cohorts import cohorts
from aspire_desktop.storage.tables.programmes.enrolments import enrolments
from aspire_desktop.storage.tables.programmes.programmes import versions


@asked_by(EVERYONE)
def elsewhere_words(
    connection: Connection, cohort_id: CohortId, ids: Collection[PersonId], today: date
) -> dict[PersonId, str]:
    """Say it of those people of whom there is something to say; the latest cohort comes first."""
    rows = _others(connection, cohort_id, ids)
    programme = connection.scalar(
        select(versions.c.programme_id).join(cohorts).where(cohorts.c.id == cohort_id)
    )
    again = [row for row in rows if row.status in ON_REGISTER and row.programme_id == programme]
    progress = progress_of(connection, {row.cohort_id for row in again}, today) if again else {}
    days = sessions_of(connection, [cohort_id, *{row.cohort_id for row in rows}])
    told: dict[PersonId, list[str]] = {}
    for row in again:
        told.setdefault(row.person_id, []).extend(_completed(row, progress))
    for row in rows:
        told.setdefault(row.person_id, []).extend(_overlap(row, days.get(cohort_id, []), days))
    return {id: "; ".join(words) for id, words in told.items() if words}


def _others(
    connection: Connection, cohort_id: CohortId, ids: Collection[PersonId]
) -> Sequence[Row[tuple[object, ...]]]:
    begins = first_days()
    query = (
        select(enrolments.c.id, enrolments.c.person_id, enrolments.c.cohort_id, enrolments.c.status)
        .add_columns(cohorts.c.code, versions.c.title.label("version"), versions.c.programme_id)
        .join(cohorts, cohorts.c.id == enrolments.c.cohort_id)
        .join(versions, versions.c.id == cohorts.c.version_id)
        .outerjoin(begins, begins.c.cohort_id == cohorts.c.id)
        .where(among(connection, enrolments.c.person_id, ids), enrolments.c.cohort_id != cohort_id)
        .order_by(begins.c.first_on.desc(), enrolments.c.id.desc())
    )
    return connection.execute(query).all()


def _completed(row: Row[tuple[object, ...]], progress: dict[EnrolmentId, Progress]) -> Iterator[str]:
    if row.status is Status.COMPLETED or progress[row.id].completion.complete:
        yield f"completed {row.version} on {row.code} before"


def _overlap(
    row: Row[tuple[object, ...]], ours: Sequence[SessionRow], days: dict[CohortId, list[SessionRow]]
) -> Iterator[str]:
    theirs = days.get(row.cohort_id, [])
    if row.status not in STILL_TO_COME or not _meet(ours, theirs):
        return
    same = sorted({day.on for day in ours} & {day.on for day in theirs})
    both = f", on {enumerated(map(long_date, same))} both" if same else ""
    yield f"is on {row.code} too, which runs at the same time{both}"


def _meet(one: Sequence[SessionRow], other: Sequence[SessionRow]) -> bool:
    if not one or not other:
        return False
    first, last = min(day.on for day in one), max(day.on for day in one)
    return min(day.on for day in other) <= last and first <= max(day.on for day in other)
