"""Why a claim is taken back or corrected: which change alone does it, since when, noted when and why."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection, Row, select

from aspire_desktop.domain.money.claim_basis import claim_basis
from aspire_desktop.domain.money.claims import ClaimRef, Terms
from aspire_desktop.domain.money.returns import ReturnLineFacts
from aspire_desktop.domain.money.settlements import ADJUSTED_WORDS, REFUSED_WORDS, QueryResult
from aspire_desktop.domain.office.history import typed_reason
from aspire_desktop.domain.office.people import MERGED
from aspire_desktop.domain.office.values import SessionId, VersionId, short_date
from aspire_desktop.domain.programmes.cohorts import COHORT_CANCELLED
from aspire_desktop.domain.programmes.completions import Delivery
from aspire_desktop.domain.programmes.enrolments import ON_REGISTER
from aspire_desktop.domain.programmes.programmes import Rules
from aspire_desktop.storage.lookups.money.claims import PlaceRecord
from aspire_desktop.storage.lookups.money.earlier import (
    changes_of_rows,
    delivery_then,
    marks_ever,
    rules_then,
)
from aspire_desktop.storage.lookups.money.line_sources import LineSources
from aspire_desktop.storage.lookups.money.rule_changes import rule_changes
from aspire_desktop.storage.tables.money.funding import places, return_lines, returns
from aspire_desktop.storage.tables.money.settlements import queries
from aspire_desktop.storage.tables.programmes.attendance import marks
from aspire_desktop.storage.tables.programmes.cohorts import sessions
from aspire_desktop.storage.tables.programmes.enrolments import enrolments
from aspire_desktop.storage.tables.programmes.projects import project_members, projects

REGISTER_CORRECTED = "Register corrected"
RULE_CHANGED = "Claim rule changed"
SESSION_MOVED = "Session moved"
OUTCOME_CHANGED = "Project outcome changed"
BY_DELIVERY = frozenset({REGISTER_CORRECTED, RULE_CHANGED, SESSION_MOVED, OUTCOME_CHANGED})
"""Causes that registers and outcomes prove, of somebody who has left too."""
BY_FUNDER = frozenset({ADJUSTED_WORDS, REFUSED_WORDS})
"""Causes that a funder's query proves."""


@dataclass(frozen=True)
class Cause:
    """Why a claim is taken back: in words, and when it took effect and was noted, where known."""

    words: str
    reason: str
    effective_on: date | None = None
    noted_on: date | None = None


class Causes:
    """Finds the causes of one draft's corrections."""

    def __init__(self, connection: Connection, sources: LineSources, terms: Terms, today: date) -> None:
        self._connection = connection
        self._sources = sources
        self._terms = terms
        self._today = today

    def of(self, record: PlaceRecord, claimed: ReturnLineFacts) -> Cause:
        """Say why a claimed place no longer qualifies, or its money changes, from what has changed."""
        return (
            self._settled_by_funder(record)
            or _given_up(record)
            or self._moved(record, claimed)
            or self._delivered_otherwise(record)
            or self._left(record)
            or _not_met(record)
        )

    def _settled_by_funder(self, record: PlaceRecord) -> Cause | None:
        if record.to_correct is None and not record.refused:
            return None
        row = settled_query(self._connection, record)
        noted = changes_of_rows(self._connection, queries, [row.id], 0)[-1:] if row else []
        dates = row.settled_on if row else None, noted[0].on if noted else None
        if record.to_correct is not None:
            return Cause(ADJUSTED_WORDS, "The funder's query was settled by another amount.", *dates)
        return Cause(REFUSED_WORDS, "The funder's query ended with the claim refused.", *dates)

    def _moved(self, record: PlaceRecord, claimed: ReturnLineFacts) -> Cause | None:
        if record.status in ON_REGISTER and record.live and record.cohort != claimed.cohort.code:
            return Cause(f"Moved to cohort {record.cohort}", record.basis.missing)
        return None

    def _left(self, record: PlaceRecord) -> Cause | None:
        step = self._sources.steps.get(record.enrolment_id)
        if record.status not in ON_REGISTER:
            words = f"{record.status}".capitalize()
            return Cause(words, step.reason, step.on, step.noted_on) if step else Cause(words, "")
        if not record.live:
            return Cause("Place released", record.release_reason, record.released_on, record.released_on)
        if not record.subsidised:
            on = self._funded_since(record)
            return Cause("Funding changed", "Somebody else pays for the place now.", on, on)
        return None

    def _funded_since(self, record: PlaceRecord) -> date | None:
        noted = changes_of_rows(self._connection, enrolments, [record.enrolment_id], 0)
        return max(
            (each.on for each in noted if each.before.get("funding") != each.after.get("funding")),
            default=None,
        )

    def _delivered_otherwise(self, record: PlaceRecord) -> Cause | None:
        """Put what is on record by now for what was, one thing at a time: which takes the claim away alone?

        None where the delivery still proves the claim, and something else is the cause.
        """
        now = record.delivery
        if now is None or record.claim is None or record.basis.met_on is not None:
            return None
        head = self._head(record.claim)
        then = delivery_then(self._connection, record.enrolment_id, record.version_id, now, head)
        was = replace(then, left_on=None)
        if not self._proves(was):
            return None
        if not self._proves(replace(was, left_on=now.left_on)):
            return self._left(record)
        return self._corrected(record, was, now, head)

    def _corrected(self, record: PlaceRecord, was: Delivery, now: Delivery, head: int) -> Cause:
        if not self._proves(replace(was, rules=now.rules)):
            return self._rule_changed(record, head)
        if not self._proves(replace(was, days=now.days, left_on=now.left_on)):
            return self._session_moved(was, now, head) or self._rule_changed(record, head)
        if not self._proves(replace(was, decision=now.decision)):
            return self._outcome_changed(record, now, head)
        return self._register_corrected(record, was, now, head)

    def _proves(self, delivery: Delivery) -> bool:
        terms = self._terms
        return claim_basis(delivery, terms.claim_point, terms.sessions_needed, self._today).met_on is not None

    def _head(self, claim: ClaimRef) -> int:
        query = select(returns.c.anchor).where(returns.c.id == claim.return_id)
        return int(str(self._connection.execute(query).scalar_one()).partition(":")[0])

    def _rule_changed(self, record: PlaceRecord, head: int) -> Cause:
        found = rule_changes(self._connection, record.version_id, head)
        told = [record.basis.missing, *map(str, found)]
        on = max((each.on for each in found), default=None)
        return Cause(RULE_CHANGED, _sentences(told), on, on)

    def _session_moved(self, was: Delivery, now: Delivery, head: int) -> Cause | None:
        before = {day.id: day.on for day in was.days}
        moved = [day for day in now.days if before.get(day.id, day.on) != day.on]
        if not moved:
            return None
        told = (f"{day.title}: {short_date(before[day.id])} to {short_date(day.on)}" for day in moved)
        noted = changes_of_rows(self._connection, sessions, [day.id for day in moved], head)
        on = max((each.on for each in noted), default=None)
        return Cause(SESSION_MOVED, "; ".join(told), min(day.on for day in moved), on)

    def _outcome_changed(self, record: PlaceRecord, now: Delivery, head: int) -> Cause:
        mine = select(project_members.c.project_id).where(
            project_members.c.enrolment_id == record.enrolment_id
        )
        noted = changes_of_rows(self._connection, projects, list(self._connection.scalars(mine)), head)
        decided = now.decision.decided_on if now.decision else None
        on = max((each.on for each in noted), default=None)
        return Cause(OUTCOME_CHANGED, record.basis.missing, decided or on, on)

    def _register_corrected(self, record: PlaceRecord, was: Delivery, now: Delivery, head: int) -> Cause:
        """Tell of the marks on which the claim rested: since when they are otherwise, noted when and why."""
        before, after = ({mark.session_id: mark.code for mark in each.marks} for each in (was, now))
        other = {day.id: day.on for day in now.days if before.get(day.id) != after.get(day.id)}
        noted = self._noted(record, other, head)
        told = [record.basis.missing, *dict.fromkeys(reason for _, reason in noted)]
        return Cause(
            REGISTER_CORRECTED,
            _sentences(told),
            min(other.values(), default=None),
            max((on for on, _ in noted), default=None),
        )

    def _noted(self, record: PlaceRecord, other: dict[SessionId, date], head: int) -> list[tuple[date, str]]:
        """Give for each mark that is otherwise when that was noted last, and the reason typed then."""
        ids = marks_ever(self._connection, record.enrolment_id, head)
        latest: dict[object, tuple[date, str]] = {}
        for each in changes_of_rows(self._connection, marks, ids, head):
            if each.values["session_id"] in other:
                reason = typed_reason(each.title) or _added(each.before.get("note"), each.after.get("note"))
                latest[each.values["session_id"]] = (each.on, reason)
        return list(latest.values())


def settled_query(connection: Connection, record: PlaceRecord) -> Row[tuple[object, ...]] | None:
    """Give the query by which the funder changed or refused a claim, and the line that it was asked about.

    It may be a line of a return that was restated since, where the claim has another number by now.
    """
    if record.to_correct is not None:
        whose = (return_lines.c.place_id == record.id, queries.c.result == QueryResult.ADJUSTED)
    else:
        whose = (places.c.enrolment_id == record.enrolment_id, queries.c.result == QueryResult.REFUSED)
    query = (
        select(queries.c.id, queries.c.settled_on)
        .add_columns(return_lines.c.number, returns.c.reference, returns.c.revision)
        .join(return_lines, return_lines.c.id == queries.c.line_id)
        .join(returns, returns.c.id == return_lines.c.return_id)
        .join(places, places.c.id == return_lines.c.place_id)
        .where(*whose)
    )
    return connection.execute(query.order_by(queries.c.id.desc()).limit(1)).first()


class Added:
    """Finds the claims that changed rules alone make, since the return whose anchor is `head`."""

    def __init__(self, connection: Connection, terms: Terms, today: date, head: int) -> None:
        self._connection, self._terms, self._today, self._head = connection, terms, today, head
        self._before: dict[VersionId, Rules] = {}

    def words(self, record: PlaceRecord) -> str:
        """Name the changes without which a place could not be claimed; empty where there are none."""
        now, id, terms = record.delivery, record.version_id, self._terms
        if id not in self._before:
            self._before[id] = rules_then(self._connection, id, self._head)
        if now is None or self._before[id] == now.rules:
            return ""
        before = replace(now, rules=self._before[id])
        if claim_basis(before, terms.claim_point, terms.sessions_needed, self._today).met_on is not None:
            return ""
        return "; ".join(each.told for each in rule_changes(self._connection, id, self._head))


def _added(before: object, after: object) -> str:
    """Give what a note says more than before: the reason of a change by a file stands there alone."""
    was, now = str(before or ""), str(after or "")
    return now.removeprefix(was).removeprefix("; ") if now != was else ""


def _sentences(told: Iterable[str]) -> str:
    return ". ".join(words.removesuffix(".") for words in told if words)


def _given_up(record: PlaceRecord) -> Cause | None:
    if record.release_reason.startswith(MERGED):
        one = "Two records were one person: one funded place a person."
        return Cause(MERGED, one, record.released_on, record.released_on)
    if record.release_reason == COHORT_CANCELLED:
        whole = "The whole cohort was cancelled."
        return Cause(COHORT_CANCELLED, whole, record.released_on, record.released_on)
    return None


def _not_met(record: PlaceRecord) -> Cause:
    """Say what misses where the history does not tell which change did it."""
    if record.basis.never:
        return Cause(RULE_CHANGED, "The programme version is not claimed any more.")
    if record.basis.by_outcome:
        return Cause(OUTCOME_CHANGED, record.basis.missing)
    return Cause(REGISTER_CORRECTED, record.basis.missing)
