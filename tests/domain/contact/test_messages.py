from dataclasses import replace
from datetime import date, time

import pytest
from messages_at_hand import DATABASE, FIRST, SECOND, addressee, occasion

from aspire_desktop.domain.contact.invitations import InvitationRow
from aspire_desktop.domain.contact.message_fields import Addressee, Occasion
from aspire_desktop.domain.contact.messages import (
    Prepared,
    Readiness,
    addressed,
    due_on,
    prepare,
    updates_due,
)
from aspire_desktop.domain.contact.wordings import MessageKind, read_wordings
from aspire_desktop.domain.programmes.cohorts import Stage
from aspire_desktop.domain.programmes.enrolments import Funding, Status
from aspire_desktop.places import DB

SHIPPED = read_wordings(DB / "reference" / "messages.toml")


def prepared(kind: MessageKind, of: Occasion, to: Addressee, made: tuple[str, ...] = ()) -> Prepared:
    return prepare(SHIPPED[kind], of, to, DATABASE, made)


def sent(entries: tuple[InvitationRow, ...]) -> tuple[InvitationRow, ...]:
    return tuple(replace(each, sent=True) for each in entries)


def test_the_first_invitation_tells_every_session_to_come() -> None:
    ready = prepared(MessageKind.JOINING, occasion(), addressee())
    assert ready.readiness is Readiness.READY
    assert [(each.session, each.sequence) for each in ready.invitations] == [(FIRST, 0), (SECOND, 0)]
    assert len({each.uid for each in ready.invitations}) == 2


def test_sessions_that_are_over_are_not_invited_to() -> None:
    ready = prepared(MessageKind.JOINING, occasion(today=date(2026, 12, 1)), addressee())
    assert [each.session for each in ready.invitations] == [SECOND]


def test_a_moved_session_keeps_its_uid_and_raises_its_sequence() -> None:
    first = prepared(MessageKind.JOINING, occasion(), addressee()).invitations
    moved = replace(FIRST, starts=time(10, 0))
    to = addressee(sent(first))
    after = occasion(sessions=(moved, SECOND))
    assert updates_due(after, to) == 1
    again = prepared(MessageKind.CHANGE, after, to).invitations
    assert [each.uid for each in again] == [each.uid for each in first]
    assert [each.sequence for each in again] == [1, 0]


def test_a_draft_of_a_change_raises_the_sequence_but_is_not_yet_told() -> None:
    first = prepared(MessageKind.JOINING, occasion(), addressee()).invitations
    moved = replace(FIRST, place="Walsall")
    after = occasion(sessions=(moved, SECOND))
    drafted = prepared(MessageKind.CHANGE, after, addressee(sent(first))).invitations
    assert updates_due(after, addressee((*sent(first), *drafted))) == 1
    assert updates_due(after, addressee((*sent(first), *sent(drafted)))) == 0
    back = prepared(MessageKind.CHANGE, occasion(), addressee((*sent(first), *drafted))).invitations
    assert [each.sequence for each in back] == [2, 0]


def test_a_new_title_alone_needs_no_update() -> None:
    first = prepared(MessageKind.JOINING, occasion(), addressee()).invitations
    renamed = occasion(sessions=(replace(FIRST, title="Module one"), SECOND))
    assert updates_due(renamed, addressee(sent(first))) == 0


def test_whoever_left_gets_every_entry_cancelled() -> None:
    first = prepared(MessageKind.JOINING, occasion(), addressee()).invitations
    left = addressee(sent(first), status=Status.WITHDRAWN)
    assert updates_due(occasion(), left) == 2
    assert addressed(MessageKind.CANCELLATION, [left], occasion()) == [left]
    assert addressed(MessageKind.JOINING, [left], occasion()) == []
    gone = prepared(MessageKind.CANCELLATION, occasion(), left)
    assert [(each.session.cancelled, each.sequence) for each in gone.invitations] == [(True, 1), (True, 1)]
    told = addressee((*sent(first), *sent(gone.invitations)), status=Status.WITHDRAWN)
    assert updates_due(occasion(), told) == 0
    assert prepared(MessageKind.CANCELLATION, occasion(), told, (gone.digest,)).readiness is Readiness.MADE


def test_whoever_never_heard_of_a_session_needs_no_cancellation() -> None:
    left = addressee(status=Status.WITHDRAWN)
    assert addressed(MessageKind.CANCELLATION, [left], occasion()) == []
    cancelled = addressee(status=Status.CANCELLED)
    assert addressed(MessageKind.CANCELLATION, [cancelled], occasion(stage=Stage.CANCELLED)) == [cancelled]


def test_making_the_same_again_is_known() -> None:
    ready = prepared(MessageKind.JOINING, occasion(), addressee())
    drafted = addressee(ready.invitations)
    again = prepared(MessageKind.JOINING, occasion(), drafted, (ready.digest,))
    assert again.readiness is Readiness.MADE
    assert again.may_go
    assert again.digest == ready.digest
    moved = occasion(sessions=(replace(FIRST, place="Walsall"), SECOND))
    assert prepared(MessageKind.JOINING, moved, drafted, (ready.digest,)).readiness is Readiness.READY


@pytest.mark.parametrize(
    ("to", "readiness", "reason"),
    [
        (addressee(email=""), Readiness.BLOCKED, "no address"),
        (addressee(email="lucy@"), Readiness.BLOCKED, "the address is not whole"),
        (addressee(kept_apart=True), Readiness.BLOCKED, "asked to be erased"),
        (addressee(funding=Funding.COUNCIL), Readiness.MISSING, "PO number"),
        (addressee(funding=None), Readiness.MISSING, "how it is paid"),
    ],
)
def test_what_may_not_go_says_why(to: Addressee, readiness: Readiness, reason: str) -> None:
    refused = prepared(MessageKind.JOINING, occasion(), to)
    assert (refused.readiness, refused.reason) == (readiness, reason)
    assert not refused.may_go


def test_an_office_without_an_address_invites_nobody() -> None:
    ready = prepared(MessageKind.JOINING, occasion(office_address=""), addressee())
    assert ready.may_go
    assert ready.invitations == ()


@pytest.mark.parametrize(
    "kind", [MessageKind.THANKS, MessageKind.FEEDBACK, MessageKind.NAME_CHECK, MessageKind.REMINDER]
)
def test_other_kinds_bring_no_calendar_entries(kind: MessageKind) -> None:
    assert prepared(kind, occasion(), addressee()).invitations == ()


def test_two_databases_never_give_the_same_uid() -> None:
    other = prepare(SHIPPED[MessageKind.JOINING], occasion(), addressee(), "f" * 64)
    ours = prepared(MessageKind.JOINING, occasion(), addressee())
    assert not {each.uid for each in other.invitations} & {each.uid for each in ours.invitations}


def test_joining_instructions_are_due_working_days_before_the_first_session() -> None:
    christmas = {date(2026, 12, 25), date(2026, 12, 28)}
    assert due_on(date(2027, 1, 4), 5, christmas) == date(2026, 12, 24)
    assert due_on(date(2027, 1, 4), 5, ()) == date(2026, 12, 28)
