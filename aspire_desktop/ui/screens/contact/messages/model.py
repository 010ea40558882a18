"""To whom a message goes, as a list with ticks: ready, made already, missing something, or blocked."""

from collections.abc import Sequence
from dataclasses import dataclass

from aspire_desktop.domain.contact.messages import Composed, MessageRow, MessageState, Prepared, Readiness
from aspire_desktop.domain.office.clock import OFFICE_ZONE
from aspire_desktop.domain.office.people import listed_name
from aspire_desktop.domain.office.values import short_day
from aspire_desktop.ui.lists.fields import Field
from aspire_desktop.ui.lists.list_of import Empty, ListOf, Ticking
from aspire_desktop.ui.lists.sifting import Filter
from aspire_desktop.ui.looks.theme import Tone
from aspire_desktop.ui.widgets.cells import Cell
from aspire_desktop.ui.widgets.status import PillLook, status


@dataclass(frozen=True)
class Recipient:
    """Somebody a message is for, and the same message where it was made before."""

    prepared: Prepared
    made: MessageRow | None

    @property
    def look(self) -> PillLook:
        """Give the pill."""
        match self.prepared.readiness:
            case Readiness.READY:
                return status("Ready")
            case Readiness.MADE:
                return status("Created")
            case Readiness.MISSING:
                return status("Missing")
        return status(f"Blocked: {self.prepared.reason}")

    @property
    def more(self) -> str:
        """Say what is missing, what was made before, or that an invitation is to be updated."""
        if self.prepared.readiness is Readiness.MISSING:
            return self.prepared.reason
        if self.prepared.readiness is Readiness.BLOCKED:
            return ""
        if self.made is not None:
            return became(self.made)
        return "update" if self.prepared.updates else ""


def became(row: MessageRow) -> str:
    """Say what became of a message: a draft is not sent until somebody says so."""
    if row.state is MessageState.SENT and row.sent_at is not None:
        return f"sent {short_day(row.sent_at.astimezone(OFFICE_ZONE).date())}"
    return f"drafted {short_day(row.made_at.astimezone(OFFICE_ZONE).date())}, not sent"


def recipients(found: Composed) -> Sequence[Recipient]:
    """Give everybody the message is for, with what was made of it before."""
    kind = found.wording.kind
    made = {
        (each.enrolment_id, each.digest): each for each in reversed(found.sent_before) if each.kind is kind
    }
    return [Recipient(each, made.get((each.enrolment_id, each.digest))) for each in found.prepared]


def _name(row: Recipient) -> str:
    place = row.prepared.addressee.place
    return listed_name(place.given_name, place.family_name)


RECIPIENTS = ListOf[Recipient](
    name="Recipients",
    noun=("person", "people"),
    key=lambda row: row.prepared.enrolment_id,
    fields=(
        Field("", lambda row: "", Cell.CHECK, 44),
        Field("Name", _name, Cell.NAME, 150, stretch=True),
        Field(
            "Council",
            lambda row: row.prepared.addressee.place.organisation,
            width=190,
            least=700,
            groups=True,
        ),
        Field("State", lambda row: row.look.words, Cell.PILL, 150, pill=lambda row: row.look, groups=True),
        Field(
            "About it",
            lambda row: row.more,
            width=130,
            least=470,
            tone=lambda row: (
                Tone.BAD if row.prepared.readiness is Readiness.MISSING else Tone.DUE if row.more else None
            ),
        ),
    ),
    filters=(Filter("State", lambda row: row.look.words),),
    ticking=Ticking(
        may=lambda row: row.prepared.may_go,
        together=lambda row: row.prepared.readiness is Readiness.READY,
    ),
    empty=Empty(
        "envelope-simple",
        "Nobody in this cohort is to get this message",
        "It goes to the people on the register; a cancellation to those who left.",
    ),
)
