"""Who may ask, do and have what: one matrix, read from what each question, action and export says."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from types import ModuleType

from aspire_desktop import services
from aspire_desktop.domain.office.staff import Role
from aspire_desktop.services.door.action import Action
from aspire_desktop.services.door.export import Export
from aspire_desktop.storage import lookups
from aspire_desktop.storage.question import Question

NO_ROLE = "no role"


class WayIn(StrEnum):
    """The three ways through the door."""

    QUESTION = "Question"
    ACTION = "Action"
    EXPORT = "Export"


@dataclass(frozen=True)
class Right:
    """What may be asked, done or had, where that is declared, and by whom."""

    kind: WayIn
    module: str
    name: str
    roles: frozenset[Role] | None
    """None: anybody at all, also without a role."""

    def given_to(self, role: Role | None) -> bool:
        """Tell whether somebody with just this role has it, or with None somebody without any."""
        return self.roles is None or role in self.roles


def rights() -> list[Right]:
    """Give every right that there is: questions, actions and exports, each by module and name."""
    found = {right for module in _modules() for right in _declared(module)}
    return sorted(found, key=lambda right: (list(WayIn).index(right.kind), right.module, right.name))


def matrix_lines() -> list[str]:
    """Write the matrix as a page of Markdown, a table for each kind."""
    lines = ["# Who may ask, do and have what", ""]
    every = rights()
    for kind in WayIn:
        heads = [kind, *(role.value for role in Role), NO_ROLE]
        lines += [f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}"]
        lines += [_line(right) for right in every if right.kind is kind]
        lines.append("")
    return lines[:-1]


def _line(right: Right) -> str:
    cells = ("yes" if right.given_to(role) else "no" for role in (*Role, None))
    return f"| {right.name} | {' | '.join(cells)} |"


def _modules() -> Iterator[ModuleType]:
    for package in (lookups, services):
        for each in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            yield importlib.import_module(each.name)


def _declared(module: ModuleType) -> Iterator[Right]:
    """Give what this module declares, not what it takes from another."""
    for name, each in vars(module).items():
        if getattr(each, "__module__", None) != module.__name__:
            continue
        if isinstance(each, Question):
            yield Right(WayIn.QUESTION, module.__name__, name, None if each.open_to_all else each.roles)
        elif isinstance(each, type) and issubclass(each, Action | Export) and not inspect.isabstract(each):
            yield from _rights_of(each, module.__name__)


def _rights_of(each: type[Action[object]] | type[Export[object]], module: str) -> Iterator[Right]:
    if issubclass(each, Export):
        yield Right(WayIn.EXPORT, module, each.__name__, each.roles)
        return
    for what, roles in each.reach().items():
        name = f"{each.__name__} ({what})" if what else each.__name__
        yield Right(WayIn.ACTION, module, name, None if each.before_anybody else roles)
