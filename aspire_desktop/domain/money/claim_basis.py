"""What proves that a place may be claimed: since when, by which sessions and by which outcome."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from aspire_desktop.domain.money.funding import ClaimPoint
from aspire_desktop.domain.office.values import long_date, short_date
from aspire_desktop.domain.programmes.attendance import WORDS, attended_on
from aspire_desktop.domain.programmes.cohorts import SessionRow
from aspire_desktop.domain.programmes.completions import Delivery, completion, sessions_met_on
from aspire_desktop.domain.programmes.programmes import ClaimRule, Rules
from aspire_desktop.domain.programmes.projects import Decision


@dataclass(frozen=True)
class Attended:
    """A session that somebody attended, and the day on which: another than its own where it was made up."""

    session: SessionRow
    on: date


@dataclass(frozen=True)
class ClaimBasis:
    """What a claim rests on; where the rule is not met, what counts so far and what is missing."""

    met_on: date | None
    sessions: tuple[Attended, ...]
    """In the order of their days."""
    outcome: Decision | None
    """The project's outcome where the rule asks for one."""
    missing: str
    """In words without names; empty where the rule is met."""
    by_outcome: bool = False
    """Whether enough sessions were attended, and it is the project that is missing."""
    never: bool = False
    """Whether the version is never claimed."""

    @property
    def proved(self) -> bool:
        """Tell whether there is something to show an auditor."""
        return bool(self.sessions) or self.outcome is not None


_Ruling: TypeAlias = Callable[[Delivery, int, date], ClaimBasis]
"""One way to prove a claim: of a delivery, by so many sessions, as at a day."""


def claim_basis(delivery: Delivery, point: ClaimPoint, sessions: int | None, today: date) -> ClaimBasis:
    """Give what proves a claim by an agreement's rule, or by the version's where the agreement leaves it so.

    `sessions` is how many attended ones make a claim where `point` is SESSIONS. A waived rule is never
    claimed, and a claim session that is Not required was not attended.
    """
    ruled = _ruled(delivery.rules, point)
    basis = ruled(delivery, 1 if point is ClaimPoint.START else sessions or 1, today)
    left_on = delivery.left_on
    if basis.met_on is None or left_on is None or basis.met_on <= left_on:
        return basis
    late = f"The claim rule was met on {long_date(basis.met_on)}, after the last day, {long_date(left_on)}."
    return ClaimBasis(None, basis.sessions, basis.outcome, late)


def counting(rule: ClaimRule, point: ClaimPoint, days: Sequence[SessionRow]) -> list[SessionRow]:
    """Give the sessions that can count towards a claim: those the version chose, or all of them."""
    chosen = point is ClaimPoint.VERSION and rule is ClaimRule.CLAIM_SESSIONS
    return [day for day in days if day.for_claim or not chosen]


def _ruled(rules: Rules, point: ClaimPoint) -> _Ruling:
    if point in (ClaimPoint.START, ClaimPoint.SESSIONS):
        return _first_sessions
    if point is ClaimPoint.COMPLETION:
        return _completed
    return {
        ClaimRule.COMPLETION: _completed,
        ClaimRule.CLAIM_SESSIONS: _chosen_sessions,
        ClaimRule.NEVER: _never,
    }[rules.claim_rule]


def _never(_delivery: Delivery, _needed: int, _today: date) -> ClaimBasis:
    return ClaimBasis(None, (), None, "The programme version is not claimed.", never=True)


def _first_sessions(delivery: Delivery, needed: int, today: date) -> ClaimBasis:
    """Take the first sessions that were attended, as many as are needed."""
    attended = _attended(delivery, delivery.days, today)
    if len(attended) >= needed:
        proof = attended[:needed]
        return ClaimBasis(proof[-1].on, proof, None, "")
    noun = "session" if needed == 1 else "sessions"
    told = f"Attended {len(attended)} of {needed} {noun} needed"
    missed = _missed(delivery, delivery.days, attended, today)
    return ClaimBasis(None, attended, None, "; ".join(filter(None, (told, missed))))


def _chosen_sessions(delivery: Delivery, _needed: int, today: date) -> ClaimBasis:
    """Take the sessions that the version chose; every one of them must be attended."""
    chosen = counting(delivery.rules.claim_rule, ClaimPoint.VERSION, delivery.days)
    attended = _attended(delivery, chosen, today)
    if chosen and len(attended) == len(chosen):
        return ClaimBasis(attended[-1].on, attended, None, "")
    return ClaimBasis(None, attended, None, _missed(delivery, chosen, attended, date.max))


def _completed(delivery: Delivery, _needed: int, today: date) -> ClaimBasis:
    """Take what completes the programme: the sessions attended by then, and the project's outcome."""
    rules, days, marks = delivery.rules, delivery.days, delivery.marks
    found = completion(rules, days, marks, delivery.decision, today)
    attended = _attended(delivery, days, today)
    outcome = delivery.decision if rules.project_needed else None
    if found.met_on is not None:
        proof = tuple(each for each in attended if each.on <= found.met_on)
        return ClaimBasis(found.met_on, proof, outcome, "")
    enough = not rules.sessions_needed or sessions_met_on(rules, days, marks, today) is not None
    marked = {mark.session_id for mark in marks}  # the reasons name those that are not
    missed = "" if enough else _missed(delivery, [day for day in days if day.id in marked], attended, today)
    words = " ".join(filter(None, (*found.reasons, missed and f"{missed}.")))
    return ClaimBasis(None, attended, outcome, words, by_outcome=rules.project_needed and enough)


def _attended(delivery: Delivery, days: Sequence[SessionRow], today: date) -> tuple[Attended, ...]:
    by_session = {mark.session_id: mark for mark in delivery.marks}
    found = ((day, attended_on(delivery.rules, day, by_session.get(day.id), today)) for day in days)
    return tuple(sorted((Attended(day, on) for day, on in found if on is not None), key=lambda each: each.on))


def _missed(delivery: Delivery, days: Sequence[SessionRow], attended: Sequence[Attended], until: date) -> str:
    """Name the sessions that were not attended, each with its mark."""
    there = {each.session.id for each in attended}
    marks = {mark.session_id: WORDS[mark.code] for mark in delivery.marks}
    return "; ".join(
        f"{day.title}, {short_date(day.on)}: {marks.get(day.id, 'Not marked')}"
        for day in days
        if day.id not in there and day.on <= until
    )
