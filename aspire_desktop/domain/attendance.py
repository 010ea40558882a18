"""Marks on registers, and what follows from them. Not marked is not Absent."""

from dataclasses import dataclass, field
from enum import StrEnum

from aspire_desktop.domain.values import EnrolmentId, SessionId


class Code(StrEnum):
    """The seven marks of a register."""

    PRESENT = "P"
    LATE = "L"
    LEFT_EARLY = "F"
    ABSENT = "A"
    EXCUSED = "E"
    MADE_UP = "M"
    NOT_REQUIRED = "N"


WORDS: dict[Code, str] = {
    Code.PRESENT: "Present",
    Code.LATE: "Late",
    Code.LEFT_EARLY: "Left early",
    Code.ABSENT: "Absent",
    Code.EXCUSED: "Excused",
    Code.MADE_UP: "Made up",
    Code.NOT_REQUIRED: "Not required",
}


@dataclass(eq=False)
class Mark:
    """What a register says of one person at one session; no row means not marked."""

    id: int = field(init=False)
    session_id: SessionId
    enrolment_id: EnrolmentId
    code: Code
    note: str = ""
