"""What a public docstring says is more than the name says already."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, TypeAlias

import pytest

PROGRAM: Final = Path(__file__).parents[2] / "aspire_desktop"
LITTLE: Final = frozenset(
    {"a", "an", "the", "of", "to", "for", "in", "its", "it", "this", "that", "is", "are", "one", "each"}
    | {"give", "show", "say", "return"}
)
"""What any docstring has, whatever its name."""
Defined: TypeAlias = ast.FunctionDef | ast.ClassDef


def defined_in(tree: ast.AST) -> Iterator[Defined]:
    return (each for each in ast.walk(tree) if isinstance(each, Defined) and not each.name.startswith("_"))


def only_repeats(each: Defined) -> bool:
    """Tell whether a docstring has no word that is not in the name, in whatever number."""
    told = ast.get_docstring(each)
    return told is not None and _words(told) <= _words(each.name)


def _words(text: str) -> set[str]:
    found = (each.lower() for each in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", text))
    return {each.removesuffix("s") for each in found if each not in LITTLE}


def test_no_docstring_only_repeats_the_name() -> None:
    repeating = [
        f"{file.relative_to(PROGRAM)}:{each.lineno}: {each.name}"
        for file in PROGRAM.rglob("*.py")
        for each in defined_in(ast.parse(file.read_text(encoding="utf-8")))
        if only_repeats(each)
    ]
    assert repeating == []


@pytest.mark.parametrize(
    ("source", "repeats"),
    [
        ('def show_session(): "Show a session."', True),
        ('def columnCount(): "Count the columns."', True),
        ('class Way: "A way."', True),
        ('def show_session(): "Show a session with its marks."', False),
        ('def send(): "Give the reason."', False),
        ("def send(): ...", False),
    ],
)
def test_repeating_is_told_from_saying(source: str, repeats: bool) -> None:
    assert [only_repeats(each) for each in defined_in(ast.parse(source))] == [repeats]
