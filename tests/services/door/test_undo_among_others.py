"""Undo where others have worked on since: their changes stay, and stand in the way only where they must."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from whole_office import WholeOffice

from aspire_desktop.domain.money.claims import AgreementRow
from aspire_desktop.domain.office.errors import NotAllowed, RuleBroken, UndoRefused
from aspire_desktop.domain.office.people import PersonRow
from aspire_desktop.domain.office.staff import EVERYONE, Role
from aspire_desktop.domain.office.values import CohortId, EnrolmentId, PersonId
from aspire_desktop.domain.programmes.enrolments import Funding, Status
from aspire_desktop.services.contact.erasures import RestrictPerson
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.door.several import Several
from aspire_desktop.services.money.funding import ChangeAgreement
from aspire_desktop.services.money.returns import SubmitReturn
from aspire_desktop.services.office.organisations import AddOrganisation, RenameOrganisation
from aspire_desktop.services.office.people import ChangePerson
from aspire_desktop.services.office.staff import AddColleague, ChangeColleague
from aspire_desktop.services.programmes.cohorts import AddCohort, ChangeCohort
from aspire_desktop.services.programmes.enrolments import (
    ChangeFunding,
    EnrolParticipant,
    MoveEnrolment,
    NoteNeeds,
)
from aspire_desktop.storage.lookups.money.agreements import programmes_covered
from aspire_desktop.storage.lookups.money.funding import agreement_rows
from aspire_desktop.storage.lookups.office.organisations import organisation_rows
from aspire_desktop.storage.lookups.office.people import person_row
from aspire_desktop.storage.lookups.office.staff import colleague_rows
from aspire_desktop.storage.lookups.programmes.cohorts import cohort_row
from aspire_desktop.storage.store import Store
from aspire_desktop.storage.tables.schema import WHILE_NULL, metadata

TODAY = date(2026, 10, 8)


@pytest.fixture
def bob(world: WholeOffice, open_store: Store) -> Office:
    world.office.do(AddColleague("Bob", EVERYONE))
    return Office(open_store, "Bob")


def agreement(world: WholeOffice, office: Office | None = None) -> AgreementRow:
    rows = (office or world.office).ask(agreement_rows, TODAY)
    return next(row for row in rows if row.id == world.agreement)


def changed(world: WholeOffice) -> ChangeAgreement:
    row, covers = agreement(world), world.office.ask(programmes_covered, world.agreement)
    return ChangeAgreement(row.id, row.reference, covers, row.places, row.unit, row.begins, row.ends)


def first_person(world: WholeOffice) -> PersonRow:
    row = world.office.ask(person_row, world.people[0], TODAY)
    assert row is not None
    return row


def test_a_reference_is_taken_back_and_the_cap_that_another_set_since_stays(
    world: WholeOffice, bob: Office
) -> None:
    world.office.do(replace(changed(world), reference="LGA/1b"))
    bob.do(replace(changed(world), places=120))
    world.office.undo()
    assert (agreement(world).reference, agreement(world).places) == ("LGA/1", 120)
    world.office.redo()
    assert (agreement(world).reference, agreement(world).places) == ("LGA/1b", 120)
    assert agreement(world).unit == Decimal("350.00")


def test_an_address_is_taken_back_and_the_name_that_another_set_since_stays(
    world: WholeOffice, bob: Office
) -> None:
    world.office.do(ChangePerson(world.people[0], "Siân", "O’Neill", "new@walsall.gov.uk", "HR Adviser"))
    bob.do(ChangePerson(world.people[0], "Siân", "Rees", "new@walsall.gov.uk", "HR Adviser"))
    world.office.undo()
    assert (first_person(world).family_name, first_person(world).email) == ("Rees", "p0@walsall.gov.uk")


def test_a_unique_value_that_is_not_put_back_may_belong_to_somebody_else_by_now(
    world: WholeOffice, bob: Office
) -> None:
    world.office.do(ChangePerson(world.people[0], "Siân", "Rees", "p0@walsall.gov.uk", "HR Adviser"))
    bob.do(ChangePerson(world.people[0], "Siân", "Rees", "other@walsall.gov.uk", "HR Adviser"))
    bob.do(ChangePerson(world.people[1], "Ŵyn", "Łuczak", "p0@walsall.gov.uk", "HR Adviser"))
    world.office.undo()
    assert (first_person(world).family_name, first_person(world).email) == ("O’Neill", "other@walsall.gov.uk")


def test_a_place_released_before_is_in_nobodys_way(world: WholeOffice) -> None:
    """Funding that went to and fro leaves released places behind; only the live one is unique."""
    place = world.places[0]
    world.office.do(ChangeFunding(place, Funding.COUNCIL))
    world.office.do(ChangeFunding(place, Funding.LGA))
    world.office.undo()
    world.office.redo()
    world.office.do(MoveEnrolment(place, Status.WITHDRAWN, TODAY, "New job"))
    assert world.office.undo().value.title.endswith("withdrawn")


def test_every_partial_unique_index_says_its_condition() -> None:
    partial = [
        index
        for table in metadata.tables.values()
        for index in table.indexes
        if index.unique and index.dialect_options["sqlite"]["where"] is not None
    ]
    assert partial
    assert all(
        str(index.dialect_options["sqlite"]["where"])
        == f"{index.table.name}.{index.info[WHILE_NULL]} IS NULL"
        for index in partial
        if index.table is not None
    )


def test_whoever_lost_every_role_undoes_nothing(world: WholeOffice, bob: Office) -> None:
    world.office.do(replace(changed(world), reference="LGA/1b"))
    ann = next(row for row in bob.ask(colleague_rows) if row.name == "Ann")
    bob.do(ChangeColleague(ann.id, frozenset(), active=False))
    with pytest.raises(NotAllowed):
        world.office.undo()
    assert agreement(world, bob).reference == "LGA/1b"


def test_a_role_that_was_taken_away_does_not_come_back_by_undo_or_redo(
    world: WholeOffice, bob: Office
) -> None:
    ann = next(row for row in bob.ask(colleague_rows) if row.name == "Ann")
    world.office.do(ChangeColleague(ann.id, frozenset({Role.ADMINISTRATOR, Role.TRAINER})))
    world.office.do(ChangeColleague(ann.id, frozenset({Role.TRAINER})))
    with pytest.raises(NotAllowed, match="for somebody with the role administrator"):
        world.office.undo()
    assert roles_now(bob, "Ann") == {Role.TRAINER}


def test_what_was_taken_back_is_done_again_only_by_whoever_may_do_it_now(
    world: WholeOffice, bob: Office
) -> None:
    world.office.do(replace(changed(world), reference="LGA/1b"))
    world.office.undo()
    ann = next(row for row in bob.ask(colleague_rows) if row.name == "Ann")
    bob.do(ChangeColleague(ann.id, frozenset({Role.TRAINER})))
    with pytest.raises(NotAllowed, match="for somebody with the role administrator or finance"):
        world.office.redo()
    bob.do(ChangeColleague(ann.id, frozenset({Role.FINANCE})))
    world.office.redo()
    assert agreement(world).reference == "LGA/1b"


def test_several_at_once_ask_for_the_roles_of_what_they_are(world: WholeOffice, bob: Office) -> None:
    """One step of several notes whom all of it asks for, not whom some of it does."""
    moves = tuple(MoveEnrolment(id, Status.WITHDRAWN, TODAY, "New job") for id in world.places[:2])
    world.office.do(Several(moves, "Withdraw 2 people"))
    ann = next(row for row in bob.ask(colleague_rows) if row.name == "Ann")
    bob.do(ChangeColleague(ann.id, frozenset({Role.TRAINER, Role.FINANCE})))
    with pytest.raises(NotAllowed, match="for somebody with the role administrator"):
        world.office.undo()


def roles_now(office: Office, name: str) -> frozenset[Role]:
    return next(row.roles for row in office.ask(colleague_rows) if row.name == name)


def test_needs_do_not_come_back_to_a_record_that_was_restricted_since(
    world: WholeOffice, bob: Office
) -> None:
    world.office.do(NoteNeeds(world.places[0], "Hearing loop", "Vegan"))
    world.office.do(NoteNeeds(world.places[0], "", ""))
    bob.do(RestrictPerson(world.people[0]))
    with pytest.raises(RuleBroken, match="the record is kept as evidence only"):
        world.office.undo()
    bob.undo()
    world.office.undo()


def test_nothing_is_redone_across_a_migration(world: WholeOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    """Images hold the columns of their own schema."""
    world.office.undo()
    monkeypatch.setattr("aspire_desktop.storage.lookups.office.history.SCHEMA", "9999")
    with pytest.raises(UndoRefused, match="nothing of yours to redo"):
        world.office.redo()


def test_an_undo_never_takes_away_the_last_administrator(world: WholeOffice, bob: Office) -> None:
    ann = next(row for row in bob.ask(colleague_rows) if row.name == "Ann")
    bob.do(ChangeColleague(ann.id, frozenset({Role.TRAINER})))
    with pytest.raises(NotAllowed, match="for somebody with the role administrator"):
        world.office.undo()
    assert roles_now(bob, "Bob") == EVERYONE


def test_an_undo_never_changes_the_price_of_what_was_claimed(world: WholeOffice, bob: Office) -> None:
    world.office.do(replace(changed(world), unit=Decimal("400.00")))
    bob.do(SubmitReturn(world.agreement, date(2026, 7, 1), date(2026, 9, 30)))
    with pytest.raises(RuleBroken, match=r"was submitted at £400\.00 a place"):
        world.office.undo()
    assert agreement(world).unit == Decimal("400.00")


def small_cohort(world: WholeOffice) -> CohortId:
    days = (date(2026, 12, 9), date(2026, 12, 10), date(2027, 1, 21))
    return world.office.do(AddCohort("INS26-ONE", world.inspire, world.dudley, "Oldbury", days, 1)).value


def enrolled(office: Office, cohort: CohortId, person: PersonId, reason: str = "") -> EnrolmentId:
    wanted = EnrolParticipant(cohort, person, Funding.COUNCIL, over_capacity_reason=reason)
    return office.do(wanted).value


def test_an_undo_fills_no_cohort_beyond_its_capacity(world: WholeOffice, bob: Office) -> None:
    cohort = small_cohort(world)
    first, second = world.people[:2]
    place = enrolled(world.office, cohort, first)
    world.office.do(MoveEnrolment(place, Status.WITHDRAWN, TODAY, "Ill"))
    taken = enrolled(bob, cohort, second)
    with pytest.raises(UndoRefused, match="INS26-ONE would have 2 places held, of 1"):
        world.office.undo()
    bob.do(MoveEnrolment(taken, Status.WITHDRAWN, TODAY, "Moved away"))
    world.office.undo()
    row = world.office.ask(cohort_row, cohort, TODAY)
    assert row is not None
    assert row.held == 1


def test_an_undo_lowers_no_capacity_below_the_places_held(world: WholeOffice, bob: Office) -> None:
    cohort = small_cohort(world)
    enrolled(world.office, cohort, world.people[0])
    world.office.do(ChangeCohort(cohort, world.dudley, "Oldbury", 2, ()))
    enrolled(bob, cohort, world.people[1])
    with pytest.raises(UndoRefused, match="INS26-ONE would have 2 places held, of 1"):
        world.office.undo()


def test_who_went_over_the_capacity_for_a_reason_comes_back_by_undo(world: WholeOffice) -> None:
    cohort = small_cohort(world)
    enrolled(world.office, cohort, world.people[0])
    place = enrolled(world.office, cohort, world.people[1], "The room is larger")
    world.office.do(MoveEnrolment(place, Status.WITHDRAWN, TODAY, "Ill"))
    world.office.undo()
    row = world.office.ask(cohort_row, cohort, TODAY)
    assert row is not None
    assert row.held == 2


def test_an_undo_calls_no_two_organisations_the_same(world: WholeOffice, bob: Office) -> None:
    narnia = world.office.do(AddOrganisation("Narnia Council")).value
    world.office.do(RenameOrganisation(narnia, "Calormen Council", TODAY))
    other = bob.do(AddOrganisation("Narnia Council")).value
    with pytest.raises(UndoRefused, match="There is an organisation called Narnia Council already"):
        world.office.undo()
    bob.do(RenameOrganisation(other, "Archenland Council", TODAY))
    world.office.undo()
    names = [row.name for row in world.office.ask(organisation_rows, TODAY)]
    assert names.count("Narnia Council") == 1
