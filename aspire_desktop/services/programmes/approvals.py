"""What may be done about a manager's approval: record it with what shows it."""

from dataclasses import dataclass
from datetime import date

from aspire_desktop.domain.office.attached_files import AttachedFile
from aspire_desktop.domain.office.kept_apart import refuse_if_kept_apart
from aspire_desktop.domain.office.people import Person
from aspire_desktop.domain.office.values import EnrolmentId, tidy
from aspire_desktop.domain.office.written import Name, Prose
from aspire_desktop.domain.programmes.approvals import Approval, check_approval
from aspire_desktop.domain.programmes.cohorts import Cohort
from aspire_desktop.domain.programmes.enrolments import Enrolment, Status
from aspire_desktop.services.door.action import Action, Effect
from aspire_desktop.services.programmes.enrolments import name_on, note_step
from aspire_desktop.storage.tables.programmes.enrolments import approvals
from aspire_desktop.storage.work import UnitOfWork


@dataclass(frozen=True)
class RecordApproval(Action[None]):
    """Record that a manager approved a booking: by whom, when, and the file or the words that show it.

    Whoever is nominated becomes approved by it; any other booking stays where it stands. What is recorded
    anew takes the place of what was there.
    """

    enrolment_id: EnrolmentId
    by: Name
    on: date
    note: Prose = ""
    files: tuple[AttachedFile, ...] = ()

    def apply(self, work: UnitOfWork) -> Effect[None]:
        """Refuse an approval by nobody, of a day to come, that nothing shows, and of a record kept apart."""
        enrolment = work.get(Enrolment, self.enrolment_id)
        refuse_if_kept_apart(work.get(Person, enrolment.person_id))
        by, note = tidy(self.by), tidy(self.note)
        check_approval(by, self.on, work.clock.today(), note, self.files)
        self._keep(work, by, note)
        if enrolment.status is Status.NOMINATED:
            note_step(work, enrolment, Status.APPROVED, self.on, f"Approved by {by}")
        code = work.get(Cohort, enrolment.cohort_id).code
        return Effect(f"Approval for {name_on(work, enrolment)}, {code}", None)

    def _keep(self, work: UnitOfWork, by: str, note: str) -> None:
        file = next(iter(self.files), None)
        name, document = (file.name, work.keep(file.content)) if file else ("", "")
        known = work.first(Approval, approvals.c.enrolment_id == self.enrolment_id)
        if known is None:
            work.add(Approval(self.enrolment_id, by, self.on, note, name, document))
            return
        known.by, known.on, known.note = by, self.on, note
        if file is not None:
            known.name, known.document = name, document
