"""What submitted returns say, as it is kept, and the names that copies without names must not tell."""

from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy import Connection, Row, select

from aspire_desktop.domain.money.funding import LineKind
from aspire_desktop.domain.money.returns import ReturnFacts
from aspire_desktop.domain.money.stored_returns import read_return
from aspire_desktop.domain.office.errors import NotFound, Unreadable
from aspire_desktop.domain.office.people import PersonFacts, full_name, person_reference
from aspire_desktop.domain.office.values import AgreementId, Period, ReturnId
from aspire_desktop.storage.lookups.money.returns import line_texts
from aspire_desktop.storage.lookups.money.standing import of_period
from aspire_desktop.storage.lookups.office.kept_files import kept_file
from aspire_desktop.storage.tables.money.funding import returns
from aspire_desktop.storage.tables.office.people import former_names, people


def stored_return_for(
    connection: Connection, agreement_id: AgreementId, period: Period
) -> ReturnFacts | None:
    """Give the newest revision of the return submitted for exactly this period, or None where none is."""
    query = select(returns).where(of_period(agreement_id, period))
    row = connection.execute(query.order_by(returns.c.revision.desc(), returns.c.id.desc())).first()
    return None if row is None else _said(connection, row)


def stored_return(connection: Connection, return_id: ReturnId) -> ReturnFacts:
    """Give what one revision of a return says; raise NotFound where it is not there."""
    row = connection.execute(select(returns).where(returns.c.id == return_id)).first()
    if row is None:
        raise NotFound.gone("return")
    return _said(connection, row)


def known_people(connection: Connection) -> tuple[PersonFacts, ...]:
    """Give every name that anybody on record has, had, or has on a certificate."""
    return tuple(dict.fromkeys(_names(connection)))


def _said(connection: Connection, row: Row[tuple[object, ...]]) -> ReturnFacts:
    if row.facts is None:
        raise Unreadable(
            f"The workbook of return {row.reference} could not be read when the database was brought to this "
            "version, so only its lines are known.",
            do="Use the stored workbook itself.",
        )
    said = kept_file(connection, row.facts).decode()
    lines = (line_texts(connection, row.id, kind) for kind in (LineKind.CLAIM, LineKind.ADJUSTMENT))
    return replace(read_return(said, *lines), copy_of=row.workbook)


def _names(connection: Connection) -> Iterator[PersonFacts]:
    for row in connection.execute(select(people)):
        reference = person_reference(row.id)
        yield PersonFacts(reference, full_name(row.given_name, row.family_name))
        if row.certificate_name:
            yield PersonFacts(reference, row.certificate_name)
    for row in connection.execute(select(former_names)):
        yield PersonFacts(person_reference(row.person_id), full_name(row.given_name, row.family_name))
