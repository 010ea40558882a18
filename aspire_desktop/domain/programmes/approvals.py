"""The approval of a line manager: who gave it, when, and what shows it."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from aspire_desktop.domain.office.attached_files import AttachedFile, check_files
from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.values import EnrolmentId, long_date
from aspire_desktop.domain.programmes.enrolments import HOLDS_A_PLACE, STILL_TO_COME


@dataclass(eq=False)
class Approval:
    """What a manager approved of one booking; `document` is the digest of the kept file `name`, or empty."""

    id: int = field(init=False)
    enrolment_id: EnrolmentId
    by: str
    on: date
    note: str = ""
    """What shows it where no file does: "E-mail of 3 November"."""
    name: str = ""
    document: str = ""


@dataclass(frozen=True)
class ApprovalRow:
    """An approval, as read; `name` and `document` are empty where no file shows it."""

    enrolment_id: EnrolmentId
    by: str
    on: date
    note: str
    name: str
    document: str

    @property
    def evidence(self) -> str:
        """Say what shows it."""
        return self.name or self.note


# What follows from it

ASKS_APPROVAL = STILL_TO_COME & HOLDS_A_PLACE
"""Statuses in which a missing approval is something to ask for; those before it are on their way to one."""


def check_approval(by: str, on: date, today: date, note: str, files: Collection[AttachedFile]) -> None:
    """Raise RuleBroken for an approval by nobody, of a day to come, or that nothing shows."""
    if not by:
        raise RuleBroken("An approval needs a name.", do="Say who approved.", about="by")
    if on > today:
        raise RuleBroken(f"Nobody can have approved on {long_date(on)}, which is still to come.", about="on")
    check_files(files)
    if len(files) > 1:
        raise RuleBroken("One file shows an approval.", do="Attach the one that does.", about="files")
    if not files and not note:
        raise RuleBroken(
            "Nothing shows this approval.",
            do="Attach a file, or say which e-mail or call shows it.",
            about="note",
        )
