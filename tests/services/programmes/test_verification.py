"""Checking certificates: on paper, as a file, by number, with and without a database."""

from dataclasses import dataclass

import pytest
from any_question import any_question
from small_cohort import SmallCohort, complete, small_cohort

from aspire_desktop.domain.office.errors import Unreadable
from aspire_desktop.domain.programmes.certificate_awards import Finding, Issued, Verification
from aspire_desktop.services.door.office import Office
from aspire_desktop.services.programmes.certificates import (
    IssueCertificates,
    ReissueCertificate,
    RevokeCertificate,
)
from aspire_desktop.services.programmes.verification import (
    key_file,
    read_key_file,
    verify_certificate,
    verify_elsewhere,
)
from aspire_desktop.storage.lookups.programmes.certificates import certificate_files, payload_of, public_keys
from aspire_desktop.storage.store import Store


@dataclass(frozen=True)
class Desk:
    """An office that issued one certificate, its QR square's text and its file."""

    office: Office
    cohort: SmallCohort
    issued: Issued
    text: str
    pdf: bytes

    def check(self, evidence: str | bytes) -> Verification:
        return self.office.ask(verify_certificate, evidence)


@pytest.fixture
def desk(store: Store, office: Office) -> Desk:
    cohort = small_cohort(store)
    complete(office, cohort, 0)
    [issued] = office.do(IssueCertificates((cohort.places[0],))).value.issued
    [file] = office.ask(certificate_files, cohort.cohort_id)
    return Desk(office, cohort, issued, office.ask(any_question(payload_of), issued.id), file.content)


def test_what_was_issued_is_valid(desk: Desk) -> None:
    for evidence in (desk.text, f" {desk.text}\n", desk.pdf):
        found = desk.check(evidence)
        assert (found.status, found.name, found.number) == (
            Finding.VALID,
            "Siân O’Neill",
            "WME-ASP-2026-0001",
        )
        assert found.valid


def test_a_number_alone_asks_to_compare(desk: Desk) -> None:
    found = desk.check("wme-asp-2026-0001")
    assert (found.status, found.name) == (Finding.VALID, "Siân O’Neill")
    assert "check code" in found.note
    assert desk.check("WME-ASP-2026-0002").status is Finding.UNKNOWN


def test_altered_text_and_files_are_found(desk: Desk) -> None:
    for evidence in (
        desk.text.replace("Siân", "Sian"),
        desk.text[:-1] + ("A" if desk.text[-1] != "A" else "B"),
        desk.pdf.replace("Siân O’Neill".encode(), "Siân O’Neall".encode()),
        desk.pdf + b"\n",
    ):
        assert evidence not in (desk.text, desk.pdf)
        found = desk.check(evidence)
        assert (found.status, found.name) == (Finding.ALTERED, "")
        assert not found.valid


def test_a_replaced_one_never_reveals_the_new_name(desk: Desk) -> None:
    desk.office.do(ReissueCertificate(desk.issued.id, "Rhys Davies", "new name"))
    for evidence, name in ((desk.text, "Siân O’Neill"), (desk.pdf, "Siân O’Neill"), (desk.issued.number, "")):
        found = desk.check(evidence)
        assert (found.status, found.name) == (Finding.REPLACED, name)
        assert "Rhys" not in repr(found)
        assert "0002" not in repr(found)


def test_a_revoked_one_says_why(desk: Desk) -> None:
    desk.office.do(RevokeCertificate(desk.issued.id, "issued in error"))
    found = desk.check(desk.pdf)
    assert (found.status, found.valid) == (Finding.REVOKED, False)
    assert "issued in error" in found.note


def test_without_a_database_only_what_is_signed_is_checked(desk: Desk) -> None:
    keys = read_key_file(desk.office.ask(key_file))
    assert keys == desk.office.ask(any_question(public_keys))
    desk.office.do(RevokeCertificate(desk.issued.id, "issued in error"))
    found = verify_elsewhere(desk.pdf, keys)
    assert (found.status, found.name) == (Finding.VALID, "Siân O’Neill")
    assert "revoked or replaced is not known here" in found.note
    assert verify_elsewhere(desk.text.replace("Siân", "Sian"), keys).status is Finding.ALTERED
    assert verify_elsewhere(desk.text).status is Finding.UNKNOWN
    assert verify_elsewhere(desk.issued.number, keys).status is Finding.UNKNOWN


def test_a_signed_certificate_that_the_register_lacks_is_not_vouched_for(desk: Desk, store: Store) -> None:
    text = ""
    with store.writing("Ann") as work:
        lost = ReissueCertificate(desk.issued.id, "Rhys Davies", "taken back").apply(work).value
        text = work.ask(payload_of, lost.id)
    found = desk.check(text)
    assert (found.status, found.name) == (Finding.UNKNOWN, "")
    assert "not in this register" in found.note


@pytest.mark.parametrize(
    "evidence",
    ["", "a|b", "hello", "\0", "ASPIRE1|\0|c|n|p|2026-10-08|k|s", b"", b"%PDF-1.7 nothing", "|" * 99],
)
def test_anything_else_is_unknown(desk: Desk, evidence: str | bytes) -> None:
    found = desk.check(evidence)
    assert (found.status, found.name) == (Finding.UNKNOWN, "")
    assert found.note


def test_a_key_file_is_read_line_by_line() -> None:
    assert read_key_file("\ufeff# ours\n\n" + "AB" * 32 + "\r\n") == ["ab" * 32]
    with pytest.raises(Unreadable, match="Line 2"):
        read_key_file("# ours\nabc")
