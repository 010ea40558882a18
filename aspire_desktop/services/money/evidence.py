"""An evidence pack for an auditor's sample: a folder that is there whole, or not at all."""

import hashlib
from collections.abc import Collection, Generator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from aspire_desktop.documents.money.evidence import history_pages, index_pages, line_pages, register_pages
from aspire_desktop.documents.money.evidence_index import index_workbook
from aspire_desktop.domain.money.evidence import (
    EvidencePack,
    EvidenceProgress,
    FileEntry,
    PlaceEvidence,
    PlaceFolder,
    SubmittedReturn,
    sample_of,
)
from aspire_desktop.domain.office.errors import NotFound, RuleBroken
from aspire_desktop.domain.office.file_names import file_name
from aspire_desktop.domain.office.staff import Role
from aspire_desktop.domain.office.values import ReturnId, short_date
from aspire_desktop.domain.programmes.certificate_awards import CertificateRow, CertificateStatus
from aspire_desktop.services.door.export import Asked, Export, Tell
from aspire_desktop.storage.files import new_folder, write_file
from aspire_desktop.storage.lookups.money.evidence import place_evidence, submitted_returns
from aspire_desktop.storage.lookups.office.kept_files import kept_file


@dataclass(frozen=True)
class WriteEvidence(Export[EvidencePack]):
    """Write the pack of a sample of a submitted return's places into a new or empty folder."""

    return_id: ReturnId
    sample: int
    roles: ClassVar[frozenset[Role]] = place_evidence.roles

    def write(self, office: Asked, target: Path, tell: Tell) -> EvidencePack:
        """Write it whole or not at all.

        Raises RuleBroken for a sample of none and for a return that claims nothing, Refused for a folder
        with something in it.
        """
        with closing(gather_evidence(office, self.return_id, self.sample, target)) as gathering:
            for reached in gathering:
                tell(reached.done, reached.total, reached.place)
        assert reached.pack is not None
        return reached.pack


def gather_evidence(
    office: Asked, return_id: ReturnId, sample: int, folder: Path
) -> Generator[EvidenceProgress]:
    """Write the pack place by place, and say how far it has come.

    Nothing is seen in the folder until all is there: whoever stops asking leaves nothing behind.
    """
    drawn = _drawn_from(office, return_id)
    numbers = sample_of(drawn.anchor, drawn.numbers, sample)
    places: list[PlaceFolder] = []
    with new_folder(folder) as making:
        for number in numbers:
            found = office.ask(place_evidence, return_id, number, office.moment.today)
            places.append(_write(office, found, drawn, making, [each.folder for each in places]))
            yield EvidenceProgress(len(places), len(numbers), found.line.place)
        pack = EvidencePack(drawn, tuple(places), folder.absolute(), office.moment.actor, office.moment.at)
        write_file(making / "index.pdf", index_pages(pack), private=True)
        write_file(making / "index.xlsx", index_workbook(pack), private=True)
    yield EvidenceProgress(len(places), len(numbers), places[-1].place, pack)


def _drawn_from(office: Asked, return_id: ReturnId) -> SubmittedReturn:
    for row in office.ask(submitted_returns):
        if row.id == return_id:
            if not row.numbers:
                raise RuleBroken(f"Return {row.name} claims no place, so there is nothing to sample.")
            return row
    raise NotFound.gone("return")


def _write(
    office: Asked, place: PlaceEvidence, drawn: SubmittedReturn, making: Path, taken: Collection[str]
) -> PlaceFolder:
    line = place.line
    name = file_name(line.place, line.cohort.code, ending="", taken=taken)
    papers = _papers(office, place, drawn)
    for title, content in papers.items():
        write_file(making / name / title, content, private=True)
    return PlaceFolder(
        line=line.number,
        place=line.place,
        cohort=line.cohort.code,
        participant=line.participant.name,
        organisation=line.organisation.name,
        amount=line.amount,
        folder=name,
        files=tuple(
            FileEntry(title, len(content), hashlib.sha256(content).hexdigest())
            for title, content in papers.items()
        ),
        certificate=_certificate_words(place.certificate),
    )


def _papers(office: Asked, place: PlaceEvidence, drawn: SubmittedReturn) -> Mapping[str, bytes]:
    papers = {
        "Register.pdf": register_pages(place, drawn),
        "Enrolment history.pdf": history_pages(place, drawn),
        "Return line.pdf": line_pages(place, drawn),
    }
    certificate = place.certificate
    if certificate is not None and certificate.status is CertificateStatus.ISSUED:
        title = file_name("Certificate", certificate.number, ending=".pdf")
        papers[title] = office.ask(kept_file, certificate.document)
    return papers


def _certificate_words(certificate: CertificateRow | None) -> str:
    if certificate is None:
        return "None issued"
    if certificate.status is CertificateStatus.ISSUED:
        return f"{certificate.number}, issued on {short_date(certificate.issued_on)}"
    if certificate.status is CertificateStatus.ERASED:
        return f"{certificate.number}, issued on {short_date(certificate.issued_on)}; erased with its holder"
    return f"None that stands: {certificate.number} was {certificate.status}"
