"""Keys are kept where only their owner finds them, and come back from paper."""

import os
from pathlib import Path

import keyring
import pytest
from hypothesis import given
from hypothesis import strategies as st
from keyring.core import load_keyring
from terminal import MemoryKeyring

from aspire_desktop.domain.office.errors import Refused, Unreadable
from aspire_desktop.storage.keys import (
    Kept,
    Key,
    Vault,
    drop_from_file,
    key_file,
    name_of_url,
    new_key,
    readers,
    recovered,
    salt_of,
)

SALT = bytes(range(16))
KEYS = st.binary(min_size=32, max_size=32).map(lambda secret: Key(secret, SALT))


@pytest.fixture
def no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyring, "get_password", load_keyring("keyring.backends.fail.Keyring").get_password)
    monkeypatch.setattr(keyring, "set_password", load_keyring("keyring.backends.fail.Keyring").set_password)


@pytest.fixture
def memory(monkeypatch: pytest.MonkeyPatch) -> MemoryKeyring:
    ring = MemoryKeyring()
    monkeypatch.setattr(keyring, "get_password", ring.get_password)
    monkeypatch.setattr(keyring, "set_password", ring.set_password)
    return ring


def test_a_key_is_96_digits_that_end_with_its_name() -> None:
    key = new_key()
    assert len(key.raw) == 96
    assert key.raw.endswith(key.name)
    assert new_key() != key


@given(KEYS)
def test_a_recovery_key_comes_back_however_it_is_typed(key: Key) -> None:
    printed = key.recovery
    assert len(printed.replace("-", "")) == 56
    typed = printed.lower().replace("-", "  ").replace("o", "0").replace("i", "1").replace("b", "8")
    assert recovered(printed, SALT) == key
    assert recovered(f"  {typed}\n", SALT) == key


@given(KEYS, st.integers(0, 55), st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"))
def test_one_wrong_letter_is_noticed(key: Key, place: int, letter: str) -> None:
    plain = key.recovery.replace("-", "")
    typed = plain[:place] + letter + plain[place + 1 :]
    if typed != plain:
        with pytest.raises(Refused, match="slip"):
            recovered(typed, SALT)


@pytest.mark.parametrize("text", ["", "ABCD", "é" * 56, "A" * 55, "A" * 57])
def test_what_is_no_recovery_key_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="slip"):
        recovered(text, SALT)


def test_a_keyring_is_preferred_and_leaves_no_file(tmp_path: Path, memory: MemoryKeyring) -> None:
    key, file = new_key(), tmp_path / "a.sqlite.key"
    kept = Vault().keep(key, file)
    assert kept.file is None
    assert not file.exists()
    assert memory.kept == {("aspire-desktop", key.name): key.raw}
    assert Vault().find(key.salt) == key


@pytest.mark.usefixtures("no_keyring")
def test_without_a_keyring_keys_lie_in_a_file_that_loses_none(tmp_path: Path) -> None:
    first, second, file = new_key(), new_key(), tmp_path / "a.sqlite.key"
    for key in (first, second, first):
        assert Vault().keep(key, file).file == file
    assert file.read_text().split() == [first.raw, second.raw]
    assert Vault().find(second.salt, file) == second
    assert Vault().find(new_key().salt, file) is None


@pytest.mark.usefixtures("no_keyring")
def test_a_damaged_key_file_gives_no_key(tmp_path: Path) -> None:
    file = tmp_path / "a.sqlite.key"
    file.write_bytes(b"\xff\xfe nothing here")
    assert Vault().find(SALT, file) is None


def test_a_server_is_known_without_its_password() -> None:
    url = "postgresql+psycopg://ann:{}@db.example/aspire"
    assert name_of_url(url.format("one")) == name_of_url(url.format("two"))
    assert name_of_url(url.format("one")) != name_of_url("postgresql+psycopg://db.example/other")


def test_the_salt_begins_an_encrypted_file(tmp_path: Path) -> None:
    file = tmp_path / "a.sqlite"
    assert key_file(file).name == "a.sqlite.key"
    file.write_bytes(SALT + b"more")
    assert salt_of(file) == SALT
    file.write_bytes(b"SQLite format 3\0more")
    assert salt_of(file) is None
    for content in (b"", b"short"):
        file.write_bytes(content)
        with pytest.raises(Unreadable, match="empty"):
            salt_of(file)
    with pytest.raises(Unreadable):
        salt_of(tmp_path / "nowhere")


def _refuse(*_words: str) -> None:
    raise RuntimeError("(1312, 'CredWrite', 'A specified logon session does not exist.')")


def test_a_keyring_that_raises_what_it_likes_is_a_no(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyring, "get_password", _refuse)
    monkeypatch.setattr(keyring, "set_password", _refuse)
    key, file = new_key(), tmp_path / "a.sqlite.key"
    kept = Vault().keep(key, file)
    assert kept.file == file
    assert "keyring did not take the key" in kept.told
    assert Vault().find(key.salt, file) == key


@pytest.mark.parametrize("held", ["", "nonsense", "zz" * 48, "ab"])
def test_a_keyring_with_something_else_in_it_does_not_hide_the_key_file(
    held: str, tmp_path: Path, memory: MemoryKeyring
) -> None:
    key, file = new_key(), tmp_path / "a.sqlite.key"
    memory.kept["aspire-desktop", key.name] = held
    Vault().keep(key, file, in_file=True)
    assert Vault().find(key.salt, file) == key


def test_every_key_of_a_name_is_given(tmp_path: Path, memory: MemoryKeyring) -> None:
    key, file = new_key(), tmp_path / "a.sqlite.key"
    other = new_key(key.salt)
    Vault().keep(other, file)
    Vault(in_files=True).keep(key, file)
    assert Vault().candidates(key.salt, file) == [other, key]


def test_a_key_is_dropped_from_its_file_and_no_other(tmp_path: Path) -> None:
    first, second, file = new_key(), new_key(), tmp_path / "a.sqlite.key"
    for key in (first, second):
        Vault().keep(key, file, in_file=True)
    drop_from_file(first, file)
    assert file.read_text().split() == [second.raw]
    drop_from_file(second, file)
    assert not file.exists()
    drop_from_file(second, file)


def test_what_is_said_of_its_readers_is_true_on_each_system(tmp_path: Path) -> None:
    assert readers(windows=False) == "only you may read"
    assert "its folder" in readers(windows=True)
    assert readers(windows=os.name == "nt") in Kept(tmp_path / "a.key").told
