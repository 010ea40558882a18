"""The commands that issue certificates and check one."""

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from aspire_desktop.app import databases
from aspire_desktop.app.answers import Answer
from aspire_desktop.app.finding import cohort_called
from aspire_desktop.app.parser import Commands
from aspire_desktop.app.request import Request
from aspire_desktop.app.sources import content_of
from aspire_desktop.app.targets import target, target_folder
from aspire_desktop.domain.office.errors import Refused
from aspire_desktop.domain.office.file_names import file_name
from aspire_desktop.domain.office.values import CohortId
from aspire_desktop.domain.programmes.certificate_awards import Verification
from aspire_desktop.domain.programmes.cohorts import CohortRow
from aspire_desktop.services.door.office import Office
from aspire_desktop.storage.lookups.programmes.certificates import certificate_files

if TYPE_CHECKING:
    from aspire_desktop.services.door.office import Office


def declare(commands: Commands) -> None:
    """Add the commands."""
    issue = commands.add("certificates", run_certificates, "issue certificates to those who completed")
    issue.add_argument("cohort", metavar="COHORT", help="the cohort's code")
    issue.add_argument("--out", type=Path, required=True, metavar="DIR", help="the folder to write them to")
    issue.add_argument("--single-file", action="store_true", help="all in one PDF, for printing")
    issue.add_argument("--keys", type=Path, metavar="FILE", help="write the public keys, for verify --key")
    verify = commands.add("verify", run_verify, "check a certificate, offline")
    verify.add_argument("evidence", metavar="FILE_OR_CODE", help="its PDF, or the text of its QR code")
    verify.add_argument("--key", type=Path, metavar="FILE", help="public keys of another office")


def run_certificates(request: Request, given: Namespace) -> Answer:
    """Issue to everybody who completed and has none yet, and write all that stand, byte for byte."""
    from aspire_desktop.services.programmes.certificates import certificate_candidates

    code: str = given.cohort
    folder = target_folder(given.out)
    keys_to = target(given.keys, request) if given.keys else None
    single: bool = given.single_file
    with request.office() as office:
        cohort = cohort_called(office, code)
        _issue(office, cohort.id)
        people = office.ask(certificate_candidates, cohort.id, office.clock.today())
        files = office.ask(certificate_files, cohort.id)
        written = _written(office, cohort, folder, single=single) if files else []
        keys_written = _write_keys(office, keys_to, written) if keys_to else None
    blocked = [(each.name, " ".join(each.reasons)) for each in people if not each.held]
    return Answer(
        (
            *(f"{file.number}  {file.name}  {path}" for file, path in zip(files, written, strict=True)),
            *(f"None for {name}: {why}" for name, why in blocked),
            f"Certificates of {cohort.code}: {len(files)}. People without one: {len(blocked)}.",
        ),
        {
            "cohort": cohort.code,
            "issued": [
                {"number": file.number, "name": file.name, "file": path}
                for file, path in zip(files, written, strict=True)
            ],
            "blocked": [{"name": name, "reason": why} for name, why in blocked],
            "keys": keys_written,
        },
    )


def run_verify(request: Request, given: Namespace) -> Answer:
    """Check the PDF or text; exit code 1 unless it is valid."""
    from aspire_desktop.services.programmes.verification import (
        read_key_file,
        verify_certificate,
        verify_elsewhere,
    )

    key: Path | None = given.key
    evidence = _evidence(given.evidence, request)
    keys = read_key_file(content_of(key, request).decode("utf-8", errors="replace")) if key else []
    place = request.place()
    if request.database is None and place.file and not place.file.exists():
        return _told(verify_elsewhere(evidence, keys))
    with databases.opened(request.location(), request.clock) as store:
        return _told(Office(store, request.name()).ask(verify_certificate, evidence, keys))


def _issue(office: "Office", cohort_id: CohortId) -> None:
    """Issue to those who are ready."""
    from aspire_desktop.services.programmes.certificates import certificate_candidates, issue_in_chunks

    people = office.ask(certificate_candidates, cohort_id, office.clock.today())
    ready = [each.enrolment_id for each in people if each.ready]
    for _progress in issue_in_chunks(office, ready):
        pass  # each step is an action of its own: what is issued stays issued if the computer stops


def _written(office: "Office", cohort: CohortRow, folder: Path, *, single: bool) -> list[Path]:
    """Write each certificate, or all in one file; gives the file of each."""
    from aspire_desktop.services.programmes.certificates import WriteCertificateBook, WriteCertificates

    if not single:
        return office.export(WriteCertificates(cohort.id), folder)
    name = file_name("Certificates", cohort.code, ending=".pdf")
    written = office.export(WriteCertificateBook(cohort.id), folder / name)
    return [written] * len(office.ask(certificate_files, cohort.id))


def _write_keys(office: "Office", target: Path, written: list[Path]) -> Path:
    from aspire_desktop.services.programmes.verification import WriteKeys

    try:
        return office.export(WriteKeys(), target)
    except Refused as refused:
        done = f"The certificates are safe in Aspire, and {len(set(written))} of their files are saved."
        raise refused.having_done(done) from refused.__cause__


def _evidence(named: str, request: Request) -> str | bytes:
    path = Path(named)
    if "|" not in named and (path.suffix or path.is_file()):
        return content_of(path, request)
    return named


def _told(found: Verification) -> Answer:
    facts = {
        "valid": found.valid,
        "status": found.status.value,
        "number": found.number,
        "name": found.name,
        "programme": found.programme,
        "issued": found.issued,
        "note": found.note,
    }
    who = "  ".join(filter(None, (found.number, found.name, found.programme, str(found.issued or ""))))
    line = f"{found.status.value.capitalize()}: {who}".rstrip(": ")
    if found.valid:
        return Answer((line, found.note), facts)
    return Answer((line,), facts, problem=found.note or f"This certificate is {found.status.value}.")
