"""Who took over whose place on a cohort."""

from collections.abc import Iterable

from sqlalchemy import Connection, select

from aspire_desktop.domain.office.people import PersonFacts, full_name, person_reference
from aspire_desktop.domain.office.values import CohortId, EnrolmentId
from aspire_desktop.domain.programmes.enrolments import Status
from aspire_desktop.storage.arrays import among
from aspire_desktop.storage.tables.office.people import people
from aspire_desktop.storage.tables.programmes.enrolments import enrolments, steps


def substitutions_of(
    connection: Connection, cohort_ids: Iterable[CohortId]
) -> dict[EnrolmentId, PersonFacts]:
    """Give, by the enrolment that took a place over, the person who had it before.

    A substitution notes that somebody joins and then that the other is substituted, in one
    transaction: of a cohort's enrolments the one noted last before that step took over.
    """
    query = (
        select(
            steps.c.id,
            steps.c.enrolment_id,
            steps.c.status,
            enrolments.c.cohort_id,
            enrolments.c.person_id,
            people.c.given_name,
            people.c.family_name,
        )
        .join(enrolments, enrolments.c.id == steps.c.enrolment_id)
        .join(people, people.c.id == enrolments.c.person_id)
        .where(among(connection, enrolments.c.cohort_id, cohort_ids))
        .order_by(steps.c.id)
    )
    begun: set[EnrolmentId] = set()
    newest: dict[CohortId, EnrolmentId] = {}
    found: dict[EnrolmentId, PersonFacts] = {}
    for row in connection.execute(query):
        if row.enrolment_id not in begun:
            begun.add(row.enrolment_id)
            newest[row.cohort_id] = row.enrolment_id
        elif row.status is Status.SUBSTITUTED:
            found[newest[row.cohort_id]] = PersonFacts(
                person_reference(row.person_id), full_name(row.given_name, row.family_name)
            )
    return found
