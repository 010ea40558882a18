"""People as a list that the database pages, and what the pane and a merger ask of one person."""

from collections.abc import Sequence
from dataclasses import dataclass

from aspire_desktop.domain.office.errors import Explanation, Refused
from aspire_desktop.domain.office.facts import facts_in
from aspire_desktop.domain.office.history import Record
from aspire_desktop.domain.office.people import (
    EMAIL,
    EMPLOYER,
    JOB_TITLE,
    NAME,
    PERSON,
    EmploymentRow,
    FormerNameRow,
    Merged,
    PeopleAmong,
    PeopleOrder,
    PersonRow,
    full_name,
    listed_name,
)
from aspire_desktop.domain.office.values import PersonId
from aspire_desktop.domain.programmes.enrolments import TakenPartRow
from aspire_desktop.services.contact.merging import MergePeople
from aspire_desktop.services.door.export import Asked
from aspire_desktop.services.door.office import Office
from aspire_desktop.storage.lookups.office.people import (
    count_people,
    employment_rows,
    former_name_rows,
    people_by,
    people_choices,
    person_keys,
    person_row,
    person_rows_of,
)
from aspire_desktop.storage.lookups.programmes.enrolments import taken_part_rows
from aspire_desktop.ui.lists.fields import Field, fact_field
from aspire_desktop.ui.lists.list_of import Empty, Found, ListOf, Pages
from aspire_desktop.ui.lists.sifting import Filter, Order, Sifting
from aspire_desktop.ui.widgets.cells import Cell
from aspire_desktop.ui.widgets.filter_button import FilterChoice

REGION = "Region"
_ORDERS = {
    "Name": PeopleOrder.NAME,
    JOB_TITLE.head: PeopleOrder.ROLE,
    EMPLOYER.head: PeopleOrder.ORGANISATION,
    REGION: PeopleOrder.REGION,
    EMAIL.head: PeopleOrder.EMAIL,
}

_SHOWN = (*NAME, JOB_TITLE, EMPLOYER, EMAIL)
"""What has a place of its own in the list; the rest may be chosen."""


def _keys(wanted: Sifting, office: Office) -> Found:
    """Ask who is wanted, and in which order."""
    order = _ORDERS.get(wanted.order.heading, PeopleOrder.NAME)
    today = office.clock.today()
    within = PeopleAmong(*(wanted.filters.get(name, "") for name in (EMPLOYER.head, JOB_TITLE.head, REGION)))
    keys = office.ask(person_keys, today, wanted.text, order, wanted.order.descending, within)
    offered = office.ask(people_choices, today)
    by_filter = {EMPLOYER.head: offered.organisations, JOB_TITLE.head: offered.job_titles}
    by_filter[REGION] = offered.regions
    choices = {name: [FilterChoice(each, each) for each in told] for name, told in by_filter.items()}
    found = Found(keys, office.ask(count_people), choices=choices)
    return found.grouped(office.ask(people_by, today, _ORDERS[wanted.group])) if wanted.group else found


def _rows(keys: Sequence[int], office: Asked) -> list[PersonRow]:
    return office.ask(person_rows_of, [PersonId(key) for key in keys], office.moment.today)


PEOPLE = ListOf[PersonRow](
    name="People",
    noun=("person", "people"),
    key=lambda row: row.id,
    about=lambda row: Record("people", row.id, full_name(row.given_name, row.family_name)),
    pages=Pages(_keys, _rows, frozenset(_ORDERS)),
    fields=(
        Field("Name", lambda row: listed_name(row.given_name, row.family_name), Cell.NAME, 200),
        fact_field(JOB_TITLE, Cell.QUIET, 190, least=560, groups=True),
        fact_field(EMPLOYER, stretch=True, groups=True),
        fact_field(EMAIL, Cell.QUIET, 240, least=760),
        *(fact_field(fact, spare=True) for fact in facts_in(PersonRow, PERSON) if fact not in _SHOWN),
        Field(REGION, lambda row: row.region, width=150, groups=True, spare=True),
    ),
    filters=(
        Filter(EMPLOYER.head, lambda row: row.organisation),
        Filter(JOB_TITLE.head, lambda row: row.job_title),
        Filter(REGION, lambda row: row.region),
    ),
    order=Order("Name"),
    empty=Empty(
        "user",
        "There are no people yet",
        "Everybody who takes part, or took part, in a programme belongs here.",
    ),
    no_match="Nobody matches these filters",
    search_hint="Find people",
)


@dataclass(frozen=True)
class Facts:
    """What the pane shows of one person."""

    person: PersonRow
    jobs: Sequence[EmploymentRow]
    cohorts: Sequence[TakenPartRow]
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
