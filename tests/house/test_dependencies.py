"""The program imports nothing but what it asks for: a library of the tests would be missing elsewhere."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).parents[2]
OURS_OR_BROUGHT = {"aspire_desktop", "sqlcipher3", "shiboken6", "_typeshed"}
"""The last is the type checkers' own: it is read by them and imported by nobody."""


def test_every_library_imported_is_asked_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = {re.split(r"[\[<>=]", each)[0].lower().replace("_", "-") for each in project["dependencies"]}
    owners = packages_distributions()
    missing = {
        name
        for name in _imported() - set(sys.stdlib_module_names) - OURS_OR_BROUGHT
        if not asked & {owner.lower().replace("_", "-") for owner in owners.get(name, [])}
    }
    assert missing == set()
    assert {"sqlcipher3", "pyside6-essentials"} <= asked  # shiboken6 comes with PySide6


def _imported() -> set[str]:
    found: set[str] = set()
    for file in (ROOT / "aspire_desktop").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
                found.add(node.module.split(".")[0])
    return found
