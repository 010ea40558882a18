"""The same commands on a PostgreSQL server."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest
from terminal import Terminal


class Server(Protocol):
    """The tests' own server."""

    def url(self, database: str) -> str: ...

    def run(self, statement: str) -> None: ...


@pytest.fixture
def url(server: Server) -> Iterator[str]:
    name = f"new_{os.urandom(6).hex()}"
    server.run(f"CREATE DATABASE {name}")
    yield server.url(name).replace("postgresql+psycopg:", "postgresql:")
    server.run(f"DROP DATABASE {name} WITH (FORCE)")


def test_an_office_on_a_server(terminal: Terminal, url: str, home: Path, tmp_path: Path) -> None:
    made = terminal.json("--database", url, "new")
    assert Path(made.text("key_kept_in")).parent == home / "keys"
    assert terminal("new", "--database", url).code == 1
    people = tmp_path / "people.csv"
    people.write_text("First name,Last name,Council\nZoë,O'Brien,Walsall\n", encoding="utf-8")
    assert terminal.json("import", "people", people, "--database", url).facts["new"] == 1
    assert terminal.json("undo", "--database", url).text("title") == "Undo: Import people: 1 row"
    assert terminal.json("--database", url, "check").facts == {"ok": True, "problems": []}
    told = terminal("backup", "--database", url, "--out", tmp_path / "x")
    assert told.code == 1
    assert "pg_dump" in told.err


def test_a_server_that_is_away_is_told_in_words(terminal: Terminal, tmp_path: Path) -> None:
    url = f"postgresql://ann:secret@/aspire?host={tmp_path}"
    for command in ("history", "new", "check"):
        told = terminal(command, "--database", url)
        assert told.code == 1
        assert "server cannot be reached" in told.err
        assert "secret" not in told.err
