"""Commands obey the matrix that the window obeys: by role, what is refused leaves no file behind."""

from pathlib import Path

import pytest
from terminal import Terminal

from aspire_desktop.domain.office.staff import Role
from aspire_desktop.services.office.staff import AddColleague
from tests.app.test_finance_commands import PERIOD, TODAY
from tests.app.test_main_job import AGREEMENT, COHORTS, PARTICIPANTS, Desk

MONEY = (
    ("return", "LGA-1", *PERIOD, "--out", "claim.xlsx"),
    ("return", "LGA-1", *PERIOD, "--anonymous", "--out", "claim.xlsx"),
    ("pool", "LGA-1", "--statement", "pool.pdf"),
    ("year-end", "--on", TODAY, "--out", "year.xlsx"),
    ("charges", "--out", "charges.csv"),
    ("evidence", "LGA-1-R1", "--sample", "1", "--out", "pack"),
    ("history",),
)
PROGRAMMES = (
    ("register", "ASP-1", "--out", "sheets.pdf"),
    ("search", "Walsall"),
)


@pytest.fixture
def desk(terminal: Terminal, database: Path, tmp_path: Path) -> Desk:
    texts = {"agreements": AGREEMENT, "cohorts": COHORTS, "participants": PARTICIPANTS}
    for name, text in texts.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    desk = Desk(terminal, database, tmp_path)
    desk.take_in("agreements")
    desk.take_in("cohorts")
    desk.take_in("participants", "--cohort", "ASP-1")
    with terminal.office(database) as office:
        office.do(AddColleague("Tim", frozenset({Role.TRAINER})))
        office.do(AddColleague("Nobody", frozenset()))
        office.do(AddColleague("Flo", frozenset({Role.FINANCE})))
    return desk


@pytest.mark.parametrize("words", MONEY, ids=" ".join)
def test_the_money_is_not_for_trainers_nor_for_somebody_without_a_role(
    desk: Desk, words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before = {file.name for file in tmp_path.iterdir()}
    for who in ("Tim", "Nobody"):
        told = str(desk(*words, "--as", who, code=1)["error"])
        assert f"{who} may not" in told
        assert "this: it is for somebody with the role administrator or finance." in told
    assert {file.name for file in tmp_path.iterdir()} == before
    if words[0] != "evidence":  # nothing is submitted here
        desk(*words, "--as", "Flo")


@pytest.mark.parametrize("words", PROGRAMMES, ids=" ".join)
def test_programmes_are_for_everybody_with_a_role(
    desk: Desk, words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    told = str(desk(*words, "--as", "Nobody", code=1)["error"])
    assert "Nobody may not see this: it is for somebody with the role administrator or finance or" in told
    for who in ("Tim", "Flo"):
        desk(*words, "--as", who)


def test_the_matrix_is_printed(terminal: Terminal) -> None:
    told = terminal("roles")
    assert "| WriteReturn | yes | no | yes | no |" in told.out
    rights = terminal("roles", "--json").facts["rights"]
    assert isinstance(rights, list)
    assert {"kind": "question", "name": "colleague_called", "roles": ["administrator", "trainer", "finance"],
            "anybody": True} in rights  # fmt: skip
