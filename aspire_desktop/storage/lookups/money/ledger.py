"""The ledger of an agreement, read from the history: nobody can edit it, and every undo is an entry."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ColumnElement, Connection, and_, exists, or_, select

from aspire_desktop.domain.money.funding import LineKind, cap_of
from aspire_desktop.domain.money.ledger import LedgerBalance, LedgerEntry
from aspire_desktop.domain.office.staff import OFFICE
from aspire_desktop.domain.office.values import AgreementId, PlaceId, place_label
from aspire_desktop.storage.images import Image, Values, values
from aspire_desktop.storage.lookups.money.holders import Holder, holders_of
from aspire_desktop.storage.question import asked_by
from aspire_desktop.storage.tables.journal import action, change
from aspire_desktop.storage.tables.money.funding import agreements, places, return_lines, returns

_ALLOTTED = ("allotments", "allotment_releases")
NOUGHT = Decimal("0.00")


@dataclass(frozen=True)
class _Row:
    """One row of a table before and after an action."""

    table: str
    id: int
    before: Values | None
    after: Values | None


@dataclass(frozen=True)
class _Act:
    """An action with the rows of it that an agreement's places depend on."""

    at: datetime
    by: str
    title: str
    rows: Sequence[_Row]


@dataclass(frozen=True)
class _Move:
    """What an action did to one place, or to several at once."""

    what: str
    free: int = 0
    claimed: int = 0
    cap: int = 0
    amount: Decimal = NOUGHT
    place: PlaceId | None = None
    return_reference: str = ""


@dataclass
class _Books:
    """What is known of one agreement as its actions are read in order."""

    agreement: int
    allotments: dict[int, int] = field(default_factory=dict)
    returns: dict[int, str] = field(default_factory=dict)
    lines: dict[int, dict[int, _Move]] = field(default_factory=dict)
    """What each return that was ever submitted did, by place; several lines of one place are one."""
    claimed: set[int] = field(default_factory=set)
    """Places that returns claim by now."""
    cap: int = 0

    def moves(self, act: _Act) -> list[_Move]:
        """Give what an action did, in the order: the cap, places, allotments, returns."""
        return [
            *self._caps(act),
            *(move for row in act.rows if row.table == "places" for move in self._place(row, act.title)),
            *self._allotted(act),
            *self._returned(act),
        ]

    def _caps(self, act: _Act) -> Iterator[_Move]:
        for row in act.rows:
            if row.table != "agreements" or row.id != self.agreement:
                continue
            cap = _cap(row.after)
            if cap != self.cap:
                words = f"The agreement pays for {cap} places" if row.after else act.title
                yield _Move(words, free=cap - self.cap, cap=cap - self.cap)
            self.cap = cap

    def _place(self, row: _Row, title: str) -> Iterator[_Move]:
        if self.agreement not in (_of(row.before), _of(row.after)):
            return
        before, after, id = _live(row.before), _live(row.after), PlaceId(row.id)
        if after and not before:
            yield _Move(_taken(row, title), free=-1, place=id)
        elif before and not after:
            yield _Move(self._released(row, title), free=1, place=id)
        elif row.before and row.after and row.before["enrolment_id"] != row.after["enrolment_id"]:
            reserved = row.before["enrolment_id"] is None
            yield _Move("Reserved place taken up" if reserved else "Place passed on", place=id)

    def _released(self, row: _Row, title: str) -> str:
        if row.after is None:
            return title
        claimed = ", its claim is to be taken back" if row.id in self.claimed else ""
        why = str(row.after["release_reason"] or "")
        return f"Place released{claimed}: {why}" if why else f"Place released{claimed}"

    def _allotted(self, act: _Act) -> Iterator[_Move]:
        for row in act.rows:
            if row.table == "allotments" and self.agreement in (_of(row.before), _of(row.after)):
                self.allotments[row.id] = 1
                change = _number(row.after) - _number(row.before)
                yield _Move(
                    f"{change} places allotted to a partner" if change > 0 else act.title, free=-change
                )
        for row in act.rows:
            if row.table == "allotment_releases" and _allotment(row) in self.allotments:
                change = _number(row.after) - _number(row.before)
                yield _Move(
                    f"{change} places given back by a partner" if change > 0 else act.title, free=change
                )

    def _returned(self, act: _Act) -> Iterator[_Move]:
        for row in act.rows:
            if row.table == "returns" and row.after and _of(row.after) == self.agreement:
                self.returns[row.id] = str(row.after["reference"])
                self.lines[row.id] = self._lines(row.id, act)
                superseded = row.after.get("supersedes_id")
                old = self.lines.get(int(superseded), {}) if superseded else {}
                for move in _differing(old, self.lines[row.id]):
                    self._note(move)
                    yield move

    def _note(self, move: _Move) -> None:
        if move.place is not None and move.claimed:
            (self.claimed.add if move.claimed > 0 else self.claimed.discard)(move.place)

    def _lines(self, return_id: int, act: _Act) -> dict[int, _Move]:
        found: dict[int, _Move] = {}
        reference = self.returns[return_id]
        for row in act.rows:
            line = row.after if row.table == "return_lines" else None
            if line is not None and line["return_id"] == return_id:
                found[int(line["place_id"] or 0)] = _line(line, reference)
        return found


@asked_by(OFFICE)
def ledger_entries(connection: Connection, agreement_id: AgreementId, today: date) -> list[LedgerEntry]:
    """Give the ledger of an agreement, newest entry first; names are those of today."""
    numbered = list(_moves(connection, agreement_id))
    holders = holders_of(connection, {move.place for _, move in numbered if move.place is not None}, today)
    return list(reversed(list(_entries(numbered, holders))))


@asked_by(OFFICE)
def ledger_balance(connection: Connection, agreement_id: AgreementId) -> LedgerBalance:
    """Give what the ledger of an agreement comes to, without asking whose each place is."""
    moves = [move for _, move in _moves(connection, agreement_id)]
    free, claimed = sum(move.free for move in moves), sum(move.claimed for move in moves)
    return LedgerBalance(len(moves), free, claimed)


def _moves(connection: Connection, agreement_id: AgreementId) -> Iterator[tuple[_Act, _Move]]:
    books = _Books(agreement_id)
    for act in _acts(connection, agreement_id):
        yield from ((act, move) for move in books.moves(act))


def _entries(numbered: Iterable[tuple[_Act, _Move]], holders: dict[PlaceId, Holder]) -> Iterator[LedgerEntry]:
    free = claimed = 0
    for number, (act, move) in enumerate(numbered, start=1):
        free, claimed = free + move.free, claimed + move.claimed
        holder = holders.get(move.place, Holder()) if move.place is not None else Holder()
        yield LedgerEntry(
            number=number,
            at=act.at,
            by=act.by,
            what=move.what,
            person_id=holder.person_id,
            person=holder.person,
            organisation=holder.organisation,
            cohort=holder.cohort,
            place=place_label(move.place) if move.place is not None else "",
            committed=move.cap - move.free - move.claimed,
            claimed=move.claimed,
            free_after=free,
            claimed_after=claimed,
            amount=move.amount,
            return_reference=move.return_reference,
        )


def _acts(connection: Connection, agreement_id: AgreementId) -> Iterator[_Act]:
    """Give every action that touched what the agreement's places depend on, oldest first."""
    query = (
        select(action.c.id, action.c.at, action.c.actor, action.c.title, change)
        .join(change, change.c.action == action.c.id)
        .where(_may_be_of(agreement_id))
        .order_by(action.c.id, change.c.seq)
    )
    rows: dict[int, list[_Row]] = {}
    heads = {}
    for row in connection.execute(query):
        heads[row.id] = (row.at, row.actor, row.title)
        rows.setdefault(row.id, []).append(_Row(row.tbl, row.row, _read(row.before), _read(row.after)))
    for id, (at, actor, title) in heads.items():
        yield _Act(at, actor, title, rows[id])


def _may_be_of(agreement_id: AgreementId) -> ColumnElement[bool]:
    """Leave out the rows on record of other agreements, before any image is read.

    A row that is gone again may have been of any: its images say so. None passes to another agreement.
    """
    elsewhere = returns.c.agreement_id != agreement_id
    line = exists().where(
        return_lines.c.id == change.c.row, returns.c.id == return_lines.c.return_id, elsewhere
    )
    place = exists().where(places.c.id == change.c.row, places.c.agreement_id != agreement_id)
    return or_(
        and_(change.c.tbl == agreements.name, change.c.row == agreement_id),
        change.c.tbl.in_(_ALLOTTED),
        and_(change.c.tbl == places.name, ~place),
        and_(change.c.tbl == returns.name, ~exists().where(returns.c.id == change.c.row, elsewhere)),
        and_(change.c.tbl == return_lines.name, ~line),
    )


def _differing(old: dict[int, _Move], new: dict[int, _Move]) -> Iterator[_Move]:
    """Give what a return did; of a revision only where it differs from what it supersedes."""
    for place in sorted(old.keys() | new.keys()):
        was, is_now = old.get(place), new.get(place)
        claimed = (is_now.claimed if is_now else 0) - (was.claimed if was else 0)
        amount = (is_now.amount if is_now else NOUGHT) - (was.amount if was else NOUGHT)
        told = is_now or was
        if told is not None and (claimed or amount):
            words = (
                told.what
                if not old
                else f"Restated: {told.what[0].lower()}{told.what[1:]}"
                if is_now
                else "Restated: no longer in it"
            )
            yield _Move(words, 0, claimed, 0, amount, PlaceId(place), told.return_reference)


def _line(line: Values, reference: str) -> _Move:
    claims = line["kind"] == LineKind.CLAIM.value
    places = int(line.get("places", 1 if claims else -1) or 0)
    words = "Claimed" if claims else "Taken back by an adjustment" if places else "Amount corrected"
    return _Move(words, 0, places, 0, Decimal(str(line["amount"])), None, reference)


def _taken(row: _Row, title: str) -> str:
    if row.before is not None or (row.after and row.after.get("released_on")):
        return title
    if row.after and row.after["enrolment_id"] is None:
        return "Place reserved"
    return "Place committed"


def _cap(row: Values | None) -> int:
    if row is None:
        return 0
    pounds = row.get("amount_cap")
    return cap_of(
        int(row["places"] or 0), Decimal(str(row["unit"])), None if pounds is None else Decimal(str(pounds))
    )


def _live(row: Values | None) -> bool:
    return row is not None and row["released_on"] is None


def _of(row: Values | None) -> int | None:
    return None if row is None else int(row["agreement_id"] or 0)


def _number(row: Values | None) -> int:
    return 0 if row is None else int(row["places"] or 0)


def _allotment(row: _Row) -> int:
    now = row.after or row.before or {}
    return int(now.get("allotment_id") or 0)


def _read(taken: str | None) -> Values | None:
    return None if taken is None else values(Image(taken))
