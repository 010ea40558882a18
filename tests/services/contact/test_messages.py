"""Messages: prepared, drafted, sent; each once, each in its own wording, and calendars told what is so."""

import email
from dataclasses import dataclass
from datetime import date, time
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import openpyxl
import pytest
import vobject
from sqlalchemy import select
from whole_office import WholeOffice

from aspire_desktop.domain.contact.messages import Composed, Due, MessageState, Readiness, Way
from aspire_desktop.domain.contact.wordings import MessageKind
from aspire_desktop.domain.office.errors import NotAllowed, Refused, RuleBroken
from aspire_desktop.domain.office.settings import OfficeSettings
from aspire_desktop.domain.office.values import CohortId, OrganisationId, PersonId
from aspire_desktop.domain.programmes.enrolments import Status
from aspire_desktop.services.contact.erasures import ErasePerson
from aspire_desktop.services.contact.merging import MergePeople
from aspire_desktop.services.contact.message_files import WriteDrafts, WriteMailToAll, WriteMergeSheet
from aspire_desktop.services.contact.messages import (
    Making,
    MarkSent,
    Recorded,
    RecordMessages,
    SaveWording,
)
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.office.people import AddPerson, ChangePerson
from aspire_desktop.services.office.settings import ChangeSettings
from aspire_desktop.services.programmes.cohorts import AddCohort, AddSession, MoveSession, RemoveSession
from aspire_desktop.services.programmes.enrolments import EnrolParticipant, MoveEnrolment
from aspire_desktop.storage import files
from aspire_desktop.storage.lookups.contact.messages import (
    compose,
    message_rows,
    present_wordings,
    updates_needed,
)
from aspire_desktop.storage.lookups.office.settings import office_settings
from aspire_desktop.storage.lookups.programmes.cohorts import session_rows
from aspire_desktop.storage.lookups.programmes.programmes import module_rows
from aspire_desktop.storage.store import Store
from aspire_desktop.storage.tables.contact.messages import invitations, messages, wordings

TODAY = date(2026, 10, 8)
DAYS = (date(2026, 11, 12), date(2027, 4, 8), date(2027, 5, 6))
JOINING, THANKS = MessageKind.JOINING, MessageKind.THANKS


@dataclass(frozen=True)
class Coming:
    """A cohort that is to come, and somebody who is on it."""

    office: Office
    cohort: CohortId
    person: PersonId
    walsall: OrganisationId


@pytest.fixture
def coming(world: WholeOffice) -> Coming:
    """A cohort of three people whose sessions are all to come, in an office with an address."""
    office = world.office
    said = office.ask(office_settings)
    assert isinstance(said, OfficeSettings)
    office.do(ChangeSettings(**(vars(said) | {"office_address": "programmes@wme.example"})))
    cohort = office.do(
        AddCohort("X1", world.inspire, world.walsall, "Rugby", DAYS, trainers=("Ruth Adeyemi",))
    ).value
    for person in world.people[:3]:
        office.do(EnrolParticipant(cohort, person))
    office.do(SaveWording(JOINING, "Join {programme}", "Dear {first name},\n\n{all sessions}\n{venue}"))
    return Coming(office, cohort, world.people[0], world.walsall)


def composed(world: Coming, kind: MessageKind = JOINING) -> Composed:
    return world.office.ask(compose, world.cohort, kind, "Ann", TODAY)


def making(now: Composed) -> tuple[Making, ...]:
    return tuple(Making(each.enrolment_id, each.digest) for each in now.prepared if each.may_go)


def opened(path: Path) -> EmailMessage:
    read = email.message_from_bytes(path.read_bytes(), policy=default)
    assert isinstance(read, EmailMessage)
    return read


def record(world: Coming, kind: MessageKind = JOINING, way: Way = Way.DRAFT) -> Recorded:
    ready = making(composed(world, kind))
    return world.office.do(RecordMessages(world.cohort, kind, way, ready)).value


def send(world: Coming, kind: MessageKind = JOINING) -> None:
    record(world, kind, Way.SERVER)


def outdated(world: Coming) -> int:
    return len(world.office.ask(updates_needed, world.cohort, TODAY))


def move_first(world: Coming) -> None:
    first = world.office.ask(session_rows, world.cohort)[0]
    world.office.do(MoveSession(first.id, date(2026, 11, 19), time(10), time(16)))


def test_a_message_keeps_the_version_it_was_written_from(coming: Coming, open_store: Store) -> None:
    record(coming)
    coming.office.do(SaveWording(JOINING, "Join us", "Dear {full name}"))
    [wording] = [each for each in coming.office.ask(present_wordings) if each.kind is JOINING]
    assert (wording.number, wording.body) == (3, "Dear {full_name}")
    rows = coming.office.ask(message_rows, coming.cohort)
    assert {row.number for row in rows} == {2}
    with open_store.reading() as connection:
        kept = connection.execute(select(wordings).order_by(wordings.c.number)).all()
    assert [row.number for row in kept] == [1, 2, 3]


def test_an_unknown_field_is_refused_when_the_wording_is_saved(world: WholeOffice) -> None:
    with pytest.raises(RuleBroken, match="no field “dietary needs”"):
        world.office.do(SaveWording(THANKS, "Thank you", "We noted {dietary needs}"))
    assert world.office.do(SaveWording(THANKS, "Thank you", "Dear {first name}")).value == 2
    assert world.office.do(SaveWording(THANKS, "Thank you", "Dear {first_name}")).id is None


def test_making_the_same_twice_makes_nothing_twice(coming: Coming, open_store: Store) -> None:
    first = record(coming)
    assert (len(first.made), len(first.there), len(first.changed)) == (3, 0, 0)
    assert {each.readiness for each in composed(coming).prepared} == {Readiness.MADE}
    again = record(coming)
    assert (len(again.made), len(again.there)) == (0, 3)
    with open_store.reading() as connection:
        assert len(connection.execute(select(messages)).all()) == 3
        assert len(connection.execute(select(invitations)).all()) == 9


def test_what_has_changed_meanwhile_is_not_recorded_as_made(coming: Coming) -> None:
    written = making(composed(coming))
    move_first(coming)
    done = coming.office.do(RecordMessages(coming.cohort, JOINING, Way.DRAFT, written))
    assert (len(done.value.made), len(done.value.changed)) == (0, 3)


def test_a_draft_is_sent_when_somebody_says_so(coming: Coming) -> None:
    record(coming)
    rows = coming.office.ask(message_rows, coming.cohort)
    assert {row.state for row in rows} == {MessageState.DRAFTED}
    assert coming.office.do(MarkSent(tuple(row.id for row in rows[:2]))).value == 2
    rows = coming.office.ask(message_rows, coming.cohort)
    assert sorted(row.state for row in rows) == ["drafted", "sent", "sent"]
    assert {(row.sent_by, row.sent_at is None) for row in rows} == {("Ann", False), ("", True)}
    with pytest.raises(RuleBroken, match="draft any more"):
        coming.office.do(MarkSent(tuple(row.id for row in rows if row.state is MessageState.SENT)))


def test_a_moved_session_needs_updates_until_they_are_sent(coming: Coming, open_store: Store) -> None:
    send(coming)
    assert outdated(coming) == 0
    move_first(coming)
    assert outdated(coming) == 3
    record(coming, MessageKind.CHANGE)
    assert outdated(coming) == 3  # drafted is not sent
    rows = coming.office.ask(message_rows, coming.cohort)
    drafts = tuple(row.id for row in rows if row.state is MessageState.DRAFTED)
    coming.office.do(MarkSent(drafts))
    assert outdated(coming) == 0
    with open_store.reading() as connection:
        told = connection.execute(select(invitations).order_by(invitations.c.id)).all()
    entries = {(row.session_id, row.uid) for row in told}
    assert len(entries) == 9  # three people, three sessions: never a second entry
    assert {row.sequence for row in told} == {0, 1}
    coming.office.undo()  # of the mark
    assert outdated(coming) == 3


def test_a_session_that_is_taken_out_is_cancelled_in_calendars(coming: Coming, open_store: Store) -> None:
    send(coming)
    last = coming.office.ask(session_rows, coming.cohort)[-1]
    told = {each.uid for each in composed(coming).prepared[0].invitations if each.session.title == last.title}
    coming.office.do(RemoveSession(last.id))
    assert outdated(coming) == 3
    entries = composed(coming, MessageKind.CHANGE).prepared[0].invitations
    [gone] = [each for each in entries if each.session.cancelled]
    assert ({gone.uid}, gone.sequence, gone.session.title) == (told, 1, last.title)
    send(coming, MessageKind.CHANGE)
    assert outdated(coming) == 0
    with open_store.reading() as connection:
        kept = connection.execute(select(invitations).where(invitations.c.session_id == last.id)).all()
    assert sorted((row.sequence, row.cancelled) for row in kept) == [(0, False)] * 3 + [(1, True)] * 3
    coming.office.undo()  # of the message
    coming.office.undo()  # of taking it out
    assert outdated(coming) == 0


def test_a_session_with_marks_is_not_taken_out(world: WholeOffice) -> None:
    with pytest.raises(RuleBroken, match="register is begun"):
        world.office.do(RemoveSession(world.days[0]))


def test_a_session_is_added_once_for_each_module(coming: Coming, world: WholeOffice) -> None:
    office, [first, *_] = coming.office, coming.office.ask(session_rows, coming.cohort)
    modules = office.ask(module_rows, world.inspire)
    day = (DAYS[0], time(9), time(12))
    with pytest.raises(RuleBroken, match="already"):
        office.do(AddSession(coming.cohort, modules[0].id, *day))
    with pytest.raises(RuleBroken, match="no part"):
        office.do(AddSession(world.modules, modules[0].id, *day))
    office.do(RemoveSession(first.id))
    office.do(AddSession(coming.cohort, modules[0].id, *day))
    assert office.ask(session_rows, coming.cohort)[0].title == first.title


def test_whoever_withdraws_is_sent_a_cancellation(coming: Coming) -> None:
    send(coming)
    place = composed(coming).prepared[0].enrolment_id
    coming.office.do(MoveEnrolment(place, Status.WITHDRAWN, TODAY, "New job"))
    assert outdated(coming) == 1
    [gone] = composed(coming, MessageKind.CANCELLATION).prepared
    assert gone.enrolment_id == place
    assert [(each.sequence, each.session.cancelled) for each in gone.invitations] == [(1, True)] * 3
    send(coming, MessageKind.CANCELLATION)
    assert outdated(coming) == 0


def test_drafts_are_files_that_open_and_the_same_ones_again(coming: Coming, tmp_path: Path) -> None:
    ids = tuple(each.enrolment_id for each in composed(coming).prepared)
    export = WriteDrafts(coming.cohort, JOINING, ids)
    made = coming.office.export(export, tmp_path / "drafts")
    assert (len(made.making), made.left) == (3, ())
    written = sorted((tmp_path / "drafts").iterdir())
    assert len(written) == 3
    read = opened(written[0])
    assert read["X-Unsent"] == "1"
    assert read["From"].addresses[0].addr_spec == "programmes@wme.example"
    entries = [vobject.readOne(each.get_content()) for each in read.iter_attachments()]
    assert [each.vevent.dtstart.value.date() for each in entries] == list(DAYS)
    done = coming.office.do(RecordMessages(coming.cohort, JOINING, Way.DRAFT, made.making))
    assert len(done.value.made) == 3
    coming.office.export(export, tmp_path / "drafts")
    assert sorted((tmp_path / "drafts").iterdir()) == written


def test_one_draft_that_fails_does_not_stop_the_others(
    coming: Coming, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = composed(coming)
    unlucky = now.prepared[1].addressee.place.family_name
    write = files.write_file

    def failing(target: Path, content: bytes, *, private: bool = False) -> Path:
        if target.name.startswith(unlucky):
            raise Refused("The disk is full.")
        return write(target, content, private=private)

    monkeypatch.setattr("aspire_desktop.services.contact.message_files.write_file", failing)
    ids = tuple(each.enrolment_id for each in now.prepared)
    made = coming.office.export(WriteDrafts(coming.cohort, JOINING, ids), tmp_path)
    assert len(made.making) == 2
    [left] = made.left
    assert left.name.endswith(unlucky)
    assert "disk is full" in left.reason


def test_joining_instructions_are_due_by_working_days(coming: Coming) -> None:
    assert composed(coming).due == Due(date(2026, 11, 5), 20, 5)
    late = coming.office.ask(compose, coming.cohort, JOINING, "Ann", date(2026, 11, 9)).due
    assert late == Due(date(2026, 11, 5), -2, 5)
    assert coming.office.ask(compose, coming.cohort, JOINING, "Ann", date(2026, 11, 13)).due is None


def test_somebody_without_an_address_is_left_with_the_reason(coming: Coming, tmp_path: Path) -> None:
    row = composed(coming).prepared[0].addressee.place
    coming.office.do(ChangePerson(row.person_id, row.given_name, row.family_name, "", row.job_title))
    first = composed(coming).prepared[0]
    assert (first.readiness, first.reason) == (Readiness.BLOCKED, "no address")
    export = WriteDrafts(coming.cohort, JOINING, (first.enrolment_id,))
    made = coming.office.export(export, tmp_path)
    assert made.making == ()
    assert "no address" in made.left[0].reason


def test_one_mail_goes_to_all_only_where_its_text_is_alike(coming: Coming, tmp_path: Path) -> None:
    ids = tuple(each.enrolment_id for each in composed(coming).prepared)
    export = WriteMailToAll(coming.cohort, JOINING, ids)
    with pytest.raises(RuleBroken, match="one text"):
        coming.office.export(export, tmp_path / "all.eml")
    coming.office.do(SaveWording(JOINING, "{programme}", "Dear all, we meet on {date}."))
    path = coming.office.export(export, tmp_path / "all.eml")
    read = opened(path)
    assert len(read["Bcc"].addresses) == 3
    assert not list(read.iter_attachments())


def test_the_merge_sheet_has_a_row_for_each(coming: Coming, tmp_path: Path) -> None:
    ids = tuple(each.enrolment_id for each in composed(coming).prepared)
    path = coming.office.export(WriteMergeSheet(coming.cohort, JOINING, ids), tmp_path / "merge.xlsx")
    sheet = openpyxl.load_workbook(path)["People"]
    assert sheet.max_row == 4
    with pytest.raises(RuleBroken, match="Nobody"):
        coming.office.export(WriteMergeSheet(coming.cohort, JOINING, ()), tmp_path / "none.xlsx")


def test_erasing_somebody_leaves_that_something_was_sent_and_nothing_of_them(
    coming: Coming, open_store: Store
) -> None:
    office = coming.office
    person = office.do(AddPerson("Zoë", "Ash", "zoe@walsall.gov.uk", "", coming.walsall)).value
    place = office.do(EnrolParticipant(coming.cohort, person)).value
    send(coming)
    office.do(MoveEnrolment(place, Status.WITHDRAWN, TODAY, "New job"))
    office.do(ErasePerson(person))
    with open_store.reading() as connection:
        [message] = connection.execute(select(messages).where(messages.c.enrolment_id == place)).all()
        told = connection.execute(select(invitations).where(invitations.c.message_id == message.id)).all()
    assert (message.digest, message.state) == ("", MessageState.SENT)
    assert {row.uid for row in told} == {""}
    # nobody erased is written to, whatever was told
    assert all(not each.may_go for each in composed(coming, MessageKind.CANCELLATION).prepared)


def test_messages_of_a_booking_that_is_joined_stay_on_record(coming: Coming) -> None:
    office = coming.office
    twice = office.do(AddPerson("Siani", "Oneill", "s@home.example", "", coming.walsall)).value
    place = office.do(EnrolParticipant(coming.cohort, twice)).value
    send(coming)
    office.do(MoveEnrolment(place, Status.WITHDRAWN, TODAY, "Entered twice"))
    office.do(MergePeople(coming.person, twice))
    rows = office.ask(message_rows, coming.cohort)
    assert len(rows) == 4
    assert place not in {row.enrolment_id for row in rows}


def test_only_administrators_write_to_people(coming: Coming, open_store: Store) -> None:
    trainer = Office(open_store, "Tom")
    with pytest.raises(NotAllowed):
        trainer.ask(compose, coming.cohort, JOINING, "Tom", TODAY)
    with pytest.raises(NotAllowed):
        trainer.do(SaveWording(THANKS, "Thank you", "Dear {first name}"))
