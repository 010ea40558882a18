"""What submitted returns rest on, noted when each is first seen: it stays so for as long as it stands."""

from dataclasses import dataclass
from typing import TypeAlias

from pool_recount import Recount, Row

Ended: TypeAlias = tuple[object, object]
"""How a query ended: its result, and the pounds."""
_TERMS = ("claim_point", "sessions_needed", "unit")


@dataclass(frozen=True)
class Rest:
    """What one return rests on: its agreement as it was, and what queries that it carries ended with."""

    agreement: Row
    queries: dict[int, Ended]


class Rests:
    """Every return that was ever submitted, with what it rests on."""

    def __init__(self) -> None:
        self._noted: dict[int, Rest] = {}

    def check(self, recount: Recount) -> None:
        """Note what new returns rest on, and compare what those that stand rest on with what is."""
        agreements = {row["id"]: row for row in recount.tables["agreements"]}
        queries = {row["id"]: (row["result"], row["amount"]) for row in recount.tables["queries"]}
        for row in recount.tables["returns"]:
            agreement = agreements[row["agreement_id"]]
            if row["id"] not in self._noted:
                self._noted[row["id"]] = Rest(agreement, _carried(recount, row))
        for row in recount.returns:
            rest, now = self._noted[row["id"]], agreements[row["agreement_id"]]
            assert [now[name] for name in _TERMS] == [rest.agreement[name] for name in _TERMS]
            assert now["begins"] <= max(row["begins"], rest.agreement["begins"])
            assert now["ends"] >= min(row["ends"], rest.agreement["ends"])
            for id, ended in rest.queries.items():
                assert queries.get(id) == ended, f"query {id} is carried by {row['reference']}"
        _check_covered(recount)


def _carried(recount: Recount, sent: Row) -> dict[int, Ended]:
    """Give how those queries ended that a return carries: it corrects money, or claims no more."""
    lines = {row["id"]: row for row in recount.tables["return_lines"]}
    references = {row["id"]: row["reference"] for row in recount.tables["returns"]}
    own = [line for line in lines.values() if line["return_id"] == sent["id"]]
    found: dict[int, Ended] = {}
    for query in recount.tables["queries"]:
        asked = lines[query["line_id"]]
        asked_in = references[asked["return_id"]]
        ours = [line for line in own if line["place_id"] == asked["place_id"]]
        money = query["result"] == "adjusted" and any(line["places"] == 0 for line in ours)
        back = any(
            line["places"] < 0 and references[lines[line["corrects_id"]]["return_id"]] == asked_in
            for line in ours
        )
        left_out = sent["reference"] == asked_in and sent["id"] != asked["return_id"] and not ours
        if money or (query["result"] == "refused" and (back or left_out)):
            found[query["id"]] = (query["result"], query["amount"])
    return found


def _check_covered(recount: Recount) -> None:
    """Whoever holds a place holds it of an agreement that pays for the programme."""
    cohorts = {row["id"]: row["version_id"] for row in recount.tables["cohorts"]}
    versions = {row["id"]: row["programme_id"] for row in recount.tables["versions"]}
    on = {row["id"]: cohorts[row["cohort_id"]] for row in recount.tables["enrolments"]}
    paid = {(row["agreement_id"], row["programme_id"], row["version_id"]) for row in recount.tables["covers"]}
    assert {row["id"] for row in recount.tables["agreements"]} == {id for id, _, _ in paid}
    for place in recount.tables["places"]:
        if place["released_on"] is None and place["enrolment_id"] is not None:
            version = on[place["enrolment_id"]]
            wanted = {(place["agreement_id"], versions[version], each) for each in (None, version)}
            assert wanted & paid, f"place {place['id']} is of a programme not covered"
