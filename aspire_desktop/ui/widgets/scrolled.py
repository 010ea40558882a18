"""What is scrolled where it does not fit, instead of squeezed."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


class Scrolled(QScrollArea):
    """Lets one part be as high as it needs, as wide as there is room, on whatever ground it stands.

    `keys` lets the keyboard come to it, to scroll what has nothing to press; `sideways` lets what cannot be
    as narrow as that be scrolled to its side too.
    """

    def __init__(self, inside: QWidget | None = None, keys: bool = False, sideways: bool = False) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        if not sideways:
            self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if keys else Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        if inside is not None:
            self.setWidget(inside)

    def setWidget(self, inside: QWidget) -> None:  # noqa: N802
        """Show another part; Qt would paint a ground of its own behind it."""
        super().setWidget(inside)
        inside.setAutoFillBackground(False)
