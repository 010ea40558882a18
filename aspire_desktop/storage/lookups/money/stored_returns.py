"""Submitted returns exactly as they are stored, and the names that copies without names must not tell."""

from collections.abc import Iterator

from sqlalchemy import Connection, Row, Select, select

from aspire_desktop.domain.money.returns import PersonFacts, StoredReturn, person_reference
from aspire_desktop.domain.office.errors import NotFound
from aspire_desktop.domain.office.values import AgreementId, Period, ReturnId
from aspire_desktop.storage.lookups.money.returns import adjustment_lines, claim_lines
from aspire_desktop.storage.lookups.money.standing import of_period
from aspire_desktop.storage.lookups.office.kept_files import kept_file
from aspire_desktop.storage.tables.money.funding import agreements, returns
from aspire_desktop.storage.tables.office.people import former_names, people


def stored_return_for(
    connection: Connection, agreement_id: AgreementId, period: Period
) -> StoredReturn | None:
    """Give the newest revision of the return submitted for exactly this period, or None where none is."""
    query = (
        _returns()
        .where(of_period(agreement_id, period))
        .order_by(returns.c.revision.desc(), returns.c.id.desc())
    )
    row = connection.execute(query).first()
    return None if row is None else _stored(connection, row)


def stored_return(connection: Connection, return_id: ReturnId) -> StoredReturn:
    """Give one revision of a return; raise NotFound where it is not there."""
    row = connection.execute(_returns().where(returns.c.id == return_id)).first()
    if row is None:
        raise NotFound("This return is not here any more.", do="Refresh the screen.")
    return _stored(connection, row)


def known_people(connection: Connection) -> tuple[PersonFacts, ...]:
    """Give every name that anybody on record has, had, or has on a certificate."""
    return tuple(dict.fromkeys(_names(connection)))


def _returns() -> Select[tuple[object, ...]]:
    older = returns.alias()
    return (
        select(
            returns,
            agreements.c.reference.label("agreement"),
            older.c.reference.label("older"),
            older.c.revision.label("older_revision"),
        )
        .join(agreements, agreements.c.id == returns.c.agreement_id)
        .outerjoin(older, older.c.id == returns.c.supersedes_id)
    )


def _stored(connection: Connection, row: Row[tuple[object, ...]]) -> StoredReturn:
    return StoredReturn(
        id=row.id,
        agreement_id=row.agreement_id,
        agreement=row.agreement,
        reference=row.reference,
        revision=row.revision,
        supersedes=f"{row.older} revision {row.older_revision}" if row.older else "",
        revision_reason=row.revision_reason,
        period=Period(row.begins, row.ends),
        prepared_by=row.prepared_by,
        submitted_by=row.submitted_by,
        submitted_at=row.submitted_at,
        lines=tuple(claim_lines(connection, row.id)),
        adjustments=tuple(adjustment_lines(connection, row.id)),
        workbook=kept_file(connection, row.workbook),
        digest=row.workbook,
    )


def _names(connection: Connection) -> Iterator[PersonFacts]:
    for row in connection.execute(select(people)):
        reference = person_reference(row.id)
        yield PersonFacts(reference, f"{row.given_name} {row.family_name}".strip())
        if row.certificate_name:
            yield PersonFacts(reference, row.certificate_name)
    for row in connection.execute(select(former_names)):
        yield PersonFacts(person_reference(row.person_id), f"{row.given_name} {row.family_name}".strip())
