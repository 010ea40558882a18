"""Whatever a column that is understood holds is kept, or its row is said to be wrong: never dropped."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Column, select

from aspire_desktop.domain.intake.columns import COLUMNS, ImportKind
from aspire_desktop.domain.intake.import_reports import ImportReport
from aspire_desktop.domain.intake.imports import Line, ParticipantLine, Table
from aspire_desktop.domain.office.facts import Fact
from aspire_desktop.domain.office.organisations import ORGANISATION
from aspire_desktop.domain.office.people import PERSON
from aspire_desktop.domain.office.values import CohortId
from aspire_desktop.domain.office.written import (
    code_of,
    count_of,
    email_of,
    gss_of,
    name_if_any,
    name_of,
    names_of,
    time_of,
    words_if_any,
    words_of,
)
from aspire_desktop.domain.programmes.cohorts import COHORT
from aspire_desktop.domain.programmes.enrolments import BOOKING
from aspire_desktop.domain.programmes.projects import PROJECT
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.intake.imports.file import ImportFile
from aspire_desktop.services.intake.imports.reading import read_for_import
from aspire_desktop.storage.lookups.office.organisations import organisation_rows
from aspire_desktop.storage.lookups.programmes.programmes import outcome_rows, version_rows
from aspire_desktop.storage.store import Store
from aspire_desktop.storage.tables.programmes.cohorts import cohorts
from aspire_desktop.storage.tables.schema import metadata

FACTS: Mapping[ImportKind, tuple[Fact, ...]] = {
    ImportKind.ORGANISATIONS: ORGANISATION,
    ImportKind.COHORTS: COHORT,
    ImportKind.PEOPLE: PERSON,
    ImportKind.PARTICIPANTS: (*PERSON, *BOOKING),
    ImportKind.PROJECTS: PROJECT,
}
WALSALL, LEEDS = "Walsall Council", "Leeds City Council"
BY_RULE: Mapping[Callable[[str], Any], tuple[str, str]] = {
    words_of: ("Zeta quill", "Yan quill"),
    words_if_any: ("Zeta quill", "Yan quill"),
    name_of: ("Zeta", "Yan"),
    name_if_any: (WALSALL, LEEDS),
    names_of: ("Zeta Quill, Yan Quill", "Yan Quill"),
    email_of: ("zeta@x.gov.uk", "yan@x.gov.uk"),
    gss_of: ("E07999999", "E07999998"),
    code_of: ("ZQ-77", "ZQ-78"),
    count_of: ("17", "18"),
    time_of: ("09:45", "09:50"),
}
BY_NAME = {
    "organisation": (WALSALL, LEEDS),
    "programme": ("Aspire", "Inspire OD"),
    "ends": ("15:45", "15:50"),
    "funding": ("council", "bursary"),
    "outcome": ("Pass", "Merit"),
}
BESIDE = {
    ImportKind.COHORTS: {"Session 1": "09/12/2026"},
    ImportKind.PROJECTS: {"e-mail": "zeta@x.gov.uk"},
}
"""What a row of a kind says besides the facts of its noun."""
BEFORE = {
    ImportKind.PARTICIPANTS: [ImportKind.COHORTS],
    ImportKind.PROJECTS: [ImportKind.COHORTS, ImportKind.PARTICIPANTS],
}
"""What must be on record before a file of a kind."""
OF_A_COHORT = frozenset({ImportKind.PARTICIPANTS, ImportKind.PROJECTS})


def _brought(kind: ImportKind) -> tuple[Fact, ...]:
    return tuple(fact for fact in FACTS[kind] if fact.column)


def _said(fact: Fact, which: int = 0) -> str:
    return (BY_NAME.get(fact.name) or BY_RULE[fact.rule])[which]


class Files:
    """Brings files of one row, in which every column is filled."""

    def __init__(self, office: Office, store: Store, folder: Path) -> None:
        self.office, self._store, self._folder = office, store, folder

    def read(self, kind: ImportKind, other: Fact | None = None) -> Table:
        """Read a row of a kind; of `other` it says something else."""
        row = {fact.column: _said(fact, int(fact is other)) for fact in _brought(kind)}
        row |= BESIDE.get(kind, {})
        file = self._folder / "row.csv"
        told = (";".join(each) for each in (row, row.values()))
        file.write_text("\n".join(told), encoding="utf-8")
        return read_for_import(self.office, file, kind, self._cohort(kind))

    def action(self, kind: ImportKind, other: Fact | None = None) -> ImportFile:
        """Give what takes such a row in."""
        return ImportFile(self.read(kind, other), self._cohort(kind))

    def take_in(self, kind: ImportKind) -> Line:
        """Take a row in, after what it rests on; give the line that was kept of it."""
        for earlier in BEFORE.get(kind, ()):
            self.office.do(self.action(earlier))
        report: ImportReport = self.office.do(self.action(kind)).value
        assert (report.new, report.problems) == (1, ())
        (row,) = self.read(kind).rows
        assert row.line is not None
        return row.line

    def _cohort(self, kind: ImportKind) -> CohortId | None:
        if kind not in OF_A_COHORT:
            return None
        return CohortId(max(self.stored(cohorts.c.id)))

    def stored(self, column: "Column[int]") -> set[int]:
        """Give what is stored in a column."""
        with self._store.reading() as connection:
            return set(connection.scalars(select(column)))


@pytest.fixture
def files(open_office: Office, open_store: Store, tmp_path: Path) -> Files:
    return Files(open_office, open_store, tmp_path)


def _column(fact: Fact) -> "Column[int]":
    """Give where a fact that a file brings is kept."""
    return metadata.tables[fact.table].c[fact.kept_as] if fact.table else cohorts.c.version_id


def _expected(office: Office, fact: Fact, line: Line) -> set[object]:
    today, said = office.clock.today(), getattr(line, fact.name)
    version = next(row.id for row in office.ask(version_rows) if row.title == "Aspire")
    if fact.of_body:
        return {row.id for row in office.ask(organisation_rows, today) if row.name == said}
    if fact.name == "programme":
        return {version}
    if fact.name == "outcome":
        return {row.key for row in office.ask(outcome_rows, version) if row.answers_to(said)}
    return set(said) if isinstance(said, tuple) else {said}


def test_every_fact_that_files_bring_is_tried() -> None:
    for kind, facts in FACTS.items():
        assert {fact.column for fact in facts if fact.column} <= {str(each) for each in COLUMNS[kind]}
    told = {str(column) for kind in FACTS for column in COLUMNS[kind]}
    assert told - {fact.column for kind in FACTS for fact in _brought(kind)} == {
        "full name", "last name, first name",
    }  # fmt: skip


@pytest.mark.parametrize("kind", FACTS)
def test_what_every_column_says_is_in_the_line_and_on_record(files: Files, kind: ImportKind) -> None:
    line = files.take_in(kind)
    for fact in _brought(kind):
        assert getattr(line, fact.name), fact.name
        expected = _expected(files.office, fact, line)
        assert expected, fact.name
        assert expected <= files.stored(_column(fact)), fact.name


@pytest.mark.parametrize("kind", FACTS)
def test_what_is_on_record_otherwise_is_changed_or_refused(files: Files, kind: ImportKind) -> None:
    files.take_in(kind)
    assert files.office.preview(files.action(kind)).value.matched == 1
    for fact in _brought(kind):
        assert files.office.preview(files.action(kind, fact)).value.matched == 0, fact.name


def test_a_line_of_a_participant_says_what_a_line_of_a_person_says(files: Files) -> None:
    person, participant = files.take_in(ImportKind.PEOPLE), files.take_in(ImportKind.PARTICIPANTS)
    assert isinstance(participant, ParticipantLine)
    assert [fact.of(person) for fact in _brought(ImportKind.PEOPLE)] == [
        fact.of(participant) for fact in _brought(ImportKind.PEOPLE)
    ]
