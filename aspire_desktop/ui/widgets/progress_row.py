"""Long work in the page: how many, which one now, time left and Cancel."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from aspire_desktop.ui.charts.bar import Bar
from aspire_desktop.ui.looks.theme import CARD_PADDING, TypeRole
from aspire_desktop.ui.widgets.button import Button
from aspire_desktop.ui.widgets.label import ElidedLabel, label


@dataclass(frozen=True)
class Stage:
    """How far long work is: `done` of `total`, the item in hand, seconds left when known."""

    done: int
    total: int
    item: str = ""
    seconds_left: int | None = None


class ProgressRow(QFrame):
    """A card with a bar; `cancelled` is emitted once, and then the button says so.

    `keeps` tells what cancelling keeps: "You can keep working. Cancel keeps the 7 already made."
    """

    cancelled = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self._title_words = title
        self._title = label(title, TypeRole.STRONG)
        self._now = ElidedLabel("", ink="2")
        self._keeps = label("", TypeRole.SMALL, "2")
        self._bar = Bar()
        self.cancel_button = Button("Cancel", keys="Esc")
        self.cancel_button.clicked.connect(self._cancel)
        grid = QGridLayout(self)
        grid.setContentsMargins(CARD_PADDING, 10, CARD_PADDING, 10)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(6)
        grid.addWidget(self._title, 0, 0)
        grid.addWidget(self._now, 0, 1)
        grid.addWidget(self._keeps, 0, 2)
        grid.addWidget(self._bar, 1, 0, 1, 3)
        grid.addWidget(self.cancel_button, 0, 3, 2, 1, Qt.AlignmentFlag.AlignRight)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(3, self.cancel_button.sizeHint().width() + 10)

    def show_stage(self, stage: Stage, keeps: str = "") -> None:
        """Show how far the work is."""
        counted = f"{self._title_words}: {stage.done:,} of {stage.total:,}"
        parts = [f"now {stage.item}"] if stage.item else []
        parts += [time_left(stage.seconds_left)] if stage.seconds_left is not None else []
        self._title.setText(counted)
        self._now.setText("".join(f"· {part} " for part in parts))
        self._keeps.setText(keeps)
        self._bar.show_amount(stage.done, stage.total, counted)

    def _cancel(self) -> None:
        self.cancel_button.setEnabled(False)
        self.cancel_button.setText("Stopping")
        self.cancelled.emit()


def time_left(seconds: int) -> str:
    """Say a time left: "about 6 seconds left", "about 3 minutes left"."""
    count, unit = (seconds, "second") if seconds < 90 else (round(seconds / 60), "minute")
    return f"about {count} {unit}{'' if count == 1 else 's'} left"
