"""Databases to test on: an encrypted file and a real PostgreSQL server, each fresh from a migration."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import psycopg
import pytest
from hypothesis import settings
from sqlalchemy import Dialect, Engine, create_engine, event

from aspire_desktop.domain.office.clock import SetClock
from aspire_desktop.domain.office.staff import EVERYONE, Colleague, role_words
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.money.funding import INVARIANTS
from aspire_desktop.services.programmes.setup import OpenOffice
from aspire_desktop.storage import engines
from aspire_desktop.storage.engines import Location
from aspire_desktop.storage.journal import Entry
from aspire_desktop.storage.store import Store
from aspire_desktop.storage.tables.schema import SCHEMA
from aspire_desktop.storage.upkeep import migrate

pytest_plugins = ("tests.ui.bench", "tests.ui.cohort_bench")
KEY: Final = "5a" * 48
NOW: Final = datetime(2026, 10, 8, 9, 30, tzinfo=UTC)
settings.register_profile("house", deadline=None, derandomize=True)
settings.load_profile("house")
WINDOWS: Final = os.name == "nt"
PROGRAMS: Final = () if WINDOWS else tuple(sorted(Path("/usr/lib/postgresql").glob("*/bin")))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--renew-pictures", action="store_true", help="keep the screens as they look now")


@pytest.fixture(scope="session", autouse=True)
def _compiled_once() -> Iterator[None]:
    """Let the engines of all tests use what one of them compiled, or each test compiles every statement anew.

    A compiled statement is found again by its dialect, so that is shared as well, once a connection told it
    what the database can do.
    """
    compiled: dict[object, object] = {}
    dialects: dict[str, Dialect] = {}

    def create(url: str, **settings: object) -> Engine:
        engine = create_engine(url, **settings, execution_options={"compiled_cache": compiled})
        if engine.name in dialects:
            engine.dialect = dialects[engine.name]
        else:
            event.listen(engine, "connect", lambda *_: dialects.setdefault(engine.name, engine.dialect))
        return engine

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engines, "create_engine", create)
        yield


@dataclass(frozen=True)
class Server:
    """A PostgreSQL server of the tests' own, with a migrated database to copy."""

    folder: Path

    def url(self, database: str) -> str:
        return f"postgresql+psycopg://postgres@/{database}?host={self.folder}"

    @contextmanager
    def copy_of(self, template: str) -> Iterator[Location]:
        name = f"office_{os.urandom(6).hex()}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template}")
        yield Location(url=self.url(name), key=KEY)
        self.run(f"DROP DATABASE {name} WITH (FORCE)")

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
    if WINDOWS:
        pytest.skip("PostgreSQL is not started on Windows: its half is NOT tested here")
    if not PROGRAMS:
        if os.environ.get("CI"):
            pytest.fail("PostgreSQL is missing in CI, where .ci/run installs it")
        pytest.skip("PostgreSQL is not installed here (Debian package postgresql): its half is NOT tested")
    folder = Path(tempfile.mkdtemp(prefix="aspire-pg-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    data = folder / "data"
    _as_server_user(PROGRAMS[-1] / "initdb", "-D", data, "-U", "postgres", "-E", "UTF8", "--no-sync")
    start = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
    control = PROGRAMS[-1] / "pg_ctl"
    _as_server_user(control, "start", "-w", "-D", data, "-l", folder / "log", "-o", start)
    try:
        server = Server(folder)
        for name, opened in (("template_bare", False), ("template_open", True)):
            server.run(f"CREATE DATABASE {name}")
            _make(Location(url=server.url(name), key=KEY), opened=opened)
        yield server
    finally:
        _as_server_user(control, "stop", "-w", "-m", "immediate", "-D", data)
        shutil.rmtree(folder)


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("templates")
    for name, opened in (("bare", False), ("open", True)):
        _make(Location(file=folder / f"{name}.sqlite", key=KEY), opened=opened)
    return folder


@pytest.fixture
def sqlite_location(templates: Path, tmp_path: Path) -> Location:
    return Location(file=Path(shutil.copy(templates / "bare.sqlite", tmp_path / "office.sqlite")), key=KEY)


@pytest.fixture
def postgresql_location(server: Server) -> Iterator[Location]:
    with server.copy_of("template_bare") as location:
        yield location


@pytest.fixture
def open_sqlite_location(templates: Path, tmp_path: Path) -> Location:
    """A file with everything that a new office starts with."""
    return Location(file=Path(shutil.copy(templates / "open.sqlite", tmp_path / "open.sqlite")), key=KEY)


@pytest.fixture
def open_postgresql_location(server: Server) -> Iterator[Location]:
    with server.copy_of("template_open") as location:
        yield location


@pytest.fixture(params=["sqlite", "postgresql"])
def location(request: pytest.FixtureRequest) -> Location:
    made: Location = request.getfixturevalue(f"{request.param}_location")
    return made


@pytest.fixture(params=["sqlite", "postgresql"])
def open_location(request: pytest.FixtureRequest) -> Location:
    made: Location = request.getfixturevalue(f"open_{request.param}_location")
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


@pytest.fixture
def open_store(open_location: Location, clock: SetClock) -> Iterator[Store]:
    """A store on each engine with programmes, councils and vocabularies, where Ann holds every role."""
    opened = Store(open_location, clock, INVARIANTS)
    yield opened
    opened.close()


@pytest.fixture
def open_office(open_store: Store) -> Office:
    return Office(open_store, "Ann")


def _make(location: Location, *, opened: bool) -> None:
    """Migrate an empty database and let Ann in, with nothing else or with all that an office starts with."""
    migrate(location)
    store = Store(location, SetClock(NOW))
    if opened:
        Office(store, "Ann").do(OpenOffice("Ann"))
    else:
        with store.writing("Ann") as work:
            work.add(Colleague("Ann", role_words(EVERYONE)))
            store.seal(work, Entry(NOW, "Ann", "Open", "Open the office", final=True, schema=SCHEMA))
    store.close()
