"""What needs doing, in words, most urgent first: each task opens the place where it is done."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from aspire_desktop.domain.home.home import (
    CertificatesReady,
    CohortToTell,
    HomeFacts,
    OffersOver,
    OfficeReadiness,
    ProjectsOpen,
    ReturnDue,
    Unanswered,
    Waiting,
)
from aspire_desktop.domain.money.settlements import QueryRow
from aspire_desktop.domain.office.staff import Role
from aspire_desktop.domain.office.values import a_few, short_day
from aspire_desktop.domain.programmes.cohorts import CohortRow
from aspire_desktop.domain.programmes.decisions import decided_by, people_words
from aspire_desktop.domain.programmes.registers import RegisterListRow
from aspire_desktop.services.money.funding import AddAgreement
from aspire_desktop.services.money.returns import SubmitReturn
from aspire_desktop.services.money.settlements import AnswerQuery
from aspire_desktop.services.office.signatories import AddSignatory
from aspire_desktop.services.programmes.attendance import MarkAttendance
from aspire_desktop.services.programmes.certificates import IssueCertificates
from aspire_desktop.services.programmes.cohorts import SetStage
from aspire_desktop.services.programmes.enrolments import EnrolParticipant, MoveEnrolment
from aspire_desktop.services.programmes.projects import RecordOutcome
from aspire_desktop.services.programmes.tellings import MarkTold
from aspire_desktop.ui.charts.pool import period_words
from aspire_desktop.ui.desk.signals import Destination
from aspire_desktop.ui.widgets.status import PillLook, status, to_do


class Urgency(StrEnum):
    """How urgent a task is."""

    OVERDUE = "Overdue"
    TODAY = "Today"
    SOON = "This week and next"


@dataclass(frozen=True)
class Task:
    """One thing to do: what, where, when, whose, and the button that leads there."""

    key: str
    group: Urgency
    look: PillLook
    title: str
    detail: str
    where: str
    when: str
    verb: str
    place: Destination
    roles: frozenset[Role]


def tasks_of(facts: HomeFacts, mine: frozenset[Role] | None = None) -> list[Task]:
    """Give everything that needs doing, or what falls to somebody with these roles."""
    every = [task for task in _all(facts) if mine is None or task.roles & mine]
    order = list(Urgency)
    return sorted(every, key=lambda task: order.index(task.group))


def summary(tasks: Sequence[Task]) -> str:
    """Say how the day looks: "1 thing is overdue and 2 are due today"."""
    late = sum(task.group is Urgency.OVERDUE for task in tasks)
    today = sum(task.group is Urgency.TODAY for task in tasks)
    if not tasks:
        return "Nothing needs doing."
    overdue = f"{_things(late)} overdue" if late else "Nothing is overdue"
    if not today:
        return f"{overdue}, and nothing else is due today."
    due = f"{today} {'is' if today == 1 else 'are'}" if late else _things(today)
    return f"{overdue} and {due} due today."


def _things(count: int) -> str:
    return "1 thing is" if count == 1 else f"{count} things are"


def _all(facts: HomeFacts) -> Iterator[Task]:
    for register in facts.registers:
        yield _register(register, facts.today)
    for due in sorted(facts.returns, key=lambda each: not each.overdue):
        yield _return(due)
    for query in facts.queries:
        yield _query(query, facts.today)
    for ready in facts.certificates:
        yield _certificates(ready)
    for offers in facts.offers:
        yield _offers(offers, facts.today)
    for waiting in facts.waiting:
        yield _waiting(waiting)
    yield from _of_schedules(facts)
    for unanswered in facts.unanswered:
        yield _unanswered(unanswered)
    for projects in facts.projects:
        yield _projects(projects)
    yield from _unready(facts.readiness)


def _register(row: RegisterListRow, today: date) -> Task:
    session, late = row.session, (today - row.session.on).days
    trainers = f"trainer {', '.join(row.trainers)}" if row.trainers else "no trainer named"
    times = f"{session.starts:%H:%M} to {session.ends:%H:%M}"
    everybody = row.marked == row.people
    people = _people(row.people) if not row.marked else f"{row.marked} of {row.people} marked"
    detail = [people, row.venue, trainers] if late else [people, times, row.venue, trainers]
    return Task(
        key=f"register {session.id}",
        group=Urgency.OVERDUE if late else Urgency.TODAY,
        look=status("Overdue" if late else "Due today"),
        title=f"Register not {'finished' if row.marked else 'marked'}: {session.title}",
        detail=" · ".join(part for part in detail if part),
        where=row.cohort,
        when=_late(late) if late else "Today",
        verb="Finish register" if everybody else "Mark register",
        place=Destination("registers", session.id),
        roles=MarkAttendance.roles,
    )


def _return(due: ReturnDue) -> Task:
    agreement = due.agreement
    return Task(
        key=f"return {agreement.id} {due.period}",
        group=Urgency.OVERDUE if due.overdue else Urgency.SOON,
        look=status("Overdue") if due.overdue else to_do("bank"),
        title="Return not submitted",
        detail=f"{period_words(due.period)} · {due.tally} · {agreement.funder}",
        where=agreement.reference,
        when=f"Ended {_day(due.period.ends)}",
        verb="Open return",
        place=Destination("finance", agreement.id, "returns", due.period.begins.isoformat()),
        roles=SubmitReturn.roles,
    )


def _query(row: QueryRow, today: date) -> Task:
    late = (today - (row.due_on or today)).days
    look, group, when = to_do("question"), Urgency.SOON, f"Due {_day(row.due_on)}"
    if late > 0:
        look, group, when = status("Overdue"), Urgency.OVERDUE, _late(late)
    elif not late:
        look, group, when = status("Due today"), Urgency.TODAY, "Today"
    return Task(
        key=f"query {row.id}",
        group=group,
        look=look,
        title=f"Funder’s query not answered: line {row.line.number}, {row.line.person}",
        detail=f"{row.return_reference} · {row.question}",
        where=row.agreement,
        when=when,
        verb="Answer",
        place=Destination("finance", row.agreement_id, "payments"),
        roles=AnswerQuery.roles,
    )


def _certificates(ready: CertificatesReady) -> Task:
    number = ready.ready
    blocked = f"{ready.blocked} more blocked" if ready.blocked else "nobody is blocked"
    return Task(
        key=f"certificates {ready.cohort.id}",
        group=Urgency.SOON,
        look=status("Ready"),
        title=f"{number} certificate{'' if number == 1 else 's'} ready to issue",
        detail=f"{ready.cohort.version} · {blocked}",
        where=ready.cohort.code,
        when="Any time",
        verb="Review batch",
        place=Destination("cohort", ready.cohort.id, "certificates"),
        roles=IssueCertificates.roles,
    )


def _offers(over: OffersOver, today: date) -> Task:
    cohort, late = over.cohort, (today - over.since).days
    return Task(
        key=f"offers {cohort.id}",
        group=Urgency.OVERDUE,
        look=status("Overdue"),
        title=f"{_people(over.people)} did not answer an offer",
        detail="Each holds a place until the offer lapses or gets another day",
        where=cohort.code,
        when=_late(late),
        verb="Open cohort",
        place=Destination("cohort", cohort.id, "participants"),
        roles=MoveEnrolment.roles,
    )


def _waiting(full: Waiting) -> Task:
    cohort = full.cohort
    return Task(
        key=f"waiting {cohort.id}",
        group=Urgency.SOON,
        look=status("Full"),
        title=f"No free places, {_people(full.waiting)} waiting",
        detail=f"{cohort.room} held · {cohort.venue}",
        where=cohort.code,
        when=_day(cohort.first_on),
        verb="Waiting list",
        place=Destination("cohort", cohort.id, "participants"),
        roles=EnrolParticipant.roles,
    )


def _of_schedules(facts: HomeFacts) -> Iterator[Task]:
    for cohort in facts.undecided:
        yield _decision(cohort, facts.today)
    for each in facts.to_tell:
        yield _telling(each)


def _decision(cohort: CohortRow, today: date) -> Task:
    by = decided_by(cohort) or today
    late = (today - by).days
    group, look = (Urgency.OVERDUE, status("Overdue")) if late > 0 else (Urgency.SOON, to_do("question"))
    if not late:
        group, look = Urgency.TODAY, status("Due today")
    return Task(
        key=f"decision {cohort.id}",
        group=group,
        look=look,
        title="Decide whether it runs",
        detail=f"{people_words(cohort)} · starts {_day(cohort.first_on)}",
        where=cohort.code,
        when=_late(late) if late > 0 else _day(by) if late else "Today",
        verb="Open cohort",
        place=Destination("cohort", cohort.id, "participants"),
        roles=SetStage.roles,
    )


def _telling(found: CohortToTell) -> Task:
    cohort = found.cohort
    return Task(
        key=f"telling {cohort.id}",
        group=Urgency.SOON,
        look=to_do("calendar-blank"),
        title=f"{_people(len(found.whom))} to be told of a change",
        detail=a_few(found.whom),
        where=cohort.code,
        when="Any time",
        verb="Open schedule",
        place=Destination("cohort", cohort.id, "schedule"),
        roles=MarkTold.roles,
    )


def _unanswered(found: Unanswered) -> Task:
    cohort, asked = found.cohort, found.open
    return Task(
        key=f"unanswered {cohort.id}",
        group=Urgency.SOON,
        look=to_do("users-three"),
        title=f"{_people(asked.unsettled + asked.waiting)} without an answer",
        detail=" ".join(asked.sentences),
        where=cohort.code,
        when=f"Ended {_day(cohort.last_on)}",
        verb="Open cohort",
        place=Destination("cohort", cohort.id, "participants"),
        roles=EnrolParticipant.roles,
    )


def _projects(projects: ProjectsOpen) -> Task:
    cohort = projects.cohort
    return Task(
        key=f"projects {cohort.id}",
        group=Urgency.SOON,
        look=to_do("presentation"),
        title=f"{_people(projects.people)} without a project outcome",
        detail=f"{projects.of - projects.people} of {projects.of} have one · certificates wait for it",
        where=cohort.code,
        when=f"Ended {_day(cohort.last_on)}",
        verb="Open projects",
        place=Destination("cohort", cohort.id, "projects"),
        roles=RecordOutcome.roles,
    )


def _unready(readiness: OfficeReadiness) -> Iterator[Task]:
    """Give what the office set-up still lacks; it goes away when it is there."""
    if not readiness.agreements:
        yield _setting(
            "agreements", "bank", "No agreement with a funder", "Its places and price", AddAgreement.roles
        )
    if not readiness.signatory:
        what, why = "Nobody is named to sign certificates", "Without a name they have a line to sign by hand"
        yield _setting("signatories", "certificate", what, why, AddSignatory.roles)


def _setting(tab: str, glyph: str, title: str, detail: str, roles: frozenset[Role]) -> Task:
    place = Destination("settings", tab=tab)
    look, when, verb = to_do(glyph), "Any time", "Open settings"
    return Task(tab, Urgency.SOON, look, title, detail, "Settings", when, verb, place, roles)


def _late(days: int) -> str:
    return f"{days} day{'' if days == 1 else 's'} late"


def _people(count: int) -> str:
    return "1 person" if count == 1 else f"{count} people"


def _day(day: date | None) -> str:
    return short_day(day) if day else ""
