"""What may be done with messages: what they say, the record of what was made, and what was sent."""

from collections.abc import Iterator
from dataclasses import dataclass

from aspire_desktop.domain.contact.invitations import Invitation
from aspire_desktop.domain.contact.messages import Composed, Message, MessageState, Prepared, Way
from aspire_desktop.domain.contact.wordings import MessageKind, Wording, WordingText, checked
from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.values import CohortId, EnrolmentId
from aspire_desktop.services.door.action import Action, Effect
from aspire_desktop.storage.lookups.contact.messages import compose, present_wording
from aspire_desktop.storage.tables.contact.messages import messages
from aspire_desktop.storage.work import UnitOfWork


@dataclass(frozen=True)
class SaveWording(Action[int]):
    """Have a kind of message say something else from now on; what was made keeps its own version."""

    kind: MessageKind
    subject: WordingText
    body: WordingText

    def apply(self, work: UnitOfWork) -> Effect[int]:
        """Refuse an empty subject or text and what is no field; give the number of the version."""
        subject, body = checked(self.subject, self.body)
        present = work.ask(present_wording, self.kind)
        if (present.subject, present.body) == (subject, body):
            return Effect(f"Keep the wording of {self.kind}", present.number)
        _kept_wording(work, self.kind)
        added = work.add(Wording(self.kind, present.number + 1, subject, body))
        return Effect(f"Change the wording of {self.kind} to version {added.number}", added.number)


@dataclass(frozen=True)
class Making:
    """A message that was made for one person, by the digest of what it said."""

    enrolment_id: EnrolmentId
    digest: str


@dataclass(frozen=True)
class Recorded:
    """What became of messages that were made."""

    made: tuple[EnrolmentId, ...]
    there: tuple[EnrolmentId, ...]
    """Whose very same message is on record already."""
    changed: tuple[EnrolmentId, ...]
    """Whose message would say something else by now, and is not recorded."""


@dataclass(frozen=True)
class RecordMessages(Action[Recorded]):
    """Keep that messages were made: drafted, or sent where they went out at once."""

    cohort_id: CohortId
    kind: MessageKind
    way: Way
    making: tuple[Making, ...]

    def apply(self, work: UnitOfWork) -> Effect[Recorded]:
        """Record each message that says what it said when it was made; the same twice is recorded once."""
        now = work.ask(compose, self.cohort_id, self.kind, work.actor, work.clock.today())
        by_place = {each.enrolment_id: each for each in now.prepared}
        made, there, changed = list[EnrolmentId](), list[EnrolmentId](), list[EnrolmentId]()
        said = {(each.enrolment_id, each.digest) for each in now.sent_before if each.kind is self.kind}
        for each in dict.fromkeys(self.making):
            prepared = by_place.get(each.enrolment_id)
            if (each.enrolment_id, each.digest) in said:
                there.append(each.enrolment_id)
            elif prepared is None or prepared.digest != each.digest:
                changed.append(each.enrolment_id)
            else:
                self._record(work, prepared)
                made.append(each.enrolment_id)
        return Effect(self._title(now, len(made)), Recorded(tuple(made), tuple(there), tuple(changed)))

    def _title(self, now: Composed, count: int) -> str:
        verb = "Send" if self.way is Way.SERVER else "Make"
        people = "1 person" if count == 1 else f"{count} people"
        return f"{verb} {self.kind} for {people} of {now.occasion.cohort.code}"

    def _record(self, work: UnitOfWork, prepared: Prepared) -> None:
        at, sent = work.clock.now(), self.way is Way.SERVER
        message = work.add(
            Message(
                prepared.enrolment_id,
                self.kind,
                _kept_wording(work, self.kind).id,
                self.way,
                MessageState.SENT if sent else MessageState.DRAFTED,
                prepared.digest,
                at,
                work.actor,
                at if sent else None,
                work.actor if sent else "",
            )
        )
        if self.way.carries_entries:
            work.add_all(list(_entries(message.id, prepared)))


@dataclass(frozen=True)
class MarkSent(Action[int]):
    """Say that drafts were sent; from then on calendars count as told."""

    message_ids: tuple[int, ...]

    def apply(self, work: UnitOfWork) -> Effect[int]:
        """Mark each that is still a draft, and give how many were; refuse where none is."""
        found = work.all(Message, messages.c.id.in_(self.message_ids))
        drafts = [each for each in found if each.state is MessageState.DRAFTED]
        if not drafts:
            raise RuleBroken("None of these messages is a draft any more.", do="Refresh the screen.")
        for each in drafts:
            each.state, each.sent_at, each.sent_by = MessageState.SENT, work.clock.now(), work.actor
        count = "1 message" if len(drafts) == 1 else f"{len(drafts)} messages"
        return Effect(f"Mark {count} as sent", len(drafts))


def _kept_wording(work: UnitOfWork, kind: MessageKind) -> Wording:
    """Give the newest wording of a kind; the shipped one is kept as soon as something is written from it."""
    present = work.ask(present_wording, kind)
    if present.id is not None:
        return work.get(Wording, present.id)
    return work.add(Wording(kind, present.number, present.subject, present.body))


def _entries(message_id: int, prepared: Prepared) -> Iterator[Invitation]:
    for each in prepared.invitations:
        told = each.session
        yield Invitation(
            message_id,
            told.session_id,
            told.title,
            each.uid,
            each.sequence,
            told.on,
            told.starts,
            told.ends,
            told.zone,
            told.place,
            told.cancelled,
        )
