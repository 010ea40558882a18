"""What can be offered to put a problem of a file right without typing."""

from collections.abc import Iterable
from dataclasses import dataclass

from aspire_desktop.domain.intake.columns import (
    EMPLOYERS,
    FULL_NAMES,
    Column,
    ImportKind,
    SessionColumn,
    Target,
)
from aspire_desktop.domain.intake.import_drafts import Draft
from aspire_desktop.domain.intake.imports import Problem
from aspire_desktop.domain.office.organisation_names import Ambiguous, Matched, OrganisationNames, Unknown
from aspire_desktop.domain.office.organisations import NamingRow
from aspire_desktop.domain.office.person_names import DoubtfulName, split_name
from aspire_desktop.domain.office.values import fold
from aspire_desktop.domain.programmes.attendance import WORDS
from aspire_desktop.services.office.reference_lists import shipped_lists

_FUNDINGS = ("LGA", "Council", "Bursary")


@dataclass(frozen=True)
class Offer:
    """Ways out of one problem; empty where somebody must type."""

    instead: tuple[str, ...] = ()
    """What can stand in the cell, the likeliest first."""
    clearable: bool = False
    """Whether the cell can be left empty."""
    new: str = ""
    """The name of an organisation that is not known: it can be added, or be another name of a known one."""

    def __bool__(self) -> bool:
        return bool(self.instead or self.clearable or self.new)


def words_offered(kind: ImportKind, target: Target, outcomes: Iterable[str] = ()) -> tuple[str, ...]:
    """Give the words that a column of this kind of file takes, where they can be told beforehand.

    `outcomes` are the titles of those of the cohort's version.
    """
    if target is Column.FUNDING:
        return _FUNDINGS
    if target is Column.OUTCOME:
        return tuple(word.capitalize() for word in outcomes)
    if target is Column.TYPE or target is Column.REGION:
        lists = shipped_lists()
        return lists.types if target is Column.TYPE else lists.regions
    if isinstance(target, SessionColumn) and kind is ImportKind.ATTENDANCE:
        return tuple(WORDS.values())
    return ()


class Offers:
    """Answers for one draft; built once and asked for every problem."""

    def __init__(self, draft: Draft, organisations: Iterable[NamingRow]) -> None:
        self._draft = draft
        self._names = OrganisationNames(organisations)
        self._meanings = {fold(each.text): each.organisation for each in draft.remembered_names}
        self._targets = {place: target for target, place in draft.mapping.places.items()}

    def of(self, problem: Problem) -> Offer:
        """Give the ways out of a problem."""
        target = None if problem.position is None else self._targets.get(problem.position)
        if target is None or problem.doubt is not None:
            return Offer()
        if problem.instead:
            return Offer(problem.instead)
        if not problem.value.strip():
            return Offer()
        hidden = _without_hidden(problem.value)
        if hidden != problem.value:
            return Offer((hidden,) if hidden else ())
        return self._by_target(target, problem.value)

    def meant(self, text: str) -> str:
        """Give the name on record of the organisation that a text means, or the text itself."""
        answer = self._names.match(self._meanings.get(fold(text), text))
        return answer.name if isinstance(answer, Matched) else text

    def _by_target(self, target: Target, value: str) -> Offer:
        if target in EMPLOYERS:
            return self._employer(value)
        if target in FULL_NAMES:
            name = split_name(value, surname_first=target is Column.SURNAME_FIRST)
            return Offer(name.ways) if isinstance(name, DoubtfulName) else Offer()
        words = words_offered(self._draft.kind, target, self._draft.checks.outcomes)
        return Offer(tuple(word for word in words if fold(word) != fold(value)), bool(words))

    def _employer(self, value: str) -> Offer:
        answer = self._names.match(value)
        if isinstance(answer, Ambiguous):
            return Offer(answer.names)
        if isinstance(answer, Unknown):
            return Offer((answer.suggestion,) if answer.suggestion else (), new=" ".join(value.split()))
        return Offer()


def _without_hidden(value: str) -> str:
    return " ".join("".join(letter for letter in value if letter.isprintable() or letter.isspace()).split())
