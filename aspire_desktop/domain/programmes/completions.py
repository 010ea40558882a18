"""What completes a programme, worked out from rules, marks and outcome."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from aspire_desktop.domain.office.values import EnrolmentId
from aspire_desktop.domain.programmes.attendance import (
    MarkRow,
    Standing,
    attended_dates,
    standing,
)
from aspire_desktop.domain.programmes.cohorts import SessionRow
from aspire_desktop.domain.programmes.programmes import Rules
from aspire_desktop.domain.programmes.projects import Decision


@dataclass(frozen=True)
class Delivery:
    """What is on record of one person on one cohort, by which a claim is judged."""

    rules: Rules
    days: tuple[SessionRow, ...]
    """The cohort's sessions."""
    marks: tuple[MarkRow, ...]
    """The person's own."""
    decision: Decision | None
    """What was decided of their project."""
    left_on: date | None = None
    """Since when they are gone; what was met later is not theirs. None while they are on the register."""


@dataclass(frozen=True)
class Completion:
    """Whether one person has completed, since when, and otherwise everything that stands in the way."""

    complete: bool
    met_on: date | None
    """The day on which the last condition was met; a date exactly where `complete`."""
    reasons: tuple[str, ...]
    """Whole sentences, fit for the list of blocked certificates; none where `complete`."""
    waived: bool = False
    """Whether an administrator waived the rule: completed, but never claimable by that."""


@dataclass(frozen=True)
class Progress:
    """How one participant stands: the one answer that every screen, document and return uses."""

    enrolment_id: EnrolmentId
    standing: Standing
    completion: Completion
    cpd_hours: Decimal
    outcome: str
    """The project outcome's title, or empty."""
    graded: bool


def completion(
    rules: Rules,
    sessions: Sequence[SessionRow],
    marks: Sequence[MarkRow],
    decision: Decision | None,
    today: date,
    waived_on: date | None = None,
) -> Completion:
    """Work out whether one person has completed by today.

    `marks` are the person's own, `decision` the outcome of their project or None. A waiver
    counts only where the rules are not met without it; its day is then `met_on`.
    """
    reasons = (
        *_attendance_reasons(rules, sessions, marks, today),
        *_project_reasons(rules, decision, today),
    )
    if not rules.completes:
        return Completion(False, None, ("This programme is not completed, so it has no certificate.",))
    if reasons and waived_on is not None and waived_on <= today:
        return Completion(True, waived_on, (), waived=True)
    if reasons:
        return Completion(False, None, reasons)
    return Completion(True, _met_on(rules, sessions, marks, decision, today), ())


def sessions_met_on(
    rules: Rules, sessions: Sequence[SessionRow], marks: Sequence[MarkRow], today: date
) -> date | None:
    """Give the day on which enough sessions had been attended, or None while they have not."""
    where = standing(rules, sessions, marks, today)
    dates = attended_dates(rules, sessions, marks, today)
    return dates[where.needed - 1] if 0 < where.needed <= len(dates) else None


def _met_on(
    rules: Rules,
    sessions: Sequence[SessionRow],
    marks: Sequence[MarkRow],
    decision: Decision | None,
    today: date,
) -> date:
    attended = sessions_met_on(rules, sessions, marks, today)
    decided = decision.decided_on if rules.project_needed and decision else None
    return max(day for day in (attended, decided) if day is not None)


def _attendance_reasons(
    rules: Rules, sessions: Sequence[SessionRow], marks: Sequence[MarkRow], today: date
) -> list[str]:
    where = standing(rules, sessions, marks, today)
    if where.attended >= where.needed:
        return []
    marked = {mark.session_id for mark in marks}
    unmarked = [each for each in sessions if each.id not in marked and each.on <= today]
    reasons = [_shortfall(where), *(f"{session.title} is not marked yet." for session in unmarked)]
    to_come = sum(session.on > today for session in sessions)
    if where.out_of_reach and to_come:
        reasons.append("It can no longer be reached with the sessions to come.")
    elif to_come:
        reasons.append(
            "1 session is still to come." if to_come == 1 else f"{to_come} sessions are still to come."
        )
    return reasons


def _shortfall(where: Standing) -> str:
    noun = "session" if where.required == 1 else "sessions"
    verb = "is" if where.needed == 1 else "are"
    return f"Attended {where.attended} of {where.required} {noun}; {where.needed} {verb} needed."


def _project_reasons(rules: Rules, decision: Decision | None, today: date) -> list[str]:
    if not rules.project_needed:
        return []
    if decision is None or not decision.key:
        return ["The project has no outcome yet."]
    if decision.key not in rules.completing_outcomes:
        return [f"The project outcome is {decision.title}."]
    if decision.decided_on is None:
        return ["The day of the project outcome is missing."]
    if decision.decided_on > today:
        return ["The project outcome is dated after today."]
    return []
