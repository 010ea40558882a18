"""history, undo and redo: the record, and one's own latest action taken back and done again."""

import getpass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from terminal import Terminal

from aspire_desktop.domain.office.clock import SetClock
from aspire_desktop.domain.office.staff import EVERYONE
from aspire_desktop.services.office.organisations import AddOrganisation
from aspire_desktop.services.office.people import AddPerson, ChangePerson
from aspire_desktop.services.office.staff import AddColleague


def add(terminal: Terminal, database: Path, name: str, person: str | None = None) -> None:
    with terminal.office(database, person) as office:
        office.do(AddOrganisation(name))


def titles(terminal: Terminal, database: Path, *words: str) -> list[str]:
    actions = terminal.json("--database", database, "history", *words).facts["actions"]
    assert isinstance(actions, list)
    return [action["title"] for action in actions]


def test_history_undo_and_redo(terminal: Terminal, database: Path) -> None:
    add(terminal, database, "Narnia Council")
    assert terminal.json("undo", "--database", database).text("title") == "Undo: Add Narnia Council"
    assert terminal.json("redo", "--database", database).text("title") == "Redo: Add Narnia Council"
    expected = ["Redo: Add Narnia Council", "Undo: Add Narnia Council", "Add Narnia Council"]
    assert titles(terminal, database)[:3] == expected
    assert titles(terminal, database, "--limit", "1") == expected[:1]
    told = terminal("history", "--database", database, "--limit", "2")
    assert [line.split("  ")[-1] for line in told.out.splitlines()] == expected[:2]


def test_history_tells_who_when_and_what_was_put_back(terminal: Terminal, database: Path) -> None:
    add(terminal, database, "Narnia Council")
    terminal.json("undo", "--database", database)
    actions = terminal.json("history", "--database", database).facts["actions"]
    assert isinstance(actions, list)
    assert set(actions[0]) == {"id", "at", "actor", "title", "undoes"}
    assert actions[0]["actor"] == getpass.getuser()
    assert actions[0]["undoes"] == actions[1]["id"]
    assert actions[1]["undoes"] is None


def test_commands_go_by_the_clock_that_the_program_was_started_with(
    terminal: Terminal, database: Path, clock: SetClock
) -> None:
    clock.instant = datetime(2029, 12, 1, 9, 30, tzinfo=UTC)
    add(terminal, database, "Narnia Council")
    clock.instant = datetime(2031, 3, 9, 17, 45, tzinfo=UTC)
    terminal.json("undo", "--database", database)
    actions = terminal.json("history", "--database", database).facts["actions"]
    assert isinstance(actions, list)
    assert [action["at"][:16] for action in actions[:2]] == ["2031-03-09T17:45", "2029-12-01T09:30"]


def test_undo_with_nothing_to_take_back_is_refused(terminal: Terminal, database: Path) -> None:
    for command in ("undo", "redo"):
        told = terminal(command, "--json", "--database", database)
        assert told.code == 1
        assert "nothing of yours" in told.text("error")


def test_another_known_person_takes_back_their_own(terminal: Terminal, database: Path) -> None:
    with terminal.office(database) as office:
        office.do(AddColleague("Bob", EVERYONE))
    add(terminal, database, "Narnia Council", "Bob")
    add(terminal, database, "Calormen Council")
    told = terminal.json("--as", "BOB", "undo", "--database", database)
    assert told.text("title") == "Undo: Add Narnia Council"


@pytest.mark.parametrize("command", ["history", "undo", "redo"])
def test_somebody_unknown_is_refused(terminal: Terminal, database: Path, command: str) -> None:
    told = terminal(command, "--database", database, "--as", "Nobody")
    assert told.code == 1
    assert "Nobody is not known" in told.err


def test_history_says_what_was_changed(terminal: Terminal, database: Path) -> None:
    with terminal.office(database) as office:
        walsall = office.do(AddOrganisation("Narnia Council")).value
        bo = office.do(AddPerson("Bo", "Li", "bo@narnia.gov.uk", "HR Adviser", walsall)).value
        office.do(ChangePerson(bo, "Bo", "Li", "b.li@narnia.gov.uk", ""))
    told = terminal("history", "--database", database, "--limit", "2", "--changes").out.splitlines()
    assert [line.strip() for line in told[1:3]] == [
        "employments 1: Job title empty, was “HR Adviser”",
        f"people {bo}: E-mail address “b.li@narnia.gov.uk”, was “bo@narnia.gov.uk”",
    ]
    assert told[3].endswith("Add Bo Li")
    actions = terminal.json("history", "--database", database, "--limit", "1", "--changes").facts["actions"]
    assert isinstance(actions, list)
    assert len(actions[0]["changes"]) == 2
