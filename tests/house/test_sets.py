"""A set of stages, statuses, marks or kinds of file is told in one place, and asked there by its name."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "aspire_desktop"
CLOSED = {"Stage", "Status", "Code", "ImportKind", "PlaceState", "Role"}


def _members(node: ast.AST) -> frozenset[str]:
    """Give the members of one closed list that a set, a tuple or a list consists of, if of nothing else."""
    each = node.elts if isinstance(node, ast.Set | ast.Tuple | ast.List) else []
    named = [one for one in each if isinstance(one, ast.Attribute) and isinstance(one.value, ast.Name)]
    lists = {ast.unparse(one.value) for one in named}
    closed = len(named) == len(each) > 1 and len(lists) == 1 and lists <= CLOSED
    return frozenset(map(ast.unparse, named)) if closed else frozenset()


def _told() -> Iterator[tuple[frozenset[str], str]]:
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if members := _members(node):
                yield members, str(path.relative_to(PACKAGE))


def test_a_set_of_one_closed_list_stands_in_one_file() -> None:
    places: dict[frozenset[str], set[str]] = defaultdict(set)
    for members, file in _told():
        places[members].add(file)
    assert len(places) > 10
    twice = {", ".join(sorted(members)): files for members, files in places.items() if len(files) > 1}
    assert twice == {}
