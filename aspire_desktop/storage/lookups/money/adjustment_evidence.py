"""What proves an adjustment: the line that it corrects, and what has changed since that was sent."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from aspire_desktop.domain.money.claim_basis import counting
from aspire_desktop.domain.money.claims import Terms, revision_words
from aspire_desktop.domain.money.returns import AdjustmentFacts, EvidenceFacts
from aspire_desktop.domain.programmes.attendance import WORDS
from aspire_desktop.domain.programmes.completions import Delivery
from aspire_desktop.domain.programmes.enrolments import ON_REGISTER
from aspire_desktop.storage.lookups.money.causes import BY_DELIVERY, BY_FUNDER, OUTCOME_CHANGED, settled_query
from aspire_desktop.storage.lookups.money.claims import PlaceRecord


@dataclass(frozen=True)
class _Proof:
    kind: str
    title: str
    on: date | None
    source: str


def adjustment_evidence(
    connection: Connection, line: AdjustmentFacts, record: PlaceRecord, terms: Terms, today: date
) -> list[EvidenceFacts]:
    """Name the line corrected, and the query, the enrolment's history or the registers that say why."""
    corrected = f"{line.corrects_return}, line {line.corrects_line}"
    first = _Proof("Line corrected", corrected, None, f"Return {line.corrects_return}")
    proofs = [first, *_since(connection, line, record, terms, today)]
    return [
        EvidenceFacts(line.number, line.participant, each.kind, each.title, each.on, each.source, "")
        for each in proofs
    ]


def _since(
    connection: Connection, line: AdjustmentFacts, record: PlaceRecord, terms: Terms, today: date
) -> Iterator[_Proof]:
    if line.cause in BY_FUNDER:
        asked = settled_query(connection, record)
        assert asked is not None  # nothing else changes a claim so
        where = f"Queries of {revision_words(asked.reference, asked.revision)}, line {asked.number}"
        yield _Proof("Funder's query", line.cause, None, where)
        return
    delivery = record.delivery
    moved = record.cohort != line.cohort.code
    if delivery is None or moved or line.cause not in BY_DELIVERY:
        whose = f"{line.participant.reference} on {record.cohort}"
        yield _Proof("Enrolment history", line.cause, line.effective_on, f"Enrolment history of {whose}")
    gone = record.status not in ON_REGISTER or not record.live or not record.subsidised
    if delivery is not None and (line.cause in BY_DELIVERY or not gone):
        yield from _delivered(line, delivery, record, terms, today)


def _delivered(
    line: AdjustmentFacts, delivery: Delivery, record: PlaceRecord, terms: Terms, today: date
) -> Iterator[_Proof]:
    """Name the sessions that count: those marked, and those that were theirs to attend by now."""
    marks = {mark.session_id: WORDS[mark.code] for mark in delivery.marks}
    until = min(today, delivery.left_on or today)
    for day in counting(delivery.rules.claim_rule, terms.claim_point, delivery.days):
        if day.id in marks or day.on <= until:
            title = f"{day.title}: {marks.get(day.id, 'Not marked')}"
            yield _Proof("Register", title, day.on, f"Register of {record.cohort}, session {day.position}")
    if record.basis.outcome is not None:
        outcome = record.basis.outcome
        yield _Proof("Project outcome", outcome.title, outcome.decided_on, f"Projects of {record.cohort}")
    elif line.cause == OUTCOME_CHANGED:
        gone = "No outcome on record any more"
        yield _Proof("Project outcome", gone, line.effective_on, f"Projects of {record.cohort}")
