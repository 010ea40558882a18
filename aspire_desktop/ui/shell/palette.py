"""Search or run a command: one box over the window for records and for everything the menus can do."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QAction, QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QListView, QVBoxLayout, QWidget

from aspire_desktop.domain.home.search import Found, nearly_holds
from aspire_desktop.domain.office.values import fold
from aspire_desktop.services.door.office import Office
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.looks.theme import TypeRole, theme
from aspire_desktop.ui.shell.about import words_of
from aspire_desktop.ui.shell.finding import (
    ACTION,
    KINDS,
    RECENT,
    WayToFound,
    find_again,
    find_everything,
    find_nearly,
    place_of,
    ways_to,
)
from aspire_desktop.ui.shell.palette_frame import Foot, Signs
from aspire_desktop.ui.shell.palette_paint import PaletteDelegate
from aspire_desktop.ui.shell.palette_rows import Hit, Listing, PaletteModel
from aspire_desktop.ui.shell.recents import Recents
from aspire_desktop.ui.shell.search_box import PaletteField, SearchBox
from aspire_desktop.ui.widgets.commands import reason_of
from aspire_desktop.ui.widgets.key_cap import KeyCap
from aspire_desktop.ui.widgets.label import label, rule

WIDTH = 720
TOP = 64
MOST = 5
ASKED = 40
NOT_NOW = "Not for what is chosen here"


@dataclass(frozen=True)
class _Wanted:
    """What was typed: the text, and the kind its sign asks for ("" for all)."""

    text: str
    kind: str


class Palette(QWidget):
    """A dimmed sheet over the window with a panel. Opens at once, closes with Esc or a click outside."""

    def __init__(self, window: QWidget, desk: Desk, commands: Callable[[], Iterable[QAction]]) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk.of(self)
        self._commands = commands
        self._came_from: QWidget | None = None
        self._screens: frozenset[str] = frozenset()
        self._kinds = frozenset({ACTION})
        self._whole = ""
        """The kind of which all that was found is shown."""
        self._about: Found | None = None
        """What the places are shown of, after Tab."""
        self._recent: Sequence[Found] = ()
        self._awaits = self._enters = False
        """Whether an answer to what was typed is to come, and whether Enter was pressed before it."""
        self.recents = Recents(self._desk)
        self.search_box = SearchBox()
        self.search_box.clicked.connect(lambda: self.open())
        self.search_box.typed.connect(self.open)
        self.field = PaletteField()
        self.model = PaletteModel(self)
        self.list = QListView()
        self.signs, self.foot = Signs(), Foot()
        self._counted = label("", TypeRole.SMALL, "2")
        self._empty = label("", ink="2")
        self._panel = self._made_panel()
        self.field.textChanged.connect(self._search)
        self.field.installEventFilter(self)
        self.list.clicked.connect(self._run)
        self.list.selectionModel().currentChanged.connect(lambda: self._follow())
        self.signs.chosen.connect(self._choose_sign)
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
        whole.addWidget(self.signs)
        whole.addWidget(rule())
        self._dress_list()
        whole.addWidget(self._empty)
        whole.addWidget(self.list, 1)
        whole.addWidget(self.foot)
        return panel

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
        self._screens = frozenset(screens)
        shown = {"", *self._screens}
        self._kinds = frozenset(key for key, kind in KINDS.items() if kind.screen in shown)
        self.signs.offer(self._kinds)

    def open(self, typed: str = "") -> None:
        """Show the palette with what was typed before it opened, and the keyboard in its field."""
        if self.isVisible():
            return
        self._came_from = QApplication.focusWidget()
        self._recent = ()
        self.fit()
        self.show()
        self.raise_()
        self.field.setText(typed)
        self._search(typed)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)  # a reason that selects nothing
        if self.recents.keys and self._screens:
            question = partial(_again, self.recents, self._kinds)
            self._desk.ask(question, self._show_recent, subject="recent")

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

    # searching

    def _search(self, typed: str) -> None:
        self._whole, self._about = "", None
        self._awaits = self._enters = False
        wanted = _read(typed)
        self.signs.show_kind(wanted.kind)
        if not wanted.text and wanted.kind in ("", ACTION):
            self._show(wanted, [*self._recent_hits(wanted), *self._actions("")])
            return
        hits = self._actions(wanted.text) if wanted.kind in ("", ACTION) else []
        if not wanted.text or wanted.kind == ACTION or not self._screens:
            self._show(wanted, hits)
            return
        self._awaits = True  # what stands there stays until then: the list is drawn once for a letter
        question = partial(_ask, wanted.text, self._asked_kinds(wanted))
        self._desk.ask(question, partial(self._show_found, wanted, hits), subject="palette")

    def _asked_kinds(self, wanted: _Wanted) -> frozenset[str]:
        return self._kinds & {wanted.kind} if wanted.kind else self._kinds

    def _show_found(self, wanted: _Wanted, actions: list[Hit], found: Sequence[Found]) -> None:
        if _read(self.field.text()) != wanted:
            return
        if found or actions:
            self._show(wanted, [*self._ranked(wanted, found), *actions])
            self._end_wait()
        else:
            question = partial(_ask_nearly, wanted.text, self._asked_kinds(wanted))
            self._desk.ask(question, partial(self._show_near, wanted), subject="palette")

    def _ranked(self, wanted: _Wanted, found: Sequence[Found]) -> list[Hit]:
        """Put what is called just so first, then what was opened lately; the rest comes in order."""
        recent, text = set(self.recents.keys), fold(wanted.text)
        ranked = sorted(found, key=lambda each: (fold(each.name) != text, each.key not in recent))
        return [self._hit(each.kind, each) for each in ranked]

    def _show_near(self, wanted: _Wanted, found: Sequence[Found]) -> None:
        """Show what may have been meant, and say that nothing is called as it was typed."""
        if _read(self.field.text()) != wanted:
            return
        near = [] if wanted.kind else self._near_actions(wanted.text)
        hits = [*(self._hit(each.kind, each) for each in found), *near]
        self._show(wanted, hits)
        if hits:
            self._say(f"Nothing is called “{wanted.text}” here. This is close to it:")
            self._enters = False  # what was meant is for the person to say
        self._end_wait()

    def _end_wait(self) -> None:
        """Do what Enter asked for before the answer to what was typed was here."""
        self._awaits = False
        if self._enters:
            self._enters = False
            self._run(self.list.currentIndex())

    def _show_recent(self, found: Sequence[Found]) -> None:
        self._recent = found
        if self.isVisible() and not self.field.text().strip():
            self._search(self.field.text())
        elif self._recent:
            self._follow()

    def _recent_hits(self, wanted: _Wanted) -> list[Hit]:
        return [] if wanted.kind else [self._hit(RECENT, each) for each in self._recent]

    # showing

    def _show(self, wanted: _Wanted, hits: list[Hit]) -> None:
        whole = wanted.kind or self._whole
        listing = Listing(hits, wanted.text, 0 if whole else MOST, ASKED, self._show_all)
        self._put(listing)
        results = f"{len(hits)} result{'' if len(hits) == 1 else 's'}"
        self._counted.setText(results if wanted.text else "")
        self._say("" if hits else f"Nothing is called “{wanted.text}” here.")

    def _put(self, listing: Listing) -> None:
        self.model.show_hits(listing)
        shown = self.model.first_hit()
        if shown is not None:
            self.list.setCurrentIndex(shown)
            self.list.scrollToTop()
        self._follow()

    def _say(self, words: str) -> None:
        self._empty.setText(words)
        self._empty.setVisible(bool(words))
        self.fit()

    def _follow(self) -> None:
        """Say what Tab would do with the row that is chosen."""
        hit = self.model.hit(self.list.currentIndex())
        self.foot.show_tab(offered=self._about is None and hit is not None and hit.found is not None)
        named = " · ".join(each.name for each in self._recent[:2]) if self.field.text().strip() else ""
        self.foot.show_recent(f"Recent: {named}" if named else "")

    def _show_all(self, kind: str) -> None:
        """Show all that was found of a kind, and nothing else."""
        self._whole = kind
        self._show(_read(self.field.text()), [hit for hit in self.model.every_hit() if hit.kind == kind])

    def _choose_sign(self, sign: str) -> None:
        self.field.setText(f"{sign}{_read(self.field.text()).text}")

    def _hit(self, kind: str, found: Found) -> Hit:
        run = partial(self._desk.go, place_of(found))
        return Hit(kind, found.name, found.detail, KINDS[found.kind].icon, "", run, found=found)

    def _actions(self, text: str) -> list[Hit]:
        """Give the commands that hold each word, first those that can be run now."""
        words = fold(text).split()
        commands = [each for each in self._commands() if all(word in fold(words_of(each)) for word in words)]
        return [_command_hit(each) for each in sorted(commands, key=lambda each: not each.isEnabled())]

    def _near_actions(self, text: str) -> list[Hit]:
        words = fold(text).split()
        return [_command_hit(each) for each in self._commands() if nearly_holds(words_of(each), words)]

    # choosing

    def _run(self, index: QModelIndex) -> None:
        hit = self.model.hit(index)
        if hit is None or hit.reason:
            return
        if not hit.stays:
            self.close_again()
        hit.run()

    def _enter(self) -> None:
        """Take what is chosen, once the answer to all that was typed is here."""
        if self._awaits:
            self._enters = True
        else:
            self._run(self.list.currentIndex())

    def _move(self, step: int) -> None:
        self.list.setCurrentIndex(self.model.neighbour(self.list.currentIndex(), step))

    def _turn(self, *, back: bool) -> None:
        """Show every place where what is chosen is seen, or the results again."""
        hit = self.model.hit(self.list.currentIndex())
        if back or self._about is not None:
            self._leave_places()
        elif hit is not None and hit.found is not None:
            self._about = hit.found
            ways = [
                Hit(ACTION, way.words, "", way.icon, "", self._taking(way), stays=bool(way.typed))
                for way in ways_to(hit.found, self._screens)
            ]
            self._put(Listing(ways, title=f"Actions for {hit.found.name}"))
            self._say("")

    def _leave_places(self) -> None:
        if self._about is not None:
            self._search(self.field.text())

    def _taking(self, way: WayToFound) -> Callable[[], object]:
        return partial(self.field.setText, way.typed) if way.typed else partial(self._desk.go, way.to)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Let arrows, Enter, Tab and Esc in the field work the list."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._press(event.key())
        return False

    def _press(self, key: int) -> bool:
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._move(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self._turn(back=key == Qt.Key.Key_Backtab)
        elif key == Qt.Key.Key_Escape and self._about is not None:
            self._leave_places()
        elif key == Qt.Key.Key_Escape:
            self.close_again()
        else:
            return False
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Close on a click outside the panel."""
        if not self._panel.geometry().contains(event.position().toPoint()):
            self.close_again()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Dim the window behind."""
        QPainter(self).fillRect(self.rect(), QColor(0, 0, 0, 128 if theme().dark else 97))


def _command_hit(command: QAction) -> Hit:
    reason = "" if command.isEnabled() else reason_of(command) or NOT_NOW
    glyph = None if command.icon().isNull() else command.icon()
    keys = command.shortcut().toString()
    return Hit(ACTION, words_of(command), "", KINDS[ACTION].icon, keys, command.trigger, reason, glyph=glyph)


def _read(typed: str) -> _Wanted:
    text = typed.strip()
    for key, kind in KINDS.items():
        if kind.sign and text.startswith(kind.sign):
            return _Wanted(text[1:].strip(), key)
    return _Wanted(text, "")


def _ask(text: str, kinds: frozenset[str], office: Office) -> Sequence[Found]:
    return find_everything(office, text, ASKED, kinds)


def _ask_nearly(text: str, kinds: frozenset[str], office: Office) -> Sequence[Found]:
    return find_nearly(office, text, ASKED, kinds)


def _again(recents: Recents, kinds: frozenset[str], office: Office) -> Sequence[Found]:
    return find_again(office, recents.keys, kinds)
