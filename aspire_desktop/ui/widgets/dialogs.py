"""Dialogs: what happened, what is safe and what to do; and the question before a final act."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from aspire_desktop.ui.looks.icons import Weight, paint_icon
from aspire_desktop.ui.looks.theme import Tone, TypeRole
from aspire_desktop.ui.widgets.button import Button, Face, Kind
from aspire_desktop.ui.widgets.framed_dialog import FramedDialog
from aspire_desktop.ui.widgets.label import label, rule

WIDTH = 600
VERDICT = 30


@dataclass(frozen=True)
class ErrorWords:
    """What an error dialog says.

    `title` names what did not happen ("The return was not exported"), `heading` and `cause` why,
    `safe_lead` and `safe` what is safe ("Nothing is lost." "The return is still a draft."),
    `steps` what the person can do, `details` a reference and facts for IT support without personal data.
    """

    title: str
    heading: str
    cause: str
    safe_lead: str
    safe: str
    steps: Sequence[str]
    details: str


class _Verdict(QWidget):
    """The large mark beside the heading."""

    def __init__(self, glyph: str, tone: Tone, size: int = VERDICT) -> None:
        super().__init__()
        self._glyph, self._tone = glyph, tone
        self.setFixedSize(size, size)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the mark."""
        paint_icon(QPainter(self), self.rect(), self._glyph, str(self._tone), Weight.FILL)


class _Dialog(FramedDialog):
    """A white body beside a verdict: `words` takes what is said."""

    def __init__(self, title: str, glyph: str, tone: Tone, parent: QWidget | None) -> None:
        super().__init__(title, WIDTH, parent)
        upper = QHBoxLayout()
        upper.setContentsMargins(2, 2, 0, 0)
        upper.setSpacing(16)
        upper.addWidget(_Verdict(glyph, tone), 0, Qt.AlignmentFlag.AlignTop)
        self.words = QVBoxLayout()
        self.words.setSpacing(6)
        upper.addLayout(self.words, 1)
        self.body.addLayout(upper, 1)


class ErrorDialog(_Dialog):
    """Says what did not happen. `choice` is the words of the button chosen, "" when closed.

    The first of `actions` is the safe retry: primary, focused and run by Enter.
    """

    def __init__(
        self, words: ErrorWords, actions: Sequence[str] = ("Try again",), parent: QWidget | None = None
    ) -> None:
        super().__init__(words.title, "warning-circle", Tone.BAD, parent)
        self.choice = ""
        self._words = words
        self.details = QPlainTextEdit(words.details)
        self.words.addWidget(label(words.heading, TypeRole.PANE, wraps=True))
        self.words.addWidget(label(words.cause, wraps=True))
        self.words.addSpacing(6)
        self.words.addWidget(_safe(words))
        self.words.addSpacing(8)
        self.words.addWidget(label("What you can do", TypeRole.STRONG))
        steps = QVBoxLayout()
        steps.setSpacing(2)
        for number, step in enumerate(words.steps, 1):
            steps.addWidget(label(f"{number}. {step}" if len(words.steps) > 1 else step, wraps=True))
        self.words.addLayout(steps)
        self.words.addSpacing(6)
        self.words.addWidget(rule())
        self._add_details()
        self._add_buttons(actions)

    def _add_details(self) -> None:
        self.fold = Button("Details for IT support", Kind.QUIET, "caret-right")
        self.fold.clicked.connect(lambda: self.show_details(not self.details.isVisible()))
        self.copy_button = Button("Copy", Kind.QUIET, "copy", "Ctrl+C")
        self.copy_button.clicked.connect(self.copy_details)
        QShortcut(QKeySequence.StandardKey.Copy, self, self.copy_details)
        line = QHBoxLayout()
        line.addWidget(self.fold)
        line.addStretch(1)
        line.addWidget(self.copy_button)
        self.words.addLayout(line)
        self.details.setReadOnly(True)
        self.details.setAccessibleName("Details for IT support")
        self.details.setTabChangesFocus(True)
        self.details.setFixedHeight(72)
        self.details.setProperty("quoted", True)
        self.details.hide()
        self.words.addWidget(self.details)

    def show_details(self, shown: bool) -> None:
        """Unfold or fold the details."""
        self.details.setVisible(shown)
        self.fold.set_face(Face("caret-down" if shown else "caret-right"))
        self.fit()

    def copy_details(self) -> None:
        """Copy title and details for IT support."""
        QGuiApplication.clipboard().setText(f"{self._words.title}\n{self._words.details}")
        self.copy_button.setText("Copied")

    def _add_buttons(self, actions: Sequence[str]) -> None:
        for number, words in enumerate(actions):
            first = number == 0
            button = Button(words, Kind.PRIMARY if first else Kind.SECONDARY, keys="Enter" if first else "")
            button.clicked.connect(lambda _=False, chosen=words: self._choose(chosen))
            self.buttons.addWidget(button)
            if first:
                button.setDefault(True)
                button.setFocus()
        cancel = Button("Cancel", keys="Esc")
        cancel.clicked.connect(self.reject)
        self.buttons.addWidget(cancel)

    def _choose(self, words: str) -> None:
        self.choice = words
        self.accept()


def _safe(words: ErrorWords) -> QFrame:
    box = QFrame()
    box.setProperty("bar", str(Tone.OK))
    row = QHBoxLayout(box)
    row.setContentsMargins(14, 10, 14, 10)
    row.setSpacing(10)
    row.addWidget(_Verdict("check-circle", Tone.OK, 18), 0, Qt.AlignmentFlag.AlignTop)
    column = QVBoxLayout()
    column.setSpacing(1)
    column.addWidget(label(words.safe_lead, TypeRole.STRONG, "ok"))
    column.addWidget(label(words.safe, wraps=True))
    row.addLayout(column, 1)
    return box


class ConfirmDialog(_Dialog):
    """Asks before an act that cannot be taken back; the safe button has the focus.

    `verb` repeats the act ("Submit and lock"), `sentences` say what will happen, to how many and
    what cannot be taken back. `exec()` is true only when the verb was chosen.
    """

    def __init__(
        self,
        title: str,
        sentences: Sequence[str],
        verb: str,
        safe: str = "Cancel",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, "warning", Tone.DUE, parent)
        self.words.addWidget(label(title, TypeRole.PANE, wraps=True))
        for sentence in sentences:
            self.words.addWidget(label(sentence, wraps=True))
        self.words.addStretch(1)
        self.act_button = Button(verb, Kind.PRIMARY)
        self.act_button.clicked.connect(self.accept)
        self.safe_button = Button(safe, keys="Esc")
        self.safe_button.clicked.connect(self.reject)
        self.buttons.addWidget(self.act_button)
        self.buttons.addWidget(self.safe_button)
        self.safe_button.setDefault(True)
        self.safe_button.setFocus()
