"""A person's computer of its own for each test: a data folder, a keyring or none, and the command line."""

import getpass
import shutil
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.core import load_keyring
from terminal import MemoryKeyring, Terminal

from aspire_desktop.app.databases import make, named
from aspire_desktop.domain.office.clock import SetClock
from aspire_desktop.storage.keys import Vault
from tests.conftest import NOW


@pytest.fixture
def terminal(capsys: pytest.CaptureFixture[str], clock: SetClock) -> Terminal:
    return Terminal(capsys, clock)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of this computer."""
    return settle(tmp_path / "home", monkeypatch)


def settle(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Move to a computer with this data folder."""
    monkeypatch.setenv("ASPIRE_HOME", str(folder))
    return folder


@pytest.fixture(autouse=True)
def _no_keyring() -> Iterator[None]:
    """Never touch the keyring of whoever runs the tests."""
    before = keyring.get_keyring()
    keyring.set_keyring(load_keyring("keyring.backends.fail.Keyring"))
    yield
    keyring.set_keyring(before)


@pytest.fixture
def memory_keyring(_no_keyring: None) -> MemoryKeyring:
    ring = MemoryKeyring()
    keyring.set_keyring(ring)
    return ring


@pytest.fixture(scope="session")
def opened_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database just made, its key beside it: to copy."""
    file = tmp_path_factory.mktemp("opened") / "office.sqlite"
    make(named(str(file)), getpass.getuser(), SetClock(NOW), Vault(), key_in_file=True)
    return file


@pytest.fixture
def database(opened_office: Path, tmp_path: Path) -> Path:
    """A database of this test's own, with the person who runs the test in it."""
    shutil.copy(f"{opened_office}.key", tmp_path / "office.sqlite.key")
    return Path(shutil.copy(opened_office, tmp_path / "office.sqlite"))
