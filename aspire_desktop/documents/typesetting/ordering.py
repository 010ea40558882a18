"""The order in which letters are seen where some are written from right to left."""

from collections.abc import Sequence

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
    resolve_neutral_types(storage, debug=False)
    resolve_implicit_levels(storage, debug=False)
    levels = [int(letter["level"]) for letter in storage["chars"]]
    for place in range(len(text.rstrip()), len(text)):
        levels[place] = base
    return levels


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
