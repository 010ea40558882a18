"""Seals hold: nothing altered is accepted, and private keys open with their own database's key only."""

import os
import random
import string
from dataclasses import replace

import pytest
from certificate_facts import FACTS, KEY
from hypothesis import given
from hypothesis import strategies as st

from aspire_desktop.documents.seals import key_id, new_key, seal, unwrap, verify_payload, wrap
from aspire_desktop.domain.office.errors import Refused, RuleBroken, Unreadable
from aspire_desktop.domain.programmes.certificates import claim_of, claim_text, read_claim

TRIALS = int(os.environ.get("ASPIRE_TRIALS", "1000"))
"""How many altered certificates to try; the campaign asks for 10,000."""


@pytest.fixture(scope="module")
def payload() -> str:
    return seal(FACTS, KEY).payload


def test_sealed_certificate_is_vouched_for(payload: str) -> None:
    assert verify_payload(payload, [new_key().public, KEY.public]) == claim_of(FACTS)


def test_sealing_twice_gives_the_same_text(payload: str) -> None:
    assert seal(FACTS, KEY).payload == payload


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


def test_altered_certificates_are_never_accepted(payload: str) -> None:
    dice, accepted, tried = random.Random(2026), 0, 0
    while tried < TRIALS:
        text = altered(payload, dice)
        if text == payload:
            continue
        tried += 1
        try:
            verify_payload(text, [KEY.public])
            accepted += 1
        except (RuleBroken, Unreadable):
            pass
    assert accepted == 0


def test_every_single_character_counts(payload: str) -> None:
    for place, letter in enumerate(payload):
        nearby = chr(ord(letter) ^ 1)
        with pytest.raises(Refused):
            verify_payload(payload[:place] + nearby + payload[place + 1 :], [KEY.public])


@pytest.mark.parametrize("added", [" ", "=", "A", "\n", "|"])
def test_nothing_may_follow(payload: str, added: str) -> None:
    with pytest.raises(Refused):
        verify_payload(payload + added, [KEY.public])


@pytest.mark.parametrize("text", ["", "|", "ASPIRE1", "ASPIRE1|||||||", "https://example.org"])
def test_other_texts_are_refused(text: str) -> None:
    with pytest.raises(Refused):
        verify_payload(text, [KEY.public])


@given(st.text())
def test_any_text_is_refused_in_words(text: str) -> None:
    with pytest.raises(Refused):
        verify_payload(text, [KEY.public])


def test_unknown_key_is_named(payload: str) -> None:
    with pytest.raises(RuleBroken, match=key_id(KEY.public)):
        verify_payload(payload, [new_key().public])


def test_facts_are_signed_by_the_key_they_name() -> None:
    with pytest.raises(RuleBroken, match="another key"):
        seal(FACTS, new_key())


@given(name=st.text(), programme=st.text(), number=st.text())
def test_claims_are_read_as_they_were_written(name: str, programme: str, number: str) -> None:
    claim = claim_of(replace(FACTS, name=name, programme=programme, number=number))
    assert read_claim(claim_text(claim)) == claim


def test_wrapped_key_opens_with_its_databases_key_only() -> None:
    database_key = bytes(range(32))
    wrapped = wrap(KEY, database_key)
    assert unwrap(wrapped, KEY.public, database_key) == KEY
    assert KEY.private not in wrapped
    assert wrap(KEY, database_key) != wrapped
    for other in (bytes(32), bytes(range(1, 33))):
        with pytest.raises(Unreadable):
            unwrap(wrapped, KEY.public, other)
    with pytest.raises(Unreadable):
        unwrap(wrapped, new_key().public, database_key)


@pytest.mark.parametrize("wrapped", ["", "zz", "00", "00" * 60])
def test_damaged_wrapped_key_is_refused(wrapped: str) -> None:
    with pytest.raises(Unreadable):
        unwrap(wrapped, KEY.public, bytes(32))


def test_private_key_is_not_shown_by_accident() -> None:
    assert KEY.private not in repr(KEY)
