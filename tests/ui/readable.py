"""Finding words on a screen that cannot be read: cut off by their own edge or by another's, or drawn over."""

from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QLayout, QToolButton, QWidget

from aspire_desktop.ui.widgets.label import ElidedLabel

Words = QLabel | QAbstractButton


def unreadable(part: QWidget) -> list[str]:
    """Name what of a part's words is cut off or covered by others, in the order of the widgets."""
    shown = [each for each in _words(part) if each.isVisible() and not each.visibleRegion().isEmpty()]
    return [*(f"cut off: {_named(each)}" for each in shown if _cut(each)), *_covered(shown)]


def _words(part: QWidget) -> Iterator[Words]:
    found: list[Words] = [*part.findChildren(QLabel), *part.findChildren(QAbstractButton)]
    for each in found:
        if each.text().strip() and not _is_icon(each):
            yield each


def _is_icon(words: Words) -> bool:
    only = Qt.ToolButtonStyle.ToolButtonIconOnly
    return isinstance(words, QToolButton) and words.toolButtonStyle() is only and not words.icon().isNull()


def _cut(words: Words) -> bool:
    """Words need their size; those that end in … by design need their height."""
    needed = _needed(words)
    if words.height() < needed.height():
        return True
    return not isinstance(words, ElidedLabel) and words.width() < needed.width()


def _needed(words: Words) -> QSize:
    if isinstance(words, QLabel) and words.wordWrap():
        margins = words.contentsMargins()
        inner = words.width() - margins.left() - margins.right()
        return QSize(0, words.heightForWidth(words.width())) if inner > 0 else words.sizeHint()
    return words.minimumSizeHint() if isinstance(words, ElidedLabel) else words.sizeHint()


def _covered(shown: list[Words]) -> Iterator[str]:
    by_window: dict[QWidget, list[tuple[Words, QRect]]] = {}
    for each in shown:
        by_window.setdefault(each.window(), []).append((each, _place(each)))
    for places in by_window.values():
        for (one, first), (other, second) in combinations(places, 2):
            if first.intersects(second) and _are_laid_out_together(one, other):
                yield f"over each other: {_named(one)} and {_named(other)}"


def _are_laid_out_together(one: QWidget, other: QWidget) -> bool:
    """Say whether two stand beside each other in layouts: what is put over a page covers it by design."""
    if one.isAncestorOf(other) or other.isAncestorOf(one):
        return False
    above = next(each for each in _upwards(one) if each.isAncestorOf(other))
    return all(_is_laid_out(_below(above, each), above) for each in (one, other))


def _upwards(part: QWidget) -> Iterator[QWidget]:
    while above := part.parentWidget():
        yield above
        part = above


def _below(above: QWidget, part: QWidget) -> QWidget:
    """Give the child of `above` in which a part stands."""
    return next(each for each in (part, *_upwards(part)) if each.parentWidget() is above)


def _is_laid_out(part: QWidget, within: QWidget) -> bool:
    layout = within.layout()
    return layout is not None and _holds(layout, part)


def _holds(layout: QLayout, part: QWidget) -> bool:
    if layout.indexOf(part) >= 0:
        return True
    return any(isinstance(each, QLayout) and _holds(each, part) for each in layout.children())


def _place(words: Words) -> QRect:
    """Give where the words are seen, in their window."""
    seen = words.visibleRegion().boundingRect()
    return QRect(words.mapTo(words.window(), QPoint()) + seen.topLeft(), seen.size())


def _named(words: Words) -> str:
    return f"{type(words).__name__} “{words.text()}” {words.width()} × {words.height()}"
