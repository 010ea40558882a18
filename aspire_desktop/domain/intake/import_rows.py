"""Reading one row of a file as a checked line."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from aspire_desktop.domain.intake.cells import (
    Cell,
    as_amount,
    as_count,
    as_date,
    as_text,
    as_time,
    as_told,
    is_blank,
    shown,
)
from aspire_desktop.domain.intake.codes import as_code
from aspire_desktop.domain.intake.columns import (
    FULL_NAMES,
    NEEDS,
    RULES,
    Column,
    ImportKind,
    SessionColumn,
    Target,
)
from aspire_desktop.domain.intake.headings import Mapping
from aspire_desktop.domain.intake.import_words import funding_word, mark_word, outcome_word
from aspire_desktop.domain.intake.imports import (
    AgreementLine,
    AttendanceLine,
    Checks,
    CohortLine,
    Line,
    OrganisationLine,
    ParticipantLine,
    PersonLine,
    Problem,
    ProjectLine,
    Rejected,
    SessionDay,
    SessionMark,
)
from aspire_desktop.domain.intake.month_first import doubted_date
from aspire_desktop.domain.office.errors import BrokenLetters, NotUnderstood
from aspire_desktop.domain.office.facts import Fact
from aspire_desktop.domain.office.name_cells import doubt_of
from aspire_desktop.domain.office.organisations import ORGANISATION
from aspire_desktop.domain.office.people import EMPLOYER, PERSON
from aspire_desktop.domain.office.person_names import (
    DoubtfulName,
    PersonName,
    plain_name,
    split_name,
    why_nobody,
    without_former,
    without_letters_after,
    without_title,
)
from aspire_desktop.domain.office.written import code_of, count_of, time_of, words_of
from aspire_desktop.domain.programmes.attendance import Code
from aspire_desktop.domain.programmes.cohorts import COHORT
from aspire_desktop.domain.programmes.enrolments import BOOKING
from aspire_desktop.domain.programmes.projects import PROJECT

_SEVERAL = re.compile(r"\s*[;|]\s*")
_NEEDS_UNCLEAR = "Letters of this text were broken before they came here. Type it again."
V = TypeVar("V")


def parse_row(
    kind: ImportKind, mapping: Mapping, number: int, cells: Sequence[Cell], checks: Checks
) -> Line | Rejected:
    """Read one row of a file; `number` is the spreadsheet's own. All problems of the row are named."""
    row = _Row(mapping, number, cells)
    line = _READERS[kind](row, checks)
    return Rejected(tuple(row.problems)) if row.problems else line


class _Row:
    """Reads the cells of one row by column and collects what is wrong with them."""

    def __init__(self, mapping: Mapping, number: int, cells: Sequence[Cell]) -> None:
        self.number = number
        self.problems: list[Problem] = []
        self._mapping = mapping
        self._places = mapping.places
        self._cells = cells

    def has(self, target: Target) -> bool:
        return target in self._places

    def cell(self, target: Target) -> Cell:
        place = self._places.get(target)
        return self._cells[place] if place is not None and place < len(self._cells) else None

    def fail(self, target: Target, words: str, instead: tuple[str, ...] = ()) -> None:
        heading = self._mapping.heading_of(target)
        # a list of problems goes back to whoever sent the file, and into logs: needs stay out of it
        value = "" if target in NEEDS else shown(self.cell(target))
        place = self._places.get(target)
        self.problems.append(Problem(self.number, heading, value, words, place, instead=instead))

    def read(self, target: Target, reader: Callable[[Cell], V], otherwise: V) -> V:
        """Read a cell; a problem is noted, and stands for `otherwise` so that the others are found too."""
        try:
            return reader(self.cell(target))
        except NotUnderstood as problem:
            quotes = target in NEEDS and (problem.instead or isinstance(problem, BrokenLetters))
            self.fail(target, _NEEDS_UNCLEAR if quotes else problem.words, problem.instead)
            return otherwise

    def text(self, target: Target) -> str:
        return self.read(target, _by_rule(target), "")

    def told(self, facts: Iterable[Fact], *by_hand: str) -> dict[str, Any]:
        """Read what files bring of a noun, by the names of the facts, beside those that are read by hand.

        A line without a field for one of them cannot be made: nothing that is understood is dropped.
        """
        brought = [fact for fact in facts if fact.column and fact.name not in by_hand]
        readers = {fact.name: _CELLS.get(fact.rule) or _by_rule(Column(fact.column)) for fact in brought}
        return {
            fact.name: self.read(Column(fact.column), readers[fact.name], fact.rule("")) for fact in brought
        }

    def needed(self, target: Target, reader: Callable[[Cell], V | None], otherwise: V) -> V:
        """Read a cell that must not be empty."""
        before = len(self.problems)
        found = self.read(target, reader, None)
        if not found and len(self.problems) == before:
            self.fail(target, f"The {target} is missing.")
        return found or otherwise

    def needed_text(self, target: Target) -> str:
        return self.needed(target, _by_rule(target), "")

    def email(self) -> str:
        return self.text(Column.EMAIL)

    def needed_email(self) -> str:
        before = len(self.problems)
        email = self.email()
        if not email and len(self.problems) == before:
            self.fail(Column.EMAIL, "The e-mail address is missing.")
        return email

    def person(self) -> PersonName:
        """Read the name from its two columns, or from the one column of full names."""
        in_two = self.has(Column.FIRST_NAME) and self.has(Column.LAST_NAME)
        whole = Column.SURNAME_FIRST if self.has(Column.SURNAME_FIRST) else Column.FULL_NAME
        columns = (Column.FIRST_NAME, Column.LAST_NAME) if in_two else (whole,)
        if all(is_blank(self.cell(column)) for column in columns):
            self.fail(columns[0], "The name is missing.")
            return PersonName("", "")
        if in_two:
            given = without_title(self._part(Column.FIRST_NAME))
            family, former = without_former(without_letters_after(self._part(Column.LAST_NAME)))
            name = PersonName(given, family, former)
        else:
            name = self._whole_name(whole)
        if why := why_nobody(name.given, name.family):
            self.fail(columns[0], why)
        return name

    def _part(self, column: Column) -> str:
        """Read a first or last name; what is no name, or not that one alone, is noted."""
        text = self.needed_text(column)
        if doubt := doubt_of(text, str(column)):
            self.fail(column, doubt)
        return text

    def _whole_name(self, column: Column) -> PersonName:
        text = self.text(column)
        if why := why_nobody(text, ""):
            self.fail(column, why)
            return PersonName("", "")
        name = split_name(text, surname_first=column is Column.SURNAME_FIRST)
        if isinstance(name, DoubtfulName):
            self.fail(column, name.in_words(text))
            return PersonName("", "")
        if text and not name.given:
            self.fail(column, f"“{text}” has no first name.")
        return name

    def whom(self) -> tuple[str, str]:
        """Read what finds somebody of a cohort: the address, or else the name."""
        named = [column for column in (Column.FIRST_NAME, Column.LAST_NAME) if self.has(column)]
        named = named if len(named) == 2 else [column for column in FULL_NAMES if self.has(column)][:1]
        if not named:
            return self.needed_email(), ""
        before = len(self.problems)
        email, name = self.email(), " ".join(filter(None, map(self.text, named)))
        if not email and not name and len(self.problems) == before:
            self.fail(named[0], "There is neither an e-mail address nor a name.")
        if email:
            return email, ""
        if len(named) == 1:
            name = plain_name(name, surname_first=named[0] is Column.SURNAME_FIRST)
        return email, name

    def sessions(self) -> list[SessionColumn]:
        return sorted(
            (target for target in self._places if isinstance(target, SessionColumn)),
            key=lambda session: session.number,
        )


def _by_rule(target: Target) -> Callable[[Cell], Any]:
    rule = RULES.get(target, words_of)
    return lambda cell: rule(as_told(cell))


_CELLS: dict[Callable[[str], Any], Callable[[Cell], Any]] = {
    code_of: as_code,
    count_of: as_count,
    time_of: as_time,
}
"""How a cell is read that a spreadsheet may hold as a number or a time; any other is read as it is shown."""


def _person(row: _Row, checks: Checks) -> PersonLine:
    return PersonLine(**_of_person(row))


def _participant(row: _Row, checks: Checks) -> ParticipantLine:
    return ParticipantLine(
        **_of_person(row),
        funding=row.read(Column.FUNDING, lambda cell: funding_word(as_text(cell)), None),
        **row.told(BOOKING, "funding"),
    )


def _of_person(row: _Row) -> dict[str, Any]:
    """Read who it is and what is typed of them; the name may stand in one column."""
    name = row.person()
    of_name = {"given_name": name.given, "family_name": name.family, "former_name": name.former}
    told = row.told(PERSON, *of_name, EMPLOYER.name)
    return {"row": row.number, **of_name, **told, EMPLOYER.name: row.needed_text(Column.ORGANISATION)}


def _organisation(row: _Row, _checks: Checks) -> OrganisationLine:
    name = row.needed_text(Column.NAME)
    return OrganisationLine(row.number, name, **row.told(ORGANISATION, "name"))


def _agreement(row: _Row, checks: Checks) -> AgreementLine:
    line = AgreementLine(
        row.number,
        row.needed(Column.REFERENCE, as_code, ""),
        row.needed_text(Column.FUNDER),
        row.needed(Column.PROGRAMME, lambda cell: _several(_SEVERAL, as_text(cell)), ()),
        row.needed(Column.PLACES, as_count, 0),
        _unit(row),
        row.needed(Column.BEGINS, _date_reader(checks), date.max),
        row.needed(Column.ENDS, _date_reader(checks), date.max),
    )
    if line.ends < line.begins and not row.problems:
        row.fail(Column.ENDS, "The agreement ends before it begins.")
    return line


def _unit(row: _Row) -> Decimal:
    before = len(row.problems)
    unit = row.read(Column.UNIT_AMOUNT, as_amount, None)
    if unit is None and len(row.problems) == before:
        row.fail(Column.UNIT_AMOUNT, "The unit amount is missing.")
    return unit or Decimal(0)


def _date_reader(checks: Checks) -> Callable[[Cell], date | None]:
    return doubted_date if checks.month_first else as_date


def _cohort(row: _Row, checks: Checks) -> CohortLine:
    days = ((session, row.read(session, _date_reader(checks), None)) for session in row.sessions())
    line = CohortLine(
        row.number,
        row.needed(Column.CODE, as_code, ""),
        row.needed_text(Column.PROGRAMME),
        sessions=tuple(SessionDay(session.number, on) for session, on in days if on is not None),
        **row.told(COHORT, "code", "programme"),
    )
    if line.starts and line.ends and line.ends <= line.starts:
        row.fail(Column.END_TIME, "The end time is not after the start time.")
    return line


def _several(between: re.Pattern[str], text: str) -> tuple[str, ...]:
    return tuple(part for part in between.split(text) if part)


def _attendance(row: _Row, checks: Checks) -> AttendanceLine:
    email, name = row.whom()
    marks = ((session, row.read(session, _mark, None)) for session in row.sessions())
    return AttendanceLine(
        row.number, email, tuple(SessionMark(session.number, code) for session, code in marks if code), name
    )


def _mark(cell: Cell) -> Code | None:
    return mark_word(as_text(cell))


def _project(row: _Row, checks: Checks) -> ProjectLine:
    email, name = row.whom()
    line = ProjectLine(
        row.number,
        email,
        outcome=row.read(Column.OUTCOME, lambda cell: outcome_word(as_text(cell), checks.outcomes), ""),
        name=name,
        **row.told(PROJECT, "outcome"),
    )
    if not line.title and not line.outcome and not row.problems:
        row.fail(Column.TITLE, "There is neither a title nor an outcome.")
    return line


_READERS: dict[ImportKind, Callable[[_Row, Checks], Line]] = {
    ImportKind.ORGANISATIONS: _organisation,
    ImportKind.PEOPLE: _person,
    ImportKind.PARTICIPANTS: _participant,
    ImportKind.AGREEMENTS: _agreement,
    ImportKind.COHORTS: _cohort,
    ImportKind.ATTENDANCE: _attendance,
    ImportKind.PROJECTS: _project,
}
