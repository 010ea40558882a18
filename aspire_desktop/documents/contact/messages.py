"""Messages as mail (RFC 5322): drafts that a mail program opens to send, and one mail to several people."""

from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from aspire_desktop.documents.contact.headers import HeaderPolicy
from aspire_desktop.documents.contact.invitations import CalendarFile
from aspire_desktop.domain.contact.messages import Mailbox, Outgoing
from aspire_desktop.domain.contact.wordings import Letter
from aspire_desktop.domain.office.clock import OFFICE_ZONE

_POLICY = HeaderPolicy(linesep="\r\n")


@dataclass(frozen=True)
class Enclosure:
    """A file that goes with a message; `kind` is its media type, such as application/pdf."""

    name: str
    kind: str
    content: bytes


def mail(
    message: Outgoing, at: datetime, calendars: Iterable[CalendarFile] = (), files: Iterable[Enclosure] = ()
) -> EmailMessage:
    """Write a message to one person, with calendar entries and files."""
    written = _mail(message.letter, message.sender, at)
    written["To"] = _address(message.to)
    for calendar in calendars:
        written.add_attachment(
            calendar.content,
            maintype="text",
            subtype="calendar",
            filename=calendar.name,
            params={"method": calendar.method, "charset": "utf-8"},
        )
    _enclose(written, files)
    return written


def mail_to_all(
    letter: Letter,
    sender: Mailbox,
    to: Sequence[Mailbox],
    at: datetime,
    files: Iterable[Enclosure] = (),
) -> EmailMessage:
    """Write one message to several people, none of whom sees another: their addresses are blind copies."""
    written = _mail(letter, sender, at)
    if sender.address:
        written["To"] = _address(sender)
    written["Bcc"] = [_address(each) for each in to]
    _enclose(written, files)
    return written


def draft(message: EmailMessage) -> bytes:
    """Give a message as a file that opens unsent: Outlook shows it ready to be looked at and sent."""
    unsent = deepcopy(message)
    unsent["X-Unsent"] = "1"
    return unsent.as_bytes()


def _mail(letter: Letter, sender: Mailbox, at: datetime) -> EmailMessage:
    written = EmailMessage(policy=_POLICY)
    if sender.address:
        written["From"] = _address(sender)
    written["Subject"] = letter.subject
    written["Date"] = format_datetime(at.astimezone(OFFICE_ZONE))
    written.set_content(letter.body, charset="utf-8")
    return written


def _address(mailbox: Mailbox) -> Address:
    return Address(display_name=mailbox.name, addr_spec=mailbox.address)


def _enclose(written: EmailMessage, files: Iterable[Enclosure]) -> None:
    for file in files:
        maintype, _, subtype = file.kind.partition("/")
        written.add_attachment(file.content, maintype=maintype, subtype=subtype, filename=file.name)
