"""People of a cohort and their certificates as a list: ready, created, revoked or blocked with the reason."""

from collections.abc import Sequence
from dataclasses import dataclass

from aspire_desktop.domain.office.people import listed_name
from aspire_desktop.domain.office.values import CohortId, VersionId
from aspire_desktop.domain.programmes.certificate_awards import Candidate, CertificateRow, CertificateStatus
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.programmes.certificates import certificate_candidates
from aspire_desktop.storage.lookups.programmes.certificates import certificate_rows
from aspire_desktop.storage.lookups.programmes.programmes import rules_of
from aspire_desktop.ui.lists.fields import Field
from aspire_desktop.ui.lists.list_of import Empty, ListOf, Ticking
from aspire_desktop.ui.lists.sifting import Filter
from aspire_desktop.ui.looks.theme import Tone
from aspire_desktop.ui.widgets.cells import Cell
from aspire_desktop.ui.widgets.status import PillLook, status

STATUSES: dict[CertificateStatus, PillLook] = {
    CertificateStatus.ISSUED: status("Created"),
    CertificateStatus.REPLACED: status("Replaced"),
    CertificateStatus.REVOKED: status("Revoked"),
    CertificateStatus.ERASED: status("Erased"),
}


@dataclass(frozen=True)
class CertificateLine:
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

    lines: Sequence[CertificateLine]
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
    lines = [CertificateLine(person, rules.project_needed) for person in people]
    return Certificates(lines, office.ask(certificate_rows, id), rules.completes, rules.project_needed, rule)


def _attended(line: CertificateLine) -> str:
    standing = line.person.progress.standing
    return f"{standing.attended} of {standing.required}"


def _project(line: CertificateLine) -> str:
    return line.person.progress.outcome or ("Not set" if line.needs_project else "Not used")


def _bad(line: CertificateLine, missing: bool) -> Tone | None:
    return Tone.BAD if missing and not line.person.held else None


NO_CERTIFICATES = Empty(
    "certificate", "This programme has no certificates", "It is a network: nothing is completed."
)
CERTIFICATES = ListOf[CertificateLine](
    name="Certificates",
    noun=("person", "people"),
    key=lambda line: line.person.enrolment_id,
    fields=(
        Field("", lambda line: "", Cell.CHECK, 44),
        Field(
            "Name", lambda line: listed_name(line.person.given_name, line.person.family_name), Cell.NAME, 150
        ),
        Field("Organisation", lambda line: line.person.organisation, stretch=True, least=640, groups=True),
        Field(
            "Attended",
            _attended,
            width=76,
            order=lambda line: line.person.progress.standing.attended,
            tone=lambda line: _bad(line, line.short_of_sessions),
        ),
        Field(
            "Project",
            _project,
            width=100,
            tone=lambda line: _bad(line, line.needs_project and not line.person.progress.outcome),
        ),
        Field(
            "Number",
            lambda line: line.person.certificate.number if line.person.certificate else "none yet",
            Cell.QUIET,
            140,
            least=780,
        ),
        Field(
            "Status",
            lambda line: line.look.words,
            Cell.PILL,
            158,
            pill=lambda line: line.look,
            groups=True,
        ),
    ),
    filters=(Filter("Status", lambda line: line.look.words),),
    ticking=Ticking(may=lambda line: line.person.ready, together=lambda line: line.person.ready),
    empty=Empty(
        "certificate", "Nobody is on this cohort’s register yet", "Confirm people on the cohort first."
    ),
)
