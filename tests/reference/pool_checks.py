"""What must hold of every agreement after every step, whatever was done: figures, lines, ledger and bytes."""

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from pool_recount import NOUGHT, Counted, Recount, Row

from aspire_desktop.domain.money.figures import differences, net
from aspire_desktop.domain.money.funding import Pool, PoolFigure, Tally
from aspire_desktop.domain.money.year_end import Section
from aspire_desktop.domain.office.values import AgreementId, Period, PlaceId, place_label
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.money.returns import draft_return
from aspire_desktop.storage.lookups.money.funding import pool_rows
from aspire_desktop.storage.lookups.money.ledger import ledger_entries
from aspire_desktop.storage.lookups.money.returns import changes_since
from aspire_desktop.storage.lookups.money.year_end import year_end
from aspire_desktop.storage.lookups.office.kept_files import kept_file
from aspire_desktop.storage.store import Store

HOLDS = ("offered", "confirmed", "active", "completed", "not completed", "no-show")


class Sent:
    """Everything that was ever submitted, by digest: it may grow, and nothing in it may change."""

    def __init__(self) -> None:
        self._seen: dict[tuple[str, object], str] = {}

    def check(self, store: Store, recount: Recount) -> None:
        """Compare the returns, their lines and their workbooks with what they were when first seen."""
        now: dict[tuple[str, object], str] = {}
        for table in ("returns", "return_lines"):
            now |= {(table, row["id"]): repr(sorted(row.items())) for row in recount.tables[table]}
        with store.reading() as connection:
            for row in recount.tables["returns"]:
                content = kept_file(connection, row["workbook"])
                now["workbook", row["id"]] = hashlib.sha256(content).hexdigest()
                assert now["workbook", row["id"]] == row["workbook"]
        changed = [key for key, digest in self._seen.items() if now.get(key) != digest]
        assert changed == [], f"submitted, and not as it was: {changed}"
        self._seen = now


def check_everything(
    office: Office, store: Store, sent: Sent, drafted: dict[int, Counted], recount: Recount
) -> None:
    """Check every agreement, everybody's place, and all that was submitted.

    A draft and a year end take long to work out: they are asked for where the recount is another than in
    `drafted`, and often enough where it is not.
    """
    today = office.clock.today()
    pools = {pool.agreement_id: pool for pool in office.ask(pool_rows, today)}
    since: set[tuple[int, int, int, Decimal]] = set()
    for row in recount.tables["agreements"]:
        counted = recount.agreement(row)
        pool = pools[row["id"]]
        _check_pool(pool, counted)
        _check_lines(recount.lines(row["id"]), counted)
        if drafted.get(row["id"]) != counted:
            _check_draft(office, row, recount, counted)
            _check_year_end(office, row, recount, pool, counted)
            drafted[row["id"]] = counted
        _check_ledger(office, pool, today)
        since |= counted.since
    _check_since(office, since)
    _check_holders(recount)
    sent.check(store, recount)


def _check_pool(pool: Pool, counted: Counted) -> None:
    places = (pool.free, pool.committed, pool.claimable, pool.in_return, pool.claimed)
    again = (counted.free, counted.committed, counted.claimable, counted.in_return, counted.claimed)
    assert places == again, f"{pool.reference}: {places}, a recount {again}"
    assert sum(places) == pool.cap == counted.cap
    assert min(pool.free, pool.committed, pool.claimable, pool.claimed) >= 0
    assert pool.claimed <= pool.cap
    amounts = (
        pool.free_amount,
        pool.committed_amount,
        pool.claimable_amount,
        pool.in_return_amount,
        pool.claimed_amount,
    )
    assert sum(amounts, NOUGHT) == pool.cap_amount
    assert amounts[1:3] == (counted.committed * counted.unit, counted.claimable * counted.unit)
    money = pool.in_return_amount, pool.claimed_amount
    assert money == (counted.in_return_amount, counted.claimed_amount), pool.reference


def _check_lines(lines: Sequence[Row], counted: Counted) -> None:
    """No place is claimed twice at one time, none is taken back without a claim, no line corrected twice."""
    standing: dict[int, int] = {}
    for line in lines:
        if line["kind"] == "claim":
            assert (line["places"], line["amount"]) == (1, counted.unit)
            assert line["place_id"] not in standing, "claimed twice"
            standing[line["place_id"]] = line["id"]
        else:
            assert standing[line["place_id"]] == line["corrects_id"]
            if line["places"]:
                del standing[line["place_id"]]
    assert standing == counted.standing
    corrected = Counter((line["corrects_id"], line["places"]) for line in lines if line["corrects_id"])
    assert [key for key, count in corrected.items() if count > 1] == [], "corrected twice"


def _check_draft(office: Office, row: Row, recount: Recount, counted: Counted) -> None:
    """What was submitted and the coming return together are what the record owes by then."""
    assert counted.coming is not None
    facts = office.ask(draft_return, AgreementId(row["id"]), Period(*counted.coming), office.moment)
    assert {line.place for line in facts.lines} == {place_label(PlaceId(id)) for id in counted.claims}
    told = {(line.place, line.places, line.amount) for line in facts.adjustments}
    assert told == {(place_label(PlaceId(id)), *change) for id, change in counted.changes.items()}
    assert differences(facts) == ()
    failed = [check.title for check in facts.checks if check.forbids]
    early = any(recount.began_before(place, row["begins"]) for place in counted.claims)
    assert failed == ["Cohorts begin within the agreement"] * early
    total = net(facts)
    lines = recount.lines(row["id"])
    places = sum(line["places"] for line in lines) + total.places
    amount = sum((line["amount"] for line in lines), Decimal("0.00")) + total.amount
    assert (places, amount) == (counted.owed, counted.owed_amount)


def _check_since(office: Office, since: set[tuple[int, int, int, Decimal]]) -> None:
    found = office.ask(changes_since, office.clock.today())
    told = [(each.return_id, each.place, each.change, each.amount) for each in found]
    again = [(id, place_label(PlaceId(place)), *rest) for id, place, *rest in since]
    assert sorted(told) == sorted(again)


def _check_ledger(office: Office, pool: Pool, today: date) -> None:
    entries = office.ask(ledger_entries, pool.agreement_id, today)
    newest = entries[0]
    assert (newest.free_after, newest.claimed_after) == (pool.free, pool.claimed), pool.reference
    committed = sum(entry.committed for entry in entries)
    assert committed == pool.committed + pool.claimable + pool.in_return
    assert sum((entry.amount for entry in entries), NOUGHT) == pool.claimed_amount


def _check_year_end(office: Office, row: Row, recount: Recount, pool: Pool, counted: Counted) -> None:
    """As at today, the year end splits what the pool has claimable, and new or taken back in the return."""
    facts = office.ask(year_end, office.clock.today(), AgreementId(row["id"]))
    less = [change for change in counted.changes.values() if change[0] or change[1] < 0]
    more = [change for change in counted.changes.values() if not change[0] and change[1] > 0]
    back = Tally(-sum(places for places, _ in less), -sum((amount for _, amount in less), NOUGHT))
    delivered = pool.claimable + pool.in_return + back.places
    raised = sum((amount for _, amount in more), NOUGHT)
    unclaimed = Tally(delivered, delivered * counted.unit + raised)
    assert facts.total(Section.UNCLAIMED) == unclaimed, pool.reference
    assert facts.total(Section.GIVE_BACK) == back, pool.reference
    assert unclaimed - back == pool.tally(PoolFigure.CLAIMABLE) + pool.tally(PoolFigure.IN_RETURN)
    assert {each.place for each in facts.of(Section.UNCLAIMED)} >= {
        place_label(PlaceId(id)) for id in (counted.claims if counted.period else ())
    }


def _check_holders(recount: Recount) -> None:
    """Whoever is subsidised on a cohort holds one place, and a place is held by somebody who may hold it."""
    enrolments = {row["id"]: row for row in recount.tables["enrolments"]}
    live = [row for row in recount.tables["places"] if row["released_on"] is None]
    held = Counter(row["enrolment_id"] for row in live if row["enrolment_id"] is not None)
    for id, row in enrolments.items():
        if row["status"] in HOLDS and row["funding"] in ("LGA", "bursary"):
            assert held[id] == 1, f"enrolment {id} is subsidised and has {held[id]} places"
    agreements = {row["id"]: row for row in recount.tables["agreements"]}
    for place in (row for row in live if row["enrolment_id"] is not None):
        given_once = not agreements[place["agreement_id"]]["clawed_back_is_free"]
        rightly = recount.met_on(place) is not None or (given_once and recount.was_claimed(place))
        _check_holder(place, enrolments[place["enrolment_id"]], rightly)
    _check_claims(recount, enrolments)


def _check_claims(recount: Recount, enrolments: dict[int, Row]) -> None:
    lines = {line["id"]: line for line in recount.tables["return_lines"]}
    places = {row["id"]: row for row in recount.tables["places"]}
    for agreement in recount.tables["agreements"]:
        for place_id, line in recount.agreement(agreement).standing.items():
            if recount.met_on(places[place_id]) is not None:
                holder = enrolments[places[place_id]["enrolment_id"]]
                _check_claimed_for(json.loads(lines[line]["facts"]), holder, recount)


def _check_holder(place: Row, holder: Row, rightly: bool) -> None:
    """Whoever left holds a place only where it was delivered, or is not to be free again."""
    assert holder["status"] in (*HOLDS, "deferred") or rightly, f"place {place['id']} of one who left"
    assert holder["funding"] in ("LGA", "bursary") or rightly, f"place {place['id']} is paid by another"


def _check_claimed_for(facts: Row, holder: Row, recount: Recount) -> None:
    """A claim that stays names whoever holds the place, and the cohort on which it was delivered."""
    people = {row["id"] for row in recount.tables["people"]}
    codes = {row["id"]: row["code"] for row in recount.tables["cohorts"]}
    claimed_for = int(facts["participant"]["reference"].removeprefix("P-"))
    assert claimed_for == holder["person_id"] or claimed_for not in people, "claimed for somebody else"
    assert facts["cohort"]["code"] == codes[holder["cohort_id"]], "claimed for another cohort"
