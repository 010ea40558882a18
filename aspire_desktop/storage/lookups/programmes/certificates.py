"""Certificates: who is ready for one, on what grounds, what was issued, and the stored bytes."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Connection, Row, select

from aspire_desktop.domain.office.file_names import file_name
from aspire_desktop.domain.office.people import full_name, listing_key
from aspire_desktop.domain.office.staff import EVERYONE
from aspire_desktop.domain.office.values import CertificateId, CohortId, EnrolmentId
from aspire_desktop.domain.programmes.certificate_awards import (
    Candidate,
    CertificateFile,
    CertificateRow,
    CertificateStatus,
)
from aspire_desktop.domain.programmes.enrolments import ON_REGISTER
from aspire_desktop.storage.arrays import among
from aspire_desktop.storage.lookups.office.kept_files import kept_file
from aspire_desktop.storage.lookups.office.names import names_on
from aspire_desktop.storage.lookups.programmes.completions import progress_of
from aspire_desktop.storage.question import asked_by
from aspire_desktop.storage.rows import row_of
from aspire_desktop.storage.tables.office.people import people
from aspire_desktop.storage.tables.office.signing import signing_keys
from aspire_desktop.storage.tables.programmes.certificates import certificates
from aspire_desktop.storage.tables.programmes.enrolments import enrolments

_newer = certificates.alias()
_CERTIFICATES = (
    select(certificates, _newer.c.number.label("replaced_by"))
    .outerjoin(_newer, _newer.c.replaces_id == certificates.c.id)
    .order_by(certificates.c.id)
)


def certificate_candidates(connection: Connection, cohort_id: CohortId, today: date) -> list[Candidate]:
    """Give everybody on a cohort's register and how near to a certificate, by family name."""
    query = (
        select(enrolments, people.c.given_name, people.c.family_name, people.c.certificate_name)
        .join(people, people.c.id == enrolments.c.person_id)
        .where(enrolments.c.cohort_id == cohort_id, enrolments.c.status.in_(ON_REGISTER))
        .where(people.c.erased_on.is_(None))
    )
    rows = sorted(
        connection.execute(query), key=lambda row: (listing_key(row.given_name, row.family_name), row.id)
    )
    progress = progress_of(connection, [cohort_id], today)
    names = names_on(connection, [row.organisation_id for row in rows], today)
    newest = newest_certificates(connection, [row.id for row in rows])
    return [
        row_of(
            Candidate,
            row,
            enrolment_id=row.id,
            name=row.certificate_name or full_name(row.given_name, row.family_name),
            name_set=bool(row.certificate_name),
            organisation=names[row.organisation_id],
            progress=progress[row.id],
            certificate=newest.get(row.id),
            unprintable="",
        )
        for row in rows
    ]


@asked_by(EVERYONE)
def certificate_rows(connection: Connection, cohort_id: CohortId) -> list[CertificateRow]:
    """Give every certificate of a cohort, revoked and replaced ones included, in order of issue."""
    query = _CERTIFICATES.join(enrolments, enrolments.c.id == certificates.c.enrolment_id)
    rows = connection.execute(query.where(enrolments.c.cohort_id == cohort_id))
    return [_certificate_row(row) for row in rows]


def newest_certificates(
    connection: Connection, ids: Iterable[EnrolmentId]
) -> dict[EnrolmentId, CertificateRow]:
    """Give the latest certificate of each enrolment that has one."""
    rows = connection.execute(_CERTIFICATES.where(among(connection, certificates.c.enrolment_id, ids)))
    return {row.enrolment_id: _certificate_row(row) for row in rows}


def certificate_row(connection: Connection, certificate_id: CertificateId) -> CertificateRow | None:
    """Give one certificate, or None."""
    row = connection.execute(_CERTIFICATES.where(certificates.c.id == certificate_id)).first()
    return None if row is None else _certificate_row(row)


@asked_by(EVERYONE)
def certificate_numbered(connection: Connection, number: str) -> CertificateRow | None:
    """Give the certificate of this number, or None."""
    row = connection.execute(_CERTIFICATES.where(certificates.c.number == number)).first()
    return None if row is None else _certificate_row(row)


def payload_of(connection: Connection, certificate_id: CertificateId) -> str:
    """Give the text of an issued certificate's QR square."""
    query = select(certificates.c.payload).where(certificates.c.id == certificate_id)
    return str(connection.execute(query).scalar_one())


def numbers_beginning(connection: Connection, beginning: str) -> list[str]:
    """Give every certificate number, whatever became of it, that begins so."""
    query = select(certificates.c.number).where(certificates.c.number.startswith(beginning, autoescape=True))
    return list(connection.scalars(query))


def public_keys(connection: Connection) -> list[str]:
    """Give the office's public keys in hexadecimal, the newest first."""
    return list(connection.scalars(select(signing_keys.c.public).order_by(signing_keys.c.id.desc())))


@asked_by(EVERYONE)
def certificate_files(connection: Connection, cohort_id: CohortId) -> list[CertificateFile]:
    """Give the stored PDFs of a cohort's certificates that stand, under names that do not clash."""
    files: list[CertificateFile] = []
    for row in certificate_rows(connection, cohort_id):
        if row.status is CertificateStatus.ISSUED:
            taken = [file.file_name for file in files]
            named = file_name(row.number, row.name, ending=".pdf", taken=taken)
            files.append(CertificateFile(row.number, row.name, named, kept_file(connection, row.document)))
    return files


def _certificate_row(row: Row[tuple[object, ...]]) -> CertificateRow:
    return row_of(
        CertificateRow,
        row,
        status=_status(row),
        replaced_by=row.replaced_by or "",
        reason=row.revoked_reason or row.reason,
    )


def _status(row: Row[tuple[object, ...]]) -> CertificateStatus:
    if row.revoked_on is not None:
        return CertificateStatus.REVOKED
    if row.replaced_by:
        return CertificateStatus.REPLACED
    return CertificateStatus.ISSUED if row.payload else CertificateStatus.ERASED
