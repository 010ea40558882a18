"""People of a cohort and their certificates as rows: ready, created, revoked or blocked with the reason."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt

from aspire_desktop.domain.office.values import CohortId, VersionId
from aspire_desktop.domain.programmes.certificate_awards import Candidate, CertificateRow, CertificateStatus
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.programmes.certificates import certificate_candidates
from aspire_desktop.storage.lookups.programmes.certificates import certificate_rows
from aspire_desktop.storage.lookups.programmes.programmes import rules_of
from aspire_desktop.ui.looks.theme import Tone
from aspire_desktop.ui.widgets.cells import Cell, CellRole, Column
from aspire_desktop.ui.widgets.status import PillLook, status
from aspire_desktop.ui.widgets.words import name_words

HEADINGS = ("", "Name", "Organisation", "Attended", "Project", "Number", "Status")
COLUMNS = (
    Column(Cell.CHECK, 44),
    Column(Cell.NAME, 150),
    Column(Cell.TEXT, stretch=True),
    Column(Cell.TEXT, 76),
    Column(Cell.TEXT, 100),
    Column(Cell.QUIET, 140),
    Column(Cell.PILL, 158),
)
TICK, NAME, ORGANISATION, ATTENDED, PROJECT, NUMBER, STATUS = range(7)
STATUSES: dict[CertificateStatus, PillLook] = {
    CertificateStatus.ISSUED: status("Created"),
    CertificateStatus.REPLACED: status("Replaced"),
    CertificateStatus.REVOKED: status("Revoked"),
    CertificateStatus.ERASED: status("Erased"),
}


@dataclass(frozen=True)
class Line:
    """Somebody who may get a certificate, and what their programme asks for."""

    person: Candidate
    needs_project: bool

    @property
    def short_of_sessions(self) -> bool:
        """Say whether too few sessions were attended."""
        standing = self.person.progress.standing
        return standing.attended < standing.needed

    @property
    def look(self) -> PillLook:
        """Give the pill: what became of the certificate, or what stands in the way of one."""
        held = self.person.certificate
        if held is not None and (self.person.held or held.status is CertificateStatus.REVOKED):
            return STATUSES[held.status]
        if self.person.ready:
            return status("Ready")
        if self.person.unprintable:
            return status("Blocked: printing")
        return status("Blocked: attendance" if self.short_of_sessions else "Blocked: project")


@dataclass(frozen=True)
class Certificates:
    """Everybody on the register, every certificate ever issued, and whether there are any at all."""

    lines: Sequence[Line]
    issued: Sequence[CertificateRow]
    completes: bool
    uses_projects: bool
    rule: str


def certificates(id: CohortId, version_id: VersionId, office: Office) -> Certificates:
    """Ask who is ready for a certificate, and what was issued."""
    rules = office.ask(rules_of)[version_id]
    people = office.ask(certificate_candidates, id, office.clock.today())
    required = people[0].progress.standing.required if people else 0
    rule = f"Rule: {rules.sessions_needed} of {required} sessions" if required else ""
    rule += " and a project" if rule and rules.project_needed else ""
    lines = [Line(person, rules.project_needed) for person in people]
    return Certificates(lines, office.ask(certificate_rows, id), rules.completes, rules.project_needed, rule)


def cell(line: Line, column: int, role: int) -> object:
    """Give a cell."""
    if role == CellRole.PILL and column == STATUS:
        return line.look
    if role == CellRole.TONE:
        missing = {ATTENDED: line.short_of_sessions, PROJECT: line.needs_project and not _outcome(line)}
        return Tone.BAD if missing.get(column) and not line.person.held else None
    return _words(line)[column] if role == Qt.ItemDataRole.DisplayRole else None


def _outcome(line: Line) -> str:
    return line.person.progress.outcome


def _words(line: Line) -> tuple[str, ...]:
    person, standing = line.person, line.person.progress.standing
    project = _outcome(line) or ("Not set" if line.needs_project else "Not used")
    return (
        "",
        name_words(person.given_name, person.family_name),
        person.organisation,
        f"{standing.attended} of {standing.required}",
        project,
        person.certificate.number if person.certificate else "none yet",
        line.look.words,
    )
