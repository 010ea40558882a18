"""new, backup, restore and check, as the command line does them."""

import os
import shutil
import stat
from pathlib import Path

import pytest
from systems import posix
from terminal import MemoryKeyring, Terminal

from aspire_desktop.app.databases import opened
from aspire_desktop.app.holding import hold
from aspire_desktop.domain.office.clock import SetClock
from aspire_desktop.domain.office.errors import Refused
from aspire_desktop.domain.office.staff import Colleague
from aspire_desktop.services.home.inspections import INSPECTIONS
from aspire_desktop.services.home.soundness import REMEDIES, RESTORE, advice
from aspire_desktop.services.money.funding import INVARIANTS
from aspire_desktop.services.office.organisations import AddOrganisation
from aspire_desktop.storage.engines import Location, connect
from aspire_desktop.storage.journal import Entry
from aspire_desktop.storage.keys import key_file, new_key, readers, recovered, salt_of
from aspire_desktop.storage.lookups.money.caps import claimed_once
from aspire_desktop.storage.lookups.money.terms_kept import terms_fit
from aspire_desktop.storage.soundness import Finding, FindingKind
from aspire_desktop.storage.store import Store
from aspire_desktop.storage.tables.schema import SCHEMA
from tests.conftest import NOW


def raw_key(database: Path) -> str:
    return Path(f"{database}.key").read_text().strip()


def add(terminal: Terminal, database: Path, name: str) -> None:
    with terminal.office(database) as office:
        office.do(AddOrganisation(name))


def history(terminal: Terminal, database: Path) -> list[str]:
    actions = terminal.json("history", "--database", database).facts["actions"]
    assert isinstance(actions, list)
    return [action["title"] for action in actions]


def everything(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_new_without_a_keyring_keeps_the_key_beside_the_file(terminal: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "made.sqlite"
    told = terminal.json("--database", file, "new")
    assert told.text("database") == str(file)
    assert told.text("key_kept_in") == f"{file}.key"
    salt = salt_of(file)
    assert salt is not None
    assert recovered(told.text("recovery_key"), salt).raw == raw_key(file)
    assert {each.name for each in tmp_path.iterdir()} == {"made.sqlite", "made.sqlite.key"}
    assert terminal.json("check", "--database", file).facts == {"ok": True, "problems": []}


@posix
def test_a_new_database_and_its_key_are_its_owners_only(terminal: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "made.sqlite"
    terminal.json("--database", file, "new")
    for each in (file, key_file(file)):
        assert stat.S_IMODE(each.stat().st_mode) == 0o600


def test_new_says_plainly_where_the_key_lies(terminal: Terminal, home: Path) -> None:
    told = terminal("new")
    assert told.code == 0
    assert f"so it lies in {home / 'aspire.sqlite.key'}, which {readers(windows=os.name == 'nt')}" in told.out
    assert "Recovery key: " in told.out
    assert terminal("history").code == 0


def test_new_with_a_keyring_leaves_no_key_in_a_file(
    terminal: Terminal, home: Path, memory_keyring: MemoryKeyring
) -> None:
    told = terminal.json("new")
    salt = salt_of(home / "aspire.sqlite")
    assert salt is not None
    raw = memory_keyring.kept["aspire-desktop", salt.hex()]
    assert recovered(told.text("recovery_key"), salt).raw == raw
    assert [file.name for file in home.iterdir()] == ["aspire.sqlite"]
    assert terminal("check").code == 0


def test_new_refuses_a_file_that_is_there(terminal: Terminal, database: Path, tmp_path: Path) -> None:
    before = everything(tmp_path)
    told = terminal("new", "--database", database, "--json")
    assert told.code == 1
    assert "is there already" in told.text("error")
    assert everything(tmp_path) == before


def test_a_new_database_lets_its_maker_do_everything(terminal: Terminal, home: Path) -> None:
    terminal.json("new")
    add(terminal, home / "aspire.sqlite", "Narnia Council")
    assert history(terminal, home / "aspire.sqlite") == ["Add Narnia Council", "Open the office"]


@pytest.fixture
def other_computer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Another computer: another data folder; nothing of the first one's keys."""
    folder = tmp_path / "elsewhere"
    monkeypatch.setenv("ASPIRE_HOME", str(folder))
    return folder


def test_a_backup_is_restored_over_later_changes_which_are_kept(
    terminal: Terminal, database: Path, tmp_path: Path
) -> None:
    add(terminal, database, "Narnia Council")
    backup = tmp_path / "safe" / "office.backup"
    made = terminal.json("backup", "--out", backup, "--database", database)
    assert made.text("file") == str(backup)
    assert made.text("anchor").startswith("2:")
    add(terminal, database, "Calormen Council")
    told = terminal.json("--database", database, "restore", backup)
    assert told.text("anchor") == made.text("anchor")
    assert history(terminal, database) == ["Add Narnia Council", "Open the office"]
    before = Path(told.text("before"))
    assert "before-restore" in before.name
    assert history(terminal, before) == ["Add Calormen Council", "Add Narnia Council", "Open the office"]
    assert terminal("check", "--database", database).code == 0


def test_a_backup_is_restored_on_another_computer_with_the_recovery_key(
    terminal: Terminal, tmp_path: Path, memory_keyring: MemoryKeyring, request: pytest.FixtureRequest
) -> None:
    recovery = terminal.json("new").text("recovery_key")
    backup = tmp_path / "office.backup"
    terminal.json("backup", "--out", backup)
    memory_keyring.kept.clear()
    other: Path = request.getfixturevalue("other_computer")
    told = terminal("restore", backup, "--json")
    assert told.code == 1
    assert "--recovery-key" in told.text("error")
    assert not other.exists()
    mistyped = recovery.lower().replace("-", " ").replace("o", "0").replace("i", "1")
    assert terminal.json("restore", backup, "--recovery-key", mistyped).facts["before"] is None
    assert len(memory_keyring.kept) == 1
    assert history(terminal, other / "aspire.sqlite") == ["Open the office"]


def test_a_backup_is_restored_from_a_key_file_that_came_along(
    terminal: Terminal, database: Path, tmp_path: Path, other_computer: Path
) -> None:
    backup = tmp_path / "office.backup"
    terminal.json("backup", "--out", backup, "--database", database)
    shutil.copy(f"{database}.key", f"{backup}.key")
    terminal.json("restore", backup)
    assert raw_key(other_computer / "aspire.sqlite") == raw_key(database)
    assert history(terminal, other_computer / "aspire.sqlite") == ["Open the office"]


def test_a_wrong_recovery_key_changes_nothing(
    terminal: Terminal, database: Path, tmp_path: Path, other_computer: Path
) -> None:
    other = terminal.json("new", "--database", tmp_path / "other.sqlite").text("recovery_key")
    backup = tmp_path / "office.backup"
    terminal.json("backup", "--out", backup, "--database", database)
    told = terminal("restore", backup, "--recovery-key", other)
    assert told.code == 1
    assert "belongs to another database" in told.err
    slip = ("A" if other[0] != "A" else "B") + other[1:]
    told = terminal("restore", backup, "--recovery-key", slip)
    assert told.code == 1
    assert "slip" in told.err
    assert not other_computer.exists()


def test_a_database_in_use_is_not_replaced(terminal: Terminal, database: Path, tmp_path: Path) -> None:
    backup = tmp_path / "office.backup"
    terminal.json("backup", "--out", backup, "--database", database)
    busy = connect(database, raw_key(database))
    busy.execute("BEGIN")
    busy.execute("SELECT count(*) FROM people")
    told = terminal("restore", backup, "--database", database)
    busy.close()
    assert told.code == 1
    assert "is open" in told.err
    assert "The database was not changed; this computer keeps the backup’s key." in told.err
    assert "Nothing was changed" not in told.err
    assert not list(tmp_path.glob("*before-restore*"))


def test_a_database_open_in_a_window_is_not_replaced(
    terminal: Terminal, database: Path, tmp_path: Path
) -> None:
    backup = tmp_path / "office.backup"
    terminal.json("backup", "--out", backup, "--database", database)
    held = hold(database, "Ann", NOW)
    before = everything(tmp_path)
    told = terminal("restore", backup, "--database", database)
    assert everything(tmp_path) == before
    held.let_go()
    assert told.code == 1
    assert "by Ann since" in told.err
    assert "Close that window" in told.err
    assert terminal("restore", backup, "--database", database).code == 0
    held = hold(database, "Bea", NOW)  # let go again
    held.let_go()


@pytest.mark.parametrize(
    "words",
    [
        ("import", "organisations", "{own}"),
        ("import", "organisations", "{list}", "--map", "{own}"),
        ("verify", "{own}"),
        ("verify", "number", "--key", "{own}"),
        ("recall", "{own}"),
        ("restore", "{own}"),
    ],
)
@pytest.mark.parametrize("ending", ["", "-wal", ".key"])
def test_the_database_itself_is_not_read_as_a_file(
    terminal: Terminal, database: Path, words: tuple[str, ...], ending: str
) -> None:
    own, list_ = Path(f"{database}{ending}"), database.with_name("list.csv")
    list_.write_text("Name\nNarnia Council\n")
    own.touch()
    told = terminal(*(word.format(own=own, list=list_) for word in words), "--database", database)
    assert told.code == 1
    assert f"{own} belongs to the database itself. Nothing was changed." in told.err


def test_a_damaged_database_is_replaced_and_kept(terminal: Terminal, database: Path, tmp_path: Path) -> None:
    backup = tmp_path / "office.backup"
    terminal.json("backup", "--out", backup, "--database", database)
    damaged = bytearray(database.read_bytes())
    damaged[40:60] = bytes(20)
    database.write_bytes(damaged)
    assert terminal("history", "--database", database).code == 1
    told = terminal.json("restore", backup, "--database", database)
    assert Path(told.text("before")).read_bytes() == damaged
    assert history(terminal, database) == ["Open the office"]


def test_check_finds_one_flipped_bit(terminal: Terminal, database: Path) -> None:
    content = bytearray(database.read_bytes())
    content[len(content) // 2] ^= 4
    database.write_bytes(content)
    told = terminal("check", "--json", "--database", database)
    assert told.code == 1
    assert told.facts["ok"] is False
    assert told.facts["problems"] != []
    assert "not sound" in told.text("error")
    assert told.text("error").endswith(f"It was not changed. {RESTORE}")


def test_a_database_that_cannot_be_read_now_is_not_called_unsound(terminal: Terminal, database: Path) -> None:
    """A backup helps against damage alone, and needs the same key."""
    key_file(database).unlink()
    told = terminal("check", "--database", database)
    assert told.code == 1
    assert "No key for office.sqlite was found on this computer" in told.err
    assert "not sound" not in told.err
    database.unlink()
    database.mkdir()
    assert "not sound" not in terminal("check", "--database", database).err


def test_a_file_that_is_no_database_needs_no_key(terminal: Terminal, database: Path, tmp_path: Path) -> None:
    list_ = tmp_path / "list.csv"
    list_.write_text("Name\nNarnia Council\n")
    told = terminal("restore", list_, "--database", database)
    assert "list.csv is not a database, or was cut short. It was not changed." in told.err
    short = tmp_path / "short.backup"
    short.write_bytes(database.read_bytes()[:-100])
    assert "key" not in terminal("check", "--database", short).err
    assert "not sound" in terminal("check", "--database", short).err


def test_check_finds_a_history_that_was_altered(terminal: Terminal, database: Path) -> None:
    add(terminal, database, "Narnia Council")
    opened = connect(database, raw_key(database))
    opened.execute("UPDATE action SET actor = 'Bob' WHERE id = 2")
    opened.close()
    told = terminal("--json", "check", "--database", database)
    assert told.code == 1
    assert told.facts["problems"] == ["Action 2 was altered after it was written."]
    assert "compare it with the anchor that a backup told" in told.text("error")
    assert "Restore the latest backup" not in told.text("error")


def test_check_compares_the_history_with_an_anchor(
    terminal: Terminal, database: Path, tmp_path: Path
) -> None:
    anchor = terminal.json("backup", "--out", tmp_path / "b.backup", "--database", database).text("anchor")
    add(terminal, database, "Narnia Council")
    assert terminal("check", "--anchor", anchor, "--database", database).code == 0
    other = f"{anchor[:-1]}{'0' if anchor[-1] != '0' else '1'}"
    told = terminal("--json", "check", "--anchor", other, "--database", database)
    assert told.facts["problems"] == [
        f"The history does not hold the anchor {other}: it is another one, or was written anew."
    ]
    assert "compare it with the anchor" in told.text("error")
    for slip in ("2", ":ab", "x:ab", f"{'9' * 40}:ab"):
        assert terminal("check", "--anchor", slip, "--database", database).code == 2


def test_check_says_which_act_puts_a_broken_rule_right(terminal: Terminal, database: Path) -> None:
    with opened(Location(file=database, key=raw_key(database)), SetClock(NOW)) as store:
        loose = Store(store.location, store.clock)
        with loose.writing("Ann") as work:
            for each in work.all(Colleague):
                each.active = False
            loose.seal(work, Entry(NOW, "Ann", "Make", "Leave nobody", final=True, schema=SCHEMA))
        loose.close()
    told = terminal("--json", "check", "--database", database)
    assert told.facts["problems"] == ["Somebody must keep the role administrator."]
    assert "Nobody here may give that role any more. Restore the latest backup" in told.text("error")
    assert "altered" not in told.text("error")


def test_every_rule_and_inspection_has_its_remedy() -> None:
    assert set(REMEDIES) == {*INVARIANTS, *INSPECTIONS}
    broken = [Finding(FindingKind.BROKEN, "", rule) for rule in (terms_fit, claimed_once, terms_fit)]
    assert advice(broken) == [REMEDIES[terms_fit], REMEDIES[claimed_once]]
    assert advice([*broken[:1], Finding(FindingKind.DAMAGED, "")]) == [RESTORE, REMEDIES[terms_fit]]


def test_check_finds_a_kept_file_that_was_altered(terminal: Terminal, database: Path) -> None:
    opened = connect(database, raw_key(database))
    opened.execute(f"INSERT INTO blob (digest, content) VALUES ('{'ab' * 32}', x'00')")
    opened.close()
    told = terminal("--json", "check", "--database", database)
    assert told.facts["problems"] == ["The kept file abababababab was altered after it was written."]


def test_check_of_a_database_that_is_not_there_is_refused(terminal: Terminal, tmp_path: Path) -> None:
    told = terminal("check", "--json", "--database", tmp_path / "nowhere.sqlite")
    assert told.code == 1
    assert "There is no database" in told.text("error")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["history", "undo", "check", "backup"])
def test_a_newer_database_is_refused_without_writing_a_byte(
    terminal: Terminal, database: Path, tmp_path: Path, command: str
) -> None:
    opened = connect(database, raw_key(database))
    opened.execute("UPDATE alembic_version SET version_num = '9999'")
    opened.execute("PRAGMA journal_mode = DELETE")
    opened.close()
    before = everything(tmp_path)
    words = ("--out", tmp_path / "b.backup") if command == "backup" else ()
    told = terminal(command, "--database", database, "--json", *words)
    assert told.code == 1
    assert "newer Aspire Desktop" in told.out
    assert everything(tmp_path) == before


def test_a_server_is_backed_up_by_its_own_program(terminal: Terminal, tmp_path: Path) -> None:
    url = "postgresql://ann:secret@db.example/aspire"
    told = terminal("backup", "--database", url, "--out", tmp_path / "x.dump")
    assert told.code == 1
    assert "pg_dump" in told.err
    assert "secret" not in told.err
    told = terminal("restore", database_file := tmp_path / "x", "--database", url)
    assert told.code == 1
    assert "pg_restore" in told.err
    assert not database_file.exists()


def test_a_key_moves_between_the_keyring_and_a_file(
    terminal: Terminal, tmp_path: Path, memory_keyring: MemoryKeyring
) -> None:
    file, other = tmp_path / "office.sqlite", tmp_path / "other.sqlite"
    terminal.json("new", "--database", file)
    assert not key_file(file).exists()
    terminal.json("key", "--keep-in", "file", "--database", file)
    assert key_file(file).exists()
    memory_keyring.kept.clear()
    assert terminal.json("check", "--database", file).facts["ok"] is True
    terminal.json("new", "--database", other)
    assert key_file(other).exists(), "this computer keeps keys in files now"
    assert memory_keyring.kept == {}
    terminal.json("key", "--keep-in", "keyring", "--database", file)
    assert not key_file(file).exists()
    assert len(memory_keyring.kept) == 1
    assert terminal.json("check", "--database", file).facts["ok"] is True


def test_a_key_that_the_keyring_does_not_take_stays_in_its_file(terminal: Terminal, database: Path) -> None:
    told = terminal("key", "--keep-in", "keyring", "--database", database)
    assert told.code == 1
    assert "could not be moved" in told.err
    assert terminal.json("check", "--database", database).facts["ok"] is True


def test_one_database_may_keep_its_key_in_a_file(
    terminal: Terminal, tmp_path: Path, memory_keyring: MemoryKeyring
) -> None:
    file = tmp_path / "office.sqlite"
    told = terminal.json("new", "--key-file", "--database", file)
    assert told.facts["key_kept_in"] == str(key_file(file))
    assert memory_keyring.kept == {}


def test_a_keyring_with_another_databases_key_does_not_lock_this_one(
    terminal: Terminal, database: Path, memory_keyring: MemoryKeyring
) -> None:
    salt = salt_of(database)
    assert salt is not None
    stranger = new_key(salt)
    memory_keyring.kept["aspire-desktop", stranger.name] = stranger.raw
    assert terminal.json("check", "--database", database).facts["ok"] is True


def test_a_key_that_was_kept_for_a_database_that_was_not_made_is_told(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def taken(_temporary: Path, target: Path) -> None:
        raise Refused(f"{target.name} is there already.", do="Choose another name.")

    monkeypatch.setattr("aspire_desktop.app.databases.claim", taken)
    told = terminal("new", "--database", tmp_path / "new.sqlite", "--key-file")
    assert told.code == 1
    assert "No database was made. A key that opens nothing is left in" in told.err
    assert "Nothing was changed" not in told.err
    assert not (tmp_path / "new.sqlite").exists()
