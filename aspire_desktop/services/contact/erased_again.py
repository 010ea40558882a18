"""Erasing again, in a copy of the database from before it, whom the database has erased since."""

from collections.abc import Collection

from aspire_desktop.domain.contact.erasures import ErasedAgain
from aspire_desktop.domain.office.clock import Clock
from aspire_desktop.domain.office.people import person_reference
from aspire_desktop.services.contact.erasures import EraseAgain
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.money.funding import INVARIANTS
from aspire_desktop.storage.engines import Location
from aspire_desktop.storage.lookups.contact.erasures import erasure_plan, still_there
from aspire_desktop.storage.store import Store


def erase_again(location: Location, clock: Clock, actor: str, marks: Collection[str]) -> list[ErasedAgain]:
    """Erase whoever goes by one of the marks and is there still, each as an action of its own.

    The copy must have the newest schema, and nobody else may have it open.
    """
    store = Store(location, clock, INVARIANTS)
    try:
        with store.reading() as connection:
            back = still_there(connection, marks)
            plans = [erasure_plan(connection, id, clock.today()) for id in back]
        office = Office(store, actor)
        for plan in plans:
            office.do(EraseAgain(plan.person_id))
        return [ErasedAgain(person_reference(plan.person_id), plan.obstacles) for plan in plans]
    finally:
        store.close()
