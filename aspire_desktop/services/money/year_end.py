"""The year end as at a date, and its files for Excel and finance systems."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import ClassVar

from sqlalchemy import Connection

from aspire_desktop import __version__
from aspire_desktop.documents.money.year_end import year_end_csv, year_end_workbook
from aspire_desktop.domain.office.clock import Moment
from aspire_desktop.domain.office.files import FileFacts
from aspire_desktop.domain.office.staff import OFFICE, Role
from aspire_desktop.domain.office.values import AgreementId
from aspire_desktop.services.door.export import Asked, FileExport
from aspire_desktop.storage.lookups.money.year_end import year_end
from aspire_desktop.storage.lookups.office.settings import setting
from aspire_desktop.storage.question import asked_by


@asked_by(OFFICE)
def year_end_file(
    connection: Connection,
    on: date,
    agreement_id: AgreementId | None,
    moment: Moment,
    *,
    separated: bool,
) -> bytes:
    """Give the year end as a workbook, or as comma separated values."""
    facts = year_end(connection, on, agreement_id)
    if separated:
        return year_end_csv(facts)
    return year_end_workbook(
        facts, setting(connection, "office_name"), FileFacts(moment.actor, moment.at, __version__)
    )


@dataclass(frozen=True)
class WriteYearEnd(FileExport):
    """Write the year end of an agreement or of all, as separated values where the name ends in .csv."""

    on: date
    agreement_id: AgreementId | None
    roles: ClassVar[frozenset[Role]] = year_end_file.roles
    ending: ClassVar[str] = ".xlsx"

    def content(self, office: Asked, target: Path) -> bytes:
        """Give the workbook, or the separated values."""
        separated = target.suffix.lower() == ".csv"
        return office.ask(year_end_file, self.on, self.agreement_id, office.moment, separated=separated)
