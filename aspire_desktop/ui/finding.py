"""What the palette searches until a search over every noun is plugged in."""

from dataclasses import dataclass

from aspire_desktop.domain.values import fold
from aspire_desktop.services.office import Office
from aspire_desktop.services.organisations import organisation_rows


@dataclass(frozen=True)
class FoundOrganisation:
    """An organisation that was found."""

    name: str
    detail: str
    id: int
    kind: str = "organisation"


def find_organisations(office: Office, text: str, limit: int) -> list[FoundOrganisation]:
    """Find organisations in whose name every word begins a word, those that begin with the text first."""
    words = fold(text).split()
    rows = [
        row
        for row in office.ask(organisation_rows, office.clock.today())
        if all(any(part.startswith(word) for part in fold(row.name).split()) for word in words)
    ]
    rows.sort(key=lambda row: (not fold(row.name).startswith(fold(text)), fold(row.name)))
    details = ((row, " · ".join(filter(None, (row.type, row.region)))) for row in rows[:limit])
    return [FoundOrganisation(row.name, detail, row.id) for row, detail in details]
