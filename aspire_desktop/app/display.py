"""Whether there is a screen, and the one box that is shown where the program has no window yet."""

import os
import sys
from typing import Final

_SCREENLESS: Final = ("offscreen", "minimal")
_ERROR_ICON: Final = 0x10
NO_DISPLAY: Final = "There is no display here, so no window was opened."


def has_display() -> bool:
    """Tell whether a window could be seen."""
    platform = os.environ.get("QT_QPA_PLATFORM", "").split(":")[0]
    if platform:
        return platform not in _SCREENLESS
    if sys.platform.startswith(("win", "darwin")):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def show_alone(text: str) -> None:
    """Show why the program did not open, until it is read; without a screen nobody can be told."""
    if not has_display():
        return
    try:
        from aspire_desktop.ui.shell.alone import show
    except ImportError:  # a library of the window is missing: that may be the very trouble
        _show_by_the_system(text)
    else:
        show(text)


def _show_by_the_system(text: str) -> None:
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.MessageBoxW(None, text, "Aspire Desktop", _ERROR_ICON)
