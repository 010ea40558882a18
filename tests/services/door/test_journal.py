"""The foundation: any actions, undone and redone at any depth, leave the database exactly as it was."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TypeAlias

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text

from aspire_desktop.domain.office.clock import SetClock
from aspire_desktop.domain.office.errors import Refused, UndoRefused
from aspire_desktop.domain.office.organisations import OrganisationRow
from aspire_desktop.domain.office.staff import EVERYONE
from aspire_desktop.domain.office.values import OrganisationId
from aspire_desktop.services.door.action import Action
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.office.organisations import (
    AddOrganisation,
    DescribeOrganisation,
    RemoveOrganisation,
    RenameOrganisation,
    SucceedOrganisation,
)
from aspire_desktop.services.office.staff import AddColleague, ChangeColleague
from aspire_desktop.storage import journal
from aspire_desktop.storage.engines import Location, upkeep_engine
from aspire_desktop.storage.lookups.office.history import action_rows
from aspire_desktop.storage.lookups.office.organisations import organisation_rows
from aspire_desktop.storage.lookups.office.staff import colleague_rows
from aspire_desktop.storage.store import Store
from aspire_desktop.storage.tables.journal import JOURNAL
from aspire_desktop.storage.tables.schema import metadata

Dump: TypeAlias = dict[str, list[tuple[object, ...]]]
TODAY = date(2026, 10, 8)


def dump(store: Store) -> Dump:
    """Every row of every noun."""
    with store.reading() as connection:
        return {
            name: [tuple(row) for row in connection.execute(select(table).order_by(table.c.id))]
            for name, table in sorted(metadata.tables.items())
            if name not in JOURNAL
        }


def verify(store: Store) -> list[str]:
    with store.reading() as connection:
        return journal.verify(connection)


def test_undo_takes_an_action_back_and_redo_does_it_again(office: Office, store: Store) -> None:
    before = dump(store)
    done = office.do(AddOrganisation("Walsall Council"))
    after = dump(store)
    assert done.topics == {"organisations", "organisation_names"}
    assert office.undo().title == "Undo: Add Walsall Council"
    assert dump(store) == before
    assert office.redo().title == "Redo: Add Walsall Council"
    assert dump(store) == after
    assert office.undo().title == "Undo: Add Walsall Council"
    assert dump(store) == before
    assert verify(store) == []


def test_undo_survives_a_restart(location: Location, clock: SetClock) -> None:
    first = Store(location, clock)
    before = dump(first)
    Office(first, "Ann").do(AddOrganisation("Walsall Council"))
    first.close()
    second = Store(location, clock)
    Office(second, "Ann").undo()
    assert dump(second) == before
    second.close()


def test_undo_refuses_what_somebody_else_changed_since(office: Office, store: Store) -> None:
    office.do(AddColleague("Bob", EVERYONE))
    added = office.do(AddOrganisation("Walsall Council")).value
    Office(store, "Bob").do(RenameOrganisation(added, "Walsall MBC", TODAY))
    before = dump(store)
    with pytest.raises(UndoRefused, match=r"“Rename Walsall Council to Walsall MBC” by Bob \(4\)"):
        office.undo()
    assert dump(store) == before


def test_independent_later_edits_do_not_stand_in_the_way(office: Office, store: Store) -> None:
    office.do(AddColleague("Bob", EVERYONE))
    added = office.do(AddOrganisation("Walsall Council")).value
    office.do(RenameOrganisation(added, "Walsall MBC", TODAY))
    Office(store, "Bob").do(DescribeOrganisation(added, "metropolitan", "West Midlands", None, None))
    office.undo()
    [row] = office.ask(organisation_rows, TODAY)
    assert (row.name, row.type) == ("Walsall Council", "metropolitan")


def test_a_refused_action_leaves_no_trace(office: Office, store: Store) -> None:
    office.do(AddOrganisation("Walsall Council"))
    before, history = dump(store), office.ask(action_rows)
    with pytest.raises(Refused, match="already"):
        office.do(AddOrganisation("WALSALL  council"))
    with pytest.raises(Refused):
        office.do(SucceedOrganisation(OrganisationId(1), OrganisationId(1), TODAY))
    assert (dump(store), office.ask(action_rows)) == (before, history)


def test_roles_are_asked_at_the_door(office: Office, store: Store) -> None:
    with pytest.raises(Refused, match="administrator"):
        Office(store, "Nobody").do(AddOrganisation("Walsall Council"))
    [ann] = office.ask(colleague_rows)
    with pytest.raises(Refused, match="Somebody must keep"):
        office.do(ChangeColleague(ann.id, frozenset()))


def test_a_preview_changes_nothing(office: Office, store: Store) -> None:
    before = dump(store)
    assert office.preview(AddOrganisation("Walsall Council")).title == "Add Walsall Council"
    assert dump(store) == before


def test_tampering_shows(office: Office, store: Store, location: Location) -> None:
    office.do(AddOrganisation("Walsall Council"))
    office.do(AddOrganisation("Dudley Council"))
    engine = upkeep_engine(location)
    for edit in (
        "UPDATE action SET title = 'Add Nowhere' WHERE id = 2",
        "UPDATE action SET actor = 'Bob' WHERE id = 2",
        "UPDATE change SET after = replace(after, 'Walsall', 'Dudley') WHERE action = 2",
        "DELETE FROM change WHERE action = 2 AND seq = 1",
        "DELETE FROM change WHERE action = 2; DELETE FROM action WHERE id = 2",
    ):
        with engine.connect() as connection, connection.begin() as transaction:
            for statement in edit.split(";"):
                connection.execute(text(statement))
            assert journal.verify(connection) != [], edit
            transaction.rollback()
    engine.dispose()
    assert verify(store) == []


NAMES = ["Walsall Council", "Dudley Council", "Rugby Borough Council", "Telford & Wrekin"]
MOVES = st.lists(
    st.tuples(st.sampled_from(["add", "rename", "describe", "succeed", "remove", "undo", "redo"]),
              st.integers(0, 7), st.integers(0, 7)),
    min_size=1, max_size=25,
)  # fmt: skip


def _action(move: str, rows: list[OrganisationRow], first: int, second: int) -> Action[object] | None:
    if move == "add":
        return AddOrganisation(NAMES[first % len(NAMES)])
    if not rows:
        return None
    one, other = rows[first % len(rows)].id, rows[second % len(rows)].id
    name = f"{NAMES[second % len(NAMES)]} {first}"
    return {
        "rename": RenameOrganisation(one, name, date(2020 + second, 4, 1)),
        "describe": DescribeOrganisation(one, name, "", None, None),
        "succeed": SucceedOrganisation(one, other, TODAY),
        "remove": RemoveOrganisation(one),
    }[move]


@contextmanager
def fresh(store: Store) -> Iterator[Office]:
    """Take everything back at the end, so that each example begins alike on one database."""
    start = store_length(store)
    yield Office(store, "Ann")
    with store.reading() as connection:
        assert journal.verify(connection) == []
    assert store_length(store) >= start


def store_length(store: Store) -> int:
    with store.reading() as connection:
        return journal.head(connection).id


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=MOVES)
def test_any_actions_can_be_taken_back_at_any_depth(store: Store, moves: list[tuple[str, int, int]]) -> None:
    """Undo leads back through every earlier state, redo through every later one; refusals change nothing."""
    with fresh(store) as office:
        for move, first, second in moves:
            before = dump(store)
            try:
                if move == "undo":
                    office.undo()
                    after = dump(store)
                    office.redo()
                    assert dump(store) == before
                    office.undo()
                    assert dump(store) == after
                elif move == "redo":
                    office.redo()
                    after = dump(store)
                    office.undo()
                    assert dump(store) == before
                    office.redo()
                    assert dump(store) == after
                elif action := _action(move, office.ask(organisation_rows, TODAY), first, second):
                    done = office.do(action)
                    after = dump(store)
                    if done.id is None:
                        assert after == before
                        continue
                    office.undo()
                    assert dump(store) == before
                    office.redo()
                    assert dump(store) == after
            except Refused:
                assert dump(store) == before


def test_the_journal_rebuilds_the_state(office: Office, store: Store, tmp_path: Path) -> None:
    one = office.do(AddOrganisation("Walsall Council")).value
    office.do(RenameOrganisation(one, "Walsall MBC", TODAY))
    office.do(AddOrganisation("Dudley Council"))
    office.undo()
    rebuilt: dict[tuple[str, int], str | None] = {}
    with store.reading() as connection:
        for number in range(1, journal.head(connection).id + 1):
            for change in journal.changes_of(connection, number):
                assert rebuilt.get((change.tbl, change.row)) == change.before
                rebuilt[change.tbl, change.row] = change.after
    standing = {key for key, after in rebuilt.items() if after is not None}
    assert standing == {(name, int(str(row[0]))) for name, rows in dump(store).items() for row in rows}
