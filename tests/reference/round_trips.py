"""Doing an action, taking it back and doing it again, with every row compared."""

from typing import TypeVar

from sqlalchemy import select

from aspire_desktop.services.door.action import Action, Done
from aspire_desktop.services.door.office import Office
from aspire_desktop.storage.store import Store
from aspire_desktop.storage.tables.journal import JOURNAL
from aspire_desktop.storage.tables.schema import metadata

R = TypeVar("R")


def rows(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Give every row of every noun."""
    with store.reading() as connection:
        return {
            name: [tuple(row) for row in connection.execute(select(table).order_by(table.c.id))]
            for name, table in sorted(metadata.tables.items())
            if name not in JOURNAL
        }


def there_and_back(store: Store, office: Office, action: Action[R]) -> Done[R]:
    """Do an action; undo and redo it, comparing all rows with those before and after; leave it done."""
    before = rows(store)
    done = office.do(action)
    after = rows(store)
    assert after != before
    office.undo()
    assert rows(store) == before
    office.redo()
    assert rows(store) == after
    return done
