"""Cases that break weak software, each by its name: people, organisations and cohorts."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from remains import found_in
from round_trips import there_and_back
from whole_office import WORKSHOPS, WholeOffice

from aspire_desktop.domain.intake.columns import ImportKind
from aspire_desktop.domain.money.claims import PlaceState
from aspire_desktop.domain.money.funding import Pool
from aspire_desktop.domain.money.returns import InternalCheck, ReturnFacts
from aspire_desktop.domain.office.clock import SetClock
from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.people import PersonFacts, person_reference
from aspire_desktop.domain.office.values import CohortId, EnrolmentId, OrganisationId, Period, PersonId
from aspire_desktop.domain.programmes.attendance import Code
from aspire_desktop.domain.programmes.cohorts import Stage
from aspire_desktop.domain.programmes.enrolments import Funding, Status
from aspire_desktop.services.contact.erasures import ErasePerson, RestrictPerson
from aspire_desktop.services.contact.merging import MergePeople
from aspire_desktop.services.intake.imports.file import ImportFile
from aspire_desktop.services.intake.imports.reading import read_for_import
from aspire_desktop.services.money.funding import INVARIANTS, AddAgreement
from aspire_desktop.services.money.reservations import ReservePlaces
from aspire_desktop.services.money.returns import SubmitReturn, draft_return
from aspire_desktop.services.office.organisations import RenameOrganisation, SucceedOrganisation
from aspire_desktop.services.office.people import AddPerson, ChangePerson, MovePerson
from aspire_desktop.services.programmes.attendance import MarkAttendance
from aspire_desktop.services.programmes.certificates import IssueCertificates
from aspire_desktop.services.programmes.cohorts import AddCohort, SetStage
from aspire_desktop.services.programmes.enrolments import (
    EnrolParticipant,
    MoveEnrolment,
    NoteNeeds,
    Substitute,
)
from aspire_desktop.storage.lookups.home.search import search
from aspire_desktop.storage.lookups.money.funding import pool_places, pool_rows
from aspire_desktop.storage.lookups.money.ledger import ledger_entries
from aspire_desktop.storage.lookups.money.returns import changes_since, claim_lines, submitted_return
from aspire_desktop.storage.lookups.office.organisations import ended_rows, organisation_rows
from aspire_desktop.storage.lookups.office.people import (
    employment_rows,
    former_name_rows,
    person_row,
    person_rows,
)
from aspire_desktop.storage.lookups.programmes.cohorts import session_rows
from aspire_desktop.storage.lookups.programmes.enrolments import participant_rows, step_rows
from aspire_desktop.storage.lookups.programmes.programmes import version_rows
from aspire_desktop.storage.soundness import problems
from aspire_desktop.storage.store import Store

TODAY = date(2026, 10, 8)
Q2 = Period(date(2026, 7, 1), date(2026, 9, 30))
Q3 = Period(date(2026, 10, 1), date(2026, 12, 31))
FIRST_DAY, SECOND_DAY = WORKSHOPS[:2]


def draft(world: WholeOffice, period: Period = Q3) -> ReturnFacts:
    return world.office.ask(draft_return, world.agreement, period, world.office.moment)


def submit(world: WholeOffice) -> None:
    world.office.do(SubmitReturn(world.agreement, Q2.begins, Q2.ends))


def pool(world: WholeOffice) -> Pool:
    [found] = [row for row in world.office.ask(pool_rows, TODAY) if row.agreement_id == world.agreement]
    assert found.free + found.committed + found.claimable + found.in_return + found.claimed == found.cap
    return found


def check(facts: ReturnFacts, title: str) -> InternalCheck:
    [found] = [each for each in facts.checks if each.title == title]
    return found


def named(world: WholeOffice, name: str) -> OrganisationId:
    return next(row.id for row in world.office.ask(organisation_rows, TODAY) if row.name == name)


def on_second_cohort(world: WholeOffice, person: PersonId, funding: Funding | None) -> EnrolmentId:
    """Put somebody on another Inspire OD cohort of September, and mark them present."""
    days = (date(2026, 9, 16), date(2026, 9, 17), date(2026, 12, 5))
    cohort = world.office.do(AddCohort("INS26-WM02", world.inspire, world.walsall, "Dudley", days)).value
    enrolled = world.office.do(EnrolParticipant(cohort, person, funding)).value
    for session in world.office.ask(session_rows, cohort)[:2]:
        world.office.do(MarkAttendance(session.id, (enrolled,), Code.PRESENT))
    return enrolled


def married(world: WholeOffice, funding: Funding | None = Funding.LGA) -> PersonId:
    """Siân O’Neill of Walsall once more, under her maiden name at Dudley."""
    lloyd = AddPerson("Siân", "Lloyd", "s.lloyd@dudley.gov.uk", "OD Lead", world.dudley)
    person = world.office.do(lloyd).value
    on_second_cohort(world, person, funding)
    return person


def test_maiden_and_married_name_at_two_councils(world: WholeOffice, open_store: Store) -> None:
    siân, lloyd = world.people[0], married(world)
    submit(world)
    assert (pool(world).claimed, pool(world).free) == (2, 0)
    done = there_and_back(open_store, world.office, MergePeople(siân, lloyd))
    assert (done.title, done.value.cohorts) == ("Merge Siân Lloyd into Siân O’Neill", ("INS26-WM02",))
    [label] = done.value.released
    assert done.value.kept == ()
    [taken_back] = draft(world).adjustments
    assert (taken_back.cause, taken_back.places) == ("Merged", -1)
    assert label == f"{taken_back.place} on INS26-WM02"
    assert "Lloyd" not in taken_back.reason
    assert (pool(world).claimed, pool(world).in_return, pool(world).free) == (2, -1, 1)
    row = world.office.ask(person_row, siân, TODAY)
    assert row is not None
    assert (row.family_name, row.organisation) == ("O’Neill", "Walsall Council")
    jobs = world.office.ask(employment_rows, siân, TODAY)
    assert [job.organisation for job in jobs] == ["Walsall Council", "Dudley Metropolitan Borough Council"]
    [former] = world.office.ask(former_name_rows, siân)
    assert (former.family_name, former.email) == ("Lloyd", "s.lloyd@dudley.gov.uk")
    world.office.undo()
    assert draft(world).adjustments == ()


def test_a_merged_place_that_was_not_claimed_is_free_again(world: WholeOffice) -> None:
    lloyd = married(world)
    assert pool(world).claimable == 2
    world.office.do(MergePeople(world.people[0], lloyd))
    assert (pool(world).claimable, pool(world).free) == (1, 1)
    submit(world)
    assert draft(world).adjustments == ()


def test_one_record_of_two_people_is_not_made_on_one_cohort(world: WholeOffice, open_store: Store) -> None:
    siân, ŵyn = world.people[:2]
    with pytest.raises(RuleBroken, match="Siân O’Neill and Ŵyn Łuczak are both on INS26-WM01") as refused:
        world.office.do(MergePeople(siân, ŵyn))
    assert "withdraw it, then merge" in refused.value.explanation.do
    again = world.office.do(AddPerson("Siân", "O’Neill", "sian@home.example", "", world.walsall)).value
    entered = world.office.do(EnrolParticipant(world.workshops, again, Funding.COUNCIL)).value
    world.office.do(MoveEnrolment(entered, Status.WITHDRAWN, TODAY, "Entered twice"))
    there_and_back(open_store, world.office, MergePeople(siân, again))
    steps = world.office.ask(step_rows, world.places[0])
    assert steps[-1].reason == (
        "A second booking, withdrawn on 8 October 2026, was of the same person. "
        "From Walsall Council, funding council: confirmed on 8 October 2026; "
        "withdrawn on 8 October 2026, Entered twice"
    )
    assert [row.id for row in world.office.ask(participant_rows, world.workshops, TODAY)].count(entered) == 0


def test_people_are_found_by_what_they_were_called(world: WholeOffice, tmp_path: Path) -> None:
    siân, office = world.people[0], world.office
    office.do(ChangePerson(siân, "Siân", "Rees", "s.rees@walsall.gov.uk", "OD Lead"))
    [former] = office.ask(former_name_rows, siân)
    assert (former.family_name, former.email, former.until) == ("O’Neill", "p0@walsall.gov.uk", TODAY)
    for words in ("oneill", "p0@walsall"):
        [found] = [each for each in office.ask(search, words, TODAY) if each.kind == "person"]
        assert (found.name, found.detail.split(",")[0]) == ("Siân Rees", "formerly Siân O’Neill")
    assert [row.id for row in office.ask(person_rows, TODAY, "o'neill")] == [siân]
    office.do(ChangePerson(siân, "Sian", "Rees", "s.rees@walsall.gov.uk", "OD Lead"))
    assert len(office.ask(former_name_rows, siân)) == 1
    file = tmp_path / "people.csv"
    lines = ("O'Neill,p0@walsall.gov.uk", "O'Neill,", "Rees,p0@walsall.gov.uk")
    for line, matched in zip(lines, (1, 0, 1), strict=True):
        file.write_text(f"First name,Last name,E-mail,Organisation\nSiân,{line},Walsall\n", "utf-8")
        report = office.preview(
            ImportFile(read_for_import(office, file, ImportKind.PEOPLE, None), None)
        ).value
        assert (report.matched, report.new) == (matched, 0)
        if not matched:
            assert "was called before" in report.problems[0].problem


def test_two_records_with_one_address_are_not_both_claimed(world: WholeOffice) -> None:
    siân, lloyd = world.people[0], married(world)
    title = "Nobody is claimed twice"
    assert check(draft(world, Q2), title).passed
    world.office.do(ChangePerson(lloyd, "Siân", "Lloyd", "sian.lloyd@dudley.gov.uk", ""))
    world.office.do(ChangePerson(siân, "Siân", "O’Neill", "s.lloyd@dudley.gov.uk", ""))
    failed = check(draft(world, Q2), title)
    assert not failed.passed
    assert failed.detail == "Claimed twice: Siân O’Neill on INS26-WM01 and Siân Lloyd on INS26-WM02"
    assert len(failed.places) == 2
    with pytest.raises(RuleBroken, match="Siân Lloyd"):
        submit(world)
    world.office.do(MergePeople(siân, lloyd))
    assert check(draft(world, Q2), title).passed


def test_two_people_of_one_name_are_only_pointed_at(world: WholeOffice) -> None:
    lloyd = married(world)
    world.office.do(ChangePerson(lloyd, "Sian", "O'Neill", "s.lloyd@dudley.gov.uk", ""))
    advice = check(draft(world, Q2), "No two people share a name")
    assert "Siân O’Neill on INS26-WM01 and Sian O'Neill on INS26-WM02" in advice.detail
    submit(world)
    assert pool(world).claimed == 2


def test_a_move_between_councils_mid_cohort(world: WholeOffice) -> None:
    world.office.do(MovePerson(world.people[0], world.dudley, "Head of OD", SECOND_DAY))
    [line] = draft(world, Q2).lines
    assert (line.organisation.name, line.organisation.gss) == ("Walsall Council", "E08000030")
    submit(world)
    assert draft(world).adjustments == ()


@pytest.mark.parametrize(
    ("on", "name", "gss"),
    [
        (SECOND_DAY, "Dudley Metropolitan Borough Council", "E08000027"),
        (date(2026, 9, 11), "Walsall Council", "E08000030"),
    ],
)
def test_a_council_abolished_mid_cohort(
    world: WholeOffice, open_store: Store, on: date, name: str, gss: str
) -> None:
    there_and_back(open_store, world.office, SucceedOrganisation(world.walsall, world.dudley, on))
    [line] = draft(world, Q2).lines
    assert (line.organisation.name, line.organisation.gss) == (name, gss)
    submit(world)
    assert draft(world).adjustments == ()
    row = world.office.ask(person_row, world.people[0], TODAY)
    assert row is not None
    assert row.organisation == "Dudley Metropolitan Borough Council"
    [ended] = world.office.ask(ended_rows, TODAY)
    assert (ended.name, ended.ended_on) == ("Walsall Council", date(on.year, on.month, on.day - 1))
    [was] = [each for each in world.office.ask(organisation_rows, date(2026, 9, 1)) if each.id == ended.id]
    assert (ended.member_since, ended.also, ended.member) == (was.member_since, was.also, False)


def test_a_council_that_goes_to_several_asks_for_a_decision(world: WholeOffice) -> None:
    title, sandwell = "Organisations are known", named(world, "Sandwell Metropolitan Borough Council")
    for successor in (world.dudley, sandwell):
        world.office.do(SucceedOrganisation(world.walsall, successor, SECOND_DAY))
    failed = check(draft(world, Q2), title)
    assert "Siân O’Neill (several bodies took over from Walsall Council" in failed.detail
    with pytest.raises(RuleBroken, match="Siân O’Neill"):
        submit(world)
    world.office.do(MovePerson(world.people[0], sandwell, "HR Adviser", SECOND_DAY))
    [line] = draft(world, Q2).lines
    assert line.organisation.name == "Sandwell Metropolitan Borough Council"
    assert check(draft(world, Q2), title).passed


def test_an_organisation_ends_once(world: WholeOffice) -> None:
    office, sandwell = world.office, named(world, "Sandwell Metropolitan Borough Council")
    office.do(SucceedOrganisation(world.walsall, world.dudley, SECOND_DAY))
    for refused, words in (
        (SucceedOrganisation(world.walsall, world.dudley, SECOND_DAY), "successor already"),
        (SucceedOrganisation(world.walsall, sandwell, TODAY), "ended on 9 September 2026"),
        (SucceedOrganisation(world.dudley, world.walsall, TODAY), "ended on 9 September 2026"),
        (RenameOrganisation(world.walsall, "Walsall", TODAY), "ended on 9 September 2026"),
    ):
        with pytest.raises(RuleBroken, match=words):
            office.do(refused)
    office.do(SucceedOrganisation(world.dudley, sandwell, date(2028, 4, 1)))
    with pytest.raises(RuleBroken, match="ended on 31 March 2028"):
        office.do(SucceedOrganisation(sandwell, world.dudley, date(2029, 4, 1)))
    with pytest.raises(RuleBroken, match="cannot succeed itself"):
        office.do(SucceedOrganisation(sandwell, world.dudley, date(2027, 4, 1)))


def test_a_renamed_council_keeps_its_name_of_the_day(world: WholeOffice) -> None:
    world.office.do(RenameOrganisation(world.walsall, "Walsall City Council", date(2026, 9, 20), "E08000099"))
    [line] = draft(world, Q2).lines
    assert (line.organisation.name, line.organisation.gss) == ("Walsall Council", "E08000030")


def test_a_cohort_cancelled_after_its_claim(world: WholeOffice, open_store: Store) -> None:
    submit(world)
    world.office.do(ReservePlaces(world.agreement, world.dudley, 1, world.workshops))
    assert pool(world).free == 0
    there_and_back(open_store, world.office, SetStage(world.workshops, Stage.CANCELLED))
    rows = world.office.ask(participant_rows, world.workshops, TODAY)
    assert {row.status for row in rows} == {Status.CANCELLED}
    assert {world.office.ask(step_rows, row.id)[-1].reason for row in rows} == {"Cohort cancelled"}
    [taken_back] = draft(world).adjustments
    assert (taken_back.cause, taken_back.amount) == ("Cohort cancelled", Decimal("-350.00"))
    assert (pool(world).free, pool(world).claimed, pool(world).in_return) == (3, 1, -1)


def test_a_withdrawal_told_today_effective_in_a_submitted_period(world: WholeOffice) -> None:
    submit(world)
    world.office.do(MoveEnrolment(world.places[0], Status.WITHDRAWN, FIRST_DAY, "Left the council"))
    [taken_back] = draft(world).adjustments
    assert (taken_back.cause, taken_back.reason) == ("Withdrawn", "Left the council")
    assert (taken_back.effective_on, taken_back.noted_on) == (FIRST_DAY, TODAY)
    assert (pool(world).free, pool(world).claimed, pool(world).in_return) == (2, 1, -1)


@pytest.mark.parametrize("submitted", [True, False])
def test_a_place_that_was_delivered_stays_claimed_when_somebody_leaves(
    world: WholeOffice, open_store: Store, submitted: bool
) -> None:
    if submitted:
        submit(world)
    before = pool(world)
    leaving = MoveEnrolment(world.places[0], Status.WITHDRAWN, date(2026, 9, 20), "Left the council")
    there_and_back(open_store, world.office, leaving)
    assert pool(world) == before
    state = PlaceState.CLAIMED if submitted else PlaceState.CLAIMABLE
    assert state in {place.state for place in world.office.ask(pool_places, world.agreement, TODAY)}
    if not submitted:
        submit(world)
    assert draft(world).adjustments == ()


def _aspiring(world: WholeOffice, code: str, version: str, person: PersonId) -> CohortId:
    versions = {row.title: row for row in world.office.ask(version_rows)}
    days = (date(2026, 5, 5), date(2026, 6, 9))
    cohort = AddCohort(code, versions[version].id, world.walsall, "Walsall", days)
    made = world.office.do(cohort).value
    world.office.do(EnrolParticipant(made, person, Funding.LGA))
    return made


def test_aspire_and_aspire_2_by_one_person(world: WholeOffice) -> None:
    office = world.office
    aspire = next(row for row in office.ask(version_rows) if row.title == "Aspire 2.0")
    lga = named(world, "Local Government Association")
    terms = (4, Decimal("900.00"), date(2026, 4, 1), date(2027, 3, 31))
    agreement = office.do(AddAgreement("LGA/A", lga, ((aspire.programme_id, None),), *terms)).value
    bo = world.people[4]
    again = office.do(AddPerson("Bo", "Lee", "bo@dudley.gov.uk", "", world.dudley)).value
    _aspiring(world, "ASP-A", "Aspire", bo)
    _aspiring(world, "ASP-B", "Aspire 2.0", again)
    assert office.do(MergePeople(bo, again)).value.released == ()
    with pytest.raises(RuleBroken, match="holds a subsidised place for this programme already"):
        _aspiring(world, "ASP-C", "Aspire 2.0", bo)
    places = office.ask(pool_places, agreement, TODAY)
    assert {place.cohort for place in places if place.person_id == bo} == {"ASP-A", "ASP-B"}


def test_a_substitute_after_day_one(world: WholeOffice) -> None:
    with pytest.raises(RuleBroken, match="could be passed on until 9 September 2026"):
        world.office.do(Substitute(world.places[1], world.people[4], SECOND_DAY))
    joined = world.office.do(Substitute(world.places[1], world.people[4], FIRST_DAY)).value
    rows = {row.id: row for row in world.office.ask(participant_rows, world.workshops, TODAY)}
    assert rows[joined].traced_to
    assert rows[world.places[1]].traced_to == ""


def test_erasure_of_a_claimed_person(world: WholeOffice, open_store: Store, clock: SetClock) -> None:
    """Restricted while the claim must be evidenced, then anonymised in place: no figure moves."""
    office, siân, words = world.office, world.people[0], ("Siân", "O’Neill", "Rees", "p0@walsall", "s.rees@")
    office.do(NoteNeeds(world.places[0], "A ramp", "Vegan"))
    office.do(MergePeople(siân, married(world, None)))
    office.do(ChangePerson(siân, "Siân", "Rees", "s.rees@walsall.gov.uk", "OD Lead"))
    office.do(IssueCertificates((world.places[0],)))
    submit(world)
    with pytest.raises(RuleBroken, match="INS26-WM02 is not over"):
        office.do(ErasePerson(siân))
    clock.instant = datetime(2027, 1, 5, 9, tzinfo=UTC)
    with pytest.raises(RuleBroken, match="must be evidenced until 8 October 2032"):
        office.do(ErasePerson(siân))
    office.do(RestrictPerson(siân))
    before, told = pool(world), office.ask(ledger_entries, world.agreement, clock.today())
    clock.instant = datetime(2032, 10, 9, 9, tzinfo=UTC)
    office.do(ErasePerson(siân))
    [after] = [row for row in office.ask(pool_rows, clock.today()) if row.agreement_id == world.agreement]
    assert after == before
    entries = office.ask(ledger_entries, world.agreement, clock.today())
    assert [(entry.what, entry.free_after, entry.claimed_after, entry.amount) for entry in entries] == [
        (entry.what, entry.free_after, entry.claimed_after, entry.amount) for entry in told
    ]
    assert office.ask(changes_since, clock.today(), world.agreement) == []
    [line] = office.ask(claim_lines, office.ask(submitted_return, world.agreement, Q2))
    assert line.participant == PersonFacts(person_reference(siân), person_reference(siân))
    assert (line.amount, line.organisation.name, line.job_title) == (Decimal("350.00"), "Walsall Council", "")
    with open_store.reading() as connection:
        assert found_in(connection, (*words, "Lloyd", "A ramp", "Vegan")) == []
        assert "Łuczak" in found_in(connection, ("Łuczak",))[0]
    assert problems(open_store.location, INVARIANTS) == []
