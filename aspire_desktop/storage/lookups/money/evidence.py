"""What is recorded of one place of a submitted return: registers, enrolment, actions, certificate."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Connection, Row, and_, func, or_, select

from aspire_desktop.domain.money.claim_basis import claim_basis
from aspire_desktop.domain.money.evidence import (
    MarkEvidence,
    PlaceEvidence,
    PlaceStep,
    SessionEvidence,
    SubmittedReturn,
)
from aspire_desktop.domain.money.funding import LineKind
from aspire_desktop.domain.money.stored_lines import read_claim
from aspire_desktop.domain.office.errors import NotFound
from aspire_desktop.domain.office.history import ActionRow
from aspire_desktop.domain.office.people import full_name, person_reference
from aspire_desktop.domain.office.staff import OFFICE
from aspire_desktop.domain.office.values import (
    AgreementId,
    CohortId,
    EnrolmentId,
    Period,
    PlaceId,
    ReturnId,
    SessionId,
    place_label,
    short_date,
)
from aspire_desktop.domain.programmes.attendance import WORDS, Code
from aspire_desktop.domain.programmes.cohorts import SessionRow
from aspire_desktop.domain.programmes.enrolments import EVERY_STATUS, ON_REGISTER
from aspire_desktop.storage.arrays import among
from aspire_desktop.storage.images import Image, values
from aspire_desktop.storage.lookups.money.earlier import delivery_then, rows_then
from aspire_desktop.storage.lookups.office.names import names_on
from aspire_desktop.storage.lookups.programmes.certificates import newest_certificates
from aspire_desktop.storage.lookups.programmes.completions import decisions_of, deliveries_of
from aspire_desktop.storage.lookups.programmes.enrolments import step_rows
from aspire_desktop.storage.question import asked_by
from aspire_desktop.storage.rows import row_of
from aspire_desktop.storage.tables.journal import action, change
from aspire_desktop.storage.tables.money.funding import agreements, places, return_lines, returns
from aspire_desktop.storage.tables.office.people import people
from aspire_desktop.storage.tables.programmes.attendance import marks
from aspire_desktop.storage.tables.programmes.cohorts import cohorts
from aspire_desktop.storage.tables.programmes.enrolments import enrolments, steps


@dataclass(frozen=True)
class _Line:
    place_id: PlaceId
    facts: str
    agreement_id: AgreementId
    head: int
    """The last action before the return was submitted."""


@dataclass(frozen=True)
class _Mark:
    words: str
    note: str
    by: str
    at: datetime | None


@dataclass(frozen=True)
class _Person:
    """Somebody on a cohort's register."""

    enrolment_id: EnrolmentId
    reference: str
    name: str
    organisation: str


@asked_by(OFFICE)
def submitted_returns(connection: Connection) -> list[SubmittedReturn]:
    """Give every submitted return, the newest first."""
    query = select(return_lines.c.return_id, return_lines.c.number).order_by(return_lines.c.number)
    numbers: dict[ReturnId, list[int]] = {}
    for row in connection.execute(query.where(return_lines.c.kind == LineKind.CLAIM)):
        numbers.setdefault(row.return_id, []).append(row.number)
    listed = select(returns, agreements.c.reference.label("agreement")).join(
        agreements, agreements.c.id == returns.c.agreement_id
    )
    return [
        row_of(
            SubmittedReturn,
            row,
            period=row_of(Period, row),
            digest=row.workbook,
            numbers=tuple(numbers.get(row.id, ())),
        )
        for row in connection.execute(listed.order_by(returns.c.id.desc()))
    ]


@asked_by(OFFICE)
def place_evidence(connection: Connection, return_id: ReturnId, number: int, today: date) -> PlaceEvidence:
    """Give what is recorded of the place that a line of a submitted return claims."""
    line = _line(connection, return_id, number)
    enrolment_id = _enrolment_then(connection, line)
    row = connection.execute(select(enrolments).where(enrolments.c.id == enrolment_id)).one()
    return PlaceEvidence(
        place_id=line.place_id,
        line=read_claim(line.facts),
        sessions=tuple(_sessions(connection, line, row, today)),
        steps=tuple(step_rows(connection, enrolment_id)),
        places=tuple(_places(connection, enrolment_id, line.place_id)),
        actions=tuple(_actions(connection, enrolment_id, line.place_id)),
        decision=decisions_of(connection, [row.cohort_id]).get(enrolment_id),
        certificate=newest_certificates(connection, [enrolment_id]).get(enrolment_id),
    )


def _line(connection: Connection, return_id: ReturnId, number: int) -> _Line:
    query = (
        select(return_lines.c.place_id, return_lines.c.facts, returns.c.agreement_id, returns.c.anchor)
        .join(returns, returns.c.id == return_lines.c.return_id)
        .where(return_lines.c.return_id == return_id, return_lines.c.number == number)
        .where(return_lines.c.kind == LineKind.CLAIM)
    )
    row = connection.execute(query).first()
    if row is None:
        raise NotFound(f"This return has no claim in line {number}.", do="Refresh the screen.")
    return _Line(row.place_id, row.facts, row.agreement_id, int(row.anchor.partition(":")[0]))


def _enrolment_then(connection: Connection, line: _Line) -> EnrolmentId:
    """Give who held the place when the return was submitted: it may have passed to somebody else since.

    A booking that was made one with another is gone; its place went over to the one that stayed.
    """
    query = (
        select(change.c.before)
        .where(change.c.tbl == places.name, change.c.row == line.place_id, change.c.action > line.head)
        .order_by(change.c.action, change.c.seq)
        .limit(1)
    )
    before = connection.scalar(query)
    held = values(Image(before))["enrolment_id"] if before else None
    there = select(enrolments.c.id).where(enrolments.c.id == held)
    if isinstance(held, int) and connection.scalar(there) is not None:
        return EnrolmentId(held)
    now = connection.scalar(select(places.c.enrolment_id).where(places.c.id == line.place_id))
    assert now is not None  # a place that was claimed is never without a booking
    return EnrolmentId(now)


def _sessions(
    connection: Connection, line: _Line, enrolment: Row[tuple[object, ...]], today: date
) -> Iterable[SessionEvidence]:
    """Give the registers that the claim rested on, or rests on by now, each with everybody on it."""
    cohort_id, enrolment_id = enrolment.cohort_id, enrolment.id
    days = _proving(connection, line, enrolment, today)
    given = _marks(connection, [day.id for day in days])
    marked = {id for _, id in given}
    for day in days:
        yield SessionEvidence(
            title=day.title,
            on=day.on,
            starts=day.starts,
            ends=day.ends,
            finished=day.finished,
            marks=tuple(
                _mark_evidence(person, given.get((day.id, person.enrolment_id)), enrolment_id)
                for person in _people(connection, cohort_id, marked | {enrolment_id}, day.on)
            ),
        )


def _proving(
    connection: Connection, line: _Line, enrolment: Row[tuple[object, ...]], today: date
) -> list[SessionRow]:
    """Give the sessions that proved the claim when it was submitted, and those that prove it by now."""
    found = deliveries_of(connection, [enrolment.cohort_id], EVERY_STATUS).get(EnrolmentId(enrolment.id))
    if found is None:
        return []
    version_id = connection.execute(
        select(cohorts.c.version_id).where(cohorts.c.id == enrolment.cohort_id)
    ).scalar_one()
    then = replace(delivery_then(connection, enrolment.id, version_id, found, line.head), left_on=None)
    [terms] = rows_then(connection, agreements, [line.agreement_id], line.head).values()
    [agreed] = connection.execute(select(agreements).where(agreements.c.id == line.agreement_id))
    proofs = (
        claim_basis(then, terms["claim_point"], terms["sessions_needed"], today),
        claim_basis(found, agreed.claim_point, agreed.sessions_needed, today),
    )
    proving = {each.session.id for proof in proofs for each in proof.sessions}
    return [day for day in found.days if day.id in proving]


def _people(
    connection: Connection, cohort_id: CohortId, besides: set[EnrolmentId], on: date
) -> list[_Person]:
    """Give who stands on the cohort's register, and who stood on it once, by reference."""
    query = (
        select(enrolments, people.c.given_name, people.c.family_name)
        .join(people, people.c.id == enrolments.c.person_id)
        .where(enrolments.c.cohort_id == cohort_id)
        .where(or_(enrolments.c.status.in_(ON_REGISTER), among(connection, enrolments.c.id, besides)))
        .order_by(enrolments.c.person_id)
    )
    rows = connection.execute(query).all()
    names = names_on(connection, {row.organisation_id for row in rows}, on)
    return [
        _Person(
            enrolment_id=row.id,
            reference=person_reference(row.person_id),
            name=full_name(row.given_name, row.family_name),
            organisation=names[row.organisation_id],
        )
        for row in rows
    ]


def _mark_evidence(person: _Person, mark: _Mark | None, enrolment_id: EnrolmentId) -> MarkEvidence:
    sampled = person.enrolment_id == enrolment_id
    return MarkEvidence(
        person=f"{person.name}, {person.reference}" if sampled else person.reference,
        organisation=person.organisation,
        mark=mark.words if mark else "Not marked",
        note=mark.note if mark and sampled else "",
        marked_by=mark.by if mark else "",
        marked_at=mark.at if mark else None,
        sampled=sampled,
    )


def _marks(
    connection: Connection, session_ids: Sequence[SessionId]
) -> dict[tuple[SessionId, EnrolmentId], _Mark]:
    """Give the marks of the sessions with who changed each last, by session and enrolment."""
    asked = select(marks.c.id).where(among(connection, marks.c.session_id, session_ids))
    latest = (
        select(change.c.row, func.max(change.c.action).label("action"))
        .where(change.c.tbl == marks.name, change.c.row.in_(asked))
        .group_by(change.c.row)
        .subquery()
    )
    query = (
        select(marks, action.c.actor, action.c.at)
        .outerjoin(latest, latest.c.row == marks.c.id)
        .outerjoin(action, action.c.id == latest.c.action)
        .where(among(connection, marks.c.session_id, session_ids))
    )
    found = {}
    for row in connection.execute(query):
        words = _mark_words(row.code, row.made_up_on, row.made_up_at, row.minutes_stayed)
        found[row.session_id, row.enrolment_id] = _Mark(words, row.note, row.actor or "", row.at)
    return found


def _mark_words(code: Code, made_up_on: date | None, made_up_at: str, minutes: int | None) -> str:
    words = WORDS[code]
    if made_up_on:
        words += f" on {short_date(made_up_on)}"
    if made_up_at:
        words += f" at {made_up_at}"
    return f"{words} after {minutes} minutes" if minutes is not None else words


def _places(connection: Connection, enrolment_id: EnrolmentId, place_id: PlaceId) -> Iterable[PlaceStep]:
    query = select(places).where(or_(places.c.enrolment_id == enrolment_id, places.c.id == place_id))
    for row in connection.execute(query.order_by(places.c.id)):
        yield row_of(PlaceStep, row, place=place_label(row.id), reason=row.release_reason)


def _actions(connection: Connection, enrolment_id: EnrolmentId, place_id: PlaceId) -> Iterable[ActionRow]:
    """Give every action that touched the enrolment, a step of it or a place of it; never its needs."""
    taken = select(steps.c.id).where(steps.c.enrolment_id == enrolment_id)
    held = select(places.c.id).where(or_(places.c.enrolment_id == enrolment_id, places.c.id == place_id))
    touched = or_(
        and_(change.c.tbl == enrolments.name, change.c.row == enrolment_id),
        and_(change.c.tbl == steps.name, change.c.row.in_(taken)),
        and_(change.c.tbl == places.name, change.c.row.in_(held)),
    )
    query = select(action).where(action.c.id.in_(select(change.c.action).where(touched)))
    for row in connection.execute(query.order_by(action.c.id)):
        yield row_of(ActionRow, row)
