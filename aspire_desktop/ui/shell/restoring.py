"""Restoring a backup in three steps: it is chosen, then what would be missing is seen, then it is swapped."""

from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout

from aspire_desktop.domain.office.backups import Loss, ago
from aspire_desktop.domain.office.errors import Explanation
from aspire_desktop.ui.desk.desk import Desk
from aspire_desktop.ui.looks.theme import Tone, TypeRole
from aspire_desktop.ui.widgets.banner import Message, MessageBar
from aspire_desktop.ui.widgets.button import Button, Kind
from aspire_desktop.ui.widgets.framed_dialog import FramedDialog
from aspire_desktop.ui.widgets.label import label

WIDTH = 640
NAMED = 6
"""Returns and certificates that are named before the rest is counted."""
STEPS = ("Choose a backup", "See what you lose", "Check and swap")
KEPT = "Today’s database is kept beside it."


class RestoreDialog(FramedDialog):
    """Begins at the second step: the backup is chosen. Accepted once somebody said yes in the third."""

    def __init__(self, desk: Desk, weigh: Callable[[Path], Loss], file: Path) -> None:
        super().__init__("Restore a backup", WIDTH, desk.window)
        self._desk, self._file = desk.of(self), file
        self.step = 2
        self._title = label("", TypeRole.PANE, wraps=True)
        self._steps = QHBoxLayout()
        self.warning = MessageBar(Tone.DUE, Message("Looking into it"))
        self.said = label("", wraps=True)
        self.continue_button = Button("Continue", Kind.PRIMARY, keys="Alt+C")
        self.back_button = Button("Back", keys="Alt+B")
        self.cancel_button = Button("Keep today’s database", keys="Esc")
        # Not the buttons' own shortcuts: a button whose words change loses its one.
        QShortcut(QKeySequence("Alt+C"), self, self.continue_button.click)
        QShortcut(QKeySequence("Alt+B"), self, self.back_button.click)
        self.continue_button.clicked.connect(self._go_on)
        self.back_button.clicked.connect(self._go_back)
        self.cancel_button.clicked.connect(self.reject)
        self.body.addWidget(self._title)
        self.body.addLayout(self._steps)
        self.body.addWidget(self.warning)
        self.body.addWidget(self.said)
        for each in (self.back_button, self.continue_button, self.cancel_button):
            self.buttons.addWidget(each)
        self._loss: Loss | None = None
        self._show_step()
        self.continue_button.setEnabled(False)
        self._desk.ask(lambda _office: weigh(file), self._take, self._refuse)

    def _take(self, loss: Loss) -> None:
        self._loss = loss
        self.continue_button.setEnabled(True)
        self._show_step()

    def _refuse(self, explanation: Explanation) -> None:
        self.warning.say(Message(explanation.what, explanation.safe, explanation.do))

    def _go_on(self) -> None:
        if self.step == 3:
            self.accept()
            return
        self.step = 3
        self._show_step()

    def _go_back(self) -> None:
        if self.step == 2:
            self.reject()
            return
        self.step = 2
        self._show_step()

    def _show_step(self) -> None:
        self._title.setText(f"Restore {self._file.name}")
        while self._steps.count():
            gone = self._steps.takeAt(0)
            if gone is not None and (widget := gone.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for number, words in enumerate(STEPS, 1):
            told = f"{number}. {words}{': done' if number < self.step else ''}"
            here = number == self.step
            self._steps.addWidget(
                label(told, TypeRole.STRONG if here else TypeRole.SMALL, "1" if here else "2")
            )
        if self._loss is not None:
            self._show_loss(self._loss)
        self.continue_button.setText("Check and swap" if self.step == 3 else "Continue")
        # The safe button has the keyboard where the next press replaces the database.
        safe = self.cancel_button if self.step == 3 else self.continue_button
        safe.setDefault(True)
        safe.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_loss(self, loss: Loss) -> None:
        taken = ago(loss.taken, self._desk.clock.today())
        if self.step == 3:
            what = f"Restore the backup taken {taken}?"
            do = "The window closes, and opens again on it. Whoever was erased since is erased in it again."
            self.warning.say(Message(what, f"It is checked before anything is replaced. {KEPT}", do))
            self.said.setText("")
            return
        self.warning.say(Message(_heading(loss, taken), KEPT))
        self.said.setText("\n".join(_lines(loss)))


def _heading(loss: Loss, taken: str) -> str:
    if not loss.same:
        return (
            "This is not a backup of the database that is open: it is another database, or one that went on "
            f"differently after a restore. It was taken {taken}. All that is in the open one would go."
        )
    if not loss.changes:
        return f"Nothing would be missing: nothing was changed since it was taken, {taken}."
    people = f"{loss.people} {'person' if loss.people == 1 else 'people'}"
    many = f"{loss.changes:,} change{'s'[: loss.changes != 1]}"
    return f"{many} by {people} would be missing: all that was done since it was taken, {taken}."


def _lines(loss: Loss) -> Iterator[str]:
    if not loss.same or not loss.changes:
        return
    if loss.first:
        yield "Returns and certificates among them:"
        yield from (f"    {title}" for title in loss.first[:NAMED])
        if len(loss.first) > NAMED:
            yield f"    and {len(loss.first) - NAMED} more"
    else:
        yield "No return was submitted and no certificate was issued in that time."
    yield from (f"{many:,} × {act}" for act, many in loss.kinds)
