"""New offices to work in, as many as are asked for, outside the tests' own fixtures."""

import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import TypeAlias

import psycopg
from sqlalchemy import make_url

from aspire_desktop.domain.office.clock import SetClock
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.programmes.setup import OpenOffice
from aspire_desktop.storage.engines import Location
from aspire_desktop.storage.store import Store
from aspire_desktop.storage.upkeep import migrate

KEY = "5a" * 48
Fresh: TypeAlias = Callable[[], AbstractContextManager[Location]]


def on_file(folder: Path) -> Fresh:
    """Give copies of a new office's encrypted file."""
    template = folder / "template.sqlite"
    opened(Location(file=template, key=KEY))
    numbers = count()

    @contextmanager
    def fresh() -> Iterator[Location]:
        copy = Path(shutil.copy(template, folder / f"{next(numbers)}.sqlite"))
        yield Location(file=copy, key=KEY)
        copy.unlink()

    return fresh


def on_server(url: str) -> Fresh:
    """Give copies of a new office's database, made and dropped on the server."""
    where = make_url(url).set(drivername="postgresql")
    numbers, template = count(), f"pool_{secrets.token_hex(4)}"

    def command(statement: str) -> None:
        with psycopg.connect(where.render_as_string(hide_password=False), autocommit=True) as connection:
            connection.execute(statement.encode())

    def location(name: str) -> Location:
        of = where.set(drivername="postgresql+psycopg", database=name)
        return Location(url=of.render_as_string(hide_password=False), key=KEY)

    command(f"CREATE DATABASE {template}")
    opened(location(template))

    @contextmanager
    def fresh() -> Iterator[Location]:
        name = f"{template}_{next(numbers)}"
        command(f"CREATE DATABASE {name} TEMPLATE {template}")
        yield location(name)
        command(f"DROP DATABASE {name} WITH (FORCE)")

    return fresh


def opened(location: Location) -> None:
    """Make a new office, where Ann holds every role."""
    migrate(location)
    store = Store(location, SetClock(datetime(2026, 7, 5, 9, 30, tzinfo=UTC)))
    Office(store, "Ann").do(OpenOffice("Ann"))
    store.close()
