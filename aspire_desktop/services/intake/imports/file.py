"""The one action by which a file goes in: all its good rows in one transaction and one undo step."""

from collections.abc import Mapping
from dataclasses import dataclass

from aspire_desktop.domain.intake.columns import ImportKind
from aspire_desktop.domain.intake.import_drafts import Decision, Meaning
from aspire_desktop.domain.intake.import_reports import ImportReport
from aspire_desktop.domain.intake.imports import Table
from aspire_desktop.domain.office.errors import RuleBroken
from aspire_desktop.domain.office.staff import ADMINISTRATORS, Role
from aspire_desktop.domain.office.values import CohortId
from aspire_desktop.domain.office.written import Names, Prose
from aspire_desktop.domain.programmes.cohorts import Cohort
from aspire_desktop.domain.programmes.enrolments import Funding
from aspire_desktop.services.door.action import Action, Effect
from aspire_desktop.services.intake.imports.agreements import import_agreements
from aspire_desktop.services.intake.imports.attendance import import_attendance
from aspire_desktop.services.intake.imports.cohorts import import_cohorts
from aspire_desktop.services.intake.imports.mappings import remember
from aspire_desktop.services.intake.imports.organisation_names import Employers
from aspire_desktop.services.intake.imports.organisations import import_organisations
from aspire_desktop.services.intake.imports.participants import import_participants
from aspire_desktop.services.intake.imports.people import import_people
from aspire_desktop.services.intake.imports.projects import import_projects
from aspire_desktop.services.intake.imports.sorting import Sorting
from aspire_desktop.services.money.funding import AddAgreement
from aspire_desktop.services.office.organisations import AddOrganisation, AlsoCalled
from aspire_desktop.services.programmes.attendance import SetMarks
from aspire_desktop.services.programmes.enrolments import EnrolParticipant
from aspire_desktop.storage.work import UnitOfWork


def may_import(kind: ImportKind) -> frozenset[Role]:
    """Give who may take such a file in: whoever may do by hand what it does."""
    by_hand = {
        ImportKind.AGREEMENTS: AddAgreement.roles,
        ImportKind.ATTENDANCE: SetMarks.roles,
        ImportKind.PARTICIPANTS: EnrolParticipant.roles,
    }
    return by_hand.get(kind, ADMINISTRATORS)


@dataclass(frozen=True)
class ImportFile(Action[ImportReport]):
    """Take in the good rows of a file; gives what became of every row."""

    table: Table
    cohort_id: CohortId | None = None
    strict: bool = False
    """Refuse the whole file if any row has a problem."""
    reason: Prose = ""
    """Why marks of a finished register are changed."""
    remember_mapping: bool = False
    added: Names = ()
    """Names of organisations that are added first, in the same step."""
    meanings: tuple[Meaning, ...] = ()
    """Names of organisations that are kept as other names first, in the same step."""
    decisions: tuple[Decision, ...] = ()
    """Whom rows of people mean, where that is in doubt."""
    funding: Funding | None = None
    """Who pays for new places of which the file does not say it."""

    @classmethod
    def reach(cls) -> Mapping[str, frozenset[Role]]:
        """Give who may import each kind of file."""
        return {kind.value: may_import(kind) for kind in ImportKind}

    def allowed(self) -> frozenset[Role]:
        """Organisations may be added by administrators; the rest by whoever may import such a file."""
        return ADMINISTRATORS if self.added or self.meanings else may_import(self.table.kind)

    def apply(self, work: UnitOfWork) -> Effect[ImportReport]:
        """Deal with every row; a row with a problem leaves no trace."""
        for name in self.added:
            AddOrganisation(name).apply(work)
        if self.meanings:
            employers = Employers(work)
            for meaning in self.meanings:
                AlsoCalled(employers.called(meaning.organisation), meaning.text).apply(work)
        sorting = Sorting(self.table)
        self._take_in(work, sorting)
        report = sorting.report()
        if self.strict and report.problems:
            first = report.problems[0]
            raise RuleBroken(
                f"{report.rejected} of {report.read} rows have a problem. The first is in row {first.row}: "
                f"{first.problem}",
                do="Correct the file, or import it without asking for every row to be good.",
            )
        if self.remember_mapping:
            remember(work, self.table)
        return Effect(self._title(work, report), report)

    def _take_in(self, work: UnitOfWork, sorting: Sorting) -> None:
        match self.table.kind:
            case ImportKind.ORGANISATIONS:
                import_organisations(work, sorting)
            case ImportKind.PEOPLE:
                import_people(work, sorting, self.decisions)
            case ImportKind.AGREEMENTS:
                import_agreements(work, sorting)
            case ImportKind.COHORTS:
                import_cohorts(work, sorting)
            case ImportKind.PARTICIPANTS:
                cohort_id = self._cohort()
                import_participants(work, sorting, cohort_id, self.decisions, self.funding)
            case ImportKind.ATTENDANCE:
                import_attendance(work, sorting, self._cohort(), self.reason)
            case ImportKind.PROJECTS:
                import_projects(work, sorting, self._cohort())

    def _cohort(self) -> CohortId:
        if self.cohort_id is None:
            raise RuleBroken(
                f"A file of {self.table.kind} belongs to a cohort.", do="Say which cohort it is for."
            )
        return self.cohort_id

    def _title(self, work: UnitOfWork, report: ImportReport) -> str:
        rows = "1 row" if report.taken == 1 else f"{report.taken} rows"
        where = "" if self.cohort_id is None else f", {work.get(Cohort, self.cohort_id).code}"
        return f"Import {self.table.kind}: {rows}{where}"
