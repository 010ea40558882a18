"""Words that once meant several things stand for one each."""

import re
from pathlib import Path

import pytest

PROGRAM = Path(__file__).parents[2] / "aspire_desktop"


@pytest.mark.parametrize("noun", ["Column", "Line", "Standing", "Sheet", "Wanted", "Listing"])
def test_a_noun_names_one_thing(noun: str) -> None:
    named = re.compile(rf"^(class {noun}\b|{noun}(: TypeAlias)? = )", re.MULTILINE)
    files = [file.name for file in PROGRAM.rglob("*.py") if named.search(file.read_text(encoding="utf-8"))]
    assert len(files) <= 1, files


def test_a_full_name_is_put_together_in_one_place() -> None:
    pieces = re.compile(r"given_name\} \{\w+(\.\w+)*\.family_name\}\"")
    files = [file.name for file in PROGRAM.rglob("*.py") if pieces.search(file.read_text(encoding="utf-8"))]
    assert files == []


def test_a_name_in_a_list_is_put_together_in_one_place() -> None:
    pieces = re.compile(r"family_name\}, \{|\((\w+\.)?family_name, (\w+\.)?given_name\) if part")
    files = [file.name for file in PROGRAM.rglob("*.py") if pieces.search(file.read_text(encoding="utf-8"))]
    assert files == ["people.py"]
