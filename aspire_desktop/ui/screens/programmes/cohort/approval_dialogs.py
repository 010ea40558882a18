"""Dialogs about what a place waits for: a manager's approval, an answer to an offer, its turn in the line."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from aspire_desktop.domain.programmes.enrolments import ParticipantRow, WaitingRow
from aspire_desktop.services.door.action import Action
from aspire_desktop.services.door.several import Several
from aspire_desktop.services.programmes.approvals import RecordApproval
from aspire_desktop.services.programmes.offers import ChangeOffer
from aspire_desktop.services.programmes.waiting import MoveInLine
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.forms.attachments import Attachments
from aspire_desktop.ui.forms.choices import TickField
from aspire_desktop.ui.forms.form import GIVE_REASON
from aspire_desktop.ui.forms.form_dialog import FormDialog
from aspire_desktop.ui.forms.text_fields import TextField
from aspire_desktop.ui.screens.programmes.cohort.place_dialogs import whom
from aspire_desktop.ui.widgets.date_field import DateField

ONE_WEEK = timedelta(days=7)


class ApprovalDialog(FormDialog):
    """Who approved, when, and the file or the words that show it; of several people at once."""

    def __init__(self, desk: Desk, people: Sequence[ParticipantRow]) -> None:
        intro = "Whoever is nominated becomes approved. An approval that is recorded already is replaced."
        super().__init__(desk, f"Manager’s approval for {whom(people)}", "Record approval", intro)
        self._people = people
        self.by, self.on = TextField(people[0].approved_by), DateField(self.desk.clock.today())
        self.note, self.files = TextField(), Attachments(())
        by = self.add("Approved &by", self.by, "The manager’s name", need="Enter who approved", about="by")
        self.beside(by, self.add("&On", self.on, about="on"))
        shown = "Such as “E-mail of 3 November”, where no file does"
        self.add("&What shows it", self.note, shown, about="note")
        self.add("&File", self.files, "Kept with its digest", about="files")

    def action(self) -> Action[Any]:
        """Record it for each of them."""
        given = self.by.given, self.on.day, self.note.given, self.files.given
        acts = tuple(RecordApproval(row.id, *given) for row in self._people)
        return Several(acts, f"Approval for {whom(self._people)}")


class AnswerDayDialog(FormDialog):
    """Until when an offer may be answered."""

    def __init__(self, desk: Desk, row: ParticipantRow) -> None:
        super().__init__(desk, f"Answer of {whom([row])}", "Save day")
        self._row = row
        today = self.desk.clock.today()
        self.until = DateField(max(row.offered_until or today, today) + ONE_WEEK)
        self.never = TickField("The offer never lapses")
        self.never.toggled.connect(self.until.setDisabled)
        self.add("Answer &by", self.until, "The last day for an answer", about="until")
        self.fields.addWidget(self.never)

    def action(self) -> Action[Any]:
        """Set the day."""
        return ChangeOffer(self._row.id, None if self.never.given else self.until.day)


class OvertakeDialog(FormDialog):
    """Why somebody goes before others on a waiting list, or after them."""

    def __init__(self, desk: Desk, row: WaitingRow, before: WaitingRow | None) -> None:
        where = f"before {whom([before.place])}" if before else "to the end"
        intro = "The list is in the order of joining unless there is a reason, which is kept."
        super().__init__(desk, f"Move {whom([row.place])} {where}", "Move", intro)
        self._row, self._before = row, before
        self.reason = TextField()
        self.add("&Reason", self.reason, "Kept with the place", need=GIVE_REASON, about="reason")

    def action(self) -> Action[Any]:
        """Move them."""
        before = self._before.place.id if self._before else None
        return MoveInLine(self._row.place.id, before, self.reason.given)
