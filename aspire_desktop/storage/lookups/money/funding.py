"""Agreements and their pools: where every place stands, worked out once for every screen and document."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from sqlalchemy import ColumnElement, Connection, func, select

from aspire_desktop.domain.money.claims import (
    AgreementRow,
    PlaceState,
    PoolPlace,
    Terms,
    open_period,
    periods_waiting,
    pool_of,
)
from aspire_desktop.domain.money.funding import PeriodTally, Pool, Tally
from aspire_desktop.domain.office.staff import OFFICE
from aspire_desktop.domain.office.values import AgreementId, Period, ReturnId, place_label
from aspire_desktop.storage.lookups.money.claims import PlaceRecord, correcting, place_records, placed
from aspire_desktop.storage.lookups.money.held_places import held_by_agreement, reserved_and_allotted
from aspire_desktop.storage.lookups.money.standing import STANDS
from aspire_desktop.storage.lookups.office.organisations import name_holds
from aspire_desktop.storage.question import asked_by
from aspire_desktop.storage.rows import row_of
from aspire_desktop.storage.tables.money.funding import agreements, covers, return_lines, returns
from aspire_desktop.storage.tables.office.organisations import organisation_names
from aspire_desktop.storage.tables.programmes.programmes import programmes, versions


@asked_by(OFFICE)
def pool_rows(connection: Connection, today: date) -> list[Pool]:
    """Give the pool of every agreement, the one that ends last first."""
    terms = terms_of(connection)
    records = place_records(connection, terms, today)
    return [_pool(each, records[id], today) for id, each in terms.items()]


@asked_by(OFFICE)
def offered_periods(connection: Connection, agreement_id: AgreementId, today: date) -> tuple[Period, ...]:
    """Give the periods for which a return can be made: the open one, and each in which a claim waits."""
    [terms] = terms_of(connection, agreement_id).values()
    records = place_records(connection, {agreement_id: terms}, today)[agreement_id]
    opened = open_period(terms, today)
    waiting = (each.period for each in _pool(terms, records, today).waiting)
    return tuple(sorted({*waiting, *([opened] if opened else [])}))


@asked_by(OFFICE)
def pool_places(
    connection: Connection, agreement_id: AgreementId, today: date, period: Period | None = None
) -> list[PoolPlace]:
    """Give the places behind the figures of one pool; SHARES says what each adds.

    First those that people took, as they were taken, then the reserved and the allotted ones. They stand
    as the return for `period` has them, for the open one if none is given.
    """
    terms = terms_of(connection, agreement_id)
    records = place_records(connection, terms, today)
    taken = [
        _taken(record, state)
        for id, each in terms.items()
        for record, state in placed(each, records[id], period or open_period(each, today))
    ]
    return [*taken, *reserved_and_allotted(connection, agreement_id, today)]


def terms_of(
    connection: Connection, agreement_id: AgreementId | None = None, restating: ReturnId | None = None
) -> dict[AgreementId, Terms]:
    """Give what decides the pools of every agreement, or of one: the one that ends last first.

    With `restating` a return counts as if it had never been submitted.
    """
    submitted: dict[int, list[Period]] = {}
    counts = STANDS & (returns.c.id != (restating or 0))
    periods = select(returns.c.agreement_id, returns.c.begins, returns.c.ends).where(counts)
    for row in connection.execute(periods):
        submitted.setdefault(row.agreement_id, []).append(row_of(Period, row))
    query = select(agreements).order_by(agreements.c.ends.desc(), agreements.c.reference_key)
    if agreement_id is not None:
        query = query.where(agreements.c.id == agreement_id)
    rows = connection.execute(query).all()
    held, corrected = held_by_agreement(connection), _corrected(connection, counts)
    return {
        row.id: row_of(
            Terms,
            row,
            agreement_id=row.id,
            dates=row_of(Period, row),
            submitted=tuple(sorted(submitted.get(row.id, ()))),
            held=held.get(row.id, 0),
            corrected=corrected.get(row.id, Decimal("0.00")),
        )
        for row in rows
    }


def _pool(terms: Terms, records: Sequence[PlaceRecord], today: date) -> Pool:
    stated = placed(terms, records, open_period(terms, today))
    pool = pool_of(terms, (state for _, state in stated), correcting(terms, records))
    return replace(pool, waiting=_waiting(terms, stated, today))


def _waiting(
    terms: Terms, stated: Sequence[tuple[PlaceRecord, PlaceState]], today: date
) -> tuple[PeriodTally, ...]:
    """Add up, by period, the places that the open return cannot claim."""
    met = [record.met_on for record, state in stated if state is PlaceState.CLAIMABLE and record.met_on]
    return tuple(
        PeriodTally(period, sum((Tally(1, terms.unit) for day in met if period.holds(day)), Tally()))
        for period in periods_waiting(terms, met, today)
    )


def _taken(record: PlaceRecord, state: PlaceState) -> PoolPlace:
    return PoolPlace(
        place_id=record.id,
        label=place_label(record.id),
        enrolment_id=record.enrolment_id,
        person_id=record.person_id,
        person=record.person,
        cohort_id=record.cohort_id,
        cohort=record.cohort,
        state=state,
        met_on=record.met_on,
        claimed_in=str(record.claim or ""),
    )


def _corrected(connection: Connection, counts: ColumnElement[bool]) -> dict[AgreementId, Decimal]:
    """Add up, by agreement, what returns that count corrected in pounds beside whole places."""
    query = (
        select(
            returns.c.agreement_id,
            func.sum(return_lines.c.amount).label("amount"),
            func.sum(return_lines.c.places).label("places"),
            agreements.c.unit,
        )
        .join(returns, returns.c.id == return_lines.c.return_id)
        .join(agreements, agreements.c.id == returns.c.agreement_id)
        .where(counts)
        .group_by(returns.c.agreement_id, agreements.c.unit)
    )
    return {row.agreement_id: row.amount - int(row.places) * row.unit for row in connection.execute(query)}


@asked_by(OFFICE)
def agreement_rows(connection: Connection, today: date) -> list[AgreementRow]:
    """Give every agreement as listed, the one that ends last first."""
    covered = _covered(connection)
    query = (
        select(agreements.c.id, organisation_names.c.name)
        .join(organisation_names, organisation_names.c.organisation_id == agreements.c.funder_id)
        .where(name_holds(today))
    )
    funders = {row.id: row.name for row in connection.execute(query)}
    return [
        AgreementRow(
            id=id,
            reference=terms.reference,
            funder=funders.get(id, ""),
            covers=tuple(covered.get(id, ())),
            places=terms.cap,
            unit=terms.unit,
            begins=terms.dates.begins,
            ends=terms.dates.ends,
            period_months=terms.period_months,
            period=open_period(terms, today),
        )
        for id, terms in terms_of(connection).items()
    ]


def _covered(connection: Connection) -> dict[AgreementId, Sequence[str]]:
    query = (
        select(covers.c.agreement_id, programmes.c.title, versions.c.title.label("version"))
        .join(programmes, programmes.c.id == covers.c.programme_id)
        .outerjoin(versions, versions.c.id == covers.c.version_id)
        .order_by(covers.c.id)
    )
    found: dict[AgreementId, list[str]] = {}
    for row in connection.execute(query):
        found.setdefault(row.agreement_id, []).append(row.version or row.title)
    return dict(found)
