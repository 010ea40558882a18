"""A row of controls that goes on in a further line where there is no room for all of them."""

from collections.abc import Iterator

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QSpacerItem, QWidget

from aspire_desktop.ui.looks.theme import CONTROL_GAP

Items = list[QLayoutItem]


class WrappingRow(QLayout):
    """Stands where a QHBoxLayout would. What expands takes what is left of its line, up to its greatest
    width; then a stretch does.
    """

    def __init__(self, parent: QWidget | None = None, spacing: int = CONTROL_GAP) -> None:
        super().__init__(parent)
        self._items: Items = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def addStretch(self) -> None:  # noqa: N802
        """Push what follows to the right end of its line."""
        self.addItem(QSpacerItem(0, 0, QSizePolicy.Policy.Expanding))

    def addLayout(self, layout: QLayout) -> None:  # noqa: N802
        """Add a row within this one."""
        self.addChildLayout(layout)
        self.addItem(layout)

    def insertWidget(self, at: int, widget: QWidget) -> None:  # noqa: N802
        """Put a widget before others."""
        self.addWidget(widget)
        self._items.insert(at, self._items.pop())

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802
        """Add a widget, a layout or a stretch at the end."""
        self._items.append(item)
        self.invalidate()

    def count(self) -> int:
        """Count what is in it."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        """Give what stands at a place."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        """Take out what stands at a place."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802
        """Take more width where a part of it does."""
        takes = any(_is_stretch(each) or _grows(each) for each in self._shown())
        return Qt.Orientation.Horizontal if takes else Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        """Be higher where it is narrow."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """Give the height of as many lines as there are at a width."""
        left, top, right, bottom = self._margins()
        inside = width - left - right
        heights = [_height(line, self._widths(line, inside)) for line in self._lines(inside)]
        return top + bottom + sum(heights) + self.spacing() * max(0, len(heights) - 1)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Ask for one line."""
        return self._size(sum(_usual(each) for each in self._shown()) + self._gaps(list(self._shown())))

    def minimumSize(self) -> QSize:  # noqa: N802
        """Need the width of the broadest part."""
        return self._size(max((each.minimumSize().width() for each in self._shown()), default=0))

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802
        """Lay the lines out below one another."""
        super().setGeometry(rect)
        left, top, right, bottom = self._margins()
        inside = rect.adjusted(left, top, -right, -bottom)
        lines = self._lines(inside.width())
        rest = max(0, inside.height() - self.heightForWidth(rect.width()) + top + bottom)
        y = inside.top() + (rest // 2 if len(lines) > 1 else 0)
        for line in lines:
            widths = self._widths(line, inside.width())
            height, x = _height(line, widths) if len(lines) > 1 else inside.height(), inside.left()
            for item, width in zip(line, widths, strict=True):
                item.setGeometry(QRect(x, y, width, height))
                x += width + (0 if _is_stretch(item) else self.spacing())
            y += height + self.spacing()

    def _margins(self) -> tuple[int, int, int, int]:
        margins = self.contentsMargins()
        return margins.left(), margins.top(), margins.right(), margins.bottom()

    def _size(self, width: int) -> QSize:
        left, top, right, bottom = self._margins()
        high = max((each.sizeHint().height() for each in self._shown()), default=0)
        return QSize(left + width + right, top + high + bottom)

    def _shown(self) -> Iterator[QLayoutItem]:
        return (each for each in self._items if _is_stretch(each) or not each.isEmpty())

    def _gaps(self, line: Items) -> int:
        return self.spacing() * max(0, sum(not _is_stretch(each) for each in line) - 1)

    def _lines(self, width: int) -> list[Items]:
        lines: list[Items] = [[]]
        for item in self._shown():
            longer = [*lines[-1], item]
            if any(map(_counts, lines[-1])) and sum(map(_least, longer)) + self._gaps(longer) > width:
                lines.append([item])
            else:
                lines[-1] = longer
        return [line for line in lines if line]

    def _widths(self, line: Items, width: int) -> list[int]:
        """Give each its width; what is left goes to what expands first, and to stretches then."""
        widths = [min(_least(each), width) for each in line]
        rest = width - sum(widths) - self._gaps(line)
        for takes in (_grows, _is_stretch):
            for number, item in enumerate(line):
                if takes(item) and rest > 0:
                    more = min(rest, item.maximumSize().width() - widths[number])
                    widths[number] += more
                    rest -= more
        return widths


def _counts(item: QLayoutItem) -> bool:
    return not _is_stretch(item)


def _is_stretch(item: QLayoutItem) -> bool:
    return isinstance(item, QSpacerItem)


def _grows(item: QLayoutItem) -> bool:
    return not _is_stretch(item) and bool(item.expandingDirections() & Qt.Orientation.Horizontal)


def _usual(item: QLayoutItem) -> int:
    return item.sizeHint().width()


def _least(item: QLayoutItem) -> int:
    return (item.minimumSize() if _grows(item) else item.sizeHint()).width()


def _height(line: Items, widths: list[int]) -> int:
    parts = zip(line, widths, strict=True)
    return max(
        each.heightForWidth(w) if each.hasHeightForWidth() else each.sizeHint().height() for each, w in parts
    )
