from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
import vobject
from icalendar import Calendar
from messages_at_hand import FIRST

from aspire_desktop.documents.contact.invitations import CalendarFile, calendar_file
from aspire_desktop.domain.contact.invitations import InvitationRow, SessionTold, next_told
from aspire_desktop.domain.contact.messages import Mailbox

AT = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
OFFICE = Mailbox("West Midlands Employers", "programmes@wme.example")
TO = Mailbox("Siân O’Neill", "sian@council.example")
UID = "0e9c1c6e-0000-5000-8000-000000000001"


def entry(session: SessionTold, sequence: int = 0) -> InvitationRow:
    return InvitationRow(session, UID, sequence, sent=False)


def written(row: InvitationRow) -> CalendarFile:
    return calendar_file(row, "Aspire 2.0", TO, OFFICE, AT)


def read(row: InvitationRow) -> vobject.base.Component:
    found = vobject.readOne(written(row).content.decode())
    assert isinstance(found, vobject.base.Component)
    return found


@pytest.mark.parametrize(
    ("on", "offset"),
    [
        (date(2026, 3, 27), 0),  # the Friday before the clocks go forward
        (date(2026, 3, 28), 0),
        (date(2026, 3, 29), 1),  # the very day, after they went
        (date(2026, 3, 30), 1),
        (date(2026, 10, 24), 1),
        (date(2026, 10, 25), 0),  # the very day, after they went back
        (date(2026, 10, 26), 0),
        (date(2027, 7, 1), 1),
    ],
)
def test_another_library_reads_the_right_instant_on_both_sides_of_the_clock_changes(
    on: date, offset: int
) -> None:
    event = read(entry(replace(FIRST, on=on))).vevent
    begins = event.dtstart.value
    assert begins.replace(tzinfo=None) == datetime.combine(on, time(9, 30))
    # the offset comes from the zone that stands in the file itself
    assert begins.utcoffset() == timedelta(hours=offset)
    assert event.dtend.value - begins == timedelta(hours=7)


def test_an_entry_says_who_what_and_where() -> None:
    calendar = read(entry(FIRST))
    event = calendar.vevent
    assert calendar.method.value == "REQUEST"
    assert calendar.vtimezone.tzid.value == "Europe/London"
    assert (event.uid.value, event.sequence.value) == (UID, "0")
    assert (event.summary.value, event.location.value) == ("Aspire 2.0: Module 1", "Oldbury")
    assert event.organizer.value == f"mailto:{OFFICE.address}"
    assert event.attendee.value == f"mailto:{TO.address}"
    assert event.attendee.params["CN"] == [TO.name]
    assert event.status.value == "CONFIRMED"
    assert event.dtstamp.value == AT


def test_an_update_and_a_cancellation_keep_the_uid_and_raise_the_sequence() -> None:
    first = entry(FIRST)
    moved = next_told("another", first, replace(FIRST, on=date(2026, 11, 19)))
    gone = next_told("another", moved, replace(moved.session, cancelled=True))
    events = [read(each).vevent for each in (first, moved, gone)]
    assert {event.uid.value for event in events} == {UID}
    assert [event.sequence.value for event in events] == ["0", "1", "2"]
    assert read(gone).method.value == "CANCEL"
    assert events[2].status.value == "CANCELLED"
    names = [written(each).name for each in (first, gone)]
    assert names == ["Module 1 invitation.ics", "Module 1 cancelled.ics"]


def test_the_file_is_whole_by_the_rules_of_the_format() -> None:
    place = "Council House, Oldbury; room 2, Tŷ’r Cyngor " * 4
    content = written(entry(replace(FIRST, place=place))).content
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    calendar = Calendar.from_ical(content)
    assert str(calendar.events[0]["LOCATION"]) == place
    assert not calendar.events[0].errors


def test_a_session_in_another_zone_brings_that_zone() -> None:
    calendar = read(entry(replace(FIRST, zone="Europe/Paris")))
    assert calendar.vtimezone.tzid.value == "Europe/Paris"
    assert calendar.vevent.dtstart.value.utcoffset() == timedelta(hours=1)
