"""What the register says in words: sessions, people, how they stand, where a register stands."""

from datetime import date

from aspire_desktop.domain.office.people import full_name
from aspire_desktop.domain.office.values import short_day
from aspire_desktop.domain.programmes.attendance import Standing
from aspire_desktop.domain.programmes.cohorts import SessionRow
from aspire_desktop.domain.programmes.programmes import Rules
from aspire_desktop.domain.programmes.registers import RegisterRow, RegisterState
from aspire_desktop.ui.looks.theme import Tone
from aspire_desktop.ui.widgets.status import PillLook, status, tag

ALL_MARKED = tag("All marked", Tone.INFO, "check")
NOBODY = tag("Nobody", Tone.NEUTRAL, "minus")
_STANDINGS = {
    RegisterState.NOT_YET: status("Booked"),
    RegisterState.EMPTY: NOBODY,
    RegisterState.MARKED: ALL_MARKED,
    RegisterState.DONE: status("Complete"),
}
"""The pill of a register that nobody is to be marked on."""


def left_words(row: RegisterRow) -> str:
    """Write Withdrawn from 21 Sep; "" for somebody who is there."""
    left = row.departure
    return f"{left.status.capitalize()} from {short_day(left.on)}" if left else ""


def spoken_name(row: RegisterRow) -> str:
    """Write Simon Achebe."""
    return full_name(row.given_name, row.family_name)


def session_and_day(session: SessionRow) -> str:
    """Write Module 2, 8 Oct."""
    return f"{session.title}, {short_day(session.on)}"


def people(count: int) -> str:
    """Write 1 person or 7 people."""
    return "1 person" if count == 1 else f"{count} people"


def status_of(state: RegisterState, on: date, today: date, *, begun: bool) -> PillLook:
    """Give the pill of a register; one on which everybody is marked is complete once it is finished."""
    if state in _STANDINGS:
        return _STANDINGS[state]
    if on < today:
        return status("Overdue")
    return status("In progress" if begun else "Due today")


def attended_so_far(standing: Standing) -> str:
    """Say how many of the marked sessions somebody attended."""
    if not standing.marked:
        return "Not marked for any session yet."
    return f"Attended {standing.attended} of {standing.marked} so far."


def rule(rules: Rules, standing: Standing) -> str:
    """Say what completing asks for; "" where there is nothing to complete."""
    if not rules.sessions_needed:
        return ""
    sessions = "session" if standing.required == 1 else "sessions"
    return f"Certificate rule: {standing.needed} of {standing.required} {sessions}."


def prospect(rules: Rules, standing: Standing) -> str:
    """Say what the rule leaves; "" where there is none."""
    if not rules.sessions_needed:
        return ""
    if standing.attended >= standing.needed:
        return "Has reached it."
    if standing.out_of_reach:
        return f"Can no longer reach it: {standing.best} at most."
    if standing.can_miss_no_more:
        return "Can miss no more."
    return f"Can miss {standing.can_miss} more."


def outlook(rules: Rules, row: RegisterRow) -> str:
    """Say since when somebody is gone, or what the rule leaves them."""
    return left_words(row) or prospect(rules, row.standing)
