"""The figures of a subsidy return, worked out from its frozen lines, and the checks that they agree."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from aspire_desktop.domain.money.claims import ReturnSummary
from aspire_desktop.domain.money.funding import Tally, unclaimed
from aspire_desktop.domain.money.returns import (
    AdjustmentFacts,
    CohortFacts,
    OrganisationFacts,
    ReturnFacts,
    ReturnLineFacts,
)
from aspire_desktop.domain.money.stored_facts import written
from aspire_desktop.domain.office.values import fold


@dataclass(frozen=True)
class OrganisationTally:
    """What one organisation comes to in a return, by its name and GSS code."""

    organisation: OrganisationFacts
    claimed: Tally
    adjusted: Tally

    @property
    def net(self) -> Tally:
        """Give claims and adjustments together."""
        return self.claimed + self.adjusted


@dataclass(frozen=True)
class CohortTally:
    """What one cohort comes to in a return, by its code."""

    cohort: CohortFacts
    claimed: Tally
    adjusted: Tally

    @property
    def net(self) -> Tally:
        """Give claims and adjustments together."""
        return self.claimed + self.adjusted


def claimed(lines: Iterable[ReturnLineFacts]) -> Tally:
    """Add up claims: each is one place."""
    amounts = [line.amount for line in lines]
    return Tally(len(amounts), sum(amounts, Decimal("0.00")))


def adjusted(lines: Iterable[AdjustmentFacts]) -> Tally:
    """Add up adjustments."""
    return sum((Tally(line.places, line.amount) for line in lines), Tally())


def net(facts: ReturnFacts) -> Tally:
    """Give what the return comes to: its claims and its adjustments."""
    return claimed(facts.lines) + adjusted(facts.adjustments)


def to_date(facts: ReturnFacts) -> Tally:
    """Give what has been claimed with this return: earlier returns and this one, net."""
    return facts.before + net(facts)


def remaining(facts: ReturnFacts) -> Tally:
    """Give what the allocation still holds after this return."""
    return facts.allocation - to_date(facts)


def by_organisation(facts: ReturnFacts) -> tuple[OrganisationTally, ...]:
    """Split the return by organisation, in the order of their names."""
    shown: dict[tuple[str, str], OrganisationFacts] = {}
    lines: dict[tuple[str, str], Tally] = {}
    corrections: dict[tuple[str, str], Tally] = {}
    for line in facts.lines:
        key = (line.organisation.name, line.organisation.gss or "")
        shown.setdefault(key, line.organisation)
        lines[key] = lines.get(key, Tally()) + Tally(1, line.amount)
    for correction in facts.adjustments:
        key = (correction.organisation.name, correction.organisation.gss or "")
        shown.setdefault(key, correction.organisation)
        corrections[key] = corrections.get(key, Tally()) + Tally(correction.places, correction.amount)
    return tuple(
        OrganisationTally(shown[key], lines.get(key, Tally()), corrections.get(key, Tally()))
        for key in sorted(shown, key=lambda key: (fold(key[0]), *key))
    )


def by_cohort(facts: ReturnFacts) -> tuple[CohortTally, ...]:
    """Split the return by cohort, in the order of their codes."""
    shown: dict[str, CohortFacts] = {}
    lines: dict[str, Tally] = {}
    corrections: dict[str, Tally] = {}
    for line in facts.lines:
        code = shown.setdefault(line.cohort.code, line.cohort).code
        lines[code] = lines.get(code, Tally()) + Tally(1, line.amount)
    for correction in facts.adjustments:
        code = shown.setdefault(correction.cohort.code, correction.cohort).code
        corrections[code] = corrections.get(code, Tally()) + Tally(correction.places, correction.amount)
    return tuple(
        CohortTally(shown[code], lines.get(code, Tally()), corrections.get(code, Tally()))
        for code in sorted(shown)
    )


def line_json(line: ReturnLineFacts | AdjustmentFacts) -> str:
    """Write a line as JSON with sorted keys: what ReturnLine.facts stores and the digest covers."""
    return written(line)


def lines_digest(lines: Iterable[ReturnLineFacts], adjustments: Iterable[AdjustmentFacts]) -> str:
    """Give the sha256, in hexadecimal, over every line's JSON in UTF-8, each ended by a line feed.

    Claims come first, then adjustments, each in the order given.
    """
    seal = hashlib.sha256()
    for texts in (map(line_json, lines), map(line_json, adjustments)):
        for text in texts:
            seal.update(text.encode() + b"\n")
    return seal.hexdigest()


class Figure(StrEnum):
    """Every figure that a return must be able to prove, in the words printed beside it."""

    CLAIMS = "Places claimed: lines on Places"
    CLAIMS_AMOUNT = "Amount claimed: lines on Places"
    ADJUSTMENTS = "Lines on Adjustments"
    ADJUSTMENT_PLACES = "Places adjusted: lines on Adjustments"
    ADJUSTMENT_AMOUNT = "Amount adjusted: lines on Adjustments"
    NET_PLACES = "Places in this return, net"
    NET_AMOUNT = "Amount of this return, net"
    TO_DATE_PLACES = "Places to date: earlier returns and this one"
    TO_DATE_AMOUNT = "Amount to date: earlier returns and this one"
    REMAINING_PLACES = "Places remaining of the allocation"
    REMAINING_AMOUNT = "Amount remaining of the allocation"
    OVER_PLACES = "Places over the allocation, which must be none"
    OVER_AMOUNT = "Amount over the allocation, which must be none"
    ORGANISATION_PLACES = "Places by organisation, added up"
    ORGANISATION_AMOUNT = "Amount by organisation, added up"
    COHORT_PLACES = "Places by cohort, added up"
    COHORT_AMOUNT = "Amount by cohort, added up"
    POOL = "Places of the pool, added up"
    POOL_AMOUNT = "Amount of the pool, added up"
    POOL_IN_RETURN = "Places of the pool in this return"
    POOL_IN_RETURN_AMOUNT = "Amount of the pool in this return"
    POOL_CLAIMED = "Places of the pool claimed in earlier returns"
    POOL_CLAIMED_AMOUNT = "Amount of the pool claimed in earlier returns"


@dataclass(frozen=True)
class FigureCheck:
    """One figure as written and as worked out again another way; places are int, money is Decimal."""

    figure: Figure
    written: int | Decimal
    recomputed: int | Decimal

    @property
    def agrees(self) -> bool:
        """Tell whether both come to the same."""
        return self.written == self.recomputed


def figure_checks(facts: ReturnFacts) -> tuple[FigureCheck, ...]:
    """Work every figure out twice, in the order of Figure."""
    lines, corrections = claimed(facts.lines), adjusted(facts.adjustments)
    total, whole, left = net(facts), to_date(facts), remaining(facts)
    over = whole - facts.allocation
    organisations = sum((row.net for row in by_organisation(facts)), Tally())
    cohorts = sum((row.net for row in by_cohort(facts)), Tally())
    pool = facts.pool
    pairs: list[tuple[int | Decimal, int | Decimal]] = [
        (lines.places, len(facts.lines)),
        (lines.amount, sum((line.amount for line in facts.lines), Decimal("0.00"))),
        (len(facts.adjustments), len(facts.adjustments)),
        (corrections.places, sum(line.places for line in facts.adjustments)),
        (corrections.amount, sum((line.amount for line in facts.adjustments), Decimal("0.00"))),
        (total.places, lines.places + corrections.places),
        (total.amount, lines.amount + corrections.amount),
        (whole.places, facts.before.places + total.places),
        (whole.amount, facts.before.amount + total.amount),
        (left.places, facts.allocation.places - facts.before.places - total.places),
        (left.amount, facts.allocation.amount - facts.before.amount - total.amount),
        (0, max(0, over.places)),
        (Decimal("0.00"), max(Decimal("0.00"), over.amount)),
        (total.places, organisations.places),
        (total.amount, organisations.amount),
        (total.places, cohorts.places),
        (total.amount, cohorts.amount),
        (facts.allocation.places, unclaimed(pool) + pool.in_return + pool.claimed),
        (facts.allocation.amount, pool.cap_amount),
        (pool.in_return, total.places),
        (pool.in_return_amount, total.amount),
        (pool.claimed, facts.before.places),
        (pool.claimed_amount, facts.before.amount),
    ]
    return tuple(FigureCheck(figure, *pair) for figure, pair in zip(Figure, pairs, strict=True))


def differences(facts: ReturnFacts) -> tuple[str, ...]:
    """Say, in words for people, every figure that does not agree; empty means the return is sound."""
    said = [
        f"{check.figure}: {check.written} written, {check.recomputed} worked out"
        for check in figure_checks(facts)
        if not check.agrees
    ]
    if facts.digest != lines_digest(facts.lines, facts.adjustments):
        said.append("The lines are not the ones that the digest was made from")
    return tuple(said)


def summary_of(facts: ReturnFacts) -> ReturnSummary:
    """Give a draft in figures."""
    return ReturnSummary(
        reference=facts.reference,
        revision=facts.revision,
        status=facts.status,
        lines=len(facts.lines),
        adjustments=len(facts.adjustments),
        places=net(facts).places,
        amount=net(facts).amount,
        cumulative=to_date(facts).places,
        remaining=remaining(facts).places,
    )
