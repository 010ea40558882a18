"""What may be done with certificates: issue, reissue, revoke, and settle the spelling of a name."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import ClassVar

from sqlalchemy import Connection

from aspire_desktop.documents.programmes.certificates import certificate, why_unprintable
from aspire_desktop.documents.seals import key_id, seal
from aspire_desktop.documents.typesetting.gathering import gathered
from aspire_desktop.domain.office.errors import Refused, RuleBroken
from aspire_desktop.domain.office.kept_apart import refuse_if_erased
from aspire_desktop.domain.office.people import Person
from aspire_desktop.domain.office.settings import certificate_number
from aspire_desktop.domain.office.staff import EVERYONE, Role
from aspire_desktop.domain.office.values import CertificateId, CohortId, EnrolmentId, tidy
from aspire_desktop.domain.office.written import Name, Prose
from aspire_desktop.domain.programmes.certificate_awards import (
    Candidate,
    CertificateFile,
    CertificateRow,
    CertificateStatus,
    Grounds,
    Issue,
    Issued,
    IssueProgress,
    NotIssued,
    certificate_facts,
    next_sequence,
    revoked_words,
)
from aspire_desktop.domain.programmes.certificates import Certificate, read_claim
from aspire_desktop.domain.programmes.enrolments import Enrolment
from aspire_desktop.services.door.action import Action, Effect
from aspire_desktop.services.door.export import Asked, Export, FileExport, Tell
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.office.signing import signing_key
from aspire_desktop.storage.files import write_file
from aspire_desktop.storage.lookups.programmes import certificates as lookups
from aspire_desktop.storage.lookups.programmes.certificate_awards import grounds_of
from aspire_desktop.storage.lookups.programmes.certificates import (
    certificate_files,
    certificate_row,
    newest_certificates,
    numbers_beginning,
)
from aspire_desktop.storage.question import asked_by
from aspire_desktop.storage.work import UnitOfWork

_ANY_KEY = "0" * 8
"""Stands for the signing key's name where a certificate is only tried."""


@dataclass(frozen=True)
class IssueCertificates(Action[Issue]):
    """Issue certificates to everybody of these who is ready, holds none, and can be printed one."""

    answered_by = "reissuing or revoking it"
    enrolment_ids: tuple[EnrolmentId, ...]

    def apply(self, work: UnitOfWork) -> Effect[Issue]:
        """List who holds one already and who is not ready; refuse where that is everybody."""
        today = work.clock.today()
        ids = list(dict.fromkeys(self.enrolment_ids))
        grounds = work.ask(grounds_of, ids, today, today)
        if len(grounds) < len(ids):
            raise RuleBroken("Somebody chosen is not on a register (any more).", do="Refresh the screen.")
        newest = work.ask(newest_certificates, ids)
        already = tuple(_held(row) for row in newest.values() if row.status is CertificateStatus.ISSUED)
        revoked = [row for row in newest.values() if row.status is not CertificateStatus.ISSUED]
        free = [each for id, each in grounds.items() if id not in newest]
        blocked = tuple(_revoked(grounds[row.enrolment_id], row) for row in revoked)
        blocked += tuple(_blocked(each) for each in free if not each.progress.completion.complete)
        complete = [each for each in free if each.progress.completion.complete]
        blocked += tuple(_unprinted(each, why) for each in complete if (why := _unprintable(each, today)))
        ready = [each for each in complete if not _unprintable(each, today)]
        if not ready:
            raise _nothing_to_issue(already, blocked)
        press = _Press(work)
        issued = tuple(press.issue(each, today) for each in ready)
        return Effect(f"Issue {_which(issued)}", Issue(issued, already, blocked))


@dataclass(frozen=True)
class ReissueCertificate(Action[Issued]):
    """Issue a certificate again, with a new number and another spelling or corrected facts."""

    answered_by = "reissuing or revoking it"
    certificate_id: CertificateId
    name: Name
    reason: Prose

    def apply(self, work: UnitOfWork) -> Effect[Issued]:
        """Refuse without a name or a reason, one replaced already, and one no longer earned."""
        old = work.get(Certificate, self.certificate_id)
        _refuse_if_over(work, old, "reissued", CertificateStatus.REPLACED)
        person = work.get(Person, work.get(Enrolment, old.enrolment_id).person_id)
        refuse_if_erased(person)
        if not tidy(self.name):
            raise RuleBroken("A certificate needs a name.")
        reason = _reason(self.reason, "issued again")
        awarded_on = read_claim(old.payload.rpartition("|")[0]).awarded_on
        found = work.ask(grounds_of, [old.enrolment_id], awarded_on, work.clock.today())
        grounds = found.get(old.enrolment_id)
        if grounds is None or not grounds.progress.completion.complete:
            raise RuleBroken(
                f"What certificate {old.number} says is no longer so: the programme is not completed.",
                do="Revoke it, or correct the register or the outcome first.",
            )
        named = replace(grounds, name=tidy(self.name))
        if named.name != (person.certificate_name or person.full_name()):
            person.certificate_name = named.name  # the spelling asked for, on certificates to come as well
        issued = _Press(work).issue(named, awarded_on, old, reason)
        return Effect(f"Reissue {old.number} as {issued.number}. Reason: {reason}", issued)


@dataclass(frozen=True)
class RevokeCertificate(Action[None]):
    """Say that a certificate no longer stands."""

    answered_by = "reissuing it"
    certificate_id: CertificateId
    reason: Prose

    def apply(self, work: UnitOfWork) -> Effect[None]:
        """Refuse without a reason, and for one that does not stand."""
        old, reason = _revoke(work, self.certificate_id, self.reason)
        return Effect(f"Revoke certificate {old.number}. Reason: {reason}", None)


@dataclass(frozen=True)
class RevokeCertificates(Action[None]):
    """Say of several certificates that they no longer stand."""

    answered_by = "reissuing them"
    certificate_ids: tuple[CertificateId, ...]
    reason: Prose

    def apply(self, work: UnitOfWork) -> Effect[None]:
        """Revoke all of them, or none where one does not stand; refuse none, and without a reason."""
        if not self.certificate_ids:
            raise RuleBroken("No certificate is chosen.", do="Choose one or more first.")
        revoked = [_revoke(work, id, self.reason) for id in dict.fromkeys(self.certificate_ids)]
        numbers = ", ".join(old.number for old, _ in revoked)
        what = "certificate" if len(revoked) == 1 else f"{len(revoked)} certificates:"
        return Effect(f"Revoke {what} {numbers}. Reason: {revoked[0][1]}", None)


def issue_in_chunks(
    office: Office, enrolment_ids: Sequence[EnrolmentId], size: int = 5
) -> Iterator[IssueProgress]:
    """Issue a batch a few at a time, each chunk an action of its own, and say how far it has come.

    Whoever stops asking keeps what is done. Chunks in which nobody can be given one issue nothing. A refusal
    says how many certificates were issued before it.
    """
    ids = list(dict.fromkeys(enrolment_ids))
    issued = 0
    for start in range(0, len(ids), size):
        chunk = tuple(ids[start : start + size])
        try:
            latest = office.do(IssueCertificates(chunk)).value
        except NothingToIssue as refusal:
            latest = refusal.issue
        except Refused as refused:
            raise (refused.having_done(_issued_before(issued)) if issued else refused) from refused.__cause__
        issued += len(latest.issued)
        yield IssueProgress(min(start + size, len(ids)), len(ids), latest)


@asked_by(EVERYONE)
def certificate_candidates(connection: Connection, cohort_id: CohortId, today: date) -> list[Candidate]:
    """Give everybody on a cohort's register, how near to a certificate, and whose cannot be printed."""
    people = lookups.certificate_candidates(connection, cohort_id, today)
    grounds = grounds_of(connection, [each.enrolment_id for each in people if each.ready], today, today)
    unprintable = {id: _unprintable(each, today) for id, each in grounds.items()}
    return [replace(each, unprintable=unprintable.get(each.enrolment_id, "")) for each in people]


def write_certificates(files: Sequence[CertificateFile], folder: Path) -> Iterator[Path]:
    """Write certificates into a folder one after another, and give each one's path.

    Raises Refused, saying how many are written, where one cannot be.
    """
    for number, file in enumerate(files):
        try:
            written = write_file(folder / file.file_name, file.content, private=True)
        except Refused as refused:
            done = f"The certificates are safe in Aspire; {number} of {len(files)} files were saved."
            raise refused.having_done(done) from refused.__cause__
        yield written


@dataclass(frozen=True)
class WriteCertificates(Export[list[Path]]):
    """Write the certificates of a cohort that stand into a folder, byte for byte."""

    cohort_id: CohortId
    roles: ClassVar[frozenset[Role]] = certificate_files.roles

    def write(self, office: Asked, target: Path, tell: Tell) -> list[Path]:
        """Write one after another; what is written stays where the rest are stopped."""
        files, written = office.ask(certificate_files, self.cohort_id), list[Path]()
        for path in write_certificates(files, target):
            written.append(path)
            tell(len(written), len(files), files[len(written) - 1].name)
        return written


@dataclass(frozen=True)
class WriteCertificateBook(FileExport):
    """Write the certificates of a cohort that stand into one PDF, for printing."""

    cohort_id: CohortId
    roles: ClassVar[frozenset[Role]] = certificate_files.roles
    ending: ClassVar[str] = ".pdf"

    def content(self, office: Asked, target: Path) -> bytes:
        """Give the pages of all, one after another."""
        return gathered([file.content for file in office.ask(certificate_files, self.cohort_id)])


class NothingToIssue(RuleBroken):
    """Nobody chosen can be given a certificate; `issue` says who and why."""

    def __init__(self, what: str, issue: Issue, do: str) -> None:
        super().__init__(what, do=do)
        self.issue = issue


class _Press:
    """Makes and keeps certificates within one unit of work."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work
        self._key = signing_key(work)
        self._next: dict[str, int] = {}

    def issue(
        self, grounds: Grounds, awarded_on: date, old: Certificate | None = None, reason: str = ""
    ) -> Issued:
        """Number, sign, print and keep one certificate."""
        number = self._number(grounds)
        sealed = seal(certificate_facts(grounds, number, awarded_on, key_id(self._key.public)), self._key)
        made = self._work.add(
            Certificate(
                number=number,
                enrolment_id=grounds.enrolment_id,
                name=grounds.name,
                issued_on=self._work.clock.today(),
                payload=sealed.payload,
                document=self._work.keep(certificate(sealed)),
                replaces_id=old.id if old else None,
                reason=reason,
            )
        )
        return Issued(made.id, made.enrolment_id, made.number, made.name)

    def _number(self, grounds: Grounds) -> str:
        """Give the number after the highest that was ever given; a number is never given twice."""
        year = self._work.clock.today().year
        first = certificate_number(grounds.prefix, grounds.programme_code, year, 1)
        beginning = first[: first.rindex("-") + 1]
        if beginning not in self._next:
            self._next[beginning] = next_sequence(self._work.ask(numbers_beginning, beginning))
        sequence = self._next[beginning]
        self._next[beginning] += 1
        return certificate_number(grounds.prefix, grounds.programme_code, year, sequence)


def _held(row: CertificateRow) -> Issued:
    return Issued(row.id, row.enrolment_id, row.number, row.name)


def _revoked(grounds: Grounds, row: CertificateRow) -> NotIssued:
    return NotIssued(grounds.enrolment_id, grounds.full_name, (revoked_words(row),))


def _blocked(grounds: Grounds) -> NotIssued:
    return NotIssued(grounds.enrolment_id, grounds.full_name, grounds.progress.completion.reasons)


def _unprinted(grounds: Grounds, why: str) -> NotIssued:
    return NotIssued(grounds.enrolment_id, grounds.full_name, (why,))


def _unprintable(grounds: Grounds, awarded_on: date) -> str:
    """Say why this certificate could not be printed, before it has a number; empty where it can."""
    try:
        number = certificate_number(grounds.prefix, grounds.programme_code, awarded_on.year, 1)
    except RuleBroken as refused:
        return f"{refused.explanation.what} {refused.explanation.do}"
    return why_unprintable(certificate_facts(grounds, number, awarded_on, _ANY_KEY))


def _issued_before(count: int) -> str:
    stay = "1 certificate was issued before that and stays" if count == 1 else ""
    stay = stay or f"{count} certificates were issued before that and stay"
    return f"{stay} issued; the rest were not. Issuing again goes on with the rest."


def _nothing_to_issue(already: tuple[Issued, ...], blocked: tuple[NotIssued, ...]) -> NothingToIssue:
    issue = Issue((), already, blocked)
    if not blocked:
        whose = f"{already[0].name} holds" if len(already) == 1 else f"All {len(already)} people hold"
        held = "certificate" if len(already) == 1 else "certificates"
        return NothingToIssue(f"{whose} {_numbers(already)} already.", issue, f"Reissue the {held} instead.")
    first = blocked[0]
    others = f" {len(blocked) - 1} more are not ready either." if len(blocked) > 1 else ""
    return NothingToIssue(
        f"{first.name} is not ready for a certificate: {' '.join(first.reasons)}{others}",
        issue,
        "Clear what stands in the way, then issue again.",
    )


def _which(issued: Sequence[Issued]) -> str:
    if len(issued) == 1:
        return f"certificate {issued[0].number} to {issued[0].name}"
    return f"{len(issued)} certificates, {_numbers(issued)}"


def _numbers(issued: Sequence[Issued]) -> str:
    if len(issued) == 1:
        return issued[0].number
    return f"{issued[0].number} to {issued[-1].number}"


def _revoke(work: UnitOfWork, id: CertificateId, reason: str) -> tuple[Certificate, str]:
    old, why = work.get(Certificate, id), _reason(reason, "revoked")
    _refuse_if_over(work, old, "revoked", CertificateStatus.REPLACED, CertificateStatus.REVOKED)
    old.revoked_on, old.revoked_reason = work.clock.today(), why
    return old, why


def _reason(reason: str, done: str) -> str:
    if not tidy(reason):
        raise RuleBroken(f"A certificate is {done} for a reason.", do="Give the reason: it stays on record.")
    return tidy(reason)


def _refuse_if_over(work: UnitOfWork, old: Certificate, done: str, *over: CertificateStatus) -> None:
    row = work.ask(certificate_row, old.id)
    if row is not None and row.status in over:
        instead = f" by {row.replaced_by}" if row.replaced_by else ""
        raise RuleBroken(
            f"Certificate {old.number} was {row.status}{instead}, so it cannot be {done}.",
            do=f"Choose {row.replaced_by} instead." if row.replaced_by else "Issue or reissue one instead.",
        )
