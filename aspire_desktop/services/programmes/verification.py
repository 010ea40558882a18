"""Checking a certificate: by its signature anywhere, and against the register where there is one."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from sqlalchemy import Connection

from aspire_desktop.documents.programmes.proof import read_certificate
from aspire_desktop.documents.seals import key_id, verify_payload
from aspire_desktop.domain.office.errors import RuleBroken, Unreadable
from aspire_desktop.domain.office.staff import EVERYONE, Role
from aspire_desktop.domain.programmes.certificate_awards import (
    CertificateRow,
    CertificateStatus,
    Finding,
    Verification,
)
from aspire_desktop.domain.programmes.certificates import Claim, read_claim
from aspire_desktop.services.door.export import Asked, FileExport
from aspire_desktop.storage.lookups.programmes.certificates import (
    certificate_numbered,
    payload_of,
    public_keys,
)
from aspire_desktop.storage.question import asked_by, asked_by_anybody

_NUMBER = re.compile(r"[A-Za-z0-9-]{1,40}")
_KEY = re.compile(r"[0-9a-f]{64}")
_ERASED = "The office erased whose it is, as it was asked to."
_UNCHECKED = "Only what is signed was checked: whether it was revoked or replaced is not known here."


@asked_by_anybody
def verify_certificate(
    connection: Connection, evidence: str | bytes, keys: Sequence[str] = ()
) -> Verification:
    """Check the text of a QR square, a number, or the bytes of a PDF against the register.

    `keys` are public keys in hexadecimal, beside those of the database. Anybody may ask it: a certificate is
    there to be checked. Never reveals the name on a certificate that replaces this one.
    """
    return _verified(connection, evidence, keys)


def verify_elsewhere(evidence: str | bytes, keys: Sequence[str] = ()) -> Verification:
    """Check by public keys alone, where there is no register: only what is signed, and the note says so."""
    return _verified(None, evidence, keys)


def _verified(connection: Connection | None, evidence: str | bytes, keys: Sequence[str]) -> Verification:
    try:
        text = read_certificate(evidence) if isinstance(evidence, bytes) else evidence.strip()
        if "|" not in text:
            return _by_number(connection, text)
        unsigned = read_claim(text.rpartition("|")[0])
    except Unreadable as refusal:
        return _unknown("", f"{refusal.explanation.what} {refusal.explanation.do}".strip())
    row = _row(connection, unsigned.number)
    if row is not None and connection is not None:
        return _by_register(connection, row, text, evidence)
    return _by_signature(text, unsigned, keys, public_keys(connection) if connection else [])


@asked_by(EVERYONE)
def key_file(connection: Connection) -> str:
    """Write the office's public keys as the text of a file to give to others."""
    head = "# Public keys for checking certificates (Ed25519, hexadecimal), one to a line, the newest first."
    return "\n".join((head, *public_keys(connection), ""))


@dataclass(frozen=True)
class WriteKeys(FileExport):
    """Write the office's public keys for others to check certificates by: everybody may read the file."""

    roles: ClassVar[frozenset[Role]] = key_file.roles
    private: ClassVar[bool] = False

    def content(self, office: Asked, target: Path) -> bytes:
        """Give the keys, one to a line."""
        return office.ask(key_file).encode()


def read_key_file(text: str) -> list[str]:
    """Read public keys, one to a line; empty lines and those that begin with # are skipped.

    Raises Unreadable, naming the line, for anything else.
    """
    keys: list[str] = []
    for number, line in enumerate(text.lstrip("\ufeff").splitlines(), 1):
        key = line.strip().lower()
        if key and not key.startswith("#"):
            if not _KEY.fullmatch(key):
                raise Unreadable(
                    f"Line {number} is not a public key: a key has 64 digits from 0 to 9 and a to f.",
                    do="Ask the organisation that issued the certificate for its key file.",
                )
            keys.append(key)
    return keys


def _row(connection: Connection | None, number: str) -> CertificateRow | None:
    if connection is None or not _NUMBER.fullmatch(number):
        return None
    return certificate_numbered(connection, number)


def _by_number(connection: Connection | None, number: str) -> Verification:
    row = _row(connection, number.upper())
    if row is None or connection is None:
        where = "in this register" if connection else "here: numbers are looked up in a database"
        return _unknown(number, f"This number is not known {where}.")
    payload = payload_of(connection, row.id)
    if not payload:
        return _erased_number(row)
    claim = read_claim(payload.rpartition("|")[0])
    if row.status is not CertificateStatus.ISSUED:
        return _over(row, claim, named=False)
    note = f"Looked up by number alone. Compare the name, and the check code {claim.check_code}."
    return _found(Finding.VALID, claim, note)


def _by_signature(text: str, unsigned: Claim, given: Sequence[str], own: Sequence[str]) -> Verification:
    """Check what no register here can answer for, by keys that were given and the database's own."""
    keys = [*given, *own]
    if unsigned.key_id not in {key_id(key) for key in keys}:
        return _unknown(
            unsigned.number,
            f"It names key {unsigned.key_id}, which is not known here."
            " Ask the organisation that issued it for its key file.",
        )
    try:
        claim = verify_payload(text, keys)
    except RuleBroken:
        return _altered(unsigned.number, "Its text does not match its signature.")
    if claim.key_id in {key_id(key) for key in own}:
        return _unknown(
            claim.number,
            "It is signed with this office's key, yet its number is not in this register."
            " Check that this is the newest database.",
        )
    return _found(Finding.VALID, claim, _UNCHECKED)


def _by_register(
    connection: Connection, row: CertificateRow, text: str, evidence: str | bytes
) -> Verification:
    """Compare with what was stored on issue, byte for byte."""
    payload = payload_of(connection, row.id)
    if not payload:
        return _erased(row, text, public_keys(connection))
    if text != payload:
        return _altered(row.number, "It does not say what was signed when this number was issued.")
    if isinstance(evidence, bytes) and hashlib.sha256(evidence).hexdigest() != row.document:
        return _altered(
            row.number,
            "The file is not the one that was issued under this number: it was changed or saved again since."
            " Scan the square to check what is signed.",
        )
    claim = read_claim(text.rpartition("|")[0])
    if row.status is not CertificateStatus.ISSUED:
        return _over(row, claim, named=True)
    return _found(Finding.VALID, claim, "It is as it was issued, and it stands.")


def _erased(row: CertificateRow, text: str, keys: Sequence[str]) -> Verification:
    """Answer for one whose holder was erased: the signature still tells what was issued."""
    try:
        claim = verify_payload(text, keys)
    except RuleBroken:
        return _altered(row.number, "Its text does not match its signature.")
    if row.status is not CertificateStatus.ERASED:
        return _over(row, claim, named=True)
    return _found(Finding.VALID, claim, f"It stands. {_ERASED} What is signed was checked: compare the name.")


def _erased_number(row: CertificateRow) -> Verification:
    if row.status is CertificateStatus.ERASED:
        note = f"A certificate of this number was issued and stands. {_ERASED} Check the certificate itself."
        return _unknown(row.number, note)
    word = "revoked" if row.status is CertificateStatus.REVOKED else "replaced"
    finding = Finding.REVOKED if row.status is CertificateStatus.REVOKED else Finding.REPLACED
    return Verification(finding, row.number, "", "", None, f"It was {word} and no longer stands. {_ERASED}")


def _over(row: CertificateRow, claim: Claim, *, named: bool) -> Verification:
    """Answer for one that no longer stands; the name only to whoever holds it out, the old one."""
    name = claim.name if named else ""
    if row.status is CertificateStatus.REVOKED:
        why = f" Reason: {row.reason}" if row.reason else ""
        note = f"It was revoked and no longer stands.{why}"
        return Verification(Finding.REVOKED, row.number, name, claim.programme, claim.awarded_on, note)
    note = "A newer certificate replaces it. Ask the person for the newer one."
    return Verification(Finding.REPLACED, row.number, name, claim.programme, claim.awarded_on, note)


def _found(status: Finding, claim: Claim, note: str) -> Verification:
    return Verification(status, claim.number, claim.name, claim.programme, claim.awarded_on, note)


def _altered(number: str, note: str) -> Verification:
    return Verification(Finding.ALTERED, number, "", "", None, f"{note} Nothing on it can be relied on.")


def _unknown(number: str, note: str) -> Verification:
    return Verification(Finding.UNKNOWN, number, "", "", None, note)
