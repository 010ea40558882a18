"""Watching for windows that nobody asked for."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QMenu, QWidget

_WINDOWS = (QDialog, QMainWindow, QMenu)


class WindowWatch(QObject):
    """Notes every other widget that is shown without a parent, as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.strays: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Note a stray; keep nothing from anybody."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self._note(watched)
        return False

    def _note(self, shown: QWidget) -> None:
        if not isinstance(shown, _WINDOWS):
            self.strays.append(f"{type(shown).__name__} {shown.accessibleName()}")


@contextmanager
def windows_watched() -> Iterator[WindowWatch]:
    """Watch as long as the block lasts."""
    app, watch = QApplication.instance(), WindowWatch()
    assert app is not None
    app.installEventFilter(watch)
    yield watch
    app.removeEventFilter(watch)
