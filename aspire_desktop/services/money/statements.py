"""The statement of a pool: put together at one moment, and printed."""

from pathlib import Path

from sqlalchemy import Connection

from aspire_desktop.documents.money.statements import pool_statement
from aspire_desktop.domain.money.statements import PoolStatement
from aspire_desktop.domain.office.clock import Moment
from aspire_desktop.domain.office.errors import NotFound
from aspire_desktop.domain.office.staff import OFFICE
from aspire_desktop.domain.office.values import AgreementId, Period
from aspire_desktop.services.door.office import Office
from aspire_desktop.storage.files import write_file
from aspire_desktop.storage.lookups.money.funding import agreement_rows, pool_rows
from aspire_desktop.storage.lookups.money.ledger import ledger_entries
from aspire_desktop.storage.lookups.office.settings import setting
from aspire_desktop.storage.question import asked_by


def statement_of(office: Office, agreement_id: AgreementId) -> bytes:
    """Give the statement of an agreement's pool as a PDF; raise NotFound where there is none."""
    return pool_statement(office.ask(statement_facts, agreement_id, office.moment))


def write_statement(office: Office, agreement_id: AgreementId, target: Path) -> Path:
    """Write the statement of an agreement's pool to a file; raise Refused with an older file untouched."""
    return write_file(target, statement_of(office, agreement_id), private=True)


@asked_by(OFFICE)
def statement_facts(connection: Connection, agreement_id: AgreementId, moment: Moment) -> PoolStatement:
    """Give what the statement of an agreement's pool says; raise NotFound where there is none."""
    pools = {pool.agreement_id: pool for pool in pool_rows(connection, moment.today)}
    for row in agreement_rows(connection, moment.today):
        if row.id == agreement_id:
            return PoolStatement(
                office=setting(connection, "office_name"),
                funder=row.funder,
                covers=row.covers,
                dates=Period(row.begins, row.ends),
                pool=pools[row.id],
                entries=tuple(ledger_entries(connection, row.id, moment.today)),
                made_by=moment.actor,
                made_at=moment.at,
            )
    raise NotFound("This agreement is not here any more.", do="Refresh the screen.")
