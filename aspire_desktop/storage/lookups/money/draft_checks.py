"""The checks of a draft return, each worked out from the record and not from the draft's own figures."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection, select

from aspire_desktop.domain.money.claims import PlaceState
from aspire_desktop.domain.money.figures import to_date
from aspire_desktop.domain.money.returns import (
    NAMES_DIFFER,
    NOTHING_WAITS,
    PERIOD_OVER,
    Evidence,
    InternalCheck,
    ReturnFacts,
)
from aspire_desktop.domain.office.errors import Unreadable
from aspire_desktop.domain.office.values import (
    PersonId,
    VersionId,
    enumerated,
    long_date,
    place_label,
    pounds,
)
from aspire_desktop.storage.lookups.money.caps import claimed_before
from aspire_desktop.storage.lookups.money.charges import UNCHARGED, charge_rows, charging_of
from aspire_desktop.storage.lookups.money.claims import PlaceRecord
from aspire_desktop.storage.lookups.money.divided import divided
from aspire_desktop.storage.lookups.money.eligibility import ineligible_lines
from aspire_desktop.storage.lookups.money.ledger import ledger_balance
from aspire_desktop.storage.lookups.office.kept_files import kept_file
from aspire_desktop.storage.lookups.office.same_people import same_address, same_name
from aspire_desktop.storage.tables.money.funding import agreements, returns

FAILING = {
    "Nobody is claimed twice": "Somebody is claimed twice",
    NAMES_DIFFER: "People share a name",
    "The claim rule is met": "The claim rule is not met by everybody",
    "Every line has its evidence": "A line has no evidence",
    "Organisations are known": "An organisation is not known",
    "Organisations are eligible": "An organisation is not eligible",
    "Cohorts begin within the agreement": "A cohort began before the agreement",
    "Places add up to the agreement": "Places do not add up to the agreement",
    "The ledger agrees with the bookings": "The ledger does not agree with the bookings",
    "Earlier returns are unchanged": "An earlier return is not as it was sent",
    "The price is the agreement's": "A price is not the agreement's",
    "No place is also invoiced": "A place is also invoiced",
    NOTHING_WAITS: "A claim waits in an earlier period",
    PERIOD_OVER: "The period is not over yet",
}
"""What is said of each check, by its title, where it does not pass."""


def checks_of(
    connection: Connection, facts: ReturnFacts, stated: Sequence[tuple[PlaceRecord, PlaceState]]
) -> tuple[InternalCheck, ...]:
    """Give every check of a draft, in the order shown."""
    made = (
        _nobody_twice(connection, stated),
        _names_differ(connection, stated),
        _rule_met(facts, stated),
        _evidence_there(facts),
        _organisations_known(connection, facts, stated),
        _organisations_eligible(connection, facts, stated),
        _cohorts_within(connection, facts),
        _places_add_up(facts),
        _ledger_agrees(connection, facts),
        _earlier_unchanged(connection, facts),
        _price_agreed(facts),
        _not_invoiced(connection, facts, stated),
        _nothing_waits(facts, stated),
        _period_over(facts),
    )
    return tuple(replace(check, failing=FAILING[check.title]) for check in made)


def _nobody_twice(connection: Connection, stated: Sequence[tuple[PlaceRecord, PlaceState]]) -> InternalCheck:
    """Count by version, as the cap does: Aspire and Aspire 2.0 by one person are two claims.

    Two records that share an e-mail address, now or before, are one person until they are merged.
    """
    claimed = _claimed(stated)
    counted = Counter((record.person_id, record.version_id) for record in claimed)
    twice = [record for record in claimed if counted[record.person_id, record.version_id] > 1]
    alike = _alike(claimed, same_address(connection, {each.person_id for each in claimed}))
    names = [*sorted({record.person for record in twice}), *_named(alike)]
    detail = f"Claimed twice: {', '.join(names)}" if names else _checked(len(counted), "person", "people")
    places = _labels([*twice, *(record for group in alike for record in group)])
    return InternalCheck("Nobody is claimed twice", not names, detail, places=places)


def _names_differ(connection: Connection, stated: Sequence[tuple[PlaceRecord, PlaceState]]) -> InternalCheck:
    """Point at two records of one name: only somebody who knows them can say whether they are one person."""
    claimed = _claimed(stated)
    alike = _alike(claimed, same_name(connection, {record.person_id for record in claimed}))
    detail = (
        f"Perhaps one person: {', '.join(_named(alike))}"
        if alike
        else _checked(len(claimed), "place", "places")
    )
    places = _labels([record for group in alike for record in group])
    return InternalCheck(NAMES_DIFFER, not alike, detail, places=places)


def _checked(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several} checked"


def _claimed(stated: Sequence[tuple[PlaceRecord, PlaceState]]) -> list[PlaceRecord]:
    return [record for record, state in stated if state in (PlaceState.CLAIMED, PlaceState.IN_RETURN)]


def _alike(
    claimed: Sequence[PlaceRecord], sharing: Sequence[frozenset[PersonId]]
) -> list[tuple[PlaceRecord, ...]]:
    """Give the places of each group's people who are claimed for the same programme version, one a person."""
    found = []
    for group in sharing:
        by_version: defaultdict[VersionId, dict[PersonId, PlaceRecord]] = defaultdict(dict)
        for record in claimed:
            if record.person_id in group:
                by_version[record.version_id][record.person_id] = record
        found += [tuple(own.values()) for own in by_version.values() if len(own) > 1]
    return found


def _named(groups: Sequence[Sequence[PlaceRecord]]) -> list[str]:
    told = (enumerated(f"{record.person} on {record.cohort}" for record in group) for group in groups)
    return sorted(set(told))


def _labels(records: Sequence[PlaceRecord]) -> tuple[str, ...]:
    return tuple(sorted({place_label(record.id) for record in records}))


def _rule_met(facts: ReturnFacts, stated: Sequence[tuple[PlaceRecord, PlaceState]]) -> InternalCheck:
    claimed = [record for record, state in stated if state is PlaceState.IN_RETURN]
    unmet = [record for record in claimed if record.met_on is None or record.met_on > facts.period.ends]
    met = len(claimed) - len(unmet)
    passed = met == len(claimed) == len(facts.lines)
    found = f"{met} of {len(facts.lines)}"
    return InternalCheck("The claim rule is met", passed, found, places=_labels(unmet))


def _evidence_there(facts: ReturnFacts) -> InternalCheck:
    """Look at what is printed: a line that names no register and no outcome proves nothing to an auditor."""
    proved = {proof.line for proof in facts.evidence}
    bare = [line for line in facts.lines if line.number not in proved or not line.evidence]
    found = f"{len(facts.lines) - len(bare)} of {len(facts.lines)}"
    detail = f"Without evidence: {_lines_called([line.number for line in bare])}" if bare else found
    return InternalCheck(
        "Every line has its evidence", not bare, detail, places=tuple(line.place for line in bare)
    )


def _organisations_known(
    connection: Connection, facts: ReturnFacts, stated: Sequence[tuple[PlaceRecord, PlaceState]]
) -> InternalCheck:
    lost = {line.place: line.participant.name for line in facts.lines if not line.organisation.name}
    records = {place_label(record.id): record for record, _ in stated if place_label(record.id) in lost}
    parted = divided(connection, [record.enrolment_id for record in records.values()])
    told = [
        f"{name} (several bodies took over from {parted[records[place].enrolment_id]}: add the new job)"
        if records[place].enrolment_id in parted
        else name
        for place, name in lost.items()
    ]
    known = len(facts.lines) - len(lost)
    detail = f"No name on the day: {', '.join(told)}" if told else f"{known} of {len(facts.lines)}"
    return InternalCheck("Organisations are known", not told, detail, places=tuple(lost))


def _organisations_eligible(
    connection: Connection, facts: ReturnFacts, stated: Sequence[tuple[PlaceRecord, PlaceState]]
) -> InternalCheck:
    claimed = [record.enrolment_id for record, state in stated if state is PlaceState.IN_RETURN]
    barred = ineligible_lines(connection, facts, claimed)
    told = [f"{_lines_called(numbers)}: {words.removesuffix('.')}" for words, numbers in barred.items()]
    paid = len(facts.lines) - sum(map(len, barred.values()))
    detail = "; ".join(told) if told else f"{paid} of {len(facts.lines)}"
    numbers = {number for each in barred.values() for number in each}
    places = tuple(line.place for line in facts.lines if line.number in numbers)
    return InternalCheck("Organisations are eligible", not told, detail, places=places)


def _cohorts_within(connection: Connection, facts: ReturnFacts) -> InternalCheck:
    """Look for cohorts moved to before the agreement: it pays for those whose first session it holds.

    One that begins after its end may be one that a deferred place was carried to.
    """
    query = select(agreements.c.begins).where(agreements.c.id == facts.pool.agreement_id)
    begins = connection.execute(query).scalar_one()
    early = [line for line in facts.lines if line.cohort.first_on and line.cohort.first_on < begins]
    began = sorted({(line.cohort.first_on, line.cohort.code) for line in early if line.cohort.first_on})
    told = [f"{code} began on {long_date(on)}" for on, code in began]
    within = f"{len(facts.lines) - len(early)} of {len(facts.lines)}"
    detail = f"{', '.join(told)}, and {facts.agreement} pays from {long_date(begins)}" if told else within
    places = tuple(line.place for line in early)
    return InternalCheck("Cohorts begin within the agreement", not told, detail, places=places)


def _lines_called(numbers: Sequence[int]) -> str:
    return f"{'Line' if len(numbers) == 1 else 'Lines'} {', '.join(map(str, numbers))}"


def _places_add_up(facts: ReturnFacts) -> InternalCheck:
    pool = facts.pool
    figures = (pool.free, pool.committed, pool.claimable, pool.in_return, pool.claimed)
    whole = to_date(facts).places
    passed = sum(figures) == pool.cap and pool.free >= 0 and 0 <= whole <= pool.cap
    detail = f"{' + '.join(str(figure) for figure in figures)} = {pool.cap}; {whole} claimed to date"
    return InternalCheck("Places add up to the agreement", passed, detail.replace("-", "−"), Evidence.POOL)


def _ledger_agrees(connection: Connection, facts: ReturnFacts) -> InternalCheck:
    """Compare what the history made of the pool with a recount of places and lines."""
    balance = ledger_balance(connection, facts.pool.agreement_id)
    told = (balance.free, balance.claimed)
    counted = (facts.pool.free, claimed_before(connection, facts.pool.agreement_id).places)
    detail = f"{told[0]} free and {told[1]} claimed, {balance.entries} entries"
    if told != counted:
        detail = (
            f"The ledger has {told[0]} free and {told[1]} claimed, a recount {counted[0]} and {counted[1]}"
        )
    return InternalCheck("The ledger agrees with the bookings", told == counted, detail, Evidence.LEDGER)


def _earlier_unchanged(connection: Connection, facts: ReturnFacts) -> InternalCheck:
    query = (
        select(returns.c.reference, returns.c.workbook)
        .where(returns.c.agreement_id == facts.pool.agreement_id)
        .order_by(returns.c.id)
    )
    rows = connection.execute(query).all()
    changed = [row.reference for row in rows if not _is_sound(connection, row.workbook)]
    detail = f"Not as submitted: {', '.join(changed)}" if changed else f"{len(rows)} of {len(rows)}"
    return InternalCheck("Earlier returns are unchanged", not changed, detail, Evidence.RETURNS)


def _is_sound(connection: Connection, digest: str) -> bool:
    try:
        kept_file(connection, digest)
    except Unreadable:
        return False
    return True


def _price_agreed(facts: ReturnFacts) -> InternalCheck:
    unit = facts.pool.unit
    other = [line for line in facts.lines if line.amount != unit]
    numbers = ", ".join(str(line.number) for line in other)
    detail = f"Other prices: line {numbers}" if other else f"{pounds(unit)} a place"
    places = tuple(line.place for line in other)
    return InternalCheck("The price is the agreement's", not other, detail, Evidence.AGREEMENT, places)


def _not_invoiced(
    connection: Connection, facts: ReturnFacts, stated: Sequence[tuple[PlaceRecord, PlaceState]]
) -> InternalCheck:
    """Look at the places that this return or an earlier one claims: whoever is invoiced pays for another."""
    title = "No place is also invoiced"
    claimed = [record for record, state in stated if state in (PlaceState.IN_RETURN, PlaceState.CLAIMED)]
    charging = charging_of(connection, [record.enrolment_id for record in claimed])
    places = {
        record.enrolment_id: place_label(record.id)
        for record in claimed
        if charging.get(record.enrolment_id, UNCHARGED).invoiced_place
    }
    if not places:
        return InternalCheck(title, True, f"{len(claimed)} of {len(claimed)}", Evidence.CHARGES)
    told = [
        f"{row.organisation} was invoiced {pounds(row.charge.sums.gross)} for a place that is claimed too: "
        f"{row.person}, {row.cohort}, {row.charge.invoice}, {places[row.charge.charged.enrolment_id]}"
        for row in charge_rows(connection, agreement_id=facts.pool.agreement_id)
        if row.charge.charged.enrolment_id in places and row.is_invoiced_place and row.charge.sums
    ]
    return InternalCheck(title, False, "; ".join(told), Evidence.CHARGES, tuple(sorted(places.values())))


def _nothing_waits(facts: ReturnFacts, stated: Sequence[tuple[PlaceRecord, PlaceState]]) -> InternalCheck:
    """Name claims met in an earlier period that was never submitted: no later return takes them along."""
    claims = [(record, state) for record, state in stated if record.claim is None and record.met_on]
    waiting = [
        (record.met_on, record)
        for record, state in claims
        if state is PlaceState.CLAIMABLE and record.met_on and record.met_on < facts.period.begins
    ]
    if not waiting:
        return InternalCheck(NOTHING_WAITS, True, f"{len(claims)} of {len(claims)}")
    told = [
        f"{record.person} on {record.cohort}, met on {long_date(on)}"
        for on, record in sorted(waiting, key=lambda each: (each[0], each[1].id))
    ]
    detail = f"Not claimed, and not in this return: {'; '.join(told)}. Submit the return for that period too"
    return InternalCheck(NOTHING_WAITS, False, detail, places=_labels([record for _, record in waiting]))


def _period_over(facts: ReturnFacts) -> InternalCheck:
    ends, today = facts.period.ends, facts.prepared_on
    if ends < today:
        return InternalCheck(PERIOD_OVER, True, f"It ended on {long_date(ends)}", Evidence.NOTHING)
    detail = f"It ends on {long_date(ends)}: what is met until then falls into the next return"
    return InternalCheck(PERIOD_OVER, False, detail, Evidence.NOTHING)
