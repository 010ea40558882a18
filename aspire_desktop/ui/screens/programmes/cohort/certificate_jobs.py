"""Long work on certificates: issuing a batch."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from aspire_desktop.domain.office.values import EnrolmentId
from aspire_desktop.domain.programmes.certificate_awards import NotIssued
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.programmes.certificates import issue_in_chunks
from aspire_desktop.ui.desk.watch import Watch


@dataclass(frozen=True)
class Batch:
    """What came of a batch: how many were created of how many, who was not ready, and if it was stopped."""

    created: int
    wanted: int
    blocked: tuple[NotIssued, ...]
    stopped: bool


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
