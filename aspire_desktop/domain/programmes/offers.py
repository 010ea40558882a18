"""Offers of a place: until when they may be answered, and when they lapse."""

from datetime import date, timedelta

from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.values import long_date
from aspire_desktop.domain.programmes.enrolments import is_past


def offer_until(on: date, days: int) -> date:
    """Give the last day on which an offer made on a day may be answered, by the version's `offer_days`."""
    return on + timedelta(days=days)


def answerable(until: date, today: date) -> date:
    """Give the last day for an answer to an offer; raise RuleBroken for one that is over."""
    if until < today:
        raise RuleBroken(
            f"Nobody could answer until {long_date(until)}, which is over.",
            do="Choose today or a later day.",
            about="until",
        )
    return until


def check_lapsed(until: date | None, today: date) -> None:
    """Raise RuleBroken where an offer still waits for its answer."""
    if not is_past(until, today):
        stands = f"stands until {long_date(until)}" if until else "has no last day"
        raise RuleBroken(f"This offer {stands}.", do="Record the answer, or change the day first.")
