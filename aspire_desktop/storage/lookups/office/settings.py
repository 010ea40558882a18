"""The office's settings."""

from sqlalchemy import Connection, select

from aspire_desktop.domain.office.settings import YEARS_OF_EVIDENCE, OfficeSettings
from aspire_desktop.domain.office.staff import OFFICE
from aspire_desktop.storage.question import asked_by
from aspire_desktop.storage.tables.office.settings import settings

YES = "yes"


def setting(connection: Connection, key: str) -> str:
    """Give a setting's value, or nothing where it was never set."""
    return connection.scalar(select(settings.c.value).where(settings.c.key == key)) or ""


def all_settings(connection: Connection) -> dict[str, str]:
    """Give every setting by its key."""
    return {row.key: row.value for row in connection.execute(select(settings))}


@asked_by(OFFICE)
def office_settings(connection: Connection) -> OfficeSettings:
    """Give what the office says of itself on certificates and returns."""
    known = all_settings(connection)
    return OfficeSettings(
        office_name=known.get("office_name", ""),
        certificate_prefix=known.get("certificate_prefix", ""),
        partnership_line=known.get("partnership_line", ""),
        declaration=known.get("declaration", ""),
        authoriser_differs=known.get("authoriser_differs", "") == YES,
        evidence_years=int(known.get("evidence_years") or YEARS_OF_EVIDENCE),
        office_address=known.get("office_address", ""),
    )
