"""Who may ask and do what: one matrix, read from where each question and each action says so itself."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType

from aspire_desktop import services
from aspire_desktop.domain.office.staff import Role
from aspire_desktop.services.door.action import Action
from aspire_desktop.storage import lookups
from aspire_desktop.storage.question import Question


@dataclass(frozen=True)
class Right:
    """What may be asked or done, where it is declared, and by whom; `roles` None: by anybody at all."""

    name: str
    module: str
    kind: str
    roles: frozenset[Role] | None

    def given_to(self, role: Role | None) -> bool:
        """Tell whether somebody with just this role has it, or with None somebody without any."""
        return self.roles is None or role in self.roles


def rights() -> list[Right]:
    """Give every question and every action that there is, by kind, place and name."""
    found = {right for module in _modules() for right in _declared(module)}
    return sorted(found, key=lambda right: (right.kind, right.module, right.name))


def matrix_lines() -> list[str]:
    """Write the matrix as a page of Markdown: a table of questions and one of actions."""
    lines = ["# Who may ask and do what", ""]
    for kind in ("Question", "Action"):
        heads = [kind, *(role.value for role in Role), "no role"]
        lines += [f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}"]
        lines += [_line(right) for right in rights() if right.kind == kind]
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
            yield Right(name, module.__name__, "Question", None if each.open_to_all else each.roles)
        elif isinstance(each, type) and issubclass(each, Action) and not inspect.isabstract(each):
            yield Right(name, module.__name__, "Action", None if each.before_anybody else each.roles)
