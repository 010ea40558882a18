"""A wing imports those before it, on its own floor and on every floor below: the few exceptions are named."""

import ast
from collections.abc import Iterator
from pathlib import Path

PROGRAM = Path(__file__).parents[2] / "aspire_desktop"
ORDER = ("office", "programmes", "money", "network", "contact", "intake", "home")
BACKWARDS = {
    "services.programmes.attendance -> services.money.places",
    "services.programmes.cancellations -> services.money.places",
    "services.programmes.cohorts -> services.money.places",
    "services.programmes.enrolments -> services.money.places",
    "services.programmes.projects -> services.money.places",
    "services.programmes.programmes -> services.money.rule_changes",
    "storage.lookups.programmes.enrolments -> storage.tables.money.funding",
}
"""Each with its reason in decision 22. A line may go from here; none may be added."""
MOST = 7


def test_no_wing_imports_a_later_one_on_any_floor() -> None:
    assert set(_backwards()) == BACKWARDS


def test_the_exceptions_only_become_fewer() -> None:
    assert len(BACKWARDS) <= MOST


def test_what_is_imported_is_seen_within_functions_and_as_a_module() -> None:
    source = "import aspire_desktop.a\ndef f():\n    from aspire_desktop.b import c\n"
    assert set(_imported(source)) >= {"aspire_desktop.a", "aspire_desktop.b.c"}


def _backwards() -> Iterator[str]:
    modules = {_module(file): file for file in PROGRAM.rglob("*.py")}
    for name, file in modules.items():
        for other in _imported(file.read_text(encoding="utf-8")):
            target = other if other in modules else other.rpartition(".")[0]
            if target in modules and -1 < _wing(name) < _wing(target):
                yield f"{_short(name)} -> {_short(target)}"


def _module(file: Path) -> str:
    parts = file.relative_to(PROGRAM.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _short(module: str) -> str:
    return module.partition(".")[2]


def _wing(module: str) -> int:
    """Give the place of the wing in which a module stands, -1 where it stands in none."""
    return next((ORDER.index(part) for part in module.split(".")[:-1] if part in ORDER), -1)


def _imported(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{each.name}" for each in node.names)
