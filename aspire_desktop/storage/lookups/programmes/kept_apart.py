"""That nothing sensitive is kept of people whose record is only kept as evidence, after an undo neither."""

from sqlalchemy import Connection, select

from aspire_desktop.domain.office.kept_apart import refuse_kept_apart
from aspire_desktop.domain.office.people import full_name
from aspire_desktop.storage.tables.office.people import people
from aspire_desktop.storage.tables.programmes.enrolments import enrolments, needs


def needs_not_kept(connection: Connection, touched: frozenset[str]) -> None:
    """Raise RuleBroken where access or dietary needs are kept of somebody whose record is restricted."""
    if not touched & {"needs", "people"}:
        return
    query = (
        select(people.c.given_name, people.c.family_name, people.c.restricted_on)
        .join(enrolments, enrolments.c.person_id == people.c.id)
        .join(needs, needs.c.enrolment_id == enrolments.c.id)
        .where(people.c.restricted_on.is_not(None))
    )
    row = connection.execute(query.limit(1)).first()
    if row is not None:
        refuse_kept_apart(full_name(row.given_name, row.family_name), row.restricted_on)
