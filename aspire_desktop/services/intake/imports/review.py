"""A draft as it stands: what would become of every row, what is wrong with it, and the ways out."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from aspire_desktop.domain.intake.columns import EMPLOYERS
from aspire_desktop.domain.intake.import_drafts import Draft
from aspire_desktop.domain.intake.import_reports import ImportReport, RowFate
from aspire_desktop.domain.intake.imports import OnRecord, PersonLine, Problem, RepeatOf, TableRow
from aspire_desktop.domain.office.organisations import NamingRow
from aspire_desktop.domain.office.people import PersonRow
from aspire_desktop.domain.office.values import PersonId, fold
from aspire_desktop.domain.programmes.cohorts import CohortRow
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.intake.imports.file import ImportFile
from aspire_desktop.services.intake.imports.offers import Offer, Offers
from aspire_desktop.storage.lookups.office.organisations import organisation_namings
from aspire_desktop.storage.lookups.office.people import person_row
from aspire_desktop.storage.lookups.programmes.cohorts import cohort_row


class RowStanding(StrEnum):
    """Where a row stands."""

    READY = "ready"
    MUST_FIX = "must fix"
    CHECK = "check"
    DUPLICATE = "duplicate"
    LEFT_OUT = "left out"


@dataclass(frozen=True)
class ReviewedProblem:
    """A problem, and the ways out of it."""

    problem: Problem
    offer: Offer
    standing: RowStanding


@dataclass(frozen=True)
class ReviewedRow:
    """A row of the file, where it stands and why; `fate` None where it does not go in."""

    row: TableRow
    standing: RowStanding
    findings: tuple[ReviewedProblem, ...]
    fate: RowFate | None
    employer: str = ""
    """The name on record of the organisation that a row of people names."""

    @property
    def number(self) -> int:
        """Give the spreadsheet's own number."""
        return self.row.number


@dataclass(frozen=True)
class Likeness:
    """A row that may mean somebody on record."""

    line: PersonLine
    person: PersonRow

    @property
    def may_differ(self) -> bool:
        """Say whether these can be two people: two people never share an address."""
        return not self.line.email or fold(self.line.email) != fold(self.person.email)


@dataclass(frozen=True)
class Review:
    """A draft with what came of checking it."""

    draft: Draft
    rows: tuple[ReviewedRow, ...]
    report: ImportReport
    people: tuple[PersonRow, ...]
    """Those whom doubtful rows may mean."""
    cohort: CohortRow | None

    @cached_property
    def findings(self) -> tuple[ReviewedProblem, ...]:
        """Give everything that stands in the way, by row."""
        return tuple(finding for row in self.rows for finding in row.findings)

    @cached_property
    def counts(self) -> Counter[RowStanding]:
        """Count the rows of each standing."""
        return Counter(row.standing for row in self.rows)

    @property
    def troubled(self) -> tuple[int, ...]:
        """Give the numbers of the rows that have a problem."""
        return tuple(row.number for row in self.rows if row.findings)

    def likeness(self, finding: ReviewedProblem) -> Likeness | None:
        """Give the row and the person that it may mean, for a finding of that sort."""
        doubt = finding.problem.doubt
        if not isinstance(doubt, OnRecord):
            return None
        line = next(row.row.line for row in self.rows if row.number == finding.problem.row)
        person = next((person for person in self.people if person.id == doubt.person_id), None)
        return Likeness(line, person) if isinstance(line, PersonLine) and person is not None else None


def action_of(draft: Draft, reason: str = "", *, remember: bool = False) -> ImportFile:
    """Give the action that takes a draft in."""
    return ImportFile(
        draft.table(),
        draft.cohort_id,
        reason=reason,
        remember_mapping=remember,
        added=draft.additions,
        meanings=draft.remembered_names,
        decisions=draft.decisions,
        funding=draft.funding,
    )


def review(office: Office, draft: Draft, reason: str = "") -> Review:
    """Check every row against what is stored, and change nothing. Raises Refused where nothing can go in."""
    report = office.preview(action_of(draft, reason)).value
    offers = Offers(draft, _organisations(office, draft))
    found: dict[int, list[ReviewedProblem]] = defaultdict(list)
    for problem in report.problems:
        found[problem.row].append(_finding(problem, offers.of(problem)))
    fates = {fate.row: fate for fate in report.fates}
    rows = tuple(
        replace(_reviewed(draft, row, found[row.number], fates), employer=_employer(offers, row))
        for row in draft.everything.rows
    )
    today = office.clock.today()
    cohort = None if draft.cohort_id is None else office.ask(cohort_row, draft.cohort_id, today)
    return Review(draft, rows, report, _people(office, report.problems), cohort)


def _employer(offers: Offers, row: TableRow) -> str:
    return offers.meant(row.line.organisation) if isinstance(row.line, PersonLine) else ""


def _organisations(office: Office, draft: Draft) -> list[NamingRow]:
    named = EMPLOYERS & set(draft.mapping.places)
    return office.ask(organisation_namings) if named else []


def _people(office: Office, problems: Iterable[Problem]) -> tuple[PersonRow, ...]:
    ids: dict[PersonId, None] = {}
    for problem in problems:
        if isinstance(problem.doubt, OnRecord):
            ids[problem.doubt.person_id] = None
    found = (office.ask(person_row, id, office.clock.today()) for id in ids)
    return tuple(person for person in found if person is not None)


def _finding(problem: Problem, offer: Offer) -> ReviewedProblem:
    if isinstance(problem.doubt, OnRecord | RepeatOf):
        return ReviewedProblem(problem, offer, RowStanding.DUPLICATE)
    return ReviewedProblem(problem, offer, RowStanding.CHECK if offer else RowStanding.MUST_FIX)


def _reviewed(
    draft: Draft, row: TableRow, findings: list[ReviewedProblem], fates: dict[int, RowFate]
) -> ReviewedRow:
    if row.number in draft.left_out:
        return ReviewedRow(row, RowStanding.LEFT_OUT, (), None)
    if not findings:
        return ReviewedRow(row, RowStanding.READY, (), fates.get(row.number))
    worst = min((finding.standing for finding in findings), key=list(RowStanding).index)
    return ReviewedRow(row, worst, tuple(findings), None)
