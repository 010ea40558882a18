"""Search or run a command: one box over the window for records and for everything the menus can do."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QAction, QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QListView, QVBoxLayout, QWidget

from aspire_desktop.domain.home.search import Found
from aspire_desktop.domain.office.values import fold
from aspire_desktop.services.door.office import Office
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.desk.signals import Destination
from aspire_desktop.ui.looks.theme import TypeRole, theme
from aspire_desktop.ui.shell.about import words_of
from aspire_desktop.ui.shell.palette_rows import KINDS, Hit, PaletteDelegate, PaletteModel
from aspire_desktop.ui.shell.search_box import PaletteField, SearchBox
from aspire_desktop.ui.widgets.key_cap import KeyCap
from aspire_desktop.ui.widgets.label import label, rule

Find = Callable[[Office, str, int], Sequence[Found]]
"""Searches the records: find(office, text, limit), on the reading thread."""
WIDTH = 720
TOP = 64
MOST = 5
ASKED = 40


@dataclass(frozen=True)
class _Wanted:
    """What was typed: the text, and the kind its sign asks for ("" for all)."""

    text: str
    kind: str


class Palette(QWidget):
    """A dimmed sheet over the window with a panel. Opens at once, closes with Esc or a click outside."""

    def __init__(
        self, window: QWidget, desk: Desk, commands: Callable[[], Iterable[QAction]], find: Find
    ) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk.of(self)
        self._commands = commands
        self._find = find
        self._came_from: QWidget | None = None
        self._kinds = {"action"}
        self.search_box = SearchBox()
        self.search_box.clicked.connect(lambda: self.open())
        self.search_box.typed.connect(self.open)
        self.field = PaletteField()
        self.model = PaletteModel(self)
        self.list = QListView()
        self._signs: dict[str, QWidget] = {}
        self._counted = label("", TypeRole.SMALL, "2")
        self._empty = label("", ink="2")
        self._panel = self._made_panel()
        self.field.textChanged.connect(self._search)
        self.field.installEventFilter(self)
        self.list.clicked.connect(self._run)
        self.setAccessibleName("Search or run a command")
        self.hide()

    def _made_panel(self) -> QFrame:
        panel = QFrame(self)
        panel.setProperty("card", True)
        whole = QVBoxLayout(panel)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.setSpacing(0)
        top = QHBoxLayout()
        top.setContentsMargins(16, 10, 14, 8)
        top.addWidget(self.field, 1)
        top.addSpacing(10)
        top.addWidget(self._counted)
        top.addSpacing(6)
        top.addWidget(KeyCap("Esc"))
        whole.addLayout(top)
        whole.addLayout(self._made_signs())
        whole.addWidget(rule())
        self._dress_list()
        whole.addWidget(self._empty)
        whole.addWidget(self.list, 1)
        whole.addWidget(_footer())
        return panel

    def _made_signs(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(16, 0, 14, 10)
        row.setSpacing(14)
        for key, kind in KINDS.items():
            pair = QWidget()
            sides = QHBoxLayout(pair)
            sides.setContentsMargins(0, 0, 0, 0)
            sides.setSpacing(6)
            sides.addWidget(KeyCap(kind.sign))
            sides.addWidget(label(kind.words, TypeRole.SMALL, "2"))
            row.addWidget(pair)
            self._signs[key] = pair
        row.addStretch(1)
        row.addWidget(label("Type the sign to search one kind only", TypeRole.SMALL, "2"))
        return row

    def _dress_list(self) -> None:
        self._empty.setContentsMargins(16, 14, 16, 14)
        self._empty.hide()
        self.list.setModel(self.model)
        self.list.setItemDelegate(PaletteDelegate(self.list))
        self.list.setAccessibleName("Results")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setMouseTracking(True)

    def offer(self, screens: Iterable[str]) -> None:
        """Find only what these screens show."""
        shown = {"", *screens}
        for key, kind in KINDS.items():
            self._signs[key].setVisible(kind.screen in shown)
        self._kinds = {key for key, kind in KINDS.items() if kind.screen in shown}

    def open(self, typed: str = "") -> None:
        """Show the palette with what was typed before it opened, and the keyboard in its field."""
        if self.isVisible():
            return
        self._came_from = QApplication.focusWidget()
        self.fit()
        self.show()
        self.raise_()
        self.field.setText(typed)
        self._search(typed)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)  # a reason that selects nothing

    def close_again(self) -> None:
        """Hide the palette and give the keyboard back."""
        self.hide()
        if self._came_from is not None:
            self._came_from.setFocus(Qt.FocusReason.OtherFocusReason)
        self._came_from = None

    def fit(self) -> None:
        """Cover the window; the panel is as high as its results ask for."""
        self.setGeometry(self._window.rect())
        wide = min(WIDTH * max(100, theme().text_percent) // 100, self.width() - 80)
        rows = sum(self.list.sizeHintForRow(row) for row in range(self.model.rowCount()))
        self.list.setFixedHeight(max(0, min(rows, self.height() - 2 * TOP - 150)))
        self._panel.setFixedWidth(wide)
        self._panel.adjustSize()
        self._panel.move((self.width() - wide) // 2, TOP)

    def _search(self, typed: str) -> None:
        wanted = _read(typed)
        hits = self._actions(wanted.text) if wanted.kind in ("", "action") else []
        self._show(wanted, hits if wanted.kind or not wanted.text else [*self._records(), *hits])
        if wanted.text and wanted.kind != "action" and self._kinds != {"action"}:
            question = partial(_ask, self._find, wanted.text)
            self._desk.ask(question, partial(self._show_found, wanted, hits), subject="palette")

    def _records(self) -> list[Hit]:
        """Keep the records found so far until the newer answer is here, so that the list does not flicker."""
        return [hit for hit in self.model.hits() if hit.kind != "action"]

    def _show_found(self, wanted: _Wanted, actions: list[Hit], found: Sequence[Found]) -> None:
        if _read(self.field.text()) == wanted:
            records = [
                self._hit(each)
                for each in found
                if wanted.kind in ("", each.kind) and each.kind in self._kinds
            ]
            self._show(wanted, [*records, *actions])

    def _show(self, wanted: _Wanted, hits: list[Hit]) -> None:
        self.model.show_hits(hits, wanted.text, ASKED if wanted.kind or not wanted.text else MOST)
        shown = self.model.first_hit()
        if shown is not None:
            self.list.setCurrentIndex(shown)
        results = f"{len(hits)} result{'' if len(hits) == 1 else 's'}"
        self._counted.setText(results if wanted.text else "")
        self._empty.setText(f"Nothing is called “{wanted.text}” here.")
        self._empty.setVisible(not hits)
        self.fit()

    def _hit(self, found: Found) -> Hit:
        kind = KINDS[found.kind]
        place = Destination(kind.screen, found.id, kind.tab)
        return Hit(found.kind, found.name, found.detail, kind.icon, "", partial(self._desk.go, place))

    def _actions(self, text: str) -> list[Hit]:
        words = fold(text).split()
        return [
            Hit(
                "action",
                words_of(action),
                "",
                KINDS["action"].icon,
                action.shortcut().toString(),
                action.trigger,
            )
            for action in self._commands()
            if all(word in fold(words_of(action)) for word in words)
        ]

    def _run(self, index: QModelIndex) -> None:
        hit = self.model.hit(index)
        if hit is not None:
            self.close_again()
            hit.run()

    def _move(self, step: int) -> None:
        self.list.setCurrentIndex(self.model.neighbour(self.list.currentIndex(), step))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Let arrows, Enter and Esc in the field work the list."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._press(event.key())
        return False

    def _press(self, key: int) -> bool:
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._move(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._run(self.list.currentIndex())
        elif key == Qt.Key.Key_Escape:
            self.close_again()
        else:
            return key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Close on a click outside the panel."""
        if not self._panel.geometry().contains(event.position().toPoint()):
            self.close_again()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Dim the window behind."""
        QPainter(self).fillRect(self.rect(), QColor(0, 0, 0, 128 if theme().dark else 97))


def _read(typed: str) -> _Wanted:
    text = typed.strip()
    for key, kind in KINDS.items():
        if text.startswith(kind.sign):
            return _Wanted(text[1:].strip(), key)
    return _Wanted(text, "")


def _ask(find: Find, text: str, office: Office) -> Sequence[Found]:
    return find(office, text, ASKED)


def _footer() -> QFrame:
    footer = QFrame()
    footer.setProperty("part", "footer")
    row = QHBoxLayout(footer)
    row.setContentsMargins(16, 7, 16, 7)
    row.setSpacing(6)
    for caps, words in ((("↑", "↓"), "choose"), (("Enter",), "open"), (("Esc",), "close")):
        for cap in caps:
            row.addWidget(KeyCap(cap))
        row.addWidget(label(words, TypeRole.SMALL, "2"))
        row.addSpacing(10)
    row.addStretch(1)
    return footer
