"""Matches between a file's headings and the program's columns, remembered for files alike."""

from dataclasses import dataclass, field


@dataclass(eq=False)
class RememberedMapping:
    """A match accepted once; `headings` is a digest of them, `mapping` is JSON with sorted keys."""

    id: int = field(init=False)
    kind: str
    headings: str
    mapping: str
