"""The house is seen whole: no folder is invisible to the import contracts, no room has a shapeless name."""

import ast
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "aspire_desktop"
FILES = sorted(PACKAGE.rglob("*.py"))
SHAPELESS = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "base", "misc"}


def test_every_folder_with_code_is_a_package() -> None:
    invisible = {file.parent for file in FILES if not (file.parent / "__init__.py").exists()}
    assert invisible == set()


@pytest.mark.parametrize(
    "floor", ["domain", "storage/lookups", "services", "ui", "ui/screens", "app/commands"]
)
def test_every_module_stands_in_a_wing(floor: str) -> None:
    loose = {file.name for file in (PACKAGE / floor).glob("*.py")}
    assert loose == {"__init__.py"}


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_file_has_an_honest_name_and_size(file: Path) -> None:
    assert file.stem not in SHAPELESS
    assert len(file.read_text(encoding="utf-8").splitlines()) <= 400


def test_domain_imports_the_standard_library_only() -> None:
    foreign: set[str] = set()
    for file in (PACKAGE / "domain").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.level == 0:
                names = [node.module or ""]
            foreign |= {name for name in names if name.split(".")[0] not in sys.stdlib_module_names}
    assert {name for name in foreign if not name.startswith("aspire_desktop.domain")} == set()
