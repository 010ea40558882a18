"""Agreements counted again from the bare rows, in plain Python: nothing here asks a lookup of the program."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, TypeAlias

from sqlalchemy import Connection, select

from aspire_desktop.storage.store import Store
from aspire_desktop.storage.tables.schema import metadata

Row: TypeAlias = Mapping[str, Any]
Tables: TypeAlias = dict[str, list[Row]]
NOUGHT = Decimal("0.00")
ON_REGISTER = ("confirmed", "active", "completed", "not completed", "no-show")
NEEDED = (
    "agreements",
    "allotments",
    "allotment_releases",
    "certificates",
    "cohorts",
    "covers",
    "enrolments",
    "marks",
    "modules",
    "outcome_options",
    "people",
    "places",
    "project_members",
    "projects",
    "queries",
    "return_lines",
    "returns",
    "sessions",
    "steps",
    "versions",
)


def read_tables(store: Store) -> Tables:
    """Give every row of what the figures rest on, by table and id."""
    with store.reading() as connection:
        return {name: _rows(connection, name) for name in NEEDED}


def read_table(store: Store, name: str) -> list[Row]:
    """Give the rows of one table by id."""
    with store.reading() as connection:
        return _rows(connection, name)


def _rows(connection: Connection, name: str) -> list[Row]:
    table = metadata.tables[name]
    found = connection.execute(select(table).order_by(table.c.id)).mappings()
    return [{str(key): value for key, value in row.items()} for row in found]


@dataclass
class Counted:
    """What a recount makes of one agreement; places by their ids."""

    cap: int
    unit: Decimal
    free: int = 0
    committed: int = 0
    claimable: int = 0
    in_return: int = 0
    claimed: int = 0
    claimed_amount: Decimal = NOUGHT
    in_return_amount: Decimal = NOUGHT
    begins: date = date.min
    """The agreement's first day: what was made up before goes into the open period."""
    period: tuple[date, date] | None = None
    """The open one."""
    coming: tuple[date, date] | None = None
    """The open one, or the next where none is open."""
    claims: set[int] = field(default_factory=set)
    """Places that a return for the coming period claims."""
    changes: dict[int, tuple[int, Decimal]] = field(default_factory=dict)
    """What it takes back (-1) or corrects (0) of lines that stand, with the pounds."""
    since: set[tuple[int, int, int, Decimal]] = field(default_factory=set)
    """Return, place, change and pounds of everything that stands otherwise than a return has it."""
    owed: int = 0
    """Places that are to have been claimed once the coming return is submitted, and the pounds."""
    owed_amount: Decimal = NOUGHT
    standing: dict[int, int] = field(default_factory=dict)
    """The claim line that stands, by place."""


class Recount:
    """A recount of every agreement on one day."""

    def __init__(self, tables: Tables, today: date) -> None:
        self.tables, self._today = tables, today
        superseded = {row["supersedes_id"] for row in tables["returns"]}
        self.returns = [row for row in tables["returns"] if row["id"] not in superseded]
        self._enrolments = {row["id"]: row for row in tables["enrolments"]}
        self._marks = {(row["session_id"], row["enrolment_id"]): row for row in tables["marks"]}
        self._agreements = {row["id"]: row for row in tables["agreements"]}
        self._for_claim = {row["id"] for row in tables["modules"] if row["for_claim"]}
        self._versions = {row["id"]: row for row in tables["versions"]}
        self._cohorts = {row["id"]: row for row in tables["cohorts"]}
        self._decided = _decided(tables, self._cohorts)
        self._days: dict[int, list[Row]] = {}
        for row in tables["sessions"]:
            self._days.setdefault(row["cohort_id"], []).append(row)

    def lines(self, agreement: int) -> list[Row]:
        """Give the lines of the returns that stand, in the order in which they were submitted."""
        ours = {row["id"] for row in self.returns if row["agreement_id"] == agreement}
        lines = [row for row in self.tables["return_lines"] if row["return_id"] in ours]
        return sorted(lines, key=lambda row: (row["return_id"], row["number"]))

    def met_on(self, place: Row) -> date | None:
        """Give the day since when a live place may be claimed: never, where its funder refused it.

        A withdrawal counts from its day.
        """
        enrolment = self._enrolments.get(place["enrolment_id"])
        if place["released_on"] is not None or enrolment is None or self._refused(place):
            return None
        if enrolment["funding"] not in ("LGA", "bursary"):
            return None
        met = self._attended(enrolment, self._agreements[place["agreement_id"]])
        if met is None or enrolment["status"] in ON_REGISTER:
            return met
        left = [row["on"] for row in self.tables["steps"] if _withdrawn(row, enrolment["id"])]
        return met if enrolment["status"] == "withdrawn" and met <= left[-1] else None

    def _attended(self, enrolment: Row, agreement: Row) -> date | None:
        sessions = self._days.get(enrolment["cohort_id"], [])
        point = agreement["claim_point"]
        rule = self._versions[self._cohorts[enrolment["cohort_id"]]["version_id"]]["claim_rule"]
        if point == "completion" or (point == "version" and rule == "completion"):
            return self._completed(enrolment, sessions)
        asked = [each for each in sessions if point != "version" or each["module_id"] in self._for_claim]
        days = sorted(day for each in asked if (day := self._day(each, enrolment["id"])) is not None)
        needed = {"version": len(asked), "start": 1, "sessions": agreement["sessions_needed"] or 0}[point]
        return days[needed - 1] if len(days) >= needed else None

    def _completed(self, enrolment: Row, sessions: Sequence[Row]) -> date | None:
        """Ask for enough of the sessions, of which those not required may be missed first, and, where the
        version needs one, for a project that the panel passed."""
        version = self._versions[self._cohorts[enrolment["cohort_id"]]["version_id"]]
        decided = self._decided.get(enrolment["id"])
        spared = sum(self._is_spared(each, enrolment["id"]) for each in sessions)
        lowered = max(0, spared - max(0, len(sessions) - version["sessions_needed"]))
        needed = max(1, version["sessions_needed"] - lowered)
        days = sorted(day for each in sessions if (day := self._day(each, enrolment["id"])) is not None)
        if len(days) < needed:
            return None
        attended: date = days[needed - 1]
        if not version["project_needed"]:
            return attended
        return None if decided is None or decided > self._today else max(attended, decided)

    def _is_spared(self, session: Row, enrolment: int) -> bool:
        mark = self._marks.get((session["id"], enrolment))
        return mark is not None and mark["code"] == "N" and session["on"] <= self._today

    def _day(self, session: Row, enrolment: int) -> date | None:
        mark = self._marks.get((session["id"], enrolment))
        if mark is None or mark["code"] not in ("P", "L", "M") or session["on"] > self._today:
            return None
        day: date = (mark["made_up_on"] if mark["code"] == "M" else None) or session["on"]
        return day if day <= self._today else None

    def _settled(self, place: int, result: str) -> Row | None:
        lines = {row["id"] for row in self.tables["return_lines"] if row["place_id"] == place}
        found = [row for row in self.tables["queries"] if row["line_id"] in lines and row["result"] == result]
        return found[-1] if found else None

    def _refused(self, place: Row) -> bool:
        """Tell whether a place's funder will not pay for its person on the cohort, by whichever place."""
        funder = self._agreements[place["agreement_id"]]["funder_id"]
        return any(
            self._settled(own["id"], "refused")
            for own in self.tables["places"]
            if own["enrolment_id"] == place["enrolment_id"]
            and self._agreements[own["agreement_id"]]["funder_id"] == funder
        )

    @property
    def completed(self) -> set[int]:
        """Give everybody on a register who has completed."""
        return {
            row["id"]
            for row in self.tables["enrolments"]
            if row["status"] in ON_REGISTER
            and self._completed(row, self._days.get(row["cohort_id"], [])) is not None
        }

    def cohort_of(self, enrolment: int) -> int:
        """Give the cohort that somebody is on."""
        cohort: int = self._enrolments[enrolment]["cohort_id"]
        return cohort

    def began_before(self, place: int, day: date) -> bool:
        """Tell whether the cohort of a place's holder began before a day."""
        [row] = [row for row in self.tables["places"] if row["id"] == place]
        first: date = min(each["on"] for each in self._days[self.cohort_of(row["enrolment_id"])])
        return first < day

    def unfounded(self) -> set[int]:
        """Give the certificates that stand, of people who have not completed (any more)."""
        newest = {row["enrolment_id"]: row for row in self.tables["certificates"]}
        complete = self.completed
        return {row["id"] for id, row in newest.items() if row["revoked_on"] is None and id not in complete}

    def was_claimed(self, place: Row) -> bool:
        """Tell whether a return that stands has a line of a place."""
        return any(line["place_id"] == place["id"] for line in self.lines(place["agreement_id"]))

    def agreement(self, row: Row) -> Counted:
        """Count one agreement again."""
        counted = Counted(_cap(row), row["unit"])
        periods = [each for each in self.returns if each["agreement_id"] == row["id"]]
        counted.begins, counted.coming = row["begins"], _coming(row, periods)
        counted.period = counted.coming if counted.coming[0] <= self._today or not periods else None
        live = allotted = 0
        for each in self.tables["allotments"]:
            if each["agreement_id"] == row["id"]:
                back = [
                    gone for gone in self.tables["allotment_releases"] if gone["allotment_id"] == each["id"]
                ]
                allotted += each["places"] - sum(gone["places"] for gone in back)
        lines = self.lines(row["id"])
        for place in self.tables["places"]:
            if place["agreement_id"] == row["id"]:
                live += place["released_on"] is None
                own = [line for line in lines if line["place_id"] == place["id"]]
                self._count(counted, place, own, periods)
        counted.committed += allotted
        counted.free = counted.cap - live - allotted
        return counted

    def _count(self, counted: Counted, place: Row, lines: Sequence[Row], periods: Sequence[Row]) -> None:
        met, id = self.met_on(place), place["id"]
        net, amount = sum(line["places"] for line in lines), sum((line["amount"] for line in lines), NOUGHT)
        counted.claimed += net
        counted.claimed_amount += amount
        counted.committed += place["released_on"] is None and met is None
        if net == 1:
            claim = [line for line in lines if line["kind"] == "claim"][-1]
            counted.standing[id] = claim["id"]
            self._claimed(counted, place, met, (claim["return_id"], amount), lines)
        elif met is not None:
            self._unclaimed(counted, id, met, periods)

    def _claimed(
        self, counted: Counted, place: Row, met: date | None, claim: tuple[int, Decimal], lines: Sequence[Row]
    ) -> None:
        id, (claimed_in, amount) = place["id"], claim
        if met is None:
            counted.in_return -= 1
            self._change(counted, id, claimed_in, (-1, -amount))
            return
        query = self._settled(id, "adjusted")
        told = lines[-1]["places"] == 0
        if query is not None and not told:
            self._change(counted, id, claimed_in, (0, query["amount"]))
            amount += query["amount"]
        counted.owed += 1
        counted.owed_amount += amount

    def _change(self, counted: Counted, id: int, claimed_in: int, change: tuple[int, Decimal]) -> None:
        counted.changes[id] = change
        counted.since.add((claimed_in, id, *change))
        counted.in_return_amount += change[1]

    def _unclaimed(self, counted: Counted, id: int, met: date, periods: Sequence[Row]) -> None:
        holding = [each for each in periods if each["begins"] <= met <= each["ends"]]
        counted.since |= {(each["id"], id, 1, counted.unit) for each in holding}
        passed = bool(holding) or met < counted.begins
        if _falls(counted.coming, met, passed):
            counted.claims.add(id)
            counted.owed += 1
            counted.owed_amount += counted.unit
        if _falls(counted.period, met, passed):
            counted.in_return += 1
            counted.in_return_amount += counted.unit
        else:
            counted.claimable += 1


def _decided(tables: Tables, cohorts: Mapping[int, Row]) -> dict[int, date]:
    """Give the day on which the panel passed somebody's project."""
    passing = {(row["version_id"], row["key"]) for row in tables["outcome_options"] if row["completes"]}
    passed = {
        row["id"]: row["decided_on"]
        for row in tables["projects"]
        if (cohorts[row["cohort_id"]]["version_id"], row["outcome"]) in passing and row["decided_on"]
    }
    members = tables["project_members"]
    return {row["enrolment_id"]: passed[row["project_id"]] for row in members if row["project_id"] in passed}


def _withdrawn(step: Row, enrolment: int) -> bool:
    return bool(step["enrolment_id"] == enrolment and step["status"] == "withdrawn")


def _falls(period: tuple[date, date] | None, met: date, passed: bool) -> bool:
    return period is not None and (period[0] <= met <= period[1] or (passed and met < period[0]))


def _cap(row: Row) -> int:
    pounds = row["amount_cap"]
    places: int = row["places"]
    return places if pounds is None or not row["unit"] else min(places, int(pounds // row["unit"]))


def _coming(row: Row, periods: Sequence[Row]) -> tuple[date, date]:
    """Give the first quarter, or the one after the last submitted; one ends with the agreement."""
    begins = max((each["ends"] for each in periods), default=row["begins"] - timedelta(days=1))
    begins += timedelta(days=1)
    months = begins.year * 12 + begins.month - 1
    first = row["begins"].year * 12 + row["begins"].month - 1
    after = months + row["period_months"] - (months - first) % row["period_months"]
    last = date(after // 12, after % 12 + 1, 1) - timedelta(days=1)
    return begins, min(last, row["ends"]) if begins <= row["ends"] else last
