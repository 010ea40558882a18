"""What people read is written for people."""

import ast
import re
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "aspire_desktop"
DAYS = {"since", "until", "begins", "ends", "on"}
"""How attributes are called that hold a day; others end in `_on`."""


def _days(told: ast.JoinedStr) -> list[str]:
    """Give the attributes that hold a day and are put into a text as the computer writes them."""
    put = [part for part in told.values if isinstance(part, ast.FormattedValue) and not part.format_spec]
    named = [part.value for part in put if isinstance(part.value, ast.Attribute)]
    return [ast.unparse(each) for each in named if each.attr in DAYS or each.attr.endswith("_on")]


def test_no_sentence_writes_a_day_as_the_computer_does() -> None:
    """2026-10-08 is for files; a person reads 8 October 2026 (`long_date`, `short_date`)."""
    found = {
        f"{path.relative_to(PACKAGE)}:{node.lineno} {day}"
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.JoinedStr)
        for day in _days(node)
    }
    assert found == set()


def test_what_is_gone_is_said_in_one_place() -> None:
    said = re.compile(r"NotFound\(f?\"This [^\"]* is not here any more")
    files = [path.name for path in PACKAGE.rglob("*.py") if said.search(path.read_text(encoding="utf-8"))]
    assert files == []


def test_several_things_are_told_in_one_way() -> None:
    """“A, B and C” (`enumerated`), never “A and B and C”."""
    chained = re.compile(r"[\"'] and [\"']\.join")
    files = [path.name for path in PACKAGE.rglob("*.py") if chained.search(path.read_text(encoding="utf-8"))]
    assert files == []
