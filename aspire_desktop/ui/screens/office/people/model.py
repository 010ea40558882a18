"""People as rows of a table: what is wanted, the question that finds it, and the cells."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt

from aspire_desktop.domain.office.errors import Explanation, Refused
from aspire_desktop.domain.office.people import EmploymentRow, FormerNameRow, Merged, PersonRow
from aspire_desktop.domain.office.values import PersonId
from aspire_desktop.domain.programmes.enrolments import TakenPartRow
from aspire_desktop.services.contact.merging import MergePeople
from aspire_desktop.services.door.office import Office
from aspire_desktop.storage.lookups.office.people import (
    certificate_name_of,
    count_people,
    employment_rows,
    former_name_rows,
    person_row,
    person_rows,
)
from aspire_desktop.storage.lookups.programmes.enrolments import taken_part_rows
from aspire_desktop.ui.widgets.cells import Cell, Column
from aspire_desktop.ui.widgets.words import name_words

HEADINGS = ("Name", "Role", "Organisation", "E-mail address")
COLUMNS = (
    Column(Cell.NAME, 200),
    Column(Cell.QUIET, 190),
    Column(Cell.TEXT, stretch=True),
    Column(Cell.QUIET, 240),
)
ROLE, EMAIL = 1, 3
MOST = 500
"""How many people are shown at once; whoever wants another types a part of the name."""


@dataclass(frozen=True)
class Listing:
    """The people found, how many there are that match, and how many in all."""

    rows: Sequence[PersonRow]
    found: int
    total: int


@dataclass(frozen=True)
class Facts:
    """What the pane shows of one person."""

    person: PersonRow
    jobs: Sequence[EmploymentRow]
    cohorts: Sequence[TakenPartRow]
    certificate_name: str
    earlier: Sequence[FormerNameRow]
    """What they were called before, the latest first."""


@dataclass(frozen=True)
class Comparison:
    """Two records that may be one person, and what would become of the second in the first."""

    kept: Facts
    merged: Facts
    outcome: Merged | None
    refusal: Explanation | None
    """Why they cannot be merged, in place of an outcome."""


def listing(text: str, office: Office) -> Listing:
    """Ask for the first people, by family name, whose name or address holds the words."""
    rows = office.ask(person_rows, office.clock.today(), text, MOST)
    total = office.ask(count_people)
    return Listing(rows, office.ask(count_people, text) if text else total, total)


def facts(id: PersonId, office: Office) -> Facts | None:
    """Ask for one person; None where they are gone."""
    today = office.clock.today()
    person = office.ask(person_row, id, today)
    if person is None:
        return None
    return Facts(
        person,
        office.ask(employment_rows, id, today),
        office.ask(taken_part_rows, id),
        office.ask(certificate_name_of, id),
        office.ask(former_name_rows, id),
    )


def comparison(keep: PersonId, merge: PersonId, office: Office) -> Comparison | None:
    """Ask for two records with what merging them would do; None where one of them is gone."""
    kept, merged = facts(keep, office), facts(merge, office)
    if kept is None or merged is None:
        return None
    try:
        return Comparison(kept, merged, office.preview(MergePeople(keep, merge)).value, None)
    except Refused as refused:
        return Comparison(kept, merged, None, refused.explanation)


def cell(row: PersonRow, column: int, role: int) -> object:
    """Give a cell."""
    if role != Qt.ItemDataRole.DisplayRole:
        return None
    return (name_words(row.given_name, row.family_name), row.job_title, row.organisation, row.email)[column]
