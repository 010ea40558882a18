"""Signed files of allotments and releases: what is written is read, and nothing altered is accepted."""

import json
from datetime import date
from decimal import Decimal
from random import Random

import pytest

from aspire_desktop.documents.money.allotments import (
    allotment_file,
    read_allotment,
    read_release,
    release_file,
)
from aspire_desktop.documents.seals import new_key
from aspire_desktop.domain.money.allotments import AllotmentFacts, ReleaseFacts
from aspire_desktop.domain.office.errors import Refused
from aspire_desktop.domain.office.values import Period

OURS, THEIRS = new_key(), new_key()
FACTS = AllotmentFacts(
    reference="LGA/OD/2026-A1",
    agreement="LGA/OD/2026",
    funder="Local Government Association",
    programmes=("Inspire OD", "Aspire 2.0"),
    unit=Decimal("350.00"),
    dates=Period(date(2026, 4, 1), date(2027, 3, 31)),
    office="West Midlands Employers",
    partner="Cyflogwyr Gogledd – Siân’s “own” & \\ Ltd",
    partner_key=THEIRS.public,
    places=20,
    allotted_on=date(2026, 10, 8),
)
RELEASE = ReleaseFacts("LGA/OD/2026-A1", 1, 5, date(2026, 12, 1))


def test_an_allotment_is_read_as_it_was_written() -> None:
    content = allotment_file(FACTS, OURS)
    assert read_allotment(content, OURS.public) == FACTS
    assert content == allotment_file(FACTS, OURS)
    assert "Siân" in content.decode()


def test_a_release_is_read_as_it_was_written() -> None:
    assert read_release(release_file(RELEASE, THEIRS)).check(THEIRS.public) == RELEASE


def test_another_key_is_refused() -> None:
    with pytest.raises(Refused, match="somebody else signed it"):
        read_allotment(allotment_file(FACTS, THEIRS), OURS.public)
    with pytest.raises(Refused, match="somebody else signed it"):
        read_release(release_file(RELEASE, OURS)).check(THEIRS.public)


@pytest.mark.parametrize("seed", [1, 2])
def test_a_thousand_changes_of_a_byte_are_refused(seed: int) -> None:
    chance = Random(seed)
    allotment, release = allotment_file(FACTS, OURS), release_file(RELEASE, THEIRS)
    accepted = 0
    for _ in range(500):
        for content in (allotment, release):
            at = chance.randrange(len(content))
            altered = bytearray(content)
            altered[at] ^= chance.randrange(1, 256)
            try:
                if content is allotment:
                    read_allotment(bytes(altered), OURS.public)
                else:
                    read_release(bytes(altered)).check(THEIRS.public)
                accepted += 1
            except Refused:
                continue
    assert accepted == 0


def test_a_file_saved_again_in_another_spelling_is_refused() -> None:
    content = release_file(RELEASE, THEIRS)
    for again in (
        content.replace(b"\n", b"\r\n"),
        content.rstrip(),
        b"\xef\xbb\xbf" + content,
        json.dumps(json.loads(content)).encode(),
    ):
        with pytest.raises(Refused, match="changed"):
            read_release(again).check(THEIRS.public)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%PDF-1.7",
        b"\xff\xfe",
        b"[]\n",
        b"[" * 50_000,
        b"1" * 100_001,
        allotment_file(FACTS, OURS),
        b'{\n "kind": "release of allotted places"\n}\n',
        b'{\n "kind": "\\ud800"\n}\n',
    ],
)
def test_other_files_are_no_release(content: bytes) -> None:
    with pytest.raises(Refused, match="is no release of allotted places"):
        read_release(content)
