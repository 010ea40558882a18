"""Kerning: how much closer two letters stand, read from the pair adjustments of a typeface's GPOS table."""

import struct
from dataclasses import dataclass

_PAIRS, _EXTENSION = 2, 9
_ADVANCE = 0x0004
_BEFORE_ADVANCE = 0x0003


class Kerning:
    """The kerning of one typeface. Without a GPOS table nothing is kerned."""

    def __init__(self, table: bytes) -> None:
        self._table = table
        self._lookups = [[_subtable(table, at) for at in lookup] for lookup in _kern_lookups(table)]

    def between(self, left: int, right: int) -> int:
        """Give the change of the left glyph's advance in the typeface's units, mostly negative."""
        return sum(
            next((found for pairs in lookup if (found := pairs.between(left, right)) is not None), 0)
            for lookup in self._lookups
        )


@dataclass(frozen=True)
class _ByGlyph:
    """Pairs listed glyph by glyph."""

    pairs: dict[tuple[int, int], int]

    def between(self, left: int, right: int) -> int | None:
        return self.pairs.get((left, right))


@dataclass(frozen=True)
class _ByClass:
    """Pairs listed by classes of glyphs; a glyph in no class is of class 0."""

    covered: frozenset[int]
    left: dict[int, int]
    right: dict[int, int]
    advances: list[list[int]]

    def between(self, left: int, right: int) -> int | None:
        if left not in self.covered:
            return None
        return self.advances[self.left.get(left, 0)][self.right.get(right, 0)]


def _shorts(table: bytes, at: int, count: int) -> tuple[int, ...]:
    return struct.unpack_from(f">{count}H", table, at)


def _kern_lookups(table: bytes) -> list[list[int]]:
    """Give the places of the pair subtables of each lookup that the feature kern uses."""
    if not table:
        return []
    features, lookups = _shorts(table, 6, 2)
    wanted: set[int] = set()
    for place in range(_shorts(table, features, 1)[0]):
        tag, offset = struct.unpack_from(">4sH", table, features + 2 + 6 * place)
        if tag == b"kern":
            count = _shorts(table, features + offset + 2, 1)[0]
            wanted |= set(_shorts(table, features + offset + 4, count))
    starts = _shorts(table, lookups + 2, _shorts(table, lookups, 1)[0])
    return [_pair_subtables(table, lookups + starts[number]) for number in sorted(wanted)]


def _pair_subtables(table: bytes, lookup: int) -> list[int]:
    kind, _, count = _shorts(table, lookup, 3)
    places = [lookup + offset for offset in _shorts(table, lookup + 6, count)]
    if kind == _EXTENSION:
        inner = [struct.unpack_from(">HHI", table, at) for at in places]
        return [at + far for at, (_, kind, far) in zip(places, inner, strict=True) if kind == _PAIRS]
    return places if kind == _PAIRS else []


def _subtable(table: bytes, at: int) -> _ByGlyph | _ByClass:
    form, coverage, first, second = _shorts(table, at, 4)
    covered = _coverage(table, at + coverage)
    size = 2 * (first.bit_count() + second.bit_count())
    skip = 2 * (first & _BEFORE_ADVANCE).bit_count()
    advance = skip if first & _ADVANCE else None
    if form == 1:
        return _ByGlyph(_listed(table, at, covered, size, advance))
    left, right, lefts, rights = _shorts(table, at + 8, 4)
    rows = [
        [_value(table, at + 16 + size * (row * rights + column), advance) for column in range(rights)]
        for row in range(lefts)
    ]
    return _ByClass(frozenset(covered), _classes(table, at + left), _classes(table, at + right), rows)


def _listed(
    table: bytes, at: int, covered: list[int], size: int, advance: int | None
) -> dict[tuple[int, int], int]:
    pairs: dict[tuple[int, int], int] = {}
    sets = _shorts(table, at + 10, _shorts(table, at + 8, 1)[0])
    for left, offset in zip(covered, sets, strict=True):
        start = at + offset + 2
        for record in range(_shorts(table, at + offset, 1)[0]):
            place = start + record * (2 + size)
            pairs[left, _shorts(table, place, 1)[0]] = _value(table, place + 2, advance)
    return pairs


def _value(table: bytes, at: int, advance: int | None) -> int:
    if advance is None:
        return 0
    value: int = struct.unpack_from(">h", table, at + advance)[0]
    return value


def _coverage(table: bytes, at: int) -> list[int]:
    form, count = _shorts(table, at, 2)
    if form == 1:
        return list(_shorts(table, at + 4, count))
    ranges = [_shorts(table, at + 4 + 6 * place, 3) for place in range(count)]
    return [glyph for first, last, _ in ranges for glyph in range(first, last + 1)]


def _classes(table: bytes, at: int) -> dict[int, int]:
    if _shorts(table, at, 1)[0] == 1:
        first, count = _shorts(table, at + 2, 2)
        return dict(zip(range(first, first + count), _shorts(table, at + 6, count), strict=True))
    count = _shorts(table, at + 2, 1)[0]
    ranges = [_shorts(table, at + 4 + 6 * place, 3) for place in range(count)]
    return {glyph: number for first, last, number in ranges for glyph in range(first, last + 1)}
