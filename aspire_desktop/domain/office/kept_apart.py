"""Of whom nothing is noted any more: people who were erased, and records that are kept as evidence alone."""

from datetime import date
from typing import NoReturn

from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.people import Person
from aspire_desktop.domain.office.values import long_date


def refuse_if_erased(person: Person) -> None:
    """Raise RuleBroken for somebody of whom nothing personal is left, and nothing may be noted."""
    if person.erased_on is not None:
        raise RuleBroken(
            f"{person.full_name()} was erased on {long_date(person.erased_on)}.",
            do="Add the person anew if they take part again.",
        )


def refuse_if_kept_apart(person: Person) -> None:
    """Raise RuleBroken for somebody who was erased, or whose record is only kept as evidence."""
    refuse_if_erased(person)
    if person.restricted_on is not None:
        refuse_kept_apart(person.full_name(), person.restricted_on)


def refuse_kept_apart(name: str, since: date) -> NoReturn:
    """Raise RuleBroken: somebody's record is only kept as evidence."""
    raise RuleBroken(
        f"{name} asked to be erased: the record is kept as evidence only, since {long_date(since)}.",
        do="Lift the restriction in People first, if the person wishes it.",
    )
