"""Who stands on the register of which session: people of the cohort, and leavers up to their last day."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from aspire_desktop.domain.office.facts import Paper, on_paper
from aspire_desktop.domain.office.people import PERSON, called, full_name, listing_key
from aspire_desktop.domain.office.values import CohortId, EnrolmentId, OrganisationId, PersonId
from aspire_desktop.domain.programmes.enrolments import ON_REGISTER, Departure, Status, departure
from aspire_desktop.storage.arrays import among
from aspire_desktop.storage.rows import row_of
from aspire_desktop.storage.tables.office.people import people
from aspire_desktop.storage.tables.programmes.cohorts import sessions
from aspire_desktop.storage.tables.programmes.enrolments import enrolments, steps

_ON_SHEET = on_paper(Paper.SIGN_IN, PERSON)
_PLACES = select(enrolments, *(people.c[fact.name] for fact in _ON_SHEET)).join(
    people, people.c.id == enrolments.c.person_id
)


@dataclass(frozen=True)
class Registered:
    """Somebody on a cohort's registers."""

    enrolment_id: EnrolmentId
    person_id: PersonId
    given_name: str
    family_name: str
    job_title: str
    organisation_id: OrganisationId
    departure: Departure | None
    """None while they are on the register."""
    on_sheet: str
    """What the sign-in sheet calls them."""

    @property
    def name(self) -> str:
        """Give the name in one line."""
        return full_name(self.given_name, self.family_name)

    def stands_on(self, day: date) -> bool:
        """Tell whether they stand on the register of a session of that day."""
        return self.departure is None or self.departure.stands_on(day)


def registered(
    connection: Connection, cohort_id: CohortId, only: Collection[EnrolmentId] | None = None
) -> list[Registered]:
    """Give everybody, or of some, who stands on any register of a cohort, by family name."""
    query = _PLACES.where(enrolments.c.cohort_id == cohort_id)
    if only is not None:
        query = query.where(among(connection, enrolments.c.id, only))
    rows = connection.execute(query).all()
    left = _standing(connection, cohort_id, [row.id for row in rows if row.status not in ON_REGISTER])
    found = [
        row_of(
            Registered, row, enrolment_id=row.id, departure=left.get(row.id), on_sheet=called(row, _ON_SHEET)
        )
        for row in rows
        if row.status in ON_REGISTER or row.id in left
    ]
    # sorted here, because the two engines put accents in different places
    return sorted(found, key=lambda each: (listing_key(each.given_name, each.family_name), each.enrolment_id))


def _standing(
    connection: Connection, cohort_id: CohortId, ids: Collection[EnrolmentId]
) -> dict[EnrolmentId, Departure]:
    """Give when people left, of those who are off the register but stand on that of some session."""
    if not ids:
        return {}
    days = list(connection.scalars(select(sessions.c.on).where(sessions.c.cohort_id == cohort_id)))
    left = _departures(connection, ids)
    return {id: each for id, each in left.items() if any(map(each.stands_on, days))}


def departures(connection: Connection, cohort_ids: Collection[CohortId]) -> dict[EnrolmentId, Departure]:
    """Give when people left who stood on a register of these cohorts and do not any more."""
    query = select(enrolments.c.id).where(
        among(connection, enrolments.c.cohort_id, cohort_ids), enrolments.c.status.not_in(ON_REGISTER)
    )
    return _departures(connection, list(connection.scalars(query)))


def _departures(connection: Connection, ids: Collection[EnrolmentId]) -> dict[EnrolmentId, Departure]:
    found = {id: departure(moves) for id, moves in _steps(connection, ids).items()}
    return {id: each for id, each in found.items() if each is not None}


def left_on(connection: Connection, ids: Collection[EnrolmentId]) -> dict[EnrolmentId, date]:
    """Give from which day people left who withdrew."""
    found = {}
    for id, moves in _steps(connection, ids).items():
        left = departure(moves)
        found[id] = left.on if left else moves[-1][1]
    return found


def _steps(
    connection: Connection, ids: Iterable[EnrolmentId]
) -> dict[EnrolmentId, list[tuple[Status, date]]]:
    query = select(steps.c.enrolment_id, steps.c.status, steps.c.on)
    found: dict[EnrolmentId, list[tuple[Status, date]]] = {}
    for row in connection.execute(
        query.where(among(connection, steps.c.enrolment_id, ids)).order_by(steps.c.id)
    ):
        found.setdefault(row.enrolment_id, []).append((row.status, row.on))
    return found
