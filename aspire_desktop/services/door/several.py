"""Several actions as one: all of them are done or none is, and one undo takes them back."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce

from aspire_desktop.domain.office.staff import EVERYONE, Role
from aspire_desktop.services.door.action import Action, Effect
from aspire_desktop.storage.work import UnitOfWork


@dataclass(frozen=True)
class Several(Action[None]):
    """The same intent for several people, such as withdrawing three; none of the actions may be final."""

    actions: tuple[Action[object], ...]
    title: str

    def __post_init__(self) -> None:
        if any(action.answered_by for action in self.actions):
            raise ValueError("a final act cannot be one of several that are undone together")

    @classmethod
    def reach(cls) -> Mapping[str, frozenset[Role]]:
        """Give none of its own."""
        return {}

    def allowed(self) -> frozenset[Role]:
        """Give the roles that may do every one of them."""
        return reduce(frozenset.intersection, (action.allowed() for action in self.actions), EVERYONE)

    def apply(self, work: UnitOfWork) -> Effect[None]:
        """Refuse all where one is refused; a single action keeps its own title."""
        effect = Effect[object](self.title, None)
        for action in self.actions:
            effect = action.apply(work)
            work.flush()
        return Effect(effect.title if len(self.actions) == 1 else self.title, None)
