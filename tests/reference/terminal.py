"""A terminal for tests: commands are typed into it, and what they say is read."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import pytest
from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError

from aspire_desktop.app import cli
from aspire_desktop.app.request import Request
from aspire_desktop.domain.office.clock import Clock
from aspire_desktop.services.door.office import Office

Facts: TypeAlias = dict[str, object]


class MemoryKeyring(KeyringBackend):
    """A keyring that forgets when the test ends."""

    priority = 1.0

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError(username)


@dataclass(frozen=True)
class Told:
    """What a command said."""

    code: int
    out: str
    err: str

    @property
    def facts(self) -> Facts:
        """The one JSON object on stdout."""
        read: Facts = json.loads(self.out)
        return read

    def text(self, name: str) -> str:
        """Give a fact that is text."""
        found = self.facts[name]
        assert isinstance(found, str)
        return found


class Terminal:
    """Types commands at the time that its clock tells."""

    def __init__(self, capsys: pytest.CaptureFixture[str], clock: Clock) -> None:
        self._capsys, self._clock = capsys, clock

    def __call__(self, *words: str | Path) -> Told:
        code = cli.main([str(word) for word in words], self._clock)
        said = self._capsys.readouterr()
        assert "Traceback" not in said.err
        return Told(code, said.out, said.err)

    def json(self, *words: str | Path) -> Told:
        """Type a command that must succeed, with --json."""
        told = self(*words, "--json")
        assert told.code == 0, told.err
        return told

    @contextmanager
    def office(self, database: Path, person: str | None = None) -> Iterator[Office]:
        """Open the office as a command does, for what no command can do."""
        with Request(self._clock, str(database), person).office() as office:
            yield office
