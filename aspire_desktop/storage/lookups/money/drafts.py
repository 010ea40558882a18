"""A draft return, worked out from the record each time it is asked for; nothing of it is stored."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection, func, select

from aspire_desktop import __version__
from aspire_desktop.domain.money.claims import PlaceState, Terms, check_period, pool_of, submitted_words
from aspire_desktop.domain.money.figures import lines_digest
from aspire_desktop.domain.money.funding import Pool, ReturnStatus, Tally
from aspire_desktop.domain.money.returns import (
    AdjustmentFacts,
    AgreedTerms,
    Declaration,
    ReturnFacts,
    ReturnLineFacts,
)
from aspire_desktop.domain.money.revisions import Stated
from aspire_desktop.domain.money.stored_lines import read_claim
from aspire_desktop.domain.office.clock import OFFICE_ZONE, Moment
from aspire_desktop.domain.office.errors import NotFound, RuleBroken
from aspire_desktop.domain.office.files import FileFacts
from aspire_desktop.domain.office.values import (
    AgreementId,
    Period,
    PlaceId,
    ReturnId,
    ReturnLineId,
    enumerated,
)
from aspire_desktop.storage.arrays import among
from aspire_desktop.storage.lookups.money.adjustment_evidence import adjustment_evidence
from aspire_desktop.storage.lookups.money.caps import claimed_before
from aspire_desktop.storage.lookups.money.causes import Added, Causes
from aspire_desktop.storage.lookups.money.claims import PlaceRecord, correcting, place_records, placed
from aspire_desktop.storage.lookups.money.draft_checks import checks_of
from aspire_desktop.storage.lookups.money.funding import terms_of
from aspire_desktop.storage.lookups.money.line_facts import (
    SharedByLines,
    adjustment_facts,
    claim_facts,
    evidence_facts,
)
from aspire_desktop.storage.lookups.money.line_sources import LineSources, sources_of
from aspire_desktop.storage.lookups.money.standing import STANDS
from aspire_desktop.storage.lookups.office.organisations import name_holds
from aspire_desktop.storage.lookups.office.settings import setting
from aspire_desktop.storage.tables.money.funding import agreements, covers, return_lines, returns
from aspire_desktop.storage.tables.office.organisations import organisation_names
from aspire_desktop.storage.tables.programmes.programmes import programmes


@dataclass(frozen=True)
class ReturnDraft:
    """A draft's facts, and what a line of the same order in it claims or takes back."""

    facts: ReturnFacts
    claimed: tuple[tuple[PlaceId, ReturnLineId | None], ...]
    """The place of each line, and the line that claimed for the same person before."""
    adjusted: tuple[tuple[PlaceId, ReturnLineId], ...]
    """The place of each adjustment, and the line it corrects."""

    @property
    def stated(self) -> tuple[Stated, ...]:
        """Every line with its place."""
        places = [place for place, _ in (*self.claimed, *self.adjusted)]
        return tuple(zip(places, (*self.facts.lines, *self.facts.adjustments), strict=True))


@dataclass(frozen=True)
class Restating:
    """The return that a draft would supersede, and why."""

    id: ReturnId
    reference: str
    revision: int
    period: Period
    reason: str


def draft_return(
    connection: Connection, agreement_id: AgreementId, period: Period, moment: Moment
) -> ReturnFacts:
    """Give what a return for the period would say at a moment; RuleBroken where none can be made for it."""
    return draft_of(connection, agreement_id, period, moment).facts


def draft_of(
    connection: Connection,
    agreement_id: AgreementId,
    period: Period,
    moment: Moment,
    restating: Restating | None = None,
) -> ReturnDraft:
    """Give a draft with the places and lines behind it; `restating` works a submitted return out again."""
    instead_of = restating.id if restating else None
    terms = _terms(connection, agreement_id, period, instead_of)
    today, file = moment.today, FileFacts(moment.actor, moment.at, __version__)
    heading = _heading(terms, period, today, file, restating)
    records = place_records(connection, {agreement_id: terms}, today, instead_of)[agreement_id]
    stated = placed(terms, records, period)
    claims = [record for record, state in stated if state is PlaceState.IN_RETURN]
    undone = [record for record, state in stated if _is_undone(record, state)]
    sources = sources_of(connection, [*claims, *undone])
    lines = _with_rules(connection, _lines(heading, claims, sources), claims, terms, today)
    corrections = _corrections(connection, heading, undone, sources, len(lines))
    evidence = (
        *(each for line, record in zip(lines, claims, strict=True) for each in evidence_facts(line, record)),
        *(
            each
            for line, record in zip(corrections, undone, strict=True)
            for each in adjustment_evidence(connection, line, record, terms, today)
        ),
    )
    pool = pool_of(terms, (state for _, state in stated), correcting(terms, records))
    facts = _facts(connection, heading, pool, lines, corrections, restating)
    facts = replace(facts, evidence=evidence)
    facts = replace(facts, checks=checks_of(connection, facts, stated))
    claimed = tuple(
        (record.id, record.last_claim.line_id if record.last_claim else None) for record in claims
    )
    adjusted = tuple((record.id, record.claim.line_id) for record in undone if record.claim)
    return ReturnDraft(facts, claimed, adjusted)


def restating_of(connection: Connection, return_id: ReturnId, reason: str) -> Restating:
    """Give what a revision of a return supersedes; RuleBroken where it is not the latest that stands."""
    query = select(returns).where(returns.c.id == return_id)
    row = connection.execute(query).first()
    if row is None:
        raise NotFound.gone("return")
    latest = connection.scalar(
        select(func.max(returns.c.id)).where(returns.c.agreement_id == row.agreement_id, STANDS)
    )
    if latest != return_id:
        raise RuleBroken(
            f"Return {row.reference}, revision {row.revision}, is not the latest of its agreement.",
            do="What changed since then becomes an adjustment on the next return.",
        )
    return Restating(row.id, row.reference, row.revision, Period(row.begins, row.ends), reason)


def _terms(
    connection: Connection, agreement_id: AgreementId, period: Period, instead_of: ReturnId | None
) -> Terms:
    """Give the agreement's terms; RuleBroken where no return can be made for the period."""
    terms = terms_of(connection, agreement_id, instead_of).get(agreement_id)
    if terms is None:
        raise NotFound.gone("agreement")
    check_period(terms, period)
    return terms


def _heading(
    terms: Terms, period: Period, today: date, file: FileFacts, restating: Restating | None
) -> SharedByLines:
    """Number a return after those submitted; a revision keeps the reference of what it supersedes."""
    if restating is not None:
        return SharedByLines(terms, restating.reference, restating.revision + 1, period, today, file)
    return SharedByLines(terms, f"{terms.reference}-R{len(terms.submitted) + 1}", 1, period, today, file)


def _is_undone(record: PlaceRecord, state: PlaceState) -> bool:
    """Tell whether a claim is taken back whole, or its money corrected."""
    taken_back = state in (PlaceState.TAKEN_BACK, PlaceState.GIVEN_UP)
    return taken_back or record.to_correct is not None


def _lines(
    heading: SharedByLines, claims: Sequence[PlaceRecord], sources: LineSources
) -> tuple[ReturnLineFacts, ...]:
    numbered = enumerate(claims, start=1)
    return tuple(
        claim_facts(heading, number, record, record.met_on, sources)
        for number, record in numbered
        if record.met_on is not None
    )


def _with_rules(
    connection: Connection,
    lines: tuple[ReturnLineFacts, ...],
    claims: Sequence[PlaceRecord],
    terms: Terms,
    today: date,
) -> tuple[ReturnLineFacts, ...]:
    """Name the rules changed since the last return beside the claims that they alone make."""
    query = select(returns.c.anchor).where(returns.c.agreement_id == terms.agreement_id, STANDS)
    anchor = connection.scalar(query.order_by(returns.c.id.desc()).limit(1))
    if anchor is None:
        return lines
    added = Added(connection, terms, today, int(anchor.partition(":")[0]))
    told = [added.words(record) for record in claims]
    return tuple(
        replace(line, evidence=f"{line.evidence}. {words}") if words else line
        for line, words in zip(lines, told, strict=True)
    )


def _corrections(
    connection: Connection,
    heading: SharedByLines,
    undone: Sequence[PlaceRecord],
    sources: LineSources,
    lines: int,
) -> tuple[AdjustmentFacts, ...]:
    ids = [record.claim.line_id for record in undone if record.claim]
    query = select(return_lines.c.id, return_lines.c.facts).where(among(connection, return_lines.c.id, ids))
    stored = {row.id: read_claim(row.facts) for row in connection.execute(query)}
    causes = Causes(connection, sources, heading.terms, heading.today)
    pairs = [(record, stored[record.claim.line_id]) for record in undone if record.claim]
    return tuple(
        adjustment_facts(heading, number, record, line, causes.of(record, line))
        for number, (record, line) in enumerate(pairs, start=lines + 1)
    )


def _facts(
    connection: Connection,
    heading: SharedByLines,
    pool: Pool,
    lines: tuple[ReturnLineFacts, ...],
    corrections: tuple[AdjustmentFacts, ...],
    restating: Restating | None,
) -> ReturnFacts:
    """Put the draft together; its evidence and checks are still to come."""
    terms, instead_of = heading.terms, restating.id if restating else None
    return ReturnFacts(
        title=f"Return of subsidised {_programmes(connection, terms.agreement_id)} places",
        office=setting(connection, "office_name"),
        funder=_funder(connection, terms.agreement_id, heading.today),
        agreement=terms.reference,
        reference=heading.reference,
        revision=heading.revision,
        supersedes=f"{restating.reference} revision {restating.revision}" if restating else "",
        revision_reason=restating.reason if restating else "",
        period=heading.period,
        status=ReturnStatus.DRAFT,
        prepared_by=heading.file.made_by,
        prepared_on=heading.today,
        submitted_by="",
        submitted_at=None,
        allocation=Tally(pool.cap, pool.cap_amount),
        before=claimed_before(connection, terms.agreement_id, instead_of),
        before_sources=_before_sources(connection, terms.agreement_id, instead_of),
        pool=pool,
        lines=lines,
        adjustments=corrections,
        evidence=(),
        checks=(),
        declaration=Declaration(tuple(filter(None, [setting(connection, "declaration")]))),
        file=heading.file,
        digest=lines_digest(lines, corrections),
        terms=AgreedTerms(terms.dates, terms.unit, terms.claim_point, terms.sessions_needed),
    )


def _programmes(connection: Connection, agreement_id: AgreementId) -> str:
    query = (
        select(programmes.c.title)
        .join(covers, covers.c.programme_id == programmes.c.id)
        .where(covers.c.agreement_id == agreement_id)
        .order_by(covers.c.id)
    )
    return enumerated(dict.fromkeys(connection.scalars(query)))


def _funder(connection: Connection, agreement_id: AgreementId, on: date) -> str:
    query = (
        select(organisation_names.c.name)
        .join(agreements, agreements.c.funder_id == organisation_names.c.organisation_id)
        .where(agreements.c.id == agreement_id, name_holds(on))
    )
    return connection.scalar(query) or ""


def _before_sources(connection: Connection, agreement_id: AgreementId, restating: ReturnId | None) -> str:
    query = select(returns.c.reference, returns.c.submitted_at).where(
        returns.c.agreement_id == agreement_id, STANDS, returns.c.id != (restating or 0)
    )
    rows = connection.execute(query.order_by(returns.c.id))
    return submitted_words([(row.reference, row.submitted_at.astimezone(OFFICE_ZONE).date()) for row in rows])
