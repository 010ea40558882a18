"""What to know of somebody who joins a cohort: the programme completed before, another cohort at the time."""

from aspire_desktop.domain.office.values import CohortId, PersonId, enumerated, long_date
from aspire_desktop.domain.programmes.cohorts import Cohort, SessionRow
from aspire_desktop.domain.programmes.enrolments import ON_REGISTER, STILL_TO_COME, Status, TakenPartRow
from aspire_desktop.domain.programmes.programmes import Version
from aspire_desktop.storage.lookups.programmes.cohorts import session_rows
from aspire_desktop.storage.lookups.programmes.completions import progress_of
from aspire_desktop.storage.lookups.programmes.enrolments import taken_part_rows
from aspire_desktop.storage.work import UnitOfWork


class Elsewhere:
    """Looks at the other cohorts of whoever joins one."""

    def __init__(self, work: UnitOfWork, cohort_id: CohortId) -> None:
        self._work = work
        self._cohort_id = cohort_id
        self._programme = self._programme_of(cohort_id)
        self._days = work.ask(session_rows, cohort_id)

    def in_words(self, person_id: PersonId) -> str:
        """Say what there is to know, or nothing."""
        others = [
            row for row in self._work.ask(taken_part_rows, person_id) if row.cohort_id != self._cohort_id
        ]
        told = [*map(self._completed, others), *map(self._overlap, others)]
        return "; ".join(filter(None, told))

    def _completed(self, row: TakenPartRow) -> str:
        if row.status not in ON_REGISTER or self._programme_of(row.cohort_id) != self._programme:
            return ""
        progress = self._work.ask(progress_of, [row.cohort_id], self._work.clock.today())[row.enrolment_id]
        complete = progress.completion.complete or row.status is Status.COMPLETED
        return f"completed {row.version} on {row.code} before" if complete else ""

    def _overlap(self, row: TakenPartRow) -> str:
        if row.status not in STILL_TO_COME:
            return ""
        theirs = self._work.ask(session_rows, row.cohort_id)
        if not _meet(self._days, theirs):
            return ""
        same = sorted({day.on for day in self._days} & {day.on for day in theirs})
        days = f", on {enumerated(map(long_date, same))} both" if same else ""
        return f"is on {row.code} too, which runs at the same time{days}"

    def _programme_of(self, cohort_id: CohortId) -> int:
        return self._work.get(Version, self._work.get(Cohort, cohort_id).version_id).programme_id


def _meet(one: list[SessionRow], other: list[SessionRow]) -> bool:
    if not one or not other:
        return False
    first, last = min(day.on for day in one), max(day.on for day in one)
    return min(day.on for day in other) <= last and first <= max(day.on for day in other)
