"""Messages as files: a draft for each person, one mail to all, and a sheet for a mail merge."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path
from typing import ClassVar

from aspire_desktop import __version__
from aspire_desktop.documents.contact.invitations import calendar_file
from aspire_desktop.documents.contact.merge_sheet import merge_sheet
from aspire_desktop.documents.contact.messages import draft, mail, mail_to_all
from aspire_desktop.domain.contact.message_fields import Occasion
from aspire_desktop.domain.contact.messages import Composed, Mailbox, Outgoing, Prepared, merge_row
from aspire_desktop.domain.contact.wordings import MessageKind, fields_in, is_alike_for_all
from aspire_desktop.domain.office.errors import Refused, RuleBroken
from aspire_desktop.domain.office.file_names import file_name
from aspire_desktop.domain.office.files import FileFacts
from aspire_desktop.domain.office.people import listed_name
from aspire_desktop.domain.office.staff import Role
from aspire_desktop.domain.office.values import CohortId, EnrolmentId
from aspire_desktop.services.contact.messages import Making
from aspire_desktop.services.door.export import Asked, Export, FileExport, Tell
from aspire_desktop.storage.files import write_file
from aspire_desktop.storage.lookups.contact.messages import compose


@dataclass(frozen=True)
class NotMade:
    """Somebody whose message was not made, and why."""

    enrolment_id: EnrolmentId
    name: str
    reason: str


@dataclass(frozen=True)
class Drafts:
    """What was written to a folder of drafts."""

    folder: Path
    making: tuple[Making, ...]
    left: tuple[NotMade, ...]


@dataclass(frozen=True)
class _OfMessage:
    """Which message of a cohort is written, and to whom."""

    cohort_id: CohortId
    kind: MessageKind
    enrolment_ids: tuple[EnrolmentId, ...]
    roles: ClassVar[frozenset[Role]] = compose.roles

    def composed(self, office: Asked) -> Composed:
        """Ask for the message as it is by now."""
        moment = office.moment
        return office.ask(compose, self.cohort_id, self.kind, moment.actor, moment.today)


@dataclass(frozen=True)
class WriteDrafts(_OfMessage, Export[Drafts]):
    """Write a draft for each of some people into a folder; one that fails does not stop the others.

    Written again, a draft takes the place of the one before.
    """

    def write(self, office: Asked, target: Path, tell: Tell) -> Drafts:
        """Give what was made, and what was not with its reason."""
        now = self.composed(office)
        names = draft_names(now)
        wanted = [each for each in now.prepared if each.enrolment_id in self.enrolment_ids]
        making, left = list[Making](), list[NotMade]()
        for done, each in enumerate(wanted):
            tell(done, len(wanted), each.addressee.name)
            try:
                content = draft(written_mail(now.occasion, each, office.moment.at))
                write_file(target / names[each.enrolment_id], content, private=True)
            except Refused as refused:
                left.append(NotMade(each.enrolment_id, each.addressee.name, str(refused)))
            else:
                making.append(Making(each.enrolment_id, each.digest))
        return Drafts(target, tuple(making), tuple(left))


@dataclass(frozen=True)
class WriteMailToAll(_OfMessage, FileExport):
    """Write one draft to all of some people, none of whom sees another; only for a text alike for all."""

    ending: ClassVar[str] = ".eml"

    def content(self, office: Asked, target: Path) -> bytes:
        """Give the mail; refuse a text with something of one person in it."""
        now = self.composed(office)
        if not is_alike_for_all(now.wording):
            raise RuleBroken("One mail has one text, and this one has fields for each person.")
        ready = _ready(now, self.enrolment_ids)
        letter = ready[0].letter
        assert letter is not None
        to = [_mailbox(each) for each in ready]
        return draft(mail_to_all(letter, office_mailbox(now.occasion), to, office.moment.at))


@dataclass(frozen=True)
class WriteMergeSheet(_OfMessage, FileExport):
    """Write a workbook with a row for each of some people, for a mail merge."""

    ending: ClassVar[str] = ".xlsx"

    def content(self, office: Asked, target: Path) -> bytes:
        """Give the workbook."""
        now, moment = self.composed(office), office.moment
        rows = [merge_row(now.wording, now.occasion, each) for each in _ready(now, self.enrolment_ids)]
        words = [each.words for each in fields_in(now.wording)]
        file = FileFacts(moment.actor, moment.at, __version__)
        title = f"{self.kind.heading}, {now.occasion.cohort.code}"
        return merge_sheet(title, words, rows, now.occasion.office, file)


def written_mail(occasion: Occasion, prepared: Prepared, at: datetime) -> EmailMessage:
    """Write the mail of somebody with its calendar entries; raise RuleBroken where it may not go."""
    if prepared.letter is None:
        raise RuleBroken(f"{prepared.addressee.name}: {prepared.reason}.")
    sender, to = office_mailbox(occasion), _mailbox(prepared)
    programme = occasion.cohort.version
    calendars = [calendar_file(each, programme, to, sender, at) for each in prepared.invitations]
    return mail(Outgoing(prepared.letter, sender, to), at, calendars)


def office_mailbox(occasion: Occasion) -> Mailbox:
    """Give the name and address from which messages come; the address may be empty."""
    return Mailbox(occasion.office, occasion.office_address)


def draft_names(now: Composed) -> Mapping[EnrolmentId, str]:
    """Give the file name of everybody's draft: the same each time, also where two bear one name."""
    found = dict[EnrolmentId, str]()
    for each in now.prepared:
        name = listed_name(each.addressee.place.given_name, each.addressee.place.family_name)
        parts = (f"{name},", f"{now.occasion.cohort.code},", now.wording.kind.value)
        found[each.enrolment_id] = file_name(*parts, ending=".eml", taken=list(found.values()))
    return found


def _ready(now: Composed, ids: tuple[EnrolmentId, ...]) -> list[Prepared]:
    """Give who was chosen and may get it; refuse nobody at all."""
    ready = [each for each in now.prepared if each.enrolment_id in ids and each.may_go]
    if not ready:
        raise RuleBroken("Nobody who was chosen can get this message.", do="Tick somebody who is ready.")
    return ready


def _mailbox(prepared: Prepared) -> Mailbox:
    return Mailbox(prepared.addressee.name, prepared.addressee.place.email)
