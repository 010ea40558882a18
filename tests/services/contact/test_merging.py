"""Two records of one person: every fact of the one that goes moves, is joined, or is told before."""

from collections.abc import Mapping
from datetime import date
from enum import Enum

import pytest
from round_trips import there_and_back
from sqlalchemy import Table, select
from whole_office import WholeOffice

from aspire_desktop.domain.office.attached_files import AttachedFile
from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.people import Chosen, Merged
from aspire_desktop.domain.office.values import PersonId, long_date
from aspire_desktop.domain.programmes.enrolments import Funding, Status
from aspire_desktop.services.contact.merging import MergePeople
from aspire_desktop.services.office.people import AddPerson, MovePerson, SetCertificateName
from aspire_desktop.services.programmes.approvals import RecordApproval
from aspire_desktop.services.programmes.enrolments import (
    ChangeBooking,
    EnrolParticipant,
    MoveEnrolment,
    NoteNeeds,
)
from aspire_desktop.storage.lookups.office.people import former_name_rows, person_row
from aspire_desktop.storage.lookups.programmes.enrolments import needs_of, participant_rows, step_rows
from aspire_desktop.storage.store import Store
from aspire_desktop.storage.tables.schema import metadata

TODAY = date(2026, 10, 8)
MOVED = {"former_names", "employments", "enrolments"}
"""Tables whose rows pass to the record that stays."""
JOINED = {"employments", "enrolments", "steps", "needs", "approvals"}
"""Tables of which one row may be made of two: column by column, below."""
WITH_THE_BOOKING = {"marks", "certificates", "charges", "places", "project_members", "messages"}
"""Tables whose rows stay with a booking: one that has any is not joined (released places, messages move)."""
KEPT_APART = {"erasures"}
"""Tables about records that are never merged."""
NEVER_SET = {
    ("people", "restricted_on"),
    ("people", "erased_on"),
    ("employments", "until"),
    ("enrolments", "offered_until"),
    ("enrolments", "waiting_order"),
}
"""Records that are kept apart are not merged; a job that has ended is passed on as it is; whoever left is
not offered a place and does not wait."""
Rows = dict[str, dict[int, dict[str, object]]]


@pytest.fixture
def again(world: WholeOffice) -> PersonId:
    """Siân O’Neill entered twice: every column of the second record says something else."""
    office, id = world.office, world.people[0]
    office.do(SetCertificateName(id, "Siân Mair O’Neill"))
    office.do(ChangeBooking(world.places[0], "HR Adviser", "PO-1"))
    office.do(NoteNeeds(world.places[0], "step-free entrance", "vegetarian"))
    called = {"known_as": "Siani", "phone": "0121 496 0000", "notes": "Prefers mornings"}
    wanted = AddPerson("Siani", "Oneill", "sian@home.example", "OD Lead", world.dudley, **called)
    other = office.do(wanted).value
    office.do(MovePerson(other, world.walsall, "HR Manager", date(2026, 9, 1)))
    office.do(SetCertificateName(other, "Siân M. O’Neill"))
    booked = office.do(EnrolParticipant(world.workshops, other, Funding.COUNCIL, "PO-2")).value
    office.do(ChangeBooking(booked, "Head of HR", "PO-2"))
    office.do(NoteNeeds(booked, "hearing loop", "nut allergy: carries an EpiPen"))
    office.do(RecordApproval(world.places[0], "Ann Bell", date(2026, 9, 2), "E-mail of 2 September"))
    form = (AttachedFile("Form.pdf", b"%PDF-1.7"),)
    office.do(RecordApproval(booked, "Ann Bell-Hart", date(2026, 9, 3), "Signed by hand", form))
    office.do(MoveEnrolment(booked, Status.WITHDRAWN, date(2026, 9, 21), "Entered twice"))
    return other


def everything(store: Store) -> Rows:
    """Give every row about people, by table, number and column."""
    tables = [metadata.tables[name] for name in ("people", *sorted(MOVED | JOINED))]
    with store.reading() as connection:
        return {
            table.name: {row.id: dict(row._mapping) for row in connection.execute(select(table))}
            for table in tables
        }


def facts_of(table: Table) -> list[str]:
    """Give the columns that say something: no numbers of rows, and no keys made of other columns."""
    made = {column.name for column in table.columns if column.name.endswith("_key") or column.primary_key}
    ties = {each.parent.name for each in table.foreign_keys if each.column.table.name != "organisations"}
    return [column.name for column in table.columns if column.name not in made | ties]


def spelled(value: object, bodies: Mapping[object, str], column: str) -> str:
    """Give a value as a sentence says it."""
    if column == "organisation_id":
        return bodies[value]
    if isinstance(value, date):
        return long_date(value)
    return str(value.value) if isinstance(value, Enum) else str(value)


def bodies_of(store: Store) -> dict[object, str]:
    names = metadata.tables["organisation_names"]
    with store.reading() as connection:
        return {row.organisation_id: row.name for row in connection.execute(select(names))}


def test_every_table_about_a_person_is_thought_of() -> None:
    about = {
        table.name
        for table in metadata.tables.values()
        if {each.column.table.name for each in table.foreign_keys} & {"people", "enrolments"}
    }
    assert about == MOVED | JOINED | WITH_THE_BOOKING | KEPT_APART


def test_nothing_vanishes_without_a_word(world: WholeOffice, again: PersonId, open_store: Store) -> None:
    wanted = MergePeople(world.people[0], again)
    said = _words(world.office.preview(wanted).value)
    before = everything(open_store)
    world.office.do(wanted)
    after, bodies = everything(open_store), bodies_of(open_store)
    earlier = [value for row in after["former_names"].values() for value in row.values()]
    gone, filled = set[tuple[str, str]](), set[tuple[str, str]]()
    for name, rows in before.items():
        for column in facts_of(metadata.tables[name]):
            stay = [*earlier, *(row[column] for row in after[name].values())]
            for id, row in rows.items():
                value = row[column]
                kept = value in (None, "") or value in stay
                assert kept or spelled(value, bodies, column) in said, f"{value!r} of {name}.{column} is gone"
                if id not in after[name]:
                    gone.add((name, column))
                    filled |= set() if value in (None, "") else {(name, column)}
    assert {name for name, _ in gone} == JOINED | {"people"}
    assert gone - filled == NEVER_SET, "a column that no test fills may be lost without a word"


def _words(merged: Merged) -> str:
    options = [option for each in merged.differences for option in each.options]
    return "\n".join((*options, *merged.told))


def test_needs_of_both_are_kept_unless_somebody_chooses(world: WholeOffice, again: PersonId) -> None:
    world.office.do(MergePeople(world.people[0], again))
    [noted] = world.office.ask(needs_of, world.workshops)
    assert noted.access == "step-free entrance; hearing loop"
    assert noted.dietary == "vegetarian; nut allergy: carries an EpiPen"


def test_what_somebody_chooses_stays(world: WholeOffice, again: PersonId, open_store: Store) -> None:
    shown = world.office.preview(MergePeople(world.people[0], again)).value.differences
    assert [each.words for each in shown] == [
        "PO number on INS26-WM01", "Role on INS26-WM01", "Access needs on INS26-WM01",
        "Dietary needs on INS26-WM01", "Job title", "E-mail address", "Name on certificates",
    ]  # fmt: skip
    chosen = tuple(Chosen(each.key, each.options[-1]) for each in shown)
    there_and_back(open_store, world.office, MergePeople(world.people[0], again, chosen))
    person = world.office.ask(person_row, world.people[0], TODAY)
    assert person is not None
    assert (person.email, person.job_title) == ("sian@home.example", "HR Manager")
    earlier = [row.email for row in world.office.ask(former_name_rows, world.people[0])]
    assert set(earlier) == {"sian@home.example", "p0@walsall.gov.uk"}
    [booking] = [
        row
        for row in world.office.ask(participant_rows, world.workshops, TODAY)
        if row.person_id == world.people[0]
    ]
    assert (booking.po_number, booking.job_title) == ("PO-2", "Head of HR")
    [noted] = world.office.ask(needs_of, world.workshops)
    assert (noted.access, noted.dietary) == ("hearing loop", "nut allergy: carries an EpiPen")


def test_the_second_booking_stays_on_record_with_its_dates_and_funding(
    world: WholeOffice, again: PersonId
) -> None:
    [approval, told] = world.office.do(MergePeople(world.people[0], again)).value.told
    assert approval.startswith("Of two approvals for INS26-WM01 the one by Ann Bell-Hart on 3 September")
    last = world.office.ask(step_rows, world.places[0])[-1].reason
    for part in ("withdrawn on 21 September 2026", "funding council", "Walsall Council", "Entered twice"):
        assert part in told
        assert part in last


def test_a_choice_between_values_that_have_changed_is_asked_again(
    world: WholeOffice, again: PersonId
) -> None:
    chosen = (Chosen("PO number on INS26-WM01", "PO-3"),)
    with pytest.raises(RuleBroken, match="PO number on INS26-WM01 was changed since you compared"):
        world.office.do(MergePeople(world.people[0], again, chosen))
