"""The checks of a draft return, each worked out from the record and not from the draft's own figures."""

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import Connection, select

from aspire_desktop.domain.claims import PlaceState
from aspire_desktop.domain.errors import Unreadable
from aspire_desktop.domain.figures import to_date
from aspire_desktop.domain.returns import InternalCheck, ReturnFacts
from aspire_desktop.domain.values import long_date, pounds
from aspire_desktop.storage.lookups.caps import use_of
from aspire_desktop.storage.lookups.claims import PlaceRecord
from aspire_desktop.storage.lookups.kept_files import kept_file
from aspire_desktop.storage.lookups.ledger import ledger_entries
from aspire_desktop.storage.tables.funding import returns

PERIOD_OVER = "The period is over"
ADVICE = frozenset({PERIOD_OVER})
"""Checks that warn; every other one must pass before a return is submitted."""


def checks_of(
    connection: Connection, facts: ReturnFacts, stated: Sequence[tuple[PlaceRecord, PlaceState]]
) -> tuple[InternalCheck, ...]:
    """Give every check of a draft, in the order shown."""
    return (
        _nobody_twice(stated),
        _rule_met(facts, stated),
        _organisations_known(facts),
        _places_add_up(facts),
        _ledger_agrees(connection, facts),
        _earlier_unchanged(connection, facts),
        _price_agreed(facts),
        _period_over(facts),
    )


def _nobody_twice(stated: Sequence[tuple[PlaceRecord, PlaceState]]) -> InternalCheck:
    """Count by version, as the cap does: Aspire and Aspire 2.0 by one person are two claims."""
    claims = Counter(
        (record.person_id, record.version_id)
        for record, state in stated
        if state in (PlaceState.CLAIMED, PlaceState.IN_RETURN)
    )
    twice = {key for key, count in claims.items() if count > 1}
    names = sorted({record.person for record, _ in stated if (record.person_id, record.version_id) in twice})
    detail = f"Claimed twice: {', '.join(names)}" if names else f"{len(claims)} people checked"
    return InternalCheck("Nobody is claimed twice", not names, detail)


def _rule_met(facts: ReturnFacts, stated: Sequence[tuple[PlaceRecord, PlaceState]]) -> InternalCheck:
    claimed = [record for record, state in stated if state is PlaceState.IN_RETURN]
    met = sum(record.met_on is not None and record.met_on <= facts.period.ends for record in claimed)
    passed = met == len(claimed) == len(facts.lines)
    return InternalCheck("The claim rule is met", passed, f"{met} of {len(facts.lines)}")


def _organisations_known(facts: ReturnFacts) -> InternalCheck:
    lost = [line.participant.name for line in facts.lines if not line.organisation.name]
    known = len(facts.lines) - len(lost)
    detail = f"No name on the day: {', '.join(lost)}" if lost else f"{known} of {len(facts.lines)}"
    return InternalCheck("Organisations are known", not lost, detail)


def _places_add_up(facts: ReturnFacts) -> InternalCheck:
    pool = facts.pool
    figures = (pool.free, pool.committed, pool.claimable, pool.in_return, pool.claimed)
    whole = to_date(facts).places
    passed = sum(figures) == pool.cap and pool.free >= 0 and 0 <= whole <= pool.cap
    detail = f"{' + '.join(str(figure) for figure in figures)} = {pool.cap}; {whole} claimed to date"
    return InternalCheck("Places add up to the agreement", passed, detail.replace("-", "−"))


def _ledger_agrees(connection: Connection, facts: ReturnFacts) -> InternalCheck:
    """Compare what the history made of the pool with a recount of places and lines."""
    entries = ledger_entries(connection, facts.pool.agreement_id, facts.prepared_on)
    told = (entries[0].free_after, entries[0].claimed_after) if entries else (0, 0)
    counted = (facts.pool.free, use_of(connection, facts.pool.agreement_id).claimed)
    detail = f"{told[0]} free and {told[1]} claimed, {len(entries)} entries"
    if told != counted:
        detail = (
            f"The ledger has {told[0]} free and {told[1]} claimed, a recount {counted[0]} and {counted[1]}"
        )
    return InternalCheck("The ledger agrees with the bookings", told == counted, detail)


def _earlier_unchanged(connection: Connection, facts: ReturnFacts) -> InternalCheck:
    query = (
        select(returns.c.reference, returns.c.workbook)
        .where(returns.c.agreement_id == facts.pool.agreement_id)
        .order_by(returns.c.id)
    )
    rows = connection.execute(query).all()
    changed = [row.reference for row in rows if not _is_sound(connection, row.workbook)]
    detail = f"Not as submitted: {', '.join(changed)}" if changed else f"{len(rows)} of {len(rows)}"
    return InternalCheck("Earlier returns are unchanged", not changed, detail)


def _is_sound(connection: Connection, digest: str) -> bool:
    try:
        kept_file(connection, digest)
    except Unreadable:
        return False
    return True


def _price_agreed(facts: ReturnFacts) -> InternalCheck:
    unit = facts.pool.unit
    other = [str(line.number) for line in facts.lines if line.amount != unit]
    detail = f"Other prices: line {', '.join(other)}" if other else f"{pounds(unit)} a place"
    return InternalCheck("The price is the agreement's", not other, detail)


def _period_over(facts: ReturnFacts) -> InternalCheck:
    ends, today = facts.period.ends, facts.prepared_on
    if ends < today:
        return InternalCheck(PERIOD_OVER, True, f"It ended on {long_date(ends)}")
    detail = f"It ends on {long_date(ends)}: what is met until then falls into the next return"
    return InternalCheck(PERIOD_OVER, False, detail)
