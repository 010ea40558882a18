"""What every change is: an action that names an intent, says who may do it, and applies itself."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, Self, TypeVar

from aspire_desktop.domain.office.staff import ADMINISTRATORS, Role
from aspire_desktop.domain.office.values import ActionId
from aspire_desktop.domain.programmes.certificate_awards import Unfounded
from aspire_desktop.storage.work import UnitOfWork

R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)


@dataclass(frozen=True)
class Effect(Generic[R_co]):
    """What applying an action gave: its title for people, and a value (often the new id).

    Of a preview, `unfounded` are the certificates that would lose their ground.
    """

    title: str
    value: R_co
    unfounded: tuple[Unfounded, ...] = ()


@dataclass(frozen=True)
class Done(Generic[R_co]):
    """An action that is committed: its number (None: it changed nothing), title, what screens must reload.

    `unfounded` are certificates that had their ground until now: whoever made the change may revoke them.
    """

    id: ActionId | None
    title: str
    topics: frozenset[str]
    value: R_co
    unfounded: tuple[Unfounded, ...] = ()


@dataclass(frozen=True)
class Action(ABC, Generic[R_co]):
    """An intent. Subclasses are frozen dataclasses; only Office carries them out."""

    roles: ClassVar[frozenset[Role]] = ADMINISTRATORS
    """Who may do it: anyone who holds one of these."""
    before_anybody: ClassVar[bool] = False
    """Whether it opens an office, where nobody has a role yet."""
    answered_by: ClassVar[str] = ""
    """For a final act, the act that answers it (revoke, adjust); such an action is never undone."""

    @property
    def noted_as(self) -> str:
        """Give the name by which the journal notes it."""
        return type(self).__name__

    def allowed(self) -> frozenset[Role]:
        """Give the roles that may do it; an action whose reach depends on its fields says so here."""
        return self.roles

    @classmethod
    def reach(cls) -> Mapping[str, frozenset[Role]]:
        """Give the roles that may do it, by what it is of where that makes a difference."""
        return {"": cls.roles}

    @abstractmethod
    def apply(self, work: UnitOfWork) -> Effect[R_co]:
        """Make the change in the unit of work; raise Refused to change nothing."""


@dataclass(frozen=True)
class RestsOn:
    """That a fact is one of something else, such as a title of a job: `field` is which one it is of.

    `said` says of which one by now.
    """

    field: str
    said: Callable[[UnitOfWork, Any], str]


@dataclass(frozen=True)
class Change(Action[R_co]):
    """An action that sets facts of something on record: each of its fields says what one of them is to be.

    A field of many parts (`of_parts`, by its name) says how what is wanted, read and stored of it are put
    together; None where that cannot be. A field that is something on record (`named`) says what it is called.
    One that rests on another (`rests_on`) is in dispute where that is another by now.
    """

    of_parts: ClassVar[Mapping[str, Callable[[Any, Any, Any], object]]] = {}
    named: ClassVar[Mapping[str, Callable[[UnitOfWork, Any], str]]] = {}
    rests_on: ClassVar[Mapping[str, RestsOn]] = {}

    @abstractmethod
    def stored(self, work: UnitOfWork) -> Self:
        """Give the same change with every fact as it is stored, which would change nothing."""
