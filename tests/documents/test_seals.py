"""Seals hold: nothing altered is accepted, and private keys open with their own database's key only."""

import os
import random
import string
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aspire_desktop.documents.seals import SealingKey, key_id, new_key, seal, unwrap, verify_payload, wrap
from aspire_desktop.domain.certificates import CertificateFacts, claim_of, claim_text, read_claim
from aspire_desktop.domain.errors import Refused, RuleBroken, Unreadable

TRIALS = int(os.environ.get("ASPIRE_TRIALS", "1000"))
"""How many altered certificates to try; the campaign asks for 10,000."""


@pytest.fixture(scope="module")
def payload(facts: CertificateFacts, key: SealingKey) -> str:
    return seal(facts, key).payload


def test_sealed_certificate_is_vouched_for(payload: str, facts: CertificateFacts, key: SealingKey) -> None:
    assert verify_payload(payload, [new_key().public, key.public]) == claim_of(facts)


def test_sealing_twice_gives_the_same_text(payload: str, facts: CertificateFacts, key: SealingKey) -> None:
    assert seal(facts, key).payload == payload


def altered(payload: str, dice: random.Random) -> str:
    """Alter a payload as a forger or a bad scan would: swap, add, take out, repeat or exchange letters."""
    letters = list(payload)
    place = dice.randrange(len(letters))
    strange = dice.choice(string.printable + "|%=ŴŷÂ’\u0301\0")
    match dice.randrange(5):
        case 0:
            letters[place] = strange
        case 1:
            letters.insert(place, strange)
        case 2:
            del letters[place]
        case 3:
            letters = letters[:place]
        case _:
            other = dice.randrange(len(letters))
            letters[place], letters[other] = letters[other], letters[place]
    return "".join(letters)


def test_altered_certificates_are_never_accepted(payload: str, key: SealingKey) -> None:
    dice, accepted, tried = random.Random(2026), 0, 0
    while tried < TRIALS:
        text = altered(payload, dice)
        if text == payload:
            continue
        tried += 1
        try:
            verify_payload(text, [key.public])
            accepted += 1
        except (RuleBroken, Unreadable):
            pass
    assert accepted == 0


def test_every_single_character_counts(payload: str, key: SealingKey) -> None:
    for place, letter in enumerate(payload):
        nearby = chr(ord(letter) ^ 1)
        with pytest.raises(Refused):
            verify_payload(payload[:place] + nearby + payload[place + 1 :], [key.public])


@pytest.mark.parametrize("added", [" ", "=", "A", "\n", "|"])
def test_nothing_may_follow(payload: str, key: SealingKey, added: str) -> None:
    with pytest.raises(Refused):
        verify_payload(payload + added, [key.public])


@pytest.mark.parametrize("text", ["", "|", "ASPIRE1", "ASPIRE1|||||||", "https://example.org"])
def test_other_texts_are_refused(text: str, key: SealingKey) -> None:
    with pytest.raises(Refused):
        verify_payload(text, [key.public])


@given(st.text())
def test_any_text_is_refused_in_words(key: SealingKey, text: str) -> None:
    with pytest.raises(Refused):
        verify_payload(text, [key.public])


def test_unknown_key_is_named(payload: str, key: SealingKey) -> None:
    with pytest.raises(RuleBroken, match=key_id(key.public)):
        verify_payload(payload, [new_key().public])


def test_facts_are_signed_by_the_key_they_name(facts: CertificateFacts) -> None:
    with pytest.raises(RuleBroken, match="another key"):
        seal(facts, new_key())


@given(name=st.text(), programme=st.text(), number=st.text())
def test_claims_are_read_as_they_were_written(
    facts: CertificateFacts, name: str, programme: str, number: str
) -> None:
    claim = claim_of(replace(facts, name=name, programme=programme, number=number))
    assert read_claim(claim_text(claim)) == claim


def test_wrapped_key_opens_with_its_databases_key_only(key: SealingKey) -> None:
    database_key = bytes(range(32))
    wrapped = wrap(key, database_key)
    assert unwrap(wrapped, key.public, database_key) == key
    assert key.private not in wrapped
    assert wrap(key, database_key) != wrapped
    for other in (bytes(32), bytes(range(1, 33))):
        with pytest.raises(Unreadable):
            unwrap(wrapped, key.public, other)
    with pytest.raises(Unreadable):
        unwrap(wrapped, new_key().public, database_key)


@pytest.mark.parametrize("wrapped", ["", "zz", "00", "00" * 60])
def test_damaged_wrapped_key_is_refused(key: SealingKey, wrapped: str) -> None:
    with pytest.raises(Unreadable):
        unwrap(wrapped, key.public, bytes(32))


def test_private_key_is_not_shown_by_accident(key: SealingKey) -> None:
    assert key.private not in repr(key)
