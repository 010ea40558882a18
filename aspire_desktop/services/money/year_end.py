"""The year end as at a date, and its files for Excel and finance systems."""

from datetime import date
from pathlib import Path

from sqlalchemy import Connection

from aspire_desktop import __version__
from aspire_desktop.documents.money.year_end import year_end_csv, year_end_workbook
from aspire_desktop.domain.money.returns import FileFacts
from aspire_desktop.domain.office.clock import Moment
from aspire_desktop.domain.office.staff import OFFICE
from aspire_desktop.domain.office.values import AgreementId
from aspire_desktop.services.door.office import Office
from aspire_desktop.storage.files import write_file
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


def write_year_end(office: Office, on: date, agreement_id: AgreementId | None, target: Path) -> Path:
    """Write the year end to a file, separated values where its name ends in .csv; raise Refused."""
    separated = target.suffix.lower() == ".csv"
    content = office.ask(year_end_file, on, agreement_id, office.moment, separated=separated)
    return write_file(target, content, private=True)
