"""A person before the window: finds things by the words that can be seen, and works them by keys."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pytest
import pytestqt.exceptions
from PySide6.QtCore import QEvent, QModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QMenu,
    QTabBar,
    QTableView,
    QWidget,
)

from tests.ui.bench import Bench, take_pictures
from tests.ui.cohort_bench import words_in

UNMODIFIED = Qt.KeyboardModifier.NoModifier
W = TypeVar("W", bound=QWidget)


@dataclass
class Person:
    """Sees the dialog in front, or else the window."""

    bench: Bench
    pictures: Path

    @property
    def view(self) -> QWidget:
        """Give what is in front."""
        return QApplication.activeModalWidget() or self.bench.window

    def sees(self, *words: str) -> bool:
        """Say whether all these words can be read now, alone or within a sentence."""
        read = "\n".join(self.reads())
        return all(each in read for each in words)

    def reads(self) -> list[str]:
        """Give everything that can be read or is read aloud: labels, buttons, tabs, and names of parts."""
        aloud = [each.accessibleName() for each in self._all(QWidget) if each.accessibleName()]
        buttons = [plain(each.text()) for each in self._all(QAbstractButton)]
        tabs = [bar.tabText(n) for bar in self._all(QTabBar) for n in range(bar.count())]
        return [*words_in(self.view), *aloud, *buttons, *tabs]

    def waits_for(self, *words: str) -> None:
        """Wait until these words can be read."""
        try:
            self.bench.until(lambda: self.sees(*words))
        except pytestqt.exceptions.TimeoutError:
            self.view.grab().save(str(self.pictures / "not-seen.png"))
            pytest.fail(f"{words} cannot be read among {self.reads()}")

    def goes_on(self, words: str) -> None:
        """Press Alt+C once the button that shows it bears these words and can be pressed."""
        self.waits_for(words)
        self.bench.until(self.button(words).isEnabled)
        self.bench.press(Qt.Key.Key_C, Qt.KeyboardModifier.AltModifier)

    def presses(self, words: str) -> None:
        """Click the button that bears these words."""
        made = self.button(words)
        assert made.isEnabled(), words
        QTest.mouseClick(made, Qt.MouseButton.LeftButton)
        self.bench.settle()

    def button(self, words: str) -> QAbstractButton:
        """Give the button that bears these words."""
        [made] = [each for each in self._all(QAbstractButton) if plain(each.text()) == words]
        return made

    def holds(self, words: str) -> bool:
        """Say whether the keyboard is on the button that bears these words."""
        return self.view.focusWidget() is self.button(words)

    def field(self, words: str) -> QWidget:
        """Give the field below (or beside) a label."""
        labels = (each for each in self._all(QLabel) if plain(each.text()) == words)
        return next(each for each in labels).buddy()

    def types(self, text: str) -> None:
        """Type where the keyboard is, letters beyond ASCII as well."""
        for letter in text:
            if letter.isascii():
                self.bench.type(letter)
            else:
                where = QApplication.focusWidget()
                assert isinstance(where, QWidget)
                QApplication.sendEvent(where, QKeyEvent(QEvent.Type.KeyPress, 0, UNMODIFIED, letter))

    def fills(self, words: str, text: str) -> None:
        """Go to a field and type; in a list of choices arrow keys find what begins so."""
        field = self.field(words)
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if isinstance(field, QComboBox) and not field.isEditable():
            self._picks(field, text)
        else:
            self.bench.ctrl(Qt.Key.Key_A)
            self.types(text)
            self.bench.settle()

    def _picks(self, field: QComboBox, text: str) -> None:
        self.bench.press(Qt.Key.Key_Home)
        for _ in range(field.count()):
            if field.currentText().startswith(text):
                return
            self.bench.press(Qt.Key.Key_Down)
        pytest.fail(f"{text} is not offered; the last is {field.currentText()}")

    def says(self, words: str) -> str:
        """Give what stands in a field."""
        field = self.field(words)
        return str(field.property("text") or field.property("currentText"))

    def waits_for_list(self, name: str) -> None:
        """Wait until a list of this name offers something."""
        self.bench.until(
            lambda: any(
                each.model().rowCount() > 0
                for each in self._all(QAbstractItemView)
                if each.accessibleName() == name
            )
        )

    def table(self, name: str) -> QAbstractItemView:
        """Give the list of this name."""
        [made] = [each for each in self._all(QAbstractItemView) if each.accessibleName() == name]
        return made

    def rows(self, name: str) -> list[str]:
        """Give the lines of a list as they read from left to right."""
        table = self.table(name)
        model = table.model()
        hides = table.isColumnHidden if isinstance(table, QTableView) else lambda _: False
        shown = [n for n in range(model.columnCount()) if not hides(n)]
        cells = [[model.index(row, n) for n in shown] for row in range(model.rowCount())]
        return [" | ".join(filter(None, map(_read, row))) for row in cells]

    def chooses(self, name: str, words: str) -> None:
        """Go to the line of a list that holds these words, as arrow keys do."""
        table, rows = self.table(name), self.rows(name)
        row = next(number for number, line in enumerate(rows) if words in line)
        table.setFocus(Qt.FocusReason.TabFocusReason)
        self.bench.press(Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
        for _ in range(len(rows)):
            if table.currentIndex().row() == row:
                return
            self.bench.press(Qt.Key.Key_Down)
        assert table.currentIndex().row() == row

    def filters(self, name: str, words: str) -> None:
        """Open a filter above the list with the arrow key, and choose."""
        button = self.button(f"{name}: any")
        button.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(button, Qt.Key.Key_Down)
        [menu] = [each for each in button.findChildren(QMenu) if each.isVisible()]
        menu.setActiveAction(next(each for each in menu.actions() if each.text() == words))
        QTest.keyClick(menu, Qt.Key.Key_Return)
        self.bench.settle()

    def goes_to(self, words: str) -> None:
        """Go to a screen through the menu."""
        self.bench.menu("Go", words)
        assert self.bench.window.windowTitle().startswith(words), "perhaps with the page in front after it"

    def keeps(self, name: str) -> None:
        """Keep a picture of what is in front, where pictures are wanted: they take long."""
        if not os.environ.get("ASPIRE_SCREENSHOTS"):
            return
        if self.view is self.bench.window:
            take_pictures(self.bench.window, self.pictures, name)
        else:
            assert self.view.grab().save(str(self.pictures / f"{name}.png"))

    def _all(self, kind: type[W]) -> list[W]:
        return [each for each in self.view.findChildren(kind) if each.isVisible()]


def plain(words: str) -> str:
    """Give words without the marks of their underlined letters."""
    return words.replace("&&", "\0").replace("&", "").replace("\0", "&")


def _read(index: QModelIndex) -> str:
    return str(index.data(Qt.ItemDataRole.AccessibleTextRole) or index.data() or "")
