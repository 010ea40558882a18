"""What every command is given: which database, on whose behalf, by which clock."""

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from aspire_desktop.app import databases, settings
from aspire_desktop.domain.office.clock import Clock
from aspire_desktop.domain.office.errors import NotAllowed, Refused
from aspire_desktop.services.door.office import Office
from aspire_desktop.storage.engines import Location
from aspire_desktop.storage.keys import Vault
from aspire_desktop.storage.lookups.office.staff import colleague_called
from aspire_desktop.storage.store import Store

_MOST = 3
"""Titles of what was done that a refusal names."""


@dataclass(frozen=True)
class Request:
    """The options that every command has; `database` and `person` are as they were typed, or None.

    The clock has no default: it is made where the program starts, and nowhere else.
    """

    clock: Clock
    database: str | None = None
    person: str | None = None
    vault: Vault = field(default_factory=lambda: Vault(in_files=settings.keys_in_files()))
    _offices: list[Office] = field(default_factory=list)

    def place(self) -> Location:
        """Give where the database is, its key not looked for yet."""
        return databases.named(self.database)

    def location(self) -> Location:
        """Give where the database is, with its key."""
        return databases.unlocked(self.place(), self.vault)

    def name(self) -> str:
        """Give the name that the person goes by: the one typed, or that of the operating system's user."""
        return self.person or operating_system_user()

    @contextmanager
    def office(self) -> Iterator[Office]:
        """Open the office for as long as the block lasts; raise NotAllowed for somebody unknown."""
        with databases.opened(self.location(), self.clock) as store:
            office = office_of(store, self.name())
            self._offices.append(office)
            yield office

    def truthful(self, refused: Refused) -> Refused:
        """Have a refusal that says that nothing was changed say what the command did before it, and stays."""
        done = [title for office in self._offices for title in office.carried_out]
        if not done or not refused.denies_changes:
            return refused
        more = f"; and {len(done) - _MOST} more" if len(done) > _MOST else ""
        return refused.having_done(f"Done before that, and kept: {'; '.join(done[:_MOST])}{more}.")


def office_of(store: Store, name: str) -> Office:
    """Give the office on behalf of a person of this name, whatever its case; raise NotAllowed if unknown."""
    row = Office(store, name).ask(colleague_called, name)
    if row is not None:
        return Office(store, row.name)
    raise NotAllowed(
        f"{name} is not known in this database.",
        do="Ask an administrator to add you in Settings, or name a known person with --as NAME.",
    )


def operating_system_user() -> str:
    """Give the name of the user who is logged in."""
    try:
        return getpass.getuser()
    except (ImportError, KeyError, OSError) as error:
        raise Refused("This computer does not say who you are.", do="Say it with --as NAME.") from error
