"""Tab goes as people read, also through fields that are made later than those around them."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def tab_through(holder: QWidget, parts: Iterable[QWidget]) -> None:
    """Let Tab go through parts that were made late where their holder stands, from the field before it."""
    before = holder.previousInFocusChain()
    while before is not None and before is not holder and not _is_stop_outside(before, holder):
        before = before.previousInFocusChain()
    for part in parts:
        if before is not None and before is not holder:
            QWidget.setTabOrder(before, part)
        before = part


def _is_stop_outside(part: QWidget, holder: QWidget) -> bool:
    tabbed = bool(part.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return tabbed and part.window() is holder.window() and not holder.isAncestorOf(part)
