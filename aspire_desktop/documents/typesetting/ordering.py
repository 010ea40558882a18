"""The order in which letters are seen where some are written from right to left."""

from collections.abc import Sequence
from itertools import takewhile
from typing import TYPE_CHECKING

from bidi.algorithm import (
    explicit_embed_and_overrides,
    get_base_level,
    get_embedding_levels,
    get_empty_storage,
    resolve_implicit_levels,
    resolve_neutral_types,
    resolve_weak_types,
)

from aspire_desktop.documents.typesetting.fallback import is_joiner

if TYPE_CHECKING:
    from bidi.algorithm import Letter

_STRONG = {"L": "L", "R": "R", "EN": "R", "AN": "R"}
"""Which way a letter of a type runs where brackets are asked; figures run with what is read leftwards."""
_BRACKETS = "()[]{}⟨⟩⟦⟧⟪⟫〈〉《》「」『』【】〔〕（）［］｛｝"
_CLOSING = dict(zip(_BRACKETS[::2], _BRACKETS[1::2], strict=True))
_TURNED = str.maketrans(_BRACKETS, "".join(b + a for a, b in _CLOSING.items()))


def base_level(text: str) -> int:
    """Give 1 where the first letter with a direction runs from right to left, else 0."""
    return int(get_base_level(text))


def levels_of(text: str, base: int | None = None) -> list[int]:
    """Give each letter's level of embedding: odd ones run from right to left (Unicode Annex 9).

    `base` is the level of the paragraph that the text is a line of; without it the text's own. Joiners go
    with the letter before them.
    """
    seen = "".join(letter for letter in text if not is_joiner(letter))
    found = iter(_levels(seen, base_level(seen) if base is None else base))
    levels: list[int] = []
    for letter in text:
        levels.append((levels[-1] if levels else 0) if is_joiner(letter) else next(found))
    return levels


def _levels(text: str, base: int) -> list[int]:
    storage = get_empty_storage()
    storage["base_level"], storage["base_dir"] = base, "LR"[base]
    get_embedding_levels(text, storage)
    explicit_embed_and_overrides(storage)
    resolve_weak_types(storage)
    _turn_brackets(storage["chars"], "LR"[base])
    resolve_neutral_types(storage, debug=False)
    resolve_implicit_levels(storage, debug=False)
    levels = [int(letter["level"]) for letter in storage["chars"]]
    for place in range(len(text.rstrip()), len(text)):
        levels[place] = base
    return levels


def _turn_brackets(letters: "Sequence[Letter]", base: str) -> None:
    """Let both brackets of a pair run as what they hold, or as what stands before them (rule N0).

    The library knows no pairs: it would part “(2)” behind a name that runs from right to left.
    """
    for opened, closed in _pairs(letters):
        held = {_STRONG[each["type"]] for each in letters[opened:closed] if each["type"] in _STRONG}
        if not held:
            continue
        before = (_STRONG[each["type"]] for each in reversed(letters[:opened]) if each["type"] in _STRONG)
        towards = base if base in held else next(before, base)
        for bracket in (opened, closed):
            letters[bracket]["type"] = towards
            for mark in takewhile(lambda each: each["orig"] == "NSM", letters[bracket + 1 :]):
                mark["type"] = towards


def _pairs(letters: "Sequence[Letter]") -> list[tuple[int, int]]:
    """Give the places of brackets that belong together, by the first of each."""
    pairs: list[tuple[int, int]] = []
    waiting: list[tuple[str, int]] = []
    for place, letter in enumerate(letters):
        if letter["type"] != "ON":
            continue
        if closing := _CLOSING.get(letter["ch"]):
            waiting.append((closing, place))
        elif any(closing == letter["ch"] for closing, _ in waiting):
            while waiting:
                closing, opened = waiting.pop()
                if closing == letter["ch"]:
                    pairs.append((opened, place))
                    break
    return sorted(pairs)


def mirrored(text: str) -> str:
    """Give letters that run from right to left as they are seen: in that order, brackets turned round."""
    return text[::-1].translate(_TURNED)


def as_seen(levels: Sequence[int]) -> list[int]:
    """Give the places of runs of these levels in the order in which they are seen, from left to right."""
    order = list(range(len(levels)))
    for level in range(max(levels, default=0), 0, -1):
        start = 0
        while start < len(order):
            end = start
            while end < len(order) and levels[order[end]] >= level:
                end += 1
            order[start:end] = reversed(order[start:end])
            start = end + 1
    return order
