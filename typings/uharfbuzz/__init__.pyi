from collections.abc import Mapping, Sequence
from enum import IntFlag

class BufferFlags(IntFlag):
    REMOVE_DEFAULT_IGNORABLES = 8

class GlyphInfo:
    codepoint: int
    cluster: int

class GlyphPosition:
    x_advance: int
    x_offset: int
    y_offset: int

class Buffer:
    direction: str
    language: str
    script: str
    flags: BufferFlags
    glyph_infos: Sequence[GlyphInfo]
    glyph_positions: Sequence[GlyphPosition] | None
    def add_str(self, text: str) -> None: ...
    def guess_segment_properties(self) -> None: ...

class Blob:
    @classmethod
    def from_file_path(cls, filename: str) -> Blob: ...

class Face:
    def __init__(self, blob: Blob) -> None: ...

class Font:
    scale: tuple[int, int]
    def __init__(self, face: Face) -> None: ...

def shape(font: Font, buffer: Buffer, features: Mapping[str, bool] | None = None) -> None: ...
