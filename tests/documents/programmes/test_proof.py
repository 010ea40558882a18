"""A certificate's proof can be read from its PDF, and any other file is refused in words."""

import io
from dataclasses import replace

import pikepdf
import pytest
from certificate_facts import FACTS, KEY
from hypothesis import given
from hypothesis import strategies as st

from aspire_desktop.documents.programmes.certificates import certificate, certificates_combined
from aspire_desktop.documents.programmes.proof import LARGEST, read_certificate
from aspire_desktop.documents.seals import seal, verify_payload
from aspire_desktop.domain.office.errors import Refused, Unreadable
from aspire_desktop.domain.programmes.certificates import SealedCertificate, claim_of


@pytest.fixture(scope="module")
def sealed() -> SealedCertificate:
    return seal(FACTS, KEY)


@pytest.fixture(scope="module")
def pdf(sealed: SealedCertificate) -> bytes:
    return certificate(sealed)


def saved_by_another_program(pdf: bytes, **options: object) -> bytes:
    saved = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        opened.save(saved, **options)  # type: ignore[arg-type]  # options by name, in tests only
    return saved.getvalue()


def test_payload_is_read_back_and_verifies(pdf: bytes, sealed: SealedCertificate) -> None:
    assert read_certificate(pdf) == sealed.payload
    assert verify_payload(read_certificate(pdf), [KEY.public]) == claim_of(sealed.facts)


def test_names_with_markup_in_them_survive() -> None:
    odd = seal(replace(FACTS, name="Jo <b>|&amp;% Fox"), KEY)
    assert read_certificate(certificate(odd)) == odd.payload


def test_file_saved_again_by_another_program_still_reads(pdf: bytes, sealed: SealedCertificate) -> None:
    packed = saved_by_another_program(pdf, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert read_certificate(packed) == sealed.payload


def test_protected_file_is_refused(pdf: bytes) -> None:
    locked = saved_by_another_program(pdf, encryption=pikepdf.Encryption(owner="o", user="u"))
    with pytest.raises(Unreadable, match="password"):
        read_certificate(locked)


def test_file_for_printing_holds_no_proof(sealed: SealedCertificate) -> None:
    with pytest.raises(Unreadable, match="holds no certificate"):
        read_certificate(certificates_combined([sealed, sealed]))


def test_two_proofs_in_one_file_are_refused(pdf: bytes) -> None:
    with pytest.raises(Unreadable, match="several"):
        read_certificate(pdf + b"<aspire:certificate>ASPIRE1|another</aspire:certificate>")


def test_huge_file_is_refused_unread() -> None:
    with pytest.raises(Unreadable, match="MB"):
        read_certificate(b"%PDF-1.7" + bytes(LARGEST))


@pytest.mark.parametrize("data", [b"", b"%PDF-", b"PK\x03\x04", b"%PDF-1.7\n/Encrypt", b"\xff" * 4000])
def test_other_files_are_refused(data: bytes) -> None:
    with pytest.raises(Unreadable):
        read_certificate(data)


@given(st.binary(max_size=4000))
def test_garbage_is_refused(garbage: bytes) -> None:
    with pytest.raises(Unreadable):
        read_certificate(b"%PDF-1.7" + garbage)


@given(st.binary(max_size=400))
def test_garbage_between_the_tags_never_verifies(garbage: bytes) -> None:
    tag = b"aspire:certificate>"
    with pytest.raises(Refused):
        verify_payload(read_certificate(b"%PDF-1.7<" + tag + garbage + b"</" + tag), [KEY.public])


def test_damaged_file_is_refused_or_reads_the_same(pdf: bytes, sealed: SealedCertificate) -> None:
    for cut in range(0, len(pdf), 997):
        try:
            assert read_certificate(pdf[:cut]) == sealed.payload
        except Unreadable:
            continue
