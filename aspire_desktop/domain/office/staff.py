"""The people who use the program, and the roles that say what each may do."""

from dataclasses import dataclass, field
from enum import StrEnum

from aspire_desktop.domain.office.values import ColleagueId, fold, tidy


class Role(StrEnum):
    """What somebody is trusted with."""

    ADMINISTRATOR = "administrator"
    TRAINER = "trainer"
    FINANCE = "finance"


EVERYONE = frozenset(Role)
ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})
FINANCE = frozenset({Role.FINANCE})
OFFICE = frozenset({Role.ADMINISTRATOR, Role.FINANCE})


@dataclass(eq=False)
class Colleague:
    """Somebody who works with the program; `name` is also what `--as` and the operating system call them."""

    id: ColleagueId = field(init=False)
    name: str
    roles: str
    """Role values, sorted and parted by spaces."""
    active: bool = True
    name_key: str = field(init=False)

    def __post_init__(self) -> None:
        self.name = tidy(self.name)
        self.name_key = fold(self.name)


def roles_in(words: str) -> frozenset[Role]:
    """Give the roles that role_words wrote."""
    return frozenset(map(Role, words.split()))


def whose(roles: frozenset[Role]) -> str:
    """Say whose an act is: for somebody with the role administrator or finance."""
    return f"for somebody with the role {' or '.join(sorted(roles)) or 'that covers all of it'}"


def role_words(roles: frozenset[Role]) -> str:
    """Give roles in the form that Colleague stores."""
    return " ".join(sorted(roles))


# What may be read of it


@dataclass(frozen=True)
class ColleagueRow:
    """A colleague as shown in Settings."""

    id: ColleagueId
    name: str
    roles: frozenset[Role]
    active: bool
