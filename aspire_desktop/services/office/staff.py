"""What may be done with the people who use the program, and their roles."""

from dataclasses import dataclass, replace
from typing import Self

from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.staff import Colleague, Role, role_words, roles_in
from aspire_desktop.domain.office.values import ColleagueId, fold, tidy
from aspire_desktop.domain.office.written import Name
from aspire_desktop.services.door.action import Action, Change, Effect
from aspire_desktop.storage.lookups.office.staff import somebody_administers
from aspire_desktop.storage.tables.office.staff import colleagues
from aspire_desktop.storage.work import UnitOfWork


@dataclass(frozen=True)
class AddColleague(Action[ColleagueId]):
    """Let somebody use the program, with roles."""

    name: Name
    given: frozenset[Role]

    def apply(self, work: UnitOfWork) -> Effect[ColleagueId]:
        """Refuse an empty name and one that is known already."""
        if not tidy(self.name):
            raise RuleBroken("A person who uses the program needs a name.")
        if work.first(Colleague, colleagues.c.name_key == fold(self.name)):
            raise RuleBroken(f"{tidy(self.name)} is known already.", do="Change their roles instead.")
        added = work.add(Colleague(self.name, role_words(self.given)))
        return Effect(f"Add {added.name} to the people who use Aspire", added.id)


@dataclass(frozen=True)
class ChangeColleague(Change[None]):
    """Set somebody's roles, or close their access."""

    colleague_id: ColleagueId
    given: frozenset[Role]
    active: bool = True

    def stored(self, work: UnitOfWork) -> Self:
        """Give what the colleague may do by now."""
        colleague = work.get(Colleague, self.colleague_id)
        return replace(self, given=roles_in(colleague.roles), active=colleague.active)

    def apply(self, work: UnitOfWork) -> Effect[None]:
        """Refuse to leave nobody who may change roles."""
        colleague = work.get(Colleague, self.colleague_id)
        colleague.roles, colleague.active = role_words(self.given), self.active
        work.ask(somebody_administers, frozenset({colleagues.name}))
        return Effect(f"Change what {colleague.name} may do", None)
