"""The columns that imports understand, and the headings by which people really call them."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from aspire_desktop.domain.office.facts import Fact
from aspire_desktop.domain.office.organisations import ORGANISATION
from aspire_desktop.domain.office.people import PERSON
from aspire_desktop.domain.office.values import fold
from aspire_desktop.domain.office.written import name_of
from aspire_desktop.domain.programmes.cohorts import COHORT
from aspire_desktop.domain.programmes.enrolments import BOOKING
from aspire_desktop.domain.programmes.facts import FACTS
from aspire_desktop.domain.programmes.projects import PROJECT


class ImportKind(StrEnum):
    """What a file that comes in is about."""

    ORGANISATIONS = "organisations"
    PEOPLE = "people"
    AGREEMENTS = "agreements"
    COHORTS = "cohorts"
    PARTICIPANTS = "participants"
    ATTENDANCE = "attendance"
    PROJECTS = "projects"


def _further(named: Collection[object]) -> dict[str, str]:
    return {fact.name.upper(): fact.column for fact in FACTS if fact.column and fact.column not in named}


class Column(StrEnum):
    """A column that an import understands; the value is its name on screen and in a mapping.

    Here stand those that code has to name; any other fact that files bring is a column by itself.
    """

    FIRST_NAME = "first name"
    LAST_NAME = "last name"
    FULL_NAME = "full name"
    SURNAME_FIRST = "last name, first name"
    EMAIL = "e-mail"
    JOB_TITLE = "job title"
    ORGANISATION = "organisation"
    FUNDING = "funding"
    PO_NUMBER = "PO number"
    ACCESS_NEEDS = "access needs"
    DIETARY_NEEDS = "dietary needs"
    NAME = "name"
    TYPE = "type"
    GSS_CODE = "GSS code"
    REGION = "region"
    REFERENCE = "reference"
    FUNDER = "funder"
    PROGRAMME = "programme"
    PLACES = "places"
    UNIT_AMOUNT = "unit amount"
    BEGINS = "from"
    ENDS = "to"
    CODE = "code"
    PARTNER = "delivery partner"
    CAPACITY = "capacity"
    START_TIME = "start time"
    END_TIME = "end time"
    TITLE = "title"
    OUTCOME = "outcome"
    vars().update(_further(vars().values()))


def _columns(facts: Iterable[Fact]) -> tuple[Column, ...]:
    return tuple(Column(fact.column) for fact in facts if fact.column)


EMPLOYERS = frozenset({*_columns(fact for fact in FACTS if fact.of_body), Column.FUNDER})
"""Columns that name an organisation on record."""
NEEDS = frozenset(_columns(fact for fact in FACTS if fact.restricted))
"""Columns whose words are shown in the restricted panel only."""


@dataclass(frozen=True)
class SessionColumn:
    """The column of a cohort's n-th session, counted from 1."""

    number: int

    def __str__(self) -> str:
        return f"Session {self.number}"


Target = Column | SessionColumn


FULL_NAMES = (Column.FULL_NAME, Column.SURNAME_FIRST)
"""Columns that hold a whole name."""
_NAMES = (Column.FIRST_NAME, Column.LAST_NAME, *FULL_NAMES)
_PERSON = tuple(dict.fromkeys((*_NAMES, *_columns(PERSON))))
COLUMNS: dict[ImportKind, tuple[Column, ...]] = {
    ImportKind.ORGANISATIONS: _columns(ORGANISATION),
    ImportKind.PEOPLE: _PERSON,
    ImportKind.PARTICIPANTS: (*_PERSON, *_columns(BOOKING)),
    ImportKind.AGREEMENTS: (
        Column.REFERENCE,
        Column.FUNDER,
        Column.PROGRAMME,
        Column.PLACES,
        Column.UNIT_AMOUNT,
        Column.BEGINS,
        Column.ENDS,
    ),
    ImportKind.COHORTS: _columns(COHORT),
    ImportKind.ATTENDANCE: (Column.EMAIL, *_NAMES),
    ImportKind.PROJECTS: (Column.EMAIL, *_NAMES, *_columns(PROJECT)),
}
RULES: Mapping[Target, Callable[[str], Any]] = {
    **{Column(fact.column): fact.rule for fact in FACTS if fact.column},
    **dict.fromkeys((*FULL_NAMES, Column.FUNDER), name_of),
}
"""By which the words of a column are read: as words of a sentence where it has no rule here."""
HAVE_SESSIONS = frozenset({ImportKind.COHORTS, ImportKind.ATTENDANCE})
"""Kinds with a column for each session."""
HAVE_DATES = frozenset({ImportKind.COHORTS, ImportKind.AGREEMENTS})
"""Kinds with dates in their rows."""
PEOPLE_KINDS = frozenset({ImportKind.PEOPLE, ImportKind.PARTICIPANTS})
"""Kinds whose rows name a person."""
FOUND_KINDS = frozenset({ImportKind.ATTENDANCE, ImportKind.PROJECTS})
"""Kinds whose rows find somebody of a cohort, by e-mail, or by a name that only one of them bears."""
OF_COHORTS = (ImportKind.PARTICIPANTS, *sorted(FOUND_KINDS))
"""Kinds of file that belong to one cohort."""
NEEDED: dict[ImportKind, tuple[Column, ...]] = {
    ImportKind.ORGANISATIONS: (Column.NAME,),
    ImportKind.PEOPLE: (Column.ORGANISATION,),
    ImportKind.PARTICIPANTS: (Column.ORGANISATION,),
    ImportKind.AGREEMENTS: COLUMNS[ImportKind.AGREEMENTS],
    ImportKind.COHORTS: (Column.CODE, Column.PROGRAMME),
    ImportKind.ATTENDANCE: (),
    ImportKind.PROJECTS: (),
}
_WORDS: dict[Column, str] = {
    **{Column(fact.column): fact.headings for fact in FACTS if fact.column},
    Column.FULL_NAME: "name/fullname/full name/name in full/first and last name/forename and surname/"
    "participant/delegate/attendee/learner/person/employee",
    Column.SURNAME_FIRST: "surname forename/surname forenames/surname first name/surname first names/"
    "surname given name/last name first name/last name first/last first/last name forename/"
    "family name given name/family name first name/family name forename/name surname first/"
    "name last name first/surname and forename/surname and first name/last name and first name",
    Column.REFERENCE: "ref/agreement/agreement reference/agreement ref/agreement number/agreement no/"
    "contract/contract reference/contract number/reference number/reference no/grant reference",
    Column.FUNDER: "funded by/funding body/funding organisation/paid by/sponsor/name of funder",
    Column.PLACES: "number of places/no of places/places funded/funded places/cap/no places/total places/"
    "places agreed/allocation",
    Column.UNIT_AMOUNT: "unit/amount/unit price/unit cost/price/price per place/amount per place/subsidy/"
    "subsidy per place/cost per place/rate/unit subsidy/per place/unit rate/funding per place",
    Column.BEGINS: "start/start date/starts/begins/date from/valid from/from date/begin/beginning/starting",
    Column.ENDS: "end/end date/ends/until/date to/valid to/to date/valid until/finish/finish date/expires",
}
_MANAGER_WORDS = (
    "line manager/manager/manager name/name of manager/name of line manager/line manager name/"
    "line manager email/manager email/email of line manager"
)
_PLACE_WORDS = "directorate/department/dept/division/service/service area/team/section/business unit"
_NOT_KEPT = frozenset(f"{_MANAGER_WORDS}/{_PLACE_WORDS}".split("/"))
_IN_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_NOT_WORDS = re.compile(r"[^a-z0-9£]+")
_ASIDE = re.compile(
    r"^(?:(?:participants?|delegates?|attendees?|learners?|employees?|candidates?|persons?|nominees?|staff|"
    r"your|the|their|please enter|please give)(?: s)? )+|(?: (?:required|optional|if any|if known))+$"
)
_SESSION = re.compile(
    r"(?:(?:date )?(?:of )?(?:session|day|module|workshop|register|date|event|week)(?: (?:date|day|session))?"
    r"(?: no| number)? ?0?(\d{1,2})(?:$| .*|st$)|(?:s|d|m|w)0?(\d{1,2})$)"
)


def heading_key(text: str) -> str:
    """Give a heading without case, accents, punctuation and remarks in brackets."""
    folded = fold(text)
    bare = _IN_BRACKETS.sub(" ", folded)
    return _key(bare if bare.strip(" *:") else folded)


def _key(folded: str) -> str:
    words = _NOT_WORDS.sub(" ", folded).strip()
    return f"{words} ".replace("e mail ", "email ").replace("p o ", "po ").replace("£ ", "").strip()


@cache
def _meanings(kind: ImportKind) -> dict[str, Column]:
    meanings: dict[str, Column] = {}
    for column in COLUMNS[kind]:
        meanings.setdefault(heading_key(column.value), column)
    for column in COLUMNS[kind]:
        for word in _WORDS[column].split("/"):
            meanings.setdefault(word, column)
    return meanings


def column_named(kind: ImportKind, text: str) -> Target | None:
    """Tell which column a heading, or a word of a mapping, stands for; None if it is not understood."""
    meanings, key = _meanings(kind), heading_key(text)
    # “Personal (first) name” and “Name (last)” say in brackets which name is meant
    column = meanings.get(_key(fold(text))) or meanings.get(key) or meanings.get(_ASIDE.sub("", key))
    if column is None and kind in HAVE_SESSIONS and (found := _SESSION.match(key)):
        return SessionColumn(int(found[1] or found[2])) if int(found[1] or found[2]) else None
    return column


def is_not_kept(kind: ImportKind, text: str) -> bool:
    """Tell whether a heading is well known and yet nothing of it is kept here, such as the line manager."""
    key = heading_key(text)
    words = {key, _ASIDE.sub("", key), key.replace("manager s ", "manager ")}
    return kind in PEOPLE_KINDS and not _NOT_KEPT.isdisjoint(words)
