"""Calendar entries of sessions (RFC 5545, RFC 5546): an invitation, its update and its cancellation."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, vCalAddress, vText

from aspire_desktop.domain.contact.invitations import InvitationRow
from aspire_desktop.domain.contact.messages import Mailbox
from aspire_desktop.domain.office.file_names import file_name

_AROUND = timedelta(days=400)
"""How far before and after a session its time zone is told: the clock changes about it are in it."""


@dataclass(frozen=True)
class CalendarFile:
    """A calendar entry as a file; `method` is what a calendar does with it."""

    name: str
    method: str
    content: bytes


def calendar_file(
    entry: InvitationRow, programme: str, to: Mailbox, organiser: Mailbox, at: datetime
) -> CalendarFile:
    """Write the entry of one session for one person; `at` is the instant it is written."""
    session = entry.session
    method = "CANCEL" if session.cancelled else "REQUEST"
    calendar = Calendar()
    calendar.add("prodid", "-//Aspire Desktop//Sessions//EN")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(
        Timezone.from_tzid(session.zone, first_date=session.on - _AROUND, last_date=session.on + _AROUND)
    )
    calendar.add_component(_event(entry, f"{programme}: {session.title}", to, organiser, at))
    word = "cancelled" if session.cancelled else "invitation"
    return CalendarFile(file_name(session.title, word, ending=".ics"), method, calendar.to_ical())


def _event(entry: InvitationRow, summary: str, to: Mailbox, organiser: Mailbox, at: datetime) -> Event:
    session, zone = entry.session, ZoneInfo(entry.session.zone)
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", at)
    event.add("summary", summary)
    event.add("dtstart", datetime.combine(session.on, session.starts, zone))
    event.add("dtend", datetime.combine(session.on, session.ends, zone))
    event.add("location", session.place)
    event.add("status", "CANCELLED" if session.cancelled else "CONFIRMED")
    event.add("organizer", _calendar_address(organiser))
    attendee = _calendar_address(to)
    attendee.params["role"] = vText("REQ-PARTICIPANT")
    attendee.params["partstat"] = vText("NEEDS-ACTION")
    attendee.params["rsvp"] = vText("FALSE" if session.cancelled else "TRUE")
    event.add("attendee", attendee)
    return event


def _calendar_address(mailbox: Mailbox) -> vCalAddress:
    address = vCalAddress(f"mailto:{mailbox.address}")
    address.params["cn"] = vText(mailbox.name)
    return address
