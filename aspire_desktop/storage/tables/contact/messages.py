"""Tables of messages: the wordings they are written from, what went to whom, and what calendars were told."""

from sqlalchemy import Boolean, Column, Date, Integer, String, Time, UniqueConstraint

from aspire_desktop.domain.contact.messages import MessageState, Way
from aspire_desktop.domain.contact.wordings import MessageKind
from aspire_desktop.storage.columns import Prose, Utc, Words
from aspire_desktop.storage.tables.schema import BigId, noun_table, reference

wordings = noun_table(
    "wordings",
    Column("kind", Words(MessageKind), nullable=False),
    Column("number", Integer, nullable=False),
    Column("subject", Prose, nullable=False),
    Column("body", Prose, nullable=False),
    UniqueConstraint("kind", "number"),
)
messages = noun_table(
    "messages",
    reference("enrolment_id", "enrolments"),
    Column("kind", Words(MessageKind), nullable=False),
    reference("wording_id", "wordings"),
    Column("way", Words(Way), nullable=False),
    Column("state", Words(MessageState), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("made_at", Utc, nullable=False),
    Column("made_by", Prose, nullable=False),
    Column("sent_at", Utc),
    Column("sent_by", Prose, nullable=False),
)
invitations = noun_table(
    "invitations",
    reference("message_id", "messages"),
    # No foreign key: what a calendar was told stays on record when the session is taken out.
    Column("session_id", BigId, nullable=False, index=True),
    Column("title", Prose, nullable=False),
    Column("uid", String(64), nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("on", Date, nullable=False),
    Column("starts", Time, nullable=False),
    Column("ends", Time, nullable=False),
    Column("zone", String(40), nullable=False),
    Column("place", Prose, nullable=False),
    Column("cancelled", Boolean, nullable=False),
)
