"""A sample is drawn from the stored return alone: repeatable, and a larger one holds the smaller."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aspire_desktop.domain.money.evidence import sample_of
from aspire_desktop.domain.office.errors import RuleBroken

numbers = st.sets(st.integers(1, 500), min_size=1).map(sorted)
digests = st.text("0123456789abcdef", min_size=64, max_size=64)


@given(digests, numbers, st.integers(1, 600))
def test_a_sample_is_as_large_as_asked_for_or_everything(digest: str, lines: list[int], size: int) -> None:
    drawn = sample_of(digest, lines, size)
    assert len(drawn) == min(size, len(lines))
    assert set(drawn) <= set(lines)
    assert list(drawn) == sorted(drawn)
    assert sample_of(digest, lines[::-1], size) == drawn
    assert set(drawn) <= set(sample_of(digest, lines, size + 1))


def test_another_return_draws_other_places() -> None:
    lines = range(1, 101)
    samples = {sample_of(hashlib.sha256(bytes([n])).hexdigest(), lines, 5) for n in range(20)}
    assert len(samples) == 20


@pytest.mark.parametrize("size", [0, -1])
def test_a_sample_of_none_is_refused(size: int) -> None:
    with pytest.raises(RuleBroken, match="at least one place"):
        sample_of("ab", [1, 2], size)
