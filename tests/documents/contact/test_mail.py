import email
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import default

import pytest
from fast_mail_parser import parse_email
from hypothesis import given
from hypothesis import strategies as st
from messages_at_hand import DATABASE, addressee, occasion

from aspire_desktop.documents.contact.invitations import calendar_file
from aspire_desktop.documents.contact.messages import Enclosure, draft, mail, mail_to_all
from aspire_desktop.domain.contact.messages import Mailbox, Outgoing, address_text, prepare
from aspire_desktop.domain.contact.wordings import Letter, MessageKind, read_wordings
from aspire_desktop.places import DB

AT = datetime(2026, 11, 1, 9, 30, tzinfo=UTC)
OFFICE = Mailbox("West Midlands Employers, Aspire", "programmes@wme.example")
SIAN = Mailbox("Siân “Ŵyn” O’Neill", "sian.oneill@council.example")
LONG = "Aspire 2.0, die Einführung für Ŵyn und Siân: " + "Joining instructions und noch mehr Wörter, " * 6
BODY = "Dear Siân,\n\nWe meet at Ŷstradfellte – see you there.\nA line of £ and € " + "long " * 60 + "\n"
PDF = Enclosure("Directions, Tŷ’r Cyngor.pdf", "application/pdf", bytes(range(256)) * 40)
WORDINGS = read_wordings(DB / "reference" / "messages.toml")


def message() -> EmailMessage:
    ready = prepare(WORDINGS[MessageKind.JOINING], occasion(), addressee(), DATABASE)
    calendars = [calendar_file(each, "Aspire 2.0", SIAN, OFFICE, AT) for each in ready.invitations]
    return mail(Outgoing(Letter(LONG.strip(), BODY), OFFICE, SIAN), AT, calendars, [PDF])


def opened(written: EmailMessage) -> EmailMessage:
    read = email.message_from_bytes(draft(written), policy=default)
    assert isinstance(read, EmailMessage)
    return read


def test_pythons_parser_reads_a_draft() -> None:
    read = opened(message())
    assert read["X-Unsent"] == "1"
    assert read["Subject"] == LONG.strip()
    [to] = read["To"].addresses
    assert (to.display_name, to.addr_spec) == (SIAN.name, SIAN.address)
    assert read["From"].addresses[0].addr_spec == OFFICE.address
    assert read["Date"].datetime == AT
    assert read["Bcc"] is None
    body = read.get_body()
    assert body is not None
    assert body.get_content_charset() == "utf-8"
    assert body.get_content().replace("\r\n", "\n") == BODY
    first, second, directions = read.iter_attachments()
    names = [each.get_filename() for each in (first, second)]
    assert names == ["Module 1 invitation.ics", "Module 2 invitation.ics"]
    assert (first.get_content_type(), first.get_param("method")) == ("text/calendar", "REQUEST")
    assert directions.get_filename() == PDF.name
    assert directions.get_content() == PDF.content


def test_another_mail_library_reads_the_same() -> None:
    read = parse_email(draft(message()))
    assert read.subject == LONG.strip()
    assert next(text.replace("\r\n", "\n") for text in read.text_plain) == BODY
    assert [each.strip() for each in read.headers["To"]] == [f"{SIAN.name} <{SIAN.address}>"]
    assert [each.strip() for each in read.headers["X-Unsent"]] == ["1"]
    names = {each.filename: each for each in read.attachments}
    assert {"Module 1 invitation.ics", "Module 2 invitation.ics", PDF.name} <= set(names)
    assert bytes(names[PDF.name].content) == PDF.content


WORDS = st.sampled_from(
    ["Siân", "O’Neill", "Smith", "(HR)", "Nováková,", '"Q"', "Łukasz", "李小龙", "—", "£5"]
)
SUBJECTS = st.lists(WORDS, min_size=1, max_size=25).map(" ".join)
NAMES = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)


@given(SUBJECTS, NAMES, NAMES)
def test_every_letter_and_space_of_subjects_and_names_comes_through(
    subject: str, one: str, other: str
) -> None:
    to = [Mailbox(one, "one.rather.long@council-of-somewhere.example"), Mailbox(other, "b@c.example")]
    written = mail_to_all(Letter(subject, "text"), OFFICE, to, AT)
    read = opened(written)
    assert read["Subject"] == parse_email(draft(written)).subject == subject
    assert [Mailbox(each.display_name, each.addr_spec) for each in read["Bcc"].addresses] == to


def test_lines_are_short_enough_for_any_server() -> None:
    for line in draft(message()).split(b"\r\n"):
        assert len(line) <= 998
        assert b"\n" not in line


def test_a_subject_cannot_add_a_header() -> None:
    with pytest.raises(ValueError, match="linefeed"):
        mail(Outgoing(Letter("Hello\nBcc: a@b.example", "text"), OFFICE, SIAN), AT)


def test_one_mail_to_all_shows_nobody_to_another() -> None:
    others = [SIAN, Mailbox("Łukasz Nowak", "l.nowak@council.example")]
    read = opened(mail_to_all(Letter("Welcome", "Dear all"), OFFICE, others, AT))
    assert [each.addr_spec for each in read["Bcc"].addresses] == [each.address for each in others]
    assert [each.addr_spec for each in read["To"].addresses] == [OFFICE.address]
    assert "council.example" not in str(read["To"]) + str(read["From"])


def test_a_draft_without_the_offices_address_leaves_the_sender_to_the_mail_program() -> None:
    bare = Mailbox("West Midlands Employers", "")
    assert opened(mail(Outgoing(Letter("Hi", "text"), bare, SIAN), AT))["From"] is None
    assert opened(mail_to_all(Letter("Hi", "text"), bare, [SIAN], AT))["To"] is None


def test_addresses_are_copied_once_each() -> None:
    people = [addressee(), addressee(email="b@c.example"), addressee()]
    prepared = [prepare(WORDINGS[MessageKind.THANKS], occasion(), each, DATABASE) for each in people]
    assert address_text(prepared) == "lucy.harcourt@council.example; b@c.example"
