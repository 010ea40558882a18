"""How cohorts and their people are put into words and pills, here and in the workspace."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from aspire_desktop.domain.office.values import short_date, short_day
from aspire_desktop.domain.programmes.approvals import ASKS_APPROVAL
from aspire_desktop.domain.programmes.cohorts import (
    STAGE_WORDS,
    CohortRow,
    Room,
    SessionRow,
    Stage,
    minimum_words,
)
from aspire_desktop.domain.programmes.enrolments import (
    HOLDS_A_PLACE,
    PAID_AS,
    Funding,
    ParticipantRow,
    Status,
)
from aspire_desktop.domain.programmes.open_work import OpenWork, is_complete, still_open
from aspire_desktop.ui.charts.chart import ChartShare
from aspire_desktop.ui.charts.pattern import Pattern
from aspire_desktop.ui.looks.theme import Tone
from aspire_desktop.ui.widgets.status import PillLook, status, tag

NOT_RECORDED = "–"
_STAGES: dict[Stage, PillLook] = {
    Stage.PLANNED: tag(STAGE_WORDS[Stage.PLANNED], Tone.NEUTRAL, "pencil-simple"),
    Stage.TENTATIVE: tag(STAGE_WORDS[Stage.TENTATIVE], Tone.NEUTRAL, "question"),
    Stage.CONFIRMED: status("Confirmed"),
    Stage.RUNNING: status("Running"),
    Stage.COMPLETED: status("Complete"),
    Stage.CANCELLED: tag(STAGE_WORDS[Stage.CANCELLED], Tone.NEUTRAL, "x"),
}
NOBODY_ON_IT = tag("Over, empty", Tone.NEUTRAL, "minus")
"""The pill of a cohort whose days are over and on which nobody holds a place: it is not complete."""
FUNDINGS: dict[Funding | None, PillLook | None] = {
    **{funding: status(f"{words[0].upper()}{words[1:]}") for funding, words in PAID_AS.items()},
    None: None,
}
FUNDING_WORDS: dict[Funding | None, str] = {
    key: look.words if look else "Not decided yet" for key, look in FUNDINGS.items()
}
APPROVED, UNAPPROVED = tag("Approved", Tone.OK, "check"), status("Missing")
BOOKINGS: dict[Status, PillLook] = {
    Status.NOMINATED: status("Nominated"),
    Status.APPROVED: APPROVED,
    Status.WAITING: status("Waiting"),
    Status.OFFERED: status("Offered"),
    Status.DECLINED: tag("Declined", Tone.NEUTRAL, "x"),
    Status.LAPSED: tag("Lapsed", Tone.NEUTRAL, "hourglass-medium"),
    Status.CONFIRMED: status("Confirmed"),
    Status.ACTIVE: status("Running"),
    Status.COMPLETED: status("Complete"),
    Status.NOT_COMPLETED: tag("Not completed", Tone.NEUTRAL, "minus"),
    Status.WITHDRAWN: status("Withdrawn"),
    Status.DEFERRED: status("Deferred"),
    Status.SUBSTITUTED: status("Substituted"),
    Status.NO_SHOW: status("No-show"),
    Status.CANCELLED: tag("Cancelled", Tone.NEUTRAL, "x"),
}
NO_ANSWER = tag("No answer", Tone.BAD, "warning-circle")
"""The pill of an offer whose last day is over: it holds its place until somebody lets it lapse."""
ON_COHORT = HOLDS_A_PLACE | {Status.NOMINATED, Status.APPROVED}
"""Statuses of people who are on the cohort or about to be; others wait or have left."""
_PATTERNS: dict[Funding | None, Pattern] = {
    Funding.LGA: Pattern.SOLID,
    Funding.COUNCIL: Pattern.DOT,
    Funding.BURSARY: Pattern.LINES,
    None: Pattern.HATCH,
}


def booking_look(row: ParticipantRow) -> PillLook:
    """Give the pill of a booking."""
    return NO_ANSWER if row.overdue else BOOKINGS[row.status]


def approval_look(row: ParticipantRow) -> PillLook | None:
    """Give the pill of a manager's approval; None before somebody has a place, and after they had one."""
    if row.approved:
        return APPROVED
    return UNAPPROVED if row.status in ASKS_APPROVAL else None


@dataclass(frozen=True)
class Attention:
    """One thing about a cohort: a sentence, and whether it needs attention or is as it should be."""

    words: str
    fine: bool = False


def stage_look(cohort: CohortRow, open: OpenWork) -> PillLook:
    """Give the pill of a cohort: once its days are over, what is to be done first until nothing is."""
    if cohort.stage is not Stage.COMPLETED or is_complete(cohort, open):
        return _STAGES[cohort.stage]
    first = (
        (open.to_come, "Running"),
        (open.unsettled, "Check"),
        (open.unmarked, f"{open.unmarked} left"),
        (open.registers, "Check"),
        (open.outcomes, "Panel due"),
        (open.certificates, "To award"),
        (open.waiting, f"{open.waiting} waiting"),
    )
    return next((status(words) for count, words in first if count), NOBODY_ON_IT)


def dates_words(first: date | None, last: date | None) -> str:
    """Write the days of a cohort: 9–10 Dec 2026, 19 Mar – 15 Oct 2026, or a dash."""
    if first is None or last is None:
        return NOT_RECORDED
    if first == last:
        return short_date(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{short_date(last)}"
    begins = short_day(first) if first.year == last.year else short_date(first)
    return f"{begins} – {short_date(last)}"


def weekday_date(day: date) -> str:
    """Write Wed 9 Dec 2026."""
    return f"{day:%a} {short_date(day)}"


def times_words(session: SessionRow) -> str:
    """Write 09:30 to 16:30."""
    return f"{session.starts:%H:%M} to {session.ends:%H:%M}"


def next_words(cohort: CohortRow, today: date) -> str:
    """Say what comes next: Module 2 today; Workshop day 1, 9 Dec; or a dash."""
    if cohort.next_on is None or cohort.stage is Stage.CANCELLED:
        return ""
    if cohort.next_on == today:
        return f"{cohort.next_title} today"
    return f"{cohort.next_title}, {short_day(cohort.next_on)}"


def start_words(cohort: CohortRow, today: date) -> str:
    """Say how soon a cohort starts: Starts in 62 days; nothing once it has."""
    if cohort.first_on is None or cohort.first_on <= today or cohort.stage is Stage.CANCELLED:
        return ""
    days = (cohort.first_on - today).days
    return "Starts tomorrow" if days == 1 else f"Starts in {days} days"


def shares(capacity: int, people: Sequence[ParticipantRow]) -> list[ChartShare]:
    """Give the places of a cohort by who pays for them; offered ones apart, then those free."""
    held = [row for row in people if row.status in HOLDS_A_PLACE]
    sure = [row for row in held if row.status is not Status.OFFERED]
    found = [
        ChartShare(pattern, sum(row.funding == funding for row in sure), FUNDING_WORDS[funding])
        for funding, pattern in _PATTERNS.items()
        if funding is not None
    ]
    undecided = sum(row.funding is None for row in sure)
    if undecided:
        found.append(ChartShare(Pattern.HATCH, undecided, "Funding not decided yet"))
    found.append(ChartShare(Pattern.HATCH, len(held) - len(sure), "Offered, waiting for reply"))
    found.append(ChartShare(Pattern.EMPTY, Room(capacity, len(held)).free, "Free"))
    return [share for share in found if share.count]


def attentions(
    cohort: CohortRow,
    people: Sequence[ParticipantRow],
    days: Sequence[SessionRow],
    trainers: int,
    today: date,
    open: OpenWork,
) -> list[Attention]:
    """Say what needs attention, the most pressing first; good news where nothing does."""
    if cohort.stage is Stage.CANCELLED or is_complete(cohort, open):
        return [Attention(f"This cohort is {_STAGES[cohort.stage].words.lower()}.", fine=True)]
    if cohort.stage is Stage.COMPLETED:
        return [Attention(words) for words in still_open(cohort, open)]
    open_days = [day for day in days if day.on < today and not day.finished]
    found = [f"The register of {day.title} is not finished." for day in open_days]
    too_few = minimum_words(cohort.minimum, cohort.held)
    if too_few and cohort.stage is not Stage.RUNNING:
        found.append(too_few)
    found += _about_people(people)
    if not cohort.venue:
        found.append("No venue is set.")
    if not trainers:
        found.append("No trainer is named.")
    return [Attention(words) for words in found] or [Attention("Venue, trainers and places are set.", True)]


def _about_people(people: Sequence[ParticipantRow]) -> list[str]:
    offered = sum(row.status is Status.OFFERED for row in people)
    nominated = sum(row.status is Status.NOMINATED for row in people)
    holding = [row for row in people if row.status in HOLDS_A_PLACE]
    undecided = sum(row.funding is None for row in holding)
    no_order = sum(row.funding is Funding.COUNCIL and not row.po_number for row in holding)
    found = []
    if offered:
        found.append(f"{_count(offered, 'offer')} unanswered.")
    late = sum(row.overdue for row in people)
    if late:
        found.append(f"{_count(late, 'offer')} past the last day for an answer.")
    unapproved = sum(row.status in ASKS_APPROVAL and not row.approved for row in people)
    if unapproved:
        found.append(f"{_count(unapproved, 'place')} without a manager’s approval.")
    if nominated:
        found.append(f"{_people(nominated)} a manager’s approval.")
    if undecided:
        found.append(f"{_count(undecided, 'place')} without funding.")
    if no_order:
        found.append(f"{_count(no_order, 'council-paid place')} without a PO number.")
    return found


def _people(count: int) -> str:
    return "1 person waits for" if count == 1 else f"{count} people wait for"


def _count(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
