"""What Home shows before the first cohort: three ways to begin, and what else an office needs."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from aspire_desktop.domain.home.home import OfficeReadiness
from aspire_desktop.ui.charts.bar import Bar
from aspire_desktop.ui.desk.signals import Destination
from aspire_desktop.ui.looks.icons import NAV, Weight, icon
from aspire_desktop.ui.looks.theme import TypeRole, theme
from aspire_desktop.ui.widgets.button import Button, Kind
from aspire_desktop.ui.widgets.card import Card
from aspire_desktop.ui.widgets.key_cap import KeyCap
from aspire_desktop.ui.widgets.label import Link, label, rule
from aspire_desktop.ui.widgets.welcome_heading import welcome_heading

WIDTH, SIDE = 748, 372
GLYPH = 26


@dataclass(frozen=True)
class _Step:
    """A step of getting ready: its words done or to do, why, and where it is done."""

    words: str
    why: str
    place: Destination | None = None


LEAD = (
    "There are no cohorts here yet. Start with the spreadsheet you already have, or set up one cohort "
    "by hand. You can undo anything you add."
)

WAYS = (
    (
        "file-xls",
        "Bring people and cohorts in from Excel",
        "Match the columns once, check every row, then confirm. Nothing is saved before you confirm.",
    ),
    (
        "users-three",
        "Set up the first cohort",
        "Choose the programme and version. Capacity, sessions and rules are filled in for you.",
    ),
    (
        "folder-open",
        "Look round with made-up data",
        "Open another database, then choose the practice data. It never mixes with real data.",
    ),
)
"""The ways to begin: picture, title, and what comes of it."""


class FirstRun(QWidget):
    """`opened` carries the Destination of the way chosen."""

    opened = Signal(Destination)

    def __init__(self) -> None:
        super().__init__()
        self.import_button = Button("Import…", Kind.PRIMARY)
        self.cohort_button = Button("New cohort…")
        self.import_button.clicked.connect(lambda: self.opened.emit(Destination("import", tab="cohorts")))
        self.cohort_button.clicked.connect(lambda: self.opened.emit(Destination("cohorts", tab="new")))
        self.ready = GettingReady()
        self.ready.opened.connect(self.opened)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(8, 0, 8, 0)
        whole.setSpacing(28)
        whole.addLayout(self._ways(), 20)
        whole.addWidget(self.ready, 10, Qt.AlignmentFlag.AlignVCenter)

    def _ways(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(10)
        column.addStretch(1)
        column.addLayout(welcome_heading(LEAD))
        column.addSpacing(16)
        for (glyph, title, words), control in zip(
            WAYS, (self.import_button, self.cohort_button, _menu_key()), strict=True
        ):
            column.addWidget(_way(glyph, title, words, control))
        column.addStretch(2)
        return column

    def start(self) -> None:
        """Put the keyboard on the best way."""
        self.import_button.setFocus(Qt.FocusReason.OtherFocusReason)


class GettingReady(Card):
    """Six steps, done or to do, each with a link to where it is done."""

    opened = Signal(Destination)

    def __init__(self) -> None:
        super().__init__("Getting ready", padded=True)
        self.setMaximumWidth(SIDE)
        self.setMinimumWidth(SIDE - 110)
        self._bar = Bar()
        self.body.addWidget(self._bar)
        self._steps = QVBoxLayout()
        self._steps.setSpacing(0)
        self.body.addLayout(self._steps)
        self.links: list[Link] = []

    def show_readiness(self, readiness: OfficeReadiness) -> None:
        """Show how far the office is."""
        done = readiness.steps
        self.set_title("Getting ready", f"{sum(done)} of {len(done)} done")
        self._bar.show_amount(sum(done), len(done), f"{sum(done)} of {len(done)} steps done")
        while (item := self._steps.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self.links = []
        for step, is_done in zip(_steps(readiness), done, strict=True):
            self._steps.addWidget(rule())
            self._steps.addWidget(self._row(step, is_done))

    def _row(self, step: _Step, done: bool) -> QWidget:
        made = QWidget()
        made.setAccessibleName(f"{step.words}: {'done' if done else 'to do'}")
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 9, 0, 9)
        row.setSpacing(12)
        mark = _Mark("check-circle", "ok", Weight.FILL) if done else _Mark("circle", "ink_2", Weight.REGULAR)
        is_link = not done and step.place is not None
        mark.setContentsMargins(0, 4 if is_link else 0, 0, 0)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        if done or step.place is None:
            words.addWidget(label(step.words, TypeRole.BODY if done else TypeRole.STRONG))
        else:
            words.addWidget(self._link(step.words, step.place))
        words.addWidget(label(step.why, TypeRole.SMALL, "2", wraps=True))
        row.addLayout(words, 1)
        return made

    def _link(self, words: str, place: Destination) -> Link:
        link = Link(words)
        link.clicked.connect(lambda: self.opened.emit(place))
        self.links.append(link)
        return link


def _steps(readiness: OfficeReadiness) -> Sequence[_Step]:
    known = ", ".join(readiness.programmes) or "None is known yet"
    return (
        _Step("Database created", "Every change is saved as you make it"),
        _Step("Programmes loaded", known, Destination("settings", tab="thresholds")),
        _Step(
            "Add the people who use Aspire",
            "Administrators, trainers and finance see different things first",
            Destination("settings", tab="people"),
        ),
        _Step(
            "Enter the funded places for this year",
            "Finance: how many places, the price and the reference of the grant letter",
            Destination("settings", tab="agreements"),
        ),
        _Step(
            "Choose who signs certificates",
            "Names and job titles only, no pictures of signatures needed",
            Destination("settings", tab="signatories"),
        ),
        _Step("Add or import a cohort", "It ends this list; what is still open then stands on Home"),
    )


class _Mark(QLabel):
    """A glyph in the colour of the theme in force."""

    def __init__(self, name: str, token: str, weight: Weight, size: int = NAV) -> None:
        super().__init__()
        self._looks = (name, token, weight)
        self._side = size
        self._dress()
        theme().changed.connect(self._dress)

    def _dress(self) -> None:
        self.setPixmap(icon(*self._looks).pixmap(QSize(self._side, self._side)))


def _menu_key() -> QWidget:
    keys = QWidget()
    caps = QHBoxLayout(keys)
    caps.setContentsMargins(0, 0, 0, 0)
    caps.addWidget(label("File menu", ink="2"))
    caps.addWidget(KeyCap("Ctrl+O"))
    return keys


def _way(glyph: str, title: str, words: str, control: QWidget) -> QFrame:
    card = QFrame()
    card.setProperty("card", True)
    card.setMaximumWidth(WIDTH)
    row = QHBoxLayout(card)
    row.setContentsMargins(20, 12, 18, 12)
    row.setSpacing(18)
    row.addWidget(_Mark(glyph, "accent", Weight.REGULAR, GLYPH))
    texts = QVBoxLayout()
    texts.setSpacing(1)
    texts.addWidget(label(title, TypeRole.CARD))
    texts.addWidget(label(words, ink="2", wraps=True))
    row.addLayout(texts, 1)
    control.setAccessibleDescription(words)
    row.addWidget(control)
    return card
