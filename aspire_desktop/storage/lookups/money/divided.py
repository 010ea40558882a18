"""Which places were booked for a body that several share by now."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Connection, select

from aspire_desktop.domain.office.values import EnrolmentId
from aspire_desktop.storage.arrays import among
from aspire_desktop.storage.lookups.office.successions import lineage
from aspire_desktop.storage.tables.office.organisations import organisation_names
from aspire_desktop.storage.tables.programmes.enrolments import enrolments


def divided(connection: Connection, enrolment_ids: Iterable[EnrolmentId]) -> dict[EnrolmentId, str]:
    """Name the bodies with several successors of which places were booked for, by enrolment."""
    successors = lineage(connection)
    query = (
        select(enrolments.c.id, organisation_names.c.organisation_id, organisation_names.c.name)
        .join(organisation_names, organisation_names.c.organisation_id == enrolments.c.organisation_id)
        .where(among(connection, enrolments.c.id, enrolment_ids))
        .order_by(organisation_names.c.id)
    )
    return {
        row.id: row.name
        for row in connection.execute(query)
        if len(successors.bodies(row.organisation_id, date.max)) > 1
    }
