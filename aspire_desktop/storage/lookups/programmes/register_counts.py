"""How many stand on registers and how many of them are marked, counted for many sessions at once."""

from collections.abc import Collection

from sqlalchemy import Connection, func, select

from aspire_desktop.domain.office.values import CohortId, EnrolmentId, SessionId
from aspire_desktop.domain.programmes.cohorts import SessionRow
from aspire_desktop.domain.programmes.enrolments import ON_REGISTER, Departure
from aspire_desktop.storage.arrays import among
from aspire_desktop.storage.lookups.programmes.registered import departures
from aspire_desktop.storage.tables.programmes.attendance import marks
from aspire_desktop.storage.tables.programmes.enrolments import enrolments


class RegisterCounts:
    """How many stand on the registers of sessions, and how many are marked: leavers in their time too."""

    def __init__(
        self, connection: Connection, cohort_ids: Collection[CohortId], ids: Collection[SessionId]
    ) -> None:
        self._people = _expected(connection, cohort_ids)
        self._marked = _marked(connection, ids)
        self._left: dict[CohortId, list[tuple[EnrolmentId, Departure]]] = {}
        left = departures(connection, cohort_ids)
        rows = select(enrolments.c.id, enrolments.c.cohort_id).where(among(connection, enrolments.c.id, left))
        for row in connection.execute(rows):
            self._left.setdefault(row.cohort_id, []).append((row.id, left[row.id]))
        given = select(marks.c.session_id, marks.c.enrolment_id).where(
            among(connection, marks.c.session_id, ids), among(connection, marks.c.enrolment_id, left)
        )
        self._marks_of_leavers = {(row.session_id, row.enrolment_id) for row in connection.execute(given)}

    def people(self, day: SessionRow) -> int:
        """Count who stands on the register of a session."""
        return self._people.get(day.cohort_id, 0) + len(self._leavers(day))

    def marked(self, day: SessionRow) -> int:
        """Count who of them is marked."""
        of_leavers = sum((day.id, id) in self._marks_of_leavers for id in self._leavers(day))
        return self._marked.get(day.id, 0) + of_leavers

    def _leavers(self, day: SessionRow) -> list[EnrolmentId]:
        return [id for id, left in self._left.get(day.cohort_id, ()) if left.stands_on(day.on)]


def _expected(connection: Connection, ids: Collection[CohortId]) -> dict[CohortId, int]:
    query = (
        select(enrolments.c.cohort_id, func.count().label("people"))
        .where(among(connection, enrolments.c.cohort_id, ids), enrolments.c.status.in_(ON_REGISTER))
        .group_by(enrolments.c.cohort_id)
    )
    return {row.cohort_id: row.people for row in connection.execute(query)}


def _marked(connection: Connection, ids: Collection[SessionId]) -> dict[SessionId, int]:
    query = (
        select(marks.c.session_id, func.count().label("marked"))
        .join(enrolments, enrolments.c.id == marks.c.enrolment_id)
        .where(among(connection, marks.c.session_id, ids), enrolments.c.status.in_(ON_REGISTER))
        .group_by(marks.c.session_id)
    )
    return {row.session_id: row.marked for row in connection.execute(query)}
