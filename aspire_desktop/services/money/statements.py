"""The statement of a pool: put together at one moment, and printed."""

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from sqlalchemy import Connection

from aspire_desktop.documents.money.statements import pool_statement
from aspire_desktop.domain.money.statements import PoolStatement
from aspire_desktop.domain.office.clock import Moment
from aspire_desktop.domain.office.errors import NotFound
from aspire_desktop.domain.office.staff import OFFICE, Role
from aspire_desktop.domain.office.values import AgreementId, Period
from aspire_desktop.services.door.export import Asked, FileExport
from aspire_desktop.storage.lookups.money.funding import agreement_rows, pool_rows
from aspire_desktop.storage.lookups.money.ledger import ledger_entries
from aspire_desktop.storage.lookups.office.settings import setting
from aspire_desktop.storage.question import asked_by


@asked_by(OFFICE)
def statement_file(connection: Connection, agreement_id: AgreementId, moment: Moment) -> bytes:
    """Give the statement of an agreement's pool as a PDF; raise NotFound where there is none."""
    return pool_statement(_facts(connection, agreement_id, moment))


@dataclass(frozen=True)
class WriteStatement(FileExport):
    """Write the statement of an agreement's pool."""

    agreement_id: AgreementId
    roles: ClassVar[frozenset[Role]] = statement_file.roles
    ending: ClassVar[str] = ".pdf"

    def content(self, office: Asked, target: Path) -> bytes:
        """Give the PDF."""
        return office.ask(statement_file, self.agreement_id, office.moment)


def _facts(connection: Connection, agreement_id: AgreementId, moment: Moment) -> PoolStatement:
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
    raise NotFound.gone("agreement")
