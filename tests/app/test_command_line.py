"""The grammar of the command line: options before or after, exit codes, JSON, never a traceback."""

import os
import subprocess
import sys
from argparse import Namespace
from datetime import date
from pathlib import Path

import pytest
from terminal import Terminal

from aspire_desktop.app import cli
from aspire_desktop.app.answers import Answer
from aspire_desktop.app.commands.home import history
from aspire_desktop.app.parser import Commands, a_date
from aspire_desktop.app.request import Request

NEEDED = {
    "backup": ("--out", "x.backup"),
    "charges": ("--out", "x.csv"),
    "certificates": ("ASP-2026-02", "--out", "folder"),
    "evidence": ("LGA-1-R1", "--sample", "5", "--out", "folder"),
    "import": ("people", "people.csv"),
    "key": ("--keep-in", "file"),
    "pool": ("LGA-1",),
    "register": ("ASP-2026-02", "--out", "x.pdf"),
    "restore": ("x.backup",),
    "allot": ("LGA-1", "--to", "X", "--places", "1", "--partner-key", "ab", "--out", "x.json"),
    "recall": ("x.json",),
    "return": ("LGA-1", "--from", "2026-07-01", "--to", "30/09/2026", "--out", "x.xlsx"),
    "revoke": ("WME-ASP-2026-0001", "--reason", "Issued in error"),
    "search": ("Walsall",),
    "verify": ("x.pdf",),
    "year-end": ("--on", "2027-03-31", "--out", "x.xlsx"),
}
"""Words that a command cannot do without."""


def parse(*words: str) -> Namespace:
    return cli.commands().parser.parse_args(words)


@pytest.mark.parametrize("name", cli.commands().names())
def test_shared_options_stand_before_or_after_a_command(name: str) -> None:
    options = ("--database", "mine.sqlite", "--json", "--as", "Ann")
    command = (name, *NEEDED.get(name, ()))
    after = parse(*command, *options)
    assert (after.database, after.json, after.person) == ("mine.sqlite", True, "Ann")
    assert parse(*options, *command) == after
    assert parse(*options[:2], *command, *options[2:]) == after
    assert parse(*options[2:], *command, *options[:2]) == after
    assert parse("--database=mine.sqlite", *command, "--as=Ann", "--json") == after
    bare = parse(*command)
    assert (bare.database, bare.json, bare.person) == (None, False, None)


@pytest.mark.parametrize(
    "words",
    [("bogus",), ("history", "--limit", "none"), ("history", "--limit", "0"), ("backup",),
     ("history", "--lim", "3"), ("history", "--database"), ("--data", "x", "history"), ("new", "more")],
)  # fmt: skip
def test_wrong_usage_ends_with_2(words: tuple[str, ...], terminal: Terminal) -> None:
    told = terminal(*words)
    assert (told.code, told.out) == (2, "")
    assert told.err != ""
    told = terminal("--json", *words)
    assert told.code == 2
    assert isinstance(told.facts["error"], str)


def test_a_wrong_date_is_told_with_one_full_stop(terminal: Terminal) -> None:
    told = terminal("return", "LGA-1", "--from", "2026-13-01", "--to", "2026-07-01", "--out", "x.xlsx")
    assert "“2026-13-01” is not a date.\n" in told.err
    assert ".." not in told.err.splitlines()[0]


def test_a_refusal_ends_with_1_and_says_what_is_safe_and_what_to_do(terminal: Terminal, home: Path) -> None:
    told = terminal("history", "--json")
    assert told.code == 1
    assert told.err.strip() == told.text("error")
    assert "There is no database at" in told.err
    assert "Nothing was changed." in told.err
    assert "aspire-desktop new" in told.err
    assert not home.exists()


def test_what_nobody_foresaw_is_told_by_reference_and_noted_without_names(
    terminal: Terminal, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_request: Request, _given: Namespace) -> Answer:
        raise LookupError("Zoë Thomas of Walsall")

    monkeypatch.setattr(history, "run_history", fail)
    told = terminal("history", "--json")
    assert told.code == 1
    assert "Zoë" not in told.out + told.err
    log = (home / "aspire.log").read_text(encoding="utf-8")
    assert "LookupError test_command_line.py:" in log
    assert "Zoë" not in log
    assert log.split()[1] in told.text("error")


@pytest.mark.parametrize("text", ["2026-07-01", "01/07/2026", "1.7.2026"])
def test_dates_are_read_as_in_britain(text: str) -> None:
    known = Commands("test", "")
    known.add("when", lambda _request, _given: Answer(()), "").add_argument("--on", type=a_date)
    assert known.parser.parse_args(["when", "--on", text]).on == date(2026, 7, 1)


def test_commands_never_load_qt_nor_libraries_they_do_not_need(database: Path, home: Path) -> None:
    code = (
        "import sys; from aspire_desktop.__main__ import main\n"
        "assert main() == 0\n"
        "print([name for name in ('PySide6', 'alembic', 'openpyxl', 'reportlab', 'cryptography', 'pikepdf')"
        " if name in sys.modules])"
    )
    env = {**os.environ, "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}
    for command in ("history", "check"):
        words = [sys.executable, "-c", code, "--database", str(database), command]
        ended = subprocess.run(words, capture_output=True, text=True, env=env, check=True)
        assert ended.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("text", ["-Bell", "--x", "-12a"])
def test_a_text_that_begins_with_a_hyphen_is_named_and_can_be_asked_for(
    terminal: Terminal, database: Path, text: str
) -> None:
    refused = terminal("--database", database, "search", text)
    assert refused.code == 2
    assert f"“{text}” begins with a hyphen" in refused.err
    assert f"search -- {text}" in refused.err
    found = terminal("--database", database, "search", "--", text)
    assert (found.code, found.out.strip()) == (0, f"Nothing was found for “{text}”.")
    nothing = terminal("--database", database, "search")
    assert "arguments are required" in nothing.err
    assert terminal("--database", database, "search", "-1").out.strip() == "Nothing was found for “-1”."
