"""Places on a cohort held by people: a dated history of steps, never an overwrite."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import TypeGuard

from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.facts import Fact, Merging, Privacy
from aspire_desktop.domain.office.people import JOB_TITLE
from aspire_desktop.domain.office.values import (
    CohortId,
    EnrolmentId,
    OrganisationId,
    PersonId,
    long_date,
    months_on,
)
from aspire_desktop.domain.office.written import code_of, words_if_any
from aspire_desktop.domain.programmes.programmes import ApprovalRule


class Status(StrEnum):
    """Where an enrolment stands."""

    NOMINATED = "nominated"
    APPROVED = "approved"
    WAITING = "waiting"
    OFFERED = "offered"
    DECLINED = "declined"
    LAPSED = "lapsed"
    CONFIRMED = "confirmed"
    ACTIVE = "active"
    COMPLETED = "completed"
    NOT_COMPLETED = "not completed"
    WITHDRAWN = "withdrawn"
    DEFERRED = "deferred"
    SUBSTITUTED = "substituted"
    NO_SHOW = "no-show"
    CANCELLED = "cancelled"


HOLDS_A_PLACE = frozenset(
    {Status.OFFERED, Status.CONFIRMED, Status.ACTIVE, Status.COMPLETED, Status.NOT_COMPLETED, Status.NO_SHOW}
)
"""Statuses that fill one of the cohort's places."""
ON_REGISTER = HOLDS_A_PLACE - {Status.OFFERED}
"""Statuses whose people stand on the register."""
AWAITS_OUTCOME = ON_REGISTER - {Status.NOT_COMPLETED, Status.NO_SHOW}
"""Statuses whose people wait for the outcome of their project where the version asks one."""
STILL_TO_COME = frozenset(
    {Status.NOMINATED, Status.APPROVED, Status.WAITING, Status.OFFERED, Status.CONFIRMED, Status.ACTIVE}
)
"""Statuses of whoever is to take part while the cohort is not over."""
BEFORE_A_PLACE = frozenset({Status.NOMINATED, Status.APPROVED, Status.WAITING})
"""Statuses of whoever asked for a place and was not given or offered one yet."""
UNSETTLED = frozenset({Status.NOMINATED, Status.APPROVED, Status.OFFERED})
"""Statuses of whoever asked for a place or was asked, while nobody has confirmed or ended it."""
EVERY_STATUS = frozenset(Status)
LEFT = frozenset({Status.WITHDRAWN, Status.DEFERRED, Status.SUBSTITUTED, Status.CANCELLED})
"""Statuses by which somebody leaves the register."""
_LEAVING = frozenset({Status.WITHDRAWN, Status.DEFERRED, Status.CANCELLED})
_AGAIN = frozenset({Status.NOMINATED, Status.WAITING, Status.OFFERED})
_OVER = frozenset({Status.COMPLETED, Status.NOT_COMPLETED, Status.NO_SHOW})
MOVES: dict[Status, frozenset[Status]] = {
    Status.NOMINATED: frozenset({Status.APPROVED, Status.WAITING, Status.OFFERED, Status.CONFIRMED})
    | _LEAVING,
    Status.APPROVED: frozenset({Status.WAITING, Status.OFFERED, Status.CONFIRMED}) | _LEAVING,
    Status.WAITING: frozenset({Status.OFFERED, Status.CONFIRMED}) | _LEAVING,
    Status.OFFERED: frozenset({Status.CONFIRMED, Status.DECLINED, Status.LAPSED})
    | {Status.WAITING, Status.SUBSTITUTED}
    | _LEAVING,
    # whoever said no, or nothing, may be asked again
    Status.DECLINED: _AGAIN,
    Status.LAPSED: _AGAIN,
    Status.CONFIRMED: frozenset({Status.ACTIVE, Status.SUBSTITUTED}) | _OVER | _LEAVING,
    Status.ACTIVE: frozenset({Status.SUBSTITUTED}) | _OVER | _LEAVING,
    # a register or an outcome corrected later, an appeal, a session made up
    Status.COMPLETED: frozenset({Status.ACTIVE, Status.NOT_COMPLETED, Status.WITHDRAWN}),
    Status.NOT_COMPLETED: frozenset({Status.ACTIVE, Status.COMPLETED, Status.WITHDRAWN, Status.DEFERRED}),
    Status.NO_SHOW: frozenset({Status.ACTIVE, Status.NOT_COMPLETED, Status.WITHDRAWN, Status.DEFERRED}),
    # somebody who comes back asks for a place again
    Status.WITHDRAWN: _AGAIN,
    # these go on as another enrolment, or not at all
    Status.DEFERRED: frozenset(),
    Status.SUBSTITUTED: frozenset(),
    Status.CANCELLED: frozenset(),
}
"""Where an enrolment may go from each status. Undoing a slip is not a move: history puts it back."""


class Funding(StrEnum):
    """Who pays for a place."""

    LGA = "LGA"
    COUNCIL = "council"
    BURSARY = "bursary"


PAID_AS = {
    Funding.LGA: "LGA-subsidised",
    Funding.COUNCIL: "council-paid",
    Funding.BURSARY: "bursary",
}
"""What a place is called by who pays for it, within a sentence."""


def is_subsidised(funding: Funding | None) -> TypeGuard[Funding]:
    """Tell whether the funding takes a place of an agreement."""
    return funding in (Funding.LGA, Funding.BURSARY)


@dataclass(eq=False)
class Enrolment:
    """One person on one cohort; organisation and job title as they were when enrolled."""

    id: EnrolmentId = field(init=False)
    cohort_id: CohortId
    person_id: PersonId
    organisation_id: OrganisationId
    status: Status
    job_title: str = ""
    funding: Funding | None = None
    po_number: str = ""
    offered_until: date | None = None
    """The last day on which an offer may be answered; None where nothing is offered, or no day was said."""
    waiting_order: int | None = None
    """Where somebody stands on the waiting list once it was put in order by hand; those without follow."""


@dataclass(eq=False)
class Step:
    """A dated move of an enrolment: when it takes effect, when it was noted, and why."""

    id: int = field(init=False)
    enrolment_id: EnrolmentId
    status: Status
    on: date
    noted_on: date
    reason: str = ""


@dataclass(eq=False)
class Needs:
    """Access and dietary needs of one enrolment: restricted, never on sheets or in exports."""

    id: int = field(init=False)
    enrolment_id: EnrolmentId
    access: str = ""
    dietary: str = ""


# What is known of it

BOOKING = (
    Fact(
        "funding",
        "Place funded by",
        "enrolments",
        column="funding",
        headings="funded by/paid by/place funded by/funding source/funding type/funding route/payment/"
        "who pays/who is paying/paying/payer/fund/source of funding/funder/how funded/place paid by",
        privacy=Privacy.IMPERSONAL,
    ),
    Fact(
        "po_number",
        "PO number",
        "enrolments",
        column="PO number",
        headings="po/po no/purchase order/purchase order number/purchase order no/order number/po ref/"
        "po reference/purchase order ref",
        rule=code_of,
        privacy=Privacy.FREE,
        own_words=True,
        merging=Merging.CHOSEN,
    ),
    replace(JOB_TITLE, label="Role", table="enrolments", column="", headings="", own_words=True),
    Fact(
        "access",
        "Access needs",
        "needs",
        column="access needs",
        headings="access/accessibility/access requirements/accessibility requirements/"
        "accessibility needs/reasonable adjustments/adjustments/special requirements/additional needs/"
        "diet access/access and dietary needs/support needs",
        rule=words_if_any,
        privacy=Privacy.PERSONAL,
        restricted=True,
        merging=Merging.TOGETHER,
    ),
    Fact(
        "dietary",
        "Dietary needs",
        "needs",
        column="dietary needs",
        headings="diet/dietary/dietary requirements/dietary requirement/dietary preferences/food/"
        "special dietary requirements/special diet",
        rule=words_if_any,
        privacy=Privacy.PERSONAL,
        restricted=True,
        merging=Merging.TOGETHER,
    ),
    Fact("status", "Booking", "enrolments", privacy=Privacy.IMPERSONAL),
)
"""What is known of a booking, beside the person and the cohort."""


# What may be read of it


@dataclass(frozen=True)
class ParticipantRow:
    """A participant as listed in the cohort's workspace."""

    id: EnrolmentId
    person_id: PersonId
    given_name: str
    family_name: str
    email: str
    job_title: str
    organisation: str
    status: Status
    funding: Funding | None
    traced_to: str
    """Agreement reference and the place's own number, such as LGA/1, L-0108; or empty."""
    po_number: str
    offered_until: date | None = None
    approved: bool = False
    """Whether a manager approved it, on record or by a step before there was one."""
    approved_by: str = ""
    overdue: bool = False
    """Whether the last day for an answer to the offer of the place is over."""
    elsewhere: str = ""
    """What to know of the person, where it was asked: completed before, on another cohort at the time."""


@dataclass(frozen=True)
class StepRow:
    """A dated move of a place, as read."""

    status: Status
    on: date
    noted_on: date
    reason: str


@dataclass(frozen=True)
class Departure:
    """Since when somebody who stood on the register does not any more, and as what they left it."""

    status: Status
    on: date
    """The day from which it counts: the effective one, whenever it was noted."""

    def stands_on(self, day: date) -> bool:
        """Tell whether they stand on the register of a session of that day.

        Whoever withdraws or defers does so up to and with the effective day; a place that is passed on or
        cancelled is theirs until the day before.
        """
        return day <= self.on if self.status in (Status.WITHDRAWN, Status.DEFERRED) else day < self.on


@dataclass(frozen=True)
class WaitingRow:
    """Somebody on a cohort's waiting list, which is in the order of joining unless it was moved by hand."""

    place: ParticipantRow
    joined_on: date


@dataclass(frozen=True)
class TakenPartRow:
    """A cohort that a person is or was on."""

    enrolment_id: EnrolmentId
    cohort_id: CohortId
    code: str
    version: str
    status: Status
    first_on: date | None
    """The cohort's first session, or None while it has none."""


@dataclass(frozen=True)
class NeedsRow:
    """Access and dietary needs, for the restricted panel only."""

    enrolment_id: EnrolmentId
    access: str
    dietary: str


# What follows from it


def is_past(until: date | None, today: date) -> bool:
    """Tell whether the last day of something is over; what has no last day is never over."""
    return until is not None and until < today


def departure(moves: Sequence[tuple[Status, date]]) -> Departure | None:
    """Give when somebody who is off the register left it; None for one who never stood on it.

    `moves` are their steps, each with its effective day, as they were noted. Of whom no step before is on
    record, as in the oldest databases, stood on it.
    """
    stood = [place for place, (status, _) in enumerate(moves) if status in ON_REGISTER]
    if not stood and len(moves) != 1:
        return None
    later = moves[stood[-1] + 1 :] if stood else moves
    return next((Departure(status, on) for status, on in later if status in LEFT), None)


def refuse_days_to_come(today: date, on: date, told_on: date | None) -> None:
    """Raise RuleBroken where a change would count, or was told, from a day on that is still to come."""
    if on > today:
        raise RuleBroken(
            f"{long_date(on)} is still to come, and the place would change at once.",
            do="Give today or an earlier day, or come back on that day.",
        )
    if told_on is not None and told_on > today:
        raise RuleBroken(
            f"Nobody can have told it on {long_date(told_on)}, which is still to come.",
            do="Give the day on which the office was told.",
        )


def check_no_show(code: str, session_days: Sequence[date], on: date) -> None:
    """Raise RuleBroken where somebody is said not to have come before there was a day to come on."""
    if not session_days or on < min(session_days):
        begins = f"begins on {long_date(min(session_days))}" if session_days else "has no session yet"
        raise RuleBroken(f"{code} {begins}: nobody can have stayed away.", do="Withdraw the person instead.")


def check_deferral(code: str, session_days: Sequence[date], on: date, months: int) -> None:
    """Raise RuleBroken where a cohort is no later one, or begins after a deferred place may be taken up.

    `months` is the version's `deferral_months`, counted from the day on which somebody defers.
    """
    last = months_on(on, months)
    if not session_days or max(session_days) <= on:
        why = "is over by then" if session_days else "has no session yet"
        raise RuleBroken(f"{code} {why}.", do="Choose a cohort that is to come.", about="cohort_id")
    if min(session_days) > last:
        raise RuleBroken(
            f"{code} begins on {long_date(min(session_days))}, and a deferred place is kept "
            f"until {long_date(last)}.",
            do="Choose an earlier cohort, or withdraw the person and book them anew.",
            about="cohort_id",
        )


def check_move(
    old: Status, new: Status, approval: ApprovalRule = ApprovalRule.WARNS, *, approved: bool = False
) -> None:
    """Raise RuleBroken where an enrolment cannot go from one status to another.

    `approval` is the version's rule: where it blocks, nobody gets a place before their manager approves.
    """
    if new not in MOVES[old]:
        ways = ", ".join(status for status in Status if status in MOVES[old])
        raise RuleBroken(
            f"A place that is {old} cannot become {new}.",
            do=f"It can become: {ways}." if ways else "Enrol the person again instead.",
        )
    takes = new in HOLDS_A_PLACE and old not in HOLDS_A_PLACE
    if approval is ApprovalRule.BLOCKS and takes and not (approved or old is Status.APPROVED):
        raise RuleBroken("The manager has not approved this yet.", do="Record the approval first.")


def check_stands(name: str, left: Departure | None, day: date) -> None:
    """Raise RuleBroken where somebody does not stand on the register of a session of that day."""
    if left is not None and not left.stands_on(day):
        raise RuleBroken(
            f"{name} is {left.status} from {long_date(left.on)}, and this session is on {long_date(day)}.",
            do="Mark their sessions up to then.",
        )


def check_substitution(on: date, session_days: Sequence[date], until: int) -> None:
    """Raise RuleBroken where it is too late for another person to take over a place.

    `session_days` are the cohort's days in order; `until` is the version's `substitution_until`:
    the session, counted from 1, up to whose day a place may pass on.
    """
    if until <= len(session_days) and on > session_days[until - 1]:
        raise RuleBroken(
            f"A place could be passed on until {long_date(session_days[until - 1])}.",
            do="Withdraw the person instead, or change the rule of the programme version.",
        )
