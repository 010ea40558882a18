"""Which submitted returns carry what queries ended with, and that such a query stays as it ended."""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import Connection, Row, RowMapping, Select, select

from aspire_desktop.domain.money.settlements import QueryResult, refuse_carried
from aspire_desktop.domain.office.values import AgreementId, PlaceId, ReturnId
from aspire_desktop.storage.arrays import among
from aspire_desktop.storage.images import Values, restored
from aspire_desktop.storage.lookups.money.standing import STANDS
from aspire_desktop.storage.past import Past, made_by
from aspire_desktop.storage.tables.money.funding import places, return_lines, returns
from aspire_desktop.storage.tables.money.settlements import queries

_END = ("result", "amount")


class Carried:
    """The standing returns of the agreements that pay for some places, and their lines of these places."""

    def __init__(self, connection: Connection, place_ids: Iterable[PlaceId]) -> None:
        ids = list(place_ids)
        self._lines = _lines_of(connection, ids)
        self._sent: defaultdict[AgreementId, list[tuple[ReturnId, str]]] = defaultdict(list)
        sent = select(returns.c.id, returns.c.agreement_id, returns.c.reference).where(STANDS)
        for row in connection.execute(sent.order_by(returns.c.id)):
            self._sent[row.agreement_id].append((row.id, row.reference))
        paid = select(places.c.id, places.c.agreement_id).where(among(connection, places.c.id, ids))
        self._agreements = {row.id: row.agreement_id for row in connection.execute(paid)}

    def by(self, place_id: PlaceId, asked_in: str, result: QueryResult | None) -> str:
        """Name the first return that carries the result of a query about a place's line, or nothing."""
        found = {} if result is None else self.returns(place_id, asked_in, result)
        return next(iter(found.values()), "")

    def returns(self, place_id: PlaceId, asked_in: str, result: QueryResult) -> dict[ReturnId, str]:
        """Give every return that carries it, with the words that name it.

        `asked_in` is the reference of the return whose line the query is about.
        """
        found = {}
        for id, reference in self._sent[self._agreements[place_id]]:
            words = self._words(self._lines[id, place_id], (reference, asked_in), result)
            if words:
                found[id] = words
        return found

    def _words(
        self, lines: list[Row[tuple[object, ...]]], called: tuple[str, str], result: QueryResult
    ) -> str:
        reference, asked_in = called
        if result is QueryResult.ADJUSTED:
            return reference if any(line.places == 0 for line in lines) else ""
        if result is not QueryResult.REFUSED:
            return ""
        if any(line.places < 0 and line.corrects == asked_in for line in lines):
            return reference
        left_out = reference == asked_in and not any(line.places > 0 for line in lines)
        return f"{reference}, restated," if left_out else ""


def results_stand(connection: Connection, touched: frozenset[str]) -> None:
    """Raise RuleBroken where a submitted return carries a result that its query does not have any more.

    What a query had ended with when the return was submitted is in the history.
    """
    if not touched & {"queries", "returns"}:
        return
    past, made = Past(connection, "queries"), made_by(connection, "returns")
    lines = _lines_asked_about(connection, past)
    carried = Carried(connection, {line.place_id for line in lines.values()})
    now = {row["id"]: row for row in connection.execute(select(queries)).mappings()}
    for id, line in lines.items():
        for result in (QueryResult.ADJUSTED, QueryResult.REFUSED):
            for sent, words in carried.returns(line.place_id, line.reference, result).items():
                then = _end(past.before(id, made[sent])) if sent in made else None
                if then is not None and then[0] is result and then != _end_of(now.get(id)):
                    refuse_carried(words, line.number, line.reference)


def _lines_asked_about(connection: Connection, past: Past) -> dict[int, Row[tuple[object, ...]]]:
    """Give the line of every query that ever was, by the query's id."""
    ids = {id: past.latest(id)["line_id"] for id in past.rows}
    query: Select[tuple[object, ...]] = (
        select(return_lines.c.id, return_lines.c.place_id, return_lines.c.number, returns.c.reference)
        .join(returns, returns.c.id == return_lines.c.return_id)
        .where(among(connection, return_lines.c.id, {int(line) for line in ids.values() if line is not None}))
    )
    found = {row.id: row for row in connection.execute(query)}
    return {id: found[line] for id, line in ids.items()}


def _end(then: Values | None) -> tuple[object, ...] | None:
    if then is None:
        return None
    return tuple(restored(queries, {name: then[name] for name in _END}).values())


def _end_of(row: RowMapping | None) -> tuple[object, ...] | None:
    return None if row is None else tuple(row[name] for name in _END)


def _lines_of(
    connection: Connection, ids: Iterable[PlaceId]
) -> defaultdict[tuple[ReturnId, PlaceId], list[Row[tuple[object, ...]]]]:
    """Give the lines of these places in returns that stand, and of which return each corrects a line."""
    corrected, corrected_in = return_lines.alias("corrected"), returns.alias("corrected_in")
    query = (
        select(return_lines.c.return_id, return_lines.c.place_id, return_lines.c.places)
        .add_columns(corrected_in.c.reference.label("corrects"))
        .join(returns, returns.c.id == return_lines.c.return_id)
        .outerjoin(corrected, corrected.c.id == return_lines.c.corrects_id)
        .outerjoin(corrected_in, corrected_in.c.id == corrected.c.return_id)
        .where(STANDS, among(connection, return_lines.c.place_id, ids))
        .order_by(return_lines.c.id)
    )
    found: defaultdict[tuple[ReturnId, PlaceId], list[Row[tuple[object, ...]]]] = defaultdict(list)
    for line in connection.execute(query):
        found[line.return_id, line.place_id].append(line)
    return found
