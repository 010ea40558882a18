"""What every question is: a lookup that says who may ask it."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Concatenate, Generic, ParamSpec, Protocol, TypeAlias, TypeVar

from sqlalchemy import Connection

from aspire_desktop.domain.office.staff import Role

P = ParamSpec("P")
R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)
Lookup: TypeAlias = Callable[Concatenate[Connection, P], R]


class Asks(Protocol):
    """Whoever asks for somebody: the office."""

    def ask(self, question: "Question[P, R]", *args: P.args, **kwargs: P.kwargs) -> R:
        """Answer a question, or refuse it."""
        ...


class Question(Generic[P, R_co]):
    """A lookup with the roles that may ask it: Office asks it for somebody, other lookups just call it."""

    def __init__(self, lookup: Lookup[P, R_co], roles: frozenset[Role], *, open_to_all: bool = False) -> None:
        self.lookup = lookup
        self.roles = roles
        self.open_to_all = open_to_all
        update_wrapper(self, lookup)

    def __call__(self, connection: Connection, /, *args: P.args, **kwargs: P.kwargs) -> R_co:
        """Answer on a connection, for whoever has been let in already."""
        return self.lookup(connection, *args, **kwargs)

    def about(self, *args: P.args, **kwargs: P.kwargs) -> Callable[[Asks], R_co]:
        """Give the question with what it is about, for whoever asks it later and elsewhere."""
        return lambda office: office.ask(self, *args, **kwargs)

    def __repr__(self) -> str:
        """Give the name by which it is asked."""
        return f"<question {self.lookup.__qualname__}>"


def asked_by(roles: frozenset[Role]) -> Callable[[Lookup[P, R]], Question[P, R]]:
    """Declare a lookup as a question that whoever holds one of these roles may ask."""

    def declare(lookup: Lookup[P, R]) -> Question[P, R]:
        return Question(lookup, roles)

    return declare


def asked_by_anybody(lookup: Lookup[P, R]) -> Question[P, R]:
    """Declare a lookup as a question that also somebody without a role may ask."""
    return Question(lookup, frozenset(), open_to_all=True)
