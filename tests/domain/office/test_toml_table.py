from datetime import time
from pathlib import Path

import pytest

from aspire_desktop.domain.office.errors import Unreadable
from aspire_desktop.domain.office.toml_table import TomlTable, read_toml
from aspire_desktop.domain.programmes.programmes import ClaimRule


def table() -> TomlTable:
    return TomlTable(
        {
            "title": "Aspire",
            "needed": 4,
            "graded": True,
            "starts": time(9, 30),
            "rule": "never",
            "also": ["x"],
        },
        "aspire.toml",
    )


def test_values_come_out_by_name_and_kind() -> None:
    read = table()
    assert (read.text("title"), read.number("needed"), read.flag("graded")) == ("Aspire", 4, True)
    assert (read.clock_time("starts"), read.word("rule", ClaimRule)) == (time(9, 30), ClaimRule.NEVER)
    assert (read.texts("also"), read.texts("none"), read.tables("none")) == (("x",), (), ())
    read.close()


def test_a_missing_value_takes_its_default() -> None:
    assert table().text("venue", otherwise="") == ""
    assert table().flag("for_claim", otherwise=False) is False
    assert table().optional_number("percent") is None
    assert table().optional_number("needed") == 4


@pytest.mark.parametrize(
    ("ask", "says"),
    [
        (lambda read: read.text("venue"), "aspire.toml lacks “venue”"),
        (lambda read: read.number("graded"), "“graded” is not a whole number"),
        (lambda read: read.flag("needed"), "“needed” is not true or false"),
        (lambda read: read.word("title", ClaimRule), "is none of completion, claim-sessions, never"),
        (lambda read: read.texts("title"), "“title” is not a list"),
        (lambda read: read.tables("also"), "also 1 is not a table"),
        (lambda read: read.close(), "mean nothing here: title, needed"),
    ],
)
def test_what_does_not_fit_is_refused_by_name(ask: object, says: str) -> None:
    assert callable(ask)
    with pytest.raises(Unreadable, match=says):
        ask(table())


def test_a_file_that_is_not_toml_is_refused(tmp_path: Path) -> None:
    spoilt = tmp_path / "spoilt.toml"
    spoilt.write_text("title = ", encoding="utf-8")
    with pytest.raises(Unreadable, match=r"spoilt\.toml cannot be read"):
        read_toml(spoilt)
