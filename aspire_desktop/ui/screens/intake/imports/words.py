"""What the import says of kinds of file, rows and columns."""

from dataclasses import dataclass

from aspire_desktop.domain.intake.columns import (
    COLUMNS,
    FOUND_KINDS,
    FULL_NAMES,
    HAVE_SESSIONS,
    NEEDED,
    PEOPLE_KINDS,
    Column,
    ImportKind,
)
from aspire_desktop.domain.intake.headings import Mapping
from aspire_desktop.domain.intake.imports import (
    AgreementLine,
    AttendanceLine,
    CohortLine,
    Line,
    OrganisationLine,
    PersonLine,
)
from aspire_desktop.domain.office.values import enumerated
from aspire_desktop.domain.programmes.attendance import WORDS

KINDS: dict[ImportKind, str] = {
    ImportKind.PARTICIPANTS: "Participants of a cohort",
    ImportKind.PEOPLE: "People",
    ImportKind.ORGANISATIONS: "Organisations",
    ImportKind.COHORTS: "Cohorts with their sessions",
    ImportKind.AGREEMENTS: "Agreements with funders",
    ImportKind.ATTENDANCE: "Attendance of a cohort",
    ImportKind.PROJECTS: "Projects of a cohort",
}
_NOUNS: dict[ImportKind, tuple[str, str]] = {
    ImportKind.PARTICIPANTS: ("person", "people"),
    ImportKind.PEOPLE: ("person", "people"),
    ImportKind.ORGANISATIONS: ("organisation", "organisations"),
    ImportKind.COHORTS: ("cohort", "cohorts"),
    ImportKind.AGREEMENTS: ("agreement", "agreements"),
    ImportKind.ATTENDANCE: ("register line", "register lines"),
    ImportKind.PROJECTS: ("project", "projects"),
}


@dataclass(frozen=True)
class Naming:
    """How a row is called in a list: its name, and what tells it from others."""

    name: str
    more: str


def counted(number: int, one: str, many: str = "") -> str:
    """Say a number of things: "1 row", "14 rows"."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def things(kind: ImportKind, number: int) -> str:
    """Say how many of what a file brings: "34 people"."""
    return counted(number, *_NOUNS[kind])


def column_words(text: str) -> str:
    """Give the name of a column as it stands on screen: "First name", "PO number"."""
    return f"{text[:1].upper()}{text[1:]}"


def holds_words(kind: ImportKind) -> str:
    """Say which columns a file of a kind must have and may have."""
    needed = [str(column) for column in NEEDED[kind]]
    if kind in PEOPLE_KINDS:
        needed.insert(0, "first name and last name (or full name)")
    if kind in FOUND_KINDS:
        needed.insert(0, "e-mail (or first name and last name, or full name)")
    names = {Column.FIRST_NAME, Column.LAST_NAME, *FULL_NAMES}
    if kind in FOUND_KINDS:
        names.add(Column.EMAIL)
    more = [str(column) for column in COLUMNS[kind] if column not in NEEDED[kind] and column not in names]
    if kind in HAVE_SESSIONS:
        more.append("one column for each session")
    words = f"It needs {enumerated(needed)}."
    return f"{words} It can also have {enumerated(more)}." if more else words


def matched_words(mapping: Mapping) -> str:
    """Say how many columns are matched: "6 matched, 2 left out"."""
    words = f"{len(mapping.matched)} matched"
    return f"{words}, {len(mapping.left_out)} left out" if mapping.left_out else words


def naming(line: Line) -> Naming:
    """Say what a row is about."""
    if isinstance(line, PersonLine):
        return Naming(line.full_name(), line.organisation)
    if isinstance(line, OrganisationLine):
        return Naming(line.name, line.type)
    if isinstance(line, AgreementLine):
        return Naming(line.reference, f"{line.funder}, {counted(line.places, 'place')}")
    if isinstance(line, CohortLine):
        return Naming(line.code, f"{line.programme}, {counted(len(line.sessions), 'session')}")
    if isinstance(line, AttendanceLine):
        return Naming(
            line.email or line.name, ", ".join(f"{mark.number}: {WORDS[mark.code]}" for mark in line.marks)
        )
    return Naming(line.email or line.name, " · ".join(filter(None, (line.title, line.outcome))))
