"""Chance at work on certificates: none loses its ground by undo, and by hand nobody loses it unsaid."""

from collections.abc import Callable

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule
from pool_play import NUMBER, WHO, counted, cycle, pick
from pool_recount import Recount, read_tables
from pool_terms import TermsPlay

from aspire_desktop.domain.office.values import CertificateId, CohortId, EnrolmentId, ProjectId, SessionId
from aspire_desktop.domain.programmes.attendance import Code
from aspire_desktop.services.door.action import Done
from aspire_desktop.services.programmes.attendance import MarkAttendance
from aspire_desktop.services.programmes.certificates import (
    IssueCertificates,
    ReissueCertificate,
    RevokeCertificates,
)
from aspire_desktop.services.programmes.projects import AddProject, RecordOutcome


class AwardsPlay(TermsPlay):
    """Rules of certificates."""

    @rule(number=NUMBER, who=WHO)
    @counted
    def certify(self, number: int, who: int) -> None:
        """Let everybody on a cohort attend what is over, and issue certificates to those who completed."""
        over = [row["cohort_id"] for row in self.table("sessions") if row["on"] <= self.today]
        taught = [id for id in self.made.cohorts if over.count(id) > 2] or list(self.made.cohorts)
        cohort = cycle(taught, number)
        there = self.on_register(cohort)
        for session in (row for row in self.sessions_of(cohort) if row["on"] <= self.today and there):
            self.attempt(MarkAttendance(SessionId(session["id"]), there, Code.PRESENT, "Seen there"), who)
        self._decide(cohort, there, who)
        recount = Recount(read_tables(self.store), self.today)
        complete = [EnrolmentId(id) for id in recount.completed if recount.cohort_of(id) == cohort]
        if complete:
            self.attempt(IssueCertificates(tuple(complete)), who)

    def _decide(self, cohort: CohortId, there: tuple[EnrolmentId, ...], who: int) -> None:
        """Let the panel pass the projects of people who have none yet, where the version asks for one."""
        [version] = [row["version_id"] for row in self.table("cohorts") if row["id"] == cohort]
        [asked] = [row["project_needed"] for row in self.table("versions") if row["id"] == version]
        busy = {row["enrolment_id"] for row in self.table("project_members")}
        free = tuple(id for id in there if id not in busy)
        if asked and free:
            self.attempt(AddProject(cohort, f"Project of {self._steps}", free), who)
            newest = ProjectId(self.table("projects")[-1]["id"])
            self.attempt(RecordOutcome(newest, "pass", self.today), who)

    @precondition(lambda self: self.known("certificates"))
    @rule(number=NUMBER, who=WHO)
    @counted
    def revoke(self, number: int, who: int) -> None:
        """Say that a certificate no longer stands."""
        chosen = pick([row["id"] for row in self.table("certificates")], number)
        if chosen is not None:
            self.attempt(RevokeCertificates((CertificateId(chosen),), "Issued in error"), who)

    @precondition(lambda self: self.known("certificates"))
    @rule(number=NUMBER, again=st.booleans(), who=WHO)
    @counted
    def reissue(self, number: int, again: bool, who: int) -> None:
        """Issue a certificate again, with another spelling."""
        chosen = pick([row["id"] for row in self.table("certificates")], number)
        if chosen is not None:
            name = f"Person {'A' if again else 'B'} Ash"
            self.attempt(ReissueCertificate(CertificateId(chosen), name, "Spelling"), who)

    def count(self, name: str, ask: Callable[[], object]) -> bool:
        """Ask for something, and hold it to what became of certificates by it."""
        before, given = self._unfounded(), list[object]()
        done = super().count(name, lambda: given.append(ask()))
        lost = self._unfounded() - before if done else set()
        if name in ("undo", "redo"):
            assert lost == set(), f"certificates {lost} lost their ground by {name}"
        elif done:
            [answer] = given
            assert isinstance(answer, Done)
            assert {each.id for each in answer.unfounded} == lost, name
        return done

    def _unfounded(self) -> set[int]:
        """Give the certificates that stand without a programme completed."""
        if not self.table("certificates"):
            return set()
        return Recount(read_tables(self.store), self.today).unfounded()
