"""Long work on certificates: issuing a batch, and saving the PDFs to a folder."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from aspire_desktop.domain.office.values import CohortId, EnrolmentId
from aspire_desktop.domain.programmes.certificate_awards import NotIssued
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.programmes.certificates import issue_in_chunks, write_certificates
from aspire_desktop.storage.lookups.programmes.certificates import certificate_files
from aspire_desktop.ui.desk.watch import Watch


@dataclass(frozen=True)
class Batch:
    """What came of a batch: how many were created of how many, who was not ready, and if it was stopped."""

    created: int
    wanted: int
    blocked: tuple[NotIssued, ...]
    stopped: bool


@dataclass(frozen=True)
class Saved:
    """How many PDFs were saved, and where."""

    files: int
    folder: Path


def issue_batch(names: Mapping[EnrolmentId, str], office: Office, watch: Watch) -> Batch:
    """Issue one certificate after another; each is kept even where the rest are stopped."""
    ids: Sequence[EnrolmentId] = list(names)
    created = 0
    blocked: tuple[NotIssued, ...] = ()
    watch.tell(0, len(ids), names[ids[0]])
    for progress in issue_in_chunks(office, ids, size=1):
        created += len(progress.latest.issued)
        blocked += progress.latest.blocked
        following = ids[progress.done] if progress.done < len(ids) else ids[-1]
        watch.tell(progress.done, progress.total, names[following])
        if watch.stop_asked:
            return Batch(created, len(ids), blocked, stopped=progress.done < len(ids))
    return Batch(created, len(ids), blocked, stopped=False)


def save_files(id: CohortId, folder: Path, office: Office, watch: Watch) -> Saved:
    """Write the PDFs that stand, byte for byte; refuse in words where one cannot be written."""
    files = office.ask(certificate_files, id)
    for number, _ in enumerate(write_certificates(files, folder), 1):
        watch.step(number, len(files), files[number - 1].name)
    return Saved(len(files), folder)
