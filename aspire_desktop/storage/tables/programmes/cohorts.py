"""Tables of cohorts, their sessions and trainers."""

from sqlalchemy import Boolean, Column, Date, Integer, String, Time, UniqueConstraint

from aspire_desktop.domain.programmes.cohorts import RoomBooking, Stage
from aspire_desktop.storage.columns import Money, Prose, WordList, Words
from aspire_desktop.storage.tables.schema import noun_table, reference

cohorts = noun_table(
    "cohorts",
    Column("code", Prose, nullable=False),
    Column("code_key", String(80), nullable=False, unique=True),
    reference("version_id", "versions"),
    reference("partner_id", "organisations"),
    Column("venue", Prose, nullable=False),
    Column("capacity", Integer, nullable=False),
    Column("minimum", Integer, nullable=False),
    Column("stage", Words(Stage), nullable=False),
    Column("decide_on", Date),
)
sessions = noun_table(
    "sessions",
    reference("cohort_id", "cohorts", index=False),
    reference("module_id", "modules"),
    Column("position", Integer, nullable=False),
    Column("on", Date, nullable=False, index=True),
    Column("starts", Time, nullable=False),
    Column("ends", Time, nullable=False),
    Column("zone", String(40), nullable=False),
    Column("finished", Boolean, nullable=False),
    reference("room_id", "rooms", optional=True),
    Column("booking", Words(RoomBooking), nullable=False),
    Column("held_until", Date),
    Column("numbers_by", Date),
    Column("cost", Money),
    Column("link", Prose, nullable=False),
    Column("trained_by", WordList, nullable=False),
    UniqueConstraint("cohort_id", "position"),
)
trainers = noun_table("trainers", reference("cohort_id", "cohorts"), Column("name", Prose, nullable=False))
