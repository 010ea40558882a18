"""Who may ask, do and have what: every cell of the kept page is tried at the door."""

import ast
import importlib
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TypeVar

import pytest

from aspire_desktop.domain.intake.columns import ImportKind
from aspire_desktop.domain.office.clock import SetClock
from aspire_desktop.domain.office.errors import NotAllowed, Refused
from aspire_desktop.domain.office.staff import Role
from aspire_desktop.services.door.matrix import NO_ROLE, Right, WayIn, matrix_lines, rights
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.money.funding import INVARIANTS
from aspire_desktop.services.office.staff import AddColleague
from aspire_desktop.storage.engines import Location
from aspire_desktop.storage.question import Question
from aspire_desktop.storage.store import Store
from tests.conftest import KEY, NOW

R = TypeVar("R")
LOOKUPS = "aspire_desktop.storage.lookups"
ROOT = Path(__file__).parents[3]
PAGE = ROOT / "docs" / "roles.md"
WHO = (*(role.value for role in Role), NO_ROLE)
RIGHTS = {right.name: right for right in rights()}


def kept() -> dict[tuple[str, str], bool]:
    """Read the page: what, who, and whether they may."""
    rows = [line.strip("| ").split(" | ") for line in PAGE.read_text(encoding="utf-8").splitlines()]
    cells = [row for row in rows if len(row) == len(WHO) + 1 and row[1] in ("yes", "no")]
    return {(row[0], who): cell == "yes" for row in cells for who, cell in zip(WHO, row[1:], strict=True)}


KEPT = kept()


@pytest.fixture(scope="module")
def at_work(templates: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Office]]:
    """One colleague for each column, called by its role."""
    file = Path(shutil.copy(templates / "open.sqlite", tmp_path_factory.mktemp("matrix")))
    store = Store(Location(file=file, key=KEY), SetClock(NOW), INVARIANTS)
    for who in WHO:
        roles = frozenset[Role]() if who == NO_ROLE else frozenset({Role(who)})
        Office(store, "Ann").do(AddColleague(who, roles))
    yield lambda who: Office(store, who)
    store.close()


@pytest.mark.parametrize(("what", "who"), KEPT, ids=lambda word: word.replace(" ", "-"))
def test_the_door_keeps_every_cell(
    what: str, who: str, at_work: Callable[[str], Office], tmp_path: Path
) -> None:
    assert let_in(at_work(who), RIGHTS[what], tmp_path) is KEPT[what, who]


def let_in(office: Office, right: Right, folder: Path) -> bool:
    """Try the door with nothing in hand: whoever is let in stumbles over what is missing, or gets through."""
    declared: Any = getattr(importlib.import_module(right.module), right.name.partition(" (")[0])
    try:
        if right.kind is WayIn.QUESTION:
            office.ask(declared)
        elif right.kind is WayIn.ACTION:
            office.preview(unfilled(declared, right))
        else:
            office.export(unfilled(declared, right), folder)
    except NotAllowed:
        return False
    except (AttributeError, TypeError, Refused):
        return True
    return True


def unfilled(declared: type[R], right: Right) -> R:
    """Make an action or export without its fields, but for the one by which its rights differ."""
    made = object.__new__(declared)
    _, _, kind = right.name.partition(" (")
    if kind:
        object.__setattr__(made, "table", SimpleNamespace(kind=ImportKind(kind.rstrip(")"))))
    return made


def test_the_page_says_what_is_declared() -> None:
    """Write it anew with `aspire-desktop roles > docs/roles.md`, and look at what changed."""
    assert PAGE.read_text(encoding="utf-8").splitlines() == matrix_lines()
    assert len(RIGHTS) == len(rights()), "two rights with one name"


def test_a_lookup_that_does_not_say_who_may_ask_it_is_not_asked(at_work: Callable[[str], Office]) -> None:
    with pytest.raises(AttributeError):
        at_work("administrator").ask(lambda connection: connection.info)  # type: ignore[arg-type]


def test_screens_take_nothing_of_lookups_but_questions() -> None:
    taken = [
        (node.module, alias.name)
        for file in (ROOT / "aspire_desktop" / "ui").rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(LOOKUPS)
        for alias in node.names
    ]
    assert taken
    others = [
        f"{module}.{name}"
        for module, name in taken
        if not isinstance(getattr(importlib.import_module(module or ""), name), Question)
    ]
    assert others == []
