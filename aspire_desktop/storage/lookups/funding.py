"""Agreements and their pools: where every place stands, worked out once for every screen and document."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from aspire_desktop.domain.claims import (
    AgreementRow,
    ClaimRef,
    PlaceState,
    PoolPlace,
    Terms,
    falls_in,
    open_period,
    place_label,
    place_state,
    pool_of,
)
from aspire_desktop.domain.completions import Progress
from aspire_desktop.domain.enrolments import Status
from aspire_desktop.domain.funding import LineKind, Pool
from aspire_desktop.domain.values import (
    AgreementId,
    CohortId,
    EnrolmentId,
    Period,
    PersonId,
    PlaceId,
    VersionId,
)
from aspire_desktop.storage.arrays import among
from aspire_desktop.storage.lookups.completions import progress_of
from aspire_desktop.storage.lookups.organisations import name_holds
from aspire_desktop.storage.tables.cohorts import cohorts
from aspire_desktop.storage.tables.enrolments import enrolments
from aspire_desktop.storage.tables.funding import agreements, covers, places, return_lines, returns
from aspire_desktop.storage.tables.organisations import organisation_names
from aspire_desktop.storage.tables.people import people
from aspire_desktop.storage.tables.programmes import programmes, versions


@dataclass(frozen=True)
class PlaceRecord:
    """A place with who holds it, how they stand, and what submitted returns say of it."""

    id: PlaceId
    enrolment_id: EnrolmentId
    person_id: PersonId
    person: str
    version_id: VersionId
    cohort_id: CohortId
    cohort: str
    status: Status
    released_on: date | None
    release_reason: str
    progress: Progress | None
    """None where the person is not on the register."""
    claim: ClaimRef | None
    """The claim that stands: submitted, and not taken back by a submitted return."""
    last_claim: ClaimRef | None
    """The latest claim for the same person on the cohort, taken back or not, by this place or another."""

    @property
    def live(self) -> bool:
        """Whether it takes one of the agreement's places."""
        return self.released_on is None

    @property
    def met_on(self) -> date | None:
        """Since when it may be claimed; None for a released place and while the rule is not met."""
        return self.progress.claim_met_on if self.live and self.progress else None

    def state(self, terms: Terms, period: Period | None) -> PlaceState | None:
        """Give where it stands towards the return for a period."""
        met_on = self.met_on
        falls = met_on is not None and falls_in(terms, period, met_on)
        return place_state(live=self.live, claimed=self.claim is not None, met_on=met_on, falls=falls)


def pool_rows(connection: Connection, today: date) -> list[Pool]:
    """Give the pool of every agreement, the one that ends last first."""
    terms = terms_of(connection)
    records = place_records(connection, terms, today)
    return [
        pool_of(
            each, (state for _, state in placed(each, records[each.agreement_id], open_period(each, today)))
        )
        for each in terms.values()
    ]


def pool_places(connection: Connection, agreement_id: AgreementId, today: date) -> list[PoolPlace]:
    """Give the places behind the figures of one pool as they were taken; SHARES says what each adds."""
    terms = terms_of(connection, agreement_id)
    records = place_records(connection, terms, today)
    return [
        PoolPlace(
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
        for id, each in terms.items()
        for record, state in placed(each, records[id], open_period(each, today))
    ]


def placed(
    terms: Terms, records: Iterable[PlaceRecord], period: Period | None
) -> list[tuple[PlaceRecord, PlaceState]]:
    """Give every place that stands in a figure of the pool, with where it stands."""
    stated = ((record, record.state(terms, period)) for record in records)
    return [(record, state) for record, state in stated if state is not None]


def terms_of(connection: Connection, agreement_id: AgreementId | None = None) -> dict[AgreementId, Terms]:
    """Give what decides the pools of every agreement, or of one: the one that ends last first."""
    submitted: dict[int, list[Period]] = {}
    for row in connection.execute(select(returns.c.agreement_id, returns.c.begins, returns.c.ends)):
        submitted.setdefault(row.agreement_id, []).append(Period(row.begins, row.ends))
    query = select(agreements).order_by(agreements.c.ends.desc(), agreements.c.reference_key)
    if agreement_id is not None:
        query = query.where(agreements.c.id == agreement_id)
    return {
        row.id: Terms(
            agreement_id=row.id,
            reference=row.reference,
            places=row.places,
            unit=row.unit,
            dates=Period(row.begins, row.ends),
            period_months=row.period_months,
            submitted=tuple(sorted(submitted.get(row.id, ()))),
        )
        for row in connection.execute(query)
    }


def place_records(
    connection: Connection, agreement_ids: Iterable[AgreementId], today: date
) -> dict[AgreementId, list[PlaceRecord]]:
    """Give the places of the agreements as they were taken, released ones too; progress is asked once."""
    found: dict[AgreementId, list[PlaceRecord]] = {id: [] for id in agreement_ids}
    query = (
        select(
            places.c.id,
            places.c.agreement_id,
            places.c.enrolment_id,
            places.c.released_on,
            places.c.release_reason,
            enrolments.c.person_id,
            enrolments.c.cohort_id,
            enrolments.c.status,
            cohorts.c.code,
            people.c.given_name,
            people.c.family_name,
            cohorts.c.version_id,
        )
        .join(enrolments, enrolments.c.id == places.c.enrolment_id)
        .join(cohorts, cohorts.c.id == enrolments.c.cohort_id)
        .join(people, people.c.id == enrolments.c.person_id)
        .where(among(connection, places.c.agreement_id, found))
        .order_by(places.c.id)
    )
    rows = connection.execute(query).all()
    progress = progress_of(connection, {row.cohort_id for row in rows if row.released_on is None}, today)
    standing, latest = claims_of(connection, found)
    before: dict[EnrolmentId, ClaimRef] = {}
    for row in sorted((row for row in rows if row.id in latest), key=lambda row: latest[row.id].line_id):
        before[row.enrolment_id] = latest[row.id]
    for row in rows:
        found[row.agreement_id].append(
            PlaceRecord(
                id=row.id,
                enrolment_id=row.enrolment_id,
                person_id=row.person_id,
                person=f"{row.given_name} {row.family_name}".strip(),
                version_id=row.version_id,
                cohort_id=row.cohort_id,
                cohort=row.code,
                status=row.status,
                released_on=row.released_on,
                release_reason=row.release_reason,
                progress=progress.get(row.enrolment_id),
                claim=standing.get(row.id),
                last_claim=before.get(row.enrolment_id),
            )
        )
    return found


def claims_of(
    connection: Connection, agreement_ids: Iterable[AgreementId]
) -> tuple[dict[PlaceId, ClaimRef], dict[PlaceId, ClaimRef]]:
    """Give the claims that stand, and the latest claim of each place, by place."""
    standing: dict[PlaceId, ClaimRef] = {}
    latest: dict[PlaceId, ClaimRef] = {}
    query = (
        select(
            return_lines.c.id,
            return_lines.c.return_id,
            return_lines.c.number,
            return_lines.c.place_id,
            return_lines.c.kind,
            return_lines.c.amount,
            returns.c.reference,
        )
        .join(returns, returns.c.id == return_lines.c.return_id)
        .where(among(connection, returns.c.agreement_id, agreement_ids))
        .order_by(return_lines.c.return_id, return_lines.c.number)
    )
    for row in connection.execute(query):
        if row.kind is LineKind.CLAIM:
            claim = ClaimRef(row.id, row.return_id, row.reference, row.number, row.amount)
            standing[row.place_id] = latest[row.place_id] = claim
        else:
            standing.pop(row.place_id, None)
    return standing, latest


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
            places=terms.places,
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
