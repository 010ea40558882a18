"""Databases to test on: an encrypted file and a real PostgreSQL server, each fresh from a migration."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import psycopg
import pytest

from aspire_desktop.domain.clock import SetClock
from aspire_desktop.domain.staff import EVERYONE, Colleague, role_words
from aspire_desktop.services.office import Office
from aspire_desktop.storage.engines import Location
from aspire_desktop.storage.journal import Entry
from aspire_desktop.storage.store import Store
from aspire_desktop.storage.upkeep import migrate

pytest_plugins = ("tests.ui.bench",)
KEY: Final = "5a" * 48
NOW: Final = datetime(2026, 10, 8, 9, 30, tzinfo=UTC)
PROGRAMS: Final = sorted(Path("/usr/lib/postgresql").glob("*/bin"))


@dataclass(frozen=True)
class Server:
    """A PostgreSQL server of the tests' own, with a migrated database to copy."""

    folder: Path

    def url(self, database: str) -> str:
        return f"postgresql+psycopg://postgres@/{database}?host={self.folder}"

    def run(self, statement: str) -> None:
        with psycopg.connect(
            f"host={self.folder} user=postgres dbname=postgres", autocommit=True
        ) as connection:
            connection.execute(statement.encode())


def _as_server_user(*command: str | Path) -> None:
    """PostgreSQL refuses to run as root, so root steps down."""
    user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.geteuid() == 0 else []
    subprocess.run([*user, *map(str, command)], check=True, capture_output=True)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    if not PROGRAMS:
        if os.environ.get("CI"):
            pytest.fail("PostgreSQL is missing in CI, where .ci/run installs it")
        pytest.skip("PostgreSQL is not installed here (Debian package postgresql): its half is NOT tested")
    folder = Path(tempfile.mkdtemp(prefix="aspire-pg-"))
    if os.geteuid() == 0:
        account = pwd.getpwnam("postgres")
        os.chown(folder, account.pw_uid, account.pw_gid)
    data = folder / "data"
    _as_server_user(PROGRAMS[-1] / "initdb", "-D", data, "-U", "postgres", "-E", "UTF8", "--no-sync")
    start = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
    control = PROGRAMS[-1] / "pg_ctl"
    _as_server_user(control, "start", "-w", "-D", data, "-l", folder / "log", "-o", start)
    try:
        server = Server(folder)
        server.run("CREATE DATABASE template_aspire")
        _make(Location(url=server.url("template_aspire")))
        yield server
    finally:
        _as_server_user(control, "stop", "-w", "-m", "immediate", "-D", data)
        shutil.rmtree(folder)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("template") / "template.sqlite"
    _make(Location(file=file, key=KEY))
    return file


@pytest.fixture
def sqlite_location(template: Path, tmp_path: Path) -> Location:
    return Location(file=Path(shutil.copy(template, tmp_path / "office.sqlite")), key=KEY)


@pytest.fixture
def postgresql_location(server: Server) -> Iterator[Location]:
    name = f"office_{os.urandom(6).hex()}"
    server.run(f"CREATE DATABASE {name} TEMPLATE template_aspire")
    yield Location(url=server.url(name))
    server.run(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def location(request: pytest.FixtureRequest) -> Location:
    made: Location = request.getfixturevalue(f"{request.param}_location")
    return made


@pytest.fixture
def clock() -> SetClock:
    return SetClock(NOW)


@pytest.fixture
def store(location: Location, clock: SetClock) -> Iterator[Store]:
    """A store on each engine, where Ann holds every role."""
    opened = Store(location, clock)
    yield opened
    opened.close()


@pytest.fixture
def office(store: Store) -> Office:
    return Office(store, "Ann")


def _make(location: Location) -> None:
    """Migrate an empty database and let Ann in."""
    migrate(location)
    store = Store(location, SetClock(NOW))
    with store.writing("Ann") as work:
        work.add(Colleague("Ann", role_words(EVERYONE)))
        store.seal(work, Entry(NOW, "Ann", "Open", "Open the office", final=True, schema="0001"))
    store.close()
