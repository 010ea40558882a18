"""Kept pictures of screens: one is compared with the one kept of it, or takes its place."""

from pathlib import Path
from typing import Final

from PIL import Image
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage

KEPT: Final = Path(__file__).with_name("kept")
BLOCK: Final = 4
"""Pixels in the side of the blocks whose means are compared, so that a hair's breadth is no difference."""
TOLERANCE: Final = 24
"""Of 255, by which the red, green or blue of a block may differ."""


def keep(picture: QImage, name: str) -> None:
    """Let a picture take the place of the one that is kept, small: with 256 colours at most."""
    size, line = (picture.width(), picture.height()), picture.bytesPerLine()
    whole = Image.frombuffer("RGB", size, bytes(picture.constBits()), "raw", "BGRX", line, 1)
    # an octree, for a median cut lets go of the colour of the one small icon that is green
    few = whole.quantize(256, Image.Quantize.FASTOCTREE, kmeans=3, dither=Image.Dither.NONE)
    few.save(KEPT / f"{name}.png", optimize=True)


def difference(picture: QImage, name: str, folder: Path) -> str:
    """Say how a picture differs from the one that is kept, "" if it does not; both are put into `folder`."""
    kept = QImage(str(KEPT / f"{name}.png"))
    if kept.isNull():
        return f"no picture is kept of {name}"
    if kept.size() != picture.size():
        return f"{name} is {_words(picture.size())}, and was kept at {_words(kept.size())}"
    here = _blocks_apart(picture, kept)
    if not here:
        return ""
    picture.save(str(folder / f"{name}-now.png"))
    kept.save(str(folder / f"{name}-kept.png"))
    x, y = here[0]
    return f"{name} differs in {len(here)} places, first at ({x}, {y}); see both in {folder}"


def _words(size: QSize) -> str:
    return f"{size.width()} × {size.height()}"


def _blocks_apart(one: QImage, other: QImage) -> list[tuple[int, int]]:
    first, second = _means(one), _means(other)
    wide = first.width()
    apart = sorted(
        {
            at // 3
            for at, (here, there) in enumerate(zip(_bytes(first), _bytes(second), strict=True))
            if abs(here - there) > TOLERANCE
        }
    )
    return [(at % wide * BLOCK, at // wide * BLOCK) for at in apart]


def _means(picture: QImage) -> QImage:
    size = QSize(picture.width() // BLOCK, picture.height() // BLOCK)
    smooth = Qt.TransformationMode.SmoothTransformation
    return picture.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, smooth).convertToFormat(
        QImage.Format.Format_RGB888
    )


def _bytes(picture: QImage) -> bytes:
    """Give red, green and blue of each pixel, without what fills a line up to whole words."""
    whole, line = bytes(picture.constBits()), picture.bytesPerLine()
    return b"".join(whole[row * line : row * line + picture.width() * 3] for row in range(picture.height()))
