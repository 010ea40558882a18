"""A draft return, worked out from the record each time it is asked for; nothing of it is stored."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from sqlalchemy import Connection, func, select

from aspire_desktop import __version__
from aspire_desktop.domain.claims import PlaceState, check_period, pool_of, submitted_words
from aspire_desktop.domain.clock import OFFICE_ZONE
from aspire_desktop.domain.errors import NotFound
from aspire_desktop.domain.figures import lines_digest
from aspire_desktop.domain.funding import LineKind, ReturnStatus, Tally
from aspire_desktop.domain.returns import (
    AdjustmentFacts,
    Declaration,
    FileFacts,
    ReturnFacts,
    ReturnLineFacts,
)
from aspire_desktop.domain.stored_lines import read_claim
from aspire_desktop.domain.values import AgreementId, Period, PlaceId, ReturnLineId
from aspire_desktop.storage.arrays import among
from aspire_desktop.storage.lookups.draft_checks import checks_of
from aspire_desktop.storage.lookups.funding import PlaceRecord, place_records, placed, terms_of
from aspire_desktop.storage.lookups.line_facts import (
    Heading,
    adjustment_facts,
    cause_of,
    claim_facts,
    evidence_facts,
)
from aspire_desktop.storage.lookups.line_sources import LineSources, sources_of
from aspire_desktop.storage.lookups.organisations import name_holds
from aspire_desktop.storage.lookups.settings import setting
from aspire_desktop.storage.tables.funding import agreements, covers, return_lines, returns
from aspire_desktop.storage.tables.organisations import organisation_names
from aspire_desktop.storage.tables.programmes import programmes


@dataclass(frozen=True)
class Draft:
    """A draft's facts, and what a line of the same order in it claims or takes back."""

    facts: ReturnFacts
    claimed: tuple[PlaceId, ...]
    """The place of each line."""
    taken_back: tuple[tuple[PlaceId, ReturnLineId], ...]
    """The place of each adjustment, and the line it corrects."""


def draft_return(
    connection: Connection,
    agreement_id: AgreementId,
    period: Period,
    today: date,
    actor: str,
    made_at: datetime | None = None,
) -> ReturnFacts:
    """Give what a return for the period would say today; RuleBroken where none can be made for it.

    `made_at` is printed as when the file was made: an aware instant, the beginning of today if not given.
    """
    return draft_of(connection, agreement_id, period, today, actor, made_at).facts


def draft_of(
    connection: Connection,
    agreement_id: AgreementId,
    period: Period,
    today: date,
    actor: str,
    made_at: datetime | None = None,
) -> Draft:
    """Give a draft with the places and lines behind it."""
    terms = terms_of(connection, agreement_id).get(agreement_id)
    if terms is None:
        raise NotFound("This agreement is not here any more.", do="Refresh the screen.")
    check_period(terms, period)
    file = FileFacts(actor, made_at or datetime.combine(today, time(), OFFICE_ZONE), __version__)
    heading = Heading(terms, f"{terms.reference}-R{len(terms.submitted) + 1}", period, today, file)
    stated = placed(terms, place_records(connection, [agreement_id], today)[agreement_id], period)
    claims = [record for record, state in stated if state is PlaceState.IN_RETURN]
    undone = [record for record, state in stated if state in (PlaceState.TAKEN_BACK, PlaceState.GIVEN_UP)]
    sources = sources_of(connection, [*claims, *undone])
    lines = _lines(heading, claims, sources)
    corrections = _corrections(connection, heading, undone, sources, len(lines))
    evidence = tuple(
        proof
        for line, record in zip(lines, claims, strict=True)
        for proof in evidence_facts(line, record, sources, today)
    )
    facts = _facts(connection, heading, stated, lines, corrections)
    facts = replace(facts, evidence=evidence, checks=checks_of(connection, facts, stated))
    corrected = tuple((record.id, record.claim.line_id) for record in undone if record.claim)
    return Draft(facts, tuple(record.id for record in claims), corrected)


def claimed_before(connection: Connection, agreement_id: AgreementId) -> Tally:
    """Give what submitted returns come to, net of their adjustments."""
    query = (
        select(
            return_lines.c.kind, func.count().label("lines"), func.sum(return_lines.c.amount).label("amount")
        )
        .join(returns, returns.c.id == return_lines.c.return_id)
        .where(returns.c.agreement_id == agreement_id)
        .group_by(return_lines.c.kind)
    )
    sums = {row.kind: Tally(row.lines, row.amount) for row in connection.execute(query)}
    claims, undone = (sums.get(kind, Tally()) for kind in (LineKind.CLAIM, LineKind.ADJUSTMENT))
    return Tally(claims.places - undone.places, claims.amount + undone.amount)


def _lines(
    heading: Heading, claims: Sequence[PlaceRecord], sources: LineSources
) -> tuple[ReturnLineFacts, ...]:
    numbered = enumerate(claims, start=1)
    return tuple(
        claim_facts(heading, number, record, record.met_on, sources)
        for number, record in numbered
        if record.met_on is not None
    )


def _corrections(
    connection: Connection,
    heading: Heading,
    undone: Sequence[PlaceRecord],
    sources: LineSources,
    lines: int,
) -> tuple[AdjustmentFacts, ...]:
    ids = [record.claim.line_id for record in undone if record.claim]
    query = select(return_lines.c.id, return_lines.c.facts).where(among(connection, return_lines.c.id, ids))
    stored = {row.id: read_claim(row.facts) for row in connection.execute(query)}
    pairs = [(record, stored[record.claim.line_id]) for record in undone if record.claim]
    return tuple(
        adjustment_facts(heading, number, record, line, cause_of(record, line, sources, heading.today))
        for number, (record, line) in enumerate(pairs, start=lines + 1)
    )


def _facts(
    connection: Connection,
    heading: Heading,
    stated: Sequence[tuple[PlaceRecord, PlaceState]],
    lines: tuple[ReturnLineFacts, ...],
    corrections: tuple[AdjustmentFacts, ...],
) -> ReturnFacts:
    """Put the draft together; its evidence and checks are still to come."""
    terms = heading.terms
    return ReturnFacts(
        title=f"Return of subsidised {_programmes(connection, terms.agreement_id)} places",
        office=setting(connection, "office_name"),
        funder=_funder(connection, terms.agreement_id, heading.today),
        agreement=terms.reference,
        reference=heading.reference,
        revision=1,
        supersedes="",
        revision_reason="",
        period=heading.period,
        status=ReturnStatus.DRAFT,
        prepared_by=heading.file.made_by,
        prepared_on=heading.today,
        submitted_by="",
        submitted_at=None,
        allocation=Tally(terms.places, terms.places * terms.unit),
        before=claimed_before(connection, terms.agreement_id),
        before_sources=_before_sources(connection, terms.agreement_id),
        pool=pool_of(terms, (state for _, state in stated)),
        lines=lines,
        adjustments=corrections,
        evidence=(),
        checks=(),
        declaration=Declaration(tuple(filter(None, [setting(connection, "declaration")]))),
        file=heading.file,
        digest=lines_digest(lines, corrections),
    )


def _programmes(connection: Connection, agreement_id: AgreementId) -> str:
    query = (
        select(programmes.c.title)
        .join(covers, covers.c.programme_id == programmes.c.id)
        .where(covers.c.agreement_id == agreement_id)
        .order_by(covers.c.id)
    )
    *most, last = dict.fromkeys(connection.scalars(query))
    return f"{', '.join(most)} and {last}" if most else last


def _funder(connection: Connection, agreement_id: AgreementId, on: date) -> str:
    query = (
        select(organisation_names.c.name)
        .join(agreements, agreements.c.funder_id == organisation_names.c.organisation_id)
        .where(agreements.c.id == agreement_id, name_holds(on))
    )
    return connection.scalar(query) or ""


def _before_sources(connection: Connection, agreement_id: AgreementId) -> str:
    query = select(returns.c.reference, returns.c.submitted_at).where(returns.c.agreement_id == agreement_id)
    rows = connection.execute(query.order_by(returns.c.id))
    return submitted_words([(row.reference, row.submitted_at.astimezone(OFFICE_ZONE).date()) for row in rows])
