"""The history of one record: each act once, with its undoing, and what can be taken back from there."""

from datetime import date

import pytest
from whole_office import WholeOffice

from aspire_desktop.domain.office.errors import NotAllowed, UndoRefused
from aspire_desktop.domain.office.history import HistoryLine, Record
from aspire_desktop.domain.office.staff import EVERYONE, Role
from aspire_desktop.domain.office.values import PersonId
from aspire_desktop.domain.programmes.enrolments import Funding
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.office.people import ChangePerson
from aspire_desktop.services.office.staff import AddColleague, ChangeColleague
from aspire_desktop.services.programmes.enrolments import EnrolParticipant
from aspire_desktop.storage.lookups.office.people import person_row
from aspire_desktop.storage.lookups.office.staff import colleague_rows
from aspire_desktop.storage.lookups.programmes.record_history import record_changes, record_history
from aspire_desktop.storage.store import Store
from aspire_desktop.storage.tables.schema import metadata

TODAY = date(2026, 10, 8)
PERSON = Record("people", 1)


@pytest.fixture
def bob(world: WholeOffice, open_store: Store) -> Office:
    world.office.do(AddColleague("Bob", EVERYONE))
    return Office(open_store, "Bob")


def email(world: WholeOffice) -> str:
    found = world.office.ask(person_row, PersonId(1), TODAY)
    assert found is not None
    return found.email


def changed(world: WholeOffice, address: str) -> None:
    world.office.do(ChangePerson(PersonId(1), "Siân", "O’Neill", address, "HR Adviser"))


def lines(world: WholeOffice, record: Record = PERSON) -> list[HistoryLine]:
    return world.office.ask(record_history, record)


def test_an_act_and_its_undoing_are_one_line(world: WholeOffice) -> None:
    before = lines(world)
    changed(world, "new@example.org")
    [line] = lines(world)[: len(lines(world)) - len(before)]
    assert (line.undone, line.reversible) == (False, True)
    world.office.undo()
    [line] = lines(world)[: len(lines(world)) - len(before)]
    assert line.undone
    world.office.redo()
    assert not lines(world)[0].undone


def test_what_changed_is_told_of_this_record_alone(world: WholeOffice) -> None:
    changed(world, "new@example.org")
    act = lines(world)[0].act.id
    [told] = world.office.ask(record_changes, PERSON, act, TODAY)
    assert [fact.after for fact in told.facts] == ["new@example.org"]
    assert world.office.ask(record_changes, Record("people", 2), act, TODAY) == []


def test_what_belongs_to_a_person_is_in_their_history_also_when_it_is_gone(world: WholeOffice) -> None:
    """A booking that was taken back left the table: the record of it alone knows whose it was."""
    done = world.office.do(EnrolParticipant(world.modules, PersonId(1), Funding.COUNCIL))
    assert lines(world)[0].act.id == done.id
    world.office.undo()
    assert (lines(world)[0].act.id, lines(world)[0].undone) == (done.id, True)
    assert done.id not in {line.act.id for line in lines(world, Record("people", 2))}


def test_an_organisation_tells_who_was_booked_for_it_and_not_each_of_their_marks(world: WholeOffice) -> None:
    of_body = {
        line.act.kind.partition(" ")[0] for line in lines(world, Record("organisations", world.walsall))
    }
    of_person = {line.act.kind.partition(" ")[0] for line in lines(world)}
    assert "EnrolParticipant" in of_body
    assert of_person - of_body


def test_an_act_of_somebody_else_is_taken_back_and_done_again_from_there(
    world: WholeOffice, bob: Office
) -> None:
    was = email(world)
    changed(world, "new@example.org")
    bob.refuse_reversing(lines(world)[0])
    assert email(world) == "new@example.org", "nothing was changed by asking"
    done = bob.reverse(lines(world)[0])
    assert done.title.startswith("Undo: ")
    assert email(world) == was
    done = bob.reverse(lines(world)[0])
    assert done.title.startswith("Redo: ")
    assert email(world) == "new@example.org"


def test_what_stands_in_the_way_is_said_beforehand_and_named(world: WholeOffice, bob: Office) -> None:
    changed(world, "new@example.org")
    first = lines(world)[0]
    changed(world, "newer@example.org")
    with pytest.raises(UndoRefused, match="changed since") as asked:
        bob.refuse_reversing(first)
    with pytest.raises(UndoRefused) as done:
        bob.reverse(first)
    assert asked.value.explanation == done.value.explanation


def test_the_act_that_stands_in_the_way_is_named_and_not_the_newest(world: WholeOffice, bob: Office) -> None:
    changed(world, "new@example.org")
    first = lines(world)[0]
    changed(world, "newer@example.org")
    second = lines(world)[0].act
    world.office.do(ChangePerson(PersonId(1), "Siân", "Rees", "newer@example.org", "HR Adviser"))
    with pytest.raises(UndoRefused, match=rf"changed since: .* \({second.id}\)"):
        bob.refuse_reversing(first)


def test_what_was_undone_meanwhile_is_not_reversed_unseen(world: WholeOffice, bob: Office) -> None:
    changed(world, "new@example.org")
    seen = lines(world)[0]
    world.office.undo()
    with pytest.raises(UndoRefused, match="meanwhile"):
        bob.reverse(seen)


def test_who_may_not_do_an_act_may_not_take_it_back(world: WholeOffice, bob: Office) -> None:
    changed(world, "new@example.org")
    row = next(each for each in world.office.ask(colleague_rows) if each.name == "Bob")
    world.office.do(ChangeColleague(row.id, frozenset({Role.TRAINER})))
    with pytest.raises(NotAllowed):
        bob.reverse(lines(world)[0])


def test_what_was_done_before_an_update_is_never_reversed(
    world: WholeOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed(world, "new@example.org")
    monkeypatch.setattr("aspire_desktop.storage.lookups.office.history.SCHEMA", "9999")
    line = lines(world)[0]
    assert not line.reversible
    with pytest.raises(UndoRefused, match="can no longer be taken back"):
        world.office.reverse(line)


@pytest.mark.parametrize("table", ["people", "organisations", "cohorts", "enrolments", "projects"])
def test_there_is_a_history_of_each(world: WholeOffice, table: str) -> None:
    assert table in metadata.tables
    assert lines(world, Record(table, 1))
