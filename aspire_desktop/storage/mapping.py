"""The domain's classes mapped onto the tables, imperatively: the domain knows nothing of it."""

from functools import cache

from sqlalchemy.orm import registry

from aspire_desktop.domain.organisations import Organisation, OrganisationName, Succession
from aspire_desktop.domain.staff import Colleague
from aspire_desktop.storage.tables import organisations, staff
from aspire_desktop.storage.tables.schema import metadata

_PAIRS = (
    (Organisation, organisations.organisations),
    (OrganisationName, organisations.organisation_names),
    (Succession, organisations.successions),
    (Colleague, staff.colleagues),
)


@cache
def map_all() -> None:
    """Map every class once."""
    mapper = registry(metadata=metadata)
    for entity, table in _PAIRS:
        mapper.map_imperatively(entity, table)
