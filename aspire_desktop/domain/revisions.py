"""What a revision of a return changes: the places whose lines come to something else than before."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from aspire_desktop.domain.sources import Line

NOUGHT = Decimal("0.00")


@dataclass(frozen=True)
class LineChange:
    """One place: what its lines came to, and what they would come to."""

    place: str
    person: str
    cohort: str
    before: Decimal
    after: Decimal


def line_changes(before: Sequence[Line], after: Sequence[Line]) -> tuple[LineChange, ...]:
    """Compare two versions of a return place by place, in the order of their numbers."""
    told = {line.place: line for line in (*before, *after)}
    was, would_be = _amounts(before), _amounts(after)
    return tuple(
        LineChange(
            place,
            line.participant.name,
            line.cohort.code,
            was.get(place, NOUGHT),
            would_be.get(place, NOUGHT),
        )
        for place, line in sorted(told.items(), key=lambda item: (len(item[0]), item[0]))
        if was.get(place) != would_be.get(place)
    )


def _amounts(lines: Sequence[Line]) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for line in lines:
        found[line.place] = found.get(line.place, NOUGHT) + line.amount
    return found
