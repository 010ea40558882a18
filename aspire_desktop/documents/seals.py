"""Seals: Ed25519 signatures over certificates and files, and the wrapping of the keys that make them."""

import base64
import binascii
import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from aspire_desktop.domain.office.errors import RuleBroken, Unreadable
from aspire_desktop.domain.programmes.certificates import (
    CertificateFacts,
    Claim,
    SealedCertificate,
    claim_of,
    claim_text,
    read_claim,
)

_NONCE = 12
_KEY = 32
_SIGNATURE = 64
_PURPOSE = b"Aspire Desktop: private key that signs certificates"


@dataclass(frozen=True)
class SealingKey:
    """A private Ed25519 key, ready to sign; both texts are 32 bytes in hexadecimal, never to be logged."""

    private: str
    public: str

    def __repr__(self) -> str:
        return f"SealingKey({key_id(self.public)})"


def new_key() -> SealingKey:
    """Make a fresh pair of keys."""
    private = Ed25519PrivateKey.generate()
    return SealingKey(private.private_bytes_raw().hex(), private.public_key().public_bytes_raw().hex())


def key_id(public: str) -> str:
    """Give the eight hexadecimal digits by which a QR square names the public key (in hexadecimal)."""
    return hashlib.sha256(bytes.fromhex(public)).hexdigest()[:8]


def seal(facts: CertificateFacts, key: SealingKey) -> SealedCertificate:
    """Sign a certificate's facts. The same facts and key always give the same text.

    Raises RuleBroken where the facts name another key.
    """
    if facts.key_id != key_id(key.public):
        raise RuleBroken("The certificate names another key than the one that is to sign it.")
    text = claim_text(claim_of(facts))
    signature = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(key.private)).sign(text.encode())
    return SealedCertificate(facts, f"{text}|{_armour(signature)}")


def verify_payload(text: str, public_keys: Iterable[str]) -> Claim:
    """Give what the text of a QR square vouches for; `public_keys` are in hexadecimal.

    Raises Unreadable for text that is not of a certificate, RuleBroken for one that was altered or whose
    key is not known here.
    """
    signed, _, armoured = text.rpartition("|")
    claim, signature = read_claim(signed), _signature(armoured)
    public = {key_id(known): known for known in public_keys}.get(claim.key_id)
    if public is None:
        raise RuleBroken(
            f"Certificate {claim.number} was signed with key {claim.key_id}, which is not known here.",
            do="Ask the organisation that gave it for its public key, then check again.",
        )
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(signature, signed.encode())
    except InvalidSignature:
        raise _altered() from None
    return claim


def sign(text: str, key: SealingKey) -> str:
    """Sign a text; gives 64 bytes in hexadecimal, the same for the same text and key."""
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(key.private)).sign(text.encode()).hex()


def is_signed_by(public: str, text: str, signature: str) -> bool:
    """Tell whether `sign` made the signature (hexadecimal) over the text with the key of this public one."""
    try:
        raw = bytes.fromhex(signature)
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(raw, text.encode())
    except (InvalidSignature, ValueError):
        return False
    return raw.hex() == signature


def wrap(key: SealingKey, database_key: bytes) -> str:
    """Encrypt the private key under the database's own key of 32 bytes; gives hexadecimal."""
    nonce = os.urandom(_NONCE)
    public = bytes.fromhex(key.public)
    return (nonce + _cipher(database_key).encrypt(nonce, bytes.fromhex(key.private), public)).hex()


def unwrap(wrapped: str, public: str, database_key: bytes) -> SealingKey:
    """Undo wrap. Raises Unreadable for another database's key, and for a wrapped key that was altered."""
    try:
        sealed = bytes.fromhex(wrapped)
        private = _cipher(database_key).decrypt(sealed[:_NONCE], sealed[_NONCE:], bytes.fromhex(public))
    except (InvalidTag, ValueError):
        raise Unreadable(
            "The key that signs certificates cannot be opened with this database's key.",
            do="Restore the database together with its recovery key.",
        ) from None
    return SealingKey(private.hex(), public)


def _cipher(database_key: bytes) -> AESGCM:
    if len(database_key) != _KEY:
        raise ValueError(f"the database's key has {len(database_key)} bytes, not {_KEY}")
    return AESGCM(HKDF(algorithm=SHA256(), length=_KEY, salt=None, info=_PURPOSE).derive(database_key))


def _armour(signature: bytes) -> str:
    return base64.urlsafe_b64encode(signature).decode("ascii").rstrip("=")


def _signature(armoured: str) -> bytes:
    """Read exactly what _armour wrote: base64 has spellings that decode alike, and they are refused."""
    try:
        signature = base64.b64decode(armoured + "==", altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise _altered() from None
    if len(signature) != _SIGNATURE or _armour(signature) != armoured:
        raise _altered()
    return signature


def _altered() -> RuleBroken:
    return RuleBroken(
        "This certificate is not valid: its text does not match its signature.",
        safe="Nothing on it can be relied on.",
        do="Look the number up in the register, or ask the organisation that gave it.",
    )
