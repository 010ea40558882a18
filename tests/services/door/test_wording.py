"""Whatever words reach an action are read by the rule of their field, as the import reads them."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import get_type_hints

import pytest
from whole_office import WholeOffice

from aspire_desktop.domain.office.errors import NotUnderstood, RuleBroken
from aspire_desktop.domain.office.people import Person, PersonRow
from aspire_desktop.domain.office.values import PersonId
from aspire_desktop.domain.programmes.cohorts import CohortRow
from aspire_desktop.services.door.action import Action, Change, Effect
from aspire_desktop.services.door.several import Several
from aspire_desktop.services.door.wording import rules_of
from aspire_desktop.services.money.returns import RestateReturn, SubmitReturn
from aspire_desktop.services.office.organisations import (
    AddOrganisation,
    DescribeOrganisation,
    RenameOrganisation,
)
from aspire_desktop.services.office.people import AddPerson, ChangePerson, MovePerson
from aspire_desktop.services.programmes.cohorts import AddCohort, ChangeCohort
from aspire_desktop.services.programmes.enrolments import ChangeBooking, EnrolParticipant, NoteNeeds
from aspire_desktop.services.programmes.newcomers import NOBODY_YET, EnrolNewcomer
from aspire_desktop.storage.lookups.office.organisations import organisation_rows
from aspire_desktop.storage.lookups.office.people import person_row
from aspire_desktop.storage.lookups.programmes.cohorts import cohort_row, trainer_names
from aspire_desktop.storage.lookups.programmes.enrolments import needs_of, participant_rows
from aspire_desktop.storage.work import UnitOfWork
from tests.services.door.test_every_action import every_action

MADE_UP = {
    (Several, "title"),
    (SubmitReturn, "confirmed"),
    (RestateReturn, "confirmed"),
    (RenameOrganisation, "read"),
}
"""What the program makes up itself: a title, the digest of what somebody confirmed, a name that it gave."""


def test_every_text_of_an_action_has_a_rule() -> None:
    texts = {str, str | None, tuple[str, ...]}
    bare = {
        (kind, each.name)
        for kind in every_action()
        for each in fields(kind)
        if get_type_hints(kind)[each.name] in texts and each.name not in rules_of(kind)
    }
    assert bare == MADE_UP


def _person(world: WholeOffice, id: PersonId) -> PersonRow:
    row = world.office.ask(person_row, id, world.office.clock.today())
    assert row is not None
    return row


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("email", "jo webb at nowhere"),
        ("email", "p.langford@stoke"),
        ("given_name", "JosÃ©"),
        ("family_name", "O?Neill"),
        ("job_title", "HR &amp; OD lead"),
        ("family_name", "Bell\u202e"),
    ],
)
def test_what_the_import_refuses_no_action_stores(world: WholeOffice, field: str, words: str) -> None:
    told = {"given_name": "Zoë", "family_name": "Ash", "email": "", "job_title": "", field: words}
    added = AddPerson(**told, organisation_id=world.walsall)
    place = EnrolParticipant(world.workshops, NOBODY_YET)
    actions: tuple[Action[object], ...] = (
        added,
        ChangePerson(world.people[0], **told, organisation_id=None),
        EnrolNewcomer(added, place),
        Several((added,), "Add one"),
    )
    for action in actions:
        with pytest.raises(NotUnderstood) as refused:
            world.office.do(action)
        assert refused.value.explanation.about == field


def test_words_are_kept_as_the_import_keeps_them(world: WholeOffice) -> None:
    told = ("\ufeffZoe\u0308 ", "Ash\u200b", "mailto:Zoe@WALSALL.gov.uk", "OD\u00a0 lead")
    row = _person(world, world.office.do(AddPerson(*told, world.walsall)).value)
    assert (row.given_name, row.family_name) == ("Zoë", "Ash")
    assert (row.email, row.job_title) == ("Zoe@walsall.gov.uk", "OD lead")


@dataclass(frozen=True)
class _FormerTimes(Action[None]):
    """Stores an address as it was possible before."""

    id: PersonId
    email: str

    def apply(self, work: UnitOfWork) -> Effect[None]:
        work.get(Person, self.id).tell(email=self.email)
        return Effect("As before", None)


def test_an_old_address_that_is_not_whole_stands_in_nobodys_way(world: WholeOffice) -> None:
    id = world.people[0]
    world.office.do(_FormerTimes(id, "jo at nowhere"))
    row = _person(world, id)
    world.office.do(ChangePerson(id, row.given_name, "Other", row.email, row.job_title))
    assert (_person(world, id).family_name, _person(world, id).email) == ("Other", "jo at nowhere")
    with pytest.raises(NotUnderstood):
        world.office.do(ChangePerson(id, row.given_name, "Other", "jo at elsewhere", row.job_title))


def test_a_code_of_which_a_spreadsheet_lost_digits_is_refused(world: WholeOffice) -> None:
    for code in ("4.50012E+11", "45001234567890100000"):
        for action in (
            ChangeBooking(world.places[0], "OD lead", code),
            EnrolParticipant(world.workshops, world.people[4], None, code),
        ):
            with pytest.raises(NotUnderstood) as refused:
                world.office.do(action)
            assert refused.value.explanation.about == "po_number"


def _cohort(world: WholeOffice) -> CohortRow:
    row = world.office.ask(cohort_row, world.workshops, world.office.clock.today())
    assert row is not None
    return row


def test_what_says_that_there_is_none_is_none(world: WholeOffice) -> None:
    world.office.do(ChangeCohort(world.workshops, world.walsall, "TBC", 9, (" M  Pell", "")))
    assert _cohort(world).venue == ""
    assert world.office.ask(trainer_names, world.workshops) == ["M Pell"]
    world.office.do(NoteNeeds(world.places[0], "None", "n/a"))
    assert list(world.office.ask(needs_of, world.workshops)) == []


def test_a_cohort_keeps_at_least_one_place(world: WholeOffice) -> None:
    first = _cohort(world).first_on
    assert first is not None
    added = world.office.do(AddCohort("X9", world.inspire, world.walsall, "", (first,)))
    with pytest.raises(RuleBroken, match="at least one place"):
        world.office.do(ChangeCohort(added.value, world.walsall, "", 0, ()))


def test_codes_and_words_of_organisations_are_those_of_the_import(world: WholeOffice) -> None:
    for gss, words in (("E0800003", "not a GSS code"), ("E08000030", "belongs to")):
        with pytest.raises(RuleBroken, match=words) as refused:
            world.office.do(AddOrganisation("Borough of Nowhere", "", "", gss))
        assert refused.value.explanation.about == "gss"
    added = world.office.do(
        AddOrganisation("Borough of Nowhere", "District council", "west mids", "e99000001")
    )
    rows = {row.id: row for row in world.office.ask(organisation_rows, world.office.clock.today())}
    row = rows[added.value]
    assert (row.type, row.region, row.gss) == ("district", "West Midlands", "E99000001")
    world.office.do(DescribeOrganisation(added.value, "London", "London", None, None))
    rows = {row.id: row for row in world.office.ask(organisation_rows, world.office.clock.today())}
    assert rows[added.value].type == "London borough"


def test_a_change_says_what_is_stored() -> None:
    assert {kind.__name__ for kind in every_action() if kind.__name__.startswith("Change")} <= {
        kind.__name__ for kind in every_action() if issubclass(kind, Change)
    }


@pytest.mark.parametrize("said", ["title", "move", "booking"])
def test_a_job_title_is_written_by_one_rule_whoever_sets_it(world: WholeOffice, said: str) -> None:
    id, place, today = world.people[0], world.places[0], world.office.clock.today()
    row = _person(world, id)
    acts: dict[str, Callable[[str], Action[object]]] = {
        "title": lambda job: ChangePerson(id, row.given_name, row.family_name, row.email, job),
        "move": lambda job: MovePerson(id, world.dudley, job, today),
        "booking": lambda job: ChangeBooking(place, job, ""),
    }
    act = acts[said]
    with pytest.raises(NotUnderstood):
        world.office.do(act("HR &amp; OD lead"))
    world.office.do(act("\ufeffOD\u00a0 lead "))
    booked = world.office.ask(participant_rows, world.workshops, today)
    written = {"booking": next(each.job_title for each in booked if each.id == place)}
    assert written.get(said, _person(world, id).job_title) == "OD lead"
