"""A class name means one thing in the whole program; the names that do not yet are listed, and only go."""

import ast
from collections import Counter
from pathlib import Path

PROGRAM = Path(__file__).parents[2] / "aspire_desktop"
TOLD_TWICE = {
    "AddPersonDialog",
    "Book",
    "Cell",
    "Checks",
    "Choice",
    "Commands",
    "Decision",
    "Difference",
    "Fact",
    "Field",
    "Finding",
    "Finished",
    "Found",
    "Glyph",
    "Head",
    "Kind",
    "Likeness",
    "Link",
    "Mark",
    "Matched",
    "Message",
    "Offer",
    "Offers",
    "Organisation",
    "Paper",
    "Part",
    "Register",
    "Section",
    "SheetRow",
    "Shelf",
    "Stage",
    "Step",
    "Sums",
    "Waiting",
    "Words",
}
"""Classes of different floors, mostly, which no file meets together. A name may go; none may be added."""
MOST = 35


def test_no_class_name_is_given_twice() -> None:
    counted = Counter(
        node.name
        for file in PROGRAM.rglob("*.py")
        for node in ast.parse(file.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    )
    assert {name for name, count in counted.items() if count > 1} == TOLD_TWICE


def test_the_names_that_are_given_twice_become_fewer() -> None:
    assert len(TOLD_TWICE) <= MOST
