"""Shaping of texts that cannot be set letter by letter: marks are placed, letters joined and ordered."""

from collections.abc import Iterator
from itertools import groupby

import uharfbuzz

from aspire_desktop.documents.typesetting.fallback import faces_of
from aspire_desktop.documents.typesetting.lines import Cluster, Glyph, Run
from aspire_desktop.documents.typesetting.ordering import as_seen, levels_of
from aspire_desktop.documents.typesetting.typefaces import typeface

_LANGUAGE = "en"
"""Of the documents. The computer's own would give other shapes on other computers."""


def shape(text: str, face: str, base: int | None = None) -> tuple[Run, ...]:
    """Shape a composed text whose every letter some typeface has, in the order in which it is seen.

    `base` is 1 for a line of a paragraph that runs from right to left, 0 for another; without it the text
    is a paragraph of its own.
    """
    faces, levels = faces_of(text, face), levels_of(text, base)
    parts = [
        (name, level, "".join(text[place] for place in places))
        for (name, level), places in _grouped(list(zip(faces, levels, strict=True)))
        if name is not None
    ]
    order = as_seen([level for _, level, _ in parts])
    return tuple(_run(*parts[place]) for place in order)


def missing(text: str, face: str) -> str:
    """Give the letters of a composed text that no typeface has, in order; empty where all can be shown."""
    found = zip(text, faces_of(text, face), strict=True)
    return "".join(dict.fromkeys(letter for letter, name in found if name is None))


def _grouped(keys: list[tuple[str | None, int]]) -> Iterator[tuple[tuple[str | None, int], list[int]]]:
    for key, places in groupby(range(len(keys)), key=lambda place: keys[place]):
        yield key, list(places)


def _run(name: str, level: int, text: str) -> Run:
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.flags = uharfbuzz.BufferFlags.REMOVE_DEFAULT_IGNORABLES
    buffer.language = _LANGUAGE
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if level % 2 else "ltr"
    uharfbuzz.shape(typeface(name).font, buffer)
    shaped = zip(buffer.glyph_infos, buffer.glyph_positions or (), strict=True)
    glyphs = [
        (info.cluster, Glyph(info.codepoint, at.x_advance, at.x_offset, at.y_offset)) for info, at in shaped
    ]
    return Run(name, tuple(_clusters(text, glyphs)), leftwards=level % 2 == 1)


def _clusters(text: str, glyphs: list[tuple[int, Glyph]]) -> Iterator[Cluster]:
    """Put the glyphs of one cluster together with the letters that they show."""
    starts = sorted({start for start, _ in glyphs})
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    for start, group in groupby(glyphs, key=lambda each: each[0]):
        begin = 0 if start == starts[0] else start
        yield Cluster(text[begin : ends[start]], tuple(glyph for _, glyph in group))
