"""What can be done with a register: each command once, with the key that is printed on its button."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from aspire_desktop.domain.programmes.attendance import WORDS, Code
from aspire_desktop.ui.looks.icons import icon
from aspire_desktop.ui.widgets.mark import MARKS, Tile

_IN_GRID = Qt.ShortcutContext.WidgetShortcut
_IN_PANEL = Qt.ShortcutContext.WidgetWithChildrenShortcut


@dataclass(frozen=True)
class Doings:
    """What the commands call."""

    mark: Callable[[Code | None], None]
    fill: Callable[[Code], None]
    note: Callable[[], None]
    step: Callable[[int], None]
    finish: Callable[[], None]
    reopen: Callable[[], None]
    print_sheet: Callable[[], None]


class Commands:
    """Makes the commands. Letters, Del and F2 act only while the grid has the keyboard (WCAG 2.1.4)."""

    def __init__(self, panel: QWidget, grid: QWidget, doings: Doings) -> None:
        self._panel, self._grid = panel, grid
        self.marks = {code: self._of_mark(code, doings) for code in Code}
        self.clear = self._in_grid("&Clear mark", "Del", lambda: doings.mark(None), "circle-dashed")
        self.fills = {code: self._of_fill(code, doings) for code in Code}
        self.note = self._in_grid("&Note…", "F2", doings.note, "note-pencil")
        self.before = self._in_panel("Pre&vious session", "Ctrl+Left", lambda: doings.step(-1), "caret-left")
        self.after = self._in_panel("Ne&xt session", "Ctrl+Right", lambda: doings.step(1), "caret-right")
        self.print_sheet = self._in_panel("&Print sign-in sheet…", "Ctrl+P", doings.print_sheet, "printer")
        self.finish = self._in_panel("&Finish register", "Ctrl+Return", doings.finish, "check")
        self.reopen = self._in_panel("&Open register again", "", doings.reopen, "lock-simple-open")
        self.move_down = self._in_panel("Move &down after marking", "", lambda: None, "")
        self.move_down.setCheckable(True)

    def __iter__(self) -> Iterator[QAction]:
        yield from self.marks.values()
        yield from (self.clear, *self.fills.values(), self.note, self.before, self.after)
        yield from (self.print_sheet, self.finish, self.reopen, self.move_down)

    def _of_mark(self, code: Code, doings: Doings) -> QAction:
        words, look = f"Mark as {WORDS[code].lower()}", MARKS[Tile(str(code))]
        return self._in_grid(words, str(code), lambda: doings.mark(code), look.glyph)

    def _of_fill(self, code: Code, doings: Doings) -> QAction:
        words = f"Fill unmarked with {WORDS[code]}"
        return self._in_grid(words, f"Shift+{code}", lambda: doings.fill(code), "arrow-line-down")

    def _in_grid(self, words: str, keys: str, does: Callable[[], None], glyph: str) -> QAction:
        return self._made(self._grid, _IN_GRID, words, keys, does, glyph)

    def _in_panel(self, words: str, keys: str, does: Callable[[], None], glyph: str) -> QAction:
        return self._made(self._panel, _IN_PANEL, words, keys, does, glyph)

    def _made(
        self,
        where: QWidget,
        context: Qt.ShortcutContext,
        words: str,
        keys: str,
        does: Callable[[], None],
        glyph: str,
    ) -> QAction:
        made = QAction(words, self._panel)
        made.setShortcut(QKeySequence(keys))
        made.setShortcutContext(context)
        made.setAutoRepeat(False)  # a key held down must not mark a whole column
        if glyph:
            made.setIcon(icon(glyph))
        made.triggered.connect(lambda _=False: does())
        where.addAction(made)
        return made
