"""The ledger of an agreement: its entries, and the workbook of them."""

from pathlib import Path

from aspire_desktop import __version__
from aspire_desktop.documents.money.ledger import ledger_workbook
from aspire_desktop.domain.money.claims import AgreementRow
from aspire_desktop.domain.money.ledger import LedgerFilter
from aspire_desktop.domain.money.returns import FileFacts
from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.services.door.office import Office
from aspire_desktop.storage.files import write_file
from aspire_desktop.storage.lookups.money.ledger import ledger_entries
from aspire_desktop.storage.lookups.office.settings import office_settings


def write_ledger(office: Office, agreement: AgreementRow, wanted: LedgerFilter, target: Path) -> Path:
    """Write the entries wanted to an Excel file; raise Refused with an older file untouched."""
    moment = office.moment
    entries = wanted.of(office.ask(ledger_entries, agreement.id, moment.today))
    if not entries:
        raise RuleBroken("There are no such entries in the ledger.", do="Clear the filters, then try again.")
    file = FileFacts(moment.actor, moment.at, __version__, wanted.words)
    name = office.ask(office_settings).office_name
    content = ledger_workbook(agreement.reference, agreement.funder, name, file, entries)
    return write_file(target, content, private=True)
