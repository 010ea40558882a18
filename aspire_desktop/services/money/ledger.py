"""The ledger of an agreement: its entries, and the workbook of them."""

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from sqlalchemy import Connection

from aspire_desktop import __version__
from aspire_desktop.documents.money.ledger import ledger_workbook
from aspire_desktop.domain.money.claims import AgreementRow
from aspire_desktop.domain.money.ledger import LedgerFilter
from aspire_desktop.domain.office.clock import Moment
from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.files import FileFacts
from aspire_desktop.domain.office.staff import OFFICE, Role
from aspire_desktop.services.door.export import Asked, FileExport
from aspire_desktop.storage.lookups.money.ledger import ledger_entries
from aspire_desktop.storage.lookups.office.settings import office_settings
from aspire_desktop.storage.question import asked_by


@asked_by(OFFICE)
def ledger_file(
    connection: Connection, agreement: AgreementRow, wanted: LedgerFilter, moment: Moment
) -> bytes:
    """Give the entries wanted as a workbook; raise RuleBroken where there are none."""
    entries = wanted.of(ledger_entries(connection, agreement.id, moment.today))
    if not entries:
        raise RuleBroken("There are no such entries in the ledger.", do="Clear the filters, then try again.")
    file = FileFacts(moment.actor, moment.at, __version__, wanted.words)
    name = office_settings(connection).office_name
    return ledger_workbook(agreement.reference, agreement.funder, name, file, entries)


@dataclass(frozen=True)
class WriteLedger(FileExport):
    """Write the entries wanted of an agreement's ledger."""

    agreement: AgreementRow
    wanted: LedgerFilter
    roles: ClassVar[frozenset[Role]] = ledger_file.roles
    ending: ClassVar[str] = ".xlsx"

    def content(self, office: Asked, target: Path) -> bytes:
        """Give the workbook."""
        return office.ask(ledger_file, self.agreement, self.wanted, office.moment)
