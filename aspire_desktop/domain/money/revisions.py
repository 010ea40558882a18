"""What a revision of a return changes: the places whose lines say something else than before."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypeAlias

from aspire_desktop.domain.money.returns import AdjustmentFacts, ReturnFacts
from aspire_desktop.domain.money.sources import LineFacts
from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.values import PlaceId, place_label

NOUGHT = Decimal("0.00")

Stated: TypeAlias = tuple[PlaceId, LineFacts]
"""A line of a return, and the place it is about."""


@dataclass(frozen=True)
class LineChange:
    """One place: what its lines came to, and what they would come to; the same where other words change."""

    place: str
    person: str
    cohort: str
    before: Decimal
    after: Decimal


@dataclass(frozen=True)
class Revision:
    """What a revision would say, and where that differs from the return it supersedes."""

    facts: ReturnFacts
    changes: tuple[LineChange, ...]
    """At least one: a revision that changes nothing is none."""


def line_changes(before: Iterable[Stated], after: Iterable[Stated]) -> tuple[LineChange, ...]:
    """Compare two versions of a return place by place, in the order of their numbers."""
    was, would_be = _by_place(before), _by_place(after)
    return tuple(
        _change(id, was.get(id, []), would_be.get(id, []))
        for id in sorted(was.keys() | would_be.keys())
        if _said(was.get(id, [])) != _said(would_be.get(id, []))
    )


def check_differs(reference: str, revision: int, changes: tuple[LineChange, ...]) -> None:
    """Refuse to restate a return that would say the same again: the funder would look for a difference."""
    if not changes:
        raise RuleBroken(
            f"If return {reference}, revision {revision}, were restated, nothing would differ.",
            safe="The return stays as it was sent.",
            do="Correct the record first, then restate the return.",
        )


def _by_place(stated: Iterable[Stated]) -> dict[PlaceId, list[LineFacts]]:
    found: dict[PlaceId, list[LineFacts]] = {}
    for id, line in stated:
        found.setdefault(id, []).append(line)
    return found


def _change(id: PlaceId, before: list[LineFacts], after: list[LineFacts]) -> LineChange:
    latest = [*before, *after][-1]
    return LineChange(
        place_label(id), latest.participant.name, latest.cohort.code, _amount(before), _amount(after)
    )


def _said(lines: list[LineFacts]) -> list[LineFacts]:
    """Leave out what every revision says otherwise, and labels: 0.1.0 wrote "1 of 100" for "L-0001"."""
    said = [replace(line, number=0, return_reference="", revision=0, place="") for line in lines]
    return [_without_reason(line) for line in said]


def _without_reason(line: LineFacts) -> LineFacts:
    """Leave out of a correction about somebody who was erased why it was made: the stored one lost it."""
    erased = line.participant.name == line.participant.reference
    return replace(line, reason="") if erased and isinstance(line, AdjustmentFacts) else line


def _amount(lines: list[LineFacts]) -> Decimal:
    return sum((line.amount for line in lines), NOUGHT)
