"""Certificates that stand although what they say is no longer so, and how that came about."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Connection, select

from aspire_desktop.domain.office.values import EnrolmentId, VersionId
from aspire_desktop.domain.programmes.certificate_awards import CertificateStatus, Unfounded
from aspire_desktop.storage.arrays import among
from aspire_desktop.storage.lookups.programmes.certificates import newest_certificates
from aspire_desktop.storage.lookups.programmes.completions import progress_of
from aspire_desktop.storage.tables.programmes.certificates import certificates
from aspire_desktop.storage.tables.programmes.cohorts import cohorts
from aspire_desktop.storage.tables.programmes.enrolments import enrolments

_OFF = ("Off the register.",)


def unfounded(connection: Connection, ids: Iterable[EnrolmentId], today: date) -> list[Unfounded]:
    """Give the certificates of these people that stand without their ground, in order of issue."""
    newest = newest_certificates(connection, ids).values()
    standing = [row for row in newest if row.status is CertificateStatus.ISSUED]
    if not standing:
        return []
    held = among(connection, enrolments.c.id, [row.enrolment_id for row in standing])
    of_cohorts = set(connection.scalars(select(enrolments.c.cohort_id).where(held)))
    progress = progress_of(connection, of_cohorts, today)
    found = []
    for row in sorted(standing, key=lambda row: row.id):
        now = progress.get(row.enrolment_id)
        if now is None or not now.completion.complete:
            reasons = _OFF if now is None else now.completion.reasons
            found.append(Unfounded(row.id, row.number, row.enrolment_id, row.name, reasons))
    return found


def certified_by_rules_of(connection: Connection, version_id: VersionId) -> list[EnrolmentId]:
    """Give everybody on a cohort of a version who was given a certificate."""
    query = (
        select(certificates.c.enrolment_id)
        .join(enrolments, enrolments.c.id == certificates.c.enrolment_id)
        .join(cohorts, cohorts.c.id == enrolments.c.cohort_id)
        .where(cohorts.c.version_id == version_id)
    )
    return list(connection.scalars(query.distinct()))
