"""Draw the program's icon for Windows from its SVG: python scripts/make_icon.py"""

import io
import os
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

FOLDER = Path(__file__).parents[1] / "resources" / "program"
SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
"""Pixels: what Explorer, the task bar and the window's corner ask for at 100 to 200 per cent."""


def drawn(size: int) -> Image.Image:
    """Draw the icon at one size, each from the curves and none shrunk from another."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(FOLDER / "aspire.svg")).render(painter)
    painter.end()
    kept = QBuffer()
    kept.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(kept, "PNG")  # type: ignore[call-overload]  # the stub wants bytes, Qt a name
    return Image.open(io.BytesIO(kept.data().data()))


def main() -> None:
    """Write aspire.ico beside the SVG."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QGuiApplication([])
    images = [drawn(size) for size in SIZES]
    images[-1].save(FOLDER / "aspire.ico", sizes=[(size, size) for size in SIZES], append_images=images[:-1])
    app.quit()


if __name__ == "__main__":
    main()
