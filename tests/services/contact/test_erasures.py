"""Erasing a person: figures stay, the history still holds, and nothing personal is left anywhere."""

import io
import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from any_question import any_question
from funder_form import FORM, MAPPING
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from remains import found_in
from round_trips import rows, there_and_back
from sqlalchemy import func, select, update
from sqlalchemy.sql import Update
from whole_office import WORKSHOPS, WholeOffice

from aspire_desktop.domain.money.charges import Charged, ChargeKind
from aspire_desktop.domain.money.funding import Vat
from aspire_desktop.domain.money.layout_mapping import read_mapping, write_mapping
from aspire_desktop.domain.money.settlements import QueryResult
from aspire_desktop.domain.office.attached_files import AttachedFile
from aspire_desktop.domain.office.clock import SetClock
from aspire_desktop.domain.office.errors import RuleBroken, UndoRefused
from aspire_desktop.domain.office.people import person_reference
from aspire_desktop.domain.office.staff import Role
from aspire_desktop.domain.office.values import EnrolmentId, Period, PersonId, ReturnId, SessionId
from aspire_desktop.domain.programmes.attendance import Code
from aspire_desktop.domain.programmes.certificate_awards import CertificateStatus, Finding
from aspire_desktop.domain.programmes.enrolments import Funding, Status
from aspire_desktop.services.contact.erasures import ErasePerson, LiftRestriction, RestrictPerson
from aspire_desktop.services.contact.merging import MergePeople
from aspire_desktop.services.door.action import Action
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.money.charges import RaiseCharge, SetPrice
from aspire_desktop.services.money.evidence import WriteEvidence
from aspire_desktop.services.money.layouts import AddLayout
from aspire_desktop.services.money.returns import RestateReturn, SubmitReturn, nameless_workbook
from aspire_desktop.services.money.settlements import AnswerQuery, AskQuery, SettleQuery
from aspire_desktop.services.office.people import AddPerson, ChangePerson, MovePerson, SetCertificateName
from aspire_desktop.services.office.settings import ChangeSettings
from aspire_desktop.services.office.staff import AddColleague
from aspire_desktop.services.programmes.attendance import FinishRegister, MarkAttendance
from aspire_desktop.services.programmes.certificates import (
    IssueCertificates,
    ReissueCertificate,
    RevokeCertificate,
    certificate_candidates,
)
from aspire_desktop.services.programmes.cohorts import AddCohort
from aspire_desktop.services.programmes.enrolments import (
    ChangeBooking,
    ChangeFunding,
    EnrolParticipant,
    MoveEnrolment,
    NoteNeeds,
    Substitute,
)
from aspire_desktop.services.programmes.projects import AddProject
from aspire_desktop.services.programmes.verification import verify_certificate, verify_elsewhere
from aspire_desktop.storage.journal import head
from aspire_desktop.storage.lookups.contact.erasures import erasure_plan
from aspire_desktop.storage.lookups.home.search import search
from aspire_desktop.storage.lookups.money.returns import claim_lines, return_rows, submitted_return
from aspire_desktop.storage.lookups.money.settlements import line_choices
from aspire_desktop.storage.lookups.network.alumni import alumni_rows
from aspire_desktop.storage.lookups.office.history import action_rows
from aspire_desktop.storage.lookups.office.kept_files import kept_file
from aspire_desktop.storage.lookups.office.people import former_name_rows, person_row
from aspire_desktop.storage.lookups.programmes.certificates import (
    certificate_files,
    certificate_rows,
    payload_of,
    public_keys,
)
from aspire_desktop.storage.lookups.programmes.cohorts import session_rows
from aspire_desktop.storage.lookups.programmes.enrolments import step_rows
from aspire_desktop.storage.personal import FREE, IMPERSONAL, PERSONAL
from aspire_desktop.storage.soundness import problems
from aspire_desktop.storage.store import Store
from aspire_desktop.storage.tables.journal import JOURNAL, action, blob, change
from aspire_desktop.storage.tables.money.funding import returns
from aspire_desktop.storage.tables.office.erasures import erasures
from aspire_desktop.storage.tables.office.people import people
from aspire_desktop.storage.tables.schema import metadata
from aspire_desktop.storage.work import through_the_door

TODAY = date(2026, 10, 8)
SOON, MUCH_LATER = datetime(2027, 4, 6, 9, tzinfo=UTC), datetime(2032, 12, 1, 9, tzinfo=UTC)
Q2 = (date(2026, 7, 1), date(2026, 9, 30))
Q3 = (date(2026, 10, 1), date(2026, 12, 31))
SIÂN = ("O’Neill", "p0@walsall.gov.uk")


def submit(world: WholeOffice, period: tuple[date, date] = Q2) -> ReturnId:
    return world.office.do(SubmitReturn(world.agreement, *period)).value


def present(world: WholeOffice, place: int, day: int) -> None:
    world.office.do(MarkAttendance(world.days[day], (world.places[place],), Code.PRESENT, "Signed"))


def left(store: Store, *words: str) -> list[str]:
    with store.reading() as connection:
        return found_in(connection, words)


def sound(store: Store) -> list[str]:
    return problems(store.location)


def obstacles(world: WholeOffice, person: int = 0) -> tuple[str, ...]:
    office = world.office
    plan = office.ask(erasure_plan, world.people[person], office.clock.today())
    if plan.obstacles:
        with pytest.raises(RuleBroken, match="Something is open about"):
            office.do(ErasePerson(world.people[person]))
    return plan.obstacles


def kept_workbook(world: WholeOffice, store: Store) -> bytes:
    with store.reading() as connection:
        [digest] = connection.scalars(select(returns.c.workbook))
        return kept_file(connection, digest)


def about(workbook: bytes) -> dict[str, str]:
    sheet = load_workbook(io.BytesIO(workbook))["About this file"]
    return {str(row[0]): str(row[1]) for row in sheet.iter_rows(values_only=True) if row[0]}


def form_sheet(store: Store) -> Worksheet:
    with store.reading() as connection:
        [digest] = connection.scalars(select(returns.c.form))
        return load_workbook(io.BytesIO(kept_file(connection, digest)), data_only=True)["Claim"]


def figures(workbook: bytes) -> list[list[object]]:
    """Give what the sheets that bear figures say; the digest is one of the lines as they are left."""
    book = load_workbook(io.BytesIO(workbook))
    sheets = ("Summary", "By organisation", "By cohort", "Control", "Declaration")
    told = [[cell.value for row in book[title].iter_rows() for cell in row] for title in sheets]
    return [[None if re.fullmatch("[0-9a-f]{64}", str(value)) else value for value in row] for row in told]


def test_every_text_column_is_known_to_be_personal_or_not() -> None:
    for name, table in metadata.tables.items():
        text = {column.name for column in table.c if issubclass(column.type.python_type, str | tuple)}
        known = {*PERSONAL.get(name, ()), *FREE.get(name, ()), *IMPERSONAL.get(name, ())}
        if name == "return_lines":
            known.add("facts")
        assert name in JOURNAL or text == known, name
        assert not {*PERSONAL.get(name, ()), *FREE.get(name, ())} & {*IMPERSONAL.get(name, ())}, name


def test_somebody_who_was_never_claimed_is_erased_at_once(world: WholeOffice, open_store: Store) -> None:
    bo = world.people[4]
    world.office.do(ErasePerson(bo))
    assert left(open_store, "Bo Li", "p4@walsall.gov.uk") == []
    row = world.office.ask(person_row, bo, TODAY)
    assert row is not None
    assert (row.given_name, row.family_name, row.email) == ("", person_reference(bo), "")
    assert sound(open_store) == []
    titles = [row.title for row in world.office.ask(action_rows, 100)]
    assert titles[0] == f"Erase {person_reference(bo)}"
    assert f"Add {person_reference(bo)}" in titles
    with pytest.raises(RuleBroken, match=r"was erased on 8 October 2026"):
        world.office.do(ErasePerson(bo))


def test_what_is_open_about_somebody_is_finished_first(
    world: WholeOffice, open_store: Store, clock: SetClock
) -> None:
    assert obstacles(world) == ("Place L-0001 of LGA/1 is to be claimed for them: submit the return first.",)
    assert obstacles(world, 1) == (
        "Place L-0002 of LGA/1 is still committed to them: change who pays for it first.",
    )
    assert obstacles(world, 2) == ("ASP26-WM01 is not over, and they are booked on it: withdraw them first.",)
    returned = submit(world)
    assert obstacles(world) == ()
    world.office.do(MarkAttendance(world.days[1], (world.places[0],), Code.ABSENT, "She was not there"))
    assert obstacles(world) == ("Place L-0001 of LGA/1 is to be taken back: submit the return first.",)
    world.office.undo()
    [line] = world.office.ask(line_choices, returned)
    query = world.office.do(AskQuery(line.id, "Was Siân O’Neill there?", TODAY)).value
    assert obstacles(world) == ("The funder asks about line 1 of LGA/1-R1: settle the query first.",)
    world.office.do(SettleQuery(query, QueryResult.STANDS, TODAY))
    assert obstacles(world) == ()


def test_a_charge_that_was_raised_is_invoiced_or_waived_first(world: WholeOffice) -> None:
    office = world.office
    price = SetPrice(world.inspire, ChargeKind.PLACE, True, Decimal("400.00"), Vat.STANDARD, date(2026, 1, 1))
    office.do(price)
    office.do(RaiseCharge(Charged(world.places[2], ChargeKind.PLACE)))
    told = obstacles(world, 2)
    assert "A charge raised on 08/10/2026 is not invoiced: invoice it or waive it." in told


def test_a_claim_is_evidenced_for_as_long_as_the_office_says(
    world: WholeOffice, open_store: Store, clock: SetClock
) -> None:
    office, siân = world.office, world.people[0]
    submit(world)
    with pytest.raises(RuleBroken, match="LGA/1-R1, revision 1 must be evidenced until 8 October 2032") as no:
        office.do(ErasePerson(siân))
    assert "Restrict the record until then" in no.value.explanation.do
    clock.instant = datetime(2032, 10, 8, 9, tzinfo=UTC)
    assert not office.ask(erasure_plan, siân, clock.today()).due(clock.today())
    clock.instant = datetime(2032, 10, 9, 9, tzinfo=UTC)
    assert office.ask(erasure_plan, siân, clock.today()).due(clock.today())
    office.do(ChangeSettings("WME", "WME", "", "I declare it.", evidence_years=10))
    assert not office.ask(erasure_plan, siân, clock.today()).due(clock.today())
    with pytest.raises(RuleBroken, match="0 to 50 years"):
        office.do(ChangeSettings("WME", "WME", "", "I declare it.", evidence_years=51))


def test_a_restricted_record_is_kept_and_used_for_nothing(world: WholeOffice, open_store: Store) -> None:
    office, siân = world.office, world.people[0]
    office.do(NoteNeeds(world.places[0], "A ramp", "Vegan"))
    there_and_back(open_store, office, RestrictPerson(siân))
    assert "Vegan" not in str(rows(open_store)["needs"])
    assert [row for row in office.ask(alumni_rows, TODAY) if row.person_id == siân] == []
    cohort = office.do(AddCohort("INS26-WM09", world.inspire, world.walsall, "Dudley", WORKSHOPS)).value
    for refused in (EnrolParticipant(cohort, siân), MergePeople(world.people[4], siân)):
        with pytest.raises(RuleBroken, match="asked to be erased"):
            office.do(refused)
    with pytest.raises(RuleBroken, match="restricted already"):
        office.do(RestrictPerson(siân))
    office.do(ChangePerson(siân, "Siân", "Rees", "s.rees@walsall.gov.uk", "OD Lead"))
    office.do(LiftRestriction(siân))
    office.do(EnrolParticipant(cohort, siân))
    with pytest.raises(RuleBroken, match="not restricted"):
        office.do(LiftRestriction(siân))


def test_nothing_is_noted_of_somebody_erased(world: WholeOffice) -> None:
    office, bo = world.office, world.people[4]
    office.do(ErasePerson(bo))
    for refused in (
        ChangePerson(bo, "Bo", "Li", "", ""),
        MovePerson(bo, world.dudley, "", TODAY),
        SetCertificateName(bo, "Bo Li"),
        EnrolParticipant(world.modules, bo),
        MergePeople(bo, world.people[0]),
        MergePeople(world.people[0], bo),
    ):
        with pytest.raises(RuleBroken, match="was erased on 8 October 2026") as told:
            office.do(refused)
        assert told.value.explanation.do == "Add the person anew if they take part again."


def test_a_return_is_kept_without_the_person_and_with_every_figure(
    world: WholeOffice, open_store: Store, clock: SetClock
) -> None:
    office = world.office
    present(world, 1, 1)
    submit(world)
    before, listed = kept_workbook(world, open_store), office.ask(return_rows, TODAY)
    clock.instant = MUCH_LATER
    for number, person in enumerate(world.people[:2], start=1):
        office.do(ErasePerson(person))
        after = kept_workbook(world, open_store)
        assert figures(after) == figures(before)
        told = about(after)
        assert told["People erased"].split(", ") == [person_reference(id) for id in world.people[:number]]
        assert listed[0].workbook not in str(told)
        assert sound(open_store) == []
    assert left(open_store, *SIÂN, "Łuczak", "p1@walsall") == []
    [row] = office.ask(return_rows, clock.today())
    assert row.summary == listed[0].summary
    period = row.period
    nameless = office.ask(nameless_workbook, world.agreement, period, office.moment)
    assert figures(nameless)[0][3:] == figures(after)[0][3:]
    with open_store.reading() as connection:
        assert connection.scalar(select(func.count()).where(blob.c.digest == listed[0].workbook)) == 0


def test_evidence_of_a_return_is_still_gathered(
    world: WholeOffice, open_store: Store, clock: SetClock, tmp_path: Path
) -> None:
    office = world.office
    office.do(IssueCertificates((world.places[0],)))
    [row] = office.ask(certificate_rows, world.workshops)
    present(world, 1, 1)
    returned = submit(world)
    before = office.export(WriteEvidence(returned, 1), tmp_path / "before")
    clock.instant = MUCH_LATER
    for person in world.people[:2]:
        office.do(ErasePerson(person))
    pack = office.export(WriteEvidence(returned, 2), tmp_path / "pack")
    again = office.export(WriteEvidence(returned, 1), tmp_path / "again")
    assert [place.place for place in again.places] == [place.place for place in before.places]
    assert pack.places[0].certificate.startswith(f"{row.number}, issued on")
    assert pack.places[0].certificate.endswith("erased with its holder")
    papers = [each for each in (tmp_path / "pack").rglob("*.pdf") if each.parent != tmp_path / "pack"]
    assert papers != []
    assert [each.name for each in papers if "Neill" in each.name] == []
    [found] = office.ask(search, row.number, clock.today())
    assert found.detail == "INS26-WM01, 8 Oct 2026"


def test_a_name_with_quotation_marks_goes_from_the_words_of_others(
    world: WholeOffice, open_store: Store
) -> None:
    office, bo = world.office, world.people[4]
    office.do(ChangePerson(bo, 'Bo "Bob"', "Lindqvist", "", ""))
    office.do(MoveEnrolment(world.places[1], Status.WITHDRAWN, TODAY, 'Bo "Bob" Lindqvist has left too'))
    office.do(ErasePerson(bo))
    assert left(open_store, "Lindqvist", "Bob") == []
    assert office.ask(step_rows, world.places[1])[-1].reason == f"{person_reference(bo)} has left too"


def test_a_funders_own_form_loses_the_name_alone(
    world: WholeOffice, open_store: Store, clock: SetClock
) -> None:
    office = world.office
    office.do(AddLayout(world.agreement, "LGA claim form", FORM, MAPPING))
    submit(world)
    clock.instant = MUCH_LATER
    office.do(ErasePerson(world.people[0]))
    with open_store.reading() as connection:
        [digest] = connection.scalars(select(returns.c.form))
        sheet = load_workbook(io.BytesIO(kept_file(connection, digest)), data_only=True)["Claim"]
    cells = [sheet[at].value for at in ("B1", "B2", "A5", "B5", "B8")]
    assert cells == ["LGA/1-R1", 350, person_reference(world.people[0]), 350, 350]
    assert left(open_store, *SIÂN) == []


def test_a_merged_record_goes_with_the_one_that_stayed(
    world: WholeOffice, open_store: Store, clock: SetClock
) -> None:
    office, bo = world.office, world.people[4]
    office.do(ChangePerson(bo, "Bo", "Lindqvist", "bo@dudley.gov.uk", "OD Lead"))
    again = office.do(AddPerson("Bo", "Lindqvist", "", "Trainee", world.walsall)).value
    lloyd = office.do(AddPerson("Siân", "Lloyd", "s.lloyd@dudley.gov.uk", "OD Lead", world.dudley)).value
    submit(world)
    for merged in (again, lloyd):
        office.do(MergePeople(bo, merged))
    office.do(MergePeople(world.people[0], bo))
    clock.instant = MUCH_LATER
    office.do(ErasePerson(world.people[0]))
    assert left(open_store, *SIÂN, "Bo Li", "Lindqvist", "Lloyd", "bo@", "s.lloyd", "Trainee") == []
    assert sound(open_store) == []
    assert office.ask(search, "Lloyd", clock.today()) == []


def test_a_record_that_was_parted_again_stays_when_the_other_goes(
    world: WholeOffice, open_store: Store
) -> None:
    office, bo = world.office, world.people[4]
    other = office.do(AddPerson("Bronwen", "Vaughan", "b.vaughan@dudley.gov.uk", "", world.dudley)).value
    office.do(MergePeople(bo, other))
    office.undo()
    office.do(ErasePerson(bo))
    row = office.ask(person_row, other, TODAY)
    assert row is not None
    assert (row.family_name, row.email) == ("Vaughan", "b.vaughan@dudley.gov.uk")
    assert sound(open_store) == []


def test_a_namesake_keeps_what_is_theirs(world: WholeOffice, open_store: Store, clock: SetClock) -> None:
    office = world.office
    twin = office.do(AddPerson("Siân", "O’Neill", "twin@dudley.gov.uk", "Head of HR", world.dudley)).value
    cohort = office.do(AddCohort("INS26-WM09", world.inspire, world.walsall, "Dudley", WORKSHOPS)).value
    placed = office.do(EnrolParticipant(cohort, twin, Funding.COUNCIL)).value
    submit(world)
    mine = [row.title for row in office.ask(action_rows, 100)]
    clock.instant = MUCH_LATER
    office.do(ErasePerson(world.people[0]))
    row = office.ask(person_row, twin, clock.today())
    assert row is not None
    assert (row.given_name, row.family_name, row.email) == ("Siân", "O’Neill", "twin@dudley.gov.uk")
    titles = [row.title for row in office.ask(action_rows, 100)]
    assert titles.count("Enrol Siân O’Neill on INS26-WM09") == 1
    assert titles.count("Enrol Siân O’Neill on INS26-WM01") == 0
    assert mine.count("Enrol Siân O’Neill on INS26-WM01") == 1
    assert office.ask(step_rows, placed)
    assert sound(open_store) == []
    assert left(open_store, "p0@walsall.gov.uk") == []


def test_a_name_in_the_words_of_others_goes_too(
    world: WholeOffice, open_store: Store, clock: SetClock
) -> None:
    office = world.office
    days = (date(2026, 11, 9), date(2026, 11, 10), date(2026, 12, 5))
    cohort = office.do(AddCohort("INS26-WM09", world.inspire, world.walsall, "Dudley", days)).value
    leaving = office.do(EnrolParticipant(cohort, world.people[3], Funding.COUNCIL)).value
    taken = office.do(Substitute(leaving, world.people[4], TODAY)).value
    office.do(MoveEnrolment(taken, Status.WITHDRAWN, TODAY, "bo li fell ill"))
    office.do(ErasePerson(world.people[4]))
    assert left(open_store, "Bo Li", "p4@walsall") == []
    reference = person_reference(world.people[4])
    assert office.ask(step_rows, leaving)[-1].reason == f"Substituted by {reference}"
    assert f"{reference} substitutes Bethan Pritchard on INS26-WM09" in [
        row.title for row in office.ask(action_rows, 100)
    ]


def test_a_query_and_its_files_go_with_the_person(
    world: WholeOffice, open_store: Store, clock: SetClock
) -> None:
    office = world.office
    [line] = office.ask(line_choices, submit(world))
    query = office.do(AskQuery(line.id, "Was she there on day two?", TODAY)).value
    answer = AttachedFile("Siân O’Neill.txt", b"Signed by Sian O'Neill")
    office.do(AnswerQuery(query, "She signed; a copy is attached", TODAY, (answer,)))
    office.do(SettleQuery(query, QueryResult.STANDS, TODAY))
    clock.instant = MUCH_LATER
    office.do(ErasePerson(world.people[0]))
    assert left(open_store, *SIÂN, "Signed by", "day two", "She signed") == []
    assert sound(open_store) == []
    with pytest.raises(RuleBroken, match="was erased, so that nothing is noted"):
        office.do(AskQuery(line.id, "Was Siân O’Neill there?", clock.today()))


def certified(world: WholeOffice) -> bytes:
    office = world.office
    office.do(IssueCertificates((world.places[0],)))
    [file] = office.ask(certificate_files, world.workshops)
    return file.content


@pytest.mark.parametrize("revoked", [False, True])
def test_a_certificate_is_checked_by_its_signature_after_its_holder_was_erased(
    world: WholeOffice, open_store: Store, clock: SetClock, revoked: bool
) -> None:
    office = world.office
    document = certified(world)
    [row] = office.ask(certificate_rows, world.workshops)
    signed = office.ask(any_question(payload_of), row.id)
    if revoked:
        office.do(RevokeCertificate(row.id, "Issued in error"))
    submit(world)
    clock.instant = MUCH_LATER
    office.do(ErasePerson(world.people[0]))
    [after] = office.ask(certificate_rows, world.workshops)
    expected = CertificateStatus.REVOKED if revoked else CertificateStatus.ERASED
    assert (after.number, after.name, after.status) == (row.number, "", expected)
    with open_store.reading() as connection:
        held_out = verify_certificate(connection, document)
        by_number = verify_certificate(connection, row.number)
        offline = verify_elsewhere(document, public_keys(connection))
        altered = verify_certificate(connection, signed.replace("Neill", "Neall"))
    assert held_out.status is (Finding.REVOKED if revoked else Finding.VALID)
    assert (held_out.name, held_out.number) == ("Siân O’Neill", row.number)
    assert by_number.status is (Finding.REVOKED if revoked else Finding.UNKNOWN)
    assert by_number.name == ""
    assert "erased" in by_number.note
    assert offline.status is Finding.VALID
    assert (altered.status, altered.name) == (Finding.ALTERED, "")
    assert office.ask(certificate_files, world.workshops) == []
    candidates = office.ask(certificate_candidates, world.workshops, TODAY)
    assert {each.enrolment_id for each in candidates} == set(world.places[1:])
    with pytest.raises(RuleBroken, match="was erased on 1 December 2032"):
        office.do(ReissueCertificate(row.id, "Siân", "Asked"))
    if not revoked:
        office.do(RevokeCertificate(row.id, "Issued in error"))
        with open_store.reading() as connection:
            assert verify_certificate(connection, document).status is Finding.REVOKED


def test_nothing_from_before_an_erasure_is_taken_back(world: WholeOffice, open_store: Store) -> None:
    office, bo = world.office, world.people[4]
    placed = office.do(EnrolParticipant(world.modules, bo)).value
    office.do(MoveEnrolment(placed, Status.WITHDRAWN, TODAY, "New job"))
    office.do(ChangePerson(world.people[3], "Bethan", "Price", "", ""))
    office.undo()
    office.do(ErasePerson(bo))
    for step in (office.undo, office.redo):
        with pytest.raises(UndoRefused, match="nothing of yours"):
            step()
    office.do(ChangePerson(world.people[3], "Bethan", "Price", "", ""))
    assert office.undo().title == "Undo: Change Bethan Pritchard"
    assert office.redo().value.title == "Change Bethan Pritchard"
    assert sound(open_store) == []


def relabelled(bo: PersonId) -> Update:
    """Say that what was left of Bo's first image was somebody else's."""
    first = select(func.min(change.c.action)).where(change.c.tbl == "people", change.c.row == bo)
    return update(change).where(change.c.action == first.scalar_subquery(), change.c.row == bo).values(row=1)


TAMPERINGS: dict[str, Callable[[PersonId], Update]] = {
    "image": lambda bo: (
        update(change)
        .where(change.c.tbl == "people", change.c.row == bo, change.c.salt.is_(None))
        .values(after=func.replace(change.c.after, person_reference(bo), "Eve"))
    ),
    "title": lambda _: update(action).where(action.c.salt.is_(None)).values(title="Add Eve"),
    "another image": lambda bo: (
        update(change)
        .where(change.c.tbl == "people", change.c.row == bo - 1)
        .values(after=func.replace(change.c.after, "Bethan", "Eve"), salt=None)
    ),
    "another title": lambda _: (
        update(action).where(action.c.title == "Add Callum Fraser").values(title="Add Eve", salt=None)
    ),
    "erasure": lambda _: update(erasures).values(changes="[]"),
    "relabelled": relabelled,
    "salt": lambda bo: update(change).where(change.c.row == bo).values(salt="5a" * 16),
    "row": lambda bo: update(people).where(people.c.id == bo).values(given_name="Eve"),
}


@pytest.mark.parametrize("tampering", TAMPERINGS)
def test_an_erasure_covers_nothing_but_what_it_left(
    world: WholeOffice, open_store: Store, tampering: str
) -> None:
    bo = world.people[4]
    world.office.do(ErasePerson(bo))
    assert sound(open_store) == []
    with open_store.writing("Eve") as work, through_the_door(work.connection):
        work.connection.execute(TAMPERINGS[tampering](bo))
        work.connection.info.update(sealed=True)
        work.sealed = head(work.connection)
    assert sound(open_store) != []


FROZEN: dict[str, Callable[[EnrolmentId, SessionId], Action[object]]] = {
    "needs": lambda place, _: NoteNeeds(place, "Wheelchair", ""),
    "booking": lambda place, _: ChangeBooking(place, "Head of HR", ""),
    "mark": lambda place, day: MarkAttendance(day, (place,), Code.ABSENT, "Siân O’Neill was ill"),
    "funding": lambda place, _: ChangeFunding(place, Funding.COUNCIL),
    "step": lambda place, _: MoveEnrolment(place, Status.COMPLETED, TODAY, "Siân O’Neill"),
    "charge": lambda place, _: RaiseCharge(Charged(place, ChargeKind.PLACE)),
}


@pytest.mark.parametrize("noting", FROZEN)
def test_no_booking_of_somebody_erased_is_changed(
    world: WholeOffice, open_store: Store, clock: SetClock, noting: str
) -> None:
    submit(world)
    clock.instant = MUCH_LATER
    world.office.do(ErasePerson(world.people[0]))
    before = rows(open_store)
    with pytest.raises(RuleBroken):
        world.office.do(FROZEN[noting](world.places[0], world.days[1]))
    assert rows(open_store) == before
    assert left(open_store, *SIÂN) == []


def test_nobody_erased_takes_a_place_again(world: WholeOffice, open_store: Store) -> None:
    office, bo = world.office, world.people[4]
    placed = office.do(EnrolParticipant(world.modules, bo)).value
    office.do(MoveEnrolment(placed, Status.WITHDRAWN, TODAY, "New job"))
    office.do(RestrictPerson(bo))
    for moving in (MoveEnrolment(placed, Status.OFFERED, TODAY), NoteNeeds(placed, "", "Vegan")):
        with pytest.raises(RuleBroken, match="kept as evidence only"):
            office.do(moving)
    office.do(ErasePerson(bo))
    with pytest.raises(RuleBroken, match="was erased on 8 October 2026"):
        office.do(MoveEnrolment(placed, Status.OFFERED, TODAY))


@pytest.mark.parametrize(
    "spelled",
    ["Sian O'Neill", "O’Neill, Siân", "SIÂN O’NEILL", "siân o’neill", "P0@Walsall.gov.uk."],
)
def test_every_spelling_of_a_name_is_found(
    world: WholeOffice, open_store: Store, clock: SetClock, spelled: str
) -> None:
    office = world.office
    office.do(MoveEnrolment(world.places[2], Status.WITHDRAWN, TODAY, f"{spelled} told us"))
    office.do(AddProject(world.modules, f"{spelled} on absence", (world.unprojected,)))
    submit(world)
    clock.instant = MUCH_LATER
    office.do(ErasePerson(world.people[0]))
    reference = person_reference(world.people[0])
    assert office.ask(step_rows, world.places[2])[-1].reason.startswith(reference)
    assert any(row.title.startswith(f"Add project “{reference}") for row in office.ask(action_rows, 9))
    assert left(open_store, spelled.removesuffix(".")) == []
    assert sound(open_store) == []


def test_an_address_within_a_longer_one_is_another_one(world: WholeOffice, open_store: Store) -> None:
    office, other = world.office, "sp4@walsall.gov.uk.org and p4@walsall.gov.uk.org"
    office.do(MoveEnrolment(world.places[2], Status.WITHDRAWN, TODAY, f"Write to {other}"))
    office.do(ErasePerson(world.people[4]))
    assert office.ask(step_rows, world.places[2])[-1].reason == f"Write to {other}"


def test_a_form_loses_role_and_single_name_in_the_persons_own_row(
    world: WholeOffice, open_store: Store, clock: SetClock
) -> None:
    office, siân = world.office, world.people[0]
    told = json.loads(write_mapping(MAPPING))
    told["lines"]["columns"]["C"] = "job title"
    office.do(AddLayout(world.agreement, "LGA claim form", FORM, read_mapping(json.dumps(told))))
    office.do(ChangePerson(siân, "", "Sukarno", "p0@walsall.gov.uk", "HR Adviser"))
    present(world, 1, 1)
    submit(world)
    clock.instant = MUCH_LATER
    office.do(ErasePerson(siân))
    sheet = form_sheet(open_store)
    reference = person_reference(siân)
    assert [sheet[at].value for at in ("A5", "B5", "C5")] == [reference, 350, ""]
    assert [sheet[at].value for at in ("A6", "B6", "C6")] == ["Ŵyn Łuczak", 350, "HR Adviser"]
    assert left(open_store, "Sukarno") == []


def test_a_namesake_in_the_same_form_keeps_her_name(
    world: WholeOffice, open_store: Store, clock: SetClock
) -> None:
    office = world.office
    office.do(AddLayout(world.agreement, "LGA claim form", FORM, MAPPING))
    office.do(ChangePerson(world.people[1], "Siân", "O’Neill", "p1@walsall.gov.uk", "HR Adviser"))
    present(world, 1, 1)
    submit(world)
    clock.instant = MUCH_LATER
    office.do(ErasePerson(world.people[0]))
    sheet = form_sheet(open_store)
    assert [sheet["A5"].value, sheet["A6"].value] == [person_reference(world.people[0]), "Siân O’Neill"]


def test_words_about_a_namesake_say_neither_and_the_digest_still_agrees(
    world: WholeOffice, open_store: Store, clock: SetClock
) -> None:
    office = world.office
    office.do(AddPerson("Bo", "Li", "other@dudley.gov.uk", "", world.dudley))
    office.do(ChangeBooking(world.places[0], "HR Adviser", "PO of Bo Li"))
    submit(world)
    clock.instant = MUCH_LATER
    office.do(ErasePerson(world.people[4]))
    places = load_workbook(io.BytesIO(kept_workbook(world, open_store)))["Places"]
    cells = [cell.value for row in places.iter_rows() for cell in row]
    assert "PO of [name]" in cells
    office.do(ErasePerson(world.people[0]))
    assert sound(open_store) == []
    [name] = {value for value in cells if value == "Siân O’Neill"}
    again = load_workbook(io.BytesIO(kept_workbook(world, open_store)))["Places"]
    assert name not in [cell.value for row in again.iter_rows() for cell in row]


def test_a_namesake_merged_into_another_record_keeps_what_is_theirs(
    world: WholeOffice, open_store: Store, clock: SetClock
) -> None:
    office = world.office
    twin = office.do(AddPerson("Siân", "O’Neill", "twin@dudley.gov.uk", "OD Lead", world.dudley)).value
    rees = office.do(AddPerson("Siân", "Rees", "s.rees@dudley.gov.uk", "OD Lead", world.dudley)).value
    cohort = office.do(AddCohort("INS26-WM09", world.inspire, world.walsall, "Dudley", WORKSHOPS)).value
    placed = office.do(EnrolParticipant(cohort, twin, Funding.LGA)).value
    for day in office.ask(session_rows, cohort)[:2]:
        office.do(MarkAttendance(day.id, (placed,), Code.PRESENT))
    submit(world)
    office.do(MergePeople(rees, twin))
    clock.instant = MUCH_LATER
    office.do(ErasePerson(world.people[0]))
    lines = office.ask(claim_lines, office.ask(submitted_return, world.agreement, Period(*Q2)))
    assert [line.participant.name for line in lines] == [person_reference(world.people[0]), "Siân O’Neill"]
    assert [row.given_name for row in office.ask(former_name_rows, rees)] == ["Siân"]


def test_a_slip_that_was_taken_back_is_no_name_of_theirs(world: WholeOffice, open_store: Store) -> None:
    office, bo = world.office, world.people[4]
    office.do(ChangePerson(bo, "Bethan", "Pritchard", "", ""))
    office.undo()
    other = office.do(AddPerson("Bronwen", "Vaughan", "b.vaughan@dudley.gov.uk", "", world.dudley)).value
    office.do(MergePeople(bo, other))
    office.undo()
    words = "Bethan Pritchard and Bronwen Vaughan told us"
    office.do(MoveEnrolment(world.places[2], Status.WITHDRAWN, TODAY, words))
    office.do(ErasePerson(bo))
    assert office.ask(step_rows, world.places[2])[-1].reason == words
    titles = [row.title for row in office.ask(action_rows, 100)]
    assert "Add Bronwen Vaughan" in titles
    assert "Add Bethan Pritchard" in titles
    assert left(open_store, "Bo Li") == []
    assert sound(open_store) == []


def test_who_bore_the_name_before_keeps_their_history(world: WholeOffice, open_store: Store) -> None:
    office = world.office
    other = office.do(AddPerson("Bo", "Li", "other@dudley.gov.uk", "", world.dudley)).value
    office.do(ChangePerson(other, "Bo", "Lindqvist", "other@dudley.gov.uk", ""))
    office.do(ErasePerson(world.people[4]))
    titles = [row.title for row in office.ask(action_rows, 100)]
    assert titles.count("Add Bo Li") == 1
    assert titles.count(f"Add {person_reference(world.people[4])}") == 1


def test_what_is_said_of_them_in_reasons_and_projects_goes(world: WholeOffice, open_store: Store) -> None:
    office, bo = world.office, world.people[4]
    placed = office.do(EnrolParticipant(world.modules, bo)).value
    office.do(AddProject(world.modules, "Why Bo stays: Li on absence", (placed,)))
    first = office.ask(session_rows, world.modules)[0]
    office.do(MarkAttendance(first.id, (placed,), Code.PRESENT))
    office.do(FinishRegister(first.id, "The others wrote to us"))
    office.do(MarkAttendance(first.id, (placed,), Code.ABSENT, "Bo had a stroke"))
    office.do(MoveEnrolment(placed, Status.WITHDRAWN, TODAY, "Ill"))
    office.do(ErasePerson(bo))
    assert left(open_store, "Bo stays", "Li on absence", "a stroke", "Bo had") == []


def test_certificates_are_not_kept_and_no_redo_names_what_went(
    world: WholeOffice, open_store: Store, clock: SetClock
) -> None:
    ann, ben = world.office, Office(open_store, "Ben")
    ann.do(AddColleague("Ben", frozenset(Role)))
    ann.do(IssueCertificates((world.places[0],)))
    present(world, 1, 1)
    mine, other = ann.ask(line_choices, submit(world))
    attached = AttachedFile("list.txt", b"the list")
    query = ann.do(AskQuery(mine.id, "Who was there?", TODAY)).value
    ann.do(AnswerQuery(query, "See the list", TODAY, (attached,)))
    ann.do(SettleQuery(query, QueryResult.STANDS, TODAY))
    second = ann.do(AskQuery(other.id, "Who was there?", TODAY)).value
    ben.do(AnswerQuery(second, "See the list", TODAY, (attached,)))
    ben.undo()
    clock.instant = MUCH_LATER
    ann.do(ErasePerson(world.people[0]))
    with open_store.reading() as connection:
        assert [
            row.content[:5] for row in connection.execute(select(blob)) if row.content[:4] == b"%PDF"
        ] == []
    with pytest.raises(UndoRefused):
        ben.redo()
    assert sound(open_store) == []


def test_nothing_differs_for_a_restatement_after_an_erasure(
    world: WholeOffice, open_store: Store, clock: SetClock
) -> None:
    office = world.office
    present(world, 1, 1)
    mine = office.ask(line_choices, submit(world))[0]
    query = office.do(AskQuery(mine.id, "Too dear?", TODAY)).value
    office.do(SettleQuery(query, QueryResult.ADJUSTED, TODAY, Decimal("-50.00")))
    clock.instant = SOON
    last = submit(world, Q3)
    clock.instant = datetime(2033, 5, 3, 9, tzinfo=UTC)
    office.do(ErasePerson(world.people[0]))
    with pytest.raises(RuleBroken, match="nothing would differ"):
        office.do(RestateReturn(last, "Only to see"))
